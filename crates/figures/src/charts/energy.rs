//! What converters leave of an array's efficiency, by their bits.

use super::checked::within;
use crate::FigureError;
use crate::axis::AxisSpec;
use crate::number::reading;
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use serde::{Deserialize, Serialize};

/// Products with converters of so many bits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EnergyBits {
    /// Bits of each converter.
    pub bits: u32,
    /// GOP/s/W of array and converters, above 0.
    pub gops_per_watt: f64,
}

/// What is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EnergyBaseline {
    /// What it is called.
    pub name: String,
    /// Its GOP/s/W, above 0.
    pub gops_per_watt: f64,
}

/// Input of the energy chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Energy {
    /// What is counted, such as `10 x 10 devices`.
    pub name: String,
    /// What it rests on, such as `0.1 V · 1 µs · 7.26 µS`.
    pub assumed: String,
    /// GOP/s/W of the array alone, above 0.
    pub array_only: f64,
    /// With converters, from the fewest bits up.
    pub bits: Vec<EnergyBits>,
    /// What is compared with, if anything.
    #[serde(default)]
    pub baseline: Option<EnergyBaseline>,
}

/// The energy chart: a checked [`Energy`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Energy")]
pub struct EnergyFigure(Energy);

impl TryFrom<Energy> for EnergyFigure {
    type Error = FigureError;

    fn try_from(data: Energy) -> Result<Self, FigureError> {
        Self::new(data)
    }
}

const UNIT: &str = "GOP/s/W";
/// What a logarithmic axis with room at its ends can hold.
const LEAST: f64 = 1e-300;
const MOST: f64 = 1e300;
const POSITIVE: &str = "above 0, from 1e-300 to 1e300";

impl EnergyFigure {
    /// A chart of data that makes sense.
    ///
    /// # Errors
    /// [`FigureError::Value`] for an efficiency that is not above 0, bits out of order, and
    /// converters that make an array more efficient.
    pub fn new(data: Energy) -> Result<Self, FigureError> {
        let place = || "energy".to_owned();
        let positive = (LEAST, MOST);
        let what = "GOP/s/W of the array alone";
        within(&place, what, data.array_only, positive, POSITIVE)?;
        if let Some(baseline) = &data.baseline {
            let place = || baseline.name.clone();
            within(&place, UNIT, baseline.gops_per_watt, positive, POSITIVE)?;
        }
        let mut least = 0.0;
        for point in &data.bits {
            let place = || format!("energy at {} bits", point.bits);
            let bits = f64::from(point.bits);
            let expected = "larger than the one before";
            within(&place, "the number of bits", bits, (least, 64.0), expected)?;
            least = bits + 1.0;
            let most = data.array_only * (1.0 + super::checked::SLACK);
            let range = (LEAST, most);
            let expected = "above 0 and at most that of the array alone";
            within(&place, UNIT, point.gops_per_watt, range, expected)?;
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Energy {
        &self.0
    }

    /// Whole decades with room at both ends, so that no level lies on the frame.
    fn decades(&self) -> (f64, f64) {
        let data = &self.0;
        let others = data.bits.iter().map(|p| p.gops_per_watt);
        let others = others.chain(data.baseline.iter().map(|b| b.gops_per_watt));
        let (low, high) = others.fold((data.array_only, data.array_only), |(low, high), v| {
            (low.min(v), high.max(v))
        });
        let power = |n: f64| libm::pow(10.0, n);
        (
            power(libm::floor(libm::log10(0.8 * low))),
            power(libm::ceil(libm::log10(1.25 * high))),
        )
    }

    fn marks(&self) -> Vec<Mark> {
        let data = &self.0;
        if data.bits.is_empty() {
            return Vec::new();
        }
        let level = |y, dash| Kind::Level { y, dash };
        let array = level(data.array_only, Dash::Long);
        let mut marks = vec![Mark::new("array only", Hue::Blue, array).keyed()];
        let points = data.bits.iter();
        let points: Vec<[f64; 2]> = points
            .map(|p| [f64::from(p.bits), p.gops_per_watt])
            .collect();
        let line = Kind::Line {
            points: points.clone(),
            width: 1.8,
            dash: Dash::Solid,
        };
        marks.push(Mark::new("with converters", Hue::Vermilion, line));
        let dots = Kind::Dots {
            points,
            glyph: Glyph::Disc,
            radius: 3.4,
        };
        marks.push(Mark::new("with converters", Hue::Vermilion, dots).keyed());
        if let Some(baseline) = &data.baseline {
            let kind = level(baseline.gops_per_watt, Dash::Dotted);
            marks.push(Mark::new(text::clean(&baseline.name), Hue::Ink, kind).keyed());
        }
        marks
    }

    pub(crate) fn plot(&self) -> Plot {
        let title = format!("Efficiency of {}", text::clean(&self.0.name));
        let (low, high) = self.decades();
        Plot {
            description: self.described(&title),
            title,
            subtitle: text::clean(&self.0.assumed),
            notes: Vec::new(),
            facets: vec![Facet {
                x: AxisSpec::new("Bits of each column's converter", "").whole(),
                y: AxisSpec::new("Efficiency", UNIT).log().fixed(low, high),
                marks: self.marks(),
                empty: "No converter is given.".to_owned(),
            }],
        }
    }

    /// The figure in words: from where to where, and where converters take half.
    fn described(&self, title: &str) -> String {
        let data = &self.0;
        let mut words = format!(
            "{title}: {} of the array alone.",
            reading(data.array_only, UNIT)
        );
        if let (Some(first), Some(last)) = (data.bits.first(), data.bits.last()) {
            words.push_str(&format!(
                " With converters, {} at {} bits and {} at {}.",
                reading(first.gops_per_watt, UNIT),
                first.bits,
                reading(last.gops_per_watt, UNIT),
                last.bits
            ));
        }
        let mut points = data.bits.iter();
        if let Some(half) = points.find(|p| p.gops_per_watt < 0.5 * data.array_only) {
            let bits = half.bits;
            words.push_str(&format!(
                " From {bits} bits on converters take more than the array."
            ));
        }
        if let Some(baseline) = &data.baseline {
            let name = text::clean(&baseline.name);
            words.push_str(&format!(
                " {name}: {}.",
                reading(baseline.gops_per_watt, UNIT)
            ));
        }
        words
    }

    pub(crate) fn table(&self) -> Table {
        let data = &self.0;
        let mut table = Table::new(&[
            ("bits", ""),
            ("array only", UNIT),
            ("with converters", UNIT),
            ("share of energy in the array", ""),
        ]);
        let mut baseline = None;
        if let Some(one) = &data.baseline {
            table.column(&format!("times {}", one.name), "");
            baseline = Some(one.gops_per_watt);
        }
        for point in &data.bits {
            let mut cells = vec![
                f64::from(point.bits),
                data.array_only,
                point.gops_per_watt,
                point.gops_per_watt / data.array_only,
            ];
            cells.extend(baseline.map(|b| point.gops_per_watt / b));
            table.rows.push(cells.into_iter().map(Cell::of).collect());
        }
        table
    }
}
