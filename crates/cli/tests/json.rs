//! `docs/JSON.md` against what `memrilab crossbar` prints; `hardware/json.rs` does so of boards.

mod common;
#[path = "common/documented.rs"]
mod documented;

use common::{json, memrilab, refused};
use documented::told;
use serde_json::Value;
use std::fs::write;
use std::path::Path;

/// What the commands print, one after the other.
fn printed(folder: &Path, commands: &[&str]) -> Vec<Value> {
    let print = |said: &&str| {
        let mut command = memrilab(folder);
        command.args(said.split_whitespace());
        json(command)
    };
    commands.iter().map(print).collect()
}

#[test]
fn every_key_of_crossbars_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder.join("R.csv"), "345,903\n652,401\n").unwrap();
    write(folder.join("V.csv"), "1.5,2.3\n").unwrap();
    write(folder.join("G.csv"), "4e-6,8e-6\n6e-6,9e-6\n").unwrap();
    let everything = "--sigma 0.1 --adc-bits 6 --dac-bits 6 --levels 16 --programming 0.01 --dead 0.01 --wire-resistance 1 \
         --read-noise 0.01 --draws 2";
    let simulate = format!("crossbar simulate {everything} --dac 1e-12");
    let lowered = "crossbar simulate --poole-frenkel 1 --draws 2";
    let cubic = "crossbar simulate --cubic 0.1 --draws 2";
    let waterfall = format!("crossbar waterfall {everything}");
    let energy = "crossbar energy --v-read 0.1 --seconds 1e-6 --adc-bits 8 --baseline v100-fp16 --claim 27548";
    let program = "crossbar program --targets G.csv";
    let cases: [(&str, &[&str]); 6] = [
        (
            "crossbar solve",
            &["crossbar solve --resistances R.csv --voltages V.csv"],
        ),
        ("crossbar simulate", &[&simulate, lowered, cubic]),
        (
            "crossbar waterfall",
            &[
                &waterfall,
                "crossbar waterfall --poole-frenkel 1 --draws 2",
                "crossbar waterfall --cubic 0.1 --draws 2",
            ],
        ),
        (
            "crossbar program",
            &[
                &format!("{program} --usability 0.9 --dead 0.5"),
                &format!("{program} --potentiation 1e-6:2e-5:200:120 --sigma 0"),
            ],
        ),
        (
            "crossbar energy",
            &[
                &format!("{energy} --rows 10 --columns 10 --conductance 7.26e-6"),
                &format!("{energy} --conductances G.csv"),
            ],
        ),
        ("bench crossbar", &["bench crossbar --sizes 4"]),
    ];
    for (heading, commands) in cases {
        told(heading, &printed(folder, commands));
    }
}

/// Where there is no number there is no JSON, rather than `null`.
#[test]
fn what_is_beyond_all_numbers_prints_no_json() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path().join("R.csv"), "1,1e-200\n").unwrap();
    write(folder.path().join("V.csv"), "1e200\n").unwrap();
    let solve = "crossbar solve --resistances R.csv --voltages V.csv --json";
    let mut command = memrilab(folder.path());
    command.args(solve.split_whitespace());
    assert!(refused(command).contains("the current of bit line 2 is inf A"));
}
