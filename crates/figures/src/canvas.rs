//! The page's canvas, on its main thread.

use crate::{Figure, FigureError, Layout, Medium, Style};
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;
use web_sys::wasm_bindgen::JsCast;

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
    context
        .and_then(|c| c.dyn_into::<web_sys::CanvasRenderingContext2d>().ok())
        .ok_or_else(no_context)?
        .set_line_join("round");
    let mut backend = CanvasBackend::with_canvas_object(canvas).ok_or_else(no_context)?;
    let picture = figure.picture(style);
    picture
        .draw_on(&mut backend, Medium::Canvas, style.scale())
        .map_err(|error| FigureError::Backend(error.to_string()))?;
    Ok(picture.layout)
}
