//! How many devices have which usability, as the paper counts them.

use super::ranking::usability_axis;
use crate::axis::AxisSpec;
use crate::number::{counted, short};
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;
use memrilab_core::stats;
use memrilab_device::analysis::Method;
use serde::{Deserialize, Serialize};

/// The width of a bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Bin {
    /// 0.05.
    Twentieth,
    /// 0.1.
    Tenth,
}

/// Input of the histogram.
#[derive(Debug, Clone, Copy)]
pub struct Histogram<'a> {
    /// The method that the values follow.
    pub method: Method,
    /// Usabilities, from 0 to 1; what is not a number, or outside, is left out and said.
    pub usability: &'a [f64],
    /// The width of a bin.
    pub bin: Bin,
}

impl Histogram<'_> {
    fn values(&self) -> Vec<f64> {
        let inside = |u: &f64| (0.0..=1.0).contains(u);
        self.usability.iter().copied().filter(inside).collect()
    }

    /// `[left, right, devices]`; bins are closed on the left, the last on both sides.
    fn bins(&self) -> Vec<[f64; 3]> {
        let count: u32 = match self.bin {
            Bin::Twentieth => 20,
            Bin::Tenth => 10,
        };
        let edge = |index: u32| f64::from(index) / f64::from(count);
        let mut bins: Vec<[f64; 3]> = (0..count)
            .map(|index| [edge(index), edge(index + 1), 0.0])
            .collect();
        for value in self.values() {
            // Compared with the edges themselves, so that 0.15 falls where it should.
            let bin = bins
                .iter()
                .rposition(|[left, ..]| value >= *left)
                .unwrap_or(0);
            bins[bin][2] += 1.0;
        }
        bins
    }

    pub(crate) fn plot(&self) -> Plot {
        let values = self.values();
        let mut marks = Vec::new();
        let median = stats::median(&values);
        if !values.is_empty() {
            marks.push(Mark::new("devices", Hue::Sky, Kind::Bars(self.bins())).keyed());
        }
        if let Some(median) = median {
            let kind = Kind::Post {
                x: median,
                dash: Dash::Long,
            };
            let name = format!("median {}", short(median));
            marks.push(Mark::new(name, Hue::Vermilion, kind).keyed());
        }
        let count = counted(values.len(), "device", "devices");
        let left_out = self.usability.len() - values.len();
        let mut notes = Vec::new();
        if left_out > 0 {
            let devices = counted(left_out, "device", "devices");
            notes.push(format!(
                "Left out: {devices} without a usability from 0 to 1."
            ));
        }
        Plot {
            title: format!("Usability of {count}"),
            subtitle: self.method.name().to_owned(),
            description: match median {
                Some(median) => format!(
                    "Histogram of the usability of {count} by the method {}, median {}.",
                    self.method.name(),
                    short(median)
                ),
                None => "Histogram of usability, without a device.".to_owned(),
            },
            notes,
            facets: vec![Facet {
                x: usability_axis(),
                y: AxisSpec::new("Devices", "").near_zero().whole(),
                marks,
                empty: "No device has a usability.".to_owned(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[("from", ""), ("below", ""), ("devices", "")]);
        for bin in self.bins() {
            table.rows.push(bin.map(Cell::Number).to_vec());
        }
        table
    }
}
