//! Where everything stands in a picture, so that a pointer can be turned into values.
//!
//! All pixels are logical ones (those of CSS), whatever the scale, from the upper left
//! corner. Values are in SI units, whatever prefix the axis shows.

mod pointing;

pub use pointing::{Hover, Nearest};

use crate::number::reading;
use serde::{Deserialize, Serialize};

/// A rectangle of logical pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Rect {
    /// Pixels across.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Pixels down.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether a pixel lies inside or on the edge.
    #[must_use]
    pub fn contains(&self, px: f64, py: f64) -> bool {
        (self.left..=self.right).contains(&px) && (self.top..=self.bottom).contains(&py)
    }
}

/// What distances along an axis mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum AxisScale {
    /// Differences.
    Linear,
    /// Ratios.
    Log,
    /// Nothing: row 0, 1, 2, ... of a list, from the top; on a horizontal axis columns,
    /// from the left.
    Rows,
}

/// What the values of an axis are read as beside themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Second {
    /// The drift `sigma = -ln U` of a usability U.
    Sigma,
}

impl Second {
    /// The other reading of a value, where it has one.
    #[must_use]
    pub fn of(self, value: f64) -> Option<f64> {
        // Not -0 where nothing drifts.
        let sigma = 0.0 - libm::log(value);
        sigma.is_finite().then_some(sigma)
    }
}

/// A labelled value of an axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Tick {
    /// Its value, in the unit of the axis.
    pub value: f64,
    /// What is written there.
    pub text: String,
}

/// One axis of a panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Axis {
    /// What is drawn along it, such as `Current`.
    pub label: String,
    /// The unit of values, such as `A`; empty for plain numbers.
    pub unit: String,
    /// The unit that the tick labels are in, such as `µA`.
    pub shown_unit: String,
    /// A value in `shown_unit` is the value in `unit` divided by ten to this.
    pub exponent: i32,
    /// Linear, logarithmic or rows.
    pub scale: AxisScale,
    /// Value at the left or lower end (the upper end for rows).
    pub low: f64,
    /// Value at the right or upper end.
    pub high: f64,
    /// Labelled values; of rows, those there is room for.
    pub ticks: Vec<Tick>,
    /// For rows, the name of each, labelled or not.
    pub names: Vec<String>,
    /// What else values are read as, where there is something.
    pub second: Option<Second>,
}

impl Axis {
    /// `Current (µA)`.
    #[must_use]
    pub fn title(&self) -> String {
        match (self.label.is_empty(), self.shown_unit.is_empty()) {
            (_, true) => self.label.clone(),
            (true, false) => self.shown_unit.clone(),
            (false, false) => format!("{} ({})", self.label, self.shown_unit),
        }
    }

    /// A value in words, such as `Voltage 2.10 V`; the name of the row it lies in.
    #[must_use]
    pub fn words(&self, value: f64) -> String {
        if self.scale == AxisScale::Rows {
            let row = libm::round(value);
            let known = (row >= 0.0).then(|| self.names.get(row as usize));
            let Some(name) = known.flatten() else {
                return String::new();
            };
            let words = format!("{} {name} {}", self.label, self.unit);
            return words.trim().to_owned();
        }
        let second = self.second.and_then(|second| second.of(value));
        let second = second.map_or_else(String::new, |v| format!(" (σ {})", reading(v, "")));
        format!("{} {}{second}", self.label, reading(value, &self.unit))
            .trim()
            .to_owned()
    }

    /// How far along the axis a value lies, 0 at `low` and 1 at `high`; `None` where it
    /// has no place (not a number, or not positive on a logarithmic axis).
    #[must_use]
    pub fn fraction(&self, value: f64) -> Option<f64> {
        let part = match self.scale {
            AxisScale::Log => {
                let (low, high) = (libm::log10(self.low), libm::log10(self.high));
                (libm::log10(value) - low) / (high - low)
            }
            // Halves, because the whole range may exceed the largest number.
            AxisScale::Linear | AxisScale::Rows => {
                (value * 0.5 - self.low * 0.5) / (self.high * 0.5 - self.low * 0.5)
            }
        };
        part.is_finite().then_some(part)
    }

    /// The value a fraction of the way along the axis.
    #[must_use]
    pub fn value(&self, fraction: f64) -> f64 {
        match self.scale {
            AxisScale::Log => {
                let (low, high) = (libm::log10(self.low), libm::log10(self.high));
                libm::pow(10.0, low + (high - low) * fraction)
            }
            AxisScale::Linear | AxisScale::Rows => {
                self.low * (1.0 - fraction) + self.high * fraction
            }
        }
    }
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum MarkKind {
    /// A line through points.
    Line,
    /// Separate markers.
    Dots,
    /// The area between two curves.
    Band,
    /// Horizontal intervals.
    Whiskers,
    /// Bars from zero.
    Bars,
    /// One horizontal line across the panel.
    Level,
    /// One vertical line across the panel.
    Post,
    /// Shaded ranges of x.
    Shade,
    /// A marked range of x, drawn as a bracket above the panel.
    Span,
    /// Vertical intervals.
    ErrorBars,
    /// Horizontal bars from zero, one a row.
    RowBars,
    /// Markers along the lower edge: they have an x and no y.
    Foot,
    /// Rectangles side by side, their colour telling a third value.
    Cells,
}

/// One series of a panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Series {
    /// Its name, such as `cycle 3`.
    pub name: String,
    /// How it is drawn.
    pub mark: MarkKind,
    /// Its colour, `#rrggbb`.
    pub color: String,
    /// Its points that are drawn, `[x, y]` in the units of the axes. A level has one
    /// `y`, a post and a marker at the foot one `x`, a span both ends: what is missing is 0.
    pub points: Vec<[f64; 2]>,
    /// For cells, and for dots that are coloured by a value, the value of each on the axis
    /// of the colours; absent where it is blank.
    pub values: Vec<Option<f64>>,
}

/// A plotted rectangle with its two axes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Panel {
    /// The rectangle that data is drawn in.
    pub rect: Rect,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What the colours of cells and dots mean, where there are some with a value.
    pub color: Option<Axis>,
    /// What is drawn, in the order of drawing.
    pub series: Vec<Series>,
    /// The sentence that stands in the panel instead of data.
    pub empty: Option<String>,
}

impl Panel {
    /// Whether `y` grows downwards (rows) or upwards.
    fn downwards(&self) -> bool {
        self.y.scale == AxisScale::Rows
    }

    /// The values `[x, y]` at a pixel; `None` outside the panel.
    #[must_use]
    pub fn value_at(&self, px: f64, py: f64) -> Option<[f64; 2]> {
        if !self.rect.contains(px, py) {
            return None;
        }
        let across = (px - self.rect.left) / self.rect.width();
        let down = (py - self.rect.top) / self.rect.height();
        let up = if self.downwards() { down } else { 1.0 - down };
        Some([self.x.value(across), self.y.value(up)])
    }

    /// The pixel `[px, py]` of a pair of values, which may lie outside the panel;
    /// `None` where one has no place on its axis.
    #[must_use]
    pub fn pixel_of(&self, x: f64, y: f64) -> Option<[f64; 2]> {
        Some([self.pixel_x(x)?, self.pixel_y(y)?])
    }

    pub(crate) fn pixel_x(&self, x: f64) -> Option<f64> {
        Some(self.rect.left + self.x.fraction(x)? * self.rect.width())
    }

    pub(crate) fn pixel_y(&self, y: f64) -> Option<f64> {
        let up = self.y.fraction(y)?;
        let down = if self.downwards() { up } else { 1.0 - up };
        Some(self.rect.top + down * self.rect.height())
    }
}

/// A whole picture's arrangement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Layout {
    /// Logical pixels across.
    pub width: u32,
    /// Logical pixels down.
    pub height: u32,
    /// The title, whole even where the picture shortens it.
    pub title: String,
    /// What the picture shows, in a sentence or two, for a reader who does not see it.
    pub description: String,
    /// Sentences on what was left out or is worth knowing, whole even where the picture
    /// has no room for them.
    pub notes: Vec<String>,
    /// From top to bottom.
    pub panels: Vec<Panel>,
}
