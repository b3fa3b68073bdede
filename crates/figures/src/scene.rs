//! Shapes in logical pixels, without any knowledge of what draws them.

use crate::layout::Rect;
use crate::plot::{Dash, Glyph};
use crate::theme::Rgb;
use serde::{Deserialize, Serialize};

/// Where a text stands relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Align {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Shape {
    /// A filled rectangle; rules and grid lines too, which keeps them crisp.
    Fill { rect: Rect, color: Rgb, alpha: f64 },
    /// An open line. Its pixels are `f32`, a thousandth of one being more than enough: a
    /// large sweep has many, and they cross from a worker to the page.
    Stroke {
        points: Vec<[f32; 2]>,
        width: f64,
        color: Rgb,
    },
    /// The area between two curves over the same x: `[x, upper y, lower y]`.
    Area {
        edges: Vec<[f64; 3]>,
        color: Rgb,
        alpha: f64,
    },
    /// A filled convex polygon.
    Polygon { points: Vec<[f64; 2]>, color: Rgb },
    Disc {
        center: [f64; 2],
        radius: f64,
        color: Rgb,
    },
    /// One line of text; `at` is level with the middle of its digits.
    Text {
        text: String,
        at: [f64; 2],
        size: f64,
        align: Align,
        color: Rgb,
    },
}

/// Shapes in the order of drawing.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    pub(crate) shapes: Vec<Shape>,
}

impl Scene {
    pub(crate) fn fill(&mut self, rect: Rect, color: Rgb, alpha: f64) {
        if rect.width() > 0.0 && rect.height() > 0.0 {
            self.shapes.push(Shape::Fill { rect, color, alpha });
        }
    }

    /// A horizontal rule one pixel high, its upper edge at `y`.
    pub(crate) fn across(&mut self, left: f64, right: f64, y: f64, color: Rgb) {
        let rect = Rect {
            left,
            right,
            top: y,
            bottom: y + 1.0,
        };
        self.fill(rect, color, 1.0);
    }

    /// A vertical rule one pixel wide, its left edge at `x`.
    pub(crate) fn down(&mut self, x: f64, top: f64, bottom: f64, color: Rgb) {
        let rect = Rect {
            left: x,
            right: x + 1.0,
            top,
            bottom,
        };
        self.fill(rect, color, 1.0);
    }

    pub(crate) fn text(&mut self, text: &str, at: [f64; 2], size: f64, align: Align, color: Rgb) {
        if !text.is_empty() {
            self.shapes.push(Shape::Text {
                text: text.to_owned(),
                at,
                size,
                align,
                color,
            });
        }
    }

    pub(crate) fn stroke(&mut self, points: &[[f64; 2]], width: f64, color: Rgb) {
        let points = points.iter().map(|p| p.map(|at| at as f32)).collect();
        self.shapes.push(Shape::Stroke {
            points,
            width,
            color,
        });
    }

    /// A line through `points` inside `clip`, broken where a point is `None`; a point
    /// between two gaps becomes a disc, or it would not be seen.
    pub(crate) fn line(
        &mut self,
        points: &[Option<[f64; 2]>],
        clip: Rect,
        (width, dash): (f64, Dash),
        color: Rgb,
    ) {
        for run in points.split(Option::is_none) {
            let run: Vec<[f64; 2]> = run.iter().flatten().copied().collect();
            if let [[x, y]] = run[..] {
                if clip.contains(x, y) {
                    let radius = width.max(1.5);
                    self.shapes.push(Shape::Disc {
                        center: [x, y],
                        radius,
                        color,
                    });
                }
                continue;
            }
            let run: Vec<[f64; 2]> = thinned(&run).into_iter().map(|at| run[at]).collect();
            for piece in clipped(&run, clip) {
                for points in dashed(piece, dash) {
                    self.stroke(&points, width, color);
                }
            }
        }
    }

    pub(crate) fn glyph(&mut self, [x, y]: [f64; 2], glyph: Glyph, r: f64, color: Rgb) {
        let corners: &[[f64; 2]] = match glyph {
            Glyph::Disc => {
                self.shapes.push(Shape::Disc {
                    center: [x, y],
                    radius: r,
                    color,
                });
                return;
            }
            Glyph::Square => &[[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
            Glyph::Triangle => &[[0.0, -1.2], [1.15, 0.85], [-1.15, 0.85]],
            Glyph::Diamond => &[[0.0, -1.3], [1.3, 0.0], [0.0, 1.3], [-1.3, 0.0]],
            Glyph::Ring => {
                let turn = |k: i32| {
                    let angle = f64::from(k) * core::f64::consts::PI / 10.0;
                    [x + r * libm::cos(angle), y + r * libm::sin(angle)]
                };
                let circle: Vec<[f64; 2]> = (0..=20).map(turn).collect();
                self.stroke(&circle, 0.45 * r, color);
                return;
            }
            Glyph::Star => {
                for k in 0..3 {
                    let angle = core::f64::consts::PI * (f64::from(k) / 3.0 + 0.5);
                    let (dx, dy) = (1.3 * r * libm::cos(angle), 1.3 * r * libm::sin(angle));
                    self.stroke(&[[x - dx, y - dy], [x + dx, y + dy]], 0.45 * r, color);
                }
                return;
            }
            Glyph::Cross => {
                for (dx, dy) in [(r, r), (r, -r)] {
                    self.stroke(&[[x - dx, y - dy], [x + dx, y + dy]], 0.55 * r, color);
                }
                return;
            }
        };
        let points = corners
            .iter()
            .map(|[dx, dy]| [x + dx * r, y + dy * r])
            .collect();
        self.shapes.push(Shape::Polygon { points, color });
    }
}

/// Lines with at most this many points are drawn whole.
const FEW: usize = 1000;
/// Points of longer lines that lie within this many pixels of the last one drawn are left out.
const CLOSE: f64 = 0.75;

/// Which points of a line are drawn: all of a short one; of a long one those that can be
/// told apart, its first and its last among them.
pub(crate) fn thinned(points: &[[f64; 2]]) -> Vec<usize> {
    if points.len() <= FEW {
        return (0..points.len()).collect();
    }
    let mut kept = vec![0];
    let mut last = points[0];
    for (at, &point) in points.iter().enumerate().skip(1) {
        let far = (point[0] - last[0]).abs() >= CLOSE || (point[1] - last[1]).abs() >= CLOSE;
        if far || at + 1 == points.len() {
            kept.push(at);
            last = point;
        }
    }
    kept
}

/// The part of the segment from `a` to `b` inside `clip` (Liang and Barsky).
pub(crate) fn clip_segment(a: [f64; 2], b: [f64; 2], clip: Rect) -> Option<[[f64; 2]; 2]> {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (p, q) in [
        (-dx, a[0] - clip.left),
        (dx, clip.right - a[0]),
        (-dy, a[1] - clip.top),
        (dy, clip.bottom - a[1]),
    ] {
        if p == 0.0 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            enter = enter.max(q / p);
        } else {
            leave = leave.min(q / p);
        }
    }
    let at = |t: f64| {
        [
            (a[0] + t * dx).clamp(clip.left, clip.right),
            (a[1] + t * dy).clamp(clip.top, clip.bottom),
        ]
    };
    (enter <= leave).then(|| [at(enter), at(leave)])
}

/// The parts of a line inside `clip`.
fn clipped(points: &[[f64; 2]], clip: Rect) -> Vec<Vec<[f64; 2]>> {
    let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
    for pair in points.windows(2) {
        let Some([from, to]) = clip_segment(pair[0], pair[1], clip) else {
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
    }
    pieces
}

fn dashed(points: Vec<[f64; 2]>, dash: Dash) -> Vec<Vec<[f64; 2]>> {
    let Some((on, off)) = dash.pattern() else {
        return vec![points];
    };
    let mut pieces = Vec::new();
    let mut piece = vec![points[0]];
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let [mut from, to] = [pair[0], pair[1]];
        loop {
            let length = libm::hypot(to[0] - from[0], to[1] - from[1]);
            if length <= left {
                left -= length;
                piece.push(to);
                break;
            }
            let t = left / length;
            from = [
                from[0] + t * (to[0] - from[0]),
                from[1] + t * (to[1] - from[1]),
            ];
            if drawing {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
            piece = vec![from];
        }
    }
    if drawing && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 10.0,
    };

    #[test]
    fn a_segment_is_cut_at_the_edges() {
        let cut = clip_segment([-10.0, 5.0], [30.0, 5.0], BOX);
        assert_eq!(cut, Some([[0.0, 5.0], [10.0, 5.0]]));
        assert_eq!(clip_segment([-1.0, 11.0], [20.0, 11.0], BOX), None);
        assert_eq!(clip_segment([-5.0, 8.0], [2.0, 15.0], BOX), None);
    }

    #[test]
    fn a_line_breaks_at_gaps_and_at_the_edge() {
        let mut scene = Scene::default();
        let at = |x: f64, y: f64| Some([x, y]);
        let points = [
            at(1.0, 1.0),
            at(2.0, 2.0),
            None,
            at(3.0, 3.0),
            None,
            at(4.0, 4.0),
            at(40.0, 4.0),
            at(5.0, 6.0),
        ];
        scene.line(&points, BOX, (1.0, Dash::Solid), Rgb(0, 0, 0));
        let strokes = scene
            .shapes
            .iter()
            .filter(|s| matches!(s, Shape::Stroke { .. }));
        assert_eq!(strokes.count(), 3);
        let discs = scene
            .shapes
            .iter()
            .filter(|s| matches!(s, Shape::Disc { .. }));
        assert_eq!(discs.count(), 1);
    }

    #[test]
    fn a_long_line_loses_only_points_that_cannot_be_told_apart() {
        let wave = |i: usize| [0.01 * i as f64, 5.0 + 4.0 * libm::sin(0.001 * i as f64)];
        let points: Vec<[f64; 2]> = (0..20_000).map(wave).collect();
        let kept = thinned(&points);
        assert!(kept.len() < 600, "{}", kept.len());
        assert_eq!((kept[0], kept[kept.len() - 1]), (0, 19_999));
        let mut drawn = kept.iter().peekable();
        let mut last = points[0];
        for (at, point) in points.iter().enumerate() {
            if drawn.next_if(|&&k| k == at).is_some() {
                last = *point;
            }
            assert!((point[0] - last[0]).abs() < CLOSE && (point[1] - last[1]).abs() < CLOSE);
        }
        assert_eq!(thinned(&points[..FEW]).len(), FEW);
    }

    #[test]
    fn dashes_cover_their_share_of_a_line() {
        let pieces = dashed(vec![[0.0, 0.0], [40.0, 0.0], [110.0, 0.0]], Dash::Long);
        let drawn: f64 = pieces.iter().map(|p| p[p.len() - 1][0] - p[0][0]).sum();
        assert_eq!(pieces.len(), 10);
        assert!((drawn - 70.0).abs() < 1e-9, "{drawn}");
    }
}
