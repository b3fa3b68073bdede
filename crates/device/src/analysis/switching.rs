//! SET and RESET voltage and on/off ratio of every cycle (decision U21).
//!
//! The paper reads them off a plot. Here V_SET is where log|I| takes its largest step
//! on the outward leg of the SET polarity, V_RESET where it takes its largest fall on
//! that of the other polarity; neither counts unless |I| changes threefold within
//! five points around it.

use super::branch::Branches;
use super::conductance::cycle_plateau;
use super::result::{CycleSwitching, Switching};
use crate::{Polarity, Sweep};
use memrilab_core::stats::quartiles;

/// Points within which |I| must change threefold.
const REACH: usize = 5;
/// By how much it must change.
const FOLD: f64 = 3.0;

/// Reads SET, RESET, on/off and compliance off each cycle.
#[must_use]
pub fn switching(sweep: &Sweep, p: Polarity, legs: &Branches, read_voltage: f64) -> Switching {
    let cycles: Vec<CycleSwitching> = (0..sweep.current.nrows())
        .map(|k| CycleSwitching {
            v_set: largest_step(sweep, k, &legs.forward, 1.0),
            v_reset: largest_step(sweep, k, &legs.opposite, -1.0),
            on_off_ratio: on_off(sweep, p, k, legs, read_voltage),
            compliance: cycle_plateau(sweep, p, k).and_then(|(top, flat)| flat.then_some(top)),
        })
        .collect();
    let spread = |of: fn(&CycleSwitching) -> Option<f64>| {
        quartiles(&cycles.iter().filter_map(of).collect::<Vec<_>>())
    };
    Switching {
        read_voltage: Some(read_voltage),
        v_set: spread(|c| c.v_set),
        v_reset: spread(|c| c.v_reset),
        on_off_ratio: spread(|c| c.on_off_ratio),
        cycles,
    }
}

/// How many SET voltages a plain resistor would also have shown: around them the
/// conductance itself grows less than threefold.
#[must_use]
pub fn ohmic_sets(sweep: &Sweep, legs: &Branches, cycles: &[CycleSwitching]) -> usize {
    let grows = |k: usize, v_set: f64| {
        let Some(at) = legs.forward.iter().position(|&i| sweep.voltage[i] == v_set) else {
            return true;
        };
        let log_g: Vec<f64> = legs
            .forward
            .iter()
            .map(|&i| libm::log((sweep.current[[k, i]] / sweep.voltage[i]).abs()))
            .collect();
        changes_threefold(&log_g, at, 1.0)
    };
    let is_ohmic = |(k, c): (usize, &CycleSwitching)| c.v_set.is_some_and(|v| !grows(k, v));
    cycles
        .iter()
        .enumerate()
        .filter(|&entry| is_ohmic(entry))
        .count()
}

/// The voltage at which the largest step of `direction log|I|` arrives.
fn largest_step(sweep: &Sweep, cycle: usize, rows: &[usize], direction: f64) -> Option<f64> {
    let present: Vec<usize> = rows
        .iter()
        .copied()
        .filter(|&i| sweep.current[[cycle, i]].abs() > 0.0 && sweep.current[[cycle, i]].is_finite())
        .collect();
    let logs: Vec<f64> = present
        .iter()
        .map(|&i| libm::log(sweep.current[[cycle, i]].abs()))
        .collect();
    let mut best: Option<(usize, f64)> = None;
    for (i, pair) in logs.windows(2).enumerate() {
        let step = direction * (pair[1] - pair[0]);
        if best.is_none_or(|(_, largest)| step > largest) {
            best = Some((i + 1, step));
        }
    }
    let (at, _) = best?;
    changes_threefold(&logs, at, direction).then(|| sweep.voltage[present[at]])
}

/// Whether `logs` grows (times `direction`) by `ln 3` between two points at most five
/// apart, one before and one at or after `at`.
fn changes_threefold(logs: &[f64], at: usize, direction: f64) -> bool {
    (at.saturating_sub(REACH)..at).any(|from| {
        let to = (from + REACH).min(logs.len() - 1);
        (at..=to).any(|i| direction * (logs[i] - logs[from]) >= libm::log(FOLD))
    })
}

fn on_off(sweep: &Sweep, p: Polarity, cycle: usize, legs: &Branches, read: f64) -> Option<f64> {
    let read = read.abs();
    let out = current_at(sweep, p, cycle, &legs.forward, read)?;
    let back = current_at(sweep, p, cycle, &legs.back, read)?;
    (out > 0.0 && back.is_finite()).then(|| back / out)
}

/// |I| at a voltage, interpolated between the neighbouring points present.
fn current_at(sweep: &Sweep, p: Polarity, cycle: usize, rows: &[usize], volts: f64) -> Option<f64> {
    let mut before: Option<(f64, f64)> = None;
    for &i in rows {
        let (v, current) = (p.sign() * sweep.voltage[i], sweep.current[[cycle, i]].abs());
        if !current.is_finite() {
            continue;
        }
        if v == volts {
            return Some(current);
        }
        if let Some((v0, i0)) = before
            && (v0 - volts) * (v - volts) < 0.0
        {
            return Some(i0 + (current - i0) * (volts - v0) / (v - v0));
        }
        before = Some((v, current));
    }
    None
}
