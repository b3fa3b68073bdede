//! The page's canvas, on its main thread.

use crate::{FigureError, Layout, Medium, Picture, Style, Theme};
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;
use web_sys::wasm_bindgen::JsCast;

/// Units that are drawn in, to the device pixel: plotters' coordinates are whole numbers,
/// and lines would be jagged if they were those of pixels.
const FINE: f64 = 8.0;

impl Picture {
    /// Paints the picture on a canvas with `scale` device pixels to the logical one, from
    /// 0.5 to 8. Wasm only.
    ///
    /// The canvas gets that many pixels; its size on the page is the business of the page.
    ///
    /// # Errors
    /// [`FigureError::Scale`], or [`FigureError::Backend`] if the canvas has no
    /// two-dimensional context.
    pub fn draw_on_canvas(&self, canvas: HtmlCanvasElement, scale: f64) -> Result<(), FigureError> {
        let Layout { width, height, .. } = self.layout;
        let style = Style::new(width, height, scale, Theme::default())?;
        let (across, down) = style.device_size();
        canvas.set_width(across);
        canvas.set_height(down);
        let no_context = || FigureError::Backend("the canvas has no 2d context".to_owned());
        let context = canvas.get_context("2d").ok().flatten();
        let context = context
            .and_then(|c| c.dyn_into::<web_sys::CanvasRenderingContext2d>().ok())
            .ok_or_else(no_context)?;
        let mut backend = CanvasBackend::with_canvas_object(canvas).ok_or_else(no_context)?;
        context.save();
        context.set_line_join("round");
        let drawn = context
            .scale(1.0 / FINE, 1.0 / FINE)
            .map_err(|_| no_context())
            .and_then(|()| {
                self.draw_on(&mut backend, Medium::Canvas, scale * FINE)
                    .map_err(|error| FigureError::Backend(error.to_string()))
            });
        context.restore();
        drawn.map(|_| ())
    }
}
