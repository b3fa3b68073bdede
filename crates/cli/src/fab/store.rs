//! The campaign file: read, changed and written by one program at a time.
//!
//! A change reads the file, applies itself and replaces the file whole, all under a lock
//! that the system itself gives up when a program dies; so a crash leaves the old file or
//! the new one, and what else it left goes with the next change. Programs that know nothing of the lock, such as an
//! editor, are noticed by the bytes.

use crate::{files, output};
use anyhow::{Context as _, Result, bail, ensure};
use memrilab_fabrication::Campaign;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long another program may hold the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// The campaign in a file.
pub(crate) fn open(path: &Path) -> Result<Campaign> {
    Ok(read(path)?.1)
}

fn read(path: &Path) -> Result<(Vec<u8>, Campaign)> {
    let bytes = files::whole(path)?;
    let campaign = Campaign::open(&bytes).with_context(|| path.display().to_string())?;
    Ok((bytes, campaign))
}

/// Changes the campaign in a file; if anything fails, the file stays as it is.
pub(crate) fn change<T>(path: &Path, change: impl FnOnce(&mut Campaign) -> Result<T>) -> Result<T> {
    let real = std::fs::canonicalize(path)
        .with_context(|| format!("{} cannot be opened", path.display()))?;
    let _lock = Lock::of(&real)?;
    sweep(&real);
    let (before, mut campaign) = read(path)?;
    let told = change(&mut campaign)?;
    campaign.told()?;
    env!("CARGO_PKG_VERSION").clone_into(&mut campaign.version);
    let after = campaign.to_json();
    ensure!(
        files::whole(path)? == before,
        "{} was changed by another program meanwhile; nothing was written: try again",
        path.display()
    );
    output::file(&real, after.as_bytes())?;
    Ok(told)
}

/// Writes a campaign that begins; `over` a file that is there or not.
pub(crate) fn begin(path: &Path, campaign: &Campaign, over: bool) -> Result<()> {
    let json = campaign.to_json();
    match std::fs::canonicalize(path) {
        Ok(real) if over => {
            let _lock = Lock::of(&real)?;
            output::file(&real, json.as_bytes())
        }
        _ => {
            ensure!(
                output::new_file(path, json.as_bytes())?,
                "{} is there already; choose another name, or say --force to replace it",
                path.display()
            );
            Ok(())
        }
    }
}

/// Removes what programs that died in the middle left beside the file; the lock is held,
/// so nobody needs it.
fn sweep(real: &Path) {
    let begin = output::unfinished(real);
    let folder = real.parent().and_then(|f| std::fs::read_dir(f).ok());
    for entry in folder.into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&begin) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// An empty file beside the campaign, locked while it is held, and removed after.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn of(campaign: &Path) -> Result<Self> {
        let name = campaign.file_name().unwrap_or_default().to_string_lossy();
        let path = campaign.with_file_name(format!(".{name}.lock"));
        let cannot = || format!("{} cannot be locked", path.display());
        let since = Instant::now();
        loop {
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .with_context(cannot)?;
            match file.try_lock() {
                // The one before may have removed the file that this one waited for.
                Ok(()) if is_at(&file, &path) => return Ok(Self { path, _file: file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(3));
                }
                Err(TryLockError::WouldBlock) => bail!(
                    "{} is being written by another memrilab, for {} s now; end that one, or try again later",
                    campaign.display(),
                    PATIENCE.as_secs()
                ),
                Err(TryLockError::Error(e)) => return Err(e).with_context(cannot),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere an open file cannot be told from another of its name: it stays.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(open), Ok(there)) = (file.metadata(), std::fs::metadata(path)) else {
        return false;
    };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
