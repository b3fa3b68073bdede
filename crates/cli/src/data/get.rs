//! `memrilab data get`: a public dataset, file by file, each checked before it gets its name.

use super::args::Get;
use super::fetch::{Client, Failure};
use super::public::Published;
use crate::{files, output};
use anyhow::{Context as _, Result, bail};
use memrilab_device::read::gunzip;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How often the list of places is gone through while something still comes.
const ROUNDS: usize = 3;

/// What became of a file.
#[derive(Debug, Serialize)]
struct Got {
    name: String,
    /// `downloaded`, `replaced` if a wrong one was there, `kept` if the right one was.
    status: &'static str,
    from: Option<String>,
    sha256: &'static str,
}

pub(super) fn run(said: &Get) -> Result<ExitCode> {
    let folder = said
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(said.set.name()));
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    let known = said.set.mirrors().iter().map(|m| (*m).to_owned());
    let mirrors: Vec<String> = if said.mirror.is_empty() {
        known.collect()
    } else {
        said.mirror.clone()
    };
    let client = Client::new(said.patience, ureq::Proxy::try_from_env());
    let mut all = Vec::new();
    for file in said.set.files() {
        let got = one(&client, &mirrors, &folder, file)?;
        if !said.json {
            let from = got.from.as_ref();
            let from = from.map_or(String::new(), |from| format!(" from {from}"));
            output::text(&format!("{} {}{from}\n", got.status, got.name))?;
        }
        all.push(got);
    }
    if said.json {
        output::json(&serde_json::json!({
            "schema": 1, "set": said.set.name(), "folder": folder.to_string_lossy(), "files": all,
        }))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Keeps, downloads or replaces one file.
fn one(client: &Client, mirrors: &[String], folder: &Path, file: &Published) -> Result<Got> {
    let path = folder.join(file.name);
    let got = |name: &str, status, from| Got {
        name: name.to_owned(),
        status,
        from,
        sha256: file.sha256,
    };
    let unpacked = file.name.trim_end_matches(".gz");
    for name in [file.name, unpacked] {
        if right(&folder.join(name), file) {
            return Ok(got(name, "kept", None));
        }
    }
    let status = if path.exists() {
        "replaced"
    } else {
        "downloaded"
    };
    let part = folder.join(format!("{}.part", file.name));
    let bar = output::progress_bytes(file.packed, file.name);
    let from = download(client, mirrors, &part, file, &bar);
    bar.finish_and_clear();
    let (bytes, from) = from?;
    output::file(&path, &bytes)?;
    std::fs::remove_file(&part).with_context(|| format!("{} cannot be removed", part.display()))?;
    Ok(got(file.name, status, Some(from)))
}

/// Fills the part from one place or several; gives its bytes once they are the published ones.
fn download(
    client: &Client,
    mirrors: &[String],
    part: &Path,
    file: &Published,
    bar: &indicatif::ProgressBar,
) -> Result<(Vec<u8>, String)> {
    let mut reasons: Vec<String> = Vec::new();
    for _ in 0..ROUNDS {
        let before = length(part);
        reasons.clear();
        for mirror in mirrors {
            let url = format!("{mirror}{}", file.name);
            match attempt(client, &url, part, file, bar) {
                Ok(bytes) => return Ok((bytes, url)),
                Err(Failure::Disk(e)) => {
                    return Err(e).with_context(|| format!("{} cannot be written", part.display()));
                }
                Err(failure) => reasons.push(format!("{url}: {failure}")),
            }
        }
        if length(part) <= before {
            break;
        }
    }
    if length(part) == 0 {
        // An empty one is of no use to the next run.
        let _ = std::fs::remove_file(part);
    }
    bail!(
        "{} was not downloaded ({}); check the network and try again, or name another place with --mirror",
        file.name,
        reasons.join("; ")
    )
}

/// One try at one place. What was begun elsewhere and does not fit is begun anew.
fn attempt(
    client: &Client,
    url: &str,
    part: &Path,
    file: &Published,
    bar: &indicatif::ProgressBar,
) -> Result<Vec<u8>, Failure> {
    let mut begun = length(part) > 0;
    loop {
        let fetched = client.fetch(url, part, file.most(), bar);
        let fetched = match fetched {
            Ok(()) => {
                let bytes = std::fs::read(part)?;
                match check(&bytes, file) {
                    Ok(()) => return Ok(bytes),
                    Err(why) => Failure::Other(why),
                }
            }
            Err(wrong @ (Failure::TooLarge(_) | Failure::WrongPart)) => wrong,
            Err(other) => return Err(other),
        };
        // These bytes lead nowhere.
        std::fs::remove_file(part)?;
        if !begun {
            return Err(fetched);
        }
        begun = false;
    }
}

fn length(part: &Path) -> u64 {
    std::fs::metadata(part).map_or(0, |m| m.len())
}

/// Whether a file, packed or not, is there and is the published one.
fn right(path: &Path, file: &Published) -> bool {
    let limit = file.unpacked.max(file.most() as usize);
    files::up_to(path, limit).is_ok_and(|bytes| {
        if bytes.starts_with(b"\x1f\x8b") {
            check(&bytes, file).is_ok()
        } else {
            hash(&bytes) == file.sha256
        }
    })
}

/// That packed bytes hold the published file.
fn check(bytes: &[u8], file: &Published) -> Result<(), String> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Err("what the server sends is not a gzip file".into());
    }
    let unpacked = gunzip(bytes, file.unpacked)
        .map_err(|_| "what the server sends does not unpack to the published file".to_owned())?;
    let found = hash(&unpacked);
    if found == file.sha256 {
        Ok(())
    } else {
        Err(format!(
            "what the server sends is not the published file: its SHA-256 is {found} and should be {}",
            file.sha256
        ))
    }
}

pub(crate) fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
