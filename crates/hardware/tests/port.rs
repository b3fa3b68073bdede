//! The driver of a port, on pseudo-terminals, with an emulated board at the other end.
#![cfg(all(unix, feature = "native"))]

mod common;

use common::{Traced, limits};
use memrilab_core::Stream;
use memrilab_hardware::emulator::Faults;
use memrilab_hardware::native::{Port, PortError, serve};
use memrilab_hardware::{Answer, Dialect, Emulator, Reason, Request};
use serialport::{SerialPort as _, TTYPort};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Making pairs is not safe in several threads at once.
static PAIRS: Mutex<()> = Mutex::new(());

/// An emulated board in a thread, at the other end of `path`.
struct Bench {
    path: String,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Emulator<Traced>>>,
    // Held, so that the settings of the terminal outlive those who open it.
    _slave: TTYPort,
}

impl Bench {
    fn new(dialect: Dialect, faults: &str) -> Self {
        let pair = {
            let _one = PAIRS.lock().unwrap_or_else(PoisonError::into_inner);
            TTYPort::pair().unwrap()
        };
        let (mut master, slave) = pair;
        master.set_timeout(Duration::from_millis(2)).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let faults = (!faults.is_empty()).then(|| {
            Faults::new(
                faults.parse().unwrap(),
                dialect,
                Stream::new(1, "port", 0, 0),
            )
        });
        let told = stop.clone();
        let thread = std::thread::spawn(move || {
            let mut emulator = Emulator::new(dialect, Traced::new()).unwrap();
            serve(master, &mut emulator, faults, &told, |_| {});
            emulator
        });
        Self {
            path: slave.name().unwrap(),
            stop,
            thread: Some(thread),
            _slave: slave,
        }
    }

    /// Ends the board, after it had `ms` to go safe.
    fn end(mut self, ms: u64) -> Emulator<Traced> {
        std::thread::sleep(Duration::from_millis(ms));
        self.stop.store(true, Ordering::SeqCst);
        self.thread.take().unwrap().join().unwrap()
    }
}

fn open(bench: &Bench, dialect: Dialect) -> Result<Port, PortError> {
    Port::open(&bench.path, dialect, limits()).map(|(port, _)| port)
}

fn readings(port: &Port) -> Vec<Request> {
    let limits = port.limits();
    let read = |place: usize| Request::Read {
        place: limits.place(place / 2, place % 2).unwrap(),
        volts: limits.read_volts(0.1).unwrap(),
    };
    (0..6).map(read).collect()
}

fn pulse(port: &Port) -> Request {
    let limits = port.limits();
    Request::Pulse {
        place: limits.place(0, 0).unwrap(),
        volts: limits.pulse_volts(1.0).unwrap(),
        width: limits.pulse_width(0.02).unwrap(),
        read: limits.read_volts(0.1).unwrap(),
    }
}

fn amperes(answers: &[Answer]) -> Vec<f64> {
    let ampere = |answer: &Answer| match answer {
        Answer::Read { amperes, .. } | Answer::Pulse { amperes, .. } => *amperes,
        other => panic!("{other:?}"),
    };
    answers.iter().map(ampere).collect()
}

#[test]
fn a_board_on_a_port_is_read_programmed_and_left_safe() {
    for dialect in [Dialect::Line, Dialect::ArcOne] {
        let bench = Bench::new(dialect, "");
        let mut port = open(&bench, dialect).unwrap();
        let requests = readings(&port);
        let (answers, end) = port.ask_all(requests);
        assert_eq!(end, Ok(()));
        for (place, amperes) in amperes(&answers).iter().enumerate() {
            assert!(
                (amperes * 1e5 * (1 + place) as f64 - 1.0).abs() < 1e-6,
                "{amperes}"
            );
        }
        assert_eq!(port.ask(Request::Arm), Ok(Answer::Armed));
        // Armed and idle for longer than the dead man's switch.
        port.rest(Duration::from_millis(900)).unwrap();
        let request = pulse(&port);
        port.ask(request).unwrap();
        assert_eq!(port.close(), dialect == Dialect::Line);
        let mut emulator = bench.end(0);
        assert!(!emulator.energised());
        assert_eq!(emulator.board().pulses, [(0, 0, 1.0, 0.02)]);
    }
}

#[test]
fn dropping_panicking_and_interrupting_stop_the_board() {
    // Dropped.
    let bench = Bench::new(Dialect::Line, "");
    let mut port = open(&bench, Dialect::Line).unwrap();
    port.ask(Request::Arm).unwrap();
    drop(port);
    assert!(!bench.end(50).energised());

    // Panicking while armed.
    let bench = Bench::new(Dialect::Line, "");
    let mut port = open(&bench, Dialect::Line).unwrap();
    let thread = std::thread::spawn(move || {
        port.ask(Request::Arm).unwrap();
        panic!("on purpose");
    });
    assert!(thread.join().is_err());
    assert!(!bench.end(50).energised());

    // Stopped from another thread, as a signal handler does, while waiting.
    let bench = Bench::new(Dialect::Line, "");
    let mut port = open(&bench, Dialect::Line).unwrap();
    port.ask(Request::Arm).unwrap();
    let mut stopper = port.stopper().unwrap();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        stopper.stop();
    });
    let begun = Instant::now();
    let end = port.rest(Duration::from_secs(20));
    assert!(matches!(end, Err(PortError::Stopped(_))), "{end:?}");
    assert!(begun.elapsed() < Duration::from_secs(2));
    thread.join().unwrap();
    assert!(!bench.end(50).energised());
}

#[test]
fn a_host_that_dies_without_a_word_leaves_a_board_that_goes_safe() {
    let bench = Bench::new(Dialect::Line, "");
    let mut port = open(&bench, Dialect::Line).unwrap();
    port.ask(Request::Arm).unwrap();
    std::mem::forget(port);
    assert!(!bench.end(700).energised());

    // The same, looked at before the switch: it was armed.
    let bench = Bench::new(Dialect::Line, "");
    let mut port = open(&bench, Dialect::Line).unwrap();
    port.ask(Request::Arm).unwrap();
    std::mem::forget(port);
    assert!(bench.end(100).energised());
}

#[test]
fn a_second_program_on_the_port_is_refused() {
    let bench = Bench::new(Dialect::Line, "");
    let first = open(&bench, Dialect::Line).unwrap();
    let Err(PortError::Open { .. }) = open(&bench, Dialect::Line) else {
        panic!("two programs on one port")
    };
    drop(first);
    // And let in when the first is gone.
    open(&bench, Dialect::Line).unwrap();
    let nowhere = Port::open("/dev/there-is-no-such-port", Dialect::Line, limits());
    let said = nowhere.err().unwrap().to_string();
    assert!(
        said.starts_with("/dev/there-is-no-such-port cannot be opened: No such file"),
        "{said}"
    );
}

#[test]
fn faults_on_a_port_end_in_time_and_keep_what_was_measured() {
    // Dialect, fault, how many readings are kept, the sentence, the longest it may take.
    let rows = [
        (Dialect::Line, "split@4", 6, "", 3),
        (Dialect::Line, "corrupt@5", 2, "the link is not clean", 3),
        (Dialect::Line, "garbage@5", 2, "the link is not clean", 3),
        (Dialect::Line, "nan@6", 3, "which is no current", 3),
        (Dialect::Line, "duplicate@6", 4, "a late or a second one", 3),
        (Dialect::Line, "silence@6", 3, "no answer to a reading", 3),
        (
            Dialect::Line,
            "silence@1",
            0,
            "no board answered within 4000 ms",
            6,
        ),
        (Dialect::ArcOne, "split@4", 6, "", 6),
        (Dialect::ArcOne, "nan@4", 2, "outside 1 to 1e12", 6),
        (
            Dialect::ArcOne,
            "duplicate@4",
            3,
            "a late or a second answer",
            6,
        ),
        (
            Dialect::ArcOne,
            "silence@4",
            2,
            "no answer to a reading within 7000 ms",
            12,
        ),
    ];
    let tests = rows.map(|(dialect, fault, kept, sentence, seconds)| {
        std::thread::spawn(move || {
            let (bench, begun) = (Bench::new(dialect, fault), Instant::now());
            let (answers, end) = match open(&bench, dialect) {
                Ok(mut port) => {
                    let requests = readings(&port);
                    port.ask_all(requests)
                }
                Err(error) => (Vec::new(), Err(error)),
            };
            match end {
                Ok(()) => assert_eq!(sentence, "", "{fault}"),
                Err(error) => {
                    let said = error.to_string();
                    assert!(
                        !sentence.is_empty() && said.contains(sentence),
                        "{fault}: {said}"
                    );
                }
            }
            assert!(begun.elapsed() < Duration::from_secs(seconds), "{fault}");
            // A duplicate shows itself with the answer, or just after it.
            let count = answers.len();
            let slack = usize::from(fault.starts_with("duplicate"));
            assert!(
                count == kept || count + slack == kept,
                "{dialect:?} {fault}: {count}"
            );
            for (place, amperes) in amperes(&answers).iter().enumerate() {
                assert!((amperes * 1e5 * (1 + place) as f64 - 1.0).abs() < 1e-6);
            }
            assert!(!bench.end(20).energised());
        })
    });
    for test in tests {
        test.join().unwrap();
    }
}

#[test]
fn a_port_that_vanishes_in_the_middle_is_an_error_and_nothing_hangs() {
    let bench = Bench::new(Dialect::Line, "eof@6");
    let mut port = open(&bench, Dialect::Line).unwrap();
    port.ask(Request::Arm).unwrap();
    let requests = readings(&port);
    let begun = Instant::now();
    let (answers, end) = port.ask_all(requests);
    let Err(PortError::Stopped(Reason::Port(why))) = end else {
        panic!("{end:?}")
    };
    assert!(!why.is_empty());
    assert_eq!(answers.len(), 2);
    drop(port);
    assert!(begun.elapsed() < Duration::from_secs(3));
}
