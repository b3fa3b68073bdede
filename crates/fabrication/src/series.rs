//! A series of devices over the whole range of usability, as the paper has one from 0.12
//! to 0.93.

/// `count` targets from `low` to `high`, evenly spaced, the best first.
///
/// ```
/// assert_eq!(memrilab_fabrication::targets(0.1, 0.9, 3), [0.9, 0.5, 0.1]);
/// assert_eq!(memrilab_fabrication::targets(0.1, 0.9, 1), [0.9]);
/// ```
#[must_use]
pub fn targets(low: f64, high: f64, count: usize) -> Vec<f64> {
    let gaps = count.saturating_sub(1).max(1) as f64;
    (0..count)
        .map(|i| {
            let t = i as f64 / gaps;
            high * (1.0 - t) + low * t
        })
        .collect()
}
