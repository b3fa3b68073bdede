//! From paths to readings: folders are walked in order, each file is read once.

use crate::output;
use anyhow::{Context as _, Result, bail};
use memrilab_device::read::{self, ReadOptions, Reading};
use memrilab_study::Skipped;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What the files under some paths gave.
pub(crate) struct Files {
    /// Readings, SET joined to RESET and forward to backward.
    pub(crate) readings: Vec<Reading>,
    /// Files that could not be read.
    pub(crate) failed: Vec<Skipped>,
}

/// Reads every file under `paths`.
pub(crate) fn read_all(paths: &[PathBuf], options: &ReadOptions) -> Result<Files> {
    let files = list(paths)?;
    let bar = output::progress(files.len() as u64, "reading");
    let (mut readings, mut failed) = (Vec::new(), Vec::new());
    for path in &files {
        match read_one(path, options) {
            Ok(reading) => readings.push(reading),
            Err(skipped) => failed.push(skipped),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Files {
        readings: read::join(readings),
        failed,
    })
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

fn read_one(path: &Path, options: &ReadOptions) -> Result<Reading, Skipped> {
    let name = path.to_string_lossy();
    let skip = |kind: &str, reason: String| Skipped {
        file: name.clone().into_owned(),
        kind: kind.into(),
        reason,
    };
    let bytes = load(path, options.caps.file_bytes)
        .map_err(|e| skip("unreadable", format!("{e:#}")))?
        .map_err(|too_large| skip("too-large", too_large))?;
    let reading = if memrilab_workbook::is_workbook(&bytes) {
        let grids = memrilab_workbook::grids(&bytes, &options.caps)
            .map_err(|e| skip(e.code(), format!("{name}: {e}")))?;
        read::read_grids(&name, grids, options)
    } else {
        read::read(&name, &bytes, options)
    };
    reading.map_err(|e| skip(e.code(), e.to_string()))
}

/// The bytes of a file, or a sentence if there are more than `cap`.
fn load(path: &Path, cap: usize) -> Result<Result<Vec<u8>, String>> {
    let opened = std::fs::File::open(path);
    let file = opened.with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut bytes = Vec::new();
    file.take(cap as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    if bytes.len() > cap {
        return Ok(Err(format!(
            "{} is larger than {} MiB; split it or export fewer points",
            path.display(),
            cap >> 20
        )));
    }
    Ok(Ok(bytes))
}
