//! Limits, the set-points that they make, and waveforms.

mod common;

use common::limits;
use memrilab_hardware::{
    Dialect, HardwareError, LONGEST_PULSE, Limits, READ_SECONDS, Request, Resistors, Waveform,
};
use proptest::prelude::*;

#[test]
fn each_limit_has_its_sentence() {
    let rows: [(Limits, &str); 12] = [
        (
            Limits {
                rows: 0,
                ..limits()
            },
            "limits, `rows`: 0; it must be from 1 to 32",
        ),
        (
            Limits {
                columns: 33,
                ..limits()
            },
            "limits, `columns`: 33; it must be from 1 to 32",
        ),
        (
            Limits {
                least_volts: 0.1,
                ..limits()
            },
            "limits, `least-volts`: 0.1; it must be from -12 to 0",
        ),
        (
            Limits {
                least_volts: -13.0,
                ..limits()
            },
            "limits, `least-volts`: -13;",
        ),
        (
            Limits {
                most_volts: 0.0,
                ..limits()
            },
            "limits, `most-volts`: 0; it must be above 0 and at most 12",
        ),
        (
            Limits {
                read_volts: 2.0,
                ..limits()
            },
            "limits, `read-volts`: 2; it must be above 0 and at most `most-volts`",
        ),
        (
            Limits {
                read_volts: f64::NAN,
                ..limits()
            },
            "limits, `read-volts`: NaN;",
        ),
        (
            Limits {
                pulse_seconds: 0.0,
                ..limits()
            },
            "limits, `pulse-seconds`: 0; it must be from 1e-6 to 0.4",
        ),
        (
            Limits {
                compliance_amperes: 0.2,
                ..limits()
            },
            "limits, `compliance-amperes`: 0.2; it must be from 1e-12 to 0.1",
        ),
        (
            Limits {
                compliance_amperes: f64::INFINITY,
                ..limits()
            },
            "limits, `compliance-amperes`: inf;",
        ),
        (
            Limits {
                volts_per_second: 0.5,
                ..limits()
            },
            "limits, `volts-per-second`: 0.5; it must be from 1 to 1e6",
        ),
        (
            Limits {
                volts_per_second: 5.0,
                ..limits()
            },
            "limits: the longest pulse, the reading after it and their ramps take 0.731 s, but must end within 0.4 s; shorten `pulse-seconds`",
        ),
    ];
    assert_eq!(limits().check(), Ok(()));
    for (limits, sentence) in rows {
        let said = limits.check().unwrap_err().to_string();
        assert!(said.starts_with(sentence), "{said}");
    }
}

#[test]
fn a_file_must_have_every_field_and_no_other() {
    let text = serde_json::to_string(&limits()).unwrap();
    assert_eq!(serde_json::from_str::<Limits>(&text).unwrap(), limits());
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    for field in whole.as_object().unwrap().keys() {
        let mut less = whole.clone();
        less.as_object_mut().unwrap().remove(field);
        let error = serde_json::from_value::<Limits>(less).unwrap_err();
        assert!(error.to_string().contains(field), "{error}");
    }
    let mut more = whole;
    more["armed"] = true.into();
    assert!(serde_json::from_value::<Limits>(more).is_err());
}

#[test]
fn set_points_outside_the_limits_are_no_values() {
    let limits = limits();
    assert_eq!(limits.pulse_volts(1.5).unwrap().get(), 1.5);
    assert_eq!(limits.pulse_volts(-1.5).unwrap().get(), -1.5);
    for volts in [1.500_001, -1.500_001, f64::NAN, f64::INFINITY, 1e300] {
        assert!(limits.pulse_volts(volts).is_err(), "{volts}");
    }
    assert!(limits.read_volts(0.201).is_err());
    assert!(limits.pulse_width(0.051).is_err());
    assert!(limits.pulse_width(4e-7).is_err());
    assert_eq!(limits.pulse_width(1e-6).unwrap().get(), 1e-6);
    let said = limits.place(3, 0).unwrap_err().to_string();
    assert_eq!(
        said,
        "row 4, column 1: the limits and the board leave 3 rows and 2 columns"
    );
    // A board with one polarity cannot read with the other.
    let positive = Limits {
        least_volts: 0.0,
        ..limits
    };
    assert!(positive.read_volts(-0.1).is_err());
    assert!(positive.read_volts(0.1).is_ok());
}

#[test]
fn resistors_must_fill_the_rows() {
    assert!(matches!(
        Resistors::new(2, vec![1e3; 3]),
        Err(HardwareError::Length {
            expected: 2,
            got: 3
        })
    ));
    assert!(Resistors::new(1, vec![0.0]).is_err());
    assert!(Resistors::new(0, vec![]).is_err());
}

fn some() -> impl Strategy<Value = Limits> {
    let lines = (1usize..=40, 1usize..=40);
    let volts = (0.01f64..13.0, -13.0f64..0.0, 0.01f64..13.0);
    let rest = (1e-6f64..0.5, 1e-9f64..0.2, 1f64..1e6);
    (lines, volts, rest).prop_map(|(lines, volts, rest)| Limits {
        rows: lines.0,
        columns: lines.1,
        read_volts: volts.0,
        least_volts: volts.1,
        most_volts: volts.2,
        pulse_seconds: rest.0,
        compliance_amperes: rest.1,
        volts_per_second: rest.2,
    })
}

/// Some that hold: the slowest ramp takes 48 V / 300 V/s = 0.16 s.
fn sound() -> impl Strategy<Value = Limits> {
    let volts = (0.01f64..=1.0, -12.0f64..=0.0, 0.01f64..=12.0);
    let rest = (1e-6f64..0.2, 300f64..1e6);
    (volts, rest).prop_map(|(volts, rest)| Limits {
        read_volts: volts.0 * volts.2,
        least_volts: volts.1,
        most_volts: volts.2,
        pulse_seconds: rest.0,
        volts_per_second: rest.1,
        ..limits()
    })
}

proptest! {
    #[test]
    fn limits_of_both_are_looser_than_neither(mine in some(), board in some(), volts in -13f64..13.0) {
        if let Ok(both) = mine.within(&board) {
            prop_assert!(both.check().is_ok());
            for either in [&mine, &board] {
                prop_assert!(both.rows <= either.rows && both.columns <= either.columns);
                prop_assert!(both.read_volts <= either.read_volts);
                prop_assert!(both.least_volts >= either.least_volts);
                prop_assert!(both.most_volts <= either.most_volts);
                prop_assert!(both.pulse_seconds <= either.pulse_seconds);
                prop_assert!(both.compliance_amperes <= either.compliance_amperes);
                prop_assert!(both.volts_per_second <= either.volts_per_second);
            }
            // Half a step of rounding, and the thousandth that is forgiven.
            if let Ok(volts) = both.pulse_volts(volts) {
                prop_assert!(volts.get() <= mine.most_volts.min(board.most_volts) + 1e-9);
                prop_assert!(volts.get() >= mine.least_volts.max(board.least_volts) - 1e-9);
            }
        }
    }

    #[test]
    fn no_waveform_is_steeper_taller_or_longer_than_the_limits(
        limits in sound(), volts in -1f64..1.0, width in 0f64..1.0, read in -1f64..1.0,
    ) {
        prop_assert!(limits.check().is_ok());
        let end = if volts < 0.0 { -limits.least_volts } else { limits.most_volts };
        let least = limits.read_volts.min(-limits.least_volts);
        let read = read * if read < 0.0 { least } else { limits.read_volts };
        let request = Request::Pulse {
            place: limits.place(0, 0).unwrap(),
            volts: limits.pulse_volts(volts * end).unwrap(),
            width: limits.pulse_width(1e-6 + width * (limits.pulse_seconds - 1e-6)).unwrap(),
            read: limits.read_volts(read).unwrap(),
        };
        let waves = Waveform::of(&request, limits.volts_per_second, Dialect::Line);
        prop_assert_eq!(waves.len(), 1);
        let wave = &waves[0];
        // Times are sums: an edge of at least 1 us is known to an ulp of 0.4 s.
        let edge = |pair: &[(f64, f64)]| (pair[1].1 - pair[0].1).abs() - limits.volts_per_second * (pair[1].0 - pair[0].0);
        prop_assert!(wave.points.windows(2).all(|pair| edge(pair) <= limits.volts_per_second * 1e-15));
        prop_assert!(wave.points.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        prop_assert!(wave.points.iter().all(|p| p.1 <= limits.most_volts + 1e-9 && p.1 >= limits.least_volts - 1e-9));
        prop_assert!(wave.seconds() <= LONGEST_PULSE + 2e-6);
        let ends = (wave.points[0], wave.points[wave.points.len() - 1].1);
        prop_assert_eq!(ends, ((0.0, 0.0), 0.0));
    }
}

#[test]
fn a_waveform_is_a_pulse_and_then_a_reading() {
    let limits = limits();
    let request = Request::Pulse {
        place: limits.place(1, 0).unwrap(),
        volts: limits.pulse_volts(-1.0).unwrap(),
        width: limits.pulse_width(0.01).unwrap(),
        read: limits.read_volts(0.1).unwrap(),
    };
    let line = &Waveform::of(&request, 500.0, Dialect::Line)[0];
    let volts: Vec<f64> = line.points.iter().map(|point| point.1).collect();
    assert_eq!(volts, [0.0, -1.0, -1.0, 0.0, 0.1, 0.1, 0.0]);
    assert!(
        (line.seconds() - (0.002 + 0.01 + 0.002 + 0.0002 + READ_SECONDS + 0.0002)).abs() < 1e-12
    );
    assert!((line.steepest() - 500.0).abs() < 1e-9 * 500.0);
    let arc = &Waveform::of(&request, 500.0, Dialect::ArcOne)[0];
    assert_eq!(arc.steepest(), f64::INFINITY);
    assert!(Waveform::of(&Request::Arm, 500.0, Dialect::Line).is_empty());
    let volts = [0.1, 0.0, -0.1]
        .map(|v| limits.read_volts(v).unwrap())
        .to_vec();
    let product = Waveform::of(&Request::Product { volts }, 500.0, Dialect::Line);
    assert_eq!(
        product.iter().map(|wave| wave.row).collect::<Vec<_>>(),
        [0, 2]
    );
}
