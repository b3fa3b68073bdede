//! The JSON of a project: what kind of file it is first, then its parts.

use super::{Project, ProjectError, ProjectFile, check};
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use std::fmt;

/// What tells a project and its schema, whatever else the file holds.
#[derive(serde::Deserialize)]
struct Head {
    #[serde(default)]
    memrilab: Option<String>,
    #[serde(default)]
    schema: Option<u64>,
}

/// The bytes without the byte order mark that some editors write.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Reads the JSON; sizes and settings are not checked yet.
pub(super) fn read(bytes: &[u8]) -> Result<Project, ProjectError> {
    check::size(bytes.len())?;
    let bytes = without_mark(bytes);
    let head: Head = serde_json::from_slice(bytes).map_err(|e| match ProjectError::form(&e) {
        ProjectError::Form { .. } => ProjectError::NotAProject,
        other => other,
    })?;
    // A list may be read as a structure too: its items in order.
    let object = bytes.trim_ascii_start().first() == Some(&b'{');
    if !object || head.memrilab.as_deref() != Some("project") {
        return Err(ProjectError::NotAProject);
    }
    match head.schema {
        Some(found) if found > u64::from(Project::SCHEMA) => Err(ProjectError::Newer { found }),
        Some(0) => Err(ProjectError::NotAProject),
        _ => serde_json::from_slice(bytes).map_err(|e| ProjectError::form(&e)),
    }
}

/// The files, of which at most one more is kept than a project may have.
pub(super) fn files<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ProjectFile>, D::Error> {
    struct Files;

    impl<'de> Visitor<'de> for Files {
        type Value = Vec<ProjectFile>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of files")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut files = Vec::new();
            while files.len() <= Project::MOST_FILES {
                match list.next_element()? {
                    Some(file) => files.push(file),
                    None => return Ok(files),
                }
            }
            // One too many is enough to tell; the rest takes no memory.
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(files)
        }
    }

    from.deserialize_seq(Files)
}
