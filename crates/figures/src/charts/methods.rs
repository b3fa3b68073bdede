//! The three definitions of usability side by side: they disagree, and which one is
//! taken decides which device an optimiser would chase.

use super::list::{ranked, rows};
use super::ranking::usability_axis;
use crate::number::counted;
use crate::plot::{Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::text;
use crate::theme::Hue;
use memrilab_device::analysis::{Method, MethodResult};
use serde::{Deserialize, Serialize};

/// One device by the three methods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MethodScores {
    /// What the device is called.
    pub name: String,
    /// Usability by `corrected`, where there is one.
    pub corrected: Option<f64>,
    /// Usability by `paper`.
    pub paper: Option<f64>,
    /// Usability by `table`.
    pub table: Option<f64>,
}

impl MethodScores {
    /// The scores of a device, from its result by each method.
    #[must_use]
    pub fn of<'r>(name: &str, result: impl Fn(Method) -> Option<&'r MethodResult>) -> Self {
        let by = |method| result(method)?.usability;
        Self {
            name: name.to_owned(),
            corrected: by(Method::Corrected),
            paper: by(Method::Paper),
            table: by(Method::Table),
        }
    }

    fn by(&self, method: Method) -> Option<f64> {
        match method {
            Method::Corrected => self.corrected,
            Method::Paper => self.paper,
            Method::Table => self.table,
        }
        .filter(|usability| usability.is_finite())
    }
}

/// Input of the comparison of methods.
#[derive(Debug, Clone, Copy)]
pub struct Methods<'a> {
    /// The devices, in any order.
    pub devices: &'a [MethodScores],
}

impl Methods<'_> {
    fn ranked(&self) -> Vec<&MethodScores> {
        let best = |device: &MethodScores| {
            let scores = Method::ALL.iter().map(|&method| device.by(method));
            device.by(Method::Corrected).or(scores.flatten().next())
        };
        ranked(self.devices, best, |device| device.name.as_str())
    }

    pub(crate) fn plot(&self) -> Plot {
        let devices = self.ranked();
        let mut spans = Vec::new();
        for (row, device) in devices.iter().enumerate() {
            let scores = Method::ALL.iter().filter_map(|&method| device.by(method));
            let ends = scores.fold(None, |ends: Option<(f64, f64)>, u| {
                Some(ends.map_or((u, u), |(low, high)| (low.min(u), high.max(u))))
            });
            if let Some((low, high)) = ends {
                spans.push([low, high, row as f64]);
            }
        }
        let join = Kind::Whiskers { spans, caps: false };
        let mut marks = vec![Mark::new("same device", Hue::Frame, join)];
        for method in Method::ALL {
            let (hue, glyph) = match method {
                Method::Corrected => (Hue::Blue, Glyph::Disc),
                Method::Paper => (Hue::Vermilion, Glyph::Triangle),
                Method::Table => (Hue::Green, Glyph::Square),
            };
            let points = devices
                .iter()
                .enumerate()
                .filter_map(|(row, device)| Some([device.by(method)?, row as f64]))
                .collect();
            let dots = Kind::Dots {
                points,
                glyph,
                radius: 3.6,
            };
            marks.push(Mark::new(method.name(), hue, dots).keyed());
        }
        let count = counted(devices.len(), "device", "devices");
        Plot {
            title: format!("Three ways to measure usability, {count}"),
            subtitle: "in the order of corrected, the best on top".to_owned(),
            description: format!("Usability of {count} by the methods corrected, paper and table."),
            notes: Vec::new(),
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
            ("device", ""),
            ("corrected", ""),
            ("paper", ""),
            ("table", ""),
        ]);
        for device in self.ranked() {
            let mut row = vec![Cell::Text(text::clean(&device.name))];
            row.extend(Method::ALL.map(|method| Cell::of(device.by(method))));
            table.rows.push(row);
        }
        table
    }
}
