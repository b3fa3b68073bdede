//! From paths to readings: folders are walked in order, each file is read once.

use crate::args::Analyze;
use crate::output;
use anyhow::{Context as _, Result, bail};
use memrilab_device::analysis::Options;
use memrilab_device::read::{self, ReadError, Reading};
use memrilab_study::{DeviceKey, FileSettings, Project, Skipped, is_project};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What the files under some paths gave.
#[derive(Default)]
pub(crate) struct Files {
    /// Readings and what was set for them, SET joined to RESET and forward to backward.
    pub(crate) readings: Vec<(Reading, FileSettings)>,
    /// Files that could not be read.
    pub(crate) failed: Vec<Skipped>,
    /// Devices that projects leave out.
    pub(crate) removed: Vec<DeviceKey>,
    /// The project files among them, and their settings.
    pub(crate) projects: Vec<(String, Options)>,
}

/// Reads every file under the paths.
pub(crate) fn read_all(said: &Analyze) -> Result<Files> {
    let paths = list(&said.paths)?;
    let bar = output::progress(paths.len() as u64, "reading");
    let mut files = Files::default();
    for path in &paths {
        let name = path.to_string_lossy();
        match load(path) {
            Ok(bytes) if is_project(&bytes) => files.project(&name, &bytes, said),
            Ok(bytes) => files.read(&name, &name, &bytes, said.settings(FileSettings::default())),
            Err(skipped) => files.failed.push(skipped),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    files.readings = read::join_with(files.readings);
    Ok(files)
}

impl Files {
    /// The files of a project, shown as `project.json:path`.
    fn project(&mut self, name: &str, bytes: &[u8], said: &Analyze) {
        let mut project = match Project::open(bytes) {
            Ok(project) => project,
            Err(error) => return self.skip(name, error.code(), format!("{name}: {error}")),
        };
        let shown = |path: &str| format!("{name}:{path}");
        self.projects.push((name.to_owned(), project.options));
        self.removed
            .extend(project.removed.into_iter().map(|key| DeviceKey {
                file: shown(&key.file),
                ..key
            }));
        for file in project.files.drain(..) {
            match file.bytes() {
                Ok(bytes) => {
                    let settings = said.settings(file.settings.clone());
                    self.read(&shown(&file.path), &file.path, &bytes, settings);
                }
                Err(error) => self.skip(name, error.code(), format!("{name}: {error}")),
            }
        }
    }

    /// One file: `path` is the name it is recognised by, `shown` the one it goes by.
    fn read(&mut self, shown: &str, path: &str, bytes: &[u8], settings: FileSettings) {
        let options = &settings.read;
        let reading = if memrilab_workbook::is_workbook(bytes) {
            match memrilab_workbook::grids(bytes, &options.caps) {
                Ok(grids) => read::read_grids(path, grids, options),
                Err(e) => return self.skip(shown, e.code(), format!("{shown}: {e}")),
            }
        } else {
            read::read(path, bytes, options)
        };
        let file = shown.to_owned();
        match reading {
            Ok(reading) => self.readings.push((Reading { file, ..reading }, settings)),
            Err(error) => {
                let error = ReadError { file, ..error };
                self.skip(shown, error.code(), error.to_string());
            }
        }
    }

    fn skip(&mut self, file: &str, kind: &str, reason: String) {
        self.failed.push(skipped(file, kind, reason));
    }
}

fn skipped(file: &str, kind: &str, reason: String) -> Skipped {
    Skipped {
        file: file.to_owned(),
        kind: kind.into(),
        reason,
    }
}

/// The files under the paths, each once, folders in the order of their names.
fn list(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.exists() {
            bail!("{} does not exist; check the path", path.display());
        }
        let visible = |e: &walkdir::DirEntry| {
            e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.')
        };
        let walk = WalkDir::new(path)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(visible);
        let before = files.len();
        for entry in walk {
            let entry = entry.with_context(|| format!("{} cannot be listed", path.display()))?;
            if entry.file_type().is_file() || entry.path() == path && path.is_file() {
                files.push(entry.into_path());
            }
        }
        if files.len() == before {
            bail!(
                "{} holds no files; drop sweep files into it",
                path.display()
            );
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|f| seen.insert(f.clone()));
    Ok(files)
}

/// The bytes of a file that is no sweep: a campaign, a space, a table.
pub(crate) fn whole(path: &Path) -> Result<Vec<u8>> {
    up_to(path, Project::MOST_FILE_BYTES)
}

/// The bytes of a file that may have so many.
pub(crate) fn up_to(path: &Path, limit: usize) -> Result<Vec<u8>> {
    let (_, bytes) = begin(path, limit)?;
    if bytes.len() > limit {
        bail!(
            "{} is larger than {} MiB; check that it is the right file",
            path.display(),
            limit >> 20
        );
    }
    Ok(bytes)
}

/// A table as text, without the mark that spreadsheets begin UTF-8 with.
pub(crate) fn text(path: &Path) -> Result<String> {
    let text = String::from_utf8(whole(path)?).with_context(|| {
        format!(
            "{} is not UTF-8 text; save it as CSV (UTF-8)",
            path.display()
        )
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The bytes of a file; a project may be larger than a sweep.
fn load(path: &Path) -> Result<Vec<u8>, Skipped> {
    let name = path.to_string_lossy();
    let unreadable = |e: anyhow::Error| skipped(&name, "unreadable", format!("{e:#}"));
    let mut limit = Project::MOST_FILE_BYTES;
    let (file, mut bytes) = begin(path, limit).map_err(unreadable)?;
    if bytes.len() > limit && is_project(&bytes) {
        limit = Project::MOST_BYTES;
        let rest = (limit + 1).saturating_sub(bytes.len()) as u64;
        let read = file.take(rest).read_to_end(&mut bytes);
        read.map_err(|e| unreadable(e.into()))?;
    }
    if bytes.len() > limit {
        let reason = format!(
            "{name} is larger than {} MiB; split it or export fewer points",
            limit >> 20
        );
        return Err(skipped(&name, "too-large", reason));
    }
    Ok(bytes)
}

/// The open file and its bytes up to one beyond `limit`.
fn begin(path: &Path, limit: usize) -> Result<(std::fs::File, Vec<u8>)> {
    let opened = std::fs::File::open(path);
    let file = opened.with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut bytes = Vec::new();
    (&file)
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    Ok((file, bytes))
}
