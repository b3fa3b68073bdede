//! The resistances of the wires.

use crate::CrossbarError;
use serde::{Deserialize, Serialize};

/// Resistance of one segment of each kind, in ohms; 0 for an ideal one.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Wires {
    /// From a driver to the first device of its word line.
    pub input: f64,
    /// Between two devices of a word line.
    pub word: f64,
    /// Between two devices of a bit line.
    pub bit: f64,
    /// From the last device of a bit line to where its current is measured.
    pub output: f64,
}

impl Wires {
    /// The same resistance everywhere.
    ///
    /// ```
    /// use memrilab_crossbar::Wires;
    /// assert_eq!(Wires::uniform(0.5).bit, 0.5);
    /// ```
    #[must_use]
    pub fn uniform(ohms: f64) -> Self {
        Self {
            input: ohms,
            word: ohms,
            bit: ohms,
            output: ohms,
        }
    }

    pub(crate) fn check(&self) -> Result<(), CrossbarError> {
        let parts = [
            ("the wire to a word line", self.input),
            ("the wire between two devices of a word line", self.word),
            ("the wire between two devices of a bit line", self.bit),
            ("the wire from a bit line", self.output),
        ];
        for (what, ohms) in parts {
            if !(ohms >= 0.0 && ohms.is_finite()) {
                return Err(CrossbarError::Wire { what, ohms });
            }
        }
        Ok(())
    }
}
