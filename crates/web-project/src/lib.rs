//! The wasm module that the page loads when the first project file is opened.
//!
//! It checks a project as the command line does and hands over what is in it. The light
//! module tells a project from other files and needs no reader of JSON.

use js_sys::{Array, Uint8Array};
use memrilab_study::{Project, ProjectError};
use memrilab_web_values::{object, wrong};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Opens a project file: `{options, files: [{path, settings, bytes: Uint8Array}], removed, page, campaign,
/// networks}`.
///
/// # Errors
/// `{code, message}` with what is wrong, where, and what to try.
#[wasm_bindgen(js_name = openProject)]
pub fn open_project(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let refused = |e: ProjectError| wrong(e.code(), &e.to_string());
    let project = Project::open(bytes).map_err(refused)?;
    let files = Array::new();
    for file in project.files {
        let bytes = Uint8Array::from(&*file.bytes().map_err(refused)?);
        files.push(&object([
            ("settings", to_js(&file.settings)?),
            ("bytes", bytes.into()),
            ("path", file.path.into()),
        ]));
    }
    Ok(object([
        ("options", to_js(&project.options)?),
        ("files", files.into()),
        ("removed", to_js(&project.removed)?),
        ("page", project.page.into()),
        ("campaign", to_js(&project.campaign)?),
        ("networks", project.networks.into()),
    ])
    .into())
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let form = serde_wasm_bindgen::Serializer::json_compatible();
    let made = value.serialize(&form);
    made.map_err(|e| wrong("internal", &e.to_string()))
}
