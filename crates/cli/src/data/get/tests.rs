//! Downloads of a file of our own from servers that behave and that do not.

#[path = "../../../tests/data/server.rs"]
mod server;

use super::*;
use server::{Answer, Server};
use std::io::Write as _;

/// 300 kB that do not compress, and their packed form.
fn content() -> (Vec<u8>, Vec<u8>) {
    let mut state = 1u32;
    let plain: Vec<u8> = (0..300_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&plain).unwrap();
    (plain, encoder.finish().unwrap())
}

struct Case {
    folder: tempfile::TempDir,
    packed: Vec<u8>,
    file: Published,
}

impl Case {
    fn new() -> Self {
        let (plain, packed) = content();
        let file = Published {
            name: "digits.gz",
            packed: packed.len() as u64,
            unpacked: plain.len(),
            sha256: hash(&plain).leak(),
        };
        Self {
            folder: tempfile::tempdir().unwrap(),
            packed,
            file,
        }
    }

    fn get(&self, servers: &[&Server]) -> Result<Got> {
        let mirrors: Vec<String> = servers.iter().map(|s| s.url().to_owned()).collect();
        one(
            &Client::new(1, None),
            &mirrors,
            self.folder.path(),
            &self.file,
        )
    }

    /// That the file is there, whole, and nothing else is.
    #[track_caller]
    fn done(&self, got: Result<Got>, status: &str) {
        assert_eq!(got.unwrap().status, status);
        let bytes = std::fs::read(self.folder.path().join("digits.gz")).unwrap();
        assert!(bytes == self.packed);
        assert_eq!(std::fs::read_dir(self.folder.path()).unwrap().count(), 1);
    }

    /// One sentence; the file is not there. What is left to go on from is a beginning of it.
    #[track_caller]
    fn refused(&self, got: Result<Got>) -> (String, usize) {
        let said = format!("{:#}", got.unwrap_err());
        assert!(!said.contains('\n') && said.contains("digits.gz"), "{said}");
        assert!(!self.folder.path().join("digits.gz").exists());
        let part = std::fs::read(self.part()).unwrap_or_default();
        assert!(self.packed.starts_with(&part));
        (said, part.len())
    }

    fn part(&self) -> PathBuf {
        self.folder.path().join("digits.gz.part")
    }

    fn leave(&self, bytes: &[u8]) {
        std::fs::write(self.part(), bytes).unwrap();
    }

    fn always(&self, answer: impl Fn(Vec<u8>) -> Answer) -> Server {
        let answer = answer(self.packed.clone());
        Server::start(move |_| answer.clone())
    }
}

fn from(server: &Server) -> Vec<u64> {
    server.asked().into_iter().map(|(_, from)| from).collect()
}

#[test]
fn a_file_is_downloaded_once_and_kept() {
    let case = Case::new();
    let server = case.always(Answer::File);
    case.done(case.get(&[&server]), "downloaded");
    case.done(case.get(&[&server]), "kept");
    assert_eq!(from(&server), [0]);
    // Unpacked it is as right.
    std::fs::remove_file(case.folder.path().join("digits.gz")).unwrap();
    std::fs::write(case.folder.path().join("digits"), content().0).unwrap();
    assert_eq!(case.get(&[&server]).unwrap().name, "digits");
    assert_eq!(from(&server), [0]);
}

#[test]
fn a_wrong_file_is_replaced() {
    let case = Case::new();
    let server = case.always(Answer::Unmeasured);
    for wrong in [&b"not it"[..], b"", &case.packed[..1000]] {
        std::fs::write(case.folder.path().join("digits.gz"), wrong).unwrap();
        case.done(case.get(&[&server]), "replaced");
    }
}

#[test]
fn what_was_begun_goes_on() {
    let case = Case::new();
    for (answer, asked) in [
        (Answer::File as fn(Vec<u8>) -> Answer, vec![100_000]),
        (Answer::Whole, vec![100_000]),
        (Answer::Unmeasured, vec![100_000]),
    ] {
        case.leave(&case.packed[..100_000]);
        let server = case.always(answer);
        case.done(case.get(&[&server]), "downloaded");
        assert_eq!(from(&server), asked);
        std::fs::remove_file(case.folder.path().join("digits.gz")).unwrap();
    }
}

#[test]
fn what_was_finished_but_not_named_needs_no_byte() {
    let case = Case::new();
    case.leave(&case.packed);
    let server = case.always(Answer::File);
    case.done(case.get(&[&server]), "downloaded");
    assert_eq!(from(&server), [case.packed.len() as u64]);
}

#[test]
fn what_was_begun_wrongly_is_begun_anew() {
    let case = Case::new();
    let most = case.file.most() as usize;
    let longer = [&case.packed[..], b"and more"].concat();
    for (begun, asked) in [
        (vec![7; 100_000], vec![100_000, 0]),
        (longer, vec![case.packed.len() as u64 + 8, 0]),
        (vec![7; most + 1], vec![0]),
    ] {
        case.leave(&begun);
        let server = case.always(Answer::File);
        case.done(case.get(&[&server]), "downloaded");
        assert_eq!(from(&server), asked);
        std::fs::remove_file(case.folder.path().join("digits.gz")).unwrap();
    }
}

/// A connection that breaks off again and again still comes to the end, place after place.
#[test]
fn a_broken_connection_goes_on_at_the_next_place() {
    let case = Case::new();
    let first = case.always(|bytes| Answer::Cut(bytes, 80_000));
    let second = case.always(|bytes| Answer::Cut(bytes, 90_000));
    case.done(case.get(&[&first, &second]), "downloaded");
    assert_eq!(from(&first), [0, 170_000]);
    assert_eq!(from(&second), [80_000, 250_000]);
}

#[test]
fn the_next_place_is_asked_when_one_fails() {
    let case = Case::new();
    let good = case.always(Answer::File);
    for answer in [Answer::Status(404), Answer::Status(503), Answer::Mute] {
        let bad = Server::start(move |_| answer.clone());
        case.done(case.get(&[&bad, &good]), "downloaded");
        std::fs::remove_file(case.folder.path().join("digits.gz")).unwrap();
    }
}

#[test]
fn each_failure_is_one_sentence_with_what_to_try() {
    let case = Case::new();
    let mut wrong = case.packed.clone();
    wrong.truncate(200_000);
    let other = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(b"another file").unwrap();
        encoder.finish().unwrap()
    };
    let page = b"<html>Sign in to the network</html>".to_vec();
    let huge = vec![0; case.file.most() as usize + 1];
    for (answer, wanted, left) in [
        (Answer::Status(404), "no such file (404)", 0),
        (Answer::Status(500), "refuses (500)", 0),
        (Answer::File(wrong), "does not unpack", 0),
        (Answer::File(other), "its SHA-256 is", 0),
        (Answer::File(page), "not a gzip file", 0),
        (Answer::File(huge.clone()), "larger than", 0),
        (Answer::Unmeasured(huge), "larger than", 0),
        (Answer::Mute, "silent for 1 s", 0),
        (
            Answer::Silent(case.packed.clone(), 5000),
            "silent for 1 s",
            15_000,
        ),
        (
            Answer::Cut(case.packed.clone(), 5000),
            "broke off after",
            15_000,
        ),
    ] {
        let server = Server::start(move |_| answer.clone());
        let (said, part) = case.refused(case.get(&[&server]));
        assert!(said.contains(wanted), "{wanted}: {said}");
        assert!(
            said.contains("--mirror") && said.contains(server.url()),
            "{said}"
        );
        assert_eq!(part, left, "{wanted}");
        let _ = std::fs::remove_file(case.part());
    }
    case.leave(&case.packed[..1000]);
    let server = case.always(Answer::OtherPart);
    let (said, _) = case.refused(case.get(&[&server]));
    assert!(said.contains("another part"), "{said}");
    let nobody = vec![
        "http://127.0.0.1:9/".to_owned(),
        "http://no.such.host.invalid/".to_owned(),
    ];
    let got = one(
        &Client::new(1, None),
        &nobody,
        case.folder.path(),
        &case.file,
    );
    let (said, _) = case.refused(got);
    assert!(said.contains("connection was refused"), "{said}");
    assert!(said.contains("name of the host is not found"), "{said}");
}

/// Two seconds and more in small pieces, where one second of silence is too much.
#[test]
fn slow_is_not_silent() {
    let case = Case::new();
    let server = case.always(|bytes| Answer::Slow(bytes, 1500));
    case.done(case.get(&[&server]), "downloaded");
}

#[test]
fn two_at_once_do_not_mix() {
    let case = Case::new();
    let lock = std::fs::File::create(case.part()).unwrap();
    lock.lock().unwrap();
    let server = case.always(Answer::File);
    let said = format!("{:#}", case.get(&[&server]).unwrap_err());
    assert!(said.contains("another memrilab"), "{said}");
    assert!(server.asked().is_empty());
}
