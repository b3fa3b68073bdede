//! Headers as people and instruments write them: where they stand, what they call a
//! column, and where the unit is. A header that is missed costs a factor of a thousand.

use memrilab_device::Trace;
use memrilab_device::read::{FileKind, ReadOptions, Reading, UnitSource, read};

/// A sweep of 0.1 V steps to 2 V and back whose current is 2, in some unit, at 1 V.
fn volts() -> Vec<f64> {
    let up = (0..=20).map(|i| f64::from(i) / 10.0);
    let down = (0..20).rev().map(|i| f64::from(i) / 10.0);
    up.chain(down).collect()
}

fn rows(row: impl Fn(usize, f64, f64) -> String) -> String {
    let of = |(k, &v): (usize, &f64)| row(k, v, v * v + v);
    volts().iter().enumerate().map(of).collect()
}

fn plain(k: usize, v: f64, i: f64) -> String {
    let _ = k;
    format!("{v:.2},{i:.4}\n")
}

fn reading(text: &str) -> Reading {
    read("a.csv", text.as_bytes(), &ReadOptions::default()).unwrap_or_else(|e| panic!("{e}"))
}

/// Insists on the sweep in full, with `scale` amperes for one of the file's units.
#[track_caller]
fn sweeps_to(text: &str, scale_v: f64, scale_i: f64) -> Reading {
    let reading = reading(text);
    let [device] = reading.measurements.as_slice() else {
        panic!("{:?}: {:?}", reading.kind, reading.report)
    };
    let Trace::Sweep(sweep) = &device.trace else {
        panic!("no sweep")
    };
    assert_eq!(sweep.current.dim(), (1, 41), "{:?}", reading.report);
    for (j, v) in volts().into_iter().enumerate() {
        let close = |got: f64, wanted: f64| (got - wanted).abs() <= 1e-12 * scale_i.max(scale_v);
        assert!(close(sweep.voltage[j], v * scale_v), "{}", sweep.voltage[j]);
        let i = (v * v + v) * scale_i;
        assert!(
            (sweep.current[[0, j]] - i).abs() <= 1e-4 * scale_i,
            "{} is not {i}",
            sweep.current[[0, j]]
        );
    }
    reading
}

#[test]
fn settings_with_numbers_may_stand_above() {
    let settings = "Sample,12\nTemperature,300\nPoints,41\n";
    let more = "Area (um2),25\nCompliance (A),0.001\nSmu,1\n\n";
    for above in [settings.to_owned(), format!("{settings}{more}")] {
        let text = format!("{above}Voltage (mV),Current (mA)\n{}", rows(plain));
        let reading = sweeps_to(&text, 1e-3, 1e-3);
        assert!(
            reading.report.assumptions.is_empty(),
            "{:?}",
            reading.report
        );
    }
}

#[test]
fn words_above_a_header_do_not_make_it_a_table_of_conditions() {
    for above in [
        "Material,HfO2\nTemperature,300 K\nElectrode,Ag\n",
        "Set voltage,3 V\nOperator,x\n",
    ] {
        let text = format!("{above}V,I (uA)\n{}", rows(plain));
        assert_eq!(sweeps_to(&text, 1.0, 1e-6).kind, FileKind::Sweep);
    }
    let conditions = reading("Material,Temperature,Thickness\n1,300,5\n2,310,6\n3,320,7\n");
    assert_eq!(conditions.kind, FileKind::FabricationConditions);
}

#[test]
fn units_in_a_row_of_their_own_count() {
    for (units, scale_v, scale_i) in [("V,mA", 1.0, 1e-3), ("(mV),[uA]", 1e-3, 1e-6)] {
        let text = format!("Voltage,Current\n{units}\n{}", rows(plain));
        let reading = sweeps_to(&text, scale_v, scale_i);
        let stated = |c: &memrilab_device::read::ColumnUse| c.source == UnitSource::Stated;
        assert!(reading.report.columns.iter().all(stated));
        assert!(reading.report.assumptions.is_empty());
    }
    let body = rows(|_, v, i| format!("\t{v:.2}\t{i:.4}\n"));
    let three = "Long Name\tVoltage\tCurrent\nUnits\tV\tnA\nComments\t\tdevice 3\n";
    sweeps_to(&format!("{three}{body}"), 1.0, 1e-9);
}

#[test]
fn a_unit_that_is_not_known_is_told() {
    let reading = sweeps_to(
        &format!("Voltage (V),Current (arb. u.)\n{}", rows(plain)),
        1.0,
        1.0,
    );
    let said = reading.report.assumptions.join(" ");
    assert!(said.contains("`arb. u.` is no unit"), "{said}");
}

#[test]
fn whose_voltage_it_is_may_be_said() {
    let of = |k: usize, v: f64, i: f64| format!("{k},{v:.2},{i:.4},{:.1}\n", k as f64 / 10.0);
    let header = "Index,SMU-1 Voltage (V),SMU-1 Current (uA),SMU-1 Time (s)\n";
    sweeps_to(&format!("{header}{}", rows(of)), 1.0, 1e-6);
    let of = |_, v: f64, i: f64| format!("{v:.2},{i:.4},1e-12\n");
    let header = "Drain Voltage (V),Drain Current (mA),Gate Current (A)\n";
    sweeps_to(&format!("{header}{}", rows(of)), 1.0, 1e-3);
}

#[test]
fn rows_may_hold_more_words_than_numbers() {
    let of = |k: usize, v: f64, i: f64| {
        format!("{k},{i:.4},Amp DC,6,F,T,F,11/24/2025,10:00:00,{v:.2},Volt DC,F\n")
    };
    let header = "Index,Reading,Unit,Digits,Math,Start,Limit,Date,Time,Source,Units,Enable\n";
    sweeps_to(&format!("{header}{}", rows(of)), 1.0, 1.0);
}

#[test]
fn lines_may_end_and_be_parted_in_other_ways() {
    let text = format!("V,I\n{}", rows(plain));
    for other in [
        text.replace('\n', "\r"),
        text.replace('\n', "\r\r\n"),
        text.replace('\n', "\n\n"),
        text.replace(',', "|"),
    ] {
        sweeps_to(&other, 1.0, 1.0);
    }
}

#[test]
fn the_time_is_not_the_voltage() {
    let of = |k: usize, v: f64, i: f64| format!("{:.2} {v:.2} {:.6e}\n", k as f64 / 20.0, i * 1e-6);
    sweeps_to(&rows(of), 1.0, 1e-6);
}

#[test]
fn a_current_belongs_to_the_voltage_of_its_terminal() {
    let of = |_, v: f64, i: f64| format!("{v:.2},0.5,{i:.4}\n");
    let header = "Drain Voltage (V),Gate Voltage (V),Drain Current (nA)\n";
    sweeps_to(&format!("{header}{}", rows(of)), 1.0, 1e-9);
}

#[test]
fn what_was_not_used_is_told() {
    let of = |k: usize, v: f64, i: f64| {
        let current = if k == 4 {
            "over".into()
        } else {
            format!("{i:.4}")
        };
        format!("{v:.2},{current},{k}.5,7\n")
    };
    let text = format!("V (V),I (A),Temp,Gate Current (A)\n{}", rows(of));
    let reading = reading(&text);
    let told = &reading.report.left_out[0];
    assert_eq!(told.place, "columns `Temp`, `Gate Current (A)`");
    // Words among the numbers are missing values with their lines.
    let [missing] = reading.report.missing.as_slice() else {
        panic!("{:?}", reading.report.missing)
    };
    assert_eq!(
        (missing.written.as_str(), missing.lines.as_slice()),
        ("over", &[6][..])
    );
    let Trace::Sweep(sweep) = &reading.measurements[0].trace else {
        panic!("no sweep")
    };
    let gaps: Vec<usize> = (0..41)
        .filter(|&j| sweep.current[[0, j]].is_nan())
        .collect();
    assert_eq!(gaps, [4]);
}

#[test]
fn a_column_may_say_compliance() {
    for (yes, no) in [("1", "0"), ("TRUE", "FALSE")] {
        let of = |_, v: f64, i: f64| format!("{v:.2},{i:.4},{}\n", if v > 1.75 { yes } else { no });
        let text = format!("V (V),I (A),In compliance\n{}", rows(of));
        let reading = sweeps_to(&text, 1.0, 1.0);
        let Trace::Sweep(sweep) = &reading.measurements[0].trace else {
            panic!("no sweep")
        };
        let flags = sweep.compliance_flags.as_ref().unwrap();
        for (j, v) in volts().into_iter().enumerate() {
            assert_eq!(flags[[0, j]], v > 1.75, "{v}");
        }
    }
    // A column of limits is none of flags.
    let of = |_, v: f64, i: f64| format!("{v:.2},{i:.4},0.001\n");
    let limits = sweeps_to(&format!("V (V),I (A),Compliance\n{}", rows(of)), 1.0, 1.0);
    let Trace::Sweep(sweep) = &limits.measurements[0].trace else {
        panic!("no sweep")
    };
    assert!(sweep.compliance_flags.is_none());
}
