//! The generator of the golden vectors, and the vectors themselves.
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

/// A number, `null` being `NaN`.
pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// A list of numbers.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// An index.
pub(crate) fn index(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// Asserts agreement to `tolerance`, relative to the larger of the two.
#[track_caller]
pub(crate) fn close(what: &str, got: f64, expected: f64, tolerance: f64) {
    if got.is_nan() && expected.is_nan() {
        return;
    }
    let scale = got.abs().max(expected.abs());
    assert!(
        (got - expected).abs() <= tolerance * scale,
        "{what}: got {got:e}, expected {expected:e}"
    );
}
