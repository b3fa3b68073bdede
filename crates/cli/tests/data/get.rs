//! Downloads through the binary: whole, killed in the middle, refused.

use super::server::{Answer, Server};
use super::{Place, mnist};
use std::process::Stdio;
use std::time::{Duration, Instant};

const FIRST: &str = "train-images-idx3-ubyte.gz";

/// Kills a download once some of it is on the disk, and goes on from there.
#[test]
fn a_kill_leaves_a_part_that_the_next_run_goes_on_from() {
    let place = Place::new();
    let bytes: Vec<u8> = (0..400_000u32).map(|i| (i % 251) as u8).collect();
    let slow = {
        let bytes = bytes.clone();
        Server::start(move |_| Answer::Slow(bytes.clone(), 2000))
    };
    let part = place.path(&format!("mnist/{FIRST}.part"));
    let length = || std::fs::metadata(&part).map_or(0, |m| m.len());
    let mut last = 0;
    for _ in 0..3 {
        let mut child = place
            .command(&["get", "mnist", "--mirror", slow.url()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let since = Instant::now();
        while length() < last + 20_000 {
            assert!(since.elapsed() < Duration::from_secs(20), "nothing comes");
            std::thread::sleep(Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        last = length();
        assert!(bytes.starts_with(&std::fs::read(&part).unwrap()));
        assert!(!place.path(&format!("mnist/{FIRST}")).exists());
    }
    let asked: Vec<u64> = slow.asked().iter().map(|(_, from)| *from).collect();
    assert!(
        asked[0] == 0 && asked[1] >= 20_000 && asked[2] >= asked[1] + 20_000,
        "{asked:?}"
    );
    // These bytes are no digits: they are finished, found wrong, fetched anew and refused.
    let quick = Server::start(move |_| Answer::File(bytes.clone()));
    let said = place.refused(&["get", "mnist", "--mirror", quick.url()]);
    assert!(said.contains("not a gzip file"), "{said}");
    assert_eq!(
        quick.asked(),
        [(FIRST.to_owned(), last), (FIRST.to_owned(), 0)]
    );
    assert!(!part.exists());
}

#[test]
fn the_published_files_are_downloaded_resumed_kept_and_replaced() {
    let Some(published) = mnist() else { return };
    let place = Place::new();
    let server = Server::start(move |name| match std::fs::read(published.join(name)) {
        Ok(bytes) => Answer::File(bytes),
        Err(_) => Answer::Status(404),
    });
    let get = ["get", "mnist", "--out", "digits", "--mirror", server.url()];
    let statuses = || -> Vec<String> {
        let told = place.json(&get);
        let files = told["files"].as_array().unwrap().iter();
        files
            .map(|file| file["status"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(statuses(), ["downloaded"; 4]);
    let first = place.path(&format!("digits/{FIRST}"));
    let good = std::fs::read(&first).unwrap();
    std::fs::remove_file(&first).unwrap();
    place.write(&format!("digits/{FIRST}.part"), &good[..5_000_000]);
    place.write("digits/t10k-labels-idx1-ubyte.gz", b"damaged");
    assert_eq!(statuses(), ["downloaded", "kept", "kept", "replaced"]);
    assert!(server.asked().contains(&(FIRST.to_owned(), 5_000_000)));
    assert!(std::fs::read(&first).unwrap() == good);
    let text = place.done(&get);
    assert_eq!(text.matches("kept ").count(), 4, "{text}");
    let files = std::fs::read_dir(place.path("digits")).unwrap();
    assert_eq!(files.count(), 4);

    let told = place.json(&["info", "digits"]);
    assert_eq!(
        (&told["kind"], &told["train"]["samples"]),
        (&"idx".into(), &60_000.into())
    );
    assert_eq!(told["test"]["counts"][1], 1135);
    assert_eq!(told["train"]["high"], 1.0);
    let text = place.done(&["info", "digits"]);
    assert!(
        text.contains("training: 60000 samples of 1x28x28, from 0 to 1, digest "),
        "{text}"
    );
    assert!(text.contains("  1: 6742 and 1135\n"), "{text}");
}

#[test]
fn a_download_that_fails_says_why_and_what_to_try() {
    let place = Place::new();
    let none = Server::start(|_| Answer::Status(404));
    let mute = Server::start(|_| Answer::Mute);
    let said = place.refused(&[
        "get",
        "mnist",
        "--patience",
        "1",
        "--mirror",
        none.url(),
        mute.url(),
    ]);
    for part in [
        FIRST,
        "no such file (404)",
        "silent for 1 s",
        none.url(),
        "--mirror",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(std::fs::read_dir(place.path("mnist")).unwrap().count(), 0);
    for wrong in ["ftp://a.b/", "a.b/mnist", "https://"] {
        let output = place.data(&["get", "mnist", "--mirror", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
    place.write("file", b"");
    let said = place.refused(&["get", "mnist", "--out", "file"]);
    assert!(said.contains("the folder file cannot be made"), "{said}");
}
