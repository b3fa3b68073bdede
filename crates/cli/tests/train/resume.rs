//! Nothing is lost: Ctrl-C, kill, and going on.

use crate::{Place, QUICK, said};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Trainings long enough to be interrupted.
const LONG: [&str; 16] = [
    "train",
    "compare",
    "--methods",
    "erm,multinomial",
    "--trainings",
    "2",
    "--epochs",
    "20000",
    "--levels",
    "1,0.5",
    "--draws",
    "3",
    "--threads",
    "2",
    "--out",
    "run",
];

#[test]
fn a_run_that_is_interrupted_goes_on_to_the_same_result() {
    let place = Place::new();
    let whole = place.json(&[&LONG[..14], &["--out", "whole"]].concat());
    let mut interruptions = 0;
    for signal in ["-INT", "-KILL", "-INT"] {
        let mut child = place
            .command(&[&LONG[..], &["--resume"]].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Long enough to have begun, short enough not to be over.
        let since = Instant::now();
        while since.elapsed() < Duration::from_millis(700) && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(10));
        }
        let id = child.id().to_string();
        let _ = std::process::Command::new("kill")
            .args([signal, &id])
            .status()
            .unwrap();
        let output = child.wait_with_output().unwrap();
        if !output.status.success() {
            interruptions += 1;
            if signal == "-INT" {
                assert_eq!(output.status.code(), Some(130), "{}", said(&output));
                assert!(
                    said(&output).contains("--resume goes on"),
                    "{}",
                    said(&output)
                );
            }
        }
    }
    assert!(interruptions >= 1, "nothing was interrupted");
    let resumed = place.json(&[&LONG[..], &["--resume"]].concat());
    assert_eq!(resumed, whole);
    for name in ["weights-erm.safetensors", "weights-multinomial.safetensors"] {
        let of = |folder: &str| std::fs::read(place.path(folder).join(name)).unwrap();
        assert_eq!(of("run"), of("whole"), "{name}");
    }
    let left = std::fs::read_dir(place.path("run/running"))
        .unwrap()
        .count();
    assert_eq!(left, 0, "trainings in the middle are left");
}

#[test]
fn a_folder_is_of_one_run() {
    let place = Place::new();
    place.done(&[&QUICK[..], &["--out", "run"]].concat());
    let again = place.refused(&[&QUICK[..], &["--out", "run"]].concat());
    assert!(again.contains("--resume"), "{again}");
    let other = place.refused(&[&QUICK[..], &["--out", "run", "--resume", "--seed", "2"]].concat());
    assert!(other.contains("other settings"), "{other}");
    // Done already: it answers at once, from what is there.
    place.json(&[&QUICK[..], &["--out", "run", "--resume"]].concat());
    place.write("run/tasks/erm-001.json", "{");
    let damaged = place.refused(&[&QUICK[..], &["--out", "run", "--resume"]].concat());
    assert!(
        damaged.contains("erm-001.json") && damaged.contains("delete it"),
        "{damaged}"
    );
}
