//! Building the wasm modules and binding them, with wasm-bindgen as a library.

use crate::steps::{cargo, print, root, run, step, target};
use crate::tools;
use anyhow::{Context as _, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// A package of the page: crate, library, name in `pkg/`, largest size gzipped.
struct Package {
    package: &'static str,
    library: &'static str,
    name: &'static str,
    most_kb: usize,
}

const PACKAGES: [Package; 7] = [
    Package {
        package: "memrilab-web",
        library: "memrilab",
        name: "memrilab",
        most_kb: 310,
    },
    Package {
        package: "memrilab-web-crossbar",
        library: "memrilab_crossbar_web",
        name: "memrilab_crossbar",
        most_kb: 600,
    },
    Package {
        package: "memrilab-web-fabrication",
        library: "memrilab_fabrication_web",
        name: "memrilab_fabrication",
        most_kb: 390,
    },
    Package {
        package: "memrilab-web-networks",
        library: "memrilab_networks_web",
        name: "memrilab_networks",
        most_kb: 400,
    },
    Package {
        package: "memrilab-web-project",
        library: "memrilab_project_web",
        name: "memrilab_project",
        most_kb: 130,
    },
    Package {
        package: "memrilab-web-train",
        library: "memrilab_train_web",
        name: "memrilab_train",
        most_kb: 700,
    },
    Package {
        package: "memrilab-web-workbook",
        library: "memrilab_workbook_web",
        name: "memrilab_workbook",
        most_kb: 370,
    },
];

/// Writes every package to `pkg/`.
pub(crate) fn packages() -> Result<()> {
    PACKAGES.iter().try_for_each(write)
}

/// Writes one package to `pkg/`.
pub(crate) fn package(name: &str) -> Result<()> {
    let package = PACKAGES.iter().find(|p| p.name == name);
    write(package.with_context(|| format!("there is no package {name}"))?)
}

/// Writes a package and tells its size, raw and gzipped, in bytes.
fn write(package: &Package) -> Result<()> {
    tools::wasm_target()?;
    let module = step(&format!("wasm: {}", package.name), || {
        let built = build(package.package, package.library)?;
        bind(&built, &root().join("pkg"), package.name, |b| b.web(true))
    })?;
    let bytes = std::fs::read(&module)?;
    let zipped = gzip(&bytes)?;
    print(&format!(
        "{}: {} bytes, {zipped} gzipped ({} KB; at most {})\n",
        package.name,
        bytes.len(),
        zipped / 1000,
        package.most_kb
    ))?;
    ensure!(
        zipped <= package.most_kb * 1000,
        "{} is {zipped} bytes gzipped, and at most {} KB are allowed",
        package.name,
        package.most_kb
    );
    Ok(())
}

/// Builds a crate for the browser; gives its module, not yet bound.
pub(crate) fn build(package: &str, library: &str) -> Result<PathBuf> {
    run(cargo(&[
        "build",
        "--quiet",
        "--package",
        package,
        "--lib",
        "--profile",
        "web",
        "--target",
        "wasm32-unknown-unknown",
    ]))?;
    let module = target().join(format!("wasm32-unknown-unknown/web/{library}.wasm"));
    ensure!(module.is_file(), "{} was not built", module.display());
    Ok(module)
}

/// Binds a module into a folder under a name; gives the bound module.
pub(crate) fn bind(
    module: &Path,
    folder: &Path,
    name: &str,
    kind: impl FnOnce(&mut Bindgen) -> Result<&mut Bindgen>,
) -> Result<PathBuf> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(name)
        .typescript(true)
        .remove_name_section(std::env::var_os("KEEP_NAMES").is_none())
        .remove_producers_section(true);
    kind(&mut bindgen)?;
    bindgen
        .generate(folder)
        .with_context(|| format!("binding {name}"))?;
    let bound = folder.join(format!("{name}_bg.wasm"));
    let bytes = std::fs::read(&bound).with_context(|| format!("{} is missing", bound.display()))?;
    ensure!(
        bytes.starts_with(b"\0asm"),
        "{} is no wasm module",
        bound.display()
    );
    ensure!(
        folder.join(format!("{name}.js")).is_file(),
        "{name}.js is missing"
    );
    Ok(bound)
}

pub(crate) fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(9));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// The parity module, bound for Node.
pub(crate) fn parity() -> Result<PathBuf> {
    let built = build("memrilab-parity", "memrilab_parity")?;
    let folder = target().join("parity");
    bind(&built, &folder, "memrilab_parity", |b| b.nodejs(true))?;
    // Node takes the glue for a module where a package.json above it says so.
    std::fs::write(folder.join("package.json"), "{\"type\":\"commonjs\"}\n")?;
    Ok(folder)
}
