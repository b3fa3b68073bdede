//! Devices that are not linear, held against what one loop of the circuit must satisfy.

use memrilab_crossbar::{Array, CrossbarError, Law, Solver, Wires};
use proptest::prelude::*;

fn laws() -> impl Strategy<Value = Law> {
    let at = 0.05..1.0;
    prop_oneof![
        (0.0..20.0, at.clone()).prop_map(|(cubic, at)| Law::Polynomial { cubic, at }),
        (0.0..10.0, at).prop_map(|(lowering, at)| Law::PooleFrenkel { lowering, at }),
    ]
}

/// Up to the strongest that are taken.
fn wild() -> impl Strategy<Value = Law> {
    let at = 0.001..1.0;
    prop_oneof![
        (0.0..Law::STRONGEST, at.clone()).prop_map(|(cubic, at)| Law::Polynomial { cubic, at }),
        (0.0..Law::STRONGEST, at).prop_map(|(lowering, at)| Law::PooleFrenkel { lowering, at }),
    ]
}

/// One device behind two wires: `V = I(Vd) (r1 + r2) + Vd`, solved by halving.
fn one(law: Law, siemens: f64, ohms: f64, volts: f64) -> f64 {
    let (mut low, mut high) = (0.0, volts);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        match law.current(siemens, middle) * 2.0 * ohms + middle > volts {
            true => high = middle,
            false => low = middle,
        }
    }
    law.current(siemens, low)
}

proptest! {
    #[test]
    fn one_device(law in laws(), g in -7.0..-2.0f64, ohms in 0.1..1e4f64, volts in 0.01..3.0f64) {
        let g = 10f64.powf(g);
        let array = Array::of_conductances(1, 1, &[g]).unwrap();
        let solver = Solver::with_law(&array, &Wires { bit: 0.0, word: 0.0, ..Wires::uniform(ohms) }, law).unwrap();
        let got = solver.solve(&[volts]).unwrap().outputs[0];
        let expected = one(law, g, ohms, volts);
        prop_assert!((got / expected - 1.0).abs() < 1e-9, "{got}, expected {expected}");
    }

    /// Kirchhoff's and Ohm's laws in every wire, and every device on its law.
    #[test]
    fn balanced(
        law in laws(), rows in 1..7usize, columns in 1..7usize, ohms in -1.0..4.0f64,
        seed in prop::collection::vec(-6.0..-3.0f64, 36), volts in prop::collection::vec(-2.0..2.0f64, 6),
    ) {
        let g: Vec<f64> = seed[..rows * columns].iter().map(|g| 10f64.powf(*g)).collect();
        let array = Array::of_conductances(rows, columns, &g).unwrap();
        let wires = Wires::uniform(10f64.powf(ohms));
        let inputs = &volts[..rows];
        let solution = Solver::with_law(&array, &wires, law).unwrap().solve(inputs).unwrap();
        let most = solution.devices.iter().fold(0.0f64, |m, i| m.max(i.abs()));
        prop_assert!(solution.residual(&array, &wires, inputs) <= 1e-8 * most + 1e-15);
        for (at, current) in solution.devices.iter().enumerate() {
            let volts = solution.word[at] - solution.bit[at];
            prop_assert_eq!(*current, law.current(g[at], volts));
        }
        let total: f64 = solution.inputs.iter().sum::<f64>() - solution.outputs.iter().sum::<f64>();
        prop_assert!(total.abs() <= 1e-12 * most * (rows * columns) as f64);
    }

    /// As far from linear as laws may be, at any voltage: there may be no answer, but an answer
    /// obeys Kirchhoff's law. A voltage is rounded to 1e-16 of the largest and divided by the wire.
    #[test]
    fn an_answer_is_a_solution(
        law in wild(), rows in 1..4usize, columns in 1..4usize, ohms in -1.0..6.0f64,
        seed in prop::collection::vec(-8.0..-2.0f64, 9), volts in prop::collection::vec(-1.0..1.0f64, 3),
        scale in -2.0..3.0f64,
    ) {
        let g: Vec<f64> = seed[..rows * columns].iter().map(|g| 10f64.powf(*g)).collect();
        let array = Array::of_conductances(rows, columns, &g).unwrap();
        let ohms = 10f64.powf(ohms);
        let wires = Wires::uniform(ohms);
        let inputs: Vec<f64> = volts[..rows].iter().map(|v| v * 10f64.powf(scale)).collect();
        if let Ok(solution) = Solver::with_law(&array, &wires, law).unwrap().solve(&inputs) {
            let most = solution.devices.iter().fold(0.0f64, |m, i| m.max(i.abs()));
            let volts = inputs.iter().fold(0.0f64, |m, v| m.max(v.abs()));
            let off = solution.residual(&array, &wires, &inputs);
            prop_assert!(off <= 1e-8 * most + 1e-14 * volts / ohms, "{off} of {most}");
        }
    }

    /// The slope is the derivative, and a device reads at `at` as its conductance says.
    #[test]
    fn slopes(law in laws(), volts in -2.0..2.0f64) {
        let step = 1e-6;
        prop_assume!(volts.abs() > 1e-3);
        let numeric = (law.current(1.0, volts + step) - law.current(1.0, volts - step)) / (2.0 * step);
        let slope = law.slope(1.0, volts);
        prop_assert!((numeric / slope - 1.0).abs() < 1e-5, "{numeric} {slope}");
        prop_assert_eq!(law.current(1.0, volts), -law.current(1.0, -volts));
        let (Law::Polynomial { at, .. } | Law::PooleFrenkel { at, .. }) = law else { unreachable!() };
        prop_assert!((law.current(2.0, at) / (2.0 * at) - 1.0).abs() < 1e-14);
    }
}

/// A strength of 0 is Ohm's law, with and without wires, to the last bit.
#[test]
fn without_strength() {
    let array = Array::of_conductances(2, 3, &[1e-5, 2e-5, 3e-5, 4e-5, 5e-5, 6e-5]).unwrap();
    for wires in [Wires::default(), Wires::uniform(5.0)] {
        let linear = Solver::new(&array, &wires).unwrap().solve(&[0.1, -0.2]);
        for law in [
            Law::Polynomial {
                cubic: 0.0,
                at: 0.1,
            },
            Law::PooleFrenkel {
                lowering: 0.0,
                at: 0.1,
            },
        ] {
            let solver = Solver::with_law(&array, &wires, law).unwrap();
            assert_eq!(solver.solve(&[0.1, -0.2]), linear);
        }
    }
}

/// New conductances in the same pattern are the same as a new solver.
#[test]
fn set_anew() {
    let g = [1e-5, 2e-5, 0.0, 4e-5];
    let before = Array::of_conductances(2, 2, &[3e-5; 4]).unwrap();
    let after = Array::of_conductances(2, 2, &g).unwrap();
    for wires in [Wires::default(), Wires::uniform(5.0)] {
        let mut solver = Solver::new(&before, &wires).unwrap();
        solver.set(&g).unwrap();
        let fresh = Solver::new(&after, &wires).unwrap();
        assert_eq!(solver.solve(&[0.3, 0.1]), fresh.solve(&[0.3, 0.1]));
    }
}

#[test]
fn out_of_range() {
    let array = Array::of_conductances(1, 1, &[1e-5]).unwrap();
    let said = |law| {
        Solver::with_law(&array, &Wires::default(), law)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        said(Law::Polynomial {
            cubic: -1.0,
            at: 0.1
        }),
        "the cubic part of the read law is -1; it must be from 0 to 100"
    );
    assert_eq!(
        said(Law::PooleFrenkel {
            lowering: 1.0,
            at: 0.0
        }),
        "the voltage of the read law is 0; it must be above 0"
    );
    let wild = Law::PooleFrenkel {
        lowering: 100.0,
        at: 1e-3,
    };
    let solver = Solver::with_law(&array, &Wires::uniform(1.0), wild).unwrap();
    let ended = solver.solve(&[1e4]);
    assert!(
        matches!(ended, Err(CrossbarError::Unsettled { .. })),
        "{ended:?}"
    );
}
