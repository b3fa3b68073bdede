//! How far the outputs of a crossbar are from those in floating point, network by network.

use super::checked::{once, within};
use super::list::rows;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::{counted, reading};
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// The output errors of one network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ErrorsRow {
    /// What it is called.
    pub name: String,
    /// 5 %, 25 %, 50 %, 75 % and 95 % of the errors, in that order.
    pub quantiles: [f64; 5],
    /// Root of their mean square.
    pub rms: f64,
}

/// Input of the chart of output errors.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Errors {
    /// Task and array, such as `moons on 10 x 10 devices`.
    pub name: String,
    /// How many errors each row stands for, at least 1.
    pub count: u32,
    /// From the top down.
    pub rows: Vec<ErrorsRow>,
}

/// The chart of output errors: a checked [`Errors`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Errors")]
pub struct ErrorsFigure(Errors);

impl TryFrom<Errors> for ErrorsFigure {
    type Error = FigureError;

    fn try_from(data: Errors) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

impl ErrorsFigure {
    /// A chart of data that makes sense.
    ///
    /// # Errors
    /// [`FigureError::Nothing`] without a row, [`FigureError::Twice`] for two of one name,
    /// [`FigureError::Value`] for a value that is not finite or quantiles out of order.
    pub fn new(data: Errors) -> Result<Self, FigureError> {
        if data.rows.is_empty() {
            return Err(FigureError::Nothing {
                chart: "the chart of output errors",
                what: "network",
            });
        }
        let whole = f64::INFINITY;
        let place = || "errors".to_owned();
        let count = f64::from(data.count);
        within(
            &place,
            "the number of errors",
            count,
            (1.0, whole),
            "at least 1",
        )?;
        once(
            "errors",
            "network",
            data.rows.iter().map(|r| r.name.as_str()),
        )?;
        for row in &data.rows {
            let place = || row.name.clone();
            within(
                &place,
                "the root mean square",
                row.rms,
                (0.0, whole),
                "at least 0",
            )?;
            let mut least = -f64::MAX;
            for quantile in row.quantiles {
                let range = (least, f64::MAX);
                within(
                    &place,
                    "a quantile",
                    quantile,
                    range,
                    "at least the one before",
                )?;
                least = quantile;
            }
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Errors {
        &self.0
    }

    pub(crate) fn rows(&self) -> usize {
        self.0.rows.len()
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let spans = |low: usize, high: usize| -> Vec<[f64; 3]> {
            let rows = data.rows.iter().enumerate();
            rows.map(|(y, row)| [row.quantiles[low], row.quantiles[high], y as f64])
                .collect()
        };
        let medians = data.rows.iter().enumerate().map(|(y, row)| {
            let y = y as f64;
            [row.quantiles[2], y - 0.3, y + 0.3]
        });
        let halves = spans(1, 3)
            .into_iter()
            .flat_map(|[low, high, y]| [[low, y - 0.18, y + 0.18], [high, y - 0.18, y + 0.18]]);
        let (zero, dash) = (0.0, Dash::Long);
        let upright = |spans: Vec<[f64; 3]>, width| Kind::Extremes {
            spans,
            width,
            shift: 0.0,
        };
        let whiskers = Kind::Whiskers {
            spans: spans(0, 4),
            caps: true,
        };
        let marks = vec![
            Mark::new("no error", Hue::Muted, Kind::Post { x: zero, dash }).keyed(),
            Mark::new("5 % to 95 %", Hue::Ink, whiskers).keyed(),
            Mark::new("25 % and 75 %", Hue::Sky, upright(halves.collect(), 3.0)).keyed(),
            Mark::new("median", Hue::Orange, upright(medians.collect(), 3.0)).keyed(),
        ];
        let title = format!("{}: errors of the output", text::clean(&data.name));
        let subtitle = format!(
            "array less floating point · {} each",
            counted(data.count as usize, "output", "outputs")
        );
        let each = data
            .rows
            .iter()
            .map(|row| format!("{} rms {}", text::clean(&row.name), reading(row.rms, "")));
        Plot {
            description: format!(
                "{title}, {subtitle}. {}.",
                each.collect::<Vec<_>>().join("; ")
            ),
            title,
            subtitle,
            notes: Vec::new(),
            facets: vec![Facet {
                x: AxisSpec::new("Error of the output", ""),
                y: rows(data.rows.iter().map(|row| row.name.as_str())),
                marks,
                empty: String::new(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("network", ""),
            ("5 %", ""),
            ("25 %", ""),
            ("50 %", ""),
            ("75 %", ""),
            ("95 %", ""),
            ("rms", ""),
        ]);
        for row in &self.0.rows {
            let mut cells = vec![Cell::Text(text::clean(&row.name))];
            cells.extend(row.quantiles.map(Cell::of));
            cells.push(Cell::of(row.rms));
            table.rows.push(cells);
        }
        table
    }
}
