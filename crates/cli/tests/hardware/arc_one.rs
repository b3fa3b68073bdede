//! An ArC ONE, whose products are composed of readings.

use super::{Board, Place, in_time, pulses};
use std::time::Duration;

#[test]
fn an_arc_one_is_read_programmed_and_run() {
    in_time(|| {
        let place = Place::new(9, 10);
        place.done("train run --task moons --epochs 100 --levels 0.9 --draws 2 --out moons");
        let board = Board::new(
            place.0.path(),
            "--dialect arc-one --rows 9 --columns 10 --potentiation 2e-6:2e-5:30:30 --sigma 0 --half-select 0",
        );
        let on = format!("{} --dialect arc-one", board.path);
        let told = place.json(&format!("hardware connect {on}"));
        assert_eq!(
            (&told["board"]["name"], &told["board"]["dead-man-ms"]),
            (&"ArC-ONE".into(), &serde_json::Value::Null)
        );
        let on = format!("{on} --limits limits.json");
        let read = place.json(&format!(
            "hardware read {on} --row 9 --column 10 --volts -0.2"
        ));
        let g = read["readings"][0]["siemens"].as_f64().unwrap();
        assert!((g / 2e-6 - 1.0).abs() < 1e-6, "{g}");
        let programmed = place.ended(&format!(
        "hardware program {on} --weights moons/weights.safetensors --window 2e-6:2e-5 --tolerance 0.15 \
         --passes 1 --v-set 3 --v-reset -3 --pulse-seconds 0.001 --arm --out p.json --json"
    ));
        let record: serde_json::Value = serde_json::from_slice(&programmed.stdout).unwrap();
        // Steps near Gmin are wider than the tolerance: some weights are not reached.
        let all = record["yield_share"] == 1.0;
        assert_eq!(programmed.status.code(), Some(i32::from(!all)));
        assert!(
            record["yield_share"].as_f64().unwrap() > 0.9,
            "{}",
            record["yield_share"]
        );
        assert_eq!(record, place.value("p.json"));
        let inferred = place.json(&format!(
            "hardware infer {on} --weights moons/weights.safetensors --programmed p.json --points 6"
        ));
        assert_eq!(
            (&inferred["composed"], &inferred["products"]),
            (&true.into(), &12.into())
        );
        let compared = &inferred["compared"];
        assert_eq!(compared["points"], 6);
        assert!(compared["agreement"].as_f64().unwrap() > 0.8, "{compared}");
        let number = |name: &str| compared[name].as_f64().unwrap();
        assert!(
            number("rms_error") < 0.3 * number("rms_software"),
            "{compared}"
        );
        board.says("reset", Duration::from_secs(2));
        assert_eq!(pulses(&board.end()), record["pulses"].as_u64().unwrap());
    });
}
