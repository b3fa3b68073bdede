//! Recipes as they are typed and printed.

use anyhow::{Result, bail, ensure};
use memrilab_bayesopt::space::Kind;
use memrilab_bayesopt::{Point, Space, Value};
use memrilab_fabrication::{from_words, in_words};
use serde_json::{Map, json};

/// A recipe such as `perovskite=MAPbI3,length=1.5`.
pub(crate) fn parse(space: &Space, text: &str) -> Result<Point> {
    let mut words = Vec::new();
    for part in text.split([',', ';']).filter(|p| !p.trim().is_empty()) {
        let Some((name, value)) = part.split_once('=') else {
            bail!(
                "`{part}` in the recipe is not `name=value`; write it as perovskite=MAPbI3,length=1.5"
            );
        };
        words.push((name, value));
    }
    let count = space.variables().len();
    let recipe = from_words(space, words.iter().copied())?;
    ensure!(
        words.len() == count,
        "the recipe has {} values and the space {count} variables; name each variable once",
        words.len()
    );
    inside(space, &recipe)?;
    Ok(recipe)
}

/// Refuses numbers beyond the space: mostly they are in another unit. Between its levels
/// they are welcome.
pub(crate) fn inside(space: &Space, recipe: &Point) -> Result<()> {
    space.check(recipe)?;
    for (variable, value) in space.variables().iter().zip(&recipe.0) {
        let (low, high) = match &variable.kind {
            Kind::Levels { values, .. } => values
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| {
                    (l.min(*v), h.max(*v))
                }),
            Kind::Range { low, high, .. } => (*low, *high),
            Kind::Categories { .. } | Kind::Simplex { .. } => continue,
        };
        let Value::Number(number) = value else {
            continue;
        };
        let slack = 1e-9 * low.abs().max(high.abs());
        ensure!(
            (low - slack..=high + slack).contains(number),
            "`{}` is {number}, and the space goes from {low} to {high}{}{}; check the unit, or widen the space in the file",
            variable.name,
            if variable.unit.is_empty() { "" } else { " " },
            variable.unit
        );
    }
    Ok(())
}

/// Whether two recipes are one, but for the last digits of decimals.
pub(crate) fn same(a: &Point, b: &Point) -> bool {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    a.0.len() == b.0.len()
        && a.0.iter().zip(&b.0).all(|pair| match pair {
            (Value::Number(a), Value::Number(b)) => close(*a, *b),
            (a, b) => a == b,
        })
}

/// A recipe as an object, a member a variable.
pub(crate) fn object(space: &Space, recipe: &Point) -> serde_json::Value {
    let members = space.variables().iter().zip(&recipe.0);
    let members: Map<_, _> = members
        .map(|(variable, value)| (variable.name.clone(), json!(value)))
        .collect();
    serde_json::Value::Object(members)
}

/// A recipe in one line for a person.
pub(crate) fn line(space: &Space, recipe: &Point) -> String {
    let parts = in_words(space, recipe).into_iter();
    let parts = parts.map(|(name, value, unit)| {
        // A name says by itself what it is, a number does not.
        let number = value.parse::<f64>().is_ok();
        let unit = if unit.is_empty() {
            String::new()
        } else {
            format!(" {unit}")
        };
        if number {
            format!("{name} {value}{unit}")
        } else {
            format!("{value}{unit}")
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}
