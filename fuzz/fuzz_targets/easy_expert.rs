#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.csv", "SetupTitle, IV\nTestParameter, Channel.VName, V1\nTestParameter, Channel.IName, I1\nTestParameter, Measurement.Primary.Compliance, 1E-05\nDataName, V1, I1\n", data);
});
