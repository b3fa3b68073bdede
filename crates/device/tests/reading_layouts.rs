//! One small sweep in the many ways people and programs lay a file out.

use flate2::{Compression, write::GzEncoder};
use memrilab_device::read::{ReadOptions, Reading, UnitSource, join, read};
use memrilab_device::{Dialect, Sweep, Trace};
use std::io::Write as _;

#[track_caller]
fn bytes(name: &str, bytes: &[u8]) -> Reading {
    read(name, bytes, &ReadOptions::default()).unwrap_or_else(|e| panic!("{e}"))
}

#[track_caller]
fn sweep(reading: &Reading) -> &Sweep {
    let [one] = reading.measurements.as_slice() else {
        panic!("{:?}: {:?}", reading.kind, reading.report)
    };
    let Trace::Sweep(sweep) = &one.trace else {
        panic!("no sweep")
    };
    sweep
}

/// Five points, up to 1 V and 4 uA and back, whatever the layout.
#[track_caller]
fn holds_the_sweep(reading: &Reading) {
    let sweep = sweep(reading);
    assert_eq!(
        sweep.voltage,
        [0.0, 0.5, 1.0, 0.5, 0.0],
        "{:?}",
        reading.report
    );
    for (got, wanted) in sweep.current.row(0).iter().zip([0.0, 1.5, 4.0, 2.5, 0.0]) {
        assert!(
            (got * 1e6 - wanted).abs() < 1e-9,
            "{got}: {:?}",
            reading.report
        );
    }
    assert_eq!(sweep.current.nrows(), 1);
}

#[test]
fn text_layouts() {
    for text in [
        // A first line for a spreadsheet, decimal commas, quotes.
        "sep=;\nSpannung (V);Strom (µA)\n0;0\n0,5;1,5\n1;4\n0,5;2,5\n0;0\n",
        "\"U/V\";\"I/µA\"\n\"0,0\";\"0,0\"\n\"0,5\";\"1,5\"\n\"1,0\";\"4,0\"\n\"0,5\";\"2,5\"\n\"0,0\";\"0,0\"\n",
        // Comments of four kinds.
        "# chip 3\n% run 2\n// late\n; cold\nV,I (uA)\n0,0\n0.5,1.5\n1,4\n0.5,2.5\n0,0\n",
        // Units in a row of their own, with and without brackets, as plotting programs write.
        "Voltage\tCurrent\nV\tuA\n0\t0\n0.5\t1.5\n1\t4\n0.5\t2.5\n0\t0\n",
        "Voltage,Current\n(V),(µA)\n0,0\n0.5,1.5\n1,4\n0.5,2.5\n0,0\n",
        "Voltage\tCurrent\nV\tuA\nfirst chip\tafter forming\n0\t0\n0.5\t1.5\n1\t4\n0.5\t2.5\n0\t0\n",
        // A heading that is parted otherwise than the data.
        "Voltage (V), Current (uA)\n0 0\n0.5 1.5\n1 4\n0.5 2.5\n0 0\n",
        "Voltage (V);Current (uA)\n0\t0\n0.5\t1.5\n1\t4\n0.5\t2.5\n0\t0\n",
        "Voltage (V)\tCurrent (uA)\n0,0\n0.5,1.5\n1,4\n0.5,2.5\n0,0\n",
        // Carriage returns alone, as an old Macintosh has them, and mixed ends.
        "V,I (uA)\r0,0\r0.5,1.5\r1,4\r0.5,2.5\r0,0\r",
        "V,I (uA)\r\n0,0\n0.5,1.5\r\n1,4\n0.5,2.5\n0,0",
        // A column of time before, one of status behind.
        "Time (s),V,I (uA),Status\n0,0,0,1\n0.1,0.5,1.5,1\n0.2,1,4,1\n0.3,0.5,2.5,1\n0.4,0,0,1\n",
        // Units behind every number.
        "V;I\n0 V;0 uA\n0.5 V;1.5 uA\n1 V;4 uA\n0.5 V;2.5 uA\n0 V;0 uA\n",
        // And of another size from one to the next, whatever the heading says.
        "V;I (mA)\n0 V;0 A\n500 mV;1500 nA\n1 V;4 uA\n0.5 V;2.5 µA\n0 V;0 pA\n",
    ] {
        holds_the_sweep(&bytes("a.txt", text.as_bytes()));
    }
}

#[test]
fn windows_1252_and_compressed() {
    let plain = b"U/V;I [\xb5A]\n0;0\n0,5;1,5\n1;4\n0,5;2,5\n0;0\n";
    let reading = bytes("a.csv", plain);
    holds_the_sweep(&reading);
    assert_eq!(reading.report.encoding.as_deref(), Some("Windows-1252"));
    let units: Vec<UnitSource> = reading.report.columns.iter().map(|c| c.source).collect();
    assert_eq!(units, [UnitSource::Stated; 2]);
    // Two members of a gzip file are one text.
    let packed = |part: &[u8]| {
        let mut writer = GzEncoder::new(Vec::new(), Compression::default());
        writer.write_all(part).unwrap();
        writer.finish().unwrap()
    };
    let (head, tail) = plain.split_at(17);
    holds_the_sweep(&bytes("a.csv.gz", &[packed(head), packed(tail)].concat()));
}

#[test]
fn pairs_of_columns_are_cycles_or_devices() {
    let text = "V1,I1,V2,I2,V3,I3\n0,0,0,0,0,0\n1,1e-6,1,2e-6,10,3e-6\n2,4e-6,2,5e-6,20,6e-6\n1,2e-6,1,3e-6,10,4e-6\n";
    let reading = bytes("a.csv", text.as_bytes());
    let shapes: Vec<(usize, f64)> = reading
        .measurements
        .iter()
        .map(|m| match &m.trace {
            Trace::Sweep(s) => (s.current.nrows(), s.current[[0, 2]]),
            Trace::Pulses(_) => panic!("no sweep"),
        })
        .collect();
    assert_eq!(shapes, [(2, 4e-6), (1, 6e-6)], "{:?}", reading.report);
}

#[test]
fn forward_and_backward_branches_are_joined() {
    let branch = |from: f64, step: f64| {
        let line = |k: u8| {
            let v = from + step * f64::from(k);
            format!("{v:.3e} {:.3e} 9.91e37 {k}.5 20486\n", v * 1e-6)
        };
        (0..5).map(line).collect::<String>()
    };
    let (up, down) = (branch(-1.0, 0.5), branch(1.0, -0.5));
    for (first, second) in [
        ("x/Dev_lf2.txt", "x/Dev_lb2.txt"),
        ("x/Devfor_1.txt", "x/Devback_1.txt"),
        ("x/Dev forward.txt", "x/Dev backward.txt"),
    ] {
        let joined = join(vec![
            bytes(second, down.as_bytes()),
            bytes(first, up.as_bytes()),
        ]);
        let [one] = joined.as_slice() else {
            panic!("{first}: {} readings", joined.len())
        };
        assert_eq!(
            (one.file.as_str(), one.partner.as_deref()),
            (first, Some(second))
        );
        assert_eq!(one.report.dialect, Some(Dialect::Keithley2400));
        let of = sweep(one);
        assert_eq!(
            of.voltage,
            [-1.0, -0.5, 0.0, 0.5, 1.0, 1.0, 0.5, 0.0, -0.5, -1.0]
        );
        assert_eq!(of.set_polarity, None);
    }
}

#[test]
fn end_points_that_are_repeated_stay() {
    let text = "V,I1,I2\n0,0,0\n1,1e-6,2e-6\n2,4e-6,5e-6\n2,4e-6,5e-6\n1,3e-6,3e-6\n0,0,0\n0,0,0\n-1,-1e-6,-1e-6\n-1,-1e-6,-1e-6\n0,0,0\n";
    let of = bytes("a.csv", text.as_bytes());
    assert_eq!(
        sweep(&of).voltage,
        [0.0, 1.0, 2.0, 2.0, 1.0, 0.0, 0.0, -1.0, -1.0, 0.0]
    );
}
