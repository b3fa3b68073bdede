//! One side of a heat map: where its cells stand and where a point falls among them.

use super::along::{Along, AxisName};
use crate::axis::AxisSpec;
use crate::number::given;
use crate::text;

/// A side, laid out.
pub(super) struct Side {
    pub(super) axis: AxisSpec,
    /// For each place along the side: which option of the variable stands there, its two
    /// edges, its middle.
    pub(super) places: Vec<(usize, [f64; 2], f64)>,
    /// Numbers of levels by place, for points between them.
    levels: Vec<(f64, f64)>,
    log: bool,
}

impl Side {
    /// Levels and categories are equally wide; what comes from a range has its true place.
    /// Numbers grow upwards on a vertical side.
    pub(super) fn new(name: &AxisName, along: &Along, vertical: bool) -> Self {
        let mut side = Self {
            axis: name.axis(),
            places: Vec::new(),
            levels: Vec::new(),
            log: along.is_log(),
        };
        match along {
            Along::Categories { names } => {
                let names = names.iter().map(|name| text::clean(name)).collect();
                side.axis = name.axis().named(names);
                side.places = (0..along.len())
                    .map(|option| (option, row(option), option as f64))
                    .collect();
            }
            Along::Levels { values, .. } => {
                let mut order = ordered(values, |_| true);
                if vertical {
                    order.reverse();
                }
                let names = order.iter().map(|&(_, value)| given(value)).collect();
                side.axis = name.axis().named(names);
                for (place, (option, value)) in order.into_iter().enumerate() {
                    side.places.push((option, row(place), place as f64));
                    side.levels.push((value, place as f64));
                }
                side.levels.sort_by(|a, b| a.0.total_cmp(&b.0));
            }
            Along::Range { values, log } => {
                let order = ordered(values, |value| !log || value > 0.0);
                side.lay(&order);
            }
        }
        side
    }

    /// Numbers at their own places, parted half way between them.
    fn lay(&mut self, order: &[(usize, f64)]) {
        let (log, axis) = (self.log, self.axis.clone());
        let half = |a: f64, b: f64| match log {
            true => libm::sqrt(a) * libm::sqrt(b),
            false => a * 0.5 + b * 0.5,
        };
        let ends = order.first().zip(order.last()).map(|(a, b)| (a.1, b.1));
        let Some((mut low, mut high)) = ends else {
            return;
        };
        if low >= high {
            (low, high) = match log {
                true => (low / 1.1, high * 1.1),
                false => axis.padded(Some((low, high))),
            };
        }
        for (place, &(option, value)) in order.iter().enumerate() {
            let before = place
                .checked_sub(1)
                .map_or(low, |p| half(order[p].1, value));
            let after = order
                .get(place + 1)
                .map_or(high, |next| half(value, next.1));
            self.places.push((option, [before, after], value));
        }
        self.axis = if log { axis.log() } else { axis }.fixed(low, high);
    }

    /// Where a point falls: the number or the place of the category given, on this axis;
    /// `None` outside.
    pub(super) fn place(&self, at: f64) -> Option<f64> {
        let Some((first, last)) = self.levels.first().zip(self.levels.last()) else {
            let within = |edges: &[f64; 2]| (edges[0]..=edges[1]).contains(&at);
            return self
                .places
                .iter()
                .any(|(_, edges, _)| within(edges))
                .then_some(at);
        };
        let slack = 1e-9 * (last.0 - first.0).abs().max(first.0.abs());
        if !(at >= first.0 - slack && at <= last.0 + slack) {
            return None;
        }
        let scaled = |v: f64| if self.log { libm::log(v) } else { v };
        let above = self.levels.iter().position(|level| level.0 >= at);
        let above = above.unwrap_or(self.levels.len() - 1);
        let (b, a) = (self.levels[above], self.levels[above.saturating_sub(1)]);
        let share = (scaled(at) - scaled(a.0)) / (scaled(b.0) - scaled(a.0));
        let share = if share.is_finite() {
            share.clamp(0.0, 1.0)
        } else {
            1.0
        };
        Some(a.1 + share * (b.1 - a.1))
    }
}

fn row(place: usize) -> [f64; 2] {
    [place as f64 - 0.5, place as f64 + 0.5]
}

/// Options and their numbers, the smallest first; what has no place is left out.
fn ordered(values: &[f64], place: impl Fn(f64) -> bool) -> Vec<(usize, f64)> {
    let bounded = |value: f64| value.abs() <= 1e306 && (value == 0.0 || value.abs() >= 1e-306);
    let known = values.iter().copied().enumerate();
    let mut order: Vec<(usize, f64)> = known
        .filter(|&(_, value)| bounded(value) && place(value))
        .collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    order
}
