//! Two half circles: the smallest data that no line separates.

use super::{DataError, Dataset, Features, Shape};
use memrilab_analog::moons::make_moons;
use memrilab_core::Stream;

/// `n` points of two interleaved half circles, each coordinate with normal noise, in an order
/// of chance: [`make_moons`], as a dataset.
///
/// # Errors
/// Fewer than two points, or a noise outside 0 to 1000.
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
    let mut rng = Stream::new(seed, "moons", 0, 0);
    let made = make_moons(n, noise, true, &mut rng);
    let made = made.map_err(|_| wrong("noise", "from 0 to 1000", noise))?;
    let numbers = made.points.iter().flatten().map(|x| *x as f32);
    Dataset::new(
        Shape::vector(2),
        Features::Numbers(numbers.collect()),
        made.labels.iter().copied().map(u32::from).collect(),
        vec!["0".into(), "1".into()],
    )
}
