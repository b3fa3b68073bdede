//! Two half circles: the smallest data that no line separates.

use super::{DataError, Dataset, Features, Shape, permutation};
use memrilab_core::{Stream, stream};
use std::f64::consts::PI;

/// `n` points of two interleaved half circles, each coordinate with normal noise.
///
/// `n / 2` points `(cos t, sin t)` of class 0, the others `(1 - cos t, 0.5 - sin t)` of class 1, `t`
/// in equal steps from 0 to pi; then the noise, point by point, then [`permutation`].
///
/// # Errors
/// Fewer than two points, or a noise that is negative or not finite.
///
/// ```
/// use memrilab_train::data::moons;
/// assert_eq!(moons(200, 0.1, 1)?.counts(), [100, 100]);
/// # Ok::<(), memrilab_train::data::DataError>(())
/// ```
pub fn moons(n: usize, noise: f64, seed: u64) -> Result<Dataset, DataError> {
    let wrong = |name, expected, got| DataError::Setting {
        name,
        expected,
        got,
    };
    if !(2..=Dataset::MOST_SAMPLES).contains(&n) {
        return Err(wrong("points", "from 2 to 67108864", n as f64));
    }
    if !(noise.is_finite() && noise >= 0.0) {
        return Err(wrong("noise", "a finite number, 0 or more", noise));
    }
    let rng = &mut Stream::new(seed, "moons", 0, 0);
    let outer = n / 2;
    let mut points: Vec<[f64; 2]> = (0..n)
        .map(|i| {
            if i < outer {
                let t = angle(i, outer);
                [libm::cos(t), libm::sin(t)]
            } else {
                let t = angle(i - outer, n - outer);
                [1.0 - libm::cos(t), 0.5 - libm::sin(t)]
            }
        })
        .collect();
    for coordinate in points.iter_mut().flatten() {
        *coordinate += noise * stream::normal(rng);
    }
    let order = permutation(n, rng);
    let numbers = order.iter().flat_map(|&i| points[i].map(|x| x as f32));
    Dataset::new(
        Shape::vector(2),
        Features::Numbers(numbers.collect()),
        order.iter().map(|&i| u32::from(i >= outer)).collect(),
        vec!["0".into(), "1".into()],
    )
}

/// Place `i` of `count` in equal steps from 0 to pi.
fn angle(i: usize, count: usize) -> f64 {
    if i > 0 && i + 1 == count {
        PI
    } else {
        i as f64 * (PI / count.saturating_sub(1).max(1) as f64)
    }
}
