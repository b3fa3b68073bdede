//! Candidates where they cannot be listed: draws over the space, and neighbours of what is
//! already good.

use crate::space::{Kind, Point, Space, Value, Variable};
use memrilab_core::stream::{index, normal, u53};

/// A point uniform over the space, ranges on the scale they are on; constraints unheeded.
pub(crate) fn anywhere(space: &Space, rng: &mut impl rand::Rng) -> Point {
    Point(space.variables().iter().map(|v| value(v, rng)).collect())
}

fn value(variable: &Variable, rng: &mut impl rand::Rng) -> Value {
    match &variable.kind {
        Kind::Levels { values, .. } => Value::Number(values[index(rng, values.len())]),
        Kind::Categories { names, .. } => Value::Name(names[index(rng, names.len())].clone()),
        Kind::Range { low, high, log } => {
            let u = u53(rng);
            let v = if *log {
                let (a, b) = (libm::log(*low), libm::log(*high));
                libm::exp(a + u * (b - a))
            } else {
                low + u * (high - low)
            };
            Value::Number(v.clamp(*low, *high))
        }
        Kind::Simplex { parts, steps } => Value::Shares(shares(parts.len(), *steps, rng)),
    }
}

/// Uniform over the grid of a mixture: bars among stars.
fn shares(parts: usize, steps: u32, rng: &mut impl rand::Rng) -> Vec<f64> {
    let places = steps as usize + parts - 1;
    let mut bars: Vec<usize> = Vec::with_capacity(parts - 1);
    while bars.len() < parts - 1 {
        let bar = index(rng, places);
        if !bars.contains(&bar) {
            bars.push(bar);
        }
    }
    bars.sort_unstable();
    bars.push(places);
    let mut from = 0;
    bars.into_iter()
        .map(|bar| {
            let stars = bar - from;
            from = bar + 1;
            stars as f64 / f64::from(steps)
        })
        .collect()
}

/// Neighbours of a point: each variable moved by itself, then some moved together.
pub(crate) fn around(
    space: &Space,
    point: &Point,
    reach: f64,
    rng: &mut impl rand::Rng,
) -> Vec<Point> {
    let mut out = Vec::new();
    for (i, variable) in space.variables().iter().enumerate() {
        for value in moves(variable, &point.0[i], reach, rng) {
            let mut near = point.clone();
            near.0[i] = value;
            out.push(near);
        }
    }
    for _ in 0..16 {
        let values = space.variables().iter().zip(&point.0).map(|(v, value)| {
            let options = moves(v, value, reach, rng);
            let stay = u53(rng) < 0.5 || options.is_empty();
            if stay {
                value.clone()
            } else {
                options[index(rng, options.len())].clone()
            }
        });
        out.push(Point(values.collect()));
    }
    out
}

fn moves(variable: &Variable, value: &Value, reach: f64, rng: &mut impl rand::Rng) -> Vec<Value> {
    match (&variable.kind, value) {
        (Kind::Levels { values, .. }, Value::Number(v)) => {
            let below = values
                .iter()
                .copied()
                .filter(|l| l < v)
                .max_by(f64::total_cmp);
            let above = values
                .iter()
                .copied()
                .filter(|l| l > v)
                .min_by(f64::total_cmp);
            below.into_iter().chain(above).map(Value::Number).collect()
        }
        (Kind::Range { low, high, log }, Value::Number(v)) => (0..4)
            .map(|_| {
                let z = reach * normal(rng);
                let moved = if *log {
                    libm::exp(libm::log(*v) + z * libm::log(high / low))
                } else {
                    v + z * (high - low)
                };
                Value::Number(moved.clamp(*low, *high))
            })
            .collect(),
        (Kind::Categories { names, .. }, Value::Name(own)) => {
            let others: Vec<&String> = names.iter().filter(|n| *n != own).collect();
            let from = index(rng, others.len());
            (0..others.len().min(6))
                .map(|k| Value::Name(others[(from + k) % others.len()].clone()))
                .collect()
        }
        (Kind::Simplex { parts, steps }, Value::Shares(shares)) => {
            let n = f64::from(*steps);
            (0..2 * parts.len())
                .filter_map(|_| {
                    let (a, b) = (index(rng, parts.len()), index(rng, parts.len()));
                    let units = libm::floor(1.0 + u53(rng) * reach * n);
                    let from = libm::floor(shares[a] * n + 0.5);
                    let mut whole: Vec<f64> =
                        shares.iter().map(|s| libm::floor(s * n + 0.5)).collect();
                    let moved = units.min(from);
                    whole[a] -= moved;
                    whole[b] += moved;
                    let fits = a != b && moved > 0.0 && whole.iter().sum::<f64>() == n;
                    fits.then(|| Value::Shares(whole.into_iter().map(|w| w / n).collect()))
                })
                .collect()
        }
        _ => Vec::new(),
    }
}
