//! What each effect of a crossbar costs: a staircase of accuracies, with each effect alone
//! beside it.

use super::checked::{once, within};
use super::list::rows;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::{counted, fixed};
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// Accuracy with one more effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WaterfallStep {
    /// The effect; for the first, what stands before any.
    pub label: String,
    /// Mean accuracy over the draws with this effect and all before it, from 0 to 1.
    pub mean: f64,
    /// 2.5 % of the draws.
    pub low: f64,
    /// 97.5 % of them.
    pub high: f64,
    /// Mean accuracy with this effect alone.
    pub alone: Option<f64>,
}

/// Input of the waterfall.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Waterfall {
    /// Task, network and method, such as `moons, ERM`.
    pub name: String,
    /// Accuracy in floating point, from 0 to 1.
    pub software: f64,
    /// Samples of the test, at least 1.
    pub samples: u32,
    /// Draws of what is random, at least 1.
    pub draws: u32,
    /// From ideal devices down.
    pub steps: Vec<WaterfallStep>,
}

/// The waterfall: a checked [`Waterfall`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Waterfall")]
pub struct WaterfallFigure(Waterfall);

impl TryFrom<Waterfall> for WaterfallFigure {
    type Error = FigureError;

    fn try_from(data: Waterfall) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

impl WaterfallFigure {
    /// A chart of data that makes sense.
    ///
    /// # Errors
    /// [`FigureError::Nothing`] without a step, [`FigureError::Twice`] for two of one name,
    /// [`FigureError::Value`] for an accuracy outside its range.
    pub fn new(data: Waterfall) -> Result<Self, FigureError> {
        if data.steps.is_empty() {
            return Err(FigureError::Nothing {
                chart: "the waterfall",
                what: "effect",
            });
        }
        let share = |place: &str, what, value| {
            within(&|| place.to_owned(), what, value, (0.0, 1.0), "from 0 to 1")
        };
        share("waterfall", "the accuracy in floating point", data.software)?;
        for (what, count) in [
            ("the number of samples", data.samples),
            ("the number of draws", data.draws),
        ] {
            let place = || "waterfall".to_owned();
            within(
                &place,
                what,
                f64::from(count),
                (1.0, f64::INFINITY),
                "at least 1",
            )?;
        }
        once(
            "waterfall",
            "effect",
            data.steps.iter().map(|s| s.label.as_str()),
        )?;
        for step in &data.steps {
            share(&step.label, "the accuracy", step.mean)?;
            share(&step.label, "the low end of the draws", step.low)?;
            share(&step.label, "the high end of the draws", step.high)?;
            if let Some(alone) = step.alone {
                share(&step.label, "the accuracy of the effect alone", alone)?;
            }
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Waterfall {
        &self.0
    }

    pub(crate) fn steps(&self) -> usize {
        self.0.steps.len()
    }

    fn marks(&self) -> (Vec<Mark>, f64) {
        let data = &self.0;
        let (mut stairs, mut means) = (Vec::new(), Vec::new());
        let (mut spans, mut alone) = (Vec::new(), Vec::new());
        let mut before = data.software;
        for (row, step) in data.steps.iter().enumerate() {
            let y = row as f64;
            stairs.extend([[before, y], [step.mean, y]]);
            means.push([step.mean, y]);
            if step.high > step.low {
                spans.push([step.low, step.high, y]);
            }
            alone.extend(step.alone.map(|a| [a, y]));
            before = step.mean;
        }
        let all = spans.iter().map(|s| s[0]).chain(means.iter().map(|m| m[0]));
        let least = all
            .chain(alone.iter().map(|a| a[0]))
            .fold(data.software, f64::min);
        let line = Kind::Line {
            points: stairs,
            width: 2.0,
            dash: Dash::Solid,
        };
        let software = Kind::Post {
            x: data.software,
            dash: Dash::Long,
        };
        let dots = |points, glyph, radius| Kind::Dots {
            points,
            glyph,
            radius,
        };
        let mut marks = vec![
            Mark::new("in floating point", Hue::Muted, software).keyed(),
            Mark::new("with one more effect", Hue::Sky, line),
        ];
        if !spans.is_empty() {
            let whiskers = Kind::Whiskers { spans, caps: true };
            marks.push(Mark::new("95 % of the draws", Hue::Ink, whiskers).keyed());
        }
        if !alone.is_empty() {
            let rings = dots(alone, Glyph::Ring, 5.0);
            marks.push(Mark::new("this effect alone", Hue::Orange, rings).keyed());
        }
        marks.push(
            Mark::new(
                "with one more effect",
                Hue::Sky,
                dots(means, Glyph::Disc, 4.5),
            )
            .keyed(),
        );
        (marks, least)
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let (marks, least) = self.marks();
        let last = data.steps.last().map_or(data.software, |step| step.mean);
        let title = format!("{}: what each effect costs", text::clean(&data.name));
        let subtitle = format!(
            "{} · {} · {} in floating point, {} with all",
            counted(data.samples as usize, "sample", "samples"),
            counted(data.draws as usize, "draw", "draws"),
            fixed(data.software, 3),
            fixed(last, 3),
        );
        // Alone, each effect is compared with ideal devices, the first step.
        let first = data.steps.first().map_or(data.software, |step| step.mean);
        let cost = |step: &&WaterfallStep| first - step.alone.unwrap_or(first);
        let worst = data.steps.iter().max_by(|a, b| cost(a).total_cmp(&cost(b)));
        let worst = worst.filter(|step| cost(step) > 0.0);
        let worst = worst.map_or_else(String::new, |step| {
            format!(
                " Alone, {} costs most, {}.",
                text::clean(&step.label),
                fixed(cost(&step), 3)
            )
        });
        let name = |step: &WaterfallStep| format!("{}  {}", step.label, fixed(step.mean, 3));
        let names: Vec<String> = data.steps.iter().map(name).collect();
        let room = (1.0 - least).max(0.02);
        Plot {
            description: format!("{title}: {subtitle}.{worst}"),
            title,
            subtitle,
            notes: Vec::new(),
            facets: vec![Facet {
                x: AxisSpec::new("Accuracy", "").fixed(
                    (least - 0.15 * room).max(0.0),
                    (1.0 + 0.12 * room).min(1.05),
                ),
                y: rows(names.iter().map(String::as_str)),
                marks,
                empty: String::new(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("effect", ""),
            ("accuracy", ""),
            ("2.5 % of draws", ""),
            ("97.5 % of draws", ""),
            ("alone", ""),
        ]);
        for step in &self.0.steps {
            table.rows.push(vec![
                Cell::Text(text::clean(&step.label)),
                Cell::of(step.mean),
                Cell::of(step.low),
                Cell::of(step.high),
                Cell::of(step.alone),
            ]);
        }
        table
    }
}
