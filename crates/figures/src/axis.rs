//! Ranges and ticks: from the values of a panel to an [`Axis`].

use crate::layout::{Axis, AxisScale, Second, Tick};
use crate::number::{Shown, prefixed};
use crate::{text, ticks};

/// What a chart says about an axis before its values are known.
#[derive(Debug, Clone)]
pub(crate) struct AxisSpec {
    pub(crate) label: String,
    pub(crate) unit: String,
    pub(crate) scale: AxisScale,
    /// Fixed ends, instead of those of the data.
    pub(crate) fixed: Option<(f64, f64)>,
    /// Reach down to zero where that costs less than half of the panel.
    pub(crate) near_zero: bool,
    /// Ticks at whole numbers only.
    pub(crate) whole: bool,
    /// Names of the rows, for [`AxisScale::Rows`].
    pub(crate) names: Vec<String>,
    /// What else its values are read as.
    pub(crate) second: Option<Second>,
    /// Of colours: away from the middle of the range they part into two.
    pub(crate) diverging: bool,
}

impl AxisSpec {
    pub(crate) fn new(label: &str, unit: &str) -> Self {
        Self {
            label: label.to_owned(),
            unit: unit.to_owned(),
            scale: AxisScale::Linear,
            fixed: None,
            near_zero: false,
            whole: false,
            names: Vec::new(),
            second: None,
            diverging: false,
        }
    }

    pub(crate) fn also(mut self, second: Second) -> Self {
        self.second = Some(second);
        self
    }

    pub(crate) fn log(mut self) -> Self {
        self.scale = AxisScale::Log;
        self
    }

    pub(crate) fn fixed(mut self, low: f64, high: f64) -> Self {
        self.fixed = Some((low, high));
        self
    }

    pub(crate) fn diverging(mut self) -> Self {
        self.diverging = true;
        self
    }

    pub(crate) fn near_zero(mut self) -> Self {
        self.near_zero = true;
        self
    }

    pub(crate) fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    pub(crate) fn rows(names: Vec<String>) -> Self {
        Self::new("", "").named(names)
    }

    /// Rows, or columns, with these names.
    pub(crate) fn named(mut self, names: Vec<String>) -> Self {
        self.scale = AxisScale::Rows;
        self.names = names;
        self
    }

    /// The axis over `values` (finite; for a logarithmic axis, positive), without ticks.
    pub(crate) fn over(&self, values: impl Iterator<Item = f64>) -> Axis {
        let extent = values.fold(None, |extent: Option<(f64, f64)>, v| {
            Some(extent.map_or((v, v), |(low, high)| (low.min(v), high.max(v))))
        });
        let (low, high) = match self.scale {
            AxisScale::Rows => (-0.5, self.names.len().max(1) as f64 - 0.5),
            AxisScale::Log => {
                let fixed = self.fixed.filter(|(low, high)| *low > 0.0 && low < high);
                fixed.unwrap_or_else(|| decades(extent))
            }
            AxisScale::Linear => self.fixed.unwrap_or_else(|| self.padded(extent)),
        };
        let shown = match self.scale {
            AxisScale::Linear => {
                let largest = low.abs().max(high.abs());
                Shown::fitting(largest, &self.unit, prefixed(&self.unit))
            }
            _ => Shown::plain(&self.unit),
        };
        Axis {
            label: self.label.clone(),
            unit: self.unit.clone(),
            shown_unit: shown.unit,
            exponent: shown.exponent,
            scale: self.scale,
            low,
            high,
            ticks: Vec::new(),
            names: self.names.clone(),
            second: self.second,
        }
    }

    /// The range of a linear axis around an extent.
    pub(crate) fn padded(&self, extent: Option<(f64, f64)>) -> (f64, f64) {
        // Far enough from the largest number that padding cannot overflow.
        let bounded = |v: f64| v.clamp(-1e306, 1e306);
        let Some((mut low, mut high)) = extent.map(|(low, high)| (bounded(low), bounded(high)))
        else {
            return (0.0, 1.0);
        };
        if self.near_zero && low > 0.0 && low < 0.5 * high {
            low = 0.0;
        }
        // Narrower than this, tick labels would differ in their sixth digit only.
        let size = low.abs().max(high.abs());
        let least = if size == 0.0 {
            1.0
        } else {
            (1e-3 * size).max(1e-300)
        };
        if high - low < least {
            let middle = low * 0.5 + high * 0.5;
            low = middle - least;
            high = middle + least;
        }
        let pad = if self.whole { 0.5 } else { 0.04 * (high - low) };
        let floor = if self.near_zero && low == 0.0 {
            0.0
        } else {
            low - pad
        };
        (floor, high + pad)
    }

    /// Adds the ticks that fit a length of `pixels`, labels set in `size`.
    pub(crate) fn ticked(&self, axis: &mut Axis, pixels: f64, size: f64, horizontal: bool) {
        let labels = |ticks: &[Tick]| {
            ticks
                .iter()
                .map(|tick| text::width(&tick.text, size))
                .fold(0.0, f64::max)
        };
        let needed = |ticks: &[Tick]| match horizontal {
            true => labels(ticks) + 14.0,
            false => 1.9 * size,
        };
        axis.ticks = match axis.scale {
            AxisScale::Rows if horizontal => {
                self.every(Columns::fitting(&self.names, pixels, size).every)
            }
            AxisScale::Rows => {
                let row = pixels / self.names.len().max(1) as f64;
                let every = libm::ceil((size + 1.0) / row.max(1e-6)).clamp(1.0, 1e6);
                self.every(every as usize)
            }
            AxisScale::Linear | AxisScale::Log => {
                let usual = (pixels / if horizontal { 56.0 } else { 34.0 }).clamp(1.0, 12.0) as u32;
                let fitting = |count: u32| {
                    let ticks = match axis.scale {
                        AxisScale::Log => ticks::log(axis, count),
                        _ => ticks::linear(axis, count, self.whole),
                    };
                    let at = |tick: &Tick| axis.fraction(tick.value).unwrap_or(0.0) * pixels;
                    let gaps = ticks.windows(2).map(|pair| at(&pair[1]) - at(&pair[0]));
                    let least = gaps.fold(f64::INFINITY, f64::min);
                    (least >= needed(&ticks)).then_some(ticks)
                };
                // Fewer if they do not fit; more if fewer than two have hit the range.
                let counts = (1..=usual).rev().chain(usual + 1..=usual + 8);
                let mut only = Vec::new();
                for ticks in counts.filter_map(fitting) {
                    if ticks.len() >= 2 {
                        return axis.ticks = ticks;
                    }
                    if only.is_empty() {
                        only = ticks;
                    }
                }
                only
            }
        };
    }

    fn every(&self, nth: usize) -> Vec<Tick> {
        let named = self.names.iter().enumerate().step_by(nth);
        named
            .map(|(row, name)| Tick {
                value: row as f64,
                text: name.clone(),
            })
            .collect()
    }
}

/// How the names of columns are set under them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Columns {
    /// Every how many-th is named.
    pub(crate) every: usize,
    /// On how many lines, in turn.
    pub(crate) lines: usize,
    /// How wide a name may be.
    pub(crate) room: f64,
}

impl Columns {
    /// Space between two names, and what a longer name is shortened to at the least.
    const APART: f64 = 8.0;
    const LEAST: f64 = 64.0;

    /// All on one line, or on two; where they would still be cut too short, some of them.
    pub(crate) fn fitting(names: &[String], pixels: f64, size: f64) -> Self {
        let pitch = (pixels / names.len().max(1) as f64).max(1e-3);
        let widths = names.iter().map(|name| text::width(name, size));
        let widest = widths.fold(0.0, f64::max);
        let of = |every: usize, lines: usize| Self {
            every,
            lines,
            room: (every * lines) as f64 * pitch - Self::APART,
        };
        let least = widest.min(Self::LEAST);
        if of(1, 1).room >= widest {
            of(1, 1)
        } else if of(1, 2).room >= least {
            of(1, 2)
        } else {
            let every = libm::ceil((least + Self::APART) / pitch).clamp(1.0, 1e6);
            of(every as usize, 1)
        }
    }
}

/// The whole decades around an extent of positive values, at least one.
fn decades(extent: Option<(f64, f64)>) -> (f64, f64) {
    let (low, high) = extent.unwrap_or((1.0, 10.0));
    let below = libm::floor(libm::log10(low) + 1e-9).clamp(-307.0, 306.0);
    let above = libm::ceil(libm::log10(high) - 1e-9).clamp(below + 1.0, 307.0);
    (libm::pow(10.0, below), libm::pow(10.0, above))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticked(spec: &AxisSpec, values: &[f64], pixels: f64) -> Axis {
        let mut axis = spec.over(values.iter().copied());
        spec.ticked(&mut axis, pixels, 12.0, true);
        axis
    }

    fn texts(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|tick| tick.text.as_str()).collect()
    }

    #[test]
    fn ticks_are_round_numbers_of_the_shown_unit() {
        let axis = ticked(&AxisSpec::new("Current", "A"), &[-2.7e-5, 2.7e-5], 300.0);
        assert_eq!(axis.title(), "Current (µA)");
        assert_eq!(texts(&axis), ["−20", "0", "20"]);
        assert!((axis.ticks[2].value - 2e-5).abs() < 1e-18);
        let axis = ticked(&AxisSpec::new("Voltage", "V"), &[0.0, 0.5], 400.0);
        assert_eq!(axis.title(), "Voltage (mV)");
    }

    #[test]
    fn a_log_axis_has_whole_decades() {
        let axis = ticked(&AxisSpec::new("|I|", "A").log(), &[3e-9, 2.7e-5], 500.0);
        assert!((axis.low - 1e-9).abs() < 1e-20 && (axis.high - 1e-4).abs() < 1e-15);
        assert_eq!(
            texts(&axis),
            ["10⁻⁹", "10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴"]
        );
        let axis = ticked(&AxisSpec::new("ratio", "").log(), &[1e-300, 1e300], 300.0);
        assert!((2..8).contains(&axis.ticks.len()), "{:?}", texts(&axis));
    }

    #[test]
    fn constant_and_missing_data_still_have_a_range() {
        for values in [
            &[][..],
            &[0.0],
            &[5.0, 5.0],
            &[-1e-9],
            &[f64::MAX, f64::MIN],
        ] {
            let axis = ticked(&AxisSpec::new("y", "S"), values, 400.0);
            assert!(axis.low < axis.high, "{values:?}: {axis:?}");
            assert!(axis.ticks.len() >= 2, "{values:?}: {axis:?}");
        }
    }

    #[test]
    fn a_log_axis_with_fixed_ends_keeps_them_and_has_round_ticks() {
        for (low, high, wanted) in [
            (300.0, 1150.0, &["400", "600", "800", "1000"][..]),
            (0.3, 8.0, &["0.5", "1", "2", "5"]),
            (2e-7, 3e-3, &["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"]),
        ] {
            let spec = AxisSpec::new("x", "").log().fixed(low, high);
            let axis = ticked(&spec, &[], 400.0);
            assert_eq!((axis.low, axis.high), (low, high));
            assert_eq!(texts(&axis), wanted);
        }
    }

    #[test]
    fn names_of_columns_take_two_lines_before_some_are_left_out() {
        let names = |n: usize, long: usize| vec!["m".repeat(long); n];
        let fitting = |n, long, pixels| Columns::fitting(&names(n, long), pixels, 10.0);
        // An m is 9.74 px wide here.
        assert_eq!(
            (fitting(5, 4, 250.0).lines, fitting(5, 4, 250.0).every),
            (1, 1)
        );
        assert_eq!(
            (fitting(6, 5, 200.0).lines, fitting(6, 5, 200.0).every),
            (2, 1)
        );
        let many = fitting(50, 4, 300.0);
        assert_eq!((many.lines, many.every), (1, 8));
        assert!(many.room >= 4.0 * 9.74);
        assert!(fitting(100, 40, 300.0).room >= Columns::LEAST);
    }

    #[test]
    fn a_narrow_axis_has_one_tick_rather_than_none() {
        let spec = AxisSpec::new("Experiment", "").whole().fixed(0.5, 310.5);
        assert_eq!(texts(&ticked(&spec, &[], 60.0)), ["200"]);
    }

    #[test]
    fn rows_are_thinned_rather_than_overlapped() {
        let spec = AxisSpec::rows((0..60).map(|n| format!("device {n}")).collect());
        let mut axis = spec.over(std::iter::empty());
        spec.ticked(&mut axis, 300.0, 10.0, false);
        assert_eq!(axis.ticks.len(), 20);
        spec.ticked(&mut axis, 900.0, 10.0, false);
        assert_eq!(axis.ticks.len(), 60);
    }
}
