//! Files made to take long or to fill the memory: each is read in time linear in its
//! size, or refused in one sentence.

use flate2::{Compression, write::GzEncoder};
use memrilab_device::Trace;
use memrilab_device::read::{Grid, ReadOptions, Reading, join, read, read_grids};
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// A loop over these rows within another over them would take minutes.
const ROWS: usize = 300_000;

#[track_caller]
fn soon<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = work();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "{what} took {took:?}");
    out
}

fn file(name: &str, text: &str) -> Reading {
    let options = ReadOptions::default();
    read(name, text.as_bytes(), &options).unwrap_or_else(|e| panic!("{e}"))
}

fn cycles(reading: &Reading) -> usize {
    let Trace::Sweep(sweep) = &reading.measurements[0].trace else {
        panic!("no sweep")
    };
    sweep.current.nrows()
}

/// Up and down between 0 and 5 V in a hundred steps.
fn volts(row: usize) -> f64 {
    let step = row % 100;
    step.min(100 - step) as f64 * 0.1
}

#[test]
fn a_long_buffer_with_flags() {
    let mut text = String::new();
    for r in 0..ROWS {
        let (v, status) = (volts(r), if r % 100 == 50 { 20_494 } else { 20_486 });
        writeln!(text, "{v:.1} {:e} 9.91e37 {r}.5 {status}", v * 1e-6).unwrap();
    }
    let reading = soon("a buffer", || file("x.txt", &text));
    assert_eq!(cycles(&reading), ROWS / 100);
    let Trace::Sweep(sweep) = &reading.measurements[0].trace else {
        panic!()
    };
    // One flag a cycle, at the turning point, in whatever cycle it came to stand.
    let flags = sweep.compliance_flags.as_ref().unwrap();
    assert_eq!(flags.iter().filter(|f| **f).count(), ROWS / 100);
    for ((_, j), _) in flags.indexed_iter().filter(|(_, f)| **f) {
        assert_eq!(sweep.voltage[j], 5.0);
    }
}

#[test]
fn a_long_list_with_gaps() {
    // A row without a voltage every hundred: rows and lines no longer run together.
    let (mut numbered, mut parted) = (String::from("Cycle,V,I\n"), String::from("V,I\n"));
    for r in 0..ROWS {
        let v = volts(r);
        writeln!(numbered, "{},{v:.1},{:e}", r / 100, v * 1e-6).unwrap();
        writeln!(parted, "{v:.1},{:e}", v * 1e-6).unwrap();
        if r % 100 == 99 {
            writeln!(numbered, "{},,1e-6", r / 100).unwrap();
            parted.push('\n');
        }
    }
    let reading = soon("a numbered list", || file("a.csv", &numbered));
    assert_eq!(cycles(&reading), ROWS / 100);
    let reading = soon("a parted list", || file("a.csv", &parted));
    assert_eq!(cycles(&reading), ROWS / 100);
    assert!(reading.report.cycles[0].contains("blank lines"));
}

#[test]
fn one_wide_row_does_not_widen_all() {
    let mut text = "1,".repeat(1000) + "1\n";
    for r in 0..ROWS {
        writeln!(text, "{}", volts(r)).unwrap();
    }
    let error = soon("a wide row", || {
        read("a.csv", text.as_bytes(), &ReadOptions::default())
    });
    let error = error.unwrap_err();
    assert_eq!(error.code(), "too-large", "{error}");
}

#[test]
fn one_long_cycle_among_many_short_ones_is_no_table() {
    let mut text = String::from("Cycle,V,I\n");
    for r in 0..20_000 {
        writeln!(text, "0,{:.1},{:e}", volts(r), volts(r) * 1e-6).unwrap();
    }
    for r in 0..60_000 {
        writeln!(text, "{},{},1e-6", 1 + r / 3, r % 3).unwrap();
    }
    let error = soon("a ragged list", || {
        read("a.csv", text.as_bytes(), &ReadOptions::default())
    });
    let error = error.unwrap_err();
    assert_eq!(error.code(), "too-large", "{error}");
    assert!(
        error.to_string().contains("points of the longest"),
        "{error}"
    );
}

#[test]
fn thousands_of_different_sweeps_are_refused() {
    let sheets = (0..5000).map(|k| {
        let mut grid = Grid::new(&format!("Run{k}"));
        grid.text("V");
        grid.text("I");
        grid.end_row(1);
        for j in 0..3 {
            grid.number(f64::from(j) + f64::from(k) * 10.0);
            grid.number(1e-6);
            grid.end_row(j as u32 + 2);
        }
        grid
    });
    let sheets: Vec<Grid> = sheets.collect();
    let outcome = soon("many sheets", || {
        read_grids("a.xlsx", sheets, &ReadOptions::default())
    });
    let error = outcome.unwrap_err();
    assert!(error.to_string().contains("lists of voltages"), "{error}");
}

#[test]
fn many_files_are_joined_by_their_names() {
    let text = "V,I\n0,0\n1,1e-6\n2,2e-6\n1,1e-6\n";
    let one = file("x set.csv", text);
    let named = |name: String| Reading {
        file: name,
        ..one.clone()
    };
    let mut readings: Vec<Reading> = (0..20_000)
        .map(|k| named(format!("cell {k} set.csv")))
        .collect();
    readings.push(named("CELL 7 RESET.csv".into()));
    let joined = soon("joining", || join(readings));
    assert_eq!(joined.len(), 20_000);
    assert_eq!(joined[7].partner.as_deref(), Some("CELL 7 RESET.csv"));
}

#[test]
fn an_archive_of_empty_members_is_refused() {
    // A gzip member that holds nothing, again and again.
    let member = [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    let mut last = GzEncoder::new(Vec::new(), Compression::fast());
    last.write_all(b"V,I\n0,0\n1,1\n2,2\n").unwrap();
    let bytes = [member.repeat(1_000_000), last.finish().unwrap()].concat();
    let error = soon("empty members", || {
        read("a.csv.gz", &bytes, &ReadOptions::default())
    });
    assert_eq!(error.unwrap_err().code(), "damaged");
}

#[test]
fn segments_of_a_labview_file_are_cycles() {
    let head = "LabVIEW Measurement\nSeparator\tTab\n***End_of_Header***\n\n";
    let segment = |k: f64, title: &str| {
        let rows = [0.0, 0.5, 1.0, 0.5].map(|v| format!("{v}\t{v}\t{:e}\n", v * k * 1e-6));
        let header = "Channels\t2\nY_Unit_Label\tVolts\tAmps\n***End_of_Header***\n";
        format!("{header}{title}{}", rows.concat())
    };
    let title = "X_Value\tUntitled\tUntitled 1\tComment\n";
    for again in [title, ""] {
        let text = format!("{head}{}\n{}", segment(1.0, title), segment(2.0, again));
        let reading = file("a.lvm", &text);
        assert_eq!(cycles(&reading), 2, "{:?}", reading.report);
        let Trace::Sweep(sweep) = &reading.measurements[0].trace else {
            panic!()
        };
        assert_eq!((sweep.current[[0, 2]], sweep.current[[1, 2]]), (1e-6, 2e-6));
        // Lines are those of the file: eight of headers stand before the first row.
        assert_eq!(sweep.lines, [9, 10, 11, 12]);
        assert_eq!(reading.report.header_line, Some(8));
    }
}

#[test]
fn a_heading_in_a_comment_may_stand_below_blank_lines() {
    let reading = file("a.csv", "\n\n# V (mV),I (uA)\n0,0\n100,1\n200,2\n100,1\n");
    let Trace::Sweep(sweep) = &reading.measurements[0].trace else {
        panic!()
    };
    assert_eq!((sweep.voltage[2], sweep.current[[0, 2]]), (0.2, 2e-6));
    assert_eq!(sweep.lines, [4, 5, 6, 7]);
}

/// A number that overflows, or a division by nothing, is no value.
#[test]
fn what_is_not_finite_stays_out() {
    let none = |name: &str, text: &str, options: &ReadOptions| {
        let Ok(reading) = read(name, text.as_bytes(), options) else {
            return;
        };
        for measurement in &reading.measurements {
            match &measurement.trace {
                Trace::Sweep(sweep) => {
                    assert!(sweep.voltage.iter().all(|v| v.is_finite()), "{text}");
                    assert!(!sweep.current.iter().any(|i| i.is_infinite()), "{text}");
                }
                Trace::Pulses(pulses) => {
                    let inside = |g: &f64| !g.is_infinite();
                    assert!(pulses.conductance.iter().all(inside), "{text}");
                }
            }
        }
    };
    let large = ReadOptions::with_units("V=GV,I=GA,G=GS").unwrap();
    let plain = ReadOptions::default();
    let trains = "pulse_v,meas_v,i_0\n4,0,1e-6\n4,1,1e-6\n4,1,2e-6\n4,1,3e-6\n";
    none("a.csv", trains, &plain);
    let arc = "Wordline,Bitline,Resistance,Amplitude (V),Pulse width (s),Tag\n1,1,1e-320,1,1,P\n1,1,1e3,1,1,P\n1,1,1e3,1,1,P\n";
    none("a.csv", arc, &plain);
    let list = "1e308\n1e307\n1\n2\n3\n4\n5\n6\n7\n";
    none("gp.txt", list, &large);
    let records = "DataName, V, I\nDataValue, 1e308, 1\nDataValue, 1, 1e308\nDataValue, 2, 1\nDataValue, 3, 1\n";
    none("a.csv", records, &large);
    let letters = "N+1E+308,C+1E+00\nN+1E+00,C+1E+308\nN+2E+00,C+1E+00\nN+3E+00,C+1E+00\n";
    none("a.csv", letters, &large);
    none("a.csv", "V,R\n1e300,1e-300\n1,1\n2,2\n3,3\n", &plain);
}
