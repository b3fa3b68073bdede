//! Many devices by usability, the best on top, with their intervals.

use super::list::{ranked, rows};
use crate::axis::AxisSpec;
use crate::number::counted;
use crate::plot::{Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use memrilab_device::analysis::{Method, MethodResult};
use serde::{Deserialize, Serialize};

/// One device of a ranking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Score {
    /// What the device is called.
    pub name: String,
    /// Its usability, from 0 to 1, where it has one.
    pub usability: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Share of the required run length, from 0 to 1.
    pub length_factor: Option<f64>,
}

impl Score {
    /// The score of a device by the method that gave the result.
    #[must_use]
    pub fn of(name: &str, result: &MethodResult) -> Self {
        Self {
            name: name.to_owned(),
            usability: result.usability,
            low: result.usability_low,
            high: result.usability_high,
            length_factor: Some(result.length_factor),
        }
    }
}

/// Input of the ranking chart.
#[derive(Debug, Clone, Copy)]
pub struct Ranking<'a> {
    /// The method that the scores follow.
    pub method: Method,
    /// The devices, in any order.
    pub devices: &'a [Score],
    /// Whether marker and colour tell the length factor.
    pub by_length: bool,
}

/// Groups of the length factor: least value, name, colour, marker.
const GROUPS: [(f64, &str, Hue, Glyph); 3] = [
    (1.0, "full length", Hue::Blue, Glyph::Disc),
    (
        0.5,
        "at least half the length",
        Hue::Orange,
        Glyph::Triangle,
    ),
    (f64::NEG_INFINITY, "shorter", Hue::Vermilion, Glyph::Square),
];

/// The axis of usability.
pub(super) fn usability_axis() -> AxisSpec {
    AxisSpec::new("Usability", "").fixed(0.0, 1.0)
}

impl Ranking<'_> {
    fn ranked(&self) -> Vec<&Score> {
        ranked(self.devices, |d| d.usability, |d| d.name.as_str())
    }

    pub(crate) fn plot(&self) -> Plot {
        let devices = self.ranked();
        let scored = || {
            devices
                .iter()
                .enumerate()
                .map(|(row, device)| (row as f64, *device))
                .filter(|(_, device)| device.usability.is_some_and(f64::is_finite))
        };
        let whiskers: Vec<[f64; 3]> = scored()
            .filter_map(|(row, device)| Some([device.low?, device.high?, row]))
            .collect();
        let mut marks = Vec::new();
        if !whiskers.is_empty() {
            let kind = Kind::Whiskers {
                spans: whiskers,
                caps: true,
            };
            marks.push(Mark::new("95 % interval", Hue::Frame, kind).keyed());
        }
        let group = |device: &Score| {
            let factor = device.length_factor.unwrap_or(0.0);
            GROUPS.iter().position(|(least, ..)| factor >= *least)
        };
        for (index, (_, name, hue, glyph)) in GROUPS.into_iter().enumerate() {
            let points: Vec<[f64; 2]> = scored()
                .filter(|(_, device)| match self.by_length {
                    true => group(device) == Some(index),
                    false => index == 0,
                })
                .filter_map(|(row, device)| Some([device.usability?, row]))
                .collect();
            if points.is_empty() {
                continue;
            }
            let dots = Kind::Dots {
                points,
                glyph,
                radius: 3.6,
            };
            let name = if self.by_length { name } else { "usability" };
            marks.push(Mark::new(name, hue, dots).keyed());
        }
        let without = devices.len() - scored().count();
        let mut notes = Vec::new();
        if without > 0 {
            let devices = counted(without, "device has", "devices have");
            notes.push(format!(
                "{devices} no usability (fewer than two cycles, or no rising run) and no marker."
            ));
        }
        let count = counted(devices.len(), "device", "devices");
        Plot {
            title: format!("Usability of {count}"),
            subtitle: format!("{}, the best on top", self.method.name()),
            description: match scored().next() {
                Some((_, best)) => format!(
                    "Usability of {count} by the method {}, from the best, {}.",
                    self.method.name(),
                    best.name
                ),
                None => format!("{count}, none with a usability."),
            },
            notes,
            facets: vec![Facet {
                x: usability_axis(),
                y: rows(devices.iter().map(|device| device.name.as_str())),
                marks,
                empty: "No device has a usability.".to_owned(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("rank", ""),
            ("device", ""),
            ("usability", ""),
            ("lower end", ""),
            ("upper end", ""),
            ("length factor", ""),
        ]);
        for (rank, device) in (1..).zip(self.ranked()) {
            table.rows.push(vec![
                Cell::Number(f64::from(rank)),
                Cell::Text(text::clean(&device.name)),
                Cell::of(device.usability),
                Cell::of(device.low),
                Cell::of(device.high),
                Cell::of(device.length_factor),
            ]);
        }
        table
    }
}
