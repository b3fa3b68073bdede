//! The exact solve, held against a published case, the laws of circuits and a dense solve.

use memrilab_crossbar::{Array, CrossbarError, Solver, Wires};
use proptest::prelude::*;

const R: [f64; 15] = [
    345.0, 903.0, 755.0, 257.0, 646.0, 652.0, 401.0, 508.0, 166.0, 454.0, 442.0, 874.0, 190.0,
    244.0, 635.0,
];

fn golden() -> Array {
    Array::of_resistances(3, 5, &R).unwrap()
}

fn outputs(array: &Array, wires: &Wires, inputs: &[f64]) -> Vec<f64> {
    Solver::new(array, wires)
        .unwrap()
        .solve(inputs)
        .unwrap()
        .outputs
}

#[track_caller]
fn near(got: &[f64], expected: &[f64], most: f64) {
    assert_eq!(got.len(), expected.len());
    for (g, e) in got.iter().zip(expected) {
        assert!((g - e).abs() <= most, "{got:?}, expected {expected:?}");
    }
}

/// METHOD 7: every segment 0.5 ohm, the input one included; to the last digit given.
#[test]
fn the_published_case() {
    let cases = [
        (
            [1.5, 2.3, 1.7],
            [0.01158503, 0.00919064, 0.01511568, 0.02583321, 0.00981179],
        ),
        (
            [2.6, 1.1, 3.3],
            [0.01649934, 0.00925389, 0.02247116, 0.02938042, 0.01136674],
        ),
    ];
    let solver = Solver::new(&golden(), &Wires::uniform(0.5)).unwrap();
    for (inputs, expected) in cases {
        near(&solver.solve(&inputs).unwrap().outputs, &expected, 5.1e-9);
    }
    let ideal = outputs(&golden(), &Wires::default(), &cases[0].0);
    near(
        &ideal,
        &[0.01172159, 0.00934187, 0.01546168, 0.02665921, 0.01006523],
        5.1e-9,
    );
}

fn products(array: &Array, inputs: &[f64]) -> Vec<f64> {
    let g = array.conductance();
    let column = |j| {
        (0..array.rows())
            .map(|i| inputs[i] * g[i * array.columns() + j])
            .sum()
    };
    (0..array.columns()).map(column).collect()
}

/// Every node's voltages by Gauss-Jordan on the full matrix, no wire ideal.
fn dense(array: &Array, wires: &Wires, inputs: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (rows, columns) = (array.rows(), array.columns());
    let n = rows * columns;
    let mut m = vec![vec![0.0; 2 * n + 1]; 2 * n];
    let connect = |m: &mut Vec<Vec<f64>>, a: usize, b: usize, g: f64| {
        m[a][a] += g;
        m[b][b] += g;
        m[a][b] -= g;
        m[b][a] -= g;
    };
    for (i, input) in inputs.iter().enumerate() {
        for j in 0..columns {
            let at = i * columns + j;
            connect(&mut m, at, n + at, array.conductance()[at]);
            if j == 0 {
                m[at][at] += 1.0 / wires.input;
                m[at][2 * n] += input / wires.input;
            } else {
                connect(&mut m, at - 1, at, 1.0 / wires.word);
            }
            if i + 1 == rows {
                m[n + at][n + at] += 1.0 / wires.output;
            } else {
                connect(&mut m, n + at, n + at + columns, 1.0 / wires.bit);
            }
        }
    }
    for p in 0..2 * n {
        let best = (p..2 * n)
            .max_by(|&a, &b| m[a][p].abs().total_cmp(&m[b][p].abs()))
            .unwrap();
        m.swap(p, best);
        let row = m[p].clone();
        for (q, other) in m.iter_mut().enumerate() {
            let share = other[p] / row[p];
            if q != p && share != 0.0 {
                other
                    .iter_mut()
                    .zip(&row)
                    .for_each(|(x, y)| *x -= share * y);
            }
        }
    }
    let v = |k: usize| m[k][2 * n] / m[k][k];
    ((0..n).map(v).collect(), (n..2 * n).map(v).collect())
}

/// An array of up to 6 x 6, one device in eight open.
fn arrays() -> impl Strategy<Value = Array> {
    (1usize..7, 1usize..7).prop_flat_map(|(rows, columns)| {
        let device = prop_oneof![7 => 1e3..1e6f64, 1 => Just(f64::INFINITY)];
        proptest::collection::vec(device, rows * columns)
            .prop_map(move |ohms| Array::of_resistances(rows, columns, &ohms).unwrap())
    })
}

fn wires() -> impl Strategy<Value = Wires> {
    let ohm = || prop_oneof![3 => 0.01..50.0f64, 1 => Just(0.0)];
    (ohm(), ohm(), ohm(), ohm()).prop_map(|(input, word, bit, output)| Wires {
        input,
        word,
        bit,
        output,
    })
}

fn inputs(array: &Array) -> Vec<f64> {
    (0..array.rows())
        .map(|i| 0.3 + 0.7 * ((3 * i + 1) as f64).sin())
        .collect()
}

proptest! {
    #[test]
    fn kirchhoffs_law_holds_at_every_node(array in arrays(), wires in wires()) {
        let v = inputs(&array);
        let solution = Solver::new(&array, &wires).unwrap().solve(&v).unwrap();
        let most = solution.devices.iter().fold(0.0f64, |m, i| m.max(i.abs()));
        // A voltage of up to 1 V is rounded to 1e-16 and divided by at least 0.01 ohm.
        let residual = solution.residual(&array, &wires, &v);
        prop_assert!(residual <= 1e-12 * most + 1e-13, "{residual} of {most}");
        let (into, out): (f64, f64) = (solution.inputs.iter().sum(), solution.outputs.iter().sum());
        prop_assert!((into - out).abs() <= 1e-12 * most * solution.devices.len() as f64);
    }

    #[test]
    fn every_voltage_is_that_of_a_dense_solve(array in arrays(), input in 0.1..5.0f64, word in 0.1..5.0f64, bit in 0.1..5.0f64, output in 0.1..5.0f64) {
        let (wires, v) = (Wires { input, word, bit, output }, inputs(&array));
        let solution = Solver::new(&array, &wires).unwrap().solve(&v).unwrap();
        let (word, bit) = dense(&array, &wires, &v);
        near(&solution.word, &word, 1e-12);
        near(&solution.bit, &bit, 1e-12);
    }

    /// A current of 1 V at input i and output j is that of 1 V at output j and input i: the
    /// array seen from its outputs is another array.
    #[test]
    fn what_drives_and_what_measures_may_change_places(array in arrays(), wires in wires()) {
        let (rows, columns) = (array.rows(), array.columns());
        let at = |i: usize, j: usize| 1.0 / array.conductance()[i * columns + j];
        let turned: Vec<f64> = (0..columns)
            .flat_map(|a| (0..rows).map(move |p| (a, p)))
            .map(|(a, p)| at(rows - 1 - p, columns - 1 - a))
            .collect();
        let turned = Array::of_resistances(columns, rows, &turned).unwrap();
        let back = Wires { input: wires.output, word: wires.bit, bit: wires.word, output: wires.input };
        let (there, here) = (Solver::new(&turned, &back).unwrap(), Solver::new(&array, &wires).unwrap());
        let unit = |n: usize, k: usize| (0..n).map(|i| f64::from(u8::from(i == k))).collect::<Vec<_>>();
        for i in 0..rows {
            let out = here.solve(&unit(rows, i)).unwrap().outputs;
            for (j, current) in out.iter().enumerate() {
                let other = there.solve(&unit(columns, columns - 1 - j)).unwrap().outputs;
                prop_assert!((current - other[rows - 1 - i]).abs() < 1e-15 + 1e-11 * current.abs());
            }
        }
    }

    #[test]
    fn ideal_wires_give_the_plain_product(array in arrays()) {
        let v = inputs(&array);
        let plain = products(&array, &v);
        near(&outputs(&array, &Wires::default(), &v), &plain, 1e-18);
        // And wires that are nearly ideal nearly give it.
        near(&outputs(&array, &Wires::uniform(1e-6), &v), &plain, 1e-9);
    }

    /// A wire of 0 ohm is the limit of a short one, whichever wires those are.
    #[test]
    fn an_ideal_wire_is_the_limit_of_a_short_one(array in arrays(), wires in wires()) {
        let v = inputs(&array);
        let short = |ohms: f64| if ohms == 0.0 { 1e-6 } else { ohms };
        let nearly = Wires { input: short(wires.input), word: short(wires.word), bit: short(wires.bit), output: short(wires.output) };
        near(&outputs(&array, &wires, &v), &outputs(&array, &nearly, &v), 1e-9);
    }
}

#[test]
fn a_dead_array_carries_no_current() {
    let array = Array::of_resistances(2, 3, &[f64::INFINITY; 6]).unwrap();
    let solver = Solver::new(&array, &Wires::uniform(1.0)).unwrap();
    let solution = solver.solve(&[1.0, -2.0]).unwrap();
    assert_eq!(solution.outputs, [0.0; 3]);
    near(&solution.word, &[1.0, 1.0, 1.0, -2.0, -2.0, -2.0], 1e-15);
}

#[test]
fn what_cannot_be_solved_is_told_with_its_place() {
    let refused = |made: Result<Array, CrossbarError>, words: &str| {
        let error = made.unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    refused(Array::of_resistances(0, 3, &[]), "0 x 3");
    refused(Array::of_resistances(1, 2000, &[1.0; 2000]), "1024");
    refused(Array::of_resistances(2, 2, &[1.0; 3]), "3 values");
    for wrong in [0.0, -1.0, f64::NAN, 1e-320] {
        refused(
            Array::of_resistances(1, 2, &[1.0, wrong]),
            "row 1, column 2",
        );
    }
    let one = Array::of_resistances(1, 1, &[1e3]).unwrap();
    for wrong in [-0.5, f64::NAN, f64::INFINITY] {
        let wires = Wires {
            bit: wrong,
            ..Wires::default()
        };
        let error = Solver::new(&one, &wires).unwrap_err().to_string();
        assert!(error.contains("bit line"), "{error}");
    }
    let solver = Solver::new(&one, &Wires::uniform(1.0)).unwrap();
    assert!(matches!(
        solver.solve(&[]),
        Err(CrossbarError::Length {
            expected: 1,
            got: 0,
            ..
        })
    ));
    assert!(matches!(
        solver.solve(&[f64::NAN]),
        Err(CrossbarError::Voltage { row: 1, .. })
    ));
}

#[test]
fn resistances_too_far_apart_are_named() {
    let told = |ohms: [f64; 4], wires: f64| {
        let array = Array::of_resistances(2, 2, &ohms).unwrap();
        Solver::new(&array, &Wires::uniform(wires))
            .unwrap_err()
            .to_string()
    };
    let why = "the network cannot be solved, because its resistances are too far apart: ";
    assert_eq!(
        told([1e3, 2e3, 3e3, 4e3], 1e300),
        format!(
            "{why}1e3 ohm in row 1, column 1 and wires of 1e300 ohm; bring them within a factor of 1e12, or take wires of exactly 0 ohm"
        )
    );
    assert!(
        told([1e3, 1e-200, 1e200, f64::INFINITY], 1.0).starts_with(&format!(
            "{why}1e-200 ohm in row 1, column 2 and 1e200 ohm in row 2, column 1;"
        ))
    );
    // As far apart as is said can be solved.
    for (ohms, wires) in [
        ([1e3, 2e3, 1e3, 9e2], 1e15),
        ([1e-6, 1e6, 1.0, 1e3], 1.0),
        ([1e6; 4], 1e-6),
    ] {
        let array = Array::of_resistances(2, 2, &ohms).unwrap();
        let solver = Solver::new(&array, &Wires::uniform(wires)).unwrap();
        assert!(solver.solve(&[1.0, -1.0]).is_ok());
    }
}

/// A result is a number or an error that names the line.
#[test]
fn currents_beyond_all_numbers_are_named() {
    for wires in [Wires::default(), Wires::uniform(1e-200)] {
        let array = Array::of_resistances(2, 2, &[1e3, 1e-200, 1e3, 1e3]).unwrap();
        let Ok(solver) = Solver::new(&array, &wires) else {
            continue;
        };
        let told = solver.solve(&[1e200, 1.0]).unwrap_err();
        assert!(matches!(told, CrossbarError::Current { .. }), "{told}");
    }
    let array = Array::of_resistances(2, 2, &[1e3, 1e-200, 1e3, 1e3]).unwrap();
    let solver = Solver::new(&array, &Wires::default()).unwrap();
    assert_eq!(
        solver.solve(&[1e200, 1.0]).unwrap_err().to_string(),
        "the current of bit line 2 is inf A, beyond what a number holds; take lower voltages or larger resistances"
    );
}
