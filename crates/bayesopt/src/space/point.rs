//! A recipe: one value per variable of a space, in their order.

use serde::{Deserialize, Serialize};

/// The value of one variable. In JSON a number, a name or a list of shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Value {
    /// Of levels and ranges.
    Number(f64),
    /// Of categories.
    Name(String),
    /// Of a mixture, in the order of its parts.
    Shares(Vec<f64>),
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Shares(shares) => write!(f, "{shares:?}"),
        }
    }
}

/// A value per variable, in the order of the space's variables.
///
/// ```
/// use memrilab_bayesopt::Point;
/// let point = Point(vec!["MAPbI3".into(), 1.5.into()]);
/// assert_eq!(point.0.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Point(pub Vec<Value>);
