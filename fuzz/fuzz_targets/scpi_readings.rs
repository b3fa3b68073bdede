#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.txt", "+1.040564E-06A,+2.236299E+02,+1.380000E+02,+0.100000\n", data);
});
