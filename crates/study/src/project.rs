//! The project file: everything a page holds, in one JSON that the command line reads too.
//!
//! ```json
//! {"memrilab": "project", "schema": 1, "version": "0.1.0", "options": {},
//!  "files": [{"path": "a.csv", "settings": {}, "text": "V,I\n0,0\n"},
//!            {"path": "b.xlsx", "settings": {}, "base64": "UEsDBA=="}],
//!  "removed": [{"file": "a.csv", "block": ""}], "page": ""}
//! ```
//!
//! The files stand in it whole, so a project that was saved once gives the same numbers
//! wherever it is opened.

mod check;
mod error;
mod form;

pub use error::ProjectError;

use crate::{DeviceKey, FileSettings};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memrilab_device::analysis::Options;
use memrilab_fabrication::Campaign;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a project file says that it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum ProjectMark {
    /// A project.
    #[default]
    Project,
}

/// Files, settings and what was done by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Project {
    /// Says that it is one.
    pub memrilab: ProjectMark,
    /// Version of this form.
    pub schema: u32,
    /// The version of the program that wrote it.
    #[serde(default)]
    pub version: String,
    /// The settings of the run.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(type = "Partial<Options>"))]
    pub options: Options,
    /// The files, in their order.
    #[serde(default, deserialize_with = "form::files")]
    pub files: Vec<ProjectFile>,
    /// Devices that were taken off the table.
    #[serde(default)]
    pub removed: Vec<DeviceKey>,
    /// The page's own state, which nothing else looks into.
    #[serde(default)]
    pub page: String,
    /// The campaign of fabrication, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<Campaign>,
    /// The networks that the page trained, as JSON that nothing else looks into.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub networks: String,
}

/// One file of a project, with its content as `text` or as `base64`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProjectFile {
    /// Its path, by which it is told from the others.
    pub path: String,
    /// What was set for it only.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(type = "Partial<FileSettings>"))]
    pub settings: FileSettings,
    /// Its content, where that is UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its bytes in base64 with padding, where they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
}

impl Default for Project {
    /// An empty one, of this version.
    fn default() -> Self {
        Self {
            memrilab: ProjectMark::Project,
            schema: Self::SCHEMA,
            version: env!("CARGO_PKG_VERSION").into(),
            options: Options::default(),
            files: Vec::new(),
            removed: Vec::new(),
            page: String::new(),
            campaign: None,
            networks: String::new(),
        }
    }
}

impl Project {
    /// Version of the form that is read and written.
    pub const SCHEMA: u32 = 1;
    /// Largest project file, in bytes.
    pub const MOST_BYTES: usize = 384 << 20;
    /// Largest file of a project, in bytes.
    pub const MOST_FILE_BYTES: usize = 64 << 20;
    /// Bytes of all files of a project together.
    pub const MOST_ALL_BYTES: usize = 256 << 20;
    /// Most files of a project.
    pub const MOST_FILES: usize = 4096;

    /// Reads a project file and checks everything in it.
    ///
    /// ```
    /// use memrilab_study::{FileSettings, Project, ProjectFile};
    /// let file = ProjectFile::new("a.csv", b"V,I\n0,0\n", FileSettings::default());
    /// let project = Project { files: vec![file], ..Project::default() };
    /// let json = project.to_json().unwrap();
    /// assert!(memrilab_study::is_project(json.as_bytes()));
    /// assert_eq!(Project::open(json.as_bytes()).unwrap(), project);
    /// ```
    ///
    /// # Errors
    /// [`ProjectError`] with the place and what to try.
    pub fn open(bytes: &[u8]) -> Result<Self, ProjectError> {
        let project = form::read(bytes)?;
        project.check()?;
        Ok(project)
    }

    /// The project file.
    ///
    /// # Errors
    /// [`ProjectError`], if [`Self::open`] would not open what is written.
    pub fn to_json(&self) -> Result<String, ProjectError> {
        self.check()?;
        let json = serde_json::to_string(self).map_err(|e| ProjectError::form(&e))?;
        check::size(json.len())?;
        Ok(json)
    }
}

impl ProjectFile {
    /// A file with its content, as text where that is UTF-8.
    #[must_use]
    pub fn new(path: &str, bytes: &[u8], settings: FileSettings) -> Self {
        let text = std::str::from_utf8(bytes).ok().map(str::to_owned);
        Self {
            path: path.to_owned(),
            settings,
            base64: text.is_none().then(|| STANDARD.encode(bytes)),
            text,
        }
    }

    /// Its content.
    ///
    /// # Errors
    /// [`ProjectError`], if it has neither or both of text and base64, or the base64 is
    /// broken; not after [`Project::open`].
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, ProjectError> {
        let file = || self.path.clone();
        match (&self.text, &self.base64) {
            (Some(text), None) => Ok(Cow::Borrowed(text.as_bytes())),
            (None, Some(base64)) => STANDARD
                .decode(base64)
                .map(Cow::Owned)
                .map_err(|_| ProjectError::Base64 { file: file() }),
            (Some(_), Some(_)) => Err(ProjectError::TwoContents { file: file() }),
            (None, None) => Err(ProjectError::NoContent { file: file() }),
        }
    }
}

/// Whether bytes are those of a project file, broken or not: a JSON object in which
/// `"memrilab"` is `"project"`. Looks through them once without reading the JSON.
///
/// ```
/// use memrilab_study::is_project;
/// assert!(is_project(b" {\"files\": [], \"memrilab\" : \"project\"}"));
/// assert!(!is_project(b"{\"text\": \"\\\"memrilab\\\":\\\"project\\\"\"}"));
/// assert!(!is_project(b"V,I\n0,0\n"));
/// ```
#[must_use]
pub fn is_project(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"\"memrilab\"";
    let text = form::without_mark(bytes).trim_ascii_start();
    if text.first() != Some(&b'{') {
        return false;
    }
    let mut rest = text;
    while let Some(at) = rest.windows(KEY.len()).position(|w| w == KEY) {
        rest = &rest[at + KEY.len()..];
        let value = rest.trim_ascii_start().strip_prefix(b":");
        if value.is_some_and(|v| v.trim_ascii_start().starts_with(b"\"project\"")) {
            return true;
        }
    }
    false
}
