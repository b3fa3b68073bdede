//! From a conductance matrix to the numbers of a method.

use super::conductance::Conductance;
use super::options::{Method, Options};
use super::result::{Analysis, Curve, MethodResult};
use super::run::{length_factor, longest_increasing, longest_subsequence, sigma_window};
use super::smooth::smooth;
use super::spread::{Reference, scatter};
use super::table;
use crate::{Polarity, Sweep};
use memrilab_core::stats::{quantile, sort};
use ndarray::{Array2, ArrayView1};

/// Scores a matrix by `corrected` or `paper`. The curve's voltages are the caller's.
#[must_use]
pub fn curve(g: &Conductance, method: Method, options: &Options) -> Analysis {
    let (cycles, points) = g.values.dim();
    let mut curve = describe(&g.values, g.rows.clone());
    let mean: Vec<f64> = curve.mean.iter().map(|m| m.unwrap_or(f64::NAN)).collect();
    let smoothed = smooth(&mean, options.smoothing);
    let run = longest_increasing(&smoothed);
    let window = sigma_window(run, points, options.required_length, options.window);
    let factor = length_factor(run.1 - run.0, options.required_length);
    let geometric = scatter(&g.values, window, Reference::Geometric);
    let several = cycles > 1;
    let score = |sigma: Option<f64>| sigma.map(|s| (factor * libm::exp(-s)).clamp(0.0, 1.0));
    let mut result = MethodResult {
        cycles,
        points,
        run_start: run.0,
        run_end: run.1,
        run_start_row: g.rows[run.0],
        run_end_row: g.rows[run.1.saturating_sub(1)] + 1,
        run_length: run.1 - run.0,
        length_factor: factor,
        window,
        entries: geometric.entries,
        excluded: geometric.excluded,
        sigma: None,
        sigma95: None,
        sigma95_pooled: None,
        usability: None,
        usability_low: None,
        usability_high: None,
        usability_conservative: None,
        usability_mle: None,
        subsequence_length: Some(longest_subsequence(&smoothed)),
        degenerate: run.1 - run.0 <= 1,
    };
    if method == Method::Paper {
        let about_mean = scatter(&g.values, window, Reference::Arithmetic);
        result.entries = about_mean.entries;
        result.excluded = about_mean.excluded;
        if several {
            result.sigma = about_mean.sigma_mle();
            result.sigma95 = about_mean.sigma95_paper(options.bound.tail());
            result.usability = score(result.sigma95);
            result.usability_mle = score(result.sigma);
        }
    } else if several {
        result.sigma = geometric.sigma_unbiased();
        result.sigma95 = geometric.sigma95_cycle(cycles);
        result.sigma95_pooled = geometric.sigma95_pooled();
        result.usability = score(result.sigma);
        result.usability_conservative = score(result.sigma95);
    }
    curve.smoothed = smoothed
        .iter()
        .map(|&v| v.is_finite().then_some(v))
        .collect();
    Analysis {
        method,
        result,
        curve,
    }
}

/// Scores a sweep by `table`.
#[must_use]
pub(super) fn table(sweep: &Sweep, p: Polarity) -> Analysis {
    let t = table::table(sweep, p);
    let mut curve = describe(&t.conductance, t.rows.clone());
    curve.voltage = t.rows.iter().map(|&i| sweep.voltage[i]).collect();
    curve.branch_voltage.clone_from(&curve.voltage);
    curve.masked = t
        .conductance
        .columns()
        .into_iter()
        .zip(&t.rows)
        .map(|(column, &i)| {
            let measured = sweep.current.column(i);
            let hidden = |(g, i): &(&f64, &f64)| !g.is_finite() && i.is_finite();
            column.iter().zip(measured).filter(hidden).count() as u32
        })
        .collect();
    let length = t.run.1 - t.run.0;
    let factor = length as f64 / 100.0;
    let row = |at: usize| t.rows.get(at).copied().unwrap_or(0);
    let result = MethodResult {
        cycles: t.conductance.nrows(),
        points: t.rows.len(),
        run_start: t.run.0,
        run_end: t.run.1,
        run_start_row: row(t.run.0),
        run_end_row: row(t.run.1),
        run_length: length,
        length_factor: factor,
        window: (t.run.0, (t.run.1 + 1).min(t.rows.len())),
        entries: t.entries,
        excluded: 0,
        sigma: t.sigma,
        sigma95: None,
        sigma95_pooled: None,
        usability: t.sigma.map(|s| (factor * libm::exp(-s)).clamp(0.0, 1.0)),
        usability_low: None,
        usability_high: None,
        usability_conservative: None,
        usability_mle: None,
        subsequence_length: None,
        degenerate: length == 0,
    };
    Analysis {
        method: Method::Table,
        result,
        curve,
    }
}

/// Mean, quartiles, spread and count at each point; the rest of the curve is empty.
fn describe(g: &Array2<f64>, rows: Vec<usize>) -> Curve {
    let points = g.ncols();
    let mut curve = Curve {
        voltage: Vec::new(),
        rows,
        mean: Vec::with_capacity(points),
        smoothed: Vec::new(),
        low: Vec::with_capacity(points),
        high: Vec::with_capacity(points),
        spread: Vec::with_capacity(points),
        present: Vec::with_capacity(points),
        branch_voltage: Vec::new(),
        masked: Vec::new(),
    };
    for column in g.columns() {
        let mut values: Vec<f64> = column.iter().copied().filter(|v| v.is_finite()).collect();
        curve
            .mean
            .push((!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64));
        curve.present.push(values.len() as u32);
        curve.spread.push(log_spread(&column));
        sort(&mut values);
        curve.low.push(quantile(&values, 0.25));
        curve.high.push(quantile(&values, 0.75));
    }
    curve.smoothed.clone_from(&curve.mean);
    curve
}

fn log_spread(column: &ArrayView1<'_, f64>) -> Option<f64> {
    let logs: Vec<f64> = column
        .iter()
        .filter(|v| **v > 0.0)
        .map(|v| libm::log(*v))
        .collect();
    if logs.len() < 2 {
        return None;
    }
    let centre = logs.iter().sum::<f64>() / logs.len() as f64;
    let squares = logs
        .iter()
        .map(|l| (l - centre) * (l - centre))
        .sum::<f64>();
    Some(libm::sqrt(squares / (logs.len() - 1) as f64))
}
