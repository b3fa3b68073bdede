//! A composed figure on the page's main thread: painted, and read off with a pointer.

use crate::convert::{error, to_js};
use memrilab_figures::{Figure, Style};
use wasm_bindgen::prelude::*;

/// How far from a data point a pointer may be, in CSS pixels.
const REACH: f64 = 24.0;

/// A figure that a worker composed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Picture(memrilab_figures::Picture);

pub(crate) fn bytes(figure: &Figure<'_>, style: &Style) -> Result<Vec<u8>, JsValue> {
    let bytes = figure.picture(style).to_bytes();
    bytes.map_err(|e| error("figure", &e.to_string()))
}

#[wasm_bindgen]
impl Picture {
    /// The picture that these bytes hold.
    ///
    /// # Errors
    /// `{code, message}`, if they hold none.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Self, JsValue> {
        let picture = memrilab_figures::Picture::from_bytes(bytes);
        picture
            .map(Self)
            .map_err(|e| error("figure", &e.to_string()))
    }

    /// CSS pixels across.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn width(&self) -> u32 {
        self.0.layout.width
    }

    /// CSS pixels down.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn height(&self) -> u32 {
        self.0.layout.height
    }

    /// The title, whole.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn title(&self) -> String {
        self.0.layout.title.clone()
    }

    /// What it shows, for a reader who does not see it.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn description(&self) -> String {
        self.0.layout.description.clone()
    }

    /// What was left out, a sentence each.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        self.0.layout.notes.clone()
    }

    /// Paints it with `scale` device pixels to the CSS pixel.
    ///
    /// # Errors
    /// `{code, message}`, if the scale is out of range or the canvas cannot be drawn on.
    #[cfg(target_arch = "wasm32")]
    pub fn draw(&self, canvas: web_sys::HtmlCanvasElement, scale: f64) -> Result<(), JsValue> {
        let drawn = self.0.draw_on_canvas(canvas, scale);
        drawn.map_err(|e| error("figure", &e.to_string()))
    }

    /// What a pixel points at: `{pixel, series, x, y}`, or nothing.
    ///
    /// # Errors
    /// `{code, message}`, if the words have no JavaScript form.
    pub fn hover(&self, x: f64, y: f64) -> Result<JsValue, JsValue> {
        match self.0.layout.hover(x, y, REACH) {
            Some(hover) => to_js(&hover),
            None => Ok(JsValue::UNDEFINED),
        }
    }
}
