//! Which layer suffers most: what drift of one layer alone costs, from the first layer to
//! the last.

use super::checked::{interval, once, within};
use super::list::rows;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::{counted, fixed, reading};
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// What drift of one layer alone costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LayerSensitivity {
    /// The layer.
    pub layer: String,
    /// How many draws of the drift there are, at least 1.
    pub draws: u32,
    /// Mean accuracy lost, from -1 to 1; negative where drift happened to help.
    pub lost: f64,
    /// Lower end of the 95 % interval of the mean, from two draws on.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
}

/// Input of the sensitivity chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sensitivity {
    /// Task, network and method, such as `MNIST, LeNet-5, ERM`.
    pub name: String,
    /// The usability whose drift was drawn, above 0 and at most 1.
    pub usability: f64,
    /// Accuracy without drift, where it is known.
    #[serde(default)]
    pub clean: Option<f64>,
    /// The layers, from the first to the last.
    pub layers: Vec<LayerSensitivity>,
}

/// The sensitivity chart: a checked [`Sensitivity`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Sensitivity")]
pub struct SensitivityFigure(Sensitivity);

impl TryFrom<Sensitivity> for SensitivityFigure {
    type Error = FigureError;

    fn try_from(data: Sensitivity) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

impl SensitivityFigure {
    /// A chart of data that makes sense.
    ///
    /// # Errors
    /// [`FigureError::Nothing`] without a layer, [`FigureError::Twice`] for two layers of
    /// one name, [`FigureError::Value`] for a value that is not finite or outside its range.
    pub fn new(data: Sensitivity) -> Result<Self, FigureError> {
        if data.layers.is_empty() {
            return Err(FigureError::Nothing {
                chart: "the sensitivity chart",
                what: "layer",
            });
        }
        let place = || "sensitivity".to_owned();
        let (what, above) = ("the usability", (f64::MIN_POSITIVE, 1.0));
        within(&place, what, data.usability, above, "above 0 and at most 1")?;
        if let Some(clean) = data.clean {
            let what = "the accuracy without drift";
            within(&place, what, clean, (0.0, 1.0), "from 0 to 1")?;
        }
        let names = data.layers.iter().map(|layer| layer.layer.as_str());
        once("sensitivity", "layer", names)?;
        for layer in &data.layers {
            let place = || layer.layer.clone();
            let (what, range) = ("the accuracy lost", (-1.0, 1.0));
            within(&place, what, layer.lost, range, "from -1 to 1")?;
            interval(&place, layer.lost, (layer.low, layer.high), layer.draws)?;
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Sensitivity {
        &self.0
    }

    pub(crate) fn layers(&self) -> usize {
        self.0.layers.len()
    }

    pub(crate) fn plot(&self) -> Plot {
        let data = &self.0;
        let (mut bars, mut labels, mut beyond, mut spans) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (row, layer) in data.layers.iter().enumerate() {
            bars.push([layer.lost, row as f64]);
            labels.push(fixed(layer.lost, 3));
            beyond.push(layer.high.unwrap_or(layer.lost).max(0.0));
            if let (Some(low), Some(high)) = (layer.low, layer.high) {
                spans.push([low, high, row as f64]);
            }
        }
        let least = bars.iter().map(|bar| bar[0]);
        let least = least.chain(spans.iter().map(|s| s[0])).fold(0.0, f64::min);
        let most = beyond.iter().copied().fold(0.0, f64::max);
        let room = (most - least).max(1e-3);
        let mut marks = vec![Mark::new(
            "accuracy lost",
            Hue::Sky,
            Kind::RowBars {
                bars,
                labels,
                beyond,
            },
        )];
        if least < 0.0 {
            let (x, dash) = (0.0, Dash::Solid);
            marks.push(Mark::new(
                "nothing lost",
                Hue::Frame,
                Kind::Post { x, dash },
            ));
        }
        let mut subtitle = format!(
            "only the named layer drifts, at usability {}",
            reading(data.usability, "")
        );
        if let Some(clean) = data.clean {
            subtitle.push_str(&format!(" · {} without drift", fixed(clean, 3)));
        }
        if !spans.is_empty() {
            let whiskers = Kind::Whiskers { spans, caps: true };
            let name = "95 % interval of the mean";
            marks.push(Mark::new(name, Hue::Ink, whiskers).keyed());
        }
        let worst = data.layers.iter().max_by(|a, b| a.lost.total_cmp(&b.lost));
        let worst = worst.map_or_else(String::new, |worst| {
            format!(
                " The most sensitive is {}, which costs {}.",
                text::clean(&worst.layer),
                fixed(worst.lost, 3)
            )
        });
        let count = counted(data.layers.len(), "layer", "layers");
        let title = format!("{}: sensitivity of {count}", text::clean(&data.name));
        let alone = data.layers.iter().filter(|l| l.low.is_none()).count();
        let mut notes = Vec::new();
        if alone > 0 {
            let layers = counted(alone, "layer has", "layers have");
            notes.push(format!("{layers} no interval yet."));
        }
        let left = if least < 0.0 {
            least - 0.06 * room
        } else {
            0.0
        };
        Plot {
            description: format!("{title}: {subtitle}.{worst}"),
            title,
            subtitle,
            notes,
            facets: vec![Facet {
                x: AxisSpec::new("Accuracy lost", "").fixed(left, most + 0.3 * room),
                y: rows(data.layers.iter().map(|layer| layer.layer.as_str())),
                marks,
                empty: String::new(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("layer", ""),
            ("draws", ""),
            ("accuracy lost", ""),
            ("95 % from", ""),
            ("95 % to", ""),
        ]);
        for layer in &self.0.layers {
            table.rows.push(vec![
                Cell::Text(text::clean(&layer.layer)),
                Cell::Number(f64::from(layer.draws)),
                Cell::of(layer.lost),
                Cell::of(layer.low),
                Cell::of(layer.high),
            ]);
        }
        table
    }
}
