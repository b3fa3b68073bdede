#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.dat", "", data);
    // Two bytes a line of numbers.
    let line = |two: &[u8]| format!("{} {}\n", f64::from(two[0] as i8) / 100.0, two[1] as i8);
    let text: String = data.chunks_exact(2).map(line).collect();
    memrilab_fuzz::text("a.dat", &text, b"");
});
