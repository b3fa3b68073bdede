#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.csv", "Spannung (mV);Strom [\u{b5}A];Index\n", data);
});
