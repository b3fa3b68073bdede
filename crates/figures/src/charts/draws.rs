//! What each draw of the drift leaves of a network at one level, method by method: whether a
//! mean stands for all draws or for two heaps of them.

mod check;

use super::checked;
use super::list::rows;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::{counted, fixed, given, reading};
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// How far from the middle of its row a draw may stand, and how far the mean reaches.
const SPREAD: f64 = 0.27;
const TALL: f64 = 0.36;
/// The golden section: its multiples spread evenly over any number of draws.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// A method, and what each draw left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DrawsMethod {
    /// What it is called.
    pub name: String,
    /// The accuracy of each draw, from 0 to 1, in the order they were drawn; none while
    /// nothing is evaluated yet.
    pub accuracies: Vec<f64>,
    /// Lower end of the 95 % interval of the mean, from two draws on.
    #[serde(default)]
    pub low: Option<f64>,
    /// Its upper end.
    #[serde(default)]
    pub high: Option<f64>,
}

/// Input of the chart of draws.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Draws {
    /// What is told apart, such as `MNIST`.
    pub task: String,
    /// The network, such as `LeNet-5`.
    pub model: String,
    /// The usability whose drift was drawn, above 0 and at most 1.
    pub usability: f64,
    /// The drift that goes with it, at least 0.
    pub sigma: f64,
    /// The methods, from the top down.
    pub methods: Vec<DrawsMethod>,
    /// How many classes there are, which sets what chance reaches.
    pub classes: u32,
}

/// The chart of draws: a checked [`Draws`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Draws")]
pub struct DrawsFigure(Draws);

impl TryFrom<Draws> for DrawsFigure {
    type Error = FigureError;

    fn try_from(data: Draws) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

/// The mean accuracy, where there is a draw.
fn mean(method: &DrawsMethod) -> Option<f64> {
    let count = method.accuracies.len();
    (count > 0).then(|| method.accuracies.iter().sum::<f64>() / count as f64)
}

/// How far below the middle of its row a draw stands: the same for one number in all rows.
fn aside(draw: usize) -> f64 {
    let turn = (draw as f64 + 0.5) * GOLDEN;
    SPREAD * (2.0 * (turn - libm::floor(turn)) - 1.0)
}

impl DrawsFigure {
    pub(crate) fn methods(&self) -> usize {
        self.0.methods.len()
    }

    fn marks(&self) -> Vec<Mark> {
        let data = &self.0;
        let (mut dots, mut means, mut spans) = (Vec::new(), Vec::new(), Vec::new());
        for (row, method) in data.methods.iter().enumerate() {
            let row = row as f64;
            let drawn = method.accuracies.iter().enumerate();
            dots.extend(drawn.map(|(draw, accuracy)| [*accuracy, row + aside(draw)]));
            // A single draw is its mean.
            if let Some(mean) = mean(method).filter(|_| method.accuracies.len() > 1) {
                means.push([mean, row - TALL, row + TALL]);
            }
            if let (Some(low), Some(high)) = (method.low, method.high) {
                spans.push([low, high, row]);
            }
        }
        if dots.is_empty() {
            return Vec::new();
        }
        let chance = Kind::Post {
            x: 1.0 / f64::from(data.classes),
            dash: Dash::Long,
        };
        let chance_of = format!("chance, 1 of {}", data.classes);
        let dots = Kind::Dots {
            points: dots,
            glyph: Glyph::Disc,
            radius: 2.6,
        };
        let mut marks = vec![
            Mark::new(chance_of, Hue::Muted, chance).keyed(),
            Mark::new("one draw", Hue::Sky, dots).keyed(),
        ];
        if !means.is_empty() {
            let ticks = Kind::Extremes {
                spans: means,
                width: 2.4,
                shift: 0.0,
            };
            marks.push(Mark::new("mean", Hue::Ink, ticks).keyed());
        }
        if !spans.is_empty() {
            let whiskers = Kind::Whiskers { spans, caps: true };
            marks.push(Mark::new("95 % interval of the mean", Hue::Ink, whiskers).keyed());
        }
        marks
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let title = format!(
            "{}, {}: every draw of the drift",
            text::clean(&data.task),
            text::clean(&data.model)
        );
        let subtitle = format!(
            "at usability {} (σ {})",
            given(data.usability),
            reading(data.sigma, "")
        );
        let waiting = data.methods.iter().filter(|m| m.accuracies.is_empty());
        let waiting = waiting.count();
        let mut notes = Vec::new();
        if waiting > 0 && waiting < data.methods.len() {
            let methods = counted(waiting, "method has", "methods have");
            notes.push(format!("{methods} no draw yet."));
        }
        Plot {
            description: self.described(&title, &subtitle),
            title,
            subtitle,
            notes,
            facets: vec![Facet {
                x: AxisSpec::new("Accuracy", "").fixed(0.0, 1.0),
                y: rows(data.methods.iter().map(|method| method.name.as_str())),
                marks: self.marks(),
                empty: "No draw is done yet.".to_owned(),
            }],
        }
    }

    /// The figure in words: mean and extremes of each method.
    fn described(&self, title: &str, subtitle: &str) -> String {
        let each = self.0.methods.iter().map(|method| {
            let name = text::clean(&method.name);
            let Some(mean) = mean(method) else {
                return format!("{name} has no draw yet");
            };
            let values = || method.accuracies.iter().copied();
            format!(
                "{name} {} on average over {}, from {} to {}",
                fixed(mean, 3),
                counted(method.accuracies.len(), "draw", "draws"),
                fixed(values().fold(f64::INFINITY, f64::min), 3),
                fixed(values().fold(0.0, f64::max), 3),
            )
        });
        format!(
            "{title} {subtitle}. Accuracy: {}. Chance: {}.",
            each.collect::<Vec<_>>().join("; "),
            reading(1.0 / f64::from(self.0.classes), "")
        )
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[("method", ""), ("draw", ""), ("accuracy", "")]);
        for method in &self.0.methods {
            for (draw, accuracy) in method.accuracies.iter().enumerate() {
                table.rows.push(vec![
                    Cell::Text(text::clean(&method.name)),
                    Cell::Number((draw + 1) as f64),
                    Cell::of(*accuracy),
                ]);
            }
        }
        table
    }
}
