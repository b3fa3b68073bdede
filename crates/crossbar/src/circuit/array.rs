//! The devices of a crossbar, checked.

use crate::CrossbarError;

/// Conductances in siemens, word line by word line; 0 for a device that does not conduct.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    rows: usize,
    columns: usize,
    conductance: Vec<f64>,
}

impl Array {
    /// Most lines a side.
    pub const MOST: usize = 1024;

    /// From resistances in ohms, word line by word line; `inf` for a device that does not conduct.
    ///
    /// ```
    /// use memrilab_crossbar::Array;
    /// let array = Array::of_resistances(1, 2, &[1e4, f64::INFINITY])?;
    /// assert_eq!(array.conductance(), [1e-4, 0.0]);
    /// # Ok::<(), memrilab_crossbar::CrossbarError>(())
    /// ```
    ///
    /// # Errors
    /// [`CrossbarError`] for a size, a number of values or a resistance that is none.
    pub fn of_resistances(
        rows: usize,
        columns: usize,
        ohms: &[f64],
    ) -> Result<Self, CrossbarError> {
        let device = |ohms: f64| Some(1.0 / ohms).filter(|g| ohms > 0.0 && g.is_finite());
        Self::of(rows, columns, ("resistance", "ohm"), ohms, device)
    }

    /// From conductances in siemens, word line by word line; 0 for a device that does not conduct.
    ///
    /// # Errors
    /// As [`Array::of_resistances`].
    pub fn of_conductances(
        rows: usize,
        columns: usize,
        siemens: &[f64],
    ) -> Result<Self, CrossbarError> {
        let device = |g: f64| Some(g).filter(|g| *g >= 0.0 && g.is_finite());
        Self::of(rows, columns, ("conductance", "S"), siemens, device)
    }

    fn of(
        rows: usize,
        columns: usize,
        (what, unit): (&'static str, &'static str),
        values: &[f64],
        device: impl Fn(f64) -> Option<f64>,
    ) -> Result<Self, CrossbarError> {
        let side = 1..=Self::MOST;
        if !side.contains(&rows) || !side.contains(&columns) {
            return Err(CrossbarError::Size {
                rows,
                columns,
                most: Self::MOST,
            });
        }
        if values.len() != rows * columns {
            return Err(CrossbarError::Length {
                what,
                expected: rows * columns,
                got: values.len(),
            });
        }
        let checked = |(place, &value): (usize, &f64)| {
            device(value).ok_or(CrossbarError::Device {
                row: place / columns + 1,
                column: place % columns + 1,
                what,
                value,
                unit,
            })
        };
        let conductance: Result<Vec<f64>, _> = values.iter().enumerate().map(checked).collect();
        Ok(Self {
            rows,
            columns,
            conductance: conductance?,
        })
    }

    /// Word lines.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Bit lines.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The conductance of each device, word line by word line.
    #[must_use]
    pub fn conductance(&self) -> &[f64] {
        &self.conductance
    }
}
