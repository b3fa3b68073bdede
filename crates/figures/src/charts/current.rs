//! Current against voltage: every cycle thin, their mean thick.

use crate::axis::AxisSpec;
use crate::number::counted;
use crate::plot::{Dash, Facet, Kind, Mark, Plot};
use crate::table::{Cell, Table};
use crate::theme::Hue;
use memrilab_device::Sweep;
use ndarray::ArrayView2;

/// Cycles that are drawn one by one; of more, this many, evenly spaced.
const MOST_CYCLES: usize = 24;

/// Input of the current-voltage chart.
#[derive(Debug, Clone)]
pub struct CurrentVoltage<'a> {
    /// What the device is called.
    pub name: &'a str,
    /// Volts, one a point, in measured order.
    pub voltage: &'a [f64],
    /// Amperes, cycles x points; `NaN` where nothing was measured.
    pub current: ArrayView2<'a, f64>,
    /// What each cycle is called; `cycle 1` and so on where there is no name.
    pub cycle_names: &'a [String],
    /// Current compliance in amperes, drawn as a level.
    pub compliance: Option<f64>,
    /// Whether the current is drawn as its logarithm, without its sign.
    pub log: bool,
}

impl<'a> CurrentVoltage<'a> {
    /// The chart of a sweep, linear and without compliance.
    #[must_use]
    pub fn of(name: &'a str, sweep: &'a Sweep) -> Self {
        Self {
            name,
            voltage: &sweep.voltage,
            current: sweep.current.view(),
            cycle_names: &sweep.cycle_names,
            compliance: None,
            log: false,
        }
    }

    /// The same with logarithmic |I|.
    #[must_use]
    pub fn logarithmic(self) -> Self {
        Self { log: true, ..self }
    }

    fn points(&self) -> usize {
        self.voltage.len().min(self.current.ncols())
    }

    fn cycle_name(&self, cycle: usize) -> String {
        match self.cycle_names.get(cycle) {
            Some(name) if !name.trim().is_empty() => name.clone(),
            _ => format!("cycle {}", cycle + 1),
        }
    }

    /// A current as it is drawn: for the logarithm its size, a gap where it is zero.
    fn drawn(&self, amperes: f64) -> f64 {
        match self.log {
            true if amperes == 0.0 => f64::NAN,
            true => amperes.abs(),
            false => amperes,
        }
    }

    /// Mean of what is drawn over the cycles present at a point.
    fn mean(&self, point: usize) -> f64 {
        let column = self.current.column(point);
        let drawn = column.iter().map(|&amperes| self.drawn(amperes));
        let present: Vec<f64> = drawn.filter(|v| v.is_finite()).collect();
        // Divided first: the sum of very large currents would not be finite.
        let n = present.len() as f64;
        if present.is_empty() {
            f64::NAN
        } else {
            present.iter().map(|v| v / n).sum()
        }
    }

    pub(crate) fn plot(&self) -> Plot {
        let cycles = self.current.nrows();
        let line = |values: &dyn Fn(usize) -> f64| -> Vec<[f64; 2]> {
            (0..self.points())
                .map(|p| [self.voltage[p], values(p)])
                .collect()
        };
        let mut marks = Vec::new();
        let drawn = drawn_cycles(cycles);
        for &cycle in &drawn {
            let mark = Mark::new(
                self.cycle_name(cycle),
                Hue::Sky,
                Kind::Line {
                    points: line(&|p| self.drawn(self.current[[cycle, p]])),
                    width: 1.0,
                    dash: Dash::Solid,
                },
            );
            marks.push(match cycle {
                0 if drawn.len() < cycles => {
                    mark.keyed_as(format!("{} of {cycles} cycles", drawn.len()))
                }
                0 => mark.keyed_as(counted(cycles, "cycle", "cycles")),
                _ => mark,
            });
        }
        if cycles > 1 {
            let mean = Kind::Line {
                points: line(&|p| self.mean(p)),
                width: 2.4,
                dash: Dash::Solid,
            };
            marks.push(Mark::new("mean", Hue::Ink, mean).keyed());
        }
        if let Some(level) = self.compliance.filter(|level| level.is_finite()) {
            let dash = Dash::Long;
            let mark = Mark::new("compliance", Hue::Vermilion, Kind::Level { y: level, dash });
            marks.push(mark.keyed());
            let reversed = self
                .current
                .iter()
                .any(|&amperes| amperes <= -0.9 * level.abs());
            if !self.log && reversed {
                let kind = Kind::Level { y: -level, dash };
                marks.push(Mark::new("compliance", Hue::Vermilion, kind));
            }
        }
        let zeros = self.current.iter().filter(|&&a| a == 0.0).count();
        let mut notes = Vec::new();
        if self.log && zeros > 0 {
            let readings = counted(
                zeros,
                "current of exactly zero is",
                "currents of exactly zero are",
            );
            notes.push(format!("{readings} left out: zero has no logarithm."));
        }
        if drawn.len() < cycles {
            notes.push(format!(
                "{} of {cycles} cycles are drawn, evenly spaced; the mean is that of all.",
                drawn.len()
            ));
        }
        let y = if self.log {
            AxisSpec::new("|Current|", "A").log()
        } else {
            AxisSpec::new("Current", "A")
        };
        Plot {
            title: self.name.to_owned(),
            subtitle: String::new(),
            description: format!(
                "{} against voltage, {} and their mean.",
                if self.log {
                    "Size of the current, logarithmic,"
                } else {
                    "Current"
                },
                counted(cycles, "cycle", "cycles")
            ),
            notes,
            facets: vec![Facet {
                x: AxisSpec::new("Voltage", "V"),
                y,
                marks,
                empty: "There is no current to draw.".to_owned(),
            }],
        }
    }

    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[("point", ""), ("voltage", "V")]);
        let cycles = self.current.nrows();
        for cycle in 0..cycles {
            table.column(&self.cycle_name(cycle), "A");
        }
        for point in 0..self.points() {
            let mut row = vec![
                Cell::Number((point + 1) as f64),
                Cell::of(self.voltage[point]),
            ];
            row.extend((0..cycles).map(|cycle| Cell::of(self.current[[cycle, point]])));
            table.rows.push(row);
        }
        table
    }
}

/// The cycles that are drawn, the first and the last among them.
fn drawn_cycles(cycles: usize) -> Vec<usize> {
    if cycles <= MOST_CYCLES {
        return (0..cycles).collect();
    }
    let gaps = MOST_CYCLES - 1;
    (0..MOST_CYCLES)
        .map(|n| (n * (cycles - 1) + gaps / 2) / gaps)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_cycles_the_first_and_the_last_are_drawn() {
        assert_eq!(drawn_cycles(3), [0, 1, 2]);
        for cycles in [25, 100, 9999] {
            let drawn = drawn_cycles(cycles);
            assert_eq!(
                (drawn.len(), drawn[0], drawn[MOST_CYCLES - 1]),
                (MOST_CYCLES, 0, cycles - 1)
            );
            assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn a_large_sweep_makes_a_small_picture() {
        let leg = 2500;
        let volts: Vec<f64> = (0..4 * leg)
            .map(|i| {
                let at = f64::from(i % leg) / f64::from(leg) * 6.0;
                [at, 6.0 - at, -at, at - 6.0][(i / leg) as usize]
            })
            .collect();
        let current = ndarray::Array2::from_shape_fn((100, volts.len()), |(k, j)| {
            volts[j] * 2e-8 * libm::exp(0.6 * volts[j] + 0.05 * libm::sin((j * (13 + k)) as f64))
        });
        let chart = CurrentVoltage {
            name: "large",
            voltage: &volts,
            current: current.view(),
            cycle_names: &[],
            compliance: None,
            log: true,
        };
        let style = crate::Style::new(760, 420, 1.0, crate::Theme::Light).unwrap();
        let picture = crate::Figure::CurrentVoltage(chart).picture(&style);
        assert!(
            picture
                .layout
                .notes
                .iter()
                .any(|n| n.contains("24 of 100 cycles"))
        );
        let bytes = picture.to_bytes().unwrap().len();
        assert!(bytes < 4_000_000, "{bytes} bytes");
    }
}
