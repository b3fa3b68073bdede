//! Devices drawn by hand, and how simulated files are told from measured ones.

use memrilab_core::quantity::Volts;
use memrilab_device::analysis::{Method, Options, analyze};
use memrilab_device::read::{Grid, ReadOptions, read, read_grids};
use memrilab_device::simulate::{DeviceModel, SIMULATED, to_csv};
use memrilab_device::{Dialect, Trace};
use proptest::prelude::*;

fn drawn(curve: Vec<f64>) -> DeviceModel {
    DeviceModel {
        cycles: 2,
        v_step: Volts(6.0 / curve.len().max(2) as f64),
        point_noise: 0.0,
        cycle_noise: 0.0,
        curve,
        ..DeviceModel::default()
    }
}

#[test]
fn a_drawn_curve_is_followed() {
    let model = DeviceModel {
        v_set: Some(Volts(1.0)),
        set_jump: 5.0,
        v_step: Volts(1.0),
        ..drawn(vec![1e-6, 4e-6, 2e-6])
    };
    let near = |volts: f64, wanted: f64| {
        let got = model.outward(volts);
        assert!((got / wanted - 1.0).abs() < 1e-13, "{volts} V: {got}");
    };
    // Drawn at 2, 4 and 6 V; flat below, geometric between; neither growth nor jump.
    for (volts, wanted) in [
        (0.0, 1e-6),
        (1.0, 1e-6),
        (2.0, 1e-6),
        (3.0, 2e-6),
        (4.0, 4e-6),
        (5.0, 8e-6f64.sqrt() * 1e-3),
        (6.0, 2e-6),
    ] {
        near(volts, wanted);
    }
    // RESET at -3 V falls back to the first value drawn.
    let (volts, conductance) = model.cycle();
    assert_eq!((volts[18], volts[24]), (-6.0, 0.0));
    assert!((conductance[24] / 1e-6 - 1.0).abs() < 1e-9);
    assert!((conductance[13] / 2e-6 - 1.0).abs() < 1e-9);
}

#[test]
fn a_drawn_curve_is_bounded() {
    let wrong = |model: DeviceModel| model.check().unwrap_err().to_string();
    for value in [f64::NAN, f64::INFINITY, 0.0, -1e-6, 9e-16, 1001.0] {
        let said = wrong(drawn(vec![1e-6, value]));
        assert!(said.contains("drawn curve"), "{said}");
    }
    assert!(wrong(drawn(vec![1e-6; 10_001])).contains("at most 10000"));
    assert!(drawn(vec![1e-6; 10_000]).check().is_ok());
    // Growth plays no part, however high the voltage.
    let high = DeviceModel {
        v_max: Volts(900.0),
        v_step: Volts(9.0),
        ..drawn(vec![1e-6, 2e-6])
    };
    assert!(high.check().is_ok());
    let large = DeviceModel {
        cycles: 10_000,
        v_step: Volts(0.01),
        ..DeviceModel::default()
    };
    assert!(wrong(large).contains("cycles times points"));
    let endless = DeviceModel {
        v_step: Volts(0.0),
        ..DeviceModel::default()
    };
    assert!(wrong(endless).contains("points of a leg"));
}

#[test]
fn a_simulated_file_says_so_whatever_became_of_it() {
    let csv = to_csv(&drawn(vec![1e-6, 2e-6, 3e-6]).measure(1).unwrap());
    assert_eq!(csv.lines().next(), Some(SIMULATED));
    let table = csv.split_once('\n').unwrap().1;
    let dialect = |text: &str| {
        let reading = read("a.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
        let [measurement] = reading.measurements.as_slice() else {
            panic!("{text}")
        };
        let Trace::Sweep(sweep) = &measurement.trace else {
            panic!("{text}")
        };
        assert_eq!(sweep.current.dim(), (2, 13), "{text}");
        assert_eq!(reading.report.dialect, Some(measurement.dialect));
        measurement.dialect
    };
    assert_eq!(dialect(&csv), Dialect::Simulated);
    // Without the line it is as good as measured.
    assert_eq!(dialect(table), Dialect::CycleColumns);
    // A spreadsheet fills the line up, quotes it, or parts cells otherwise.
    for text in [
        format!("{SIMULATED},,\n{table}"),
        format!("\"{SIMULATED}\",,\n{table}"),
        format!("{SIMULATED};;\n{}", table.replace(',', ";")),
        format!("# my own words\n{SIMULATED}\n{table}"),
        format!(
            "{SIMULATED}\n{}",
            "V,I,I\n".to_owned() + table.split_once('\n').unwrap().1
        ),
    ] {
        assert_eq!(dialect(&text), Dialect::Simulated, "{text}");
    }
}

#[test]
fn a_simulated_sweep_in_a_workbook_says_so() {
    let sweep = drawn(vec![1e-6, 2e-6, 3e-6]).measure(1).unwrap();
    for (mark, wanted) in [
        (SIMULATED, Dialect::Simulated),
        ("Device 7", Dialect::CycleColumns),
    ] {
        let mut grid = Grid::new("Sheet1");
        grid.text(mark);
        grid.end_row(1);
        for heading in ["Voltage (V)", "Current cycle 1 (A)", "Current cycle 2 (A)"] {
            grid.text(heading);
        }
        grid.end_row(2);
        for (j, v) in sweep.voltage.iter().enumerate() {
            grid.number(*v);
            sweep.current.column(j).iter().for_each(|i| grid.number(*i));
            grid.end_row(sweep.lines[j]);
        }
        let reading = read_grids("a.xlsx", vec![grid], &ReadOptions::default()).unwrap();
        assert_eq!(reading.measurements[0].dialect, wanted);
    }
}

proptest! {
    /// Drawn rising and without noise, the run goes over every point that was drawn.
    #[test]
    fn a_drawn_rise_is_run_over(steps in prop::collection::vec(0.01..0.2f64, 5..60), first in 1e-9..1e-5f64) {
        let mut g = first;
        let curve: Vec<f64> = steps.iter().map(|step| { g *= step.exp(); g }).collect();
        let sweep = drawn(curve.clone()).measure(1).unwrap();
        let options = Options { bootstrap: 0, ..Options::default() };
        let analysis = analyze(&Trace::Sweep(sweep), &options).unwrap();
        let corrected = analysis.method(Method::Corrected).unwrap();
        prop_assert_eq!((corrected.result.points, corrected.result.run_length), (curve.len(), curve.len()));
        for (mean, wanted) in corrected.curve.mean.iter().zip(&curve) {
            prop_assert!((mean.unwrap() / wanted - 1.0).abs() < 1e-13);
        }
    }
}
