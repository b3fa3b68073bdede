//! How training goes: loss and accuracy, epoch by epoch, of one run or several.

mod check;

use super::checked;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::{counted, reading};
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// What was known after an epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrainingEpoch {
    /// Its number; 0 is before the first.
    pub epoch: u32,
    /// Loss on the training data.
    pub loss: Option<f64>,
    /// Accuracy on the training data, from 0 to 1.
    pub accuracy: Option<f64>,
    /// Loss on the validation data.
    pub validation_loss: Option<f64>,
    /// Accuracy on the validation data.
    pub validation_accuracy: Option<f64>,
}

/// One training.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrainingRun {
    /// What it is called.
    pub name: String,
    /// Its epochs, in order; none while the first is under way.
    pub epochs: Vec<TrainingEpoch>,
    /// The epoch whose network was kept.
    pub best: Option<u32>,
}

/// Input of the training chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Training {
    /// What is trained, such as `MNIST, LeNet-5`.
    pub name: String,
    /// The runs, in the order of the legend.
    pub runs: Vec<TrainingRun>,
}

/// The training chart: a checked [`Training`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Training")]
pub struct TrainingFigure(Training);

impl TryFrom<Training> for TrainingFigure {
    type Error = FigureError;

    fn try_from(data: Training) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

/// What is drawn of an epoch in one panel: on the training and on the validation data.
type Both = fn(&TrainingEpoch) -> [Option<f64>; 2];

const LOSS: Both = |e| [e.loss, e.validation_loss];
const ACCURACY: Both = |e| [e.accuracy, e.validation_accuracy];

impl TrainingFigure {
    /// The points of a run, gaps where a value is absent; none where all are.
    fn points(run: &TrainingRun, of: Both, which: usize) -> Vec<[f64; 2]> {
        let at = |e: &TrainingEpoch| [f64::from(e.epoch), of(e)[which].unwrap_or(f64::NAN)];
        let points: Vec<[f64; 2]> = run.epochs.iter().map(at).collect();
        match points.iter().any(|p| p[1].is_finite()) {
            true => points,
            false => Vec::new(),
        }
    }

    fn run_marks(&self, run: &TrainingRun, hue: Hue, of: Both) -> Vec<Mark> {
        let name = text::clean(&run.name);
        let alone = self.0.runs.len() == 1;
        let keyed = |mark: Mark, what: &str| {
            // With several runs colours tell the runs, and the subtitle the lines.
            mark.keyed_as(if alone { what.to_owned() } else { name.clone() })
        };
        let mut marks = Vec::new();
        let points = [0, 1].map(|which| Self::points(run, of, which));
        let validated = !points[1].is_empty();
        for (which, (what, width, dash)) in [
            ("training", 1.4, Dash::Dotted),
            ("validation", 2.0, Dash::Solid),
        ]
        .into_iter()
        .enumerate()
        {
            if points[which].is_empty() {
                continue;
            }
            let kind = Kind::Line {
                points: points[which].clone(),
                width,
                dash,
            };
            let mark = Mark::new(format!("{name}, {what}"), hue, kind);
            marks.push(match alone || which == 1 || !validated {
                true => keyed(mark, what),
                false => mark,
            });
        }
        let kept = points[usize::from(validated)]
            .iter()
            .find(|p| run.best.is_some_and(|best| p[0] == f64::from(best)));
        if let Some(&kept) = kept.filter(|p| p[1].is_finite()) {
            let ring = Kind::Dots {
                points: vec![kept],
                glyph: Glyph::Ring,
                radius: 5.0,
            };
            let hue = if alone { hue } else { Hue::Ink };
            let mark = Mark::new(format!("{name}, best epoch"), hue, ring);
            marks.push(mark.keyed_as("best epoch".to_owned()));
        }
        marks
    }

    fn facet(&self, y: AxisSpec, of: Both, empty: &str) -> Facet {
        let runs = self.0.runs.iter().enumerate();
        let marks: Vec<Mark> = runs
            .flat_map(|(n, run)| self.run_marks(run, Hue::SERIES[n % Hue::SERIES.len()], of))
            .collect();
        // Rings last in the legend, whichever run has the first.
        let (rings, mut lines): (Vec<Mark>, Vec<Mark>) = marks
            .into_iter()
            .partition(|mark| matches!(mark.kind, Kind::Dots { .. }));
        lines.extend(rings);
        let epochs = || self.0.runs.iter().flat_map(|run| &run.epochs);
        let first = epochs().map(|e| e.epoch).min().unwrap_or(1);
        let last = epochs().map(|e| e.epoch).max().unwrap_or(1);
        Facet {
            x: AxisSpec::new("Epoch", "").whole().fixed(
                f64::from(first) - 0.5,
                f64::from(last.max(first.saturating_add(1))) + 0.5,
            ),
            y,
            marks: lines,
            empty: empty.to_owned(),
        }
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let epochs = data.runs.iter().map(|run| run.epochs.len());
        let epochs = epochs.max().unwrap_or(0);
        let subtitle = match (epochs, data.runs.len()) {
            (0, _) | (_, 1) => String::new(),
            _ => "solid: validation · dotted: training".to_owned(),
        };
        let title = format!("Training of {}", text::clean(&data.name));
        Plot {
            description: format!(
                "{title}: loss and accuracy of {} over {}.{}",
                counted(data.runs.len(), "run", "runs"),
                counted(epochs, "epoch", "epochs"),
                self.kept()
            ),
            title,
            subtitle,
            notes: Vec::new(),
            facets: vec![
                self.facet(
                    AxisSpec::new("Loss", "").near_zero(),
                    LOSS,
                    "No epoch with a loss is done yet.",
                ),
                self.facet(
                    AxisSpec::new("Accuracy", "").fixed(0.0, 1.0),
                    ACCURACY,
                    "No epoch with an accuracy is done yet.",
                ),
            ],
        }
    }

    /// The kept epochs in words.
    fn kept(&self) -> String {
        let mut words = String::new();
        for run in &self.0.runs {
            let best = run.epochs.iter().find(|e| Some(e.epoch) == run.best);
            let Some(best) = best else { continue };
            words.push_str(&format!(
                " {}: epoch {}",
                text::clean(&run.name),
                best.epoch
            ));
            if let Some(accuracy) = best.validation_accuracy {
                words.push_str(&format!(", validation accuracy {}", reading(accuracy, "")));
            }
            words.push('.');
        }
        words
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("run", ""),
            ("epoch", ""),
            ("training loss", ""),
            ("training accuracy", ""),
            ("validation loss", ""),
            ("validation accuracy", ""),
            ("best", ""),
        ]);
        for run in &self.0.runs {
            for epoch in &run.epochs {
                let best = Some(epoch.epoch) == run.best;
                table.rows.push(vec![
                    Cell::Text(text::clean(&run.name)),
                    Cell::Number(f64::from(epoch.epoch)),
                    Cell::of(epoch.loss),
                    Cell::of(epoch.accuracy),
                    Cell::of(epoch.validation_loss),
                    Cell::of(epoch.validation_accuracy),
                    match best {
                        true => Cell::Text("best".to_owned()),
                        false => Cell::Empty,
                    },
                ]);
            }
        }
        table
    }
}
