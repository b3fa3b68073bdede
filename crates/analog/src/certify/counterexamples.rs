//! Networks for which the paper's Theorem 1 claims robustness that they do not have.
//!
//! Nothing is stored: every noise is enumerated when they are asked for.

use super::Law;
use super::exact::{self, Counts};
use super::published;
use crate::error::Error;
use serde::Serialize;

/// A classifier, a change of its weights that the theorem admits, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CounterExample {
    /// What it is, in words.
    pub name: String,
    /// When the classifier says 1, `w` being the weights over the stored ones.
    pub rule: &'static str,
    /// The noise.
    pub law: Law,
    /// What each weight is multiplied by; all 1/2, which is in `B_0`.
    pub delta: Vec<f64>,
    /// Probability of the vote at the stored weights, by enumeration.
    pub c: f64,
    /// Its probability at weights times `delta`, by enumeration.
    pub actual: f64,
    /// What eq 24 claims at `r = 0`.
    pub published_bound: f64,
    /// What eq 2 claims.
    pub published_radius: Option<f64>,
    /// The exact worst case, which `actual` cannot undercut.
    pub exact: f64,
}

/// The four kinds of counter-example, one of them in two sizes.
///
/// ```
/// for example in memrilab_analog::certify::counterexamples::all().unwrap() {
///     assert!(example.published_bound > 0.5 && example.actual < 0.5);
/// }
/// ```
///
/// # Errors
/// None in practice; those of the bounds it computes.
pub fn all() -> Result<Vec<CounterExample>, Error> {
    let full = |w: &[f64]| w.iter().any(|w| *w > 0.75);
    let no_half = |w: &[f64]| w.iter().all(|w| *w == 0.0 || *w == 1.0);
    let sum = |w: &[f64]| w.iter().sum::<f64>() >= 1.2;
    [
        example(
            "A: one weight, a threshold",
            "w > 0.75",
            0.05,
            0.05,
            1,
            &full,
        ),
        example(
            "B: Bernoulli noise, three weights",
            "every w is 0 or 1",
            0.5,
            0.0,
            3,
            &no_half,
        ),
        example(
            "B: Bernoulli noise, eight weights",
            "every w is 0 or 1",
            0.5,
            0.0,
            8,
            &no_half,
        ),
        example(
            "C: three weights, an or",
            "the largest w > 0.75",
            0.1,
            0.05,
            3,
            &full,
        ),
        example(
            "D: a linear classifier",
            "w1 + w2 >= 1.2",
            0.05,
            0.1,
            2,
            &sum,
        ),
    ]
    .into_iter()
    .collect()
}

fn example(
    name: &str,
    rule: &'static str,
    p1: f64,
    p2: f64,
    theta: usize,
    classifier: &dyn Fn(&[f64]) -> bool,
) -> Result<CounterExample, Error> {
    let law = Law::new(p1, p2)?;
    let delta = vec![0.5; theta];
    let c = probability(law, &vec![1.0; theta], classifier);
    let halves = theta as u64;
    let counts = Counts {
        halves,
        ..Counts::default()
    };
    Ok(CounterExample {
        name: name.to_owned(),
        rule,
        law,
        c,
        actual: probability(law, &delta, classifier),
        published_bound: published::bound(c, law, 0, halves)?,
        published_radius: published::radius(c, law, halves)?,
        exact: exact::bound(c, law, counts)?,
        delta,
    })
}

/// Probability that the classifier says 1 at noise times `delta`, noise by noise.
fn probability(law: Law, delta: &[f64], classifier: &dyn Fn(&[f64]) -> bool) -> f64 {
    let noise = [(0.0, law.p1), (0.5, law.p2), (1.0, law.p3())];
    let mut weights = vec![0.0; delta.len()];
    let mut sum = 0.0;
    for mut number in 0..3usize.pow(delta.len() as u32) {
        let mut mass = 1.0;
        for (w, d) in weights.iter_mut().zip(delta) {
            let (eta, p) = noise[number % 3];
            number /= 3;
            *w = eta * d;
            mass *= p;
        }
        if classifier(&weights) {
            sum += mass;
        }
    }
    sum.min(1.0)
}
