#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a_lf1.txt", "-4.00e+00 -3.15e-09 9.91e+37 0.0e+00 2.0486e+04\n-3.96e+00 -4.20e-09 9.91e+37 6.0e-01 2.0486e+04\n", data);
});
