//! Drawing on the page's own canvas; only on the main thread.

use crate::Survey;
use crate::convert::{error, to_js};
use memrilab_figures::draw_on_canvas;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

#[wasm_bindgen]
impl Survey {
    /// Draws a figure and gives its layout, with which a pointer is turned into values.
    ///
    /// # Errors
    /// `{code, message}`, if there is no such figure or the canvas cannot be drawn on.
    pub fn draw(&self, canvas: HtmlCanvasElement, request: JsValue) -> Result<JsValue, JsValue> {
        self.drawn(request, |figure, style| {
            let layout = draw_on_canvas(canvas, figure, style)
                .map_err(|e| error("figure", &e.to_string()))?;
            to_js(&layout)
        })
    }
}
