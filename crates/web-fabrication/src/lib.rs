//! The wasm module that the page loads when the Fabrication station is first opened.
//!
//! A campaign crosses as the text of its file: the page keeps it, hands it in, and gets
//! the next one. So nothing here has state, and what the page saves is what the command
//! line opens. A step of the virtual laboratory or a suggestion takes a worker some tens
//! of milliseconds.

pub mod edit;
pub mod views;

use js_sys::{Object, Reflect};
use memrilab_fabrication::{Campaign, Error};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(message: &str);
}

/// Names a panic on the console before the instance dies; call it once.
#[wasm_bindgen]
pub fn start() {
    std::panic::set_hook(Box::new(|info| console_error(&info.to_string())));
}

/// `{code, message}`.
fn wrong(code: &str, message: &str) -> JsValue {
    let object = Object::new();
    for (key, value) in [("code", code), ("message", message)] {
        let _ = Reflect::set(&object, &key.into(), &value.into());
    }
    object.into()
}

#[expect(clippy::needless_pass_by_value, reason = "so it stands in map_err")]
fn refused(error: Error) -> JsValue {
    wrong(error.code(), &error.to_string())
}

fn opened(text: &str) -> Result<Campaign, JsValue> {
    Campaign::open(text.as_bytes()).map_err(refused)
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|e| wrong("form", &e.to_string()))
}

fn written(value: &impl serde::Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|e| wrong("form", &e.to_string()))
}
