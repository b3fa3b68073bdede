//! Shapes onto any plotters back end.
//!
//! Back ends differ in three ways that are evened out here: coordinates are whole
//! numbers, so a picture is drawn in device pixels (or finer ones); the size of a font
//! means something else on each; and so does the vertical middle of a text.

use crate::FigureError;
use crate::layout::Layout;
use crate::lettering::Lettering;
use crate::scene::Shape;
use crate::theme::Rgb;
use plotters::backend::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingErrorKind};
use serde::{Deserialize, Serialize};

/// A composed figure: what to draw, and where everything stands.
///
/// It crosses from the worker that composed it to the page that paints it as bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    pub(crate) ground: Rgb,
    pub(crate) shapes: Vec<Shape>,
    /// Where everything stands.
    pub layout: Layout,
}

/// What is drawn on, as far as text and thick lines depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// An HTML canvas (plotters-canvas).
    Canvas,
    /// An SVG document (plotters-svg).
    Svg,
    /// Pixels in memory (plotters-bitmap).
    Bitmap,
}

impl Medium {
    /// What a back end is told as the size of a font of one em.
    fn em(self) -> f64 {
        match self {
            Self::Canvas | Self::Bitmap => 1.0,
            // plotters-svg divides by this.
            Self::Svg => 1.24,
        }
    }

    /// From the point that a back end centres a text on down to the base line, in em.
    fn baseline(self) -> f64 {
        match self {
            // `textBaseline = "middle"`: half of ascent less descent of the em square,
            // 0.26 to 0.31 in the usual fonts.
            Self::Canvas => 0.27,
            // `dy = "0.5ex"`.
            Self::Svg => 0.265,
            // `Lettering::layout_box` is empty, so the point is on the base line.
            Self::Bitmap => 0.0,
        }
    }
}

/// Half the height of a digit, in em.
const HALF_DIGIT: f64 = 0.36;

impl Picture {
    /// The picture as bytes, for [`Picture::from_bytes`] of the same version.
    ///
    /// # Errors
    /// [`FigureError::Bytes`] if there is no memory for them.
    pub fn to_bytes(&self) -> Result<Vec<u8>, FigureError> {
        postcard::to_allocvec(self).map_err(|error| FigureError::Bytes(error.to_string()))
    }

    /// The picture that [`Picture::to_bytes`] gave.
    ///
    /// ```
    /// use memrilab_figures::{Figure, Histogram, Bin, Picture, Style, Theme};
    /// use memrilab_device::analysis::Method;
    /// let data = Histogram { method: Method::Corrected, usability: &[0.4, 0.9], bin: Bin::Tenth };
    /// let picture = Figure::Histogram(data).picture(&Style::new(400, 300, 1.0, Theme::Light)?);
    /// assert_eq!(Picture::from_bytes(&picture.to_bytes()?)?, picture);
    /// assert!(Picture::from_bytes(&[1, 2, 3]).is_err());
    /// # Ok::<(), memrilab_figures::FigureError>(())
    /// ```
    ///
    /// # Errors
    /// [`FigureError::Bytes`] if they are not those of a picture.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FigureError> {
        postcard::from_bytes(bytes).map_err(|error| FigureError::Bytes(error.to_string()))
    }

    /// Draws on a back end of `scale` device pixels to the logical one; returns how
    /// many shapes were drawn.
    ///
    /// # Errors
    /// Those of the back end.
    pub fn draw_on<B: DrawingBackend>(
        &self,
        backend: &mut B,
        medium: Medium,
        scale: f64,
    ) -> Result<usize, DrawingErrorKind<B::ErrorType>> {
        backend.ensure_prepared()?;
        // Both, because rounding may leave a row of device pixels over, and a canvas may
        // be drawn on in finer units than its pixels.
        let (right, bottom) = backend.get_size();
        let whole = |size: u32| libm::ceil(f64::from(size) * scale) as i32;
        let far = (
            right.cast_signed().max(whole(self.layout.width)),
            bottom.cast_signed().max(whole(self.layout.height)),
        );
        backend.draw_rect((0, 0), far, &paint(self.ground, 1.0), true)?;
        let mut brush = Brush {
            backend,
            medium,
            scale,
        };
        for shape in &self.shapes {
            brush.shape(shape)?;
        }
        brush.backend.present()?;
        Ok(self.shapes.len())
    }
}

struct Brush<'b, B> {
    backend: &'b mut B,
    medium: Medium,
    scale: f64,
}

impl<B: DrawingBackend> Brush<'_, B> {
    fn at(&self, [x, y]: [f64; 2]) -> BackendCoord {
        (self.whole(x), self.whole(y))
    }

    fn whole(&self, length: f64) -> i32 {
        libm::round(length * self.scale) as i32
    }

    /// A width that is at least one pixel.
    fn width(&self, width: f64) -> u32 {
        self.whole(width).max(1).unsigned_abs()
    }

    fn path<T: Into<f64> + Copy>(&self, points: &[[T; 2]]) -> Vec<BackendCoord> {
        let mut path: Vec<BackendCoord> =
            points.iter().map(|p| self.at(p.map(Into::into))).collect();
        path.dedup();
        path
    }

    fn shape(&mut self, shape: &Shape) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        match shape {
            Shape::Fill { rect, color, alpha } => {
                let corner = self.at([rect.left, rect.top]);
                let far = self.at([rect.right, rect.bottom]);
                // A rectangle that rounding has made empty is still one pixel wide.
                let far = (far.0.max(corner.0 + 1), far.1.max(corner.1 + 1));
                self.backend
                    .draw_rect(corner, far, &paint(*color, *alpha), true)
            }
            Shape::Stroke {
                points,
                width,
                color,
            } => self.stroke(points, *width, *color),
            Shape::Area {
                edges,
                color,
                alpha,
            } => self.area(edges, paint(*color, *alpha)),
            Shape::Polygon { points, color } => {
                let path = self.path(points);
                self.backend.fill_polygon(path, &paint(*color, 1.0))
            }
            Shape::Disc {
                center,
                radius,
                color,
            } => {
                let center = self.at(*center);
                let radius = self.width(*radius);
                self.backend
                    .draw_circle(center, radius, &paint(*color, 1.0), true)
            }
            Shape::Text {
                text,
                at: [x, y],
                size,
                align,
                color,
            } => {
                let lettering = Lettering {
                    size: size * self.scale * self.medium.em(),
                    align: *align,
                    color: paint(*color, 1.0),
                };
                let lower = size * (HALF_DIGIT - self.medium.baseline());
                let at = self.at([*x, y + lower]);
                self.backend.draw_text(text, &lettering, at)
            }
        }
    }

    fn stroke(
        &mut self,
        points: &[[f32; 2]],
        width: f64,
        color: Rgb,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let path = self.path(points);
        let pen = Pen {
            color: paint(color, 1.0),
            width: self.width(width),
        };
        if self.medium != Medium::Bitmap {
            return self.backend.draw_path(path, &pen);
        }
        // The rasteriser outlines a whole path as one polygon, which fails where the
        // path turns back on itself: segment by segment, with round joints.
        for pair in path.windows(2) {
            self.backend.draw_path(pair.iter().copied(), &pen)?;
        }
        if pen.width > 2 && path.len() > 2 {
            for &joint in &path[1..path.len() - 1] {
                let radius = pen.width / 2;
                self.backend.draw_circle(joint, radius, &pen.color, true)?;
            }
        }
        Ok(())
    }

    fn area(
        &mut self,
        edges: &[[f64; 3]],
        color: BackendColor,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        if self.medium != Medium::Bitmap {
            let over = edges.iter().map(|&[x, over, _]| [x, over]);
            let under = edges.iter().rev().map(|&[x, _, under]| [x, under]);
            let outline: Vec<[f64; 2]> = over.chain(under).collect();
            let path = self.path(&outline);
            return self.backend.fill_polygon(path, &color);
        }
        // Column by column: the polygon rasteriser leaves streaks in concave outlines.
        for pair in edges.windows(2) {
            let [a, b] = if pair[0][0] <= pair[1][0] {
                [pair[0], pair[1]]
            } else {
                [pair[1], pair[0]]
            };
            let (from, to) = (self.whole(a[0]), self.whole(b[0]));
            for column in from..to {
                let t = (f64::from(column - from) + 0.5) / f64::from(to - from);
                let y = |side: usize| self.whole(a[side] + t * (b[side] - a[side]));
                let (top, bottom) = (y(1), y(2).max(y(1) + 1));
                self.backend
                    .draw_rect((column, top), (column + 1, bottom), &color, true)?;
            }
        }
        Ok(())
    }
}

fn paint(Rgb(red, green, blue): Rgb, alpha: f64) -> BackendColor {
    BackendColor {
        alpha,
        rgb: (red, green, blue),
    }
}

struct Pen {
    color: BackendColor,
    width: u32,
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}
