//! The page's canvas, on its main thread.

use crate::{Figure, FigureError, Layout, Medium, Style};
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;
use web_sys::wasm_bindgen::JsCast;

/// Units that are drawn in, to the device pixel: plotters' coordinates are whole numbers,
/// and lines would be jagged if they were those of pixels.
const FINE: f64 = 8.0;

/// Draws the figure on a canvas and says where everything stands.
///
/// The canvas is resized to [`Style::device_size`]; its size on the page is the
/// business of the style sheet. Wasm only.
///
/// # Errors
/// [`FigureError::Backend`] if the canvas has no two-dimensional context.
pub fn draw_on_canvas(
    canvas: HtmlCanvasElement,
    figure: &Figure<'_>,
    style: &Style,
) -> Result<Layout, FigureError> {
    let (width, height) = style.device_size();
    canvas.set_width(width);
    canvas.set_height(height);
    let no_context = || FigureError::Backend("the canvas has no 2d context".to_owned());
    let context = canvas.get_context("2d").ok().flatten();
    let context = context
        .and_then(|c| c.dyn_into::<web_sys::CanvasRenderingContext2d>().ok())
        .ok_or_else(no_context)?;
    let mut backend = CanvasBackend::with_canvas_object(canvas).ok_or_else(no_context)?;
    let picture = figure.picture(style);
    context.save();
    context.set_line_join("round");
    let drawn = context
        .scale(1.0 / FINE, 1.0 / FINE)
        .map_err(|_| no_context())
        .and_then(|()| {
            picture
                .draw_on(&mut backend, Medium::Canvas, style.scale() * FINE)
                .map_err(|error| FigureError::Backend(error.to_string()))
        });
    context.restore();
    drawn.map(|_| picture.layout)
}
