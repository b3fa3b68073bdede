#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.csv", "# ATTRS_START\n# cycles: 2\n# ATTRS_END\n# voltage,current,read_voltage\n", data);
});
