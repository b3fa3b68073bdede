//! Files that instruments and other people wrote. They cannot be published; the tests
//! find them through `MEMRILAB_DATA` or beside the checkout, and say so where they skip.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("MEMRILAB_DATA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    static SAID: std::sync::Once = std::sync::Once::new();
    SAID.call_once(|| {
        // Straight to standard error, which the test runner does not hold back.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: the tests on measured files; set MEMRILAB_DATA to the folder that holds them"
        );
    });
    None
}

fn analyze(folder: &Path, extra: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_memrilab"))
        .args(["device", "analyze", "--json"])
        .arg(folder)
        .args(extra)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn golden() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/devices.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The path of an entry within the data, with slashes.
fn within(folder: &Path, entry: &Value) -> String {
    let path = Path::new(entry["file"].as_str().unwrap())
        .strip_prefix(folder)
        .unwrap();
    path.to_string_lossy().replace('\\', "/")
}

#[track_caller]
fn close(what: &str, got: &Value, wanted: &Value, tolerance: f64) {
    match (got.as_f64(), wanted.as_f64()) {
        (Some(g), Some(w)) => {
            assert!(
                (g - w).abs() <= tolerance * w.abs(),
                "{what}: got {g:e}, expected {w:e}"
            );
        }
        (None, None) => {}
        _ => panic!("{what}: got {got}, expected {wanted}"),
    }
}

/// Every device of the paper's authors by all three methods, against an independent
/// implementation.
#[test]
fn devices_agree_with_the_reference() {
    let Some(data) = data() else { return };
    let document = analyze(
        &data.join("perovskite_nanowire_iv/sweeps"),
        &["--bootstrap", "0"],
    );
    let by_name: BTreeMap<&str, &Value> = document["devices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| {
            (
                d["file"]
                    .as_str()
                    .unwrap()
                    .rsplit(['/', '\\'])
                    .next()
                    .unwrap(),
                d,
            )
        })
        .collect();
    let golden = golden();
    let wanted = golden["devices"].as_array().unwrap();
    assert_eq!((wanted.len(), by_name.len()), (29, 29));
    for device in wanted {
        let name = device["file"].as_str().unwrap();
        let got = by_name[name];
        close(
            name,
            &got["compliance_a"],
            &device["corrected"]["compliance"],
            1e-12,
        );
        for method in ["corrected", "paper", "table"] {
            let (g, w) = (&got["methods"][method], &device[method]);
            let what = format!("{method} of {name}");
            for key in ["run_start", "run_end", "run_length"] {
                assert_eq!(g[key], w[key], "{key}, {what}");
            }
            close(&what, &g["length_factor"], &w["length_factor"], 1e-12);
            for key in ["sigma", "usability"] {
                close(&format!("{key}, {what}"), &g[key], &w[key], 1e-9);
            }
            if method == "table" {
                continue;
            }
            close(&what, &g["sigma95"], &w["sigma95"], 1e-9);
            for key in ["cycles", "points"] {
                assert_eq!(g[key], w[key], "{key}, {what}");
            }
            let first_row = w["rows"][0].as_u64().unwrap();
            if w["run_start"] == 0 {
                assert_eq!(g["run_start_row"].as_u64(), Some(first_row), "{what}");
            }
        }
        close(
            name,
            &got["methods"]["corrected"]["usability_conservative"],
            &device["corrected"]["usability_conservative"],
            1e-9,
        );
    }
}

/// The numbers that the authors published, printed with eight decimals.
#[test]
fn the_published_table_is_reproduced() {
    let Some(data) = data() else { return };
    let folder = data.join("perovskite_nanowire_iv");
    let document = analyze(
        &folder.join("sweeps"),
        &["--method", "table", "--bootstrap", "0"],
    );
    let devices = document["devices"].as_array().unwrap();
    let table = std::fs::read_to_string(folder.join("published_table.csv")).unwrap();
    let mut rows = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.rsplitn(4, ',').collect();
        let [usability, factor, sigma, file] = cells[..] else {
            panic!("{line}")
        };
        let number = |text: &str| text.parse::<f64>().unwrap();
        let device = devices
            .iter()
            .find(|d| d["file"].as_str().unwrap().ends_with(&format!("/{file}")))
            .unwrap();
        let got = |key: &str| device["methods"]["table"][key].as_f64().unwrap();
        assert!((got("sigma") - number(sigma)).abs() <= 1e-9, "{file}");
        assert!(
            (got("length_factor") - number(factor)).abs() <= 1e-12,
            "{file}"
        );
        assert!(
            (got("usability") - number(usability)).abs() <= 6e-9,
            "{file}"
        );
        rows += 1;
    }
    assert_eq!(rows, 29);
}

/// What each file is: dialect, cycles and points of a device, or the kind of what is none.
/// The counts were read off the files by hand.
const DEVICES: [(&str, &str, u64, u64); 27] = [
    (
        "easyexpert/IV Channel Sweep [00_02_00(10)",
        "easy-expert",
        1,
        201,
    ),
    (
        "easyexpert/IV Channel Sweep [00_02_10(11)",
        "easy-expert",
        1,
        201,
    ),
    (
        "easyexpert/IV Channel Sweep [00_02_20(12)",
        "easy-expert",
        1,
        201,
    ),
    ("keithley2400/a.xls", "side-by-side", 3, 802),
    ("keithley2400/figure 3", "side-by-side", 6, 402),
    (
        "keithley2400/raw/Figure 6/2_Oxlightfor_rem.txt",
        "keithley2400",
        1,
        402,
    ),
    (
        "keithley2400/raw/Figure 6/Rem_1_11BareOxlf1.txt",
        "keithley2400",
        1,
        402,
    ),
    (
        "keithley2400/raw/Figure 6/Rem_3_31BareOx4Vlf2.txt",
        "keithley2400",
        1,
        402,
    ),
    (
        "keithley4200/01 Electroforming.xlsx",
        "keithley4200",
        1,
        1402,
    ),
    ("keithley4200/02 reset.xlsx", "keithley4200", 1, 502),
    (
        "keithley4200/03 endurance set.xlsx",
        "keithley4200",
        10,
        1004,
    ),
    (
        "keithley4200/05 endurance set txt.txt",
        "keithley4200",
        1,
        502,
    ),
    ("knowm_pulse/conductance_values1L.txt", "pulse-list", 1, 95),
    (
        "perovskite_nanowire_iv/older_names/I-V_data_25min_AAO_10min_Pb_ED_1h_180C_MAI_memory_8V.xlsx",
        "cycle-columns",
        25,
        324,
    ),
    (
        "perovskite_nanowire_iv/older_names/I-V_data_25min_AAO_10min_Pb_ED_1h_180C_MAI_memory_8V_2",
        "cycle-columns",
        11,
        324,
    ),
    (
        "perovskite_nanowire_iv/sweeps/I-V_data_1.2um_length_200nm_diameter_BT_4V_NA_third_etch_15min_Pb_ED_1h",
        "cycle-columns",
        144,
        204,
    ),
    (
        "perovskite_nanowire_iv/sweeps/I-V_data_1.2um_length_250nm_diameter_BT_4V_20s",
        "cycle-columns",
        11,
        61,
    ),
    (
        "perovskite_nanowire_iv/sweeps/I-V_data_1.8um",
        "cycle-columns",
        23,
        244,
    ),
    (
        "potentiation_depression/1.SLP/电导-权重态数据文件/100权重GD.txt",
        "pulse-list",
        1,
        100,
    ),
    (
        "potentiation_depression/1.SLP/电导-权重态数据文件/100权重GP.txt",
        "pulse-list",
        1,
        100,
    ),
    (
        "potentiation_depression/1.SLP/电导-权重态数据文件/50权重GP.txt",
        "pulse-list",
        1,
        50,
    ),
    (
        "pulse_programming/FIB3_K9_1_0_low_drift_LP6dB6dBHz_Integ1.0.csv",
        "pulse-programming",
        1,
        8,
    ),
    (
        "pulse_programming/FIB3_K9_1_10_low_drift_LP6dB6dBHz_Integ1.0.csv",
        "pulse-programming",
        1,
        17,
    ),
    (
        "pulse_programming/FIB3_K9_1_1_low_drift_LP6dB6dBHz_Integ1.0.csv",
        "pulse-programming",
        1,
        18,
    ),
    (
        "pulse_programming/FIB3_K9_1_2_low_drift_LP6dB6dBHz_Integ1.0.csv",
        "pulse-programming",
        1,
        4,
    ),
    (
        "pulse_programming/FIB3_K9_1_3_low_drift_LP6dB6dBHz_Integ1.0.csv",
        "pulse-programming",
        1,
        13,
    ),
    (
        "pulse_programming/FIB3_K9_1_4_low_drift_LP6dB6dBHz_Integ1.0.csv",
        "pulse-programming",
        1,
        18,
    ),
];

const OTHERS: [(&str, &str); 20] = [
    ("rram_1t1r/cycling-5-1-20.csv", "resistance-cycles"),
    (
        "honey_set_voltage/process_data/setVoltageDf.csv",
        "set-voltages",
    ),
    (
        "honey_set_voltage/process_data/resetVoltageDf.csv",
        "set-voltages",
    ),
    (
        "honey_set_voltage/process_data/formVoltageDf.csv",
        "set-voltages",
    ),
    (
        "honey_set_voltage/process_data/setVoltageStats.csv",
        "set-voltages",
    ),
    (
        "honey_set_voltage/process_data/conditions.csv",
        "fabrication-conditions",
    ),
    (
        "honey_set_voltage/process_data/sampleConditions.csv",
        "fabrication-conditions",
    ),
    (
        "perovskite_nanowire_iv/fabrication and characterization conditions.xlsx",
        "fabrication-conditions",
    ),
    (
        "perovskite_nanowire_iv/fabrication_and_characterization_conditions.xlsx",
        "fabrication-conditions",
    ),
    ("keithley4200/03 endurance ratio.xlsx", "endurance-summary"),
    (
        "keithley4200/05 endurance ratio csv.csv",
        "endurance-summary",
    ),
    ("keithley4200/03 endurance reset.xlsx", "partner"),
    ("keithley2400/raw/Figure 6/2_Oxlightback_rem.txt", "partner"),
    ("keithley2400/raw/Figure 6/Rem_1_11BareOxlb1.txt", "partner"),
    (
        "keithley2400/raw/Figure 6/Rem_3_31BareOx4Vlb2.txt",
        "partner",
    ),
    (
        "pulse_programming/FIB3_K9_1_0_low_drift_LP6dB6dBHz_Integ1.0_retentiondata.csv",
        "retention",
    ),
    (
        "pulse_programming/FIB3_K9_1_4_low_drift_LP6dB6dBHz_Integ1.0_retentiondata.csv",
        "retention",
    ),
    ("knowm_pulse/ResetWriteRead.txt", "notes"),
    ("rram_1t1r/README.md", "notes"),
    ("mnist/train-images-idx3-ubyte.gz", "idx-data"),
];

#[test]
fn every_file_is_read_or_named_for_what_it_is() {
    let Some(data) = data() else { return };
    let document = analyze(&data, &["--bootstrap", "0"]);
    let devices = document["devices"].as_array().unwrap();
    let skipped = document["skipped"].as_array().unwrap();
    for (file, dialect, cycles, points) in DEVICES {
        let found: Vec<&Value> = devices
            .iter()
            .filter(|d| within(&data, d).starts_with(file))
            .collect();
        let [device] = found[..] else {
            panic!("{file} gave {} devices", found.len())
        };
        assert_eq!(device["dialect"], dialect, "{file}");
        assert_eq!(
            (device["cycles"].as_u64(), device["points"].as_u64()),
            (Some(cycles), Some(points)),
            "{file}"
        );
    }
    for (file, kind) in OTHERS {
        let found: Vec<&Value> = skipped
            .iter()
            .filter(|s| within(&data, s) == file)
            .collect();
        let [entry] = found[..] else {
            panic!("{file} was skipped {} times", found.len())
        };
        assert_eq!(entry["kind"], kind, "{file}");
    }
    // The sheet with sweeps of two different steps gives two devices.
    let black: Vec<u64> = devices
        .iter()
        .filter(|d| within(&data, d) == "keithley2400/black.xls")
        .map(|d| d["cycles"].as_u64().unwrap())
        .collect();
    assert_eq!(black, [2, 1]);
    // Volts and microamperes without a header, driven by a sine.
    let knowm = devices
        .iter()
        .find(|d| within(&data, d) == "knowm_pulse/M3IVData.dat")
        .unwrap();
    assert_eq!(knowm["dialect"], "analog-discovery");
    let failed = [
        "unreadable",
        "damaged",
        "too-large",
        "binary",
        "empty",
        "unusable-sweep",
    ];
    let bad: Vec<&Value> = skipped
        .iter()
        .filter(|s| failed.contains(&s["kind"].as_str().unwrap()))
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn joined_files_are_one_device() {
    let Some(data) = data() else { return };
    let document = analyze(&data.join("keithley4200"), &["--report"]);
    let devices = document["devices"].as_array().unwrap();
    let cell = devices.iter().find(|d| d["partner"].is_string()).unwrap();
    assert!(
        cell["partner"]
            .as_str()
            .unwrap()
            .ends_with("03 endurance reset.xlsx")
    );
    assert_eq!(cell["polarity"], "negative");
    let (set, reset) = (
        cell["v_set"].as_f64().unwrap(),
        cell["v_reset"].as_f64().unwrap(),
    );
    assert!(
        (-2.5..0.0).contains(&set) && (0.0..2.5).contains(&reset),
        "{set} {reset}"
    );
    assert!((cell["compliance_a"].as_f64().unwrap() - 5e-4).abs() < 1e-6);
    let cycles = cell["reading"]["cycles"].to_string();
    assert!(cycles.contains("10 sheets"), "{cycles}");
    // Alone, each half is still a device.
    let alone = analyze(&data.join("keithley4200/03 endurance reset.xlsx"), &[]);
    assert_eq!(alone["devices"][0]["points"], 502);
}

/// No file is lost: each is a device, the other half of one, or skipped as what it is.
#[test]
fn every_file_is_accounted_for() {
    let Some(data) = data() else { return };
    let document = analyze(&data, &["--bootstrap", "0"]);
    let entries = |key: &str| document[key].as_array().unwrap().clone();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for device in entries("devices") {
        let kinds = found.entry(within(&data, &device)).or_default();
        kinds.push(device["kind"].as_str().unwrap().to_owned());
    }
    for skipped in entries("skipped") {
        let kinds = found.entry(within(&data, &skipped)).or_default();
        kinds.push(skipped["kind"].as_str().unwrap().to_owned());
    }
    let mut folders = vec![data.clone()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let name = path.strip_prefix(&data).unwrap().to_string_lossy();
            let name = name.replace('\\', "/");
            let kinds = found
                .remove(&name)
                .unwrap_or_else(|| panic!("{name} is lost"));
            let allowed: &[&str] = match name.as_str() {
                n if n.ends_with("SOURCE.md") => &["notes"],
                n if n.starts_with("bo_benchmarks/") => &["table", "notes"],
                n if n.starts_with("mnist/") => &["idx-data"],
                n if n.ends_with("_retentiondata.csv") => &["retention"],
                n if n.starts_with("pulse_programming/") => &["conductance-after-pulses"],
                n if n.contains("/sweeps/") || n.contains("/older_names/") => &["sweep"],
                n if n.ends_with("published_table.csv") => &["table"],
                _ => continue,
            };
            for kind in &kinds {
                assert!(allowed.contains(&kind.as_str()), "{name}: {kind}");
            }
        }
    }
    assert!(files > 90 && found.is_empty(), "{files} files, {found:?}");
}
