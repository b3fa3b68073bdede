//! Set-points that only [`Limits`](crate::Limits) can make, so that an unchecked one cannot exist.
//!
//! They are whole microvolts and microseconds, which is what is sent: what an answer says was
//! applied is exact.

use serde::Serialize;

/// Steps a volt or a second.
pub(crate) const MICRO: f64 = 1e6;
/// Steps an ampere.
pub(crate) const PICO: f64 = 1e12;

/// The whole steps in `value`, downwards; a thousandth of a step is forgiven, because decimal
/// fractions are rounded in binary.
pub(crate) fn whole(value: f64, steps: f64) -> f64 {
    libm::floor(value * steps + 1e-3)
}

/// A device that is on the array.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    pub(crate) row: usize,
    pub(crate) column: usize,
}

impl Place {
    /// Its word line, from 0.
    #[must_use]
    pub fn row(self) -> usize {
        self.row
    }

    /// Its bit line, from 0.
    #[must_use]
    pub fn column(self) -> usize {
        self.column
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}, column {}", self.row + 1, self.column + 1)
    }
}

/// A voltage that is inside the limits for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "f64")]
pub struct ReadVolts(pub(crate) i32);

/// The height of a pulse that is inside the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "f64")]
pub struct PulseVolts(pub(crate) i32);

/// The width of a pulse that is inside the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "f64")]
pub struct PulseWidth(pub(crate) u32);

impl ReadVolts {
    /// In volts.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.0) / MICRO
    }
}

impl PulseVolts {
    /// In volts.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.0) / MICRO
    }
}

impl PulseWidth {
    /// In seconds.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.0) / MICRO
    }
}

impl From<ReadVolts> for f64 {
    fn from(volts: ReadVolts) -> Self {
        volts.get()
    }
}

impl From<PulseVolts> for f64 {
    fn from(volts: PulseVolts) -> Self {
        volts.get()
    }
}

impl From<PulseWidth> for f64 {
    fn from(width: PulseWidth) -> Self {
        width.get()
    }
}
