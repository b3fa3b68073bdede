//! What may be tried: variables, the rules between them, and candidates in an order.
//!
//! A space whose options can be listed (at most [`MOST_CANDIDATES`]) is searched whole;
//! of a larger one, or one with ranges, candidates are drawn (see
//! [`crate::campaign`]). Nothing is ever allocated for candidates that are not looked at.

mod constraint;
mod mixture;
mod point;
mod variable;

pub use constraint::{Assignment, Constraint, Term};
pub(crate) use constraint::{Resolved, equal};
pub use point::{Point, Value};
pub use variable::{Kind, MOST_OPTIONS, Variable};

use crate::error::{Error, at_most, finite, names};
use serde::{Deserialize, Serialize};

/// Most candidates that are listed rather than drawn.
pub const MOST_CANDIDATES: u64 = 200_000;
/// Most variables of a space.
pub const MOST_VARIABLES: u64 = 64;
const MOST_CONSTRAINTS: u64 = 10_000;

/// Variables, constraints and, optionally, the only points that can be had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(as = "Unchecked"))]
pub struct Space {
    variables: Vec<Variable>,
    constraints: Vec<Constraint>,
    only: Vec<Point>,
    resolved: Vec<Resolved>,
}

/// A space as it is written in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "Space"))]
struct Unchecked {
    variables: Vec<Variable>,
    #[serde(default)]
    constraints: Vec<Constraint>,
    /// If not empty, the only candidates: a library, a table that was measured.
    #[serde(default)]
    only: Vec<Point>,
}

impl TryFrom<Unchecked> for Space {
    type Error = Error;

    fn try_from(form: Unchecked) -> Result<Self, Error> {
        Self::build(form.variables, form.constraints, form.only)
    }
}

impl From<Space> for Unchecked {
    fn from(space: Space) -> Self {
        Self {
            variables: space.variables,
            constraints: space.constraints,
            only: space.only,
        }
    }
}

impl Space {
    /// Checks variables and constraints.
    ///
    /// ```
    /// use memrilab_bayesopt::{Space, Variable};
    /// let space = Space::new(
    ///     vec![
    ///         Variable::categories("salt", &["MAI", "FAI"]),
    ///         Variable::levels("length", &[0.6, 1.0, 1.5]),
    ///     ],
    ///     vec![],
    /// )?;
    /// assert_eq!(space.count(), Some(6));
    /// // Row-major, the last variable fastest (METHOD B1).
    /// let point = space.point(4).ok_or("past the end")?;
    /// assert_eq!(point.0, ["FAI".into(), 1.0.into()]);
    /// assert_eq!(space.index(&point), Some(4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with a variable or a constraint, too many of either, or
    /// [`Error::NothingAllowed`] if the constraints leave no candidate of a space small
    /// enough to be listed.
    pub fn new(variables: Vec<Variable>, constraints: Vec<Constraint>) -> Result<Self, Error> {
        Self::build(variables, constraints, Vec::new())
    }

    /// A space whose only candidates are `points`, in their order.
    ///
    /// # Errors
    /// As [`Space::new`]; no points, too many, one twice, or one the variables cannot take.
    pub fn only(
        variables: Vec<Variable>,
        constraints: Vec<Constraint>,
        points: Vec<Point>,
    ) -> Result<Self, Error> {
        if points.is_empty() {
            return Err(Error::Empty {
                what: "candidates".into(),
            });
        }
        Self::build(variables, constraints, points)
    }

    fn build(
        variables: Vec<Variable>,
        constraints: Vec<Constraint>,
        only: Vec<Point>,
    ) -> Result<Self, Error> {
        if variables.is_empty() {
            return Err(Error::Empty {
                what: "variables".into(),
            });
        }
        at_most("variables", MOST_VARIABLES, variables.len() as u64)?;
        at_most("constraints", MOST_CONSTRAINTS, constraints.len() as u64)?;
        at_most("listed candidates", MOST_CANDIDATES, only.len() as u64)?;
        names("variable", variables.iter().map(|v| v.name.as_str()))?;
        variables.iter().try_for_each(Variable::check)?;
        let resolved = constraints
            .iter()
            .enumerate()
            .map(|(i, c)| constraint::resolve(i + 1, c, &variables))
            .collect::<Result<_, _>>()?;
        let space = Self {
            variables,
            constraints,
            only,
            resolved,
        };
        space.only.iter().try_for_each(|p| space.check(p))?;
        let mut order: Vec<String> = space.only.iter().map(|p| format!("{:?}", p.0)).collect();
        order.sort_unstable();
        if let Some(twice) = order.windows(2).find(|w| w[0] == w[1]) {
            return Err(Error::DuplicateName {
                what: "listed candidates".into(),
                name: twice[0].clone(),
            });
        }
        if !space.constraints.is_empty() && space.listable().is_some() {
            let any = space.excluded().iter().any(|excluded| !excluded);
            if !any {
                return Err(Error::NothingAllowed);
            }
        }
        Ok(space)
    }

    /// The variables, in order.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The constraints, in order.
    #[must_use]
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// The only candidates, if they were listed; empty otherwise.
    #[must_use]
    pub fn listed(&self) -> &[Point] {
        &self.only
    }

    /// How many points the space has, those that constraints exclude included; `None` if
    /// it has a range, or 2^53 points or more.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        if !self.only.is_empty() {
            return Some(self.only.len() as u64);
        }
        self.variables
            .iter()
            .try_fold(1u64, |n, v| n.checked_mul(v.options()?))
            .filter(|n| *n < 1 << 53)
    }

    /// How many, if few enough to be listed.
    #[must_use]
    pub fn listable(&self) -> Option<u64> {
        self.count().filter(|n| *n <= MOST_CANDIDATES)
    }

    /// Of each listable point, whether the constraints exclude it.
    pub(crate) fn excluded(&self) -> Vec<bool> {
        let count = self.listable().unwrap_or(0) as usize;
        if self.constraints.is_empty() {
            return vec![false; count];
        }
        if !self.only.is_empty() {
            return self.only.iter().map(|p| !self.allows(p)).collect();
        }
        let options: Vec<Vec<Value>> = self.variables.iter().map(Variable::all_options).collect();
        let mut digits = vec![0; options.len()];
        let mut point = Point(options.iter().map(|o| o[0].clone()).collect());
        let mut out = Vec::with_capacity(count);
        while out.len() < count {
            out.push(!self.allows(&point));
            for (at, all) in options.iter().enumerate().rev() {
                digits[at] = (digits[at] + 1) % all.len();
                point.0[at] = all[digits[at]].clone();
                if digits[at] > 0 {
                    break;
                }
            }
        }
        out
    }

    /// The point at `index`, row-major with the last variable fastest (METHOD B1); `None`
    /// past the last or where points cannot be counted.
    #[must_use]
    pub fn point(&self, index: u64) -> Option<Point> {
        if index >= self.count()? {
            return None;
        }
        if let Some(point) = self.only.get(index as usize) {
            return Some(point.clone());
        }
        let mut left = index;
        let mut values = Vec::with_capacity(self.variables.len());
        for variable in self.variables.iter().rev() {
            let options = variable.options()?;
            values.push(variable.option(left % options)?);
            left /= options;
        }
        values.reverse();
        Some(Point(values))
    }

    /// The index of a point; `None` if it is not on the grid or not listed.
    #[must_use]
    pub fn index(&self, point: &Point) -> Option<u64> {
        if point.0.len() != self.variables.len() {
            return None;
        }
        if !self.only.is_empty() {
            let at = self.only.iter().position(|p| points_equal(p, point))?;
            return Some(at as u64);
        }
        self.count()?;
        self.variables
            .iter()
            .zip(&point.0)
            .try_fold(0, |index, (variable, value)| {
                Some(index * variable.options()? + variable.option_of(value)?)
            })
    }

    /// Whether the point can be described in this space, on its grid or off it.
    ///
    /// # Errors
    /// A wrong number of values, an unknown category, a number that is not finite or has
    /// no logarithm where one is needed, shares that are negative or do not sum to 1.
    pub fn check(&self, point: &Point) -> Result<(), Error> {
        if point.0.len() != self.variables.len() {
            return Err(Error::PointLength {
                expected: self.variables.len(),
                got: point.0.len(),
            });
        }
        self.variables
            .iter()
            .zip(&point.0)
            .try_for_each(|(variable, value)| check_value(variable, value))
    }

    /// Whether a point that passed [`Space::check`] obeys every constraint.
    #[must_use]
    pub fn allows(&self, point: &Point) -> bool {
        point.0.len() == self.variables.len() && self.resolved.iter().all(|c| c.allows(point))
    }
}

/// Whether two points are one, but for the last digits of decimals.
pub(crate) fn points_equal(a: &Point, b: &Point) -> bool {
    a.0.len() == b.0.len() && a.0.iter().zip(&b.0).all(|(a, b)| equal(a, b))
}

pub(crate) fn check_value(variable: &Variable, value: &Value) -> Result<(), Error> {
    let wrong = |expected: &str| Error::Value {
        variable: variable.name.clone(),
        expected: expected.to_owned(),
        got: value.to_string(),
    };
    match (&variable.kind, value) {
        (Kind::Levels { log, .. } | Kind::Range { log, .. }, Value::Number(v)) => {
            finite(format!("`{}`", variable.name), *v)?;
            if *log && *v <= 0.0 {
                return Err(Error::LogScale {
                    variable: variable.name.clone(),
                    value: *v,
                });
            }
            Ok(())
        }
        (Kind::Levels { .. } | Kind::Range { .. }, _) => Err(wrong("a number")),
        (Kind::Categories { names, .. }, Value::Name(name)) if names.contains(name) => Ok(()),
        (Kind::Categories { names, .. }, _) => Err(wrong(&format!("one of {}", names.join(", ")))),
        (Kind::Simplex { parts, .. }, Value::Shares(shares)) if shares.len() == parts.len() => {
            let total: f64 = shares.iter().sum();
            let fine = shares.iter().all(|s| *s >= 0.0) && (total - 1.0).abs() <= 1e-6;
            fine.then_some(())
                .ok_or_else(|| wrong("shares that are not negative and sum to 1"))
        }
        (Kind::Simplex { parts, .. }, _) => Err(wrong(&format!("{} shares", parts.len()))),
    }
}
