//! One small file of every kind, with numbers of our own.

use memrilab_device::read::{FileKind, ReadError, ReadOptions, Reading, UnitSource, join, read};
use memrilab_device::{Dialect, Polarity, Pulses, Sweep, Trace};

fn file(name: &str, text: &str) -> Reading {
    read(name, text.as_bytes(), &ReadOptions::default()).unwrap_or_else(|e| panic!("{e}"))
}

fn sweep(reading: &Reading) -> &Sweep {
    let [one] = reading.measurements.as_slice() else {
        panic!(
            "{} devices: {:?}",
            reading.measurements.len(),
            reading.report
        )
    };
    let Trace::Sweep(sweep) = &one.trace else {
        panic!("no sweep")
    };
    sweep
}

fn pulses(reading: &Reading) -> &Pulses {
    let Trace::Pulses(pulses) = &reading.measurements[0].trace else {
        panic!("no pulses")
    };
    pulses
}

fn row(sweep: &Sweep, cycle: usize) -> Vec<f64> {
    sweep.current.row(cycle).to_vec()
}

#[track_caller]
fn shape(reading: &Reading, dialect: Dialect, cycles: usize, points: usize) {
    assert_eq!(
        reading.report.dialect,
        Some(dialect),
        "{:?}",
        reading.report
    );
    let sweep = sweep(reading);
    assert_eq!(
        sweep.current.dim(),
        (cycles, points),
        "{:?}",
        reading.report
    );
    assert_eq!(sweep.voltage.len(), points);
    assert_eq!(sweep.lines.len(), points);
}

#[track_caller]
fn fails(name: &str, bytes: &[u8]) -> ReadError {
    read(name, bytes, &ReadOptions::default()).expect_err(name)
}

#[test]
fn cycles_as_columns_with_gaps_and_missing_headings() {
    let reading = file(
        "a.csv",
        "voltage,current_cycle1,current_cycle3,,current_cycle5\n0,0,0,0,\n1,1e-6,2e-6,3e-6,\n2,4e-6,NaN,6e-6,\n1,2e-6,,4e-6,\n",
    );
    shape(&reading, Dialect::CycleColumns, 3, 4);
    let sweep = sweep(&reading);
    assert_eq!(row(sweep, 2), [0.0, 3e-6, 6e-6, 4e-6]);
    assert!(sweep.current[[1, 2]].is_nan() && sweep.current[[1, 3]].is_nan());
    // The fifth column holds nothing: it is no cycle, and the report says so.
    assert!(
        reading
            .report
            .left_out
            .iter()
            .any(|l| l.place.contains("current_cycle5"))
    );
    assert_eq!(reading.report.missing[0].written, "NaN");
    assert_eq!(reading.report.missing[0].lines, [4]);
    assert_eq!(sweep.lines, [2, 3, 4, 5]);
    assert!(
        reading
            .report
            .assumptions
            .iter()
            .any(|a| a.contains("voltage is in V"))
    );
}

#[test]
fn magnitudes_are_recognised() {
    let stored =
        "V,I1,I2\n0,0,0\n1,1e-6,1e-6\n0,0,0\n-1,1e-6,1e-6\n-2,2e-6,2e-6\n-1,1e-6,1e-6\n0,0,0\n";
    assert!(sweep(&file("a.csv", stored)).magnitude_only);
    assert!(!sweep(&file("a.csv", &stored.replace("-2,2e-6", "-2,-2e-6"))).magnitude_only);
}

#[test]
fn units_are_stated_assumed_or_given() {
    let text = "U/mV;I [µA]\n0;0\n100,5;1,5\n201;3\n100;2\n";
    let reading = file("a.csv", text);
    let of = sweep(&reading);
    assert!((of.voltage[1] - 0.1005).abs() < 1e-15 && (of.current[[0, 1]] - 1.5e-6).abs() < 1e-18);
    assert!(
        reading
            .report
            .columns
            .iter()
            .all(|c| c.source == UnitSource::Stated)
    );
    assert!(reading.report.assumptions.is_empty());
    let options = ReadOptions::with_units("I=nA").unwrap();
    let given = read("a.csv", text.as_bytes(), &options).unwrap();
    assert!((sweep(&given).current[[0, 1]] - 1.5e-9).abs() < 1e-21);
    assert_eq!(given.report.columns[1].source, UnitSource::Given);
}

#[test]
fn columns_can_be_named() {
    let text = "a,b,c\n5,0,1e-6\n6,1,2e-6\n5,2,3e-6\n7,1,2e-6\n";
    assert_eq!(file("a.csv", text).kind, FileKind::Table);
    let options = ReadOptions {
        voltage_column: Some("b".into()),
        current_columns: vec!["3".into()],
        ..ReadOptions::default()
    };
    let named = read("a.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(sweep(&named).voltage, [0.0, 1.0, 2.0, 1.0]);
    let wrong = ReadOptions {
        voltage_column: Some("z".into()),
        ..ReadOptions::default()
    };
    let error = read("a.csv", text.as_bytes(), &wrong).unwrap_err();
    assert_eq!(error.code(), "unknown-column");
    assert!(error.to_string().contains("a, b, c"), "{error}");
}

#[test]
fn resistance_and_conductance_give_current() {
    let by_r = file("a.csv", "V,Resistance (kohm)\n0.5,1\n1,2\n1.5,1e7\n1,4\n");
    assert_eq!(row(sweep(&by_r), 0)[..2], [5e-4, 5e-4]);
    assert!(
        sweep(&by_r).current[[0, 2]].is_nan(),
        "10^10 ohm is an open circuit"
    );
    let by_g = file("a.csv", "V,G (mS)\n0.5,1\n1,2\n1.5,3\n1,4\n");
    for (got, wanted) in row(sweep(&by_g), 0).iter().zip([5e-4, 2e-3, 4.5e-3, 4e-3]) {
        assert!((got - wanted).abs() < 1e-15, "{got}");
    }
}

/// Four ways to write the same two loops in one list.
#[test]
fn cycles_in_one_list() {
    let legs = [
        0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 3.5, 3.0, 2.5, 2.0, 1.5, 1.0, 0.5,
    ];
    let line = |v: f64, k: usize| format!("{v},{:e}\n", v * 1e-6 * (k + 1) as f64);
    let looped = |k: usize| legs.iter().map(|&v| line(v, k)).collect::<String>();
    let numbered = |k: usize| {
        legs.iter()
            .map(|&v| format!("{},{}", k + 1, line(v, k)))
            .collect::<String>()
    };
    let indexed = |k: usize| {
        (1..)
            .zip(legs)
            .map(|(i, v)| format!("{i},{}", line(v, k)))
            .collect::<String>()
    };
    for (text, how) in [
        (
            format!("V,I\n{}{}", looped(0), looped(1)),
            "begins its course again",
        ),
        (format!("V,I\n{}\n{}", looped(0), looped(1)), "blank lines"),
        (
            format!("Cycle,V,I\n{}{}", numbered(0), numbered(1)),
            "a column numbers them",
        ),
        (
            format!("Index,V,I\n{}{}", indexed(0), indexed(1)),
            "index begins again",
        ),
    ] {
        let reading = file("a.csv", &text);
        let of = sweep(&reading);
        assert_eq!(of.current.nrows(), 2, "{how}: {:?}", reading.report);
        assert!(
            reading.report.cycles.iter().any(|c| c.contains(how)),
            "{how}: {:?}",
            reading.report.cycles
        );
        assert_eq!(
            (of.current[[0, 4]], of.current[[1, 4]]),
            (2e-6, 4e-6),
            "{how}"
        );
    }
}

#[test]
fn a_sine_is_split_and_laid_on_one_grid() {
    let mut text = String::new();
    for i in 0..600 {
        let v = (f64::from(i) * 0.0317).sin();
        text += &format!("{v:.6} {:.6}\n", 50.0 * v + 10.0 * v.powi(3));
    }
    let reading = file("M3.dat", &text);
    assert_eq!(reading.report.dialect, Some(Dialect::AnalogDiscovery));
    let of = sweep(&reading);
    assert_eq!(of.current.nrows(), 4);
    // Microamperes are assumed and said; interpolated currents stay on the curve.
    assert!(reading.report.assumptions.iter().any(|a| a.contains("uA")));
    for (j, v) in of.voltage.iter().enumerate().filter(|(_, v)| v.abs() < 0.9) {
        let i = of.current[[1, j]];
        assert!(
            (i * 1e6 - (50.0 * v + 10.0 * v.powi(3))).abs() < 0.05,
            "{v}: {i}"
        );
    }
}

#[test]
fn keithley_4200_text_and_pairs() {
    let head = "\u{feff}Time\tAI\tAV\tIHRS\tNORM_COND\n";
    let part = |sign: f64| {
        let rows = [0.0, 1.0, 2.0, 1.0, 0.0].map(|v: f64| {
            format!(
                "410.1377E-2\t{:E}\t{:E}\t\t#REF\n",
                sign * v * 1e-6,
                sign * v
            )
        });
        format!("{head}{}", rows.concat())
    };
    let set = file("cell/05 set.txt", &part(-1.0));
    shape(&set, Dialect::Keithley4200, 1, 5);
    assert_eq!(sweep(&set).current[[0, 2]], -2e-6);
    assert_eq!(set.report.missing[0].written, "#REF");
    let reset = file("cell/05 reset.txt", &part(1.0));
    let joined = join(vec![reset.clone(), set.clone()]);
    let [cell] = joined.as_slice() else {
        panic!("{} readings", joined.len())
    };
    assert_eq!(
        (cell.file.as_str(), cell.partner.as_deref()),
        ("cell/05 set.txt", Some("cell/05 reset.txt"))
    );
    let of = sweep(cell);
    assert_eq!(
        of.voltage,
        [0.0, -1.0, -2.0, -1.0, 0.0, 0.0, 1.0, 2.0, 1.0, 0.0]
    );
    assert_eq!(
        (of.set_polarity, of.current[[0, 7]]),
        (Some(Polarity::Negative), 2e-6)
    );
    // Another folder is another cell.
    let elsewhere = file("other/05 reset.txt", &part(1.0));
    assert_eq!(join(vec![set, elsewhere]).len(), 2);
}

#[test]
fn keithley_2400_buffer_with_flags() {
    let line = |v: f64, status: u32| {
        format!(
            "{v:.7e} {:.7e} 9.9100000e+37 {:.1e} {status}\r\n",
            v * 1e-6,
            v + 5.0
        )
    };
    let up: String = [-1.0, -0.5, 0.0, 0.5, 1.0]
        .iter()
        .map(|&v| line(v, if v > 0.7 { 20494 } else { 20486 }))
        .collect();
    let reading = file("x_lf1.txt", &up);
    shape(&reading, Dialect::Keithley2400, 1, 5);
    let flags = sweep(&reading).compliance_flags.as_ref().unwrap();
    assert_eq!(flags.row(0).to_vec(), [false, false, false, false, true]);
    assert_eq!(reading.report.missing[0].count, 5);
    assert!(
        reading
            .report
            .columns
            .iter()
            .all(|c| c.source == UnitSource::Dialect)
    );
}

#[test]
fn blocks_side_by_side() {
    let text = "VF,Index,IF,,VF,Index,IF,,VF,Index,IF\n-1,1,-1e-9,,-1,1,-2e-9,,0,1,0\n0,2,0,,0,2,0,,5,2,1e-9\n1,3,1e-9,,1,3,2e-9,,10,3,3e-9\n0,4,0,,0,4,0,,,,\n";
    let reading = file("a.csv", text);
    assert_eq!(reading.report.dialect, Some(Dialect::SideBySide));
    // Two blocks share their voltages; the third is another device.
    assert_eq!(reading.measurements.len(), 2, "{:?}", reading.report);
    let Trace::Sweep(first) = &reading.measurements[0].trace else {
        panic!()
    };
    assert_eq!((first.current.nrows(), first.current[[1, 2]]), (2, 2e-9));
    let Trace::Sweep(second) = &reading.measurements[1].trace else {
        panic!()
    };
    assert_eq!(second.voltage, [0.0, 5.0, 10.0]);
}

#[test]
fn easyexpert_records() {
    let text = "\r\nSetupTitle, IV\r\nTestParameter, Channel.VName, V1, V2\r\nTestParameter, Channel.IName, I1\r\nTestParameter, Measurement.Primary.Compliance, 1E-05\r\nDimension1, 3\r\nDataName, T, V1, I1\r\nDataValue, 0, 0, 1E-12\r\nDataValue, 1, 0.5, 2E-12\r\nDataValue, 2, 1, 4E-12\r\nDataName, T, V1, I1\r\nDataValue, 0, 0, 2E-12\r\nDataValue, 1, 0.5, 3E-12\r\nDataValue, 2, 1, 5E-12\r\n";
    let reading = file("IV Channel Sweep [a].csv", text);
    shape(&reading, Dialect::EasyExpert, 2, 3);
    assert_eq!(row(sweep(&reading), 1), [2e-12, 3e-12, 5e-12]);
    assert_eq!(sweep(&reading).stated_compliance.map(|a| a.0), Some(1e-5));
    assert!(
        reading
            .report
            .left_out
            .iter()
            .any(|l| l.place.contains("`T`"))
    );
    let cut = fails(
        "a.csv",
        b"SetupTitle, IV\nTestParameter, X, 1\nDataName, V1, I1\n",
    );
    assert_eq!(cut.code(), "incomplete");
}

#[test]
fn arc_one_devices() {
    let text = "session\nTue Mar 4 10:00:00 2025\nWordline,Bitline,Resistance,Amplitude (V),Pulse width (s),Tag,ReadTag,ReadVoltage\n1,1,1000,0.5,0.001,CT_s,F,0.5\n1,1,500,1.0,0.001,CT,F,0.5\n1,1,250,0.5,0.001,CT_i_2,F,0.5\n1,1,100,1.0,0.001,CT,F,0.5\n1,1,100,1.5,0.001,CT,F,0.5\n2,3,2000,0.5,0,F R0 V=0.5,F,0.5\n2,3,1000,0.5,0,F,F,0.5\n2,3,500,0.5,0,F,F,0.5\n";
    let reading = file("a.csv", text);
    assert_eq!(reading.report.dialect, Some(Dialect::ArcOne));
    let blocks: Vec<&str> = reading
        .measurements
        .iter()
        .map(|m| m.block.as_str())
        .collect();
    // Two points are no sweep: only the second cycle of the first device is long enough.
    assert_eq!(
        blocks,
        ["word line 1, bit line 1", "word line 2, bit line 3"]
    );
    let Trace::Sweep(of) = &reading.measurements[0].trace else {
        panic!()
    };
    assert_eq!(
        (of.voltage.as_slice(), of.current[[0, 2]]),
        (&[0.5, 1.0, 1.5][..], 0.015)
    );
    let Trace::Pulses(list) = &reading.measurements[1].trace else {
        panic!()
    };
    assert_eq!(list.conductance.row(0).to_vec(), [5e-4, 1e-3, 2e-3]);
}

#[test]
fn arc_two_labview_and_readings() {
    let two = "# ATTRS_START\n# cycles: 1\n# ATTRS_END\n# voltage,current,read_voltage\n0.0e+00,1.0e-09,2.0e-01\n1.0e-01,2.0e-09,2.0e-01\n2.0e-01,4.0e-09,2.0e-01\n1.0e-01,3.0e-09,2.0e-01\n";
    shape(&file("a.csv", two), Dialect::ArcTwo, 1, 4);
    let lvm = "LabVIEW Measurement\nSeparator\tTab\n***End_of_Header***\n\nChannels\t2\nY_Unit_Label\tVolts\tAmps\n***End_of_Header***\nX_Value\tUntitled\tUntitled 1\tComment\n0,0\t0,0\t1,0E-9\n0,1\t0,5\t2,0E-9\n0,2\t1,0\t4,0E-9\n0,3\t0,5\t3,0E-9\n";
    let labview = file("a.lvm", lvm);
    shape(&labview, Dialect::LabView, 1, 4);
    assert_eq!(row(sweep(&labview), 0), [1e-9, 2e-9, 4e-9, 3e-9]);
    let scpi = "+1.0E-06A,+1.0E+00,+1.38E+02,+0.100\n+2.0E-06A,+2.0E+00,+1.38E+02,+0.200\n+5.0E-06A,+3.0E+00,+1.38E+02,-999\n+1.5E-06A,+4.0E+00,+1.38E+02,+0.100\n";
    let readings = file("a.txt", scpi);
    shape(&readings, Dialect::ScpiReadings, 1, 4);
    assert_eq!(sweep(&readings).voltage, [0.1, 0.2, 0.2, 0.1]);
    assert_eq!(
        sweep(&readings)
            .compliance_flags
            .as_ref()
            .unwrap()
            .row(0)
            .to_vec(),
        [false, false, true, false]
    );
    let kxci = "N+0.5000E+00,N+1.0E-06\nN+1.0000E+00,C+5.0E-04\nN+1.5000E+00,C+5.0E-04\n";
    let flagged = file("a.txt", kxci);
    shape(&flagged, Dialect::ScpiReadings, 1, 3);
    assert_eq!(
        sweep(&flagged)
            .compliance_flags
            .as_ref()
            .unwrap()
            .row(0)
            .to_vec(),
        [false, true, true]
    );
}

#[test]
fn pulses_as_tables_and_lists() {
    let table = "# pulse_v,pulse_width,num_applied,meas_v,i_0,i_1\n4.2,5e-7,1000,-0.1,-2e-9,-4e-9\n4.4,5e-7,1000,-0.1,-5e-9,-5e-9\n4.6,5e-7,1000,-0.1,-8e-9,-6e-9\n";
    let programmed = file("a.csv", table);
    assert_eq!(programmed.kind, FileKind::ConductanceAfterPulses);
    let got = pulses(&programmed).conductance.row(0).to_vec();
    for (g, wanted) in got.iter().zip([3e-8, 5e-8, 7e-8]) {
        assert!((g / wanted - 1.0).abs() < 1e-12);
    }
    let list = file(
        "x/potentiation.txt",
        "0.9\r\n3.7\r\n6.1\r\n8\r\n9\r\n9.5\r\n9.9\r\n10\r\n",
    );
    assert_eq!(pulses(&list).conductance.dim(), (1, 8));
    assert!(!pulses(&list).in_siemens);
    let options = ReadOptions::with_units("G=uS").unwrap();
    let named = read("x/potentiation.txt", b"1\n2\n3\n4\n5\n6\n7\n8\n", &options).unwrap();
    assert!(pulses(&named).in_siemens && (pulses(&named).conductance[[0, 1]] - 2e-6).abs() < 1e-18);
    // Read currents of a negative voltage.
    let negative = file(
        "GP.txt",
        "-1e-6\n-2e-6\n-3e-6\n-4e-6\n-5e-6\n-6e-6\n-7e-6\n-8e-6\n",
    );
    assert_eq!(pulses(&negative).conductance[[0, 7]], 8e-6);
}

#[test]
fn what_holds_no_sweep_is_named() {
    let cells: String = (0..5)
        .map(|k| {
            let values: Vec<String> = (0..24)
                .map(|i| format!("{}", 4000 + 37 * i + k * (i % 2) * 90_000))
                .collect();
            format!("{}\t{}\n", 500 + k, values.join("\t"))
        })
        .collect();
    for (name, text, kind) in [
        ("a.csv", cells.as_str(), FileKind::ResistanceCycles),
        (
            "a.csv",
            ",Sample,SET Voltage\n0,A,2.1\n1,A,2.3\n2,B,2.2\n",
            FileKind::SetVoltages,
        ),
        (
            "a.csv",
            "Sample,Baking temperature (C),Electrode\nA,90,1\nB,95,2\nC,99,1\n",
            FileKind::FabricationConditions,
        ),
        (
            "a.csv",
            "# resistance (ohms),time (s),res min\n1e6,0,9e5\n1.1e6,10,9e5\n1e6,20,9e5\n",
            FileKind::Retention,
        ),
        (
            "a.csv",
            "Cycle,SET,SET\nIndex,ILRS,IHRS\n1,1e-4,1e-7\n2,1e-4,2e-7\n3,1e-4,1e-7\n",
            FileKind::EnduranceSummary,
        ),
        ("a.csv", "x,y\n1,9\n4,1\n2,7\n", FileKind::Table),
        (
            "a.md",
            "# what we did\n\nNothing on 3 days.\n",
            FileKind::Notes,
        ),
    ] {
        let reading = file(name, text);
        assert_eq!(reading.kind, kind, "{text}");
        assert!(reading.measurements.is_empty() && !kind.describe().is_empty());
    }
    let idx = [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3];
    assert_eq!(
        read("a", &idx, &ReadOptions::default()).unwrap().kind,
        FileKind::IdxData
    );
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    for (bytes, code, says) in [
        (&b""[..], "empty", "export the sweep again"),
        (b" \r\n\n", "empty", "empty"),
        (b"\x89PNG\r\n\x1a\n....", "binary", "a PNG picture"),
        (b"%PDF-1.7 ....", "binary", "a PDF document"),
        (b"PK\x03\x04....", "workbook-needed", "workbook"),
        (b"\x1f\x8b\x08\x00cut off", "damaged", "compressed"),
        (
            b"V,I\n1,1e-6\n1,2e-6\n1,3e-6\n1,4e-6\n",
            "constant-voltage",
            "1 V throughout",
        ),
        (b"V,I\n0,NaN\n1,inf\n2,NaN\n", "too-few-points", "0 points"),
    ] {
        let error = fails("lab/x.csv", bytes);
        assert_eq!(error.code(), code, "{error}");
        let told = error.to_string();
        assert!(
            told.starts_with("lab/x.csv") && told.contains(says) && !told.contains('\n'),
            "{told}"
        );
    }
    let long = format!("V,I\n1,2\n{}\n", "9".repeat(2 << 20));
    let error = fails("x.csv", long.as_bytes());
    assert_eq!(
        (error.code(), error.line),
        ("too-large", Some(3)),
        "{error}"
    );
    let wide = format!("V{}\n1,2\n", ",I".repeat(2000));
    assert_eq!(fails("x.csv", wide.as_bytes()).code(), "too-large");
    let mut small = ReadOptions::default();
    small.caps.file_bytes = 10;
    assert_eq!(
        read("x.csv", b"V,I\n1,2\n3,4\n", &small)
            .unwrap_err()
            .code(),
        "too-large"
    );
}

#[test]
fn the_header_may_be_separated_otherwise_and_stand_low() {
    let text = "Device 7, 2 x 2 um\nmeasured on a Tuesday\nVoltage (V)\tCurrent (mA)\n0\t0\n0.5\t1\n1\t3\n0.5\t2\n";
    let reading = file("a.txt", text);
    shape(&reading, Dialect::Generic, 1, 4);
    assert_eq!(sweep(&reading).current[[0, 2]], 3e-3);
    assert_eq!(reading.report.header_line, Some(3));
}

#[test]
fn the_recipe_comes_from_the_name() {
    let name = "d/I-V_data_1.8um_length_50nm_diameter_BT_4V_NA_third_etch_20min_Pb_ED_3h_180C_MAI_no_200nm_Ag_memory_6V_carbon_paste_no_wait.csv";
    let reading = file(name, "V,I\n0,0\n1,1e-6\n2,2e-6\n1,1e-6\n");
    let recipe = &reading.measurements[0].recipe;
    let item = |what: &str| {
        recipe
            .0
            .iter()
            .find(|i| i.name == what)
            .map(|i| (i.value.as_str(), i.unit.as_str()))
    };
    assert_eq!(item("nanowire length"), Some(("1.8", "um")));
    assert_eq!(item("material"), Some(("MAPbI3", "")));
}
