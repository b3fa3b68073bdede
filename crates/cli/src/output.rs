//! The only place that prints, and the only one that writes files.

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, Write as _};
use std::path::Path;

/// Prints to standard output; a closed pipe ends the program quietly.
pub(crate) fn text(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("standard output cannot be written"),
    }
}

/// Prints a value as JSON with a line end.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<()> {
    let mut line = serde_json::to_string_pretty(value).context("the result has no JSON form")?;
    line.push('\n');
    text(&line)
}

/// Prints a line to standard error, for people.
pub(crate) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints an error and its causes, once.
pub(crate) fn error(error: &anyhow::Error) {
    note(&format!("error: {error:#}"));
}

/// Writes a file whole or not at all: beside it first, then renamed onto it. A file that
/// was there keeps its permissions.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> Result<()> {
    place(path, bytes, true).with_context(|| format!("{} cannot be written", path.display()))
}

/// Writes a file that is not there yet; `false` if it is, and nothing is written then.
pub(crate) fn new_file(path: &Path, bytes: &[u8]) -> Result<bool> {
    match place(path, bytes, false) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        other => other
            .map(|()| true)
            .with_context(|| format!("{} cannot be written", path.display())),
    }
}

/// Whether a file can be written there: to be asked before long work.
#[cfg(feature = "hardware")]
pub(crate) fn can_be_written(path: &Path) -> Result<()> {
    let tried = match path.is_dir() {
        true => Err(io::Error::from(io::ErrorKind::IsADirectory)),
        false => tempfile::Builder::new()
            .prefix(&unfinished(path))
            .tempfile_in(folder(path)),
    };
    let cannot = || format!("{} cannot be written; name another file", path.display());
    tried.map(|_| ()).with_context(cannot)
}

/// How the names of files begin that are not yet renamed onto `path`.
pub(crate) fn unfinished(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.unfinished-")
}

fn folder(path: &Path) -> &Path {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

fn place(path: &Path, bytes: &[u8], over: bool) -> io::Result<()> {
    let folder = folder(path);
    let mut temporary = tempfile::Builder::new()
        .prefix(&unfinished(path))
        .tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let before = std::fs::metadata(path).map(|m| m.permissions());
        let permissions = before.unwrap_or(std::fs::Permissions::from_mode(0o644));
        temporary.as_file().set_permissions(permissions)?;
    }
    temporary.as_file().sync_all()?;
    if over {
        temporary.persist(path)?;
    } else {
        temporary.persist_noclobber(path)?;
    }
    // The rename itself survives a power cut only when the folder is on the disk.
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// A progress bar on a terminal, nothing in a pipe.
pub(crate) fn progress(total: u64, what: &str) -> ProgressBar {
    bar(total, what, "{msg} {bar:30} {pos}/{len} ({eta} left)")
}

/// The same of bytes.
pub(crate) fn progress_bytes(total: u64, what: &str) -> ProgressBar {
    bar(
        total,
        what,
        "{msg} {bar:30} {bytes}/{total_bytes} ({eta} left)",
    )
}

fn bar(total: u64, what: &str, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}
