#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("05 set.txt", "Time\tAI\tAV\tILRS\tIHRS\n", data);
});
