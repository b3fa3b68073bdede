//! The reference firmware, compiled for this computer with a simulated board, against a session.

mod common;

use memrilab_hardware::line::{
    BadLine, Command as Line, Decoder, Direction, Frame, STOP, WholeLimits,
};
use memrilab_hardware::{Answer, Dialect, Event, Limits, Reason, Request, Session};
use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The compiled firmware; none where there is no compiler for C++.
fn firmware() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<(tempfile::TempDir, PathBuf)>> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sketch = here.join("../../docs/hardware/memrilab_board");
        let shim = here.join("tests/arduino");
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("firmware");
        let output = Command::new("g++")
            .args(["-std=c++11", "-O1", "-Wall", "-Wextra", "-Werror"])
            .args(["-fsanitize=undefined", "-fno-sanitize-recover=all"])
            .arg("-I")
            .arg(&shim)
            .arg("-I")
            .arg(&sketch)
            .arg("-include")
            .arg(shim.join("Arduino.h"))
            .args(["-x", "c++"])
            .arg(sketch.join("memrilab_board.ino"))
            .arg(shim.join("main.cpp"))
            .arg("-o")
            .arg(&program)
            .output()
            .ok()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        Some((folder, program))
    });
    program.as_ref().map(|(_, program)| program.as_path())
}

struct Board {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Vec<u8>>,
    begun: Instant,
    lines: VecDeque<Result<Frame, BadLine>>,
}

impl Board {
    /// None, and a word about it, without a compiler.
    fn new() -> Option<Self> {
        let Some(program) = firmware() else {
            let mut log = std::io::stderr();
            log.write_all(b"SKIPPED: the tests of the firmware need g++\n")
                .unwrap();
            return None;
        };
        let mut command = Command::new(program);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let (input, mut output) = (child.stdin.take(), child.stdout.take().unwrap());
        let (send, receive) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 512];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Some(Self {
            child,
            input,
            output: receive,
            begun: Instant::now(),
            lines: VecDeque::new(),
        })
    }

    fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn now(&self) -> u64 {
        self.begun.elapsed().as_millis() as u64
    }

    /// The next event of a session on this board, within 5 s.
    fn event(&mut self, session: &mut Session) -> Option<Event> {
        let end = Instant::now() + Duration::from_secs(5);
        while Instant::now() < end {
            if let Some(event) = session.next_event() {
                return Some(event);
            }
            if session.stop_confirmed() {
                return None;
            }
            let now = self.now();
            session.tick(now);
            while let Some(bytes) = session.next_output() {
                self.write(&bytes);
            }
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(2)) {
                session.feed(&bytes, self.now());
            }
        }
        None
    }

    fn ask(&mut self, session: &mut Session, request: Request) -> Answer {
        session.request(request).unwrap();
        match self.event(session) {
            Some(Event::Answered { answer, .. }) => answer,
            other => panic!("{other:?}"),
        }
    }

    /// The number and the words of the next line.
    fn line(&mut self, decoder: &mut Decoder) -> (u16, String) {
        while self.lines.is_empty() {
            let bytes = self.output.recv_timeout(Duration::from_secs(2)).unwrap();
            self.lines.extend(decoder.feed(&bytes));
        }
        let frame = self.lines.pop_front().unwrap().unwrap();
        (frame.sequence, frame.words)
    }

    /// Hangs up, waits, and says whether anything is driven and the largest voltage there was.
    fn end(mut self) -> (bool, f64) {
        self.input = None;
        let mut said = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert!(self.child.wait().unwrap().success(), "{said}");
        let (driven, most) = said.trim().split_once(' ').unwrap();
        (driven != "0", most.parse::<f64>().unwrap() / 1e6)
    }
}

fn limits() -> Limits {
    Limits {
        rows: 4,
        columns: 4,
        read_volts: 0.2,
        least_volts: -1.0,
        most_volts: 1.0,
        pulse_seconds: 0.02,
        compliance_amperes: 2e-5,
        volts_per_second: 200.0,
    }
}

fn connected(board: &mut Board) -> Session {
    let mut session = Session::new(Dialect::Line, limits()).unwrap();
    match board.event(&mut session) {
        Some(Event::Connected { board, .. }) => assert_eq!(board.name, "arduino-1"),
        other => panic!("{other:?}"),
    }
    session
}

/// Half a step of the 10-bit converter: 5 V / 1024 / 100 kilohm / 2.
const HALF_STEP: f64 = 5.0 / 1024.0 / 1e5 / 2.0;

#[test]
fn the_firmware_reads_pulses_and_multiplies() {
    let Some(mut board) = Board::new() else {
        return;
    };
    let mut session = connected(&mut board);
    for place in 0..16 {
        let request = Request::Read {
            place: limits().place(place / 4, place % 4).unwrap(),
            volts: limits().read_volts(0.1).unwrap(),
        };
        let Answer::Read {
            amperes,
            compliance: false,
            ..
        } = board.ask(&mut session, request)
        else {
            panic!()
        };
        let right = 0.1 / (1e4 * (1 + place) as f64);
        assert!(
            (amperes - right).abs() < 1.01 * HALF_STEP,
            "{place}: {amperes} {right}"
        );
    }
    let volts = [0.1, -0.05, 0.2, 0.0];
    let request = Request::Product {
        volts: volts.map(|v| limits().read_volts(v).unwrap()).to_vec(),
    };
    let Answer::Product { amperes, .. } = board.ask(&mut session, request) else {
        panic!()
    };
    for (column, amperes) in amperes.iter().enumerate() {
        let row = |(row, volts): (usize, &f64)| volts / (1e4 * (1 + 4 * row + column) as f64);
        let right: f64 = volts.iter().enumerate().map(row).sum();
        assert!(
            (amperes - right).abs() < 1.01 * HALF_STEP,
            "{column}: {amperes} {right}"
        );
    }
    board.ask(&mut session, Request::Arm);
    let pulse = |row, column, volts| Request::Pulse {
        place: limits().place(row, column).unwrap(),
        volts: limits().pulse_volts(volts).unwrap(),
        width: limits().pulse_width(0.01).unwrap(),
        read: limits().read_volts(0.1).unwrap(),
    };
    // 1 V on 160 kilohm.
    let answer = board.ask(&mut session, pulse(3, 3, -1.0));
    let Answer::Pulse {
        pulse_amperes: Some(top),
        compliance: false,
        ..
    } = answer
    else {
        panic!("{answer:?}")
    };
    assert!((top + 1.0 / 1.6e5).abs() < 1.01 * HALF_STEP, "{top}");
    // 1 V on 10 kilohm would be 100 uA: five times the compliance.
    let answer = board.ask(&mut session, pulse(0, 0, 1.0));
    let Answer::Pulse {
        pulse_amperes: Some(top),
        compliance: true,
        ..
    } = answer
    else {
        panic!("{answer:?}")
    };
    assert_eq!(top, 2e-5);
    session.stop();
    assert!(matches!(
        board.event(&mut session),
        Some(Event::Stopped {
            reason: Reason::Asked,
            ..
        })
    ));
    assert_eq!(board.event(&mut session), None);
    assert!(session.stop_confirmed());
    let (driven, most) = board.end();
    assert!(!driven);
    // No set-point was exceeded on the way.
    assert!((0.999..=1.0001).contains(&most), "{most}");
}

#[test]
fn the_firmware_goes_safe_when_its_host_dies_in_the_middle() {
    let Some(mut board) = Board::new() else {
        return;
    };
    let mut session = connected(&mut board);
    board.ask(&mut session, Request::Arm);
    drop(session);
    assert!(!board.end().0);
}

/// Lines that make a board ready for pulses.
fn armed() -> Vec<String> {
    let given = Line::Limits(WholeLimits::of(&limits()));
    [Line::HELLO, given, Line::Arm]
        .iter()
        .map(Line::words)
        .collect()
}

/// What went before, a line, and what a board must say to it.
fn wrong() -> Vec<(Vec<String>, &'static str, &'static str)> {
    let armed = armed();
    let (fresh, ready) = (armed[..1].to_vec(), armed[..2].to_vec());
    vec![
        (fresh.clone(), "READ 0 0 100000", "ERR limit"),
        (fresh.clone(), "ARM", "ERR limit"),
        (
            fresh.clone(),
            "LIMITS 5 4 200000 -1000000 1000000 20000 20000000 200",
            "ERR limit",
        ),
        (
            fresh.clone(),
            "LIMITS 4 4 200000 -1000000 1000000 100000 20000000 1",
            "ERR limit",
        ),
        (
            fresh.clone(),
            "LIMITS 4 4 200000 -1000000 1000000 20000 20000000",
            "ERR argument",
        ),
        (fresh.clone(), "HELLO 2", "ERR version"),
        (ready.clone(), "READ 4 0 100000", "ERR limit"),
        (ready.clone(), "READ 0 0 200001", "ERR limit"),
        (ready.clone(), "READ 0 0 -0", "ERR argument"),
        (ready.clone(), "READ 0 0 05", "ERR argument"),
        (ready.clone(), "READ 0 0 nan", "ERR argument"),
        (ready.clone(), "READ 0 0", "ERR argument"),
        (ready.clone(), "BURN 0 0", "ERR command"),
        (
            ready.clone(),
            "PULSE 0 0 500000 10000 100000",
            "ERR disarmed",
        ),
        (ready.clone(), "VMM 1 2 3", "ERR limit"),
        (ready.clone(), "PING", "OK 0"),
        (armed.clone(), "PING", "OK 1"),
        (armed.clone(), "PULSE 0 0 1000001 10000 100000", "ERR limit"),
        (armed.clone(), "PULSE 3 3 500000 20001 100000", "ERR limit"),
        (armed.clone(), "DISARM", "OK"),
    ]
}

#[test]
fn the_emulated_board_answers_what_is_wrong_alike() {
    let ohms: Vec<f64> = (1..=16).map(|place| 1e4 * f64::from(place)).collect();
    let board = memrilab_hardware::Resistors::new(4, ohms).unwrap();
    let mut emulator = memrilab_hardware::Emulator::new(Dialect::Line, board).unwrap();
    let mut decoder = Decoder::new(Direction::ToHost);
    for (before, words, reply) in wrong() {
        let lines = before.iter().map(String::as_str).chain([words]);
        for (at, words) in lines.enumerate() {
            let frame = Frame::new(Direction::ToBoard, 1 + at as u16, words);
            emulator.feed(&frame.encode(), 0);
        }
        let said = std::iter::from_fn(|| emulator.next_output());
        let said: Vec<_> = said.flat_map(|bytes| decoder.feed(&bytes)).collect();
        let last = said.last().unwrap().clone().unwrap();
        assert_eq!(last.words, reply, "{words}");
        assert_eq!(usize::from(last.sequence), 1 + before.len());
        assert_eq!(emulator.energised(), reply == "OK 1", "{words}");
    }
}

#[test]
fn the_firmware_answers_what_is_wrong_as_specified() {
    let Some(mut board) = Board::new() else {
        return;
    };
    let mut decoder = Decoder::new(Direction::ToHost);
    let line = |sequence, words: &str| Frame::new(Direction::ToBoard, sequence, words).encode();
    for (before, words, reply) in wrong() {
        for (at, words) in before.iter().enumerate() {
            board.write(&line(1 + at as u16, words));
            assert!(board.line(&mut decoder).1.starts_with("OK"), "{words}");
        }
        let sequence = 1 + before.len() as u16;
        board.write(&line(sequence, words));
        let said = board.line(&mut decoder);
        assert_eq!((said.0, said.1.as_str()), (sequence, reply), "{words}");
        if reply.starts_with("ERR") {
            // Safe, and deaf to anything but a hello or a stop.
            board.write(&line(sequence + 1, "PING"));
            assert_eq!(board.line(&mut decoder).1, "ERR sequence");
        }
    }
    // Lines that are none.
    for bytes in [b"noise\n".as_slice(), b">1 PING*0000\n", b">1  PING*5D9B\n"] {
        board.write(bytes);
        assert_eq!(board.line(&mut decoder), (0, "ERR line".to_owned()));
    }
    board.write(&[b'x'; 600]);
    assert_eq!(board.line(&mut decoder), (0, "ERR line".to_owned()));
    board.write(STOP);
    assert_eq!(board.line(&mut decoder), (0, "OK".to_owned()));

    // A byte in the middle of a pulse ends it; a machine that was late with it tries again.
    let cut = (0..10).any(|_| {
        for (at, words) in armed().iter().enumerate() {
            board.write(&line(1 + at as u16, words));
            board.line(&mut decoder);
        }
        board.write(&line(4, "PULSE 3 3 500000 20000 100000"));
        std::thread::sleep(Duration::from_millis(8));
        board.write(STOP);
        let said = board.line(&mut decoder);
        assert_eq!(board.line(&mut decoder), (0, "OK".to_owned()));
        assert!(
            said.1 == "ERR busy" || said.1.starts_with("OK "),
            "{said:?}"
        );
        said == (4, "ERR busy".to_owned())
    });
    assert!(cut);
    assert!(!board.end().0);
}
