#![no_main]

const HEAD: &str = "-4.00e+00 -3.15e-09 9.91e+37 0.0e+00 2.0486e+04\n-3.96e+00 -4.20e-09 9.91e+37 6.0e-01 2.0486e+04\n";

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a_lf1.txt", HEAD, data);
    // Any text soon has a line that is none of the buffer's: a time and a status behind
    // its first three words keep it one.
    let text = String::from_utf8_lossy(data);
    let mut buffer = String::new();
    for (at, line) in text.lines().enumerate() {
        let mut words = line.split_ascii_whitespace();
        for _ in 0..3 {
            buffer += words.next().unwrap_or("0");
            buffer.push(' ');
        }
        buffer += &format!("{at}.5 {}\n", 20_486 + 8 * (line.len() % 2));
    }
    memrilab_fuzz::text("a_lf1.txt", "", buffer.as_bytes());
});
