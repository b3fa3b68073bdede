#![no_main]

use memrilab_device::read::Grid;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.csv", "VF,Index,IF,,VF,Index,IF\n", data);
    // The same as a sheet: two blocks of numbers, an empty column between them, the
    // second as long as the first byte says.
    let Some((&shape, data)) = data.split_first() else { return };
    let mut grid = Grid::new("Sheet1");
    for (at, four) in data.chunks_exact(4).enumerate() {
        let number = |k: usize| f64::from(four[k] as i8) * 0.05;
        grid.number(number(0));
        if shape & 4 == 4 {
            grid.number(at as f64 + 1.0);
        }
        grid.number(number(1));
        grid.blank();
        if at < usize::from(shape) {
            grid.number(number(2));
            grid.number(number(3));
        }
        grid.end_row(at as u32 + 1);
    }
    memrilab_fuzz::grids("a.xls", vec![grid]);
});
