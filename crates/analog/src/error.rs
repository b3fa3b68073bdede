//! Why a mapping, a drift, a noise or a certificate cannot be given.

use thiserror::Error;

/// What went wrong, with what was expected, what came instead and where.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// Two slices that belong together have different lengths.
    #[error("{what} has {got} entries where {expected} are expected; give one for each")]
    Length {
        /// Which slice.
        what: &'static str,
        /// How many entries it should have.
        expected: usize,
        /// How many it has.
        got: usize,
    },
    /// A list is too short.
    #[error("there are {got} {what}; give at least {least}")]
    TooFew {
        /// What there is too little of.
        what: &'static str,
        /// The least number that serves.
        least: usize,
        /// How many there are.
        got: usize,
    },
    /// An entry that is not a finite number.
    #[error("{what} number {index} (from 0) is {value}; it must be a finite number")]
    NotFinite {
        /// Which slice.
        what: &'static str,
        /// The place in it, from 0.
        index: usize,
        /// What stands there.
        value: f64,
    },
    /// A parameter outside its range.
    #[error("{what} is {value}; it must be {expected}")]
    Parameter {
        /// Which parameter.
        what: &'static str,
        /// What it is.
        value: f64,
        /// What it may be.
        expected: &'static str,
    },
    /// A run that does not lie on its curve.
    #[error(
        "the run reaches from {start} to {end} on a curve of {points} points; it needs start < end <= points"
    )]
    Run {
        /// Its first point.
        start: usize,
        /// One past its last point.
        end: usize,
        /// How many points the curve has.
        points: usize,
    },
    /// The listing reads a curve before its beginning, where Python raises `IndexError`.
    #[error(
        "IndexError: the listing reads point {index} of a curve of {points} points; measure a longer sweep, or use the corrected mapping"
    )]
    Index {
        /// The Python index, negative.
        index: i64,
        /// How many points the curve has.
        points: usize,
    },
    /// The listing divides 0 by 0 on a flat curve.
    #[error(
        "the listing gives weight number {index} (from 0) no value, because level {level} is 0/0 on a flat curve; use the corrected mapping"
    )]
    Undefined {
        /// The weight's place, from 0.
        index: usize,
        /// Its level.
        level: usize,
    },
    /// A result too large for its type.
    #[error(
        "{what} number {index} (from 0) is too large for its type; use smaller weights or a smaller sigma"
    )]
    Overflow {
        /// Which result.
        what: &'static str,
        /// The first place where it happens, from 0.
        index: usize,
    },
    /// A result that is not a finite number.
    #[error(transparent)]
    Result(#[from] memrilab_core::NotFinite),
    /// Noise that is always 0 cannot be scaled to mean 1.
    #[error(
        "the noise is 0 with probability 1, so its mean cannot be made 1; lower p1, or turn mean-preserving scaling off"
    )]
    ZeroMean,
    /// A prediction without noise has no vote to count.
    #[error(
        "{what}; a certificate is about the vote over random weights, so draw new noise for every vote"
    )]
    Deterministic {
        /// How it was noticed.
        what: &'static str,
    },
}

/// Checks that `got` entries of `what` are as many as `expected`.
pub(crate) fn same_length(what: &'static str, expected: usize, got: usize) -> Result<(), Error> {
    if expected == got {
        Ok(())
    } else {
        Err(Error::Length {
            what,
            expected,
            got,
        })
    }
}

/// Checks that a parameter passes `test`, naming what is expected where it does not.
pub(crate) fn parameter(
    what: &'static str,
    value: f64,
    test: bool,
    expected: &'static str,
) -> Result<f64, Error> {
    if test {
        Ok(value)
    } else {
        Err(Error::Parameter {
            what,
            value,
            expected,
        })
    }
}

/// Checks that every entry is finite.
pub(crate) fn all_finite(what: &'static str, values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|v| !v.is_finite()) {
        None => Ok(()),
        Some(index) => Err(Error::NotFinite {
            what,
            index,
            value: values[index],
        }),
    }
}
