//! What is to be written, and how.

use super::ProgramError;
use super::error::parameter;
use serde::{Deserialize, Serialize};

/// Conductances to reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Targets {
    /// Word lines.
    pub rows: usize,
    /// Bit lines.
    pub columns: usize,
    /// In siemens, word line by word line; above 0.
    pub conductance: Vec<f64>,
    /// Which devices carry a weight, or the reference of one, word line by word line; none where
    /// every device is wanted for its own sake. All are written, and these are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub used: Option<Vec<bool>>,
}

impl Targets {
    /// Targets of which each is wanted for its own sake.
    #[must_use]
    pub fn of(rows: usize, columns: usize, conductance: Vec<f64>) -> Self {
        Self {
            rows,
            columns,
            conductance,
            used: None,
        }
    }

    /// Checks number and range.
    ///
    /// # Errors
    /// [`ProgramError::Length`], [`ProgramError::NoTarget`]; [`ProgramError::Parameter`] where no
    /// device is used.
    pub fn check(&self) -> Result<(), ProgramError> {
        self.each(
            |g| g.is_finite() && g > 0.0,
            |row, column, siemens| ProgramError::NoTarget {
                row,
                column,
                siemens,
            },
        )
    }

    /// Checks that each target is one that a device reaches.
    pub(super) fn within(&self, [least, most]: [f64; 2]) -> Result<(), ProgramError> {
        self.each(
            |g| (least..=most).contains(&g),
            |row, column, siemens| ProgramError::Target {
                row,
                column,
                siemens,
                least,
                most,
            },
        )
    }

    fn each(
        &self,
        good: impl Fn(f64) -> bool,
        bad: impl Fn(usize, usize, f64) -> ProgramError,
    ) -> Result<(), ProgramError> {
        let got = self.conductance.len();
        let length = |what, got| ProgramError::Length {
            what,
            rows: self.rows,
            columns: self.columns,
            got,
        };
        if got == 0 || Some(got) != self.rows.checked_mul(self.columns) {
            return Err(length("targets", got));
        }
        if let Some(used) = self.used.as_ref().filter(|used| used.len() != got) {
            return Err(length("marks of devices that are used", used.len()));
        }
        let count = self.count();
        let what = "the number of devices that are used";
        parameter(what, count as f64, count > 0, "at least 1")?;
        match self.conductance.iter().position(|g| !good(*g)) {
            None => Ok(()),
            Some(at) => Err(bad(
                at / self.columns + 1,
                at % self.columns + 1,
                self.conductance[at],
            )),
        }
    }
}

/// How devices are written and verified.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WriterOptions {
    /// A device is done where `|G/target - 1|` is at most this.
    pub tolerance: f64,
    /// Most pulses of a device, over all passes.
    pub pulse_limit: u32,
    /// Voltage of a pulse where the conductance is below its target, in volts.
    pub v_set: f64,
    /// Voltage of a pulse where it is above, of the other sign.
    pub v_reset: f64,
    /// Length of a pulse, in seconds.
    pub pulse_seconds: f64,
    /// Voltage of a read, in volts.
    pub v_read: f64,
    /// Length of a read, in seconds.
    pub read_seconds: f64,
    /// What each pulse and each read take besides, in seconds: selecting, settling, talking.
    pub overhead_seconds: f64,
    /// How often the whole array is gone through: from the second time on, devices that
    /// half-selection has moved out of tolerance are written again.
    pub passes: u32,
    /// A device is stuck where so many pulses in a row have moved it too little.
    pub stuck_after: u32,
    /// Too little: at most this share of its conductance. With read noise above it, a stuck
    /// device is given up at the pulse limit instead.
    pub stuck_change: f64,
}

impl Default for WriterOptions {
    /// 5 %, 100 pulses of 3 V (the paper's SET) or -3 V and 1 us, reads of 0.1 V and 1 us, no
    /// overhead, two passes; stuck after 10 pulses that moved it by at most a thousandth.
    fn default() -> Self {
        Self {
            tolerance: 0.05,
            pulse_limit: 100,
            v_set: 3.0,
            v_reset: -3.0,
            pulse_seconds: 1e-6,
            v_read: 0.1,
            read_seconds: 1e-6,
            overhead_seconds: 0.0,
            passes: 2,
            stuck_after: 10,
            stuck_change: 1e-3,
        }
    }
}

impl WriterOptions {
    /// Whether a conductance is as near to its target as asked.
    #[must_use]
    pub fn accept(&self, conductance: f64, target: f64) -> bool {
        libm::fabs(conductance / target - 1.0) <= self.tolerance
    }

    /// Checks the numbers.
    ///
    /// # Errors
    /// [`ProgramError::Parameter`] with the number and its range.
    pub fn check(&self) -> Result<(), ProgramError> {
        let test = self.tolerance > 0.0 && self.tolerance < 1.0;
        parameter("the tolerance", self.tolerance, test, "above 0 and below 1")?;
        for (what, count) in [
            ("the pulse limit", self.pulse_limit),
            ("the number of passes", self.passes),
            ("the number of pulses of a stuck device", self.stuck_after),
        ] {
            let test = (1..=100_000).contains(&count);
            parameter(what, f64::from(count), test, "from 1 to 100000")?;
        }
        for (what, volts) in [
            ("the SET voltage", self.v_set),
            ("the read voltage", self.v_read),
        ] {
            parameter(what, volts, volts != 0.0, "finite and not 0")?;
        }
        let test = self.v_set * self.v_reset < 0.0;
        let expected = "finite and of the other sign than the SET voltage";
        parameter("the RESET voltage", self.v_reset, test, expected)?;
        for (what, seconds) in [
            ("the length of a pulse", self.pulse_seconds),
            ("the length of a read", self.read_seconds),
            ("the overhead of a pulse or read", self.overhead_seconds),
        ] {
            parameter(
                what,
                seconds,
                seconds >= 0.0,
                "a finite time of at least 0 s",
            )?;
        }
        let test = self.stuck_change >= 0.0;
        parameter(
            "the change of a stuck device",
            self.stuck_change,
            test,
            "at least 0",
        )
    }
}
