//! Physical quantities, where two plain numbers could be confused.

use serde::{Deserialize, Serialize};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $symbol:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "types", derive(ts_rs::TS))]
        pub struct $name(pub f64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&engineering(self.0, $symbol))
            }
        }
    };
}

quantity!(
    /// A voltage in volts.
    Volts,
    "V"
);
quantity!(
    /// A current in amperes.
    Amperes,
    "A"
);
quantity!(
    /// A conductance in siemens.
    Siemens,
    "S"
);

/// A value with three significant digits, an SI prefix and its unit.
///
/// ```
/// use memrilab_core::quantity::engineering;
/// assert_eq!(engineering(2.7e-5, "A"), "27.0 µA");
/// assert_eq!(engineering(-0.5, "V"), "-500 mV");
/// assert_eq!(engineering(0.0, "S"), "0 S");
/// ```
#[must_use]
pub fn engineering(value: f64, unit: &str) -> String {
    const PREFIXES: [&str; 11] = ["f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P"];
    if value == 0.0 || !value.is_finite() {
        return format!("{value} {unit}");
    }
    let third = (libm::floor(libm::log10(value.abs()) / 3.0) as i32).clamp(-5, 5);
    let mut index = (third + 5) as usize;
    let mut scaled = value / libm::pow(10.0, f64::from(third) * 3.0);
    if scaled.abs() >= 999.5 && index + 1 < PREFIXES.len() {
        scaled /= 1000.0;
        index += 1;
    }
    let decimals = match scaled.abs() {
        a if a >= 99.95 => 0,
        a if a >= 9.995 => 1,
        _ => 2,
    };
    format!("{scaled:.decimals$} {}{unit}", PREFIXES[index])
}
