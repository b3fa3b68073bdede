//! What the operator allows; nothing is sent without it.

use crate::set_point::{MICRO, whole};
use crate::{HardwareError, Place, PulseVolts, PulseWidth, READ_SECONDS, ReadVolts, Request};
use serde::{Deserialize, Serialize};

/// Most word lines, and most bit lines: what a line of the protocol holds.
pub const MOST_LINES: usize = 32;

/// The longest pulse with its ramps and the reading after it, in seconds: shorter than the 0.5 s
/// after which a board that hears nothing goes safe, so that nothing outlives the host by more.
pub const LONGEST_PULSE: f64 = 0.4;

/// The limits that an operator writes down for one array; all of them are required.
///
/// ```
/// use memrilab_hardware::Limits;
/// let text = r#"{"rows": 10, "columns": 10, "read-volts": 0.2, "least-volts": -1.5, "most-volts": 1.5,
///   "pulse-seconds": 0.1, "compliance-amperes": 1e-3, "volts-per-second": 100}"#;
/// let limits: Limits = serde_json::from_str(text)?;
/// limits.check()?;
/// assert_eq!(limits.pulse_volts(-1.5)?.get(), -1.5);
/// let sentence = limits.pulse_volts(1.6).unwrap_err().to_string();
/// assert!(sentence.starts_with("the pulse of 1.6 V is outside the limits, -1.5 to 1.5 V"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Limits {
    /// Word lines that are connected, 1 to 32.
    pub rows: usize,
    /// Bit lines that are connected, 1 to 32.
    pub columns: usize,
    /// The largest voltage for reading, of either sign, above 0 and at most `most-volts`.
    pub read_volts: f64,
    /// The most negative voltage of all, -12 to 0; 0 for a board with one polarity.
    pub least_volts: f64,
    /// The most positive voltage of all, above 0 and at most 12.
    pub most_volts: f64,
    /// The longest pulse in seconds, from 1e-6, without its ramps.
    pub pulse_seconds: f64,
    /// The current that a device, and in a product a bit line, may carry, in amperes, above 0 and at
    /// most 0.1.
    pub compliance_amperes: f64,
    /// The steepest ramp in volts per second, 1 to 1e6.
    pub volts_per_second: f64,
}

impl Limits {
    /// Checks that each limit is one.
    ///
    /// # Errors
    /// [`HardwareError::Limit`] for a value outside its range, [`HardwareError::Slow`] where the
    /// longest pulse, the reading after it and their ramps, `pulse + read + 2 (V + V_read) / ramp`,
    /// take longer than [`LONGEST_PULSE`].
    pub fn check(&self) -> Result<(), HardwareError> {
        let limit = |field, value, holds: bool, range| match holds {
            true => Ok(()),
            false => Err(HardwareError::Limit {
                field,
                value,
                range,
            }),
        };
        for (field, lines) in [("rows", self.rows), ("columns", self.columns)] {
            let holds = (1..=MOST_LINES).contains(&lines);
            limit(field, lines as f64, holds, "from 1 to 32")?;
        }
        let (least, most) = (self.least_volts, self.most_volts);
        let step = 1.0 / MICRO;
        let holds = (-12.0..=0.0).contains(&least);
        limit("least-volts", least, holds, "from -12 to 0")?;
        let holds = (step..=12.0).contains(&most);
        limit("most-volts", most, holds, "above 0 and at most 12")?;
        let holds = (step..=most).contains(&self.read_volts);
        let range = "above 0 and at most `most-volts`";
        limit("read-volts", self.read_volts, holds, range)?;
        let holds = (step..=LONGEST_PULSE).contains(&self.pulse_seconds);
        limit(
            "pulse-seconds",
            self.pulse_seconds,
            holds,
            "from 1e-6 to 0.4",
        )?;
        let amperes = self.compliance_amperes;
        let holds = (1e-12..=0.1).contains(&amperes);
        limit("compliance-amperes", amperes, holds, "from 1e-12 to 0.1")?;
        let ramp = self.volts_per_second;
        let holds = (1.0..=1e6).contains(&ramp);
        limit("volts-per-second", ramp, holds, "from 1 to 1e6")?;
        let ramps = 2.0 * (most.max(-least) + self.read_volts) / ramp;
        let seconds = self.pulse_seconds + READ_SECONDS + ramps;
        match seconds <= LONGEST_PULSE {
            true => Ok(()),
            false => Err(HardwareError::Slow {
                seconds,
                most: LONGEST_PULSE,
            }),
        }
    }

    /// The stricter of these limits and a board's own, field by field: never looser than either.
    ///
    /// ```
    /// # use memrilab_hardware::{arc_one, Limits};
    /// let board = arc_one::capabilities().limits;
    /// let mine = Limits { rows: 10, most_volts: 20.0, ..board.clone() };
    /// let both = mine.within(&board)?;
    /// assert_eq!((both.rows, both.columns, both.most_volts), (10, 32, 12.0));
    /// # Ok::<(), memrilab_hardware::HardwareError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Limits::check`], of what is left.
    pub fn within(&self, board: &Self) -> Result<Self, HardwareError> {
        let both = Self {
            rows: self.rows.min(board.rows),
            columns: self.columns.min(board.columns),
            read_volts: self.read_volts.min(board.read_volts),
            least_volts: self.least_volts.max(board.least_volts),
            most_volts: self.most_volts.min(board.most_volts),
            pulse_seconds: self.pulse_seconds.min(board.pulse_seconds),
            compliance_amperes: self.compliance_amperes.min(board.compliance_amperes),
            volts_per_second: self.volts_per_second.min(board.volts_per_second),
        };
        both.check()?;
        Ok(both)
    }

    /// Whether no limit is looser than the board's.
    #[must_use]
    pub fn fits(&self, board: &Self) -> bool {
        self.within(board).is_ok_and(|both| both == *self)
    }

    /// Checks a request whose set-points may come from looser limits.
    ///
    /// # Errors
    /// As the functions that make set-points; [`HardwareError::Length`] for a product of another
    /// number of voltages than there are word lines.
    pub fn admit(&self, request: &Request) -> Result<(), HardwareError> {
        match request {
            Request::Arm | Request::Disarm => {}
            Request::Read { place, volts } => {
                self.place(place.row, place.column)?;
                self.read_volts(volts.get())?;
            }
            Request::Pulse {
                place,
                volts,
                width,
                read,
            } => {
                self.place(place.row, place.column)?;
                self.pulse_volts(volts.get())?;
                self.pulse_width(width.get())?;
                self.read_volts(read.get())?;
            }
            Request::Product { volts } => {
                let (expected, got) = (self.rows, volts.len());
                if got != expected {
                    return Err(HardwareError::Length { expected, got });
                }
                for volts in volts {
                    self.read_volts(volts.get())?;
                }
            }
        }
        Ok(())
    }

    /// A device of the array, rows and columns from 0.
    ///
    /// # Errors
    /// [`HardwareError::Place`] outside the array.
    pub fn place(&self, row: usize, column: usize) -> Result<Place, HardwareError> {
        match row < self.rows && column < self.columns {
            true => Ok(Place { row, column }),
            false => Err(HardwareError::Place {
                row: row + 1,
                column: column + 1,
                rows: self.rows,
                columns: self.columns,
            }),
        }
    }

    /// A voltage to read with, rounded to the microvolt.
    ///
    /// # Errors
    /// [`HardwareError::SetPoint`] outside the limits for reading.
    pub fn read_volts(&self, volts: f64) -> Result<ReadVolts, HardwareError> {
        let least = self.least_volts.max(-self.read_volts);
        let most = self.read_volts.min(self.most_volts);
        microvolts("the voltage for reading", volts, least, most).map(ReadVolts)
    }

    /// The height of a pulse, rounded to the microvolt.
    ///
    /// # Errors
    /// [`HardwareError::SetPoint`] outside the limits.
    pub fn pulse_volts(&self, volts: f64) -> Result<PulseVolts, HardwareError> {
        microvolts("the pulse", volts, self.least_volts, self.most_volts).map(PulseVolts)
    }

    /// The width of a pulse, rounded to the microsecond, without its ramps.
    ///
    /// # Errors
    /// [`HardwareError::SetPoint`] for less than 1 us or more than the limit.
    pub fn pulse_width(&self, seconds: f64) -> Result<PulseWidth, HardwareError> {
        let rounded = libm::round(seconds * MICRO);
        let most = whole(self.pulse_seconds, MICRO);
        match (1.0..=most).contains(&rounded) {
            true => Ok(PulseWidth(rounded as u32)),
            false => Err(HardwareError::SetPoint {
                what: "the width of a pulse",
                asked: seconds,
                least: 1e-6,
                most: self.pulse_seconds,
                unit: "s",
            }),
        }
    }
}

fn microvolts(what: &'static str, asked: f64, least: f64, most: f64) -> Result<i32, HardwareError> {
    let rounded = libm::round(asked * MICRO);
    let range = -whole(-least, MICRO)..=whole(most, MICRO);
    match range.contains(&rounded) {
        true => Ok(rounded as i32),
        false => Err(HardwareError::SetPoint {
            what,
            asked,
            least,
            most,
            unit: "V",
        }),
    }
}
