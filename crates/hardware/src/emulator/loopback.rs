//! A session and an emulated board, joined, with a clock that jumps to whatever happens next.

use super::{Emulator, Faults};
use crate::Board;
use crate::line::Direction;
use crate::session::{Event, Session, State};
use std::collections::VecDeque;

/// How long bytes are under way, in milliseconds.
const LATENCY_MS: u64 = 1;

/// Both ends of a link in one place: what a rehearsal, a page without a port and the tests run on.
#[derive(Debug)]
pub struct Loopback<B> {
    /// The host.
    pub session: Session,
    /// The board.
    pub emulator: Emulator<B>,
    faults: Option<Faults>,
    /// Bytes under way and when they arrive, to the board and to the host.
    wires: [VecDeque<(u64, Vec<u8>)>; 2],
    now: u64,
    told: bool,
}

impl<B: Board> Loopback<B> {
    /// A link without faults.
    #[must_use]
    pub fn new(session: Session, emulator: Emulator<B>) -> Self {
        Self {
            session,
            emulator,
            faults: None,
            wires: Default::default(),
            now: 0,
            told: false,
        }
    }

    /// The same link with faults.
    #[must_use]
    pub fn with_faults(self, faults: Faults) -> Self {
        let faults = Some(faults);
        Self { faults, ..self }
    }

    /// Simulated milliseconds since the beginning.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.now
    }

    /// Whether a fault has changed anything so far.
    #[must_use]
    pub fn harmed(&self) -> bool {
        self.faults.as_ref().is_some_and(Faults::harmed)
    }

    /// Runs until something happened; none where nothing can.
    pub fn next_event(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.session.next_event() {
                return Some(event);
            }
            // An armed session pings for ever: with nothing asked, that is not something to wait for.
            if self.idle() || !self.step() {
                return self.session.next_event();
            }
        }
    }

    /// Runs both ends for so many milliseconds.
    pub fn run_for(&mut self, ms: u64) {
        let end = self.now + ms;
        self.settle();
        while self.next_time().is_some_and(|at| at <= end) && self.step() {}
        self.now = end;
        self.settle();
    }

    /// Whether the session waits for nothing but the time of its next ping.
    fn idle(&self) -> bool {
        *self.session.state() == State::Armed && self.session.idle()
    }

    /// Moves bytes, then the clock to whatever is next; false where there is nothing.
    pub fn step(&mut self) -> bool {
        self.settle();
        match self.next_time() {
            Some(at) => {
                self.now = self.now.max(at);
                self.settle();
                true
            }
            None => false,
        }
    }

    /// What comes next, after this moment is settled.
    fn next_time(&self) -> Option<u64> {
        let arriving = self.wires.iter().filter_map(|wire| wire.front());
        let arriving = arriving.map(|(at, _)| *at);
        let waits = [self.session.deadline(), self.emulator.deadline()];
        let times = arriving.chain(waits.into_iter().flatten());
        // What was due by now is done.
        times.filter(|at| *at > self.now).min()
    }

    /// Everything that happens at this moment.
    fn settle(&mut self) {
        let now = self.now;
        self.session.tick(now);
        self.emulator.tick(now);
        self.send();
        for (way, wire) in self.wires.iter_mut().enumerate() {
            while wire.front().is_some_and(|(at, _)| *at <= now) {
                let Some((_, bytes)) = wire.pop_front() else {
                    break;
                };
                match way {
                    0 => self.emulator.feed(&bytes, now),
                    _ => self.session.feed(&bytes, now),
                }
            }
        }
        self.send();
    }

    /// Puts what both ends have to say on the wires.
    fn send(&mut self) {
        while let Some(bytes) = self.session.next_output() {
            self.carry(Direction::ToBoard, bytes);
        }
        while let Some(bytes) = self.emulator.next_output() {
            self.carry(Direction::ToHost, bytes);
        }
        let closed = self.faults.as_ref().is_some_and(Faults::closed);
        if closed && !self.told {
            self.told = true;
            self.session.lost("end of file");
            self.wires.iter_mut().for_each(VecDeque::clear);
        }
    }

    fn carry(&mut self, direction: Direction, bytes: Vec<u8>) {
        let pieces = match &mut self.faults {
            Some(faults) => faults.pass(direction, bytes),
            None => vec![(0, bytes)],
        };
        let wire = &mut self.wires[usize::from(direction == Direction::ToHost)];
        for (late, bytes) in pieces {
            // Bytes do not overtake each other.
            let before = wire.back().map_or(0, |(at, _)| *at);
            wire.push_back(((self.now + LATENCY_MS + late).max(before), bytes));
        }
    }
}
