//! The benchmark of reading and analysing, the same natively and in a browser.
//!
//! A CSV of a voltage column and one current column a cycle, `0 -> 6 -> 0 -> -6 -> 0 V`,
//! `G = 2e-8 exp(9 j / n)` at point `j` of each leg of `n`, log-noise 0.05 a point and
//! 0.1 a cycle, 17 significant digits, no compliance.

use memrilab_core::{Stream, stream::normal};
use memrilab_device::analysis::Options;
use std::fmt::Write as _;

/// The bytes of the file.
///
/// With 10,000 points a leg has 2500, and the exponent grows by 0.0036 a point.
#[must_use]
pub fn sweep_csv(cycles: usize, points: usize, seed: u64) -> Vec<u8> {
    let leg = (points / 4).max(1);
    let volts: Vec<f64> = (0..points)
        .map(|i| {
            let at = (i % leg) as f64 / leg as f64 * 6.0;
            match i / leg {
                0 => at,
                1 => 6.0 - at,
                2 => -at,
                _ => at - 6.0,
            }
        })
        .collect();
    let mut columns = Vec::with_capacity(cycles);
    for k in 0..cycles {
        let mut rng = Stream::new(seed, "benchmark sweep", k as u64, 0);
        let common = 0.1 * normal(&mut rng);
        let column: Vec<f64> = volts
            .iter()
            .enumerate()
            .map(|(i, v)| {
                let growth = 9.0 * (i % leg) as f64 / leg as f64;
                v * 2e-8 * libm::exp(growth + common + 0.05 * normal(&mut rng))
            })
            .collect();
        columns.push(column);
    }
    let mut text = String::with_capacity(points * (cycles + 1) * 25);
    text.push_str("Voltage (V)");
    for k in 1..=cycles {
        let _ = write!(text, ",Current cycle {k} (A)");
    }
    text.push('\n');
    for (i, v) in volts.iter().enumerate() {
        let _ = write!(text, "{v:.16e}");
        for column in &columns {
            let _ = write!(text, ",{:.16e}", column[i]);
        }
        text.push('\n');
    }
    text.into_bytes()
}

/// The settings that the benchmark runs with.
#[must_use]
pub fn options(bootstrap: usize) -> Options {
    Options {
        bootstrap,
        ..Options::default()
    }
}

/// The campaign that the benchmark of suggestions asks: the paper's space, and so many
/// recipes of it at random, each with the virtual laboratory's value.
///
/// # Errors
/// [`ReplayError`](crate::fabricate::ReplayError) for a count of 0 or above 8000.
pub fn campaign(
    observations: usize,
) -> Result<memrilab_bayesopt::Campaign, crate::fabricate::ReplayError> {
    use memrilab_bayesopt::{Campaign, Error, Observation};
    use memrilab_fabrication::{Laboratory, settings, space};
    crate::fabricate::within("the number of observations", observations as u64, 1, 8000)?;
    let mut campaign = Campaign::new(space()?, settings())?;
    let laboratory = Laboratory::default();
    let mut rng = Stream::new(1, "benchmark suggest", 0, 0);
    let count = campaign.space().count().unwrap_or(0) as usize;
    let mut order: Vec<usize> = (0..count).collect();
    for i in 0..observations {
        let j = i + memrilab_core::stream::index(&mut rng, count - i);
        order.swap(i, j);
        let point = campaign.space().point(order[i] as u64);
        let point = point.ok_or(Error::Exhausted)?;
        let value = laboratory.value(&point, i as u64)?;
        campaign.observe(Observation::value(point, value))?;
    }
    Ok(campaign)
}
