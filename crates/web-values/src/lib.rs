//! Values and errors between JavaScript and the wasm modules.
//!
//! An error crosses as `{code, message}`. Settings and results cross as JSON, or as plain objects
//! with typed arrays in them.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(message: &str);
}

/// Names a panic on the console before the instance dies.
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|info| console_error(&info.to_string())));
}

/// A plain object.
#[must_use]
pub fn object<const N: usize>(pairs: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &key.into(), &value);
    }
    object
}

/// `{code, message}`.
#[must_use]
pub fn wrong(code: &str, message: &str) -> JsValue {
    object([("code", code.into()), ("message", message.into())]).into()
}

/// What JSON text says.
///
/// # Errors
/// `{code: "form", message}` for text of another form.
pub fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|e| wrong("form", &e.to_string()))
}

/// JSON text of a value.
///
/// # Errors
/// `{code: "form", message}` for a value without a JSON form.
pub fn written(value: &impl serde::Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|e| wrong("form", &e.to_string()))
}
