//! A campaign as chemists keep it: a table, a row an experiment, `PENDING` where nothing
//! was measured yet.

use crate::experiment::{Experiment, Measured, Status};
use crate::recipe::{in_words, value, variable_of};
use crate::{Campaign, Error};
use memrilab_bayesopt::{Point, Space};
use memrilab_core::csv::{cell, unguarded};

/// What stands in the cell of a value that is not there yet, or never will be.
const PENDING: &str = "PENDING";
const FAILED: &str = "FAILED";

/// The experiments as CSV: number, a column a variable with its unit, value, standard
/// deviation, interval, source, note, and the columns that came with a table.
#[must_use]
pub fn to_csv(campaign: &Campaign) -> String {
    let mut extra: Vec<&str> = Vec::new();
    for (name, _) in campaign.experiments.iter().flat_map(|e| &e.extra) {
        if !extra.contains(&name.as_str()) {
            extra.push(name);
        }
    }
    let variables = campaign.space.variables();
    let mut heading: Vec<String> = vec!["number".into()];
    heading.extend(variables.iter().map(|v| match v.unit.as_str() {
        "" => v.name.clone(),
        unit => format!("{} ({unit})", v.name),
    }));
    heading.push(campaign.objective.clone());
    heading.extend(["sd", "low", "high", "source", "simulated", "note"].map(String::from));
    heading.extend(extra.iter().map(|name| (*name).to_owned()));
    let mut text = row(&heading);
    for experiment in &campaign.experiments {
        let number = |n: Option<f64>| n.map_or(String::new(), |n| n.to_string());
        let measured = experiment.measured.as_ref();
        let mut cells = vec![experiment.id.to_string()];
        cells.extend(
            in_words(&campaign.space, &experiment.recipe)
                .into_iter()
                .map(|(_, value, _)| value),
        );
        cells.push(match (experiment.status, measured) {
            (Status::Measured, Some(measured)) => measured.value.to_string(),
            (Status::Failed, _) => FAILED.into(),
            _ => PENDING.into(),
        });
        cells.extend([
            number(measured.and_then(|m| m.sd)),
            number(measured.and_then(|m| m.low)),
            number(measured.and_then(|m| m.high)),
        ]);
        cells.extend([
            experiment.source.clone(),
            if experiment.simulated { "yes" } else { "" }.into(),
            experiment.note.clone(),
        ]);
        cells.extend(extra.iter().map(|name| {
            let found = experiment.extra.iter().find(|(n, _)| n == name);
            found.map_or(String::new(), |(_, cell)| cell.clone())
        }));
        text.push_str(&row(&cells));
    }
    text
}

fn row(cells: &[String]) -> String {
    let mut line = cells.iter().map(|c| cell(c)).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

/// The cells of a table that a spreadsheet wrote or that was pasted from one: commas,
/// semicolons or tabs, quotes, any line ends; lines without anything are left out.
///
/// ```
/// assert_eq!(memrilab_fabrication::cells("a;b\r\n\r\n1;\"2;3\"\n"), [["a", "b"], ["1", "2;3"]]);
/// ```
#[must_use]
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or("");
    let count = |d: char| first.matches(d).count();
    let delimiter = ['\t', ';', ',']
        .into_iter()
        .max_by_key(|d| count(*d))
        .unwrap_or(',');
    let (mut rows, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                line.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut line));
            }
            c if c == delimiter && !quoted => line.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !line.is_empty() {
        line.push(cell);
        rows.push(line);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// Which columns of a table are what.
struct Columns {
    number: Option<usize>,
    /// The column of each variable of the space.
    variables: Vec<usize>,
    value: Option<usize>,
    sd: Option<usize>,
    low: Option<usize>,
    high: Option<usize>,
    source: Option<usize>,
    simulated: Option<usize>,
    note: Option<usize>,
    /// The others, kept under their headings.
    extra: Vec<(usize, String)>,
}

impl Columns {
    fn of(space: &Space, objective: &str, heading: &[String]) -> Result<Self, Error> {
        let named = |name: &str| {
            heading.iter().position(|h| {
                h.split(['(', '['])
                    .next()
                    .unwrap_or(h)
                    .trim()
                    .eq_ignore_ascii_case(name)
            })
        };
        let variables = (0..space.variables().len())
            .map(|wanted| {
                let found = heading.iter().position(|h| variable_of(space, h) == Some(wanted));
                found.ok_or_else(|| Error::Table {
                    row: 1,
                    reason: format!("there is no column `{}`; the heading needs one for each variable of the space", space.variables()[wanted].name),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut columns = Self {
            number: named("number"),
            variables,
            value: named(objective).or_else(|| named("value")),
            sd: named("sd"),
            low: named("low"),
            high: named("high"),
            source: named("source"),
            simulated: named("simulated"),
            note: named("note"),
            extra: Vec::new(),
        };
        let known = [
            columns.number,
            columns.value,
            columns.sd,
            columns.source,
            columns.simulated,
            columns.note,
            columns.low,
            columns.high,
        ];
        let taken = |at: &usize| columns.variables.contains(at) || known.contains(&Some(*at));
        columns.extra = heading
            .iter()
            .enumerate()
            .filter(|(at, name)| !taken(at) && !name.trim().is_empty())
            .map(|(at, name)| (at, name.trim().to_owned()))
            .collect();
        Ok(columns)
    }
}

/// Experiments of a table with a heading; gives how many were added or told.
///
/// A column belongs to a variable by its name, whatever stands in brackets behind it; the
/// objective's column, or `value`, holds numbers, `PENDING`, `FAILED` or nothing; `sd`,
/// `low`, `high`, `source` and `note` are understood; all other columns are kept. A row
/// with the `number` and the recipe of an experiment is that experiment: a table that was
/// written, filled in and read again tells the pending ones. All other rows are new.
/// Nothing changes if any row is wrong.
///
/// # Errors
/// [`Error::Table`] with the row.
pub fn from_csv(campaign: &mut Campaign, text: &str) -> Result<usize, Error> {
    let rows = cells(text);
    let Some((heading, rows)) = rows.split_first() else {
        return Err(Error::Table {
            row: 1,
            reason: "the table is empty; give a heading and a row for each experiment".into(),
        });
    };
    let columns = Columns::of(&campaign.space, &campaign.objective, heading)?;
    let mut grown = campaign.clone();
    let mut changed = 0;
    for (at, row) in rows.iter().enumerate() {
        let place = |e: Error| Error::Table {
            row: at + 2,
            reason: e.to_string(),
        };
        let said = experiment(&campaign.space, &columns, row).map_err(place)?;
        if let Some(measured) = &said.measured {
            measured.check().map_err(place)?;
        }
        let known = grown.experiments.iter_mut();
        let known = known
            .into_iter()
            .find(|e| e.id == said.id && e.recipe == said.recipe);
        changed += usize::from(match known {
            Some(known) => filled_in(known, said).map_err(place)?,
            None => {
                let id = grown.add(said.recipe.clone()).map_err(place)?;
                *grown.experiment(id)? = Experiment { id, ..said };
                true
            }
        });
    }
    *campaign = grown;
    Ok(changed)
}

/// Takes over what a row says of an experiment that is here already; whether it was new.
fn filled_in(known: &mut Experiment, said: Experiment) -> Result<bool, Error> {
    let value = |e: &Experiment| e.measured.as_ref().map(|m| m.value);
    let before = known.clone();
    match (known.status, said.status) {
        (_, Status::Pending) => {}
        (Status::Pending, _) => {
            known.status = said.status;
            known.measured = said.measured;
            known.source = said.source;
        }
        (a, b) if a == b && value(known) == value(&said) => {}
        _ => return Err(Error::Done { id: known.id }),
    }
    known.note = said.note;
    known.extra = said.extra;
    Ok(*known != before)
}

fn experiment(space: &Space, columns: &Columns, row: &[String]) -> Result<Experiment, Error> {
    let text = |at: usize| row.get(at).map_or("", |cell| cell.trim());
    let optional = |at: Option<usize>| at.map_or("", text);
    let number = |what: &str, text: &str| -> Result<f64, Error> {
        text.replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite())
            .ok_or_else(|| {
                Error::Recipe(format!(
                    "{what} is `{}`; it must be a number, PENDING or FAILED",
                    text.chars().take(60).collect::<String>()
                ))
            })
    };
    let recipe = space
        .variables()
        .iter()
        .zip(&columns.variables)
        .map(|(variable, &at)| value(variable, text(at)))
        .collect::<Result<Vec<_>, _>>()?;
    // Of no experiment, where there is no number.
    let id = optional(columns.number).parse().unwrap_or(0);
    let mut experiment = Experiment::new(id, Point(recipe));
    match optional(columns.value) {
        "" => {}
        said if said.eq_ignore_ascii_case(PENDING) => {}
        said if said.eq_ignore_ascii_case(FAILED) => experiment.status = Status::Failed,
        said => {
            let perhaps = |what: &str, at: Option<usize>| match optional(at) {
                "" => Ok(None),
                text => number(what, text).map(Some),
            };
            experiment.status = Status::Measured;
            experiment.measured = Some(Measured {
                low: perhaps("the lower end of the interval", columns.low)?,
                high: perhaps("the upper end of the interval", columns.high)?,
                ..Measured::typed(
                    number("the value", said)?,
                    perhaps("the standard deviation", columns.sd)?,
                )
            });
        }
    }
    experiment.source = unguarded(optional(columns.source)).to_owned();
    experiment.simulated = optional(columns.simulated).eq_ignore_ascii_case("yes");
    experiment.note = unguarded(optional(columns.note)).to_owned();
    experiment.extra = columns
        .extra
        .iter()
        .filter(|(at, _)| !text(*at).is_empty())
        .map(|(at, name)| (name.clone(), unguarded(text(*at)).to_owned()))
        .collect();
    Ok(experiment)
}
