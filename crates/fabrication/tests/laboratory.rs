//! What the virtual laboratory measures is what its landscape says.

use memrilab_core::Stream;
use memrilab_core::stream::index;
use memrilab_fabrication::{Laboratory, landscape, optimum, space, start};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn the_interval_of_every_device_holds_the_landscape() -> Outcome {
    let space = space()?;
    let laboratory = Laboratory::default();
    let mut stream = Stream::new(5, "recipes", 0, 0);
    let mut errors = Vec::new();
    for number in 0..60 {
        let point = space
            .point(index(&mut stream, 8400) as u64)
            .ok_or("past the end")?;
        let device = laboratory.make(&point, number)?;
        let u = device.landscape;
        let (low, high) = device
            .result
            .usability_low
            .zip(device.result.usability_high)
            .ok_or("no interval")?;
        assert!(
            low <= u && u <= high,
            "{point:?}: {u} is not in {low} to {high}"
        );
        errors.push(device.result.usability.ok_or("no usability")? / u - 1.0);
        assert!(
            device
                .sweep
                .current
                .iter()
                .all(|amperes| *amperes <= 1.5e-5)
        );
        assert_eq!(device.sweep.current.nrows(), 12);
    }
    // On the whole it is right: the median of 60 is off by less than 15 %.
    errors.sort_by(f64::total_cmp);
    assert!(errors[30].abs() < 0.15, "median error {}", errors[30]);
    // Good devices conduct until compliance stops them.
    let best = laboratory.make(&optimum(), 1)?;
    let clipped = best
        .sweep
        .current
        .iter()
        .filter(|amperes| **amperes == 1.5e-5);
    assert!(clipped.count() > 12);
    Ok(())
}

#[test]
fn values_without_sweeps_scatter_as_told() -> Outcome {
    let laboratory = Laboratory {
        noise: 0.03,
        ..Laboratory::default()
    };
    let values: Vec<f64> = (0..4000)
        .map(|n| laboratory.value(&start(), n))
        .collect::<Result<_, _>>()?;
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
    // Five standard errors: of the mean sd / sqrt n, of the variance sd^2 sqrt(2 / n).
    assert!((mean - landscape(&start())?).abs() < 5.0 * 0.03 / n.sqrt());
    assert!((variance - 9e-4).abs() < 5.0 * 9e-4 * (2.0 / n).sqrt());
    let again = Laboratory {
        noise: 0.03,
        ..Laboratory::default()
    };
    assert_eq!(again.value(&start(), 7)?, laboratory.value(&start(), 7)?);
    Ok(())
}

#[test]
fn wrong_settings_are_refused() {
    let none = Laboratory {
        cycles: 0,
        ..Laboratory::default()
    };
    assert!(
        none.make(&start(), 1)
            .unwrap_err()
            .to_string()
            .contains("cycles")
    );
}
