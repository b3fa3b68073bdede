//! Project files through the binary: whose settings hold, names, workbooks, what is wrong.

use memrilab_device::analysis::{Compliance, Method, Options};
use memrilab_study::{DeviceKey, FileSettings, Project, ProjectFile};
use serde_json::Value;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn memrilab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_memrilab"))
        .args(["device", "analyze"])
        .args(arguments)
        .output()
        .unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = memrilab(&[arguments, &["--json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
        panic!(
            "{arguments:?}: {e}\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../www/samples/{name}.csv"))
}

fn file(path: &str, bytes: &[u8], compliance: Option<Compliance>) -> ProjectFile {
    let settings = FileSettings {
        compliance,
        ..FileSettings::default()
    };
    ProjectFile::new(path, bytes, settings)
}

/// Two samples, one without compliance, and settings that are not the usual ones.
fn project() -> Project {
    let noisy = std::fs::read(sample("noisy")).unwrap();
    Project {
        options: Options {
            methods: vec![Method::Corrected],
            bootstrap: 20,
            seed: 5,
            ..Options::default()
        },
        files: vec![
            file("x/noisy.csv", &noisy, Some(Compliance::None)),
            file("good.csv", &std::fs::read(sample("good")).unwrap(), None),
        ],
        ..Project::default()
    }
}

fn save(folder: &Path, name: &str, project: &Project) -> String {
    let path = folder.join(name);
    std::fs::write(&path, project.to_json().unwrap()).unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn its_settings_hold_and_the_command_line_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = save(folder.path(), "mine.json", &project());
    let document = json(&[&path]);
    assert_eq!(document["options"]["bootstrap"], 20);
    let devices = document["devices"].as_array().unwrap();
    let names: Vec<_> = devices
        .iter()
        .map(|d| d["file"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [format!("{path}:x/noisy.csv"), format!("{path}:good.csv")]
    );
    assert_eq!(devices[0]["settings"]["compliance"], "none");
    assert!(devices[1].get("settings").is_none());
    // The same as saying it all.
    let noisy = sample("noisy");
    let said = json(&[
        &noisy.to_string_lossy(),
        "--compliance=none",
        "--method=corrected",
        "--bootstrap=20",
        "--seed=5",
    ]);
    assert_eq!(devices[0]["methods"], said["devices"][0]["methods"]);
    assert!(devices[0]["compliance_a"].is_null());
    // What is said wins over the project and over the file.
    let document = json(&[
        &path,
        "--compliance=auto",
        "--bootstrap=0",
        "--method=all",
        "--unit=V=mV",
        "--polarity=positive",
        "--required-length=9",
    ]);
    let device = &document["devices"][0];
    assert!(device["compliance_a"].is_number());
    assert_eq!(device["methods"].as_object().unwrap().len(), 3);
    assert!(device["methods"]["corrected"]["usability_low"].is_null());
    assert_eq!(device["v_max"], 0.006);
    assert_eq!(device["settings"]["read"]["voltage_unit"], "mV");
    assert!(device["settings"]["compliance"].is_null());
    let options = &document["options"];
    assert_eq!(
        (&options["seed"], &options["required_length"]),
        (&5.into(), &9.into())
    );
    assert_eq!(options["polarity"], "positive");
    let help = memrilab(&["--help"]).stdout;
    let help = String::from_utf8(help).unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        help.contains("What is said on the command line wins over both"),
        "{help}"
    );
    assert!(
        help.contains("[default: 200]") && help.contains("project.json:path"),
        "{help}"
    );
}

#[test]
fn a_folder_may_hold_one_among_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project();
    project.removed = vec![DeviceKey {
        file: "good.csv".into(),
        block: String::new(),
    }];
    // Two halves of one cell, and a part that has no sweep.
    for name in ["1 reset.csv", "1 set.csv"] {
        let text = b"Voltage (V),Current (A)\n0,0\n1,1e-6\n2,4e-6\n3,6e-6\n0,0\n";
        project.files.push(file(name, text, None));
    }
    project.files.push(file("empty.csv", b"", None));
    let path = save(folder.path(), "a.json", &project);
    std::fs::copy(sample("good"), folder.path().join("good.csv")).unwrap();
    let cut = project.to_json().unwrap();
    std::fs::write(folder.path().join("cut.json"), &cut[..cut.len() / 2]).unwrap();
    std::fs::write(folder.path().join("other.json"), "{\"a\":1}").unwrap();
    let document = json(&[&folder.path().to_string_lossy()]);
    let of = |list: &str, key: &str| -> Vec<(String, String)> {
        let folder = format!("{}/", folder.path().to_string_lossy());
        let entries = document[list].as_array().unwrap();
        let text = |v: &Value| v.as_str().unwrap_or_default().replace(&folder, "");
        entries
            .iter()
            .map(|e| (text(&e["file"]), text(&e[key])))
            .collect()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter()
            .map(|(a, b)| ((*a).into(), (*b).into()))
            .collect()
    };
    assert_eq!(
        of("devices", "partner"),
        pairs(&[
            ("a.json:x/noisy.csv", ""),
            ("a.json:1 set.csv", "a.json:1 reset.csv"),
            ("good.csv", "")
        ])
    );
    assert_eq!(
        of("skipped", "kind"),
        pairs(&[
            ("a.json:empty.csv", "empty"),
            ("cut.json", "not-json"),
            ("a.json:good.csv", "removed"),
            ("a.json:1 reset.csv", "partner"),
            ("other.json", "notes"),
        ])
    );
    for skipped in document["skipped"].as_array().unwrap() {
        assert!(skipped["reason"].as_str().unwrap().len() > 20, "{skipped}");
    }
    // The file beside the project is analysed with the project's settings.
    assert_eq!(
        document["devices"][2]["methods"].as_object().unwrap().len(),
        1
    );
    let shown = String::from_utf8(memrilab(&[&path]).stdout).unwrap();
    assert!(shown.contains("a.json:1 set.csv\n  with "), "{shown}");
}

#[test]
fn projects_with_different_settings_are_not_mixed() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = project();
    let one = save(folder.path(), "one.json", &other);
    other.options.seed = 6;
    let two = save(folder.path(), "two.json", &other);
    let output = memrilab(&[&one, &two]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("one.json") && said.contains("two.json"),
        "{said}"
    );
    assert!(said.contains("one at a time"), "{said}");
    let both = json(&[&one, &two, "--seed=7"]);
    assert_eq!(both["devices"].as_array().unwrap().len(), 4);
}

#[test]
fn a_project_that_does_not_open_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (text, word) in [
        ("{\"memrilab\":\"project\",", "line 1, column"),
        ("{\"memrilab\":\"project\",\"schema\":9}", "newer memrilab"),
        (
            "{\"memrilab\":\"project\",\"schema\":1,\"files\":[{\"path\":\"a.csv\"}]}",
            "`a.csv`",
        ),
    ] {
        let path = folder.path().join("b.json");
        std::fs::write(&path, text).unwrap();
        let output = memrilab(&[&path.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("b.json") && said.contains(word), "{said}");
    }
}

/// A workbook of one sheet: voltage and current, up to 3 V and back.
fn workbook() -> Vec<u8> {
    let volts = [0.0, 1.0, 2.0, 3.0, 2.0, 1.0, 0.0];
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let mut rows = format!("<row>{}{}</row>", cell("Voltage (V)"), cell("Current (A)"));
    for v in volts {
        rows += &format!("<row><c><v>{v}</v></c><c><v>{}</v></c></row>", v * v * 1e-6);
    }
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    let parts: [(&str, &str); 5] = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_in_a_project_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let name = "I-V_data_1.8um_length_50nm_diameter_no_wait.xlsx";
    let project = Project {
        files: vec![file(name, &workbook(), None)],
        ..Project::default()
    };
    assert!(project.files[0].base64.is_some());
    // The project's own name plays no part in what its files are taken for.
    let path = save(folder.path(), "potentiation 9um_length set.json", &project);
    let document = json(&[&path]);
    let device = &document["devices"][0];
    assert_eq!(device["file"], format!("{path}:{name}"), "{document}");
    assert_eq!(
        (&device["v_max"], &device["points"]),
        (&3.0.into(), &7.into())
    );
    assert_eq!(device["recipe"][0]["value"], "1.8");
}
