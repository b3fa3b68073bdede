#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // The first byte chooses the name, which plays a part in what a file is taken for.
    let names = ["a.csv", "03 set.txt", "x_lf1.txt", "potentiation GP.txt", "a.csv.gz", "1.8um_length_50nm_diameter.txt"];
    let (&first, rest) = data.split_first().unwrap_or((&0, &[]));
    memrilab_fuzz::text(names[usize::from(first) % names.len()], "", rest);
});
