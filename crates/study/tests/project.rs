//! Project files: what is written opens again, and what is wrong is told with its place.

use memrilab_core::quantity::{Amperes, Volts};
use memrilab_device::analysis::{
    Bound, Compliance, Method, Options, PolarityChoice, Smoothing, Window,
};
use memrilab_device::read::{Caps, ReadOptions};
use memrilab_study::{DeviceKey, FileSettings, Project, ProjectFile, is_project};
use proptest::collection::vec;
use proptest::prelude::*;

fn fails(json: &str, code: &str, words: &[&str]) {
    let error = Project::open(json.as_bytes()).unwrap_err();
    let said = error.to_string();
    assert_eq!(error.code(), code, "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` in: {said}");
    }
    assert!(!said.contains('\n') && said.len() < 400, "{said}");
}

/// A project around some files.
fn around(files: &str) -> String {
    format!(r#"{{"memrilab":"project","schema":1,"files":[{files}]}}"#)
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    fails("", "not-json", &["line 1", "cut off"]);
    fails("{\"memrilab\":\n \"project\",", "not-json", &["line 2"]);
    fails("{\n\n  memrilab", "not-json", &["line 3, column 3"]);
    for other in [
        "[1]",
        "3",
        "{}",
        r#"{"schema":1,"devices":[]}"#,
        r#"{"memrilab":"sweep"}"#,
        r#"{"memrilab":7}"#,
        r#"["project",1]"#,
    ] {
        fails(other, "not-a-project", &["not a memrilab project"]);
    }
    // The rest of a newer form may look like anything.
    let newer = r#"{"memrilab":"project","schema":2,"files":{"a":1}}"#;
    fails(newer, "newer-project", &["schema 2", "newer memrilab"]);
    fails(
        "{\"memrilab\":\"project\",\"schema\":1,\n\"options\":{\"bootstrap\":-1}}",
        "damaged-project",
        &["line 2, column 25", "-1"],
    );
    fails(
        r#"{"memrilab":"project"}"#,
        "damaged-project",
        &["schema", "save the project again"],
    );
    let file = |rest: &str| around(&format!(r#"{{"path":"a.csv"{rest}}}"#));
    fails(&file(""), "damaged-project", &["`a.csv`", "neither"]);
    let both = file(r#","text":"","base64":"""#);
    fails(&both, "damaged-project", &["`a.csv`", "both"]);
    for broken in [
        "A", "AA", "AA=", "AB==", "A A=", "AA\\n==", "????", "AAA=AAA=",
    ] {
        let json = file(&format!(r#","base64":"{broken}""#));
        fails(&json, "damaged-project", &["`a.csv`", "base64"]);
    }
    let twice = around(r#"{"path":"a","text":"1"},{"path":"a","text":"2"}"#);
    fails(&twice, "damaged-project", &["`a`", "rename"]);
    fails(
        r#"{"memrilab":"project","schema":1,"options":{"required_length":0}}"#,
        "options",
        &["options: required length is 0"],
    );
    let compliance = file(r#","text":"","settings":{"compliance":{"given":-1}}"#);
    fails(&compliance, "options", &["`a.csv`", "compliance is -1"]);
    let mut caps = ReadOptions::default();
    caps.caps.rows += 1;
    let caps = serde_json::to_string(&caps).unwrap();
    let wide = file(&format!(r#","text":"","settings":{{"read":{caps}}}"#));
    fails(&wide, "options", &["`a.csv`", "caps"]);
}

#[test]
fn sizes_are_limited() {
    let many: Vec<String> = (0..Project::MOST_FILES + 3)
        .map(|i| format!(r#"{{"path":"{i}","text":""}}"#))
        .collect();
    let most = around(&many[..Project::MOST_FILES].join(","));
    assert_eq!(
        Project::open(most.as_bytes()).unwrap().files.len(),
        Project::MOST_FILES
    );
    fails(&around(&many.join(",")), "too-large", &["files", "4096"]);
    let of = |lengths: &[usize]| Project {
        files: (lengths.iter().enumerate())
            .map(|(i, &n)| {
                // Half of the files are no text, so both forms are counted.
                let bytes = vec![if i % 2 == 0 { b'1' } else { 0xff }; n];
                ProjectFile::new(&i.to_string(), &bytes, FileSettings::default())
            })
            .collect(),
        ..Project::default()
    };
    let most = Project::MOST_FILE_BYTES;
    for (lengths, word) in [
        (vec![most + 1], "file `0`"),
        (vec![0, most + 1], "file `1`"),
        (vec![most, most, most, most, 1], "all files"),
    ] {
        let error = of(&lengths).to_json().unwrap_err();
        assert_eq!(error.code(), "too-large");
        assert!(error.to_string().contains(word), "{error}");
    }
    assert!(of(&[most, most]).to_json().is_ok());
}

#[test]
fn a_short_project_is_completed() {
    let project =
        Project::open(b"\xef\xbb\xbf {\"schema\":1,\"memrilab\":\"project\",\"later\":[{}]}")
            .unwrap();
    assert_eq!(project.options, Options::default());
    assert!(project.files.is_empty() && project.removed.is_empty() && project.page.is_empty());
    let json = around(
        r#"{"path":"a","text":"V\nI","settings":{"polarity":"negative"}},{"path":"b","base64":"/wA="}"#,
    );
    let files = Project::open(json.as_bytes()).unwrap().files;
    assert_eq!(files[0].settings.polarity, Some(PolarityChoice::Negative));
    assert_eq!(files[0].bytes().unwrap().as_ref(), b"V\nI");
    assert_eq!(files[1].bytes().unwrap().as_ref(), [0xff, 0]);
}

#[test]
fn usual_limits_are_not_written() {
    let json = serde_json::to_value(FileSettings::default()).unwrap();
    assert!(json["read"].get("caps").is_none());
    let mut narrow = FileSettings::default();
    narrow.read.caps.rows = 7;
    let json = serde_json::to_value(&narrow).unwrap();
    assert_eq!(json["read"]["caps"]["rows"], 7);
    assert_eq!(
        serde_json::from_value::<FileSettings>(json).unwrap(),
        narrow
    );
}

#[test]
fn a_project_is_told_from_other_json() {
    for (bytes, is) in [
        (&br#"{"memrilab":"project""#[..], true),
        (
            b"\xef\xbb\xbf\n{ \"a\":\"\\\\\", \"memrilab\"\n:\t\"project\"",
            true,
        ),
        (br#"{"memrilab":"memrilab","memrilab":"project"}"#, true),
        (br#"{"memrilab":"sweep"}"#, false),
        (br#"["memrilab","project"]"#, false),
        (br#"{"page":"\"memrilab\":\"project\""}"#, false),
        (br#"# {"memrilab":"project"}"#, false),
        (b"", false),
    ] {
        assert_eq!(is_project(bytes), is, "{}", String::from_utf8_lossy(bytes));
    }
}

fn settings() -> impl Strategy<Value = FileSettings> {
    let unit = || proptest::option::of(any::<String>());
    let columns = vec(any::<String>(), 0..3);
    let rows = proptest::option::of(0usize..1000);
    let read = (unit(), unit(), unit(), unit(), unit(), columns, rows).prop_map(
        |(
            voltage_unit,
            current_unit,
            resistance_unit,
            conductance_unit,
            voltage_column,
            current_columns,
            rows,
        )| {
            let mut caps = Caps::default();
            caps.rows = rows.unwrap_or(caps.rows);
            ReadOptions {
                voltage_unit,
                current_unit,
                resistance_unit,
                conductance_unit,
                voltage_column,
                current_columns,
                caps,
            }
        },
    );
    let polarity = prop::sample::select(vec![
        PolarityChoice::Auto,
        PolarityChoice::Positive,
        PolarityChoice::Negative,
    ]);
    (
        read,
        proptest::option::of(polarity),
        proptest::option::of(compliance()),
    )
        .prop_map(|(read, polarity, compliance)| FileSettings {
            read,
            polarity,
            compliance,
        })
}

fn positive() -> impl Strategy<Value = f64> {
    prop::num::f64::POSITIVE
}

fn compliance() -> impl Strategy<Value = Compliance> {
    prop_oneof![
        Just(Compliance::Auto),
        Just(Compliance::None),
        positive().prop_map(|a| Compliance::Given(Amperes(a))),
    ]
}

fn options() -> impl Strategy<Value = Options> {
    (
        (
            vec(prop::sample::select(Method::ALL.to_vec()), 0..4),
            1usize..100,
            compliance(),
        ),
        (
            proptest::option::of(positive()),
            0usize..1_000_000,
            any::<u64>(),
        ),
        (
            positive(),
            positive(),
            positive(),
            any::<bool>(),
            any::<bool>(),
        ),
    )
        .prop_map(
            |(
                (methods, required_length, compliance),
                (read, bootstrap, seed),
                (q, r, p0, all, one),
            )| Options {
                methods,
                required_length,
                compliance,
                read_voltage: read.map(Volts),
                bootstrap,
                seed,
                smoothing: Smoothing { q, r, p0 },
                window: if all { Window::All } else { Window::Operative },
                bound: if one {
                    Bound::OneSided
                } else {
                    Bound::TwoSided
                },
                ..Options::default()
            },
        )
}

fn project() -> impl Strategy<Value = Project> {
    let bytes = prop_oneof![
        vec(any::<u8>(), 0..40),
        any::<String>().prop_map(String::into_bytes)
    ];
    let files = vec((any::<String>(), bytes, settings()), 0..4);
    let removed = vec((any::<String>(), any::<String>()), 0..3);
    (options(), files, removed, any::<String>(), any::<String>()).prop_map(
        |(options, files, removed, page, version)| Project {
            options,
            // The number keeps the paths apart.
            files: (files.into_iter().enumerate())
                .map(|(i, (path, bytes, settings))| {
                    ProjectFile::new(&format!("{i}{path}"), &bytes, settings)
                })
                .collect(),
            removed: removed
                .into_iter()
                .map(|(file, block)| DeviceKey { file, block })
                .collect(),
            page,
            version,
            ..Project::default()
        },
    )
}

proptest! {
    /// What is written opens as what it was, down to the last bit.
    #[test]
    fn a_written_project_opens_again(project in project()) {
        let json = project.to_json().unwrap();
        prop_assert!(is_project(json.as_bytes()));
        prop_assert_eq!(Project::open(json.as_bytes()).unwrap(), project);
    }

    /// Content comes out as it went in.
    #[test]
    fn content_is_kept(bytes in vec(any::<u8>(), 0..200)) {
        let file = ProjectFile::new("a", &bytes, FileSettings::default());
        prop_assert_eq!(file.bytes().unwrap().into_owned(), bytes);
    }

    /// A project that was cut off or changed opens or gives a sentence.
    #[test]
    fn a_damaged_project_is_told(project in project(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut json = project.to_json().unwrap().into_bytes();
        let at = at.index(json.len());
        if cut {
            json.truncate(at);
        } else {
            json[at] = byte;
        }
        match Project::open(&json) {
            Ok(opened) => prop_assert!(!cut && opened.to_json().is_ok()),
            Err(error) => prop_assert!(error.to_string().len() > 20 && !error.code().is_empty()),
        }
    }
}
