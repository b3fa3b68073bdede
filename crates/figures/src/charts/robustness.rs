//! What a network still gets right on worse and worse devices, method by method.

mod check;
mod marks;
mod table;

use super::checked;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::layout::Second;
use crate::number::{counted, reading};
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// One usability, and what the drift of it leaves, draw by draw.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RobustnessLevel {
    /// The usability, above 0 and at most 1.
    pub usability: f64,
    /// How many draws of the drift there are yet, at least 1.
    pub draws: u32,
    /// Mean accuracy over the draws, from 0 to 1.
    pub mean: f64,
    /// Standard deviation over the draws, from two on.
    pub sd: Option<f64>,
    /// The smallest accuracy.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Lower end of the 95 % interval of the mean, from two draws on.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
}

/// A method, and how its network fares.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RobustnessMethod {
    /// What it is called.
    pub name: String,
    /// Its levels, in any order; none while nothing is evaluated yet.
    pub levels: Vec<RobustnessLevel>,
}

/// A level at which a test found something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RobustnessMark {
    /// The usability.
    pub usability: f64,
    /// What was found, such as `multinomial better than ERM, p < .01`.
    pub text: String,
}

/// Input of the robustness chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Robustness {
    /// What is told apart, such as `MNIST`.
    pub task: String,
    /// The network, such as `LeNet-5`.
    pub model: String,
    /// How many classes there are, which sets what chance reaches.
    pub classes: u32,
    /// The methods, in the order of the legend.
    pub methods: Vec<RobustnessMethod>,
    /// Levels at which a test found something.
    #[serde(default)]
    pub marks: Vec<RobustnessMark>,
}

/// The robustness chart: a checked [`Robustness`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Robustness")]
pub struct RobustnessFigure(Robustness);

impl TryFrom<Robustness> for RobustnessFigure {
    type Error = FigureError;

    fn try_from(data: Robustness) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

/// Levels from the smallest usability up.
fn ordered(method: &RobustnessMethod) -> Vec<RobustnessLevel> {
    let mut levels = method.levels.clone();
    levels.sort_by(|a, b| a.usability.total_cmp(&b.usability));
    levels
}

impl RobustnessFigure {
    /// The accuracy that chance reaches: one over the number of classes.
    fn chance(&self) -> f64 {
        1.0 / f64::from(self.0.classes)
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let drawn = data.methods.iter().enumerate();
        let of_methods: Vec<Vec<Mark>> = drawn.map(|(n, m)| self.method_marks(n, m)).collect();
        let some = of_methods.iter().any(|marks| !marks.is_empty());
        let mut marks = Vec::new();
        if some {
            let level = Kind::Level {
                y: self.chance(),
                dash: Dash::Long,
            };
            let chance = format!("chance, 1 of {}", data.classes);
            marks.push(Mark::new(chance, Hue::Muted, level).keyed());
            marks.extend(of_methods.into_iter().flatten());
            marks.extend(self.stars());
        }
        let title = format!(
            "{}, {}: accuracy under drift",
            text::clean(&data.task),
            text::clean(&data.model)
        );
        let draws = self.draws();
        let mut subtitle = String::new();
        if let Some(draws) = &draws {
            subtitle = format!("mean over draws of the drift, {draws} a level");
            let any = |of: fn(&RobustnessLevel) -> bool| {
                data.methods.iter().flat_map(|m| &m.levels).any(of)
            };
            if any(|level| level.low.is_some()) {
                subtitle.push_str(" · band: 95 % interval of the mean");
            }
            if data.methods.len() <= marks::SPREAD && any(|level| level.max > level.min) {
                subtitle.push_str(" · thin: smallest to largest");
            }
        }
        Plot {
            description: self.described(&title, draws),
            title,
            subtitle,
            notes: self.notes(),
            facets: vec![Facet {
                x: AxisSpec::new("Usability", "")
                    .fixed(0.0, 1.0)
                    .also(Second::Sigma),
                y: AxisSpec::new("Accuracy", "").fixed(0.0, 1.0),
                marks,
                empty: "No method is evaluated yet.".to_owned(),
            }],
        }
    }

    /// `20`, or `1 to 20`.
    fn draws(&self) -> Option<String> {
        let levels = self.0.methods.iter().flat_map(|method| &method.levels);
        let draws: Vec<u32> = levels.map(|level| level.draws).collect();
        let (least, most) = (draws.iter().min()?, draws.iter().max()?);
        Some(match least == most {
            true => least.to_string(),
            false => format!("{least} to {most}"),
        })
    }

    fn notes(&self) -> Vec<String> {
        let waiting = self
            .0
            .methods
            .iter()
            .filter(|m| m.levels.is_empty())
            .count();
        let mut notes = Vec::new();
        if waiting > 0 && waiting < self.0.methods.len() {
            let methods = counted(waiting, "method is", "methods are");
            notes.push(format!("{methods} not evaluated yet."));
        }
        let levels = self.0.methods.iter().flat_map(|method| &method.levels);
        let alone = levels.filter(|level| level.low.is_none()).count();
        if alone > 0 {
            let levels = counted(alone, "level has", "levels have");
            notes.push(format!("{levels} no interval yet."));
        }
        notes
    }

    /// The figure in words: who is best where the devices are worst.
    fn described(&self, title: &str, draws: Option<String>) -> String {
        let count = counted(self.0.methods.len(), "method", "methods");
        let Some(draws) = draws else {
            return format!("{title}, {count}, none evaluated yet.");
        };
        let levels = || {
            let of = |m: &'_ RobustnessMethod| m.levels.clone();
            self.0.methods.iter().flat_map(of)
        };
        let low = levels().map(|l| l.usability).fold(f64::INFINITY, f64::min);
        let high = levels().map(|l| l.usability).fold(0.0, f64::max);
        let mut worst: Vec<(f64, String)> = Vec::new();
        for method in &self.0.methods {
            let at = method.levels.iter().find(|l| l.usability == low);
            worst.extend(at.map(|l| (l.mean, text::clean(&method.name))));
        }
        worst.sort_by(|a, b| b.0.total_cmp(&a.0));
        let at = worst
            .iter()
            .map(|(mean, name)| format!("{name} {}", reading(*mean, "")));
        format!(
            "{title}, of {count} at usabilities from {} to {}, {draws} draws a level. At {}: {}. Chance: {}.",
            reading(low, ""),
            reading(high, ""),
            reading(low, ""),
            at.collect::<Vec<_>>().join(", "),
            reading(self.chance(), ""),
        )
    }
}
