//! How switching changes from cycle to cycle: four small panels over the cycle number.

use crate::axis::AxisSpec;
use crate::number::counted;
use crate::plot::{Dash, Facet, Glyph, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;
use memrilab_core::stats;
use memrilab_device::analysis::{CycleSwitching, Switching};

/// Input of the endurance chart.
#[derive(Debug, Clone, Copy)]
pub struct Endurance<'a> {
    /// What the device is called.
    pub name: &'a str,
    /// Its switching, cycle by cycle.
    pub switching: &'a Switching,
}

impl Endurance<'_> {
    fn facet(
        &self,
        y: AxisSpec,
        (hue, glyph): (Hue, Glyph),
        empty: &str,
        value: impl Fn(&CycleSwitching) -> Option<f64>,
    ) -> Facet {
        let label = y.label.clone();
        let values: Vec<f64> = self
            .switching
            .cycles
            .iter()
            .map(|cycle| value(cycle).unwrap_or(f64::NAN))
            .collect();
        let points: Vec<[f64; 2]> = (1..)
            .zip(&values)
            .map(|(number, &v)| [f64::from(number), v])
            .collect();
        let line = Kind::Line {
            points: points.clone(),
            width: 1.0,
            dash: Dash::Solid,
        };
        let dots = Kind::Dots {
            points,
            glyph,
            radius: 2.4,
        };
        let mut marks = vec![
            Mark::new(label.clone(), hue, line),
            Mark::new(label, hue, dots),
        ];
        if let Some(y) = stats::median(&values) {
            let dash = Dash::Long;
            let median = Mark::new("median", Hue::Muted, Kind::Level { y, dash });
            marks.push(median.keyed());
        }
        Facet {
            x: AxisSpec::new("Cycle", "").whole(),
            y,
            marks,
            empty: empty.to_owned(),
        }
    }

    pub(crate) fn plot(&self) -> Plot {
        let count = self.switching.cycles.len();
        // As for the device: the largest current of a few cycles is no compliance.
        let reaching = self
            .switching
            .cycles
            .iter()
            .filter(|c| c.compliance.is_some());
        let limited = 2 * reaching.count() >= count;
        let facets = vec![
            self.facet(
                AxisSpec::new("SET voltage", "V"),
                (Hue::Blue, Glyph::Disc),
                "No cycle has a SET.",
                |cycle| cycle.v_set,
            ),
            self.facet(
                AxisSpec::new("RESET voltage", "V"),
                (Hue::Vermilion, Glyph::Square),
                "No cycle has a RESET.",
                |cycle| cycle.v_reset,
            ),
            self.facet(
                AxisSpec::new("On/off ratio", "").log(),
                (Hue::Green, Glyph::Diamond),
                "No cycle has a positive on/off ratio.",
                |cycle| cycle.on_off_ratio,
            ),
            self.facet(
                AxisSpec::new("Compliance", "A"),
                (Hue::Purple, Glyph::Triangle),
                "Less than half of the cycles reach a compliance.",
                |cycle| cycle.compliance.filter(|_| limited),
            ),
        ];
        let unfit = |ratio: f64| ratio.is_finite() && ratio <= 0.0;
        let ratios = self.switching.cycles.iter().map(|c| c.on_off_ratio);
        let left_out = ratios.flatten().filter(|&ratio| unfit(ratio)).count();
        let mut notes = Vec::new();
        if left_out > 0 {
            let ratios = counted(
                left_out,
                "on/off ratio that is not positive is",
                "on/off ratios that are not positive are",
            );
            notes.push(format!("{ratios} left out: there is no logarithm."));
        }
        Plot {
            title: self.name.to_owned(),
            subtitle: String::new(),
            description: format!(
                "SET voltage, RESET voltage, on/off ratio and compliance of {}, with medians.",
                counted(count, "cycle", "cycles")
            ),
            notes,
            facets,
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("cycle", ""),
            ("SET voltage", "V"),
            ("RESET voltage", "V"),
            ("on/off ratio", ""),
            ("compliance", "A"),
        ]);
        for (number, cycle) in (1..).zip(&self.switching.cycles) {
            table.rows.push(vec![
                Cell::Number(f64::from(number)),
                Cell::of(cycle.v_set),
                Cell::of(cycle.v_reset),
                Cell::of(cycle.on_off_ratio),
                Cell::of(cycle.compliance),
            ]);
        }
        table
    }
}
