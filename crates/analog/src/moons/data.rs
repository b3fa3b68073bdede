//! The data set.

use crate::error::{Error, parameter};
use memrilab_core::stream::{index, normal};

/// Points of the plane, each on one of two interleaved half circles.
#[derive(Debug, Clone, PartialEq)]
pub struct Moons {
    /// `(x, y)` of each point.
    pub points: Vec<[f64; 2]>,
    /// 0 on the outer moon, 1 on the inner.
    pub labels: Vec<u8>,
}

/// `n` points: `n / 2` outer `(cos t, sin t)`, the rest inner `(1 - cos t, 1/2 - sin t)`,
/// each with `t` evenly from 0 to pi inclusive; without noise and shuffling these are
/// those of scikit-learn's `make_moons`.
///
/// Noise adds `noise` times a normal to x, then y, point by point; shuffling exchanges
/// each point from the last with one at or before it. Either draws only if asked for.
///
/// ```
/// use memrilab_analog::moons::make_moons;
/// let moons = make_moons(4, 0.0, false, &mut memrilab_core::Stream::new(1, "moons", 0, 0)).unwrap();
/// assert_eq!(moons.points[0], [1.0, 0.0]);
/// assert_eq!(moons.points[2], [0.0, 0.5]);
/// assert_eq!(moons.labels, [0, 0, 1, 1]);
/// ```
///
/// # Errors
/// [`Error::Parameter`] unless `noise` is in `[0, 1000]`.
pub fn make_moons(
    n: usize,
    noise: f64,
    shuffle: bool,
    rng: &mut impl rand::Rng,
) -> Result<Moons, Error> {
    let test = (0.0..=1000.0).contains(&noise);
    parameter("the noise of the moons", noise, test, "from 0 to 1000")?;
    let outer = n / 2;
    let angle = |i: usize, count: usize| {
        if count > 1 {
            std::f64::consts::PI * i as f64 / (count - 1) as f64
        } else {
            0.0
        }
    };
    let mut points = Vec::with_capacity(n);
    let mut labels = Vec::with_capacity(n);
    for i in 0..outer {
        let t = angle(i, outer);
        points.push([libm::cos(t), libm::sin(t)]);
        labels.push(0);
    }
    for i in 0..n - outer {
        let t = angle(i, n - outer);
        points.push([1.0 - libm::cos(t), 1.0 - libm::sin(t) - 0.5]);
        labels.push(1);
    }
    if noise > 0.0 {
        for coordinate in points.iter_mut().flatten() {
            *coordinate += noise * normal(rng);
        }
    }
    if shuffle {
        for i in (1..n).rev() {
            let j = index(rng, i + 1);
            points.swap(i, j);
            labels.swap(i, j);
        }
    }
    Ok(Moons { points, labels })
}
