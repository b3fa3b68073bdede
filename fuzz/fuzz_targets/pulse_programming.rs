#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.csv", "# pulse_v,pulse_width,num_applied,meas_v,i_0,i_1\n", data);
});
