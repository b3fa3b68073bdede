//! Golden vectors, and the space and landscape of `reference/bo.py`.
#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod hill;
pub(crate) mod landscape;

use serde_json::Value;

/// A golden file, parsed.
pub(crate) fn golden() -> Value {
    let path = format!("{}/../../tests/golden/bo.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap()
}

/// A number.
pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// A list of numbers.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// A matrix, flattened by rows.
pub(crate) fn rows(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().flat_map(numbers).collect()
}

/// Asserts agreement to an absolute tolerance.
#[track_caller]
pub(crate) fn near(what: &str, got: f64, expected: f64, tolerance: f64) {
    assert!(
        (got - expected).abs() <= tolerance,
        "{what}: {got:e} is not {expected:e} within {tolerance:e}"
    );
}
