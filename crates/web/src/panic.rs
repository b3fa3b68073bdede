//! A panic says where it happened before the instance dies; the page replaces the worker.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(message: &str);
}

pub(crate) fn tell_console() {
    std::panic::set_hook(Box::new(|info| console_error(&info.to_string())));
}
