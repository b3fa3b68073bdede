//! The whole analysis of one measurement, as a job.

use super::bootstrap::{Bootstrap, Settings, Statistic};
use super::branch::{self, Branches};
use super::conductance::{self, Conductance, Mask, conductance};
use super::options::{Method, Options, OptionsError};
use super::result::{DeviceAnalysis, Switching};
use super::{score, switching, warnings};
use crate::{Polarity, Pulses, Sweep, Trace};
use memrilab_core::stats::median;
use memrilab_core::{Job, Progress, Step, Stream};
use ndarray::Array2;
use thiserror::Error;

/// Why a measurement cannot be analysed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AnalysisError {
    /// A setting is out of range.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// No leg leads away from 0 V on the polarity asked for.
    #[error(
        "no leg of the sweep rises to {polarity} voltages (they run from {low} V to {high} V); \
         try the other polarity or check the voltage column"
    )]
    NoOutwardLeg {
        /// `positive` or `negative`.
        polarity: &'static str,
        /// Smallest voltage.
        low: f64,
        /// Largest voltage.
        high: f64,
    },
    /// Every current is the same.
    #[error(
        "the current is {current} A at every voltage of the outward leg; check the current \
         column, the contact, or whether the source was in compliance throughout"
    )]
    ConstantCurrent {
        /// The current that never changes.
        current: f64,
    },
    /// Nothing was measured on the outward leg.
    #[error("no current was measured on the outward leg of the sweep; check the current columns")]
    NoCurrent,
    /// A pulse list without values.
    #[error("the pulse train holds no conductance; check the file's columns")]
    NoConductance,
}

/// About how many matrix entries one step of the job reads.
const ENTRIES_PER_STEP: usize = 8_000_000;

/// One measurement under analysis.
#[derive(Debug)]
pub struct Analyzer {
    options: Options,
    analysis: DeviceAnalysis,
    /// What is left to draw for each method: its place among the analyses.
    pending: Vec<(usize, Bootstrap, Stream)>,
    total: u64,
}

impl Analyzer {
    /// Computes everything but the bootstrap intervals.
    ///
    /// # Errors
    /// [`AnalysisError`] if the measurement has no usable outward leg.
    pub fn new(trace: &Trace, options: &Options) -> Result<Self, AnalysisError> {
        options.check()?;
        match trace {
            Trace::Sweep(sweep) => Self::sweep(sweep, options),
            Trace::Pulses(pulses) => Self::pulses(pulses, options),
        }
    }

    fn sweep(sweep: &Sweep, options: &Options) -> Result<Self, AnalysisError> {
        let p = branch::polarity(sweep, options.polarity);
        let legs = branch::branches(&sweep.voltage, p);
        check_leg(sweep, p, &legs)?;
        let rows = &legs.forward;
        let v_max = p.sign() * sweep.voltage[rows[rows.len() - 1]];
        let read = options.read_voltage.map_or(v_max / 10.0, |v| v.0.abs());
        let mask = conductance::mask(sweep, p, rows, options.compliance);
        let steps: Vec<f64> = rows
            .windows(2)
            .map(|w| (sweep.voltage[w[1]] - sweep.voltage[w[0]]).abs())
            .filter(|&d| d > 0.0)
            .collect();
        let mut analysis = DeviceAnalysis {
            cycles: sweep
                .current
                .rows()
                .into_iter()
                .filter(|r| r.iter().any(|i| i.is_finite()))
                .count(),
            points: sweep.voltage.len(),
            v_max: Some(v_max),
            v_step: median(&steps),
            polarity: Some(p),
            switching: switching::switching(sweep, p, &legs, read),
            compliance_a: mask.current,
            clipped_fraction: Some(clipped_fraction(sweep, rows, &mask)),
            points_before_compliance: Some(points_before(sweep, rows, &mask)),
            warnings: Vec::new(),
            methods: Vec::new(),
        };
        let mut pending = Vec::new();
        let mut emptied = Vec::new();
        for &method in &options.methods {
            if method == Method::Table {
                analysis.methods.push(score::table(sweep, p));
                continue;
            }
            let masked = (method == Method::Corrected).then_some(&mask.at);
            let all = conductance(sweep, p, rows, masked);
            let g = Conductance::new(&all, rows);
            if g.rows.is_empty() {
                emptied.push(method);
                continue;
            }
            let volts: Vec<f64> = rows.iter().map(|&i| sweep.voltage[i]).collect();
            let mut scored = score::curve(&g, method, options);
            scored.curve.voltage = g.rows.iter().map(|&i| sweep.voltage[i]).collect();
            scored.curve.masked = (0..rows.len())
                .map(|j| masked.map_or(0, |m| m.column(j).iter().filter(|&&on| on).count() as u32))
                .collect();
            scored.curve.branch_voltage = volts;
            pending.extend(
                draws(&g, method, options).map(|b| (analysis.methods.len(), b, stream(options))),
            );
            analysis.methods.push(scored);
        }
        analysis.warnings = warnings::sweep(sweep, &legs, &mask, &analysis, options);
        analysis
            .warnings
            .extend(emptied.iter().map(|m| warnings::all_in_compliance(*m)));
        Ok(Self::ready(analysis, pending, options))
    }

    fn pulses(pulses: &Pulses, options: &Options) -> Result<Self, AnalysisError> {
        let rows: Vec<usize> = (0..pulses.conductance.ncols()).collect();
        let g = Conductance::new(&pulses.conductance, &rows);
        if g.rows.is_empty() {
            return Err(AnalysisError::NoConductance);
        }
        let mut analysis = DeviceAnalysis {
            cycles: g.cycles.len(),
            points: rows.len(),
            v_max: None,
            v_step: None,
            polarity: None,
            switching: Switching::default(),
            compliance_a: None,
            clipped_fraction: None,
            points_before_compliance: None,
            warnings: Vec::new(),
            methods: Vec::new(),
        };
        let mut pending = Vec::new();
        // The table's method is about voltages; a pulse train has none.
        for &method in options.methods.iter().filter(|&&m| m != Method::Table) {
            let mut scored = score::curve(&g, method, options);
            scored.curve.voltage = g.rows.iter().map(|&i| (i + 1) as f64).collect();
            scored
                .curve
                .branch_voltage
                .clone_from(&scored.curve.voltage);
            scored.curve.masked = vec![0; g.rows.len()];
            pending.extend(
                draws(&g, method, options).map(|b| (analysis.methods.len(), b, stream(options))),
            );
            analysis.methods.push(scored);
        }
        analysis.warnings = warnings::pulses(pulses, &analysis, options);
        Ok(Self::ready(analysis, pending, options))
    }

    fn ready(
        analysis: DeviceAnalysis,
        pending: Vec<(usize, Bootstrap, Stream)>,
        options: &Options,
    ) -> Self {
        let total = (pending.len() * options.bootstrap) as u64;
        Self {
            options: options.clone(),
            analysis,
            pending,
            total,
        }
    }
}

impl Job for Analyzer {
    type Output = DeviceAnalysis;
    type Error = AnalysisError;

    fn step(&mut self) -> Result<Step<DeviceAnalysis>, AnalysisError> {
        if let Some((at, bootstrap, stream)) = self.pending.last_mut() {
            let budget = (ENTRIES_PER_STEP / bootstrap.entries().max(1)).max(1);
            let left = self.options.bootstrap - bootstrap.values().len();
            for _ in 0..budget.min(left) {
                bootstrap.draw(stream);
            }
            if bootstrap.values().len() == self.options.bootstrap {
                if let (Some((low, high)), Some(analysis)) =
                    (bootstrap.interval(0.95), self.analysis.methods.get_mut(*at))
                {
                    analysis.result.usability_low = Some(low.clamp(0.0, 1.0));
                    analysis.result.usability_high = Some(high.clamp(0.0, 1.0));
                }
                self.pending.pop();
            }
            let left: usize = self
                .pending
                .iter()
                .map(|(_, b, _)| self.options.bootstrap - b.values().len())
                .sum();
            return Ok(Step::Running(Progress {
                done: self.total - left as u64,
                total: self.total,
            }));
        }
        Ok(Step::Done(self.analysis.clone()))
    }
}

/// Analyses a measurement in one go.
///
/// # Errors
/// As [`Analyzer::new`].
pub fn analyze(trace: &Trace, options: &Options) -> Result<DeviceAnalysis, AnalysisError> {
    memrilab_core::run(Analyzer::new(trace, options)?, |_| ())
}

/// All methods draw the same resamples, so that their intervals can be compared.
fn stream(options: &Options) -> Stream {
    Stream::new(options.seed, "bootstrap over cycles", 0, 0)
}

fn draws(g: &Conductance, method: Method, options: &Options) -> Option<Bootstrap> {
    let settings = Settings {
        required_length: options.required_length,
        smoothing: options.smoothing,
        window: options.window,
        statistic: match method {
            Method::Paper => Statistic::Naive(options.bound),
            Method::Corrected | Method::Table => Statistic::Rescaled,
        },
    };
    (options.bootstrap > 0 && g.cycles.len() > 1).then(|| Bootstrap::new(&g.values, settings))
}

fn check_leg(sweep: &Sweep, p: Polarity, legs: &Branches) -> Result<(), AnalysisError> {
    if legs.forward.len() < 2 {
        let fold = |f: fn(f64, f64) -> f64, start| sweep.voltage.iter().copied().fold(start, f);
        return Err(AnalysisError::NoOutwardLeg {
            polarity: if p == Polarity::Positive {
                "positive"
            } else {
                "negative"
            },
            low: fold(f64::min, f64::INFINITY),
            high: fold(f64::max, f64::NEG_INFINITY),
        });
    }
    let mut currents = sweep
        .current
        .rows()
        .into_iter()
        .flat_map(|row| {
            legs.forward
                .iter()
                .map(move |&i| row[i])
                .collect::<Vec<_>>()
        })
        .filter(|i| i.is_finite());
    let Some(first) = currents.next() else {
        return Err(AnalysisError::NoCurrent);
    };
    let (count, same) = currents.fold((1, true), |(n, same), i| (n + 1, same && i == first));
    if same && count > 1 {
        return Err(AnalysisError::ConstantCurrent { current: first });
    }
    Ok(())
}

fn present(sweep: &Sweep, k: usize, row: usize) -> bool {
    sweep.current[[k, row]].is_finite()
}

fn clipped_fraction(sweep: &Sweep, rows: &[usize], mask: &Mask) -> f64 {
    let entries: usize = rows
        .iter()
        .map(|&i| {
            (0..sweep.current.nrows())
                .filter(|&k| present(sweep, k, i))
                .count()
        })
        .sum();
    count_masked(sweep, rows, &mask.at) as f64 / entries as f64
}

fn count_masked(sweep: &Sweep, rows: &[usize], at: &Array2<bool>) -> usize {
    at.indexed_iter()
        .filter(|&((k, j), &on)| on && present(sweep, k, rows[j]))
        .count()
}

fn points_before(sweep: &Sweep, rows: &[usize], mask: &Mask) -> usize {
    let cycles = sweep.current.nrows();
    (0..rows.len())
        .filter(|&j| {
            let below = (0..cycles)
                .filter(|&k| present(sweep, k, rows[j]) && !mask.at[[k, j]])
                .count();
            2 * below >= cycles
        })
        .count()
}
