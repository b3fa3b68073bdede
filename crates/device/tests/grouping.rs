//! Which files might be joined, told by their names: the same as joining them would tell.

use memrilab_device::read::{ReadOptions, Reading, groups, join, join_with, read};
use proptest::prelude::*;

fn reading(name: &str) -> Reading {
    let text = b"Voltage (V),Current (A)\n0,0\n1,1e-6\n2,4e-6\n1,3e-6\n0,0\n";
    read(name, text, &ReadOptions::default()).unwrap()
}

#[test]
fn numbers_are_given_in_order_and_along_chains() {
    assert_eq!(groups(&[]), [0usize; 0]);
    // `set for` may be completed by `reset for` and by `set back`.
    let paths = [
        "set for.csv",
        "b.csv",
        "reset for.csv",
        "set back.csv",
        "b.csv",
    ];
    assert_eq!(groups(&paths), [0, 1, 0, 0, 2]);
    // Two of the same name are apart, unless a third may be joined to either.
    assert_eq!(groups(&["1 reset.csv", "1 RESET.csv"]), [0, 1]);
    assert_eq!(
        groups(&["1 reset.csv", "1 RESET.csv", "1 set.csv"]),
        [0, 0, 0]
    );
}

#[test]
fn many_files_are_grouped_soon() {
    let names: Vec<String> = (0..20_000)
        .map(|i| if i % 2 == 0 { "set.csv" } else { "RESET.csv" }.to_owned())
        .collect();
    let paths: Vec<&str> = names.iter().map(String::as_str).collect();
    let start = std::time::Instant::now();
    assert!(groups(&paths).iter().all(|&g| g == 0));
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn what_comes_with_the_first_file_is_kept() {
    let files = ["1 reset.csv", "2.csv", "1 set.csv"];
    let joined = join_with(files.map(|f| (reading(f), f.len())).to_vec());
    let told: Vec<_> = joined.iter().map(|(r, n)| (r.file.as_str(), *n)).collect();
    assert_eq!(told, [("2.csv", 5), ("1 set.csv", 9)]);
}

fn name() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "set", "reset", "for", "back", "lf", "lb", "forward", "backward", "SET", "Reset", "LF",
        "x", "1", "_", " ", "/",
    ]);
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat() + ".csv")
}

proptest! {
    /// Two files are in one group if, and only if, they are joined.
    #[test]
    fn two_files_are_together_if_they_are_joined(a in name(), b in name()) {
        let together = groups(&[&a, &b]) == [0, 0];
        let joined = join(vec![reading(&a), reading(&b)]).len() == 1;
        prop_assert_eq!(together, joined);
    }

    /// Whatever is joined among many is of one group; joining group by group gives the same.
    #[test]
    fn groups_may_be_joined_apart(names in prop::collection::vec(name(), 1..12)) {
        let paths: Vec<&str> = names.iter().map(String::as_str).collect();
        let numbers = groups(&paths);
        let pairs = |readings: Vec<Reading>| {
            let mut pairs: Vec<_> = join(readings).into_iter().map(|r| (r.file, r.partner)).collect();
            pairs.sort();
            pairs
        };
        let all = pairs(names.iter().map(|n| reading(n)).collect());
        let mut apart = Vec::new();
        for number in 0..names.len() {
            let of = |(name, _): (&String, _)| reading(name);
            apart.extend(pairs(names.iter().zip(&numbers).filter(|(_, n)| **n == number).map(of).collect()));
        }
        apart.sort();
        prop_assert_eq!(all, apart);
    }
}
