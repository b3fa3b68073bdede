//! Which points of a sweep are the outward leg, and which polarity SETs.
//!
//! Decision U2: usability is read off the first leg on which `p V` rises to at least
//! 0.9 of its largest value, its points with `p V > 0`, up to and including the first
//! maximum. The way back must not enter: at compliance I is constant while V falls,
//! so I/V rises smoothly with almost no spread.

use super::options::PolarityChoice;
use crate::{Polarity, Sweep};

/// One stretch of a sweep between two turning points of the voltage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// First point.
    pub start: usize,
    /// One past the last point.
    pub end: usize,
    /// Whether the voltage rises along it.
    pub rising: bool,
}

/// Half of the median step: how far a measured voltage may be off.
#[must_use]
pub fn half_step(voltage: &[f64]) -> f64 {
    let mut steps: Vec<f64> = voltage
        .windows(2)
        .map(|w| (w[1] - w[0]).abs())
        .filter(|&d| d > 0.0)
        .collect();
    memrilab_core::stats::sort(&mut steps);
    0.5 * steps.get(steps.len() / 2).copied().unwrap_or(0.0)
}

/// Splits a sweep at the turning points of its voltage.
///
/// A turn counts once the voltage has come back by more than half of the median
/// step, so that noise in a measured voltage makes no legs and repeated end points
/// stay with the leg they end.
///
/// ```
/// use memrilab_device::analysis::branch::legs;
/// let turns: Vec<_> = legs(&[0.0, 1.0, 2.0, 2.0, 1.0, 0.0]).iter().map(|l| (l.start, l.end)).collect();
/// assert_eq!(turns, [(0, 4), (4, 6)]);
/// ```
#[must_use]
pub fn legs(voltage: &[f64]) -> Vec<Leg> {
    let band = half_step(voltage);
    let mut legs = Vec::new();
    let mut start = 0;
    // The extremes since the leg began; the direction is open until one is left behind.
    let (mut low, mut high) = (0, 0);
    let mut rising = None;
    for (i, &v) in voltage.iter().enumerate() {
        let turned = match rising {
            Some(true) => v < voltage[high] - band,
            Some(false) => v > voltage[low] + band,
            None => {
                if v > voltage[low] + band {
                    rising = Some(true);
                } else if v < voltage[high] - band {
                    rising = Some(false);
                }
                false
            }
        };
        if turned {
            let up = rising == Some(true);
            let end = if up { high } else { low } + 1;
            legs.push(Leg {
                start,
                end,
                rising: up,
            });
            start = end;
            rising = Some(!up);
            (low, high) = (i, i);
        }
        if v >= voltage[high] {
            high = i;
        }
        if v <= voltage[low] {
            low = i;
        }
    }
    if start < voltage.len() {
        legs.push(Leg {
            start,
            end: voltage.len(),
            rising: rising == Some(true),
        });
    }
    legs
}

/// The legs of one sweep, named by what they do to the device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Branches {
    /// Points with `p V > 0` of the outward leg, up to the first maximum.
    pub forward: Vec<usize>,
    /// Points with `p V >= 0` on the way back, starting at the maximum.
    pub back: Vec<usize>,
    /// Points of the outward leg on the other polarity, `p V < 0`.
    pub opposite: Vec<usize>,
}

/// Finds the outward leg of polarity `p`, the way back, and the outward leg of the
/// other polarity; each is empty where the sweep has none.
#[must_use]
pub fn branches(voltage: &[f64], p: Polarity) -> Branches {
    let signed: Vec<f64> = voltage.iter().map(|v| p.sign() * v).collect();
    let legs = legs(&signed);
    let Some((at, forward)) = outward(&signed, &legs) else {
        return Branches::default();
    };
    let top = forward[forward.len() - 1];
    let end = legs.get(at + 1).map_or(legs[at].end, |leg| leg.end);
    let back = (top..end).filter(|&i| signed[i] >= 0.0).collect();
    let flipped: Vec<f64> = signed.iter().map(|v| -v).collect();
    let mirrored: Vec<Leg> = legs
        .iter()
        .map(|l| Leg {
            rising: !l.rising,
            ..*l
        })
        .collect();
    let opposite = outward(&flipped, &mirrored).map_or_else(Vec::new, |(_, points)| points);
    Branches {
        forward,
        back,
        opposite,
    }
}

fn outward(signed: &[f64], legs: &[Leg]) -> Option<(usize, Vec<usize>)> {
    let largest = signed.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest <= 0.0 {
        return None;
    }
    legs.iter().enumerate().find_map(|(at, leg)| {
        // The turning point itself belongs to the way out too.
        let mut start = leg.start;
        while start > 0 && signed[start - 1] <= signed[start] {
            start -= 1;
        }
        let points = || start..leg.end;
        let top = points()
            .map(|i| signed[i])
            .fold(f64::NEG_INFINITY, f64::max);
        if !leg.rising || top < 0.9 * largest {
            return None;
        }
        let first_top = points().find(|&i| signed[i] == top)?;
        Some((
            at,
            (start..=first_top).filter(|&i| signed[i] > 0.0).collect(),
        ))
    })
}

/// The polarity that SETs: the one asked for, else the file's own word, else positive
/// if positive voltages are swept.
#[must_use]
pub fn polarity(sweep: &Sweep, choice: PolarityChoice) -> Polarity {
    match choice {
        PolarityChoice::Positive => Polarity::Positive,
        PolarityChoice::Negative => Polarity::Negative,
        PolarityChoice::Auto => sweep.set_polarity.unwrap_or_else(|| {
            if branches(&sweep.voltage, Polarity::Positive).forward.len() >= 2 {
                Polarity::Positive
            } else {
                Polarity::Negative
            }
        }),
    }
}
