//! The page: its packages from npm, its type check, its build, and a server to look at it.

use crate::steps::{self, print, program, root, step, target};
use crate::{tools, wasm};
use anyhow::{Context as _, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes, gzipped, that the first visit may load: page, style, script, the worker and
/// the light module.
const MOST_FIRST_LOAD: usize = 400_000;

fn www() -> PathBuf {
    root().join("www")
}

/// Where the site is written.
pub(crate) fn site() -> PathBuf {
    target().join("site")
}

/// A program among the page's packages.
pub(crate) fn tool(name: &str, arguments: &[&str]) -> Command {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    let path = www().join(format!("node_modules/.bin/{name}{suffix}"));
    let mut command = program(path, arguments);
    command.current_dir(www()).env("NO_COLOR", "1");
    command
}

/// Installs the packages that `package-lock.json` names, unless they are there.
pub(crate) fn packages() -> Result<()> {
    let wanted = std::fs::read(www().join("package-lock.json")).context("www/package-lock.json")?;
    let stamp = www().join("node_modules/.installed-from.json");
    if std::fs::read(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    step("packages of the page", || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut command = program(npm, &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        command.current_dir(www());
        steps::run(command).context(
            "npm could not install the page's packages; check the connection to the npm registry",
        )?;
        std::fs::write(&stamp, &wanted).context("www/node_modules cannot be written")
    })
}

/// Builds the site into [`site`], checked; gives the gzipped bytes of a first load.
pub(crate) fn build() -> Result<usize> {
    tools::node(false)?;
    packages()?;
    wasm::packages()?;
    step("page", || {
        let mut vite = tool("vite", &["build", "--logLevel", "warn", "--outDir"]);
        vite.arg(site());
        steps::run(vite)?;
        let first = first_load()?;
        print(&format!(
            "first load: {first} bytes gzipped (at most {MOST_FIRST_LOAD})\n"
        ))?;
        ensure!(
            first <= MOST_FIRST_LOAD,
            "the first load is {first} bytes gzipped, and at most {MOST_FIRST_LOAD} are allowed"
        );
        check_files(&site())?;
        Ok(first)
    })
}

/// The modules and data that are loaded when they are first needed, by the names of their
/// files.
const LATER: [&str; 9] = [
    "memrilab_workbook",
    "memrilab_project",
    "memrilab_fabrication",
    "memrilab_crossbar",
    "memrilab_networks",
    "memrilab_train",
    "link-worker-",
    "screens-",
    "digits-",
];

/// What the first visit loads, gzipped: everything but the later modules, their glue, the
/// digits and what only browsers' own machinery asks for.
fn first_load() -> Result<usize> {
    let mut sum = wasm::gzip(&read("index.html")?)?;
    let assets = site().join("assets");
    for entry in
        std::fs::read_dir(&assets).with_context(|| format!("{} is missing", assets.display()))?
    {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !LATER.iter().any(|later| name.starts_with(later)) {
            sum += wasm::gzip(&read(&format!("assets/{name}"))?)?;
        }
    }
    Ok(sum)
}

fn read(name: &str) -> Result<Vec<u8>> {
    let path = site().join(name);
    std::fs::read(&path).with_context(|| format!("{} is missing", path.display()))
}

/// A site that works under any path and that GitHub Pages takes: the files that must be
/// there, no addresses from the root, no links.
fn check_files(folder: &Path) -> Result<()> {
    for name in ["index.html", "sw.js", "icon.svg", "memrilab.webmanifest"] {
        ensure!(!read(name)?.is_empty(), "{name} is empty");
    }
    let page = String::from_utf8(read("index.html")?)?;
    ensure!(
        !page.contains("=\"/"),
        "index.html names a file from the root of the server"
    );
    ensure!(
        !page.contains("__BUILD__"),
        "index.html does not name its build"
    );
    let listed = String::from_utf8(read("sw.js")?)?;
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(at) = waiting.pop() {
        for entry in std::fs::read_dir(&at)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            ensure!(!kind.is_symlink(), "{} is a link", entry.path().display());
            if kind.is_dir() {
                waiting.push(entry.path());
            } else {
                let name = entry.file_name().to_string_lossy().into_owned();
                ensure!(
                    ["index.html", "sw.js"].contains(&name.as_str()) || listed.contains(&name),
                    "the service worker does not list {name}"
                );
            }
        }
    }
    Ok(())
}

/// Types and unit tests of the page.
pub(crate) fn unit_tests() -> Result<String> {
    steps::run(tool("tsc", &["--noEmit"]))?;
    let report = target().join("page-unit-tests.json");
    let _ = std::fs::remove_file(&report);
    let mut vitest = tool("vitest", &["run", "--reporter=dot", "--reporter=json"]);
    vitest.arg(format!("--outputFile.json={}", report.display()));
    steps::run(vitest)?;
    std::fs::read_to_string(&report).context("vitest wrote no report")
}

/// Builds everything and serves it on this machine until it is stopped.
pub(crate) fn serve(port: &str) -> Result<()> {
    if port.parse::<u16>().is_err() {
        bail!("`{port}` is not a port; name one from 1 to 65535");
    }
    build()?;
    let mut vite = tool(
        "vite",
        &["preview", "--host", "localhost", "--port", port, "--outDir"],
    );
    vite.arg(site());
    print("\nThe page is at the address below; Ctrl+C stops it.\n")?;
    steps::run(vite)
}
