//! What the charts of networks ask of their data before anything is drawn.

use crate::{FigureError, text};

/// How much rounding may put a mean outside of what it is the mean of.
pub(super) const SLACK: f64 = 1e-9;

/// A value that must lie between two others, `expected` saying so.
pub(super) fn within(
    place: &impl Fn() -> String,
    what: &'static str,
    got: f64,
    (low, high): (f64, f64),
    expected: &'static str,
) -> Result<(), FigureError> {
    if got.is_finite() && got >= low && got <= high {
        return Ok(());
    }
    Err(FigureError::Value {
        place: text::clean(&place()),
        what,
        got,
        expected,
    })
}

/// The 95 % interval of a mean: both ends or none, around it, and none of a single draw.
pub(super) fn interval(
    place: &impl Fn() -> String,
    mean: f64,
    (low, high): (Option<f64>, Option<f64>),
    draws: u32,
) -> Result<(), FigureError> {
    let whole = f64::INFINITY;
    if draws == 0 {
        let what = "the number of draws";
        return within(place, what, 0.0, (1.0, whole), "at least 1");
    }
    let refused = |what, got, expected| within(place, what, got, (whole, whole), expected);
    match (low, high) {
        (None, None) => Ok(()),
        (Some(end), _) | (_, Some(end)) if draws == 1 => refused(
            "an end of the interval",
            end,
            "absent: a single draw has no interval",
        ),
        (Some(low), Some(high)) => {
            let below = (-whole, mean + SLACK);
            let above = (mean - SLACK, whole);
            let what = "the lower end of the interval";
            within(place, what, low, below, "at most the mean")?;
            let what = "the upper end of the interval";
            within(place, what, high, above, "at least the mean")
        }
        (Some(end), None) | (None, Some(end)) => {
            refused("one end of the interval", end, "given with the other")
        }
    }
}

/// Names that must be told apart.
pub(super) fn once<'n>(
    place: &str,
    what: &str,
    names: impl Iterator<Item = &'n str>,
) -> Result<(), FigureError> {
    let mut known: Vec<String> = Vec::new();
    for name in names.map(text::clean) {
        if known.contains(&name) {
            return Err(FigureError::Twice {
                place: text::clean(place),
                what: format!("{what} {name:?}"),
            });
        }
        known.push(name);
    }
    Ok(())
}
