//! An emulated board on a port: one end of a pseudo-terminal, or of a cable between two computers.

use crate::emulator::Faults;
use crate::line::Direction;
use crate::{Board, Emulator};
use std::io::{ErrorKind, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The most that passes between two looks at the clock.
const LOOK: Duration = Duration::from_millis(50);

/// The time of an emulated board. It stands still while the computer gives the emulator no
/// processor, which a board would not notice; else a busy computer looked like a silent host.
struct Clock {
    looked: Instant,
    passed: Duration,
}

impl Clock {
    fn new() -> Self {
        Self {
            looked: Instant::now(),
            passed: Duration::ZERO,
        }
    }

    /// In milliseconds.
    fn now(&mut self) -> u64 {
        let now = Instant::now();
        self.passed += (now - self.looked).min(LOOK);
        self.looked = now;
        self.passed.as_millis() as u64
    }
}

/// Serves until `stop` is set, or a fault closes the port; then the port is dropped, and the board goes
/// on for itself until its dead man's switch and its pulses have ended. `port` must give up reading after
/// some milliseconds; an error of reading is taken as nobody being there, and waited out.
///
/// Bytes that a fault delays hold up those behind them, as on a wire. `watch` sees the board whenever
/// something may have changed, at least each time reading was given up.
pub fn serve<B: Board>(
    mut port: impl Read + Write,
    emulator: &mut Emulator<B>,
    mut faults: Option<Faults>,
    stop: &AtomicBool,
    mut watch: impl FnMut(&mut Emulator<B>),
) {
    let mut clock = Clock::new();
    let mut late: Vec<(u64, Vec<u8>)> = Vec::new();
    while !stop.load(Ordering::SeqCst) && !faults.as_ref().is_some_and(Faults::closed) {
        let mut bytes = [0; 4096];
        match port.read(&mut bytes) {
            Ok(count) if count > 0 => {
                let came = bytes[..count].to_vec();
                let pieces = match &mut faults {
                    Some(faults) => faults.pass(Direction::ToBoard, came),
                    None => vec![(0, came)],
                };
                for (_, piece) in pieces {
                    emulator.feed(&piece, clock.now());
                }
            }
            Err(error) if error.kind() == ErrorKind::TimedOut => {}
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
        emulator.tick(clock.now());
        watch(emulator);
        while let Some(bytes) = emulator.next_output() {
            let pieces = match &mut faults {
                Some(faults) => faults.pass(Direction::ToHost, bytes),
                None => vec![(0, bytes)],
            };
            let before = late.last().map_or(0, |(at, _)| *at);
            let at = clock.now();
            late.extend(
                pieces
                    .into_iter()
                    .map(|(by, piece)| ((at + by).max(before), piece)),
            );
        }
        while late.first().is_some_and(|(at, _)| *at <= clock.now()) {
            let (_, bytes) = late.remove(0);
            // Nobody there to hear it.
            let _ = port.write_all(&bytes);
        }
    }
    drop(port);
    while emulator.deadline().is_some() && !stop.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(2));
        emulator.tick(clock.now());
        watch(emulator);
    }
}
