#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.csv", "s\nTue\nWordline,Bitline,Resistance,Amplitude (V),Pulse width (s),Tag,ReadTag,ReadVoltage\n", data);
});
