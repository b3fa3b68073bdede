//! The session itself: one exchange after the other, each with its limit.

mod steps;

use super::answers::Job;
use super::arc_one::ArcHost;
use super::line::LineHost;
use super::wire::{Call, Wait, Wire};
use super::{Dialect, Event, Reason, Request, Ticket};
use crate::{Capabilities, HardwareError, Limits};
use std::collections::VecDeque;

/// Where a session stands.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Nothing was written yet.
    Fresh,
    /// The board is asked who it is.
    Greeting,
    /// The board may be read.
    ReadOnly,
    /// Pulses may be sent.
    Armed,
    /// The end.
    Stopped(Reason),
}

#[derive(Debug)]
struct Outstanding {
    call: Call,
    wait: Wait,
    until: u64,
    tries: u32,
}

/// A connection from the host's side. Times are milliseconds of any clock that never goes back.
///
/// ```
/// use memrilab_hardware::{Dialect, Emulator, Event, Limits, Loopback, Request, Resistors, Session};
/// let limits = Limits { rows: 1, columns: 2, read_volts: 0.2, least_volts: -1.0, most_volts: 1.0,
///     pulse_seconds: 0.01, compliance_amperes: 1e-3, volts_per_second: 1e3 };
/// let board = Emulator::new(Dialect::Line, Resistors::new(2, vec![1e4, 2e4])?)?;
/// let mut link = Loopback::new(Session::new(Dialect::Line, limits.clone())?, board);
/// assert!(matches!(link.next_event(), Some(Event::Connected { .. })));
/// let volts = limits.read_volts(0.1)?;
/// link.session.request(Request::Read { place: limits.place(0, 1)?, volts })?;
/// let Some(Event::Answered { answer, .. }) = link.next_event() else { panic!() };
/// assert!(matches!(answer, memrilab_hardware::Answer::Read { amperes: 5e-6, .. }));
/// # Ok::<(), memrilab_hardware::HardwareError>(())
/// ```
#[derive(Debug)]
pub struct Session {
    dialect: Dialect,
    limits: Limits,
    wire: Box<dyn Wire>,
    state: State,
    jobs: VecDeque<Job>,
    outstanding: Option<Outstanding>,
    output: VecDeque<Vec<u8>>,
    events: VecDeque<Event>,
    board: Option<Capabilities>,
    now: u64,
    last_sent: u64,
    quiet_until: u64,
    hits: u32,
    /// Whether a pulse was sent that is not answered.
    pulsing: bool,
    tickets: u64,
    confirmed: bool,
    confirm_until: Option<u64>,
}

impl Session {
    /// A session that has written nothing; [`Session::tick`] begins it.
    ///
    /// # Errors
    /// As [`Limits::check`].
    pub fn new(dialect: Dialect, limits: Limits) -> Result<Self, HardwareError> {
        limits.check()?;
        let wire: Box<dyn Wire> = match dialect {
            Dialect::Line => Box::new(LineHost::new()),
            Dialect::ArcOne => Box::new(ArcHost::new()),
        };
        Ok(Self {
            dialect,
            limits,
            wire,
            state: State::Fresh,
            jobs: VecDeque::new(),
            outstanding: None,
            output: VecDeque::new(),
            events: VecDeque::new(),
            board: None,
            now: 0,
            last_sent: 0,
            quiet_until: 0,
            hits: 0,
            pulsing: false,
            tickets: 0,
            confirmed: false,
            confirm_until: None,
        })
    }

    /// What the board speaks.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The operator's limits, and after the greeting the stricter of these and the board's.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether the board has confirmed that it stopped; ArC ONE never does.
    #[must_use]
    pub fn stop_confirmed(&self) -> bool {
        self.confirmed
    }

    /// Whether a pulse was sent and not answered: while the session goes on it is on its way, after
    /// the end nobody knows whether the device got it.
    #[must_use]
    pub fn pulse_unanswered(&self) -> bool {
        self.pulsing
    }

    /// Asks something, after what was asked before. It is checked against the limits once more.
    ///
    /// # Errors
    /// [`HardwareError`] outside the limits of both, before the greeting is over, after the end, and
    /// for a pulse unless armed; nothing is sent then.
    pub fn request(&mut self, request: Request) -> Result<Ticket, HardwareError> {
        match &self.state {
            State::Fresh | State::Greeting => return Err(HardwareError::NotConnected),
            State::Stopped(reason) => return Err(HardwareError::Stopped(reason.clone())),
            State::ReadOnly | State::Armed => {}
        }
        if matches!(request, Request::Pulse { .. }) && !self.will_be_armed() {
            return Err(HardwareError::NotArmed);
        }
        self.limits.admit(&request)?;
        let ticket = Ticket(self.tickets);
        self.tickets += 1;
        let calls = self.wire.calls(&request, &self.limits);
        self.jobs.push_back(Job::of(Some((ticket, request)), calls));
        Ok(ticket)
    }

    /// Ends the session as asked: the board is stopped before anything else is written.
    pub fn stop(&mut self) {
        self.fail(Reason::Asked);
    }

    /// Says that the port cannot be used any more.
    pub fn lost(&mut self, why: impl Into<String>) {
        self.fail(Reason::Port(why.into()));
    }

    /// Takes bytes that came, and goes on.
    pub fn feed(&mut self, bytes: &[u8], now: u64) {
        self.now = self.now.max(now);
        match self.state {
            State::Fresh => {}
            State::Stopped(_) => self.confirmed |= self.wire.confirms(bytes),
            _ => {
                for said in self.wire.feed(bytes, &self.limits) {
                    match said {
                        Ok(said) => self.heard(said),
                        Err(reason) => self.fail(reason),
                    }
                    if matches!(self.state, State::Stopped(_)) {
                        break;
                    }
                }
            }
        }
        self.tick(now);
    }

    /// Goes on as the time demands: begins, sends, pings, gives up waiting.
    pub fn tick(&mut self, now: u64) {
        self.now = self.now.max(now);
        if self.state == State::Fresh {
            self.state = State::Greeting;
            self.jobs.push_back(Job::own(self.wire.greeting()));
        }
        while self.step() {}
    }

    /// The next bytes to write.
    pub fn next_output(&mut self) -> Option<Vec<u8>> {
        self.output.pop_front()
    }

    /// What happened next.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Session::tick`] must be called at the latest; none where only a request or bytes can
    /// change anything.
    #[must_use]
    pub fn deadline(&self) -> Option<u64> {
        match (&self.state, &self.outstanding) {
            (State::Fresh, _) => Some(self.now),
            (State::Stopped(_), _) => {
                let waits = |until: &u64| !self.confirmed && *until > self.now;
                self.confirm_until.filter(waits)
            }
            (_, Some(outstanding)) => Some(outstanding.until),
            _ if !self.jobs.is_empty() => Some(self.quiet_until.max(self.now)),
            (State::Armed, None) => self.wire.ping_ms().map(|ms| self.last_sent + ms),
            _ => None,
        }
    }

    /// Whether nothing was asked that is not answered.
    #[must_use]
    pub fn idle(&self) -> bool {
        self.jobs.is_empty() && self.outstanding.is_none()
    }

    /// Whether the board is armed once everything that was asked is done.
    fn will_be_armed(&self) -> bool {
        let asked = self.jobs.iter().rev().filter_map(|job| job.asked.as_ref());
        let arming = |request: &Request| match request {
            Request::Arm => Some(true),
            Request::Disarm => Some(false),
            _ => None,
        };
        let last = { asked }.find_map(|(_, request)| arming(request));
        last.unwrap_or(self.state == State::Armed)
    }
}
