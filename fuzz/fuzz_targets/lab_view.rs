#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    memrilab_fuzz::text("a.lvm", "LabVIEW Measurement\nSeparator\tTab\n***End_of_Header***\n\nChannels\t2\nY_Unit_Label\tVolts\tAmps\n***End_of_Header***\nX_Value\tUntitled\tUntitled 1\tComment\n", data);
});
