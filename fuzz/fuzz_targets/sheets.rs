// Several sheets of any cells, named as instruments name them; and the flat parts of a
// grid, which a page moves between its modules.
#![no_main]

use memrilab_device::read::Grid;

const TITLES: [&str; 6] = ["Run12", "Calc", "Settings", "Run11", "Sheet1", "Append1"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let grids: Vec<Grid> = data
        .split(|&b| b == 255)
        .take(6)
        .zip(TITLES)
        .map(|(bytes, title)| memrilab_fuzz::sheet(title, bytes))
        .collect();
    for grid in &grids {
        let (name, cells, ends, lines, texts) = grid.clone().into_parts();
        let back = Grid::from_parts(name, cells, ends, lines, texts).expect("its own parts");
        assert_eq!(back.rows(), grid.rows());
    }
    if let Some((first, rest)) = data.split_first() {
        let ends: Vec<u32> = rest.iter().take(8).map(|&b| u32::from(b)).collect();
        let texts = rest
            .chunks_exact(2)
            .skip(4)
            .take(4)
            .map(|two| (u32::from(two[0]), u32::from(two[1]), "t".to_owned()))
            .collect();
        let cells = vec![1.0; usize::from(*first)];
        let lines = (1..=ends.len() as u32).collect();
        if let Some(grid) = Grid::from_parts(String::new(), cells, ends, lines, texts) {
            memrilab_fuzz::grids("parts.xls", vec![grid]);
        }
    }
    memrilab_fuzz::grids("03 endurance set.xlsx", grids);
});
