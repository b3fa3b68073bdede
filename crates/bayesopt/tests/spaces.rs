//! Spaces: what is refused, how points are ordered, what constraints exclude.

use memrilab_bayesopt::space::{Assignment, Term};
use memrilab_bayesopt::{Constraint, Encoder, Encoding, Error, Point, Space, Value, Variable};
use proptest::prelude::*;

fn refused(variables: Vec<Variable>) -> Error {
    Space::new(variables, vec![]).unwrap_err()
}

fn one(variable: Variable) -> Error {
    refused(vec![variable])
}

#[test]
fn bad_variables_are_refused() {
    assert!(matches!(refused(vec![]), Error::Empty { .. }));
    let few = |v| matches!(one(v), Error::FewLevels { got: 1, .. });
    assert!(few(Variable::levels("x", &[1.0])));
    assert!(few(Variable::categories("x", &["a"])));
    assert!(few(Variable::simplex("x", &["a"], 4)));
    assert!(matches!(
        one(Variable::levels("x", &[])),
        Error::FewLevels { got: 0, .. }
    ));
    assert!(matches!(
        one(Variable::levels("x", &[1.0, 2.0, 1.0])),
        Error::DuplicateLevel { .. }
    ));
    for bad in [f64::NAN, f64::INFINITY] {
        assert!(matches!(
            one(Variable::levels("x", &[1.0, bad])),
            Error::NotFinite { .. }
        ));
        assert!(matches!(
            one(Variable::range("x", bad, 1.0)),
            Error::NotFinite { .. }
        ));
    }
    assert!(matches!(
        one(Variable::range("x", 1.0, 1.0)),
        Error::Range { .. }
    ));
    assert!(matches!(
        one(Variable::range("x", -1e308, 1e308)),
        Error::Range { .. }
    ));
    let log = Variable::range("x", 0.0, 1.0).logarithmic();
    assert!(matches!(one(log), Error::LogScale { value: 0.0, .. }));
    let log = Variable::levels("x", &[-1.0, 1.0]).logarithmic();
    assert!(matches!(one(log), Error::LogScale { value: -1.0, .. }));
    assert!(matches!(
        one(Variable::categories("x", &["a", " "])),
        Error::Unnamed { number: 2, .. }
    ));
    assert!(matches!(
        one(Variable::categories("x", &["a", "a"])),
        Error::DuplicateName { .. }
    ));
    assert!(matches!(
        one(Variable::simplex("x", &["a", "a"], 4)),
        Error::DuplicateName { .. }
    ));
    assert!(matches!(
        one(Variable::simplex("x", &["a", "b"], 0)),
        Error::Empty { .. }
    ));
    assert!(matches!(
        one(Variable::levels("", &[1.0, 2.0])),
        Error::Unnamed { number: 1, .. }
    ));
    let x = Variable::levels("x", &[1.0, 2.0]);
    assert!(matches!(
        refused(vec![x.clone(), x.clone()]),
        Error::DuplicateName { .. }
    ));
    let many: Vec<f64> = (0..10_001).map(f64::from).collect();
    assert!(matches!(
        one(Variable::levels("x", &many)),
        Error::TooMany { got: 10_001, .. }
    ));
    let many = (0..65)
        .map(|i| Variable::levels(&format!("x{i}"), &[1.0, 2.0]))
        .collect();
    assert!(matches!(refused(many), Error::TooMany { limit: 64, .. }));
}

#[test]
fn descriptors_must_match_the_categories() {
    let salts = Variable::categories("salt", &["a", "b", "c"]);
    let wrong = |rows: &[&[f64]]| {
        matches!(
            one(salts.clone().described(rows)),
            Error::Descriptors { .. }
        )
    };
    assert!(wrong(&[&[1.0], &[2.0]]));
    assert!(wrong(&[&[1.0], &[2.0], &[3.0, 4.0]]));
    assert!(wrong(&[&[], &[], &[]]));
    let nan = salts.clone().described(&[&[1.0], &[f64::NAN], &[2.0]]);
    assert!(matches!(one(nan), Error::NotFinite { .. }));
    let fine = salts.described(&[&[1.0, 7.0, 0.0], &[2.0, 7.0, 4.0], &[3.0, 7.0, 1.0]]);
    let space = Space::new(vec![fine], vec![]).unwrap();
    let encoder = Encoder::new(&space, Encoding::Descriptors, true);
    let x = encoder.encode(&space.point(1).unwrap()).unwrap();
    // (2 - 1) / 2 and 4 / 4 over sqrt 2; the descriptor that never varies is 0.
    let share = 0.5_f64.sqrt();
    assert!((x[0] - 0.5 * share).abs() < 1e-15 && x[1] == 0.0 && (x[2] - share).abs() < 1e-15);
}

#[test]
fn encodings_of_each_kind() {
    let space = Space::new(
        vec![
            Variable::range("r", 1.0, 100.0).logarithmic(),
            Variable::simplex("m", &["a", "b", "c"], 2),
            Variable::categories("c", &["p", "q", "r"]),
        ],
        vec![],
    )
    .unwrap();
    let point = Point(vec![
        10.0.into(),
        Value::Shares(vec![0.5, 0.0, 0.5]),
        "q".into(),
    ]);
    let half = 0.5 * 0.5_f64.sqrt();
    let onehot = Encoder::new(&space, Encoding::Onehot, true);
    assert_eq!(onehot.groups(), [0, 1, 1, 1, 2, 2, 2]);
    let x = onehot.encode(&point).unwrap();
    let expected = [0.5, half, 0.0, half, 0.0, 0.5_f64.sqrt(), 0.0];
    for (got, want) in x.iter().zip(expected) {
        assert!((got - want).abs() < 1e-15, "{x:?}");
    }
    let ordinal = Encoder::new(&space, Encoding::Ordinal, false);
    assert_eq!(ordinal.groups(), [0; 5]);
    assert_eq!(ordinal.encode(&point).unwrap()[4], 0.5);
}

#[test]
fn points_that_are_not_of_the_space_are_refused() {
    let space = Space::new(
        vec![
            Variable::levels("x", &[1.0, 2.0]).logarithmic(),
            Variable::categories("c", &["p", "q"]),
            Variable::simplex("m", &["a", "b"], 4),
        ],
        vec![],
    )
    .unwrap();
    let point = |x: Value, c: Value, m: &[f64]| Point(vec![x, c, Value::Shares(m.to_vec())]);
    let check = |p: &Point| space.check(p);
    assert!(check(&point(1.7.into(), "p".into(), &[0.3, 0.7])).is_ok());
    assert!(matches!(
        check(&Point(vec![])),
        Err(Error::PointLength {
            expected: 3,
            got: 0
        })
    ));
    let p = point("p".into(), "p".into(), &[0.5, 0.5]);
    assert!(matches!(check(&p), Err(Error::Value { .. })));
    let p = point(0.0.into(), "p".into(), &[0.5, 0.5]);
    assert!(matches!(check(&p), Err(Error::LogScale { .. })));
    let p = point(f64::NAN.into(), "p".into(), &[0.5, 0.5]);
    assert!(matches!(check(&p), Err(Error::NotFinite { .. })));
    let p = point(1.0.into(), "z".into(), &[0.5, 0.5]);
    assert!(matches!(check(&p), Err(Error::Value { .. })));
    for m in [&[0.5, 0.6][..], &[-0.5, 1.5], &[1.0], &[f64::NAN, 1.0]] {
        assert!(check(&point(1.0.into(), "p".into(), m)).is_err());
    }
}

fn term(variable: &str, weight: f64) -> Term {
    Term {
        variable: variable.into(),
        part: None,
        weight,
    }
}

fn together(pairs: &[(&str, Value)]) -> Constraint {
    Constraint::Forbidden {
        together: pairs
            .iter()
            .map(|(variable, value)| Assignment {
                variable: (*variable).into(),
                value: value.clone(),
            })
            .collect(),
    }
}

fn two() -> Vec<Variable> {
    vec![
        Variable::levels("x", &[1.0, 2.0, 3.0]),
        Variable::categories("c", &["p", "q"]),
    ]
}

#[test]
fn constraints_exclude_what_they_say() {
    let linear = Constraint::Linear {
        terms: vec![term("x", 2.0)],
        at_most: 4.0,
    };
    let forbidden = together(&[("x", 1.0.into()), ("c", "q".into())]);
    let space = Space::new(two(), vec![linear, forbidden]).unwrap();
    let allowed: Vec<u64> = (0..6)
        .filter(|i| space.allows(&space.point(*i).unwrap()))
        .collect();
    // (1, p), (2, p), (2, q).
    assert_eq!(allowed, [0, 2, 3]);
    let mixture = Space::new(
        vec![Variable::simplex("m", &["a", "b"], 10)],
        vec![Constraint::Linear {
            terms: vec![Term {
                variable: "m".into(),
                part: Some("b".into()),
                weight: 1.0,
            }],
            at_most: 0.3,
        }],
    )
    .unwrap();
    let allowed = (0..11).filter(|i| mixture.allows(&mixture.point(*i).unwrap()));
    assert_eq!(allowed.count(), 4);
}

#[test]
fn constraints_that_make_no_sense_are_refused() {
    let bad = |c: Constraint| Space::new(two(), vec![c]).unwrap_err();
    let linear = |terms: Vec<Term>, at_most: f64| Constraint::Linear { terms, at_most };
    assert!(matches!(
        bad(linear(vec![], 1.0)),
        Error::Constraint { number: 1, .. }
    ));
    assert!(matches!(
        bad(linear(vec![term("z", 1.0)], 1.0)),
        Error::Constraint { .. }
    ));
    assert!(matches!(
        bad(linear(vec![term("c", 1.0)], 1.0)),
        Error::Constraint { .. }
    ));
    assert!(matches!(
        bad(linear(vec![term("x", f64::NAN)], 1.0)),
        Error::NotFinite { .. }
    ));
    assert!(matches!(
        bad(linear(vec![term("x", 1.0)], f64::NAN)),
        Error::NotFinite { .. }
    ));
    assert!(matches!(bad(together(&[])), Error::Constraint { .. }));
    assert!(matches!(
        bad(together(&[("c", "z".into())])),
        Error::Value { .. }
    ));
    let twice = together(&[("x", 1.0.into()), ("x", 2.0.into())]);
    assert!(matches!(bad(twice), Error::Constraint { .. }));
    assert_eq!(
        bad(linear(vec![term("x", 1.0)], 0.5)),
        Error::NothingAllowed
    );
}

#[test]
fn a_listed_space() {
    let p = |x: f64, c: &str| Point(vec![x.into(), c.into()]);
    let listed = vec![p(1.5, "q"), p(1.0, "p"), p(9.0, "p")];
    let space = Space::only(two(), vec![], listed.clone()).unwrap();
    assert_eq!(space.count(), Some(3));
    assert_eq!(space.point(2).as_ref(), Some(&listed[2]));
    assert_eq!(space.index(&listed[1]), Some(1));
    assert_eq!(space.index(&p(2.0, "p")), None);
    assert!(matches!(
        Space::only(two(), vec![], vec![]),
        Err(Error::Empty { .. })
    ));
    let twice = vec![p(1.0, "p"), p(1.0, "p")];
    assert!(matches!(
        Space::only(two(), vec![], twice),
        Err(Error::DuplicateName { .. })
    ));
    assert!(Space::only(two(), vec![], vec![p(1.0, "z")]).is_err());
}

#[test]
fn a_billion_combinations_are_counted_and_not_listed() {
    let levels: Vec<f64> = (0..1000).map(f64::from).collect();
    let variable = |name: &str| Variable::levels(name, &levels);
    let space = Space::new(vec![variable("a"), variable("b"), variable("c")], vec![]).unwrap();
    assert_eq!(space.count(), Some(1_000_000_000));
    assert_eq!(space.listable(), None);
    let point = space.point(123_456_789).unwrap();
    assert_eq!(point.0, [123.0.into(), 456.0.into(), 789.0.into()]);
    assert_eq!(space.index(&point), Some(123_456_789));
    let huge = (0..8).map(|i| variable(&format!("x{i}"))).collect();
    assert_eq!(Space::new(huge, vec![]).unwrap().count(), None);
    let fine = Variable::simplex("m", &["a", "b", "c", "d", "e", "f"], 4_000_000_000);
    assert_eq!(Space::new(vec![fine], vec![]).unwrap().count(), None);
}

#[test]
fn a_file_is_checked_as_it_is_read() {
    let space = Space::new(two(), vec![together(&[("c", "q".into())])]).unwrap();
    let text = serde_json::to_string(&space).unwrap();
    assert_eq!(serde_json::from_str::<Space>(&text).unwrap(), space);
    let bad = text.replace("[1.0,2.0,3.0]", "[1.0]");
    assert_ne!(bad, text);
    let error = serde_json::from_str::<Space>(&bad).unwrap_err().to_string();
    assert!(error.contains("give at least two"), "{error}");
}

fn variables() -> impl Strategy<Value = Vec<Variable>> {
    let variable = (0..3usize, 2..6usize, 1..5u32).prop_map(|(kind, n, steps)| {
        let names = ["a", "b", "c", "d", "e", "f"];
        let numbers: Vec<f64> = (0..n).map(|i| 1.5 * i as f64 - 2.0).collect();
        match kind {
            0 => Variable::levels("", &numbers),
            1 => Variable::categories("", &names[..n]),
            _ => Variable::simplex("", &names[..n.min(4)], steps),
        }
    });
    proptest::collection::vec(variable, 1..4).prop_map(|mut all| {
        for (i, v) in all.iter_mut().enumerate() {
            v.name = format!("v{i}");
        }
        all
    })
}

proptest! {
    #[test]
    fn index_and_point_are_inverse(variables in variables()) {
        let space = Space::new(variables, vec![]).unwrap();
        let count = space.count().unwrap();
        for i in (0..count).step_by(1 + count as usize / 200) {
            let point = space.point(i).unwrap();
            prop_assert!(space.check(&point).is_ok());
            prop_assert_eq!(space.index(&point), Some(i));
        }
        prop_assert_eq!(space.point(count), None);
    }
}
