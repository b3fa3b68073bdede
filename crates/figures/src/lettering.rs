//! Text as plotters' back ends want it.

use crate::scene::Align;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendTextStyle, FontFamily};

/// What the text is set in where the reader's own fonts are used.
const FAMILY: &str = "system-ui, sans-serif";

/// A text style that never measures: places come from the layout. Pixels of glyphs are
/// asked for by the bitmap back end only.
pub(crate) struct Lettering {
    pub(crate) size: f64,
    pub(crate) align: Align,
    pub(crate) color: BackendColor,
}

impl BackendTextStyle for Lettering {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FAMILY)
    }

    fn anchor(&self) -> Pos {
        let across = match self.align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        Pos::new(across, VPos::Center)
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    #[cfg(not(feature = "png"))]
    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: D,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }

    #[cfg(feature = "png")]
    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        (x, y): BackendCoord,
        mut pixel: D,
    ) -> Result<Result<(), E>, Self::FontError> {
        let drawn = crate::png::glyphs(text, self.size, self.align, |dx, dy, coverage| {
            pixel(x + dx, y + dy, self.color.mix(coverage))
        });
        Ok(drawn)
    }
}
