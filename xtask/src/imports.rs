//! Imports point one way.

use crate::steps::{cargo, output};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

/// Each crate and what it may import of ours.
const ALLOWED: [(&str, &[&str]); 22] = [
    ("memrilab-core", &[]),
    ("memrilab-hardware", &["memrilab-core"]),
    ("memrilab-device", &["memrilab-core"]),
    ("memrilab-bayesopt", &["memrilab-core"]),
    ("memrilab-workbook", &["memrilab-core", "memrilab-device"]),
    (
        "memrilab-fabrication",
        &["memrilab-core", "memrilab-device", "memrilab-bayesopt"],
    ),
    ("memrilab-analog", &["memrilab-core", "memrilab-device"]),
    (
        "memrilab-crossbar",
        &[
            "memrilab-core",
            "memrilab-hardware",
            "memrilab-device",
            "memrilab-analog",
        ],
    ),
    (
        "memrilab-train",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-bayesopt",
            "memrilab-analog",
        ],
    ),
    (
        "memrilab-study",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-bayesopt",
            "memrilab-fabrication",
            "memrilab-analog",
            "memrilab-crossbar",
            "memrilab-train",
        ],
    ),
    (
        "memrilab-figures",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-bayesopt",
            "memrilab-fabrication",
            "memrilab-study",
        ],
    ),
    ("memrilab-web-values", &[]),
    (
        "memrilab-web",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-study",
            "memrilab-figures",
            "memrilab-web-values",
        ],
    ),
    (
        "memrilab-web-crossbar",
        &[
            "memrilab-core",
            "memrilab-hardware",
            "memrilab-device",
            "memrilab-crossbar",
            "memrilab-train",
            "memrilab-study",
            "memrilab-figures",
            "memrilab-web-values",
        ],
    ),
    (
        "memrilab-web-fabrication",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-bayesopt",
            "memrilab-fabrication",
            "memrilab-figures",
            "memrilab-web-values",
        ],
    ),
    (
        "memrilab-web-project",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-study",
            "memrilab-web-values",
        ],
    ),
    (
        "memrilab-web-networks",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-analog",
            "memrilab-train",
            "memrilab-study",
            "memrilab-figures",
            "memrilab-web-values",
        ],
    ),
    (
        "memrilab-web-train",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-analog",
            "memrilab-train",
            "memrilab-study",
            "memrilab-web-values",
        ],
    ),
    (
        "memrilab-web-workbook",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-workbook",
            "memrilab-web-values",
        ],
    ),
    (
        "memrilab-cli",
        &[
            "memrilab-core",
            "memrilab-hardware",
            "memrilab-device",
            "memrilab-workbook",
            "memrilab-bayesopt",
            "memrilab-fabrication",
            "memrilab-analog",
            "memrilab-crossbar",
            "memrilab-train",
            "memrilab-study",
            "memrilab-figures",
        ],
    ),
    (
        "memrilab-parity",
        &[
            "memrilab-core",
            "memrilab-device",
            "memrilab-bayesopt",
            "memrilab-fabrication",
            "memrilab-analog",
            "memrilab-study",
        ],
    ),
    ("xtask", &[]),
];

/// Compares what the manifests say with the table.
pub(crate) fn check() -> Result<()> {
    let text = output(
        cargo(&["metadata", "--format-version", "1", "--no-deps"]),
        false,
    )?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata")?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata names no packages")?;
    ensure!(
        packages.len() == ALLOWED.len(),
        "the table of imports lacks a crate: add it there"
    );
    let mut edges = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // A test may import whatever it tests with.
            if dependency["kind"] != "dev" {
                edges.push((
                    name.to_owned(),
                    dependency["name"].as_str().unwrap_or_default().to_owned(),
                ));
            }
        }
    }
    wrong(&edges).map_or(Ok(()), |(from, to)| {
        bail!("{from} imports {to}, which points the wrong way")
    })
}

fn wrong(edges: &[(String, String)]) -> Option<&(String, String)> {
    let ours = |name: &str| ALLOWED.iter().find(|(n, _)| *n == name);
    edges.iter().find(|(from, to)| {
        ours(to).is_some() && ours(from).is_none_or(|(_, allowed)| !allowed.contains(&to.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_upwards_is_found() {
        let edge = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let good = [
            edge("memrilab-study", "memrilab-device"),
            edge("memrilab-core", "libm"),
        ];
        assert_eq!(wrong(&good), None);
        let bad = [edge("memrilab-device", "memrilab-study")];
        assert!(wrong(&bad).is_some());
    }
}
