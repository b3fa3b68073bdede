//! Files that belong together: SET and RESET of one cell, forward and backward branch.

use super::Reading;
use crate::{Measurement, Polarity, Sweep, Trace};
use ndarray::Array2;
use std::collections::BTreeMap;

/// How two parts of one measurement are told by their names, the one measured first
/// first; and whether the first of them SETs.
const ROLES: [(&str, &str, bool); 4] = [
    ("set", "reset", true),
    ("for", "back", false),
    ("lf", "lb", false),
    ("forward", "backward", false),
];

/// Joins readings of one folder whose names differ in nothing but the part they play.
#[must_use]
pub fn join(readings: Vec<Reading>) -> Vec<Reading> {
    let alone = readings.into_iter().map(|reading| (reading, ())).collect();
    let joined = join_with(alone).into_iter();
    joined.map(|(reading, ())| reading).collect()
}

/// As [`join`], where each reading has something with it, such as its settings: of two
/// that are joined, what the first one has is kept.
#[must_use]
pub fn join_with<T>(readings: Vec<(Reading, T)>) -> Vec<(Reading, T)> {
    let mut places = BTreeMap::new();
    for (at, (reading, _)) in readings.iter().enumerate() {
        places
            .entry(reading.file.to_ascii_lowercase())
            .or_insert(at);
    }
    let mut slots: Vec<Option<(Reading, T)>> = readings.into_iter().map(Some).collect();
    for a in 0..slots.len() {
        let names = slots[a]
            .as_ref()
            .map_or_else(Vec::new, |(r, _)| others(&r.file));
        for (name, sets) in names {
            let Some(&b) = places.get(&name).filter(|&&b| b != a) else {
                continue;
            };
            let (Some((first, _)), Some((second, _))) = (&slots[a], &slots[b]) else {
                continue;
            };
            if first.partner.is_some() || second.partner.is_some() {
                continue;
            }
            let Some(measurement) = joined(first, second, sets) else {
                continue;
            };
            let (Some((mut first, with)), Some((second, _))) = (slots[a].take(), slots[b].take())
            else {
                continue;
            };
            tell_unpaired(&mut first, &second);
            first.report.found_cycles(format!(
                "each is completed by {}, which was measured after it.",
                second.file
            ));
            for sentence in second.report.sentences() {
                first.report.note(format!("{}: {sentence}", second.file));
            }
            first.partner = Some(second.file);
            first.measurements = vec![measurement];
            slots[a] = Some((first, with));
        }
    }
    slots.into_iter().flatten().collect()
}

/// The names, in small letters, that the other part of `first` may have, and whether
/// `first` then SETs.
pub(super) fn others(first: &str) -> Vec<(String, bool)> {
    let lower = first.to_ascii_lowercase();
    let mut names = Vec::new();
    for (one, other, sets) in ROLES {
        for (at, _) in lower.match_indices(one) {
            let (head, tail) = (&first[..at], &first[at + one.len()..]);
            let stands_alone = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_lowercase());
            // `lf2` may follow letters; a word such as `set` may not be part of `reset`.
            let begins = one.len() <= 3 && !sets || stands_alone(head.chars().next_back());
            if begins && stands_alone(tail.chars().next()) {
                let name = format!("{head}{other}{tail}").to_ascii_lowercase();
                names.push((name, sets));
            }
        }
    }
    names
}

/// Tells which cycles have no counterpart in the other file.
fn tell_unpaired(first: &mut Reading, second: &Reading) {
    let names = |r: &Reading| match r.measurements.as_slice() {
        [
            Measurement {
                trace: Trace::Sweep(s),
                ..
            },
        ] => s.cycle_names.clone(),
        _ => Vec::new(),
    };
    let (ours, theirs) = (names(first), names(second));
    for (file, cycles, others) in [
        (first.file.clone(), &ours, &theirs),
        (second.file.clone(), &theirs, &ours),
    ] {
        if let Some(rest @ [from, ..]) = cycles.get(others.len()..) {
            first.report.leave_out(
                format!("{file}, {from}"),
                format!(
                    "{} cycles from here on have no counterpart in the other file",
                    rest.len()
                ),
            );
        }
    }
}

fn joined(first: &Reading, second: &Reading, sets: bool) -> Option<Measurement> {
    let ([a], [b]) = (
        first.measurements.as_slice(),
        second.measurements.as_slice(),
    ) else {
        return None;
    };
    let (Trace::Sweep(one), Trace::Sweep(two)) = (&a.trace, &b.trace) else {
        return None;
    };
    let cycles = one.current.nrows().min(two.current.nrows());
    let first_points = one.voltage.len();
    let both = (cycles, first_points + two.voltage.len());
    // An entry of the joined sweep: where it stands in one of the two.
    let of = |k: usize, j: usize| {
        if j < first_points {
            (one, [k, j])
        } else {
            (two, [k, j - first_points])
        }
    };
    let flag = |k, j| {
        let (sweep, at) = of(k, j);
        sweep
            .compliance_flags
            .as_ref()
            .is_some_and(|flags| flags[at])
    };
    let flagged = one.compliance_flags.is_some() || two.compliance_flags.is_some();
    let set_sign: f64 = one.voltage.iter().sum();
    let set = if set_sign < 0.0 {
        Polarity::Negative
    } else {
        Polarity::Positive
    };
    let sweep = Sweep {
        voltage: [&one.voltage[..], &two.voltage].concat(),
        current: Array2::from_shape_fn(both, |(k, j)| {
            let (sweep, at) = of(k, j);
            sweep.current[at]
        }),
        lines: [&one.lines[..], &two.lines].concat(),
        cycle_names: one.cycle_names[..cycles].to_vec(),
        compliance_flags: flagged.then(|| Array2::from_shape_fn(both, |(k, j)| flag(k, j))),
        stated_compliance: one.stated_compliance,
        set_polarity: sets.then_some(set),
        magnitude_only: one.magnitude_only && two.magnitude_only,
    };
    Some(Measurement {
        trace: Trace::Sweep(sweep),
        ..a.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_partner() {
        for (a, b, wanted) in [
            (
                "x/03 endurance set.xlsx",
                "x/03 endurance reset.xlsx",
                Some(true),
            ),
            ("2_Oxlightfor_rem.txt", "2_Oxlightback_rem.txt", Some(false)),
            (
                "Rem_1_11BareOxlf1.txt",
                "Rem_1_11BareOxlb1.txt",
                Some(false),
            ),
            ("Rem_1_11BareOxlf1.txt", "Rem_1_11BareOxlb2.txt", None),
            ("x/03 endurance reset.xlsx", "x/03 endurance set.xlsx", None),
            ("x/set.csv", "y/reset.csv", None),
            ("a reset.csv", "a rereset.csv", None),
            ("Cell3_SET.CSV", "Cell3_RESET.csv", Some(true)),
            ("LF2.txt", "LB2.txt", Some(false)),
        ] {
            let found = others(a);
            let partner = found.iter().find(|(n, _)| *n == b.to_ascii_lowercase());
            assert_eq!(partner.map(|(_, sets)| *sets), wanted, "{a} {b}");
        }
    }

    #[test]
    fn cycles_without_counterpart_are_told() {
        let file = |name: &str, up: f64, cycles: usize| {
            let mut text = String::from("V (V)");
            (0..cycles).for_each(|k| text += &format!(",I{k} (A)"));
            for j in 0..=20 {
                let v = up * f64::from(10 - (j - 10i32).abs());
                text += &format!("\n{v}");
                (0..cycles).for_each(|k| text += &format!(",{}", v * 1e-6 * (k + 1) as f64));
            }
            crate::read::read(name, text.as_bytes(), &crate::read::ReadOptions::default()).unwrap()
        };
        let joined = join(vec![
            file("a set.csv", -0.1, 2),
            file("a reset.csv", 0.1, 4),
        ]);
        let [one] = joined.as_slice() else {
            panic!("{} readings", joined.len())
        };
        let Trace::Sweep(sweep) = &one.measurements[0].trace else {
            panic!("no sweep")
        };
        assert_eq!(sweep.current.dim(), (2, 42));
        assert_eq!(sweep.set_polarity, Some(Polarity::Negative));
        let told = one.report.left_out.last().unwrap();
        assert_eq!(told.place, "a reset.csv, I2 (A)");
        assert!(told.reason.starts_with("2 cycles"), "{}", told.reason);
    }
}
