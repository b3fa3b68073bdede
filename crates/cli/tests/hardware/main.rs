//! `memrilab hardware` against emulated boards on real pseudo-terminals.
#![cfg(all(unix, feature = "hardware"))]

mod arc_one;
mod bad;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/documented.rs"]
mod documented;
mod faults;
mod flow;
mod json;
mod safety;

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Lines};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// The longest that any command may take here.
const LONGEST: Duration = Duration::from_secs(60);

/// A folder of its own with a file of limits, and `memrilab` in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new(rows: usize, columns: usize) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.limits(rows, columns, 1e-3);
        place
    }

    fn limits(&self, rows: usize, columns: usize, compliance: f64) {
        let limits = serde_json::json!({
            "rows": rows, "columns": columns, "read-volts": 0.2, "least-volts": -3.2,
            "most-volts": 3.2, "pulse-seconds": 0.01, "compliance-amperes": compliance,
            "volts-per-second": 1000.0,
        });
        self.write("limits.json", limits.to_string());
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn value(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = common::memrilab(self.0.path());
        command.args(arguments.split_whitespace());
        command
    }

    /// What a command does within a time.
    #[track_caller]
    fn ended(&self, arguments: &str) -> Output {
        ended(started(self.command(arguments)))
    }

    #[track_caller]
    fn done(&self, arguments: &str) -> String {
        common::done(self.command(arguments))
    }

    #[track_caller]
    fn json(&self, arguments: &str) -> Value {
        common::json(self.command(arguments))
    }

    #[track_caller]
    fn refused(&self, arguments: &str) -> String {
        common::refused(self.command(arguments))
    }
}

/// A stop of this length cannot be told from a silent board or a silent host.
const STOPPED: Duration = Duration::from_millis(100);

/// Runs a test, and again where it failed while the machine stopped this program for long: the others
/// then cannot keep the times of the protocol either. What fails on a machine that keeps time fails.
fn in_time(test: impl Fn()) {
    for left in (0..4).rev() {
        let (done, told) = channel::<()>();
        let watch = std::thread::spawn(move || {
            let mut worst = Duration::ZERO;
            let tick = Duration::from_millis(5);
            loop {
                let begun = Instant::now();
                if told.recv_timeout(tick) != Err(RecvTimeoutError::Timeout) {
                    return worst;
                }
                worst = worst.max(begun.elapsed() - tick);
            }
        });
        let outcome = catch_unwind(AssertUnwindSafe(&test));
        drop(done);
        let worst = watch.join().unwrap();
        match outcome {
            Ok(()) => return,
            Err(_) if left > 0 && worst > STOPPED => {}
            Err(why) => resume_unwind(why),
        }
    }
}

fn started(mut command: Command) -> Child {
    let piped = { command.stdin(Stdio::null()) }.stdout(Stdio::piped());
    piped.stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for a command, not for ever.
#[track_caller]
fn ended(child: Child) -> Output {
    let id = child.id();
    let (send, receive) = channel();
    std::thread::spawn(move || send.send(child.wait_with_output()));
    let Ok(output) = receive.recv_timeout(LONGEST) else {
        signal(id, "KILL");
        panic!("the command hangs");
    };
    output.unwrap()
}

fn signal(id: u32, name: &str) {
    let kill = Command::new("kill")
        .args([&format!("-{name}"), &id.to_string()])
        .status();
    assert!(kill.unwrap().success());
}

/// `memrilab hardware emulate`, killed at the end.
struct Board {
    child: Child,
    path: String,
    lines: Receiver<(Instant, String)>,
}

impl Board {
    fn new(place: &Path, arguments: &str) -> Self {
        let mut command = common::memrilab(place);
        command
            .args(["hardware", "emulate"])
            .args(arguments.split_whitespace());
        let mut child = started(command);
        let mut path = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut path)
            .unwrap();
        let (send, lines) = channel();
        let told: Lines<BufReader<ChildStderr>> =
            BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            for line in told.map_while(Result::ok) {
                let _ = send.send((Instant::now(), line));
            }
        });
        let path = path.trim().to_owned();
        assert!(
            path.starts_with('/'),
            "no port was told: {:?}",
            lines.recv()
        );
        Self { child, path, lines }
    }

    /// When it says this.
    #[track_caller]
    fn says(&self, wanted: &str, within: Duration) -> Instant {
        let end = Instant::now() + within;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok((at, line)) if line.contains(wanted) => return at,
                Ok(_) => {}
                Err(why) => panic!("it does not say `{wanted}`: {why}"),
            }
        }
    }

    /// Ends it by Ctrl-C; what it said since one last looked.
    fn end(mut self) -> String {
        signal(self.child.id(), "INT");
        self.said()
    }

    /// What it said after a fault has closed its port; it ends by itself.
    fn gone(mut self) -> String {
        self.said()
    }

    fn said(&mut self) -> String {
        assert!(self.child.wait().unwrap().success());
        let lines: Vec<String> = self.lines.iter().map(|(_, line)| line).collect();
        lines.join("\n")
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How many pulses a board has made, from what it says at its end.
#[track_caller]
fn pulses(said: &str) -> u64 {
    let after = said
        .split("ended after ")
        .nth(1)
        .unwrap_or_else(|| panic!("{said}"));
    assert!(said.ends_with("neither armed nor driving"), "{said}");
    after.split(' ').next().unwrap().parse().unwrap()
}

/// That a command failed as it should: a code, one sentence, no panic.
#[track_caller]
fn failed(output: &Output, sentence: &str) -> String {
    let said = common::said(output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let errors: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("error: "))
        .collect();
    assert!(
        errors.len() == 1 && errors[0].contains(sentence),
        "{sentence}: {said}"
    );
    assert!(!said.contains("panicked"), "{said}");
    said
}
