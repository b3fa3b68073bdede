//! The generator of the golden vectors, the vectors themselves, and checks of samples.
#![allow(dead_code, reason = "each test file uses its part")]

use serde_json::Value;

/// SplitMix64, as `reference/rng.py` has it.
pub(crate) struct SplitMix64(pub(crate) u64);

impl rand::TryRng for SplitMix64 {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.try_next_u64().map(|v| (v >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Ok(z ^ (z >> 31))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in dst.chunks_mut(8) {
            let bytes = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
        Ok(())
    }
}

/// A golden file, parsed.
pub(crate) fn golden(name: &str) -> Value {
    let path = format!(
        "{}/../../tests/golden/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap()
}

/// A number that must be there.
#[track_caller]
pub(crate) fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

/// A list of numbers.
#[track_caller]
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

/// A list of rows, one after the other.
#[track_caller]
pub(crate) fn rows(value: &Value) -> Vec<f64> {
    list(value).iter().flat_map(numbers).collect()
}

/// A list.
#[track_caller]
pub(crate) fn list(value: &Value) -> &Vec<Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("{value} is no list"))
}

/// A whole number.
#[track_caller]
pub(crate) fn whole(value: &Value) -> usize {
    value
        .as_u64()
        .unwrap_or_else(|| panic!("{value} is no index")) as usize
}

/// Asserts agreement to `tolerance`, relative to the larger of the two and to 1.
#[track_caller]
pub(crate) fn near(what: &str, got: f64, expected: f64, tolerance: f64) {
    let scale = got.abs().max(expected.abs()).max(1.0);
    assert!(
        (got - expected).abs() <= tolerance * scale,
        "{what}: got {got:e}, expected {expected:e}"
    );
}

/// Asserts agreement to `tolerance`, relative to the larger of the two.
#[track_caller]
pub(crate) fn close(what: &str, got: f64, expected: f64, tolerance: f64) {
    let scale = got.abs().max(expected.abs());
    assert!(
        (got - expected).abs() <= tolerance * scale,
        "{what}: got {got:e}, expected {expected:e}"
    );
}

/// How many standard errors the mean of `values` is from `mean`, given their variance.
pub(crate) fn standard_errors(values: impl Iterator<Item = f64>, mean: f64, variance: f64) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    for v in values {
        sum += v - mean;
        n += 1.0;
    }
    assert!(n > 0.0);
    sum / n / (variance / n).sqrt()
}

/// Asserts that the mean of `values` is within five standard errors of `mean`.
#[track_caller]
pub(crate) fn mean_is(what: &str, values: impl Iterator<Item = f64>, mean: f64, variance: f64) {
    let off = standard_errors(values, mean, variance);
    assert!(off.abs() < 5.0, "{what}: {off} standard errors from {mean}");
}

/// Asserts that it is not: that a plausible wrong version would be caught.
#[track_caller]
pub(crate) fn mean_is_not(what: &str, values: impl Iterator<Item = f64>, mean: f64, variance: f64) {
    let off = standard_errors(values, mean, variance);
    assert!(off.abs() > 5.0, "{what}: {off} standard errors from {mean}");
}
