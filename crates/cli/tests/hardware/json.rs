//! `docs/JSON.md` against what `memrilab hardware` prints and writes.

use super::documented::told;
use super::{Board, Place, in_time};
use serde_json::Value;

#[test]
fn every_key_of_boards_is_documented() {
    in_time(|| {
        let place = Place::new(9, 10);
        place.done("train run --task moons --epochs 1 --levels 0.9 --draws 2 --out moons");
        place.write("t.csv", "1e-5,1e-5\n");
        let devices = "--potentiation 2e-6:2e-5:30:30 --sigma 0 --half-select 0";
        let size = "--rows 9 --columns 10 --link board";
        let _board = Board::new(place.0.path(), &format!("{size} {devices}"));
        let printed = |said: &str| place.json(&format!("hardware {said}"));
        told("hardware list", &[printed("list")]);
        told("hardware connect", &[printed("connect board")]);
        let limits: Value = serde_json::from_str(&place.done("hardware limits")).unwrap();
        told("hardware limits", &[limits]);
        let read = "read board --limits limits.json --row 1 --column 2";
        told("hardware read", &[printed(read)]);
        let pulses = "--v-set 3 --v-reset -3 --pulse-seconds 0.001 --passes 1";
        let program = format!("program board --limits limits.json {pulses}");
        let weights = "--weights moons/weights.safetensors";
        let window = "--window 2e-6:2e-5";
        let planned = printed(&format!("{program} {weights} {window} --dry-run"));
        told("hardware program --dry-run", &[planned]);
        // Code 1: not all are within tolerance.
        let limited = format!("hardware {program} --targets t.csv --arm --pulse-limit 1 --json");
        let output = place.ended(&limited);
        assert_eq!(output.status.code(), Some(1));
        let given_up = serde_json::from_slice(&output.stdout).unwrap();
        let network = printed(&format!(
            "{program} {weights} {window} --tolerance 0.15 --arm --out p.json"
        ));
        // What is written is what is printed.
        assert_eq!(network, place.value("p.json"));
        told("hardware program", &[given_up, network]);
        let infer = format!("infer board --limits limits.json {weights} --programmed p.json");
        told("hardware infer", &[printed(&format!("{infer} --points 6"))]);
    });
}
