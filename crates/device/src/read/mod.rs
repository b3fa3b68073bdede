//! Files as instruments and people write them, in; measurements and a report, out.
//!
//! ```text
//! bytes -> decode -> tokenize -> Grid \
//! workbook -------------------> Grids  -> sheet (blocks, header, columns) -> cycles -> Sweep
//! ```
//!
//! One mechanism serves every dialect: a grid is split into blocks, columns get roles
//! and units, a long list is split where it repeats, cycles are laid on one list of
//! voltages. A dialect only says what it fixes. Whatever had to be assumed stands in the
//! [`ReadingReport`] and can be overridden by [`ReadOptions`].

mod arc;
mod blocks;
mod cycles;
mod decode;
mod easyexpert;
mod error;
mod formats;
mod grid;
mod groups;
mod gzip;
mod header;
mod join;
mod kind;
mod labview;
mod nosweep;
mod number;
mod options;
mod pulses;
mod recipe;
mod report;
mod scpi;
mod sheet;
mod sweeps;
mod table;
mod tokenize;
mod units;
mod workbook;

pub use error::{Problem, ReadError};
pub use formats::{FormatInfo, formats};
pub use grid::{Grid, TextCell};
pub use groups::groups;
pub use gzip::gunzip;
pub use join::{join, join_with};
pub use kind::FileKind;
pub use options::{Caps, ReadOptions, UnitError};
pub use report::{ColumnUse, LeftOut, Missing, ReadingReport, UnitSource};
pub use workbook::read_grids;

use crate::simulate::SIMULATED;
use crate::{Dialect, Measurement, Recipe, Trace};
use cycles::Cycle;
use decode::Magic;
use memrilab_core::quantity::{Amperes, engineering};
use sheet::Found;
use std::borrow::Cow;

/// What a file gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The file's name, as it was given.
    pub file: String,
    /// The file that was joined to it.
    pub partner: Option<String>,
    /// What it is.
    pub kind: FileKind,
    /// Its devices; none if it holds no sweep and no pulses.
    pub measurements: Vec<Measurement>,
    /// How it was read.
    pub report: ReadingReport,
}

/// Reads a text file, compressed or not.
///
/// ```
/// use memrilab_device::Trace;
/// use memrilab_device::read::{ReadOptions, read};
/// let text = b"Voltage (V);Current (mA)\n0;0\n0,5;1\n1;4\n0,5;3\n0;0\n";
/// let reading = read("a.csv", text, &ReadOptions::default()).unwrap();
/// let Trace::Sweep(sweep) = &reading.measurements[0].trace else { panic!() };
/// assert_eq!(sweep.voltage, [0.0, 0.5, 1.0, 0.5, 0.0]);
/// assert_eq!(sweep.current[[0, 2]], 0.004);
/// assert_eq!(reading.report.decimal_mark.as_deref(), Some("comma"));
/// ```
///
/// # Errors
/// [`ReadError`] with the place and what to try; a workbook gives the code
/// `workbook-needed` and is read by [`read_grids`].
pub fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Reading, ReadError> {
    let caps = &options.caps;
    if bytes.len() > caps.file_bytes {
        let problem = Problem::TooLarge {
            what: "the file's bytes are",
            found: bytes.len(),
            limit: caps.file_bytes,
        };
        return Err(problem.of(name));
    }
    let mut bytes = Cow::Borrowed(bytes);
    let mut magic = decode::magic(&bytes);
    if magic == Magic::Gzip {
        bytes = Cow::Owned(gunzip(&bytes, caps.unpacked_bytes).map_err(|p| p.of(name))?);
        magic = decode::magic(&bytes);
    }
    match magic {
        Magic::Workbook => return Err(Problem::Workbook.of(name)),
        Magic::Other(what) => return Err(Problem::Binary { what }.of(name)),
        Magic::Gzip => {
            return Err(Problem::Binary {
                what: "a twice compressed file",
            }
            .of(name));
        }
        Magic::Idx => {
            return Ok(Reading {
                file: name.to_owned(),
                partner: None,
                kind: FileKind::IdxData,
                measurements: Vec::new(),
                report: ReadingReport::default(),
            });
        }
        Magic::Text => {}
    }
    let (text, encoding) = decode::decode(&bytes).map_err(|p| p.of(name))?;
    if text.trim().is_empty() {
        return Err(Problem::Empty.of(name));
    }
    // Lines of old Macintosh programs end with a carriage return alone.
    let text = if !text.contains('\n') && text.contains('\r') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        text
    };
    let mut report = ReadingReport {
        encoding: Some(encoding.to_owned()),
        ..ReadingReport::default()
    };
    read_text(name, &text, options, &mut report)
}

fn read_text(
    name: &str,
    text: &str,
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Result<Reading, ReadError> {
    let mut said = None;
    let mut text = Cow::Borrowed(text);
    if !text.contains('\n') && text.contains('\r') {
        text = Cow::Owned(text.replace('\r', "\n"));
    }
    if labview::is(&text) {
        text = Cow::Owned(labview::table(name, &text)?);
        said = Some(Dialect::LabView);
    }
    let tokens = tokenize::tokenize(name, &text, &options.caps, report)?;
    if tokens
        .comments
        .iter()
        .any(|(_, c)| c.starts_with("ATTRS_START"))
    {
        said = Some(Dialect::ArcTwo);
    }
    if tokens.comments.iter().any(|(_, c)| is_mark(c)) || is_marked(&tokens.grid) {
        said = Some(Dialect::Simulated);
    }
    if let Some(header) = arc::header(&tokens.grid) {
        let mut measurements =
            arc::read(&tokens.grid, header, options, report).map_err(|p| p.of(name))?;
        report.dialect = Some(Dialect::ArcOne);
        measurements
            .iter_mut()
            .for_each(|m| m.recipe = recipe::from_name(name));
        return Ok(reading(name, FileKind::Sweep, measurements, report));
    }
    let compliance = easyexpert::stated_compliance(&tokens.grid);
    let found = match scpi::read(&tokens, options, report) {
        Some(found) => found,
        None => sheet::read(name, tokens.grid, options, report).map_err(|p| p.of(name))?,
    };
    finish(name, found, said, compliance, report)
}

/// Whether a comment, with or without its `#`, says that the file is a simulated one.
fn is_mark(comment: &str) -> bool {
    let comment = comment.trim_start_matches(['#', ' ']);
    comment.starts_with(SIMULATED.trim_start_matches(['#', ' ']))
}

/// Whether a cell says so, as the first line of the file becomes one in a workbook.
fn is_marked(grid: &Grid) -> bool {
    (0..grid.rows().min(3)).any(|r| grid.label(r, 0).is_some_and(is_mark))
}

/// Cycles to devices, and the reading.
fn finish(
    name: &str,
    found: Found,
    said: Option<Dialect>,
    compliance: Option<Amperes>,
    report: &mut ReadingReport,
) -> Result<Reading, ReadError> {
    let recipe = recipe::from_name(name);
    let (kind, measurements) = match found {
        Found::Other(kind) => (kind, Vec::new()),
        Found::Pulses(trains, dialect) => {
            let several = trains.len() > 1;
            let of = |(k, pulses)| Measurement {
                block: if several {
                    format!("column {}", k + 1)
                } else {
                    String::new()
                },
                dialect,
                trace: Trace::Pulses(pulses),
                recipe: recipe.clone(),
            };
            report.dialect = Some(dialect);
            (
                FileKind::ConductanceAfterPulses,
                trains.into_iter().enumerate().map(of).collect(),
            )
        }
        Found::Cycles(cycles, dialect) => {
            let dialect = said.unwrap_or(dialect);
            report.dialect = Some(dialect);
            let devices =
                devices(cycles, dialect, &recipe, compliance, report).map_err(|p| p.of(name))?;
            (FileKind::Sweep, devices)
        }
    };
    Ok(reading(name, kind, measurements, report))
}

fn devices(
    cycles: Vec<Cycle>,
    dialect: Dialect,
    recipe: &Recipe,
    compliance: Option<Amperes>,
    report: &mut ReadingReport,
) -> Result<Vec<Measurement>, Problem> {
    let groups = sweeps::devices(cycles, report)?;
    let several = groups.len() > 1;
    let mut measurements = Vec::new();
    let mut failed = None;
    for group in groups {
        let names: Vec<String> = group.iter().map(|c| c.name.clone()).collect();
        let block = match (several, names.as_slice()) {
            (false, _) => String::new(),
            (true, [one]) => one.clone(),
            (true, [first, .., last]) => format!("{first} to {last}"),
            (true, []) => String::new(),
        };
        match sweeps::assemble(&group, report) {
            Ok(mut sweep) => {
                sweep.stated_compliance = compliance;
                plausible(&sweep, report);
                let trace = Trace::Sweep(sweep);
                measurements.push(Measurement {
                    block,
                    dialect,
                    trace,
                    recipe: recipe.clone(),
                });
            }
            Err(problem) => {
                report.leave_out(
                    if block.is_empty() {
                        "the sweep".into()
                    } else {
                        block
                    },
                    problem.to_string(),
                );
                failed = Some(problem);
            }
        }
    }
    match failed {
        Some(problem) if measurements.is_empty() => Err(problem),
        _ => Ok(measurements),
    }
}

/// Notes a conductance that no device has, which a wrong unit gives.
fn plausible(sweep: &crate::Sweep, report: &mut ReadingReport) {
    let top = sweep.voltage.iter().fold(0.0f64, |m, v| m.max(v.abs()));
    let largest = (0..sweep.voltage.len())
        .filter(|&j| sweep.voltage[j].abs() >= 0.5 * top)
        .flat_map(|j| {
            sweep
                .current
                .column(j)
                .iter()
                .map(|i| (i / sweep.voltage[j]).abs())
                .collect::<Vec<_>>()
        })
        .filter(|g| g.is_finite())
        .fold(0.0, f64::max);
    if largest > 0.0 && !(1e-12..=1.0).contains(&largest) {
        report.note(format!(
            "The largest conductance is {}: check the units.",
            engineering(largest, "S")
        ));
    }
}

fn reading(
    name: &str,
    kind: FileKind,
    measurements: Vec<Measurement>,
    report: &mut ReadingReport,
) -> Reading {
    Reading {
        file: name.to_owned(),
        partner: None,
        kind,
        measurements,
        report: std::mem::take(report),
    }
}
