//! What must hold in a project besides its form: sizes, paths, contents, settings.

use super::{Project, ProjectError, ProjectFile};
use memrilab_device::analysis::Options;
use memrilab_device::read::Caps;
use std::collections::BTreeSet;

/// Fails above a limit.
fn most(what: impl Into<String>, found: usize, limit: usize) -> Result<(), ProjectError> {
    if found <= limit {
        return Ok(());
    }
    Err(ProjectError::TooLarge {
        what: what.into(),
        found,
        limit,
    })
}

/// The size of the project file itself.
pub(super) fn size(bytes: usize) -> Result<(), ProjectError> {
    most("the project's bytes are", bytes, Project::MOST_BYTES)
}

impl Project {
    /// Checks everything but the form.
    pub(super) fn check(&self) -> Result<(), ProjectError> {
        most("the files are at least", self.files.len(), Self::MOST_FILES)?;
        let wrong = |error| ProjectError::Options {
            place: "options".into(),
            error,
        };
        self.options.check().map_err(wrong)?;
        if let Some(campaign) = &self.campaign {
            let told = campaign.told();
            told.map_err(|e| ProjectError::Campaign(e.to_string()))?;
        }
        let (mut paths, mut all) = (BTreeSet::new(), 0);
        for file in &self.files {
            if !paths.insert(file.path.as_str()) {
                return Err(ProjectError::SamePath {
                    file: file.path.clone(),
                });
            }
            all += file.check(&self.options)?;
        }
        most("the bytes of all files are", all, Self::MOST_ALL_BYTES)
    }
}

impl ProjectFile {
    /// Checks one file; gives its bytes' number.
    fn check(&self, run: &Options) -> Result<usize, ProjectError> {
        let what = || format!("the bytes of file `{}` are", self.path);
        // What is too long is not decoded.
        let coded = self.base64.as_ref().map_or(0, |b| b.len() / 4 * 3);
        most(what(), coded, Project::MOST_FILE_BYTES + 2)?;
        let bytes = self.bytes()?.len();
        most(what(), bytes, Project::MOST_FILE_BYTES)?;
        if !self.settings.read.caps.within(&Caps::default()) {
            return Err(ProjectError::Caps {
                file: self.path.clone(),
            });
        }
        let options = self.settings.options(run);
        options.check().map_err(|error| ProjectError::Options {
            place: format!("file `{}`", self.path),
            error,
        })?;
        Ok(bytes)
    }
}
