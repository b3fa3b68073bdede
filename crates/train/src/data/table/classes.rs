//! The names of the classes, as they come by and then in order.

use crate::data::{Dataset, sort_classes};
use std::collections::BTreeMap;

/// What is wrong with a label.
pub(super) enum Problem {
    /// It is one class too many.
    TooMany,
    /// It is no class.
    Cell {
        wanted: &'static str,
        hint: &'static str,
    },
}

/// The classes so far, by name, and the numbers they got in the order of their coming.
pub(super) struct Names {
    numbers: BTreeMap<String, u32>,
    /// Whether they are given, in their order, and no other is a class.
    given: bool,
}

impl Names {
    pub(super) fn new(given: Option<&[String]>) -> Self {
        let numbers = given.unwrap_or(&[]).iter().cloned().zip(0..).collect();
        Self {
            numbers,
            given: given.is_some(),
        }
    }

    /// The number of a class; `3.0` is the class `3`.
    pub(super) fn add(&mut self, cell: &str) -> Result<u32, Problem> {
        if let Some(&number) = self.numbers.get(cell) {
            return Ok(number);
        }
        let name = match (cell.parse::<i64>(), cell.parse::<f64>()) {
            _ if cell.is_empty() => {
                return Err(Problem::Cell {
                    wanted: "a class",
                    hint: "name its class, or remove the row",
                });
            }
            (Ok(whole), _) => whole.to_string(),
            (_, Ok(x)) if x.fract() == 0.0 && x.abs() < 1e15 => (x as i64).to_string(),
            (_, Ok(_)) => {
                return Err(Problem::Cell {
                    wanted: "a class",
                    hint: "classes are words or whole numbers; name the column of the classes",
                });
            }
            _ => cell.to_owned(),
        };
        let next = self.numbers.len();
        match self.numbers.get(&name) {
            Some(&number) => Ok(number),
            None if self.given => Err(Problem::Cell {
                wanted: "one of the known classes",
                hint: "give data of the same classes",
            }),
            None if next == Dataset::MOST_CLASSES => Err(Problem::TooMany),
            None => {
                self.numbers.insert(name, next as u32);
                Ok(next as u32)
            }
        }
    }

    /// The names in order - whole numbers by value, words by letters - and the labels with them.
    pub(super) fn sorted(self, labels: &mut [u32]) -> Vec<String> {
        let mut names: Vec<(String, u32)> = self.numbers.into_iter().collect();
        if self.given {
            names.sort_by_key(|(_, number)| *number);
        } else {
            sort_classes(&mut names, |(name, _)| name);
        }
        let mut place = vec![0; names.len()];
        for (new, (_, old)) in (0..).zip(&names) {
            place[*old as usize] = new;
        }
        for label in labels {
            *label = place[*label as usize];
        }
        names.into_iter().map(|(name, _)| name).collect()
    }
}
