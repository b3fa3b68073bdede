//! One long list of voltages and currents, split into cycles and laid on one grid.

use super::number::finite;
use crate::analysis::branch::{half_step, legs};

/// Voltages and currents of one cycle, in measured order, with their lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cycle {
    pub(super) name: String,
    pub(super) voltage: Vec<f64>,
    pub(super) current: Vec<f64>,
    pub(super) flags: Vec<bool>,
    pub(super) lines: Vec<u32>,
    /// Whether it was measured in one go with the cycle before it.
    pub(super) continues: bool,
}

impl Cycle {
    fn part(&self, range: std::ops::Range<usize>, name: String) -> Self {
        Self {
            name,
            voltage: self.voltage[range.clone()].to_vec(),
            current: self.current[range.clone()].to_vec(),
            flags: self.flags.get(range.clone()).unwrap_or(&[]).to_vec(),
            lines: self.lines[range].to_vec(),
            continues: false,
        }
    }

    /// Splits at the given points, each the first of a cycle.
    pub(super) fn split(&self, starts: &[usize]) -> Vec<Self> {
        let mut edges = vec![0];
        edges.extend(
            starts
                .iter()
                .copied()
                .filter(|&s| s > 0 && s < self.voltage.len()),
        );
        edges.push(self.voltage.len());
        edges.dedup();
        let pairs = edges.windows(2).enumerate();
        pairs
            .map(|(k, w)| Self {
                continues: k > 0,
                ..self.part(w[0]..w[1], format!("cycle {}", k + 1))
            })
            .collect()
    }
}

/// Points at which a periodic voltage comes by its first value again in its first
/// direction. Legs of fewer than eight points make no cycle.
pub(super) fn periods(voltage: &[f64]) -> Vec<usize> {
    let band = half_step(voltage);
    let legs = legs(voltage);
    let (Some(first), Some(&v0)) = (legs.first(), voltage.first()) else {
        return Vec::new();
    };
    let up = if first.rising { 1.0 } else { -1.0 };
    let mut starts = vec![];
    let mut last = 0;
    for leg in legs.iter().skip(1).filter(|leg| leg.rising == first.rising) {
        for i in leg.start..leg.end {
            let (before, here) = (up * (voltage[i - 1] - v0), up * (voltage[i] - v0));
            if before <= band && here > band {
                let start = if before.abs() <= band { i - 1 } else { i };
                if start >= last + 16 {
                    starts.push(start);
                    last = start;
                }
            }
        }
    }
    starts
}

/// Whether two lists of voltages are the same within half a step, point by point, as
/// far as both go.
pub(super) fn same_grid(a: &[f64], b: &[f64]) -> bool {
    let band = half_step(a).max(1e-12);
    let n = a.len().min(b.len());
    n > 0 && a.iter().zip(b).all(|(x, y)| (x - y).abs() <= band) && 2 * n >= a.len().max(b.len())
}

/// The courses up and down of a voltage, in order: a turn counts once it has gone back by
/// a tenth of the range, since a voltage measured across a device that switches also takes
/// smaller steps back.
fn courses(voltage: &[f64]) -> Vec<std::ops::Range<usize>> {
    let range = |(l, h): (f64, f64), v: &f64| (l.min(*v), h.max(*v));
    let (low, high) = voltage
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), range);
    let band = half_step(voltage).max(0.1 * (high - low));
    let mut turns = vec![0];
    // The direction, +1 or -1, and where it has led farthest.
    let mut course: Option<(f64, usize)> = None;
    let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
    for (i, &v) in voltage.iter().enumerate() {
        match &mut course {
            None => {
                (lowest, highest) = (lowest.min(v), highest.max(v));
                if v - lowest > band {
                    course = Some((1.0, i));
                } else if highest - v > band {
                    course = Some((-1.0, i));
                }
            }
            Some((sign, far)) if *sign * (v - voltage[*far]) >= 0.0 => *far = i,
            Some((sign, far)) if *sign * (voltage[*far] - v) > band => {
                turns.push(*far + 1);
                course = Some((-*sign, i));
            }
            Some(_) => {}
        }
    }
    turns.push(voltage.len());
    turns.windows(2).map(|w| w[0]..w[1]).collect()
}

/// The current of `cycle` at the voltages of `grid`, course by course, by linear
/// interpolation, and whether one of the points it lies between was in compliance;
/// missing where the course does not reach.
pub(super) fn onto_grid(grid: &[f64], cycle: &Cycle) -> Vec<(f64, bool)> {
    let band = half_step(grid);
    let (wanted, given) = (courses(grid), courses(&cycle.voltage));
    let mut current = vec![(f64::NAN, false); grid.len()];
    for (target, source) in wanted.into_iter().zip(given) {
        // The turning point belongs to the course on either side of it.
        let from = source.start.saturating_sub(1);
        let mut points: Vec<Point> = (from..source.end)
            .map(|i| Point {
                v: cycle.voltage[i],
                i: cycle.current[i],
                flag: cycle.flags.get(i).copied().unwrap_or(false),
            })
            .filter(|p| p.i.is_finite())
            .collect();
        points.sort_by(|a, b| a.v.total_cmp(&b.v));
        for at in target {
            let (i, flag) = interpolate(&points, grid[at], band);
            current[at] = (finite(i), flag);
        }
    }
    current
}

struct Point {
    v: f64,
    i: f64,
    flag: bool,
}

fn interpolate(points: &[Point], v: f64, band: f64) -> (f64, bool) {
    let after = points.partition_point(|p| p.v < v);
    let near = |p: &Point| {
        if (p.v - v).abs() <= band {
            (p.i, p.flag)
        } else {
            (f64::NAN, false)
        }
    };
    match (
        after.checked_sub(1).and_then(|i| points.get(i)),
        points.get(after),
    ) {
        (_, Some(b)) if b.v == v => (b.i, b.flag),
        (Some(a), Some(b)) => {
            let current = a.i + (b.i - a.i) * (v - a.v) / (b.v - a.v);
            (current, a.flag || b.flag)
        }
        (None, Some(b)) => near(b),
        (Some(a), None) => near(a),
        (None, None) => (f64::NAN, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangle(points: usize, from: f64, to: f64) -> Vec<f64> {
        (0..points)
            .map(|i| from + (to - from) * i as f64 / (points - 1) as f64)
            .collect()
    }

    #[test]
    fn loops_are_found() {
        let unit: Vec<f64> = [
            triangle(21, 0.0, 2.0),
            triangle(40, 1.9, -2.0),
            triangle(20, -1.9, 0.0),
        ]
        .concat();
        let three = [&unit[..], &unit[1..], &unit[1..]].concat();
        assert_eq!(periods(&three), [80, 160]);
        // Each loop starts and ends at 0 V: the second zero starts the next.
        let doubled = [&unit[..], &unit[..]].concat();
        assert_eq!(periods(&doubled), [81]);
        assert_eq!(periods(&unit), Vec::<usize>::new());
        let one_sided = [triangle(11, 0.0, 1.0), triangle(10, 0.9, 0.0)].concat();
        let repeated = [&one_sided[..], &one_sided[1..]].concat();
        assert_eq!(periods(&repeated), [20]);
    }

    #[test]
    fn a_sine_has_periods() {
        let sine: Vec<f64> = (0..1000)
            .map(|i| (0.05 + f64::from(i) * 0.0314).sin() * 0.8)
            .collect();
        let starts = periods(&sine);
        assert_eq!(starts.len(), 4);
        assert!(starts.windows(2).all(|w| (w[1] - w[0]).abs_diff(200) <= 1));
    }

    #[test]
    fn interpolation_follows_the_legs() {
        let grid = [0.0, 1.0, 2.0, 1.0, 0.0];
        let cycle = Cycle {
            voltage: vec![0.0, 0.5, 1.5, 2.0, 1.5, 0.5, 0.0],
            current: vec![0.0, 0.5, 1.5, 2.0, 3.0, 1.0, 0.0],
            ..Cycle::default()
        };
        let found = onto_grid(&grid, &cycle);
        let wanted = [0.0, 1.0, 2.0, 2.0, 0.0].map(|i| (i, false));
        assert_eq!(found, wanted);
        // A point between two is in compliance if one of them is.
        let flagged = Cycle {
            flags: vec![false, false, true, true, false, false, false],
            ..cycle
        };
        let flags: Vec<bool> = onto_grid(&grid, &flagged).iter().map(|p| p.1).collect();
        assert_eq!(flags, [false, true, true, false, false]);
    }

    #[test]
    fn small_steps_back_are_no_turns() {
        // The voltage across a device falls back where it switches.
        let shape = |jump: usize| -> Vec<f64> {
            let up = triangle(41, 0.0, 2.0).into_iter().enumerate();
            let up = up.map(|(i, v)| if i > jump { v - 0.12 } else { v });
            up.chain(triangle(40, 1.85, -0.1)).collect()
        };
        assert_eq!(courses(&shape(20)), [0..41, 41..81]);
        let (grid, other) = (shape(20), shape(30));
        let cycle = Cycle {
            current: other.iter().map(|v| 3.0 * v).collect(),
            voltage: other,
            ..Cycle::default()
        };
        for (v, (i, _)) in grid.iter().zip(onto_grid(&grid, &cycle)) {
            assert!((i - 3.0 * v).abs() < 1e-12, "{i} at {v}");
        }
        assert_eq!(courses(&[1.0, 1.0, 1.0]).len(), 1);
    }
}
