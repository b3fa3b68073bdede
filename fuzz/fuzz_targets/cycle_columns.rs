#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.csv", "voltage,current_cycle1,current_cycle2,\n", data);
});
