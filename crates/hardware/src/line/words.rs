//! The words of a line: whole numbers, and the limits in them.

use crate::Limits;
use crate::set_point::{MICRO, PICO, whole};

/// Takes words one after the other; numbers in one spelling only.
pub(super) struct Words<'a>(std::str::Split<'a, char>);

impl<'a> Words<'a> {
    pub(super) fn of(words: &'a str) -> Self {
        Self(words.split(' '))
    }

    pub(super) fn word(&mut self) -> Option<&'a str> {
        self.0.next()
    }

    pub(super) fn number<T: TryFrom<i64>>(&mut self) -> Option<T> {
        T::try_from(number(self.word()?)?).ok()
    }

    /// None unless everything was taken.
    pub(super) fn end(mut self) -> Option<()> {
        self.word().is_none().then_some(())
    }
}

/// A whole number as it is written here: no sign `+`, no zeros in front, no `-0`.
pub(super) fn number(word: &str) -> Option<i64> {
    let number: i64 = word.parse().ok()?;
    (number.to_string() == word).then_some(number)
}

/// [`Limits`] in whole steps, rounded to the strict side, in the order in which they are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WholeLimits {
    /// Word lines.
    pub rows: u16,
    /// Bit lines.
    pub columns: u16,
    /// Most for reading, of either sign, in microvolts.
    pub read_microvolts: i32,
    /// Most negative, in microvolts.
    pub least_microvolts: i32,
    /// Most positive, in microvolts.
    pub most_microvolts: i32,
    /// Longest pulse, in microseconds.
    pub microseconds: u32,
    /// Compliance, in picoamperes.
    pub picoamperes: i64,
    /// Steepest ramp, in volts per second.
    pub volts_per_second: u32,
}

impl WholeLimits {
    /// From limits that were checked.
    #[must_use]
    pub fn of(limits: &Limits) -> Self {
        Self {
            rows: limits.rows as u16,
            columns: limits.columns as u16,
            read_microvolts: whole(limits.read_volts, MICRO) as i32,
            least_microvolts: -(whole(-limits.least_volts, MICRO) as i32),
            most_microvolts: whole(limits.most_volts, MICRO) as i32,
            microseconds: whole(limits.pulse_seconds, MICRO) as u32,
            picoamperes: whole(limits.compliance_amperes, PICO) as i64,
            volts_per_second: whole(limits.volts_per_second, 1.0) as u32,
        }
    }

    /// In SI units; not checked.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits {
            rows: self.rows.into(),
            columns: self.columns.into(),
            read_volts: f64::from(self.read_microvolts) / MICRO,
            least_volts: f64::from(self.least_microvolts) / MICRO,
            most_volts: f64::from(self.most_microvolts) / MICRO,
            pulse_seconds: f64::from(self.microseconds) / MICRO,
            compliance_amperes: self.picoamperes as f64 / PICO,
            volts_per_second: self.volts_per_second.into(),
        }
    }

    pub(super) fn take(words: &mut Words) -> Option<Self> {
        Some(Self {
            rows: words.number()?,
            columns: words.number()?,
            read_microvolts: words.number()?,
            least_microvolts: words.number()?,
            most_microvolts: words.number()?,
            microseconds: words.number()?,
            picoamperes: words.number()?,
            volts_per_second: words.number()?,
        })
    }
}

impl std::fmt::Display for WholeLimits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let volts = [
            self.read_microvolts,
            self.least_microvolts,
            self.most_microvolts,
        ];
        write!(f, "{} {}", self.rows, self.columns)?;
        volts.iter().try_for_each(|volts| write!(f, " {volts}"))?;
        let (width, compliance) = (self.microseconds, self.picoamperes);
        write!(f, " {width} {compliance} {}", self.volts_per_second)
    }
}
