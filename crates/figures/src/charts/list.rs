//! Lists of named things, the best on top.

use crate::axis::AxisSpec;
use crate::text;

/// The best first; what has no value last, by name.
pub(super) fn ranked<T>(
    things: &[T],
    value: impl Fn(&T) -> Option<f64>,
    name: impl Fn(&T) -> &str,
) -> Vec<&T> {
    let key = |thing: &T| {
        let value = value(thing).filter(|v| v.is_finite());
        value.unwrap_or(f64::NEG_INFINITY)
    };
    let mut ranked: Vec<&T> = things.iter().collect();
    ranked.sort_by(|a, b| key(b).total_cmp(&key(a)).then_with(|| name(a).cmp(name(b))));
    ranked
}

/// The rows of named things.
pub(super) fn rows<'n>(names: impl Iterator<Item = &'n str>) -> AxisSpec {
    AxisSpec::rows(names.map(text::clean).collect())
}
