//! Energy of products: the golden numbers, the paper's claim, and sums over solved circuits.

use memrilab_core::Stream;
use memrilab_core::stream::u53;
use memrilab_crossbar::energy::{
    Baseline, Conductances, Converter, EnergyError, EnergyInputs, EnergyOutcome, energy_of,
    over_bits, power, required_conductance,
};
use memrilab_crossbar::{Array, Solver, Wires};
use serde_json::Value;

const CLAIM: f64 = 27_548.0;

fn golden() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/golden/energy.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[track_caller]
fn near(got: f64, value: &Value, tolerance: f64) {
    let expected = value.as_f64().unwrap();
    assert!(
        (got - expected).abs() <= tolerance * expected.abs(),
        "{got:e}, expected {expected:e}"
    );
}

/// 10 x 10 at 0.1 V, 1 us and 7.26 uS: 27,548 GOP/s/W.
fn claim() -> EnergyInputs {
    EnergyInputs {
        rows: 10,
        columns: 10,
        v_read: 0.1,
        seconds: 1e-6,
        pulses: 1.0,
        devices_per_weight: 1,
        conductances: Conductances::Mean(7.26e-6),
        dac: 0.0,
        adc: 0.0,
        samples: 1.0,
    }
}

fn of(inputs: &EnergyInputs) -> EnergyOutcome {
    energy_of(inputs, None).unwrap()
}

#[test]
fn the_golden_numbers() {
    let golden = golden();
    let tolerance = golden["tol_rel"].as_f64().unwrap();
    near(CLAIM, &golden["claim_gops_w"], 0.0);
    // At exactly the conductance that the claim asks for.
    let required = required_conductance(CLAIM, 0.1, 1e-6, 1.0, 1).unwrap();
    let exact = of(&EnergyInputs {
        conductances: Conductances::Mean(required),
        ..claim()
    });
    near(
        exact.array_only.joules_per_operation * 1e15,
        &golden["fJ_per_op"],
        tolerance,
    );
    near(
        exact.array_only.joules_per_mac * 1e15,
        &golden["fJ_per_mac"],
        tolerance,
    );
    near(CLAIM / 270.0, &golden["v100_implied_upper"], tolerance);
    let yao = Baseline::named("v100-yao").unwrap();
    near(yao.gops_per_watt, &golden["v100_from_yao"], tolerance);

    let required = golden["required_G"].as_array().unwrap();
    assert_eq!(required.len(), 6);
    for case in required {
        let number = |name: &str| case[name].as_f64().unwrap();
        let got = required_conductance(CLAIM, number("V"), number("t"), 1.0, 1).unwrap();
        near(got, &case["G"], tolerance);
    }
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 5);
    for case in cases {
        let number = |name: &str| case[name].as_f64().unwrap();
        let whole = |name: &str| case[name].as_u64().unwrap();
        let (rows, columns) = (whole("rows") as usize, whole("cols") as usize);
        for conductances in [
            Conductances::Mean(number("G")),
            Conductances::Each(vec![number("G"); rows * columns]),
        ] {
            let energy = of(&EnergyInputs {
                rows,
                columns,
                v_read: number("V"),
                seconds: number("t"),
                pulses: number("pulses"),
                devices_per_weight: whole("devices_per_weight") as u32,
                conductances,
                ..claim()
            });
            let array = energy.array_only;
            near(array.joules_per_product, &case["energy_J"], tolerance);
            near(array.gops_per_watt, &case["gops_per_W"], tolerance);
            assert_eq!(
                energy.with_converters, array,
                "converters that take nothing"
            );
        }
    }
}

/// METHOD E1 and E2, number by number.
#[test]
fn what_the_claim_takes() {
    let rounded = |inputs: &EnergyInputs| {
        let energy = of(inputs);
        [energy.array_only, energy.with_converters].map(|e| e.gops_per_watt.round())
    };
    assert_eq!(rounded(&claim()), [27_548.0; 2]);
    let array = of(&claim()).array_only;
    assert!((array.joules_per_operation * 1e15 - 36.30).abs() < 0.005);
    assert!((array.joules_per_mac * 1e15 - 72.60).abs() < 0.005);
    let pairs = EnergyInputs {
        devices_per_weight: 2,
        ..claim()
    };
    assert_eq!(rounded(&pairs), [13_774.0; 2]);
    let four = EnergyInputs {
        pulses: 4.0,
        ..claim()
    };
    assert_eq!(rounded(&four), [6_887.0; 2], "a quarter");
    for (adc, expected) in [(1e-12, 11_587.0), (1e-11, 1_865.0)] {
        assert_eq!(
            rounded(&EnergyInputs { adc, ..claim() }),
            [27_548.0, expected]
        );
        // As many rows as columns: driving them costs the same.
        let dac = EnergyInputs {
            dac: adc,
            ..claim()
        };
        assert_eq!(rounded(&dac), [27_548.0, expected]);
    }
    // Rows are driven, columns converted.
    let wide = of(&EnergyInputs {
        rows: 2,
        columns: 3,
        dac: 1.0,
        adc: 10.0,
        ..claim()
    });
    assert_eq!(wide.with_converters.joules_per_product.round(), 32.0);
    // "Over 270 times", of what?
    for (name, times) in [
        ("v100-yao", 275.0),
        ("v100-fp16", 275.0),
        ("v100-fp32", 526.0),
        ("v100-tensor", 66.0),
    ] {
        let energy = energy_of(&claim(), Some(Baseline::named(name).unwrap())).unwrap();
        assert_eq!(
            energy.array_only.times_baseline.unwrap().round(),
            times,
            "{name}"
        );
    }
    assert_eq!(of(&claim()).array_only.times_baseline, None);
}

#[test]
fn power_time_and_many_products_follow() {
    let energy = of(&EnergyInputs {
        samples: 400.0,
        adc: 1e-12,
        ..claim()
    });
    let close = |got: f64, expected: f64| assert!((got / expected - 1.0).abs() < 1e-12, "{got:e}");
    close(energy.array_only.watts, 7.26e-6);
    close(energy.gops, 0.2);
    close(energy.operations, 200.0);
    close(energy.array_only.joules_in_all, 400.0 * 7.26e-12);
    close(energy.with_converters.joules_in_all, 400.0 * 17.26e-12);
    // GOP/s over W is GOP/s/W, counted on another way.
    for e in [energy.array_only, energy.with_converters] {
        close(energy.gops / e.watts, e.gops_per_watt);
    }
}

#[test]
fn each_further_bit_doubles_what_a_conversion_takes() {
    let points = over_bits(
        &claim(),
        Converter {
            figure: 1e-12 / 256.0,
        },
        12,
    )
    .unwrap();
    assert_eq!(points.len(), 12);
    for pair in points.windows(2) {
        assert_eq!(pair[1].adc, 2.0 * pair[0].adc);
        assert!(pair[1].with_converters.gops_per_watt < pair[0].with_converters.gops_per_watt);
    }
    // 1 pJ at 8 bits: the 11,587 of decision E2.
    assert_eq!(points[7].with_converters.gops_per_watt.round(), 11_587.0);
}

/// The power of a solved product against Joule's law in every device and every wire.
#[test]
fn power_of_a_solution_is_the_heat_of_its_parts() {
    let (rows, columns) = (7, 5);
    let mut stream = Stream::new(3, "energy test", 0, 0);
    let ohms: Vec<f64> = (0..rows * columns)
        .map(|_| 1e3 + 9e3 * u53(&mut stream))
        .collect();
    let volts: Vec<f64> = (0..rows).map(|_| u53(&mut stream) - 0.5).collect();
    let wires = Wires {
        input: 11.0,
        word: 3.0,
        bit: 5.0,
        output: 17.0,
    };
    let array = Array::of_resistances(rows, columns, &ohms).unwrap();
    let solution = Solver::new(&array, &wires).unwrap().solve(&volts).unwrap();
    let power = power(&solution, &volts).unwrap();
    let devices: f64 = solution
        .devices
        .iter()
        .zip(&ohms)
        .map(|(i, r)| i * i * r)
        .sum();
    let mut heat = 0.0;
    for i in 0..rows {
        for j in 0..columns {
            let at = i * columns + j;
            let along = if j == 0 { wires.input } else { wires.word };
            let down = if i + 1 == rows {
                wires.output
            } else {
                wires.bit
            };
            heat += solution.along_word[at].powi(2) * along + solution.along_bit[at].powi(2) * down;
        }
    }
    assert!((power.devices / devices - 1.0).abs() < 1e-12);
    // The rest of a difference: as many times less exact as it is smaller.
    assert!((power.wires / heat - 1.0).abs() < 1e-13 * power.total / heat + 1e-12);
    assert!(heat > 0.0 && power.total > devices);

    // With ideal wires and one voltage, it is what `energy_of` counts.
    let ideal = Solver::new(&array, &Wires::default()).unwrap();
    let solution = ideal.solve(&[0.1; 7]).unwrap();
    let watts = memrilab_crossbar::energy::power(&solution, &[0.1; 7]).unwrap();
    let counted = of(&EnergyInputs {
        rows,
        columns,
        conductances: Conductances::Each(array.conductance().to_vec()),
        ..claim()
    });
    assert!((watts.total / counted.array_only.watts - 1.0).abs() < 1e-12);
    assert_eq!(watts.wires, 0.0);
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place() {
    let refused = |inputs: EnergyInputs| energy_of(&inputs, None).unwrap_err().to_string();
    for (inputs, words) in [
        (EnergyInputs { rows: 0, ..claim() }, "word lines is 0"),
        (
            EnergyInputs {
                v_read: 0.0,
                ..claim()
            },
            "other than 0",
        ),
        (
            EnergyInputs {
                seconds: f64::NAN,
                ..claim()
            },
            "length of a pulse is NaN",
        ),
        (
            EnergyInputs {
                pulses: 0.0,
                ..claim()
            },
            "number of pulses is 0",
        ),
        (
            EnergyInputs {
                devices_per_weight: 0,
                ..claim()
            },
            "devices of a weight is 0",
        ),
        (
            EnergyInputs {
                adc: -1.0,
                ..claim()
            },
            "converting a column is -1",
        ),
        (
            EnergyInputs {
                conductances: Conductances::Mean(0.0),
                ..claim()
            },
            "mean conductance is 0",
        ),
        (
            EnergyInputs {
                conductances: Conductances::Each(vec![1.0]),
                ..claim()
            },
            "1 conductances for 10 x 10",
        ),
        (
            EnergyInputs {
                rows: 1,
                columns: 2,
                conductances: Conductances::Each(vec![1.0, -1.0]),
                ..claim()
            },
            "row 1, column 2: a conductance of -1 S",
        ),
        // In range each, but not together.
        (
            EnergyInputs {
                v_read: 1e200,
                ..claim()
            },
            "the energy of a product is inf",
        ),
    ] {
        let why = refused(inputs);
        assert!(why.contains(words), "{why}");
    }
    let why = Baseline::named("a-phone").unwrap_err();
    assert!(matches!(why, EnergyError::Baseline { .. }));
    assert!(why.to_string().contains("v100-tensor"), "{why}");
    assert!(Converter::ASSUMED.joules(25).is_err() && Converter::ASSUMED.joules(0).is_err());
    assert!(required_conductance(CLAIM, 0.0, 1e-6, 1.0, 1).is_err());
}
