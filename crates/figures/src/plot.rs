//! What a chart says: panels of marks in data coordinates, and words. How that becomes
//! shapes is the business of `compose`, once for all charts.

use crate::axis::AxisSpec;
use crate::layout::MarkKind;
use crate::theme::Hue;

/// A whole figure before it has a size.
#[derive(Debug, Clone)]
pub(crate) struct Plot {
    pub(crate) title: String,
    /// Lines of numbers under the title.
    pub(crate) subtitle: String,
    pub(crate) description: String,
    /// Sentences on what was left out.
    pub(crate) notes: Vec<String>,
    /// From top to bottom, sharing the labels of the x axis.
    pub(crate) facets: Vec<Facet>,
}

/// One panel.
#[derive(Debug, Clone)]
pub(crate) struct Facet {
    pub(crate) x: AxisSpec,
    pub(crate) y: AxisSpec,
    pub(crate) marks: Vec<Mark>,
    /// What to say where there is nothing to draw.
    pub(crate) empty: String,
}

/// How a line is broken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dash {
    Solid,
    Long,
    Dotted,
}

impl Dash {
    /// Lengths drawn and left out, in pixels.
    pub(crate) fn pattern(self) -> Option<(f64, f64)> {
        match self {
            Self::Solid => None,
            Self::Long => Some((7.0, 4.0)),
            Self::Dotted => Some((2.0, 3.0)),
        }
    }
}

/// The shape of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Disc,
    Square,
    Triangle,
    Diamond,
    /// A hollow disc: what is not known yet.
    Ring,
    /// What failed.
    Cross,
    /// What a test has marked.
    Star,
}

/// One cell of a heat map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Patch {
    /// Left and right edge.
    pub(crate) x: [f64; 2],
    /// Lower and upper edge, or upper and lower row.
    pub(crate) y: [f64; 2],
    /// What it stands for: the point at or near its middle.
    pub(crate) at: [f64; 2],
    /// Blank where it is not finite.
    pub(crate) value: f64,
}

/// One series: a name, a colour and a geometry. Gaps are points that are not finite.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) name: String,
    pub(crate) hue: Hue,
    /// Its entry in the legend, where it has one.
    pub(crate) legend: Option<String>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Line {
        points: Vec<[f64; 2]>,
        width: f64,
        dash: Dash,
    },
    Dots {
        points: Vec<[f64; 2]>,
        glyph: Glyph,
        radius: f64,
    },
    /// `[x, low, high]`.
    Band(Vec<[f64; 3]>),
    /// `[low, high, y]`.
    Whiskers {
        spans: Vec<[f64; 3]>,
        caps: bool,
    },
    /// `[left, right, height]`.
    Bars(Vec<[f64; 3]>),
    Level {
        y: f64,
        dash: Dash,
    },
    Post {
        x: f64,
        dash: Dash,
    },
    /// `[left, right, share]`, the share from 0 to 1 setting the strength.
    Shade(Vec<[f64; 3]>),
    Span {
        from: f64,
        to: f64,
        dash: Dash,
    },
    /// `[x, low, high]`.
    ErrorBars(Vec<[f64; 3]>),
    /// `[length, row]`, and what is written at the end of each or, where it has one, right
    /// of its interval.
    RowBars {
        bars: Vec<[f64; 2]>,
        labels: Vec<String>,
        beyond: Vec<f64>,
    },
    /// Markers at these x along the lower edge, where a lane is kept free for them.
    Foot {
        xs: Vec<f64>,
        glyph: Glyph,
    },
    /// Side by side, with the axis of their colours.
    Cells {
        cells: Vec<Patch>,
        color: AxisSpec,
    },
    /// Upright `[x, low, high]` of some pixels' width, moved aside by some, so that those of
    /// several series do not cover each other.
    #[cfg(feature = "networks")]
    Extremes {
        spans: Vec<[f64; 3]>,
        width: f64,
        shift: f64,
    },
    /// Discs whose colours tell a value, with the axis of their colours.
    #[cfg(feature = "networks")]
    Colored {
        points: Vec<[f64; 2]>,
        values: Vec<f64>,
        color: AxisSpec,
        radius: f64,
    },
    /// What is written beside points, so many pixels from their middle, where there is room;
    /// what comes first has the choice.
    #[cfg(feature = "networks")]
    Numbers {
        points: Vec<[f64; 2]>,
        texts: Vec<String>,
        clear: Vec<f64>,
    },
}

impl Mark {
    pub(crate) fn new(name: impl Into<String>, hue: Hue, kind: Kind) -> Self {
        Self {
            name: name.into(),
            hue,
            legend: None,
            kind,
        }
    }

    /// With its name as its entry in the legend.
    pub(crate) fn keyed(mut self) -> Self {
        self.legend = Some(self.name.clone());
        self
    }

    /// With another entry in the legend, such as one for a whole family of lines.
    pub(crate) fn keyed_as(mut self, legend: String) -> Self {
        self.legend = Some(legend);
        self
    }

    pub(crate) fn mark_kind(&self) -> MarkKind {
        match self.kind {
            Kind::Line { .. } => MarkKind::Line,
            Kind::Dots { .. } => MarkKind::Dots,
            Kind::Band(_) => MarkKind::Band,
            Kind::Whiskers { .. } => MarkKind::Whiskers,
            Kind::Bars(_) => MarkKind::Bars,
            Kind::Level { .. } => MarkKind::Level,
            Kind::Post { .. } => MarkKind::Post,
            Kind::Shade(_) => MarkKind::Shade,
            Kind::Span { .. } => MarkKind::Span,
            Kind::ErrorBars(_) => MarkKind::ErrorBars,
            Kind::RowBars { .. } => MarkKind::RowBars,
            Kind::Foot { .. } => MarkKind::Foot,
            Kind::Cells { .. } => MarkKind::Cells,
            #[cfg(feature = "networks")]
            Kind::Extremes { .. } => MarkKind::ErrorBars,
            #[cfg(feature = "networks")]
            Kind::Colored { .. } | Kind::Numbers { .. } => MarkKind::Dots,
        }
    }

    /// The points a reader may point at, finite or not.
    pub(crate) fn points(&self) -> Vec<[f64; 2]> {
        match &self.kind {
            Kind::Line { points, .. } | Kind::Dots { points, .. } => points.clone(),
            Kind::Band(spans) | Kind::ErrorBars(spans) => ends(spans),
            Kind::Whiskers { spans, .. } => spans
                .iter()
                .flat_map(|&[low, high, y]| [[low, y], [high, y]])
                .collect(),
            Kind::Bars(spans) => spans
                .iter()
                .map(|&[left, right, height]| [left * 0.5 + right * 0.5, height])
                .collect(),
            Kind::Level { y, .. } => vec![[0.0, *y]],
            Kind::Post { x, .. } => vec![[*x, 0.0]],
            Kind::Shade(spans) => spans
                .iter()
                .flat_map(|&[left, right, _]| [[left, 0.0], [right, 0.0]])
                .collect(),
            Kind::Span { from, to, .. } => vec![[*from, 0.0], [*to, 0.0]],
            Kind::RowBars { bars, .. } => bars.clone(),
            Kind::Foot { xs, .. } => xs.iter().map(|&x| [x, 0.0]).collect(),
            Kind::Cells { cells, .. } => cells.iter().map(|cell| cell.at).collect(),
            #[cfg(feature = "networks")]
            Kind::Extremes { spans, .. } => ends(spans),
            #[cfg(feature = "networks")]
            Kind::Colored { points, .. } => points.clone(),
            // The points that they stand beside are pointed at.
            #[cfg(feature = "networks")]
            Kind::Numbers { .. } => Vec::new(),
        }
    }

    /// Whether the mark is data, without which a panel is empty.
    pub(crate) fn is_data(&self) -> bool {
        match &self.kind {
            Kind::Level { .. } | Kind::Post { .. } | Kind::Shade(_) | Kind::Span { .. } => false,
            Kind::Cells { cells, .. } => cells.iter().any(|cell| cell.value.is_finite()),
            _ => true,
        }
    }

    /// What the axes have to reach: values of x and of y.
    pub(crate) fn extent(&self) -> (Vec<f64>, Vec<f64>) {
        match &self.kind {
            Kind::Level { y, .. } => (Vec::new(), vec![*y]),
            Kind::Post { .. } | Kind::Shade(_) | Kind::Span { .. } | Kind::Foot { .. } => (
                self.points().iter().map(|point| point[0]).collect(),
                Vec::new(),
            ),
            Kind::Bars(spans) => (
                spans.iter().flat_map(|s| [s[0], s[1]]).collect(),
                spans.iter().flat_map(|s| [0.0, s[2]]).collect(),
            ),
            Kind::RowBars { bars, .. } => {
                let lengths = bars.iter().flat_map(|bar| [0.0, bar[0]]);
                (lengths.collect(), bars.iter().map(|bar| bar[1]).collect())
            }
            Kind::Cells { cells, .. } => (
                cells.iter().flat_map(|cell| cell.x).collect(),
                cells.iter().flat_map(|cell| cell.y).collect(),
            ),
            _ => self.points().iter().map(|&[x, y]| (x, y)).unzip(),
        }
    }

    /// For what tells a value by its colour, the value of each.
    pub(crate) fn values(&self) -> Vec<Option<f64>> {
        match &self.kind {
            Kind::Cells { cells, .. } => {
                let values = cells.iter().map(|cell| cell.value);
                values.map(|v| v.is_finite().then_some(v)).collect()
            }
            #[cfg(feature = "networks")]
            Kind::Colored { values, .. } => values.iter().copied().map(Some).collect(),
            _ => Vec::new(),
        }
    }

    /// What its colours mean, where they tell a value.
    pub(crate) fn color(&self) -> Option<&AxisSpec> {
        match &self.kind {
            Kind::Cells { color, .. } => Some(color),
            #[cfg(feature = "networks")]
            Kind::Colored { color, .. } => Some(color),
            _ => None,
        }
    }
}

/// The lower ends of `[x, low, high]`, then the upper ones.
fn ends(spans: &[[f64; 3]]) -> Vec<[f64; 2]> {
    let low = spans.iter().map(|&[x, low, _]| [x, low]);
    low.chain(spans.iter().map(|&[x, _, high]| [x, high]))
        .collect()
}
