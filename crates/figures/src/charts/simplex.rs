//! Where a search has tried the two free probabilities of each layer's noise: one triangle
//! a layer, coloured by what came out.

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

/// Trials up to which each has its number beside it.
const NUMBERED: usize = 30;

/// One trial of a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimplexTrial {
    /// Its number, from 1.
    pub number: u32,
    /// What came out, the larger the better; absent where nothing did.
    pub objective: Option<f64>,
    /// `[p1, p2]` of each layer: at least 0 each, at most 1 together.
    pub p: Vec<[f64; 2]>,
}

/// Input of the chart of trials.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Simplex {
    /// Task and network, such as `MNIST, LeNet-5`.
    pub name: String,
    /// What the search makes as large as can be, such as `Mean accuracy under drift`.
    pub objective: String,
    /// The layers, from the first to the last.
    pub layers: Vec<String>,
    /// The trials, in order; none while the first is under way.
    pub trials: Vec<SimplexTrial>,
}

/// The chart of trials: a checked [`Simplex`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Simplex")]
pub struct SimplexFigure(Simplex);

impl TryFrom<Simplex> for SimplexFigure {
    type Error = FigureError;

    fn try_from(data: Simplex) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

impl SimplexFigure {
    /// The trial of the largest objective; of equals the first.
    fn best(&self) -> Option<(f64, &SimplexTrial)> {
        let known = self.0.trials.iter().filter_map(|t| Some((t.objective?, t)));
        known.fold(None, |best, (value, trial)| match best {
            Some((most, _)) if value <= most => best,
            _ => Some((value, trial)),
        })
    }

    /// The axis of the colours, from the least to the most.
    fn color(&self) -> AxisSpec {
        let axis = AxisSpec::new(&text::clean(&self.0.objective), "");
        let values = || self.0.trials.iter().filter_map(|trial| trial.objective);
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        // Values that differ in their last digits only are the same colour.
        if high - low > 1e-9 * high.abs().max(low.abs()) && high - low < f64::INFINITY {
            axis.fixed(low, high)
        } else {
            let (low, high) = axis.padded((low <= high).then_some((low, high)));
            axis.fixed(low, high)
        }
    }

    fn layer_marks(&self, layer: usize, color: &AxisSpec) -> Vec<Mark> {
        let trials = &self.0.trials;
        if trials.is_empty() {
            return Vec::new();
        }
        let edge = Kind::Line {
            points: vec![[0.0, 1.0], [1.0, 0.0]],
            width: 1.2,
            dash: Dash::Solid,
        };
        let mut marks = vec![Mark::new("p₁ + p₂ = 1", Hue::Frame, edge)];
        let radius = if trials.len() > 60 { 3.2 } else { 4.4 };
        let failed = trials.iter().filter(|trial| trial.objective.is_none());
        for trial in failed.clone() {
            let kind = Kind::Dots {
                points: vec![trial.p[layer]],
                glyph: Glyph::Cross,
                radius: 3.4,
            };
            let mark = Mark::new(
                format!("trial {}, no value", trial.number),
                Hue::Muted,
                kind,
            );
            marks.push(mark.keyed_as("no value".to_owned()));
        }
        // The best over all others.
        let best = self.best();
        let is_best = |number| best.is_some_and(|(_, best)| best.number == number);
        let known = trials.iter().filter_map(|t| Some((t.objective?, t)));
        let under = known.filter(|(_, trial)| !is_best(trial.number));
        for (value, trial) in under.chain(best) {
            let kind = Kind::Colored {
                points: vec![trial.p[layer]],
                values: vec![value],
                color: color.clone(),
                radius,
            };
            marks.push(Mark::new(
                format!("trial {}", trial.number),
                Hue::Blue,
                kind,
            ));
        }
        if let Some((value, best)) = best {
            let name = format!("best, trial {}: {}", best.number, reading(value, ""));
            let ring = Kind::Dots {
                points: vec![best.p[layer]],
                glyph: Glyph::Ring,
                radius: radius + 3.4,
            };
            marks.push(Mark::new(name, Hue::Vermilion, ring).keyed());
        }
        if trials.len() <= NUMBERED {
            let first = best.iter().map(|(_, trial)| *trial);
            let rest = trials.iter().filter(|trial| !is_best(trial.number));
            let order: Vec<&SimplexTrial> = first.chain(rest).collect();
            let clear = |trial: &&SimplexTrial| match is_best(trial.number) {
                true => radius + 6.5,
                false => radius + 2.5,
            };
            let numbers = Kind::Numbers {
                points: order.iter().map(|trial| trial.p[layer]).collect(),
                texts: order.iter().map(|t| t.number.to_string()).collect(),
                clear: order.iter().map(clear).collect(),
            };
            marks.push(Mark::new("order", Hue::Ink, numbers));
        }
        marks
    }

    pub(crate) fn layers(&self) -> usize {
        self.0.layers.len()
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let color = self.color();
        let axis = |label: &str| AxisSpec::new(label, "").fixed(0.0, 1.0);
        let facets = data.layers.iter().enumerate().map(|(layer, name)| Facet {
            x: axis("p₁"),
            y: axis(&format!("p₂ · {}", text::clean(name))),
            marks: self.layer_marks(layer, &color),
            empty: "No trial yet.".to_owned(),
        });
        let mut notes = Vec::new();
        if (1..=NUMBERED).contains(&data.trials.len()) {
            notes.push("Trials are numbered where there is room.".to_owned());
        }
        let count = counted(data.trials.len(), "trial", "trials");
        let title = format!("{}: {count} of the noise", text::clean(&data.name));
        let found = self.best().map_or_else(String::new, |(value, best)| {
            let value = reading(value, "");
            format!(" The best, {value}, is trial {}.", best.number)
        });
        Plot {
            description: format!(
                "{title}: the probabilities p1 and p2 of {}, coloured by {}.{found}",
                counted(data.layers.len(), "layer", "layers"),
                text::clean(&data.objective)
            ),
            title,
            subtitle: String::new(),
            notes,
            facets: facets.collect(),
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[("trial", "")]);
        table.column(&self.0.objective, "");
        table.column("best", "");
        for layer in &self.0.layers {
            table.column(&format!("p1 of {layer}"), "");
            table.column(&format!("p2 of {layer}"), "");
        }
        let best = self.best().map(|(_, trial)| trial.number);
        for trial in &self.0.trials {
            let mut row = vec![
                Cell::Number(f64::from(trial.number)),
                Cell::of(trial.objective),
                match Some(trial.number) == best {
                    true => Cell::Text("best".to_owned()),
                    false => Cell::Empty,
                },
            ];
            row.extend(trial.p.iter().flatten().map(|&p| Cell::of(p)));
            table.rows.push(row);
        }
        table
    }
}
