//! How to read: limits, and what to believe instead of what the file says.

use super::units::{Quantity, factor};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Limits on what is read, against hostile and mistaken files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Caps {
    /// Bytes of a file.
    pub file_bytes: usize,
    /// Bytes of what a compressed file unpacks to.
    pub unpacked_bytes: usize,
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Bytes of a line.
    pub line_bytes: usize,
    /// Bytes of a cell.
    pub cell_bytes: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
}

/// Cells of one table, blank ones counted, and entries of one device's cycles.
pub(super) const MOST_CELLS: usize = 32 << 20;

impl Default for Caps {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            rows: 5_000_000,
            columns: 1024,
            line_bytes: 1 << 20,
            cell_bytes: 4096,
            sheets: 4096,
        }
    }
}

impl Caps {
    /// Whether none was changed.
    #[must_use]
    pub fn are_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether none is wider than another's.
    ///
    /// ```
    /// use memrilab_device::read::Caps;
    /// let narrow = Caps { rows: 10, ..Caps::default() };
    /// assert!(narrow.within(&Caps::default()) && !Caps::default().within(&narrow));
    /// ```
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        let all = |c: &Self| {
            [
                c.file_bytes,
                c.unpacked_bytes,
                c.rows,
                c.columns,
                c.line_bytes,
                c.cell_bytes,
                c.sheets,
            ]
        };
        all(self).iter().zip(all(other)).all(|(a, b)| *a <= b)
    }
}

/// What to believe instead of what the file says, and the limits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReadOptions {
    /// Unit of voltage, such as `mV`.
    pub voltage_unit: Option<String>,
    /// Unit of current, such as `uA`.
    pub current_unit: Option<String>,
    /// Unit of resistance, such as `kohm`.
    pub resistance_unit: Option<String>,
    /// Unit of conductance, such as `uS`.
    pub conductance_unit: Option<String>,
    /// The voltage column, by its name or its number from 1.
    pub voltage_column: Option<String>,
    /// The current columns, by name or number from 1; all that look like it if empty.
    pub current_columns: Vec<String>,
    /// Limits; absent in JSON where they are the usual ones.
    #[serde(skip_serializing_if = "Caps::are_usual")]
    #[cfg_attr(feature = "types", ts(as = "Option<Caps>", optional))]
    pub caps: Caps,
}

/// A unit that is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not understood; write for example V=mV,I=uA (V, I, R or G on the left)")]
pub struct UnitError(String);

impl ReadOptions {
    /// Options with units given as `V=mV,I=uA`.
    ///
    /// ```
    /// use memrilab_device::read::ReadOptions;
    /// let options = ReadOptions::with_units("V=mV,I=uA").unwrap();
    /// assert_eq!(options.current_unit.as_deref(), Some("uA"));
    /// assert!(ReadOptions::with_units("I=bananas").is_err());
    /// ```
    ///
    /// # Errors
    /// [`UnitError`] names the part that is not understood.
    pub fn with_units(text: &str) -> Result<Self, UnitError> {
        let mut options = Self::default();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let error = || UnitError(part.to_owned());
            let (quantity, unit) = part.split_once('=').ok_or_else(error)?;
            let (place, quantity) = match quantity.trim() {
                "V" | "v" => (&mut options.voltage_unit, Quantity::Voltage),
                "I" | "i" => (&mut options.current_unit, Quantity::Current),
                "R" | "r" => (&mut options.resistance_unit, Quantity::Resistance),
                "G" | "g" => (&mut options.conductance_unit, Quantity::Conductance),
                _ => return Err(error()),
            };
            factor(unit.trim(), quantity).ok_or_else(error)?;
            *place = Some(unit.trim().to_owned());
        }
        Ok(options)
    }

    pub(super) fn unit_of(&self, quantity: Quantity) -> Option<&str> {
        match quantity {
            Quantity::Voltage => self.voltage_unit.as_deref(),
            Quantity::Current => self.current_unit.as_deref(),
            Quantity::Resistance => self.resistance_unit.as_deref(),
            Quantity::Conductance => self.conductance_unit.as_deref(),
            Quantity::Time => None,
        }
    }
}
