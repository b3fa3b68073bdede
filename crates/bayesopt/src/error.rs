//! Why a space, a campaign or a model cannot be made, a variant per thing to change.

use thiserror::Error;

/// What went wrong, with what was expected, what came instead and where.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// A list that must hold something is empty.
    #[error("there are no {what}; give at least one")]
    Empty {
        /// What there is none of.
        what: String,
    },
    /// A name is blank.
    #[error("{what} number {number} has no name; give it one")]
    Unnamed {
        /// What kind of thing.
        what: &'static str,
        /// Its place, from 1.
        number: usize,
    },
    /// Two things have one name.
    #[error("`{name}` is named twice among the {what}; names must differ")]
    DuplicateName {
        /// What kind of things.
        what: String,
        /// The name.
        name: String,
    },
    /// A variable that cannot vary.
    #[error("`{variable}` has {got} level; give at least two, or leave the variable out")]
    FewLevels {
        /// The variable.
        variable: String,
        /// How many levels it has.
        got: usize,
    },
    /// The same level twice.
    #[error("`{variable}` has the level {value} twice; levels must differ")]
    DuplicateLevel {
        /// The variable.
        variable: String,
        /// The level.
        value: f64,
    },
    /// A number that is not finite.
    #[error("{what} is {value}; it must be a finite number")]
    NotFinite {
        /// Which number.
        what: String,
        /// What it is.
        value: f64,
    },
    /// A range whose ends are the wrong way round or equal.
    #[error("`{variable}` reaches from {low} to {high}; the lower end must be below the upper")]
    Range {
        /// The variable.
        variable: String,
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// A logarithmic scale over a value that has no logarithm.
    #[error("`{variable}` is on a logarithmic scale, but {value} is not above zero")]
    LogScale {
        /// The variable.
        variable: String,
        /// The value.
        value: f64,
    },
    /// Numeric descriptors that do not match the categories.
    #[error(
        "the descriptors of `{variable}` should be {expected} numbers for each category, but there are {got}"
    )]
    Descriptors {
        /// The variable.
        variable: String,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        got: usize,
    },
    /// More than is supported.
    #[error("{what}: {got} is too many; at most {limit} are supported")]
    TooMany {
        /// Of what.
        what: String,
        /// The limit.
        limit: u64,
        /// How many there are.
        got: u64,
    },
    /// A constraint that makes no sense for the space.
    #[error("constraint number {number}: {why}")]
    Constraint {
        /// Its place, from 1.
        number: usize,
        /// What is wrong with it.
        why: String,
    },
    /// No candidate is left by the constraints.
    #[error("the constraints exclude every candidate; loosen or remove one")]
    NothingAllowed,
    /// A point with too few or too many values.
    #[error("the point has {got} values, but the space has {expected} variables")]
    PointLength {
        /// How many variables there are.
        expected: usize,
        /// How many values came.
        got: usize,
    },
    /// A value that its variable cannot take.
    #[error("`{variable}` should be {expected}, but is {got}")]
    Value {
        /// The variable.
        variable: String,
        /// What it may be.
        expected: String,
        /// What it is.
        got: String,
    },
    /// A setting outside its range.
    #[error("the setting `{name}` should be {expected}, but is {got}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// What it may be.
        expected: &'static str,
        /// What it is.
        got: f64,
    },
    /// Arrays whose lengths do not belong together.
    #[error("{what}: expected {expected} numbers, got {got}")]
    Shape {
        /// Which array.
        what: &'static str,
        /// How long it should be.
        expected: usize,
        /// How long it is.
        got: usize,
    },
    /// A covariance matrix that stayed indefinite through the whole jitter schedule.
    #[error(
        "the covariance of {observations} observations is not positive definite, even with {jitter:.1e} of the signal variance added to its diagonal; look for extreme values or raise the noise"
    )]
    NotPositiveDefinite {
        /// The size of the matrix.
        observations: usize,
        /// The largest jitter tried, as a share of the signal variance.
        jitter: f64,
    },
    /// A question that needs a model, asked before anything was measured.
    #[error("nothing has been measured yet; a model needs at least one value")]
    NoModel,
    /// Everything has been tried.
    #[error("every candidate has been measured or is pending; allow replicates or widen the space")]
    Exhausted,
    /// A place in a list that is not there.
    #[error("there is no {what} number {number}; there are {count}")]
    NoSuch {
        /// What kind of thing.
        what: &'static str,
        /// The place asked for, from 1.
        number: usize,
        /// How many there are.
        count: usize,
    },
}

/// Lets a finite number through.
pub(crate) fn finite(what: impl Into<String>, value: f64) -> Result<f64, Error> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Error::NotFinite {
            what: what.into(),
            value,
        })
    }
}

/// Refuses what is more than a limit.
pub(crate) fn at_most(what: impl Into<String>, limit: u64, got: u64) -> Result<(), Error> {
    if got <= limit {
        Ok(())
    } else {
        Err(Error::TooMany {
            what: what.into(),
            limit,
            got,
        })
    }
}

/// Refuses blank and repeated names.
pub(crate) fn names<'a>(
    what: &'static str,
    all: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    let mut seen: Vec<&str> = Vec::new();
    for (i, name) in all.enumerate() {
        if name.trim().is_empty() {
            return Err(Error::Unnamed {
                what,
                number: i + 1,
            });
        }
        if seen.contains(&name) {
            return Err(Error::DuplicateName {
                what: format!("{what} names"),
                name: name.to_owned(),
            });
        }
        seen.push(name);
    }
    Ok(())
}
