//! The commands of the text, from a training to an inference on the array.

use super::{Board, LONGEST, Place, failed, in_time, pulses};
use serde_json::Value;
use std::path::Path;

/// The commands of a section, each with the file its output goes to.
fn commands(file: &str, heading: &str) -> Vec<(String, Option<String>)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(file);
    let text = std::fs::read_to_string(file).unwrap();
    let section = text.split(&format!("\n## {heading}\n")).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap().replace("\\\n", " ");
    let lines = section
        .lines()
        .filter_map(|line| line.strip_prefix("$ memrilab "));
    let parted = lines.map(|line| match line.split_once(" > ") {
        Some((command, file)) => (command.to_owned(), Some(file.to_owned())),
        None => (line.to_owned(), None),
    });
    parted.collect()
}

/// Runs all of them; the board, what the inference printed, and the same as JSON.
fn run(place: &Place, commands: &[(String, Option<String>)]) -> (Board, Option<(String, Value)>) {
    let mut board = None;
    let mut inferred = None;
    for (command, file) in commands {
        if let Some(emulate) = command.strip_prefix("hardware emulate ") {
            let arguments = emulate.strip_suffix(" &").unwrap();
            board = Some(Board::new(place.0.path(), arguments));
        } else if command.starts_with("hardware infer ") {
            inferred = Some((place.done(command), place.json(command)));
        } else {
            let told = place.done(command);
            assert!(!told.is_empty() || command.contains("--out"), "{command}");
            if let Some(file) = file {
                place.write(file, told);
            }
        }
    }
    (board.unwrap(), inferred)
}

#[test]
fn the_commands_of_the_readme_read_a_board() {
    in_time(|| {
        let place = Place::new(1, 1);
        let commands = commands("README.md", "On a real array");
        assert_eq!(commands.len(), 4);
        let (board, _) = run(&place, &commands);
        assert_eq!(pulses(&board.end()), 0);
    });
}

#[test]
fn the_commands_of_the_text_train_program_and_infer() {
    in_time(|| {
        let place = Place::new(1, 1);
        let commands = commands("docs/HARDWARE.md", "From the command line");
        let (board, inferred) = run(&place, &commands);
        let (text, inferred) = inferred.unwrap();
        assert!(text.contains("by the board"), "{text}");

        // What was written is what is there, read afterwards.
        let record = place.value("programmed.json");
        assert_eq!(record["complete"], true);
        // Else it had ended with code 1; of the pairs of 21 weights.
        assert_eq!(
            (&record["yield_share"], &record["counted"]),
            (&1.0.into(), &42.into())
        );
        assert!(record["pulses_counted"].as_u64() <= record["pulses"].as_u64());
        assert!(
            text.contains("100.0 % of the 42 devices with a weight within tolerance"),
            "{text}"
        );
        let read = place.json("hardware read board --limits limits.json --all");
        let readings = read["readings"].as_array().unwrap();
        let targets = record["targets"]["conductance"].as_array().unwrap();
        let tolerance = record["options"]["tolerance"].as_f64().unwrap();
        assert_eq!(readings.len(), targets.len());
        let siemens = |value: &Value| value.as_f64().unwrap();
        let devices = record["devices"].as_array().unwrap().iter();
        let used = record["targets"]["used"].as_array().unwrap();
        let mut within = 0;
        for (((reading, target), device), used) in
            readings.iter().zip(targets).zip(devices).zip(used)
        {
            let g = siemens(&reading["siemens"]);
            assert!((g / siemens(&device["conductance"]) - 1.0).abs() < 1e-4);
            let near = (g / siemens(target) - 1.0).abs() <= tolerance;
            within += usize::from(near && *used == true);
        }
        let share = within as f64 / 42.0;
        assert!((share - siemens(&record["yield_share"])).abs() < 1e-12);

        let compared = &inferred["compared"];
        let (array, software) = (&compared["array"], &compared["software"]);
        let (array, software) = (siemens(&array["share"]), siemens(&software["share"]));
        assert_eq!(
            (&compared["points"], &inferred["complete"]),
            (&400.into(), &true.into())
        );
        assert!(
            array > 0.95 && (array - software).abs() <= 0.03,
            "{array} and {software}"
        );
        assert!(siemens(&compared["agreement"]) > 0.97);
        // Two layers, each a product; conductances are off by up to the tolerance, so outputs are too.
        assert_eq!(inferred["products"], 800);
        let (error, scale) = (
            siemens(&compared["rms_error"]),
            siemens(&compared["rms_software"]),
        );
        assert!(error > 0.0 && error < 0.2 * scale, "{error} of {scale}");

        board.says("armed", LONGEST);
        board.says("safe", LONGEST);
        assert_eq!(pulses(&board.end()), record["pulses"].as_u64().unwrap());
        assert!(place.path("board").symlink_metadata().is_err());

        // A link that is spoilt after 20 points: these are told.
        let (infer, _) = commands.last().unwrap();
        let _board = Board::new(
            place.0.path(),
            "--rows 9 --columns 10 --usability 0.9 --fault corrupt@43 --link board",
        );
        let output = place.ended(&format!("{infer} --json"));
        let said = failed(&output, "the link is not clean");
        assert!(
            said.contains("20 of 400 points went through the array"),
            "{said}"
        );
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (&told["complete"], &told["compared"]["points"]),
            (&false.into(), &20.into())
        );
    });
}
