//! The labelled values of an axis.

use crate::layout::{Axis, AxisScale, Tick};
use crate::number::{fixed, given, power_of_ten, scientific};

/// Multiples of 1, 2 or 5 times a power of ten, about `count` of them.
pub(crate) fn linear(axis: &Axis, count: u32, whole: bool) -> Vec<Tick> {
    let unit = libm::pow(10.0, f64::from(axis.exponent));
    let (low, high) = (axis.low / unit, axis.high / unit);
    let raw = (high - low) / f64::from(count.max(1));
    if !raw.is_finite() || raw <= 0.0 {
        return Vec::new();
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(raw)));
    let nice = [1.0, 2.0, 5.0, 10.0];
    let mut step = nice
        .into_iter()
        .map(|n| n * power)
        .find(|step| *step >= raw * (1.0 - 1e-9))
        .unwrap_or(10.0 * power);
    if whole {
        step = step.max(1.0);
    }
    let decimals = (-libm::floor(libm::log10(step) + 1e-9)).clamp(0.0, 9.0) as usize;
    let first = libm::ceil(low / step - 1e-9);
    let last = libm::floor(high / step + 1e-9);
    if last - first > 60.0 {
        return Vec::new();
    }
    let mut ticks = Vec::new();
    let mut k = first;
    while k <= last {
        ticks.push(Tick {
            value: k * step * unit,
            text: fixed(k * step, decimals),
        });
        k += 1.0;
    }
    ticks
}

/// Every `n`-th power of ten, about `count` of them; where fewer than two lie in the
/// range, round numbers between them.
pub(crate) fn log(axis: &Axis, count: u32) -> Vec<Tick> {
    let first = libm::ceil(libm::log10(axis.low) - 1e-9) as i32;
    let last = libm::floor(libm::log10(axis.high) + 1e-9) as i32;
    if last <= first {
        return between(axis, count);
    }
    let raw = f64::from(last - first) / f64::from(count.max(1));
    let step = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500]
        .into_iter()
        .find(|step| f64::from(*step) >= raw)
        .unwrap_or(1000);
    let start = first.div_euclid(step) * step;
    let plain = first >= -2 && last <= 3;
    (start..=last)
        .step_by(step as usize)
        .filter(|n| *n >= first)
        .map(|n| Tick {
            value: libm::pow(10.0, f64::from(n)),
            text: match n {
                -2..=3 if plain => libm::pow(10.0, f64::from(n)).to_string(),
                n => power_of_ten(n),
            },
        })
        .collect()
}

/// Ticks of a logarithmic axis of less than about a decade.
fn between(axis: &Axis, count: u32) -> Vec<Tick> {
    if axis.high / axis.low < 4.0 {
        let mut ticks = linear(axis, count, false);
        // Very large and very small numbers would be long rows of zeros.
        for tick in ticks.iter_mut().filter(|t| !(1e-4..1e7).contains(&t.value)) {
            tick.text = scientific(tick.value);
        }
        return ticks;
    }
    let power = libm::floor(libm::log10(axis.low)) as i32;
    (power..=power + 2)
        .flat_map(|n| [1.0, 2.0, 5.0].map(|m| m * libm::pow(10.0, f64::from(n))))
        .filter(|value| (axis.low..=axis.high).contains(value))
        .map(|value| Tick {
            value,
            text: given(value),
        })
        .collect()
}

/// The faint lines between powers of ten, where there is room for them.
pub(crate) fn minor(axis: &Axis, pixels: f64) -> Vec<f64> {
    let first = libm::round(libm::log10(axis.low)) as i32;
    let last = libm::round(libm::log10(axis.high)) as i32;
    if axis.scale != AxisScale::Log || pixels / f64::from((last - first).max(1)) < 50.0 {
        return Vec::new();
    }
    (first..last)
        .flat_map(|n| (2..10).map(move |m| f64::from(m) * libm::pow(10.0, f64::from(n))))
        .collect()
}
