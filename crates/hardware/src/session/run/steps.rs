//! The steps of a session: what is sent, what is heard, and the end.

use super::{Outstanding, Session, State};
use crate::session::answers::Job;
use crate::session::wire::{Call, Said, Wait};
use crate::session::{Answer, Event, MOST_COMPLIANCE, Reason};

impl Session {
    /// One thing to do, if there is one.
    pub(super) fn step(&mut self) -> bool {
        if matches!(self.state, State::Stopped(_)) {
            return false;
        }
        if let Some(outstanding) = &self.outstanding {
            return self.now >= outstanding.until && self.over();
        }
        if self.now < self.quiet_until {
            return false;
        }
        match self.jobs.front_mut().map(|job| job.calls.pop_front()) {
            Some(Some(call)) => self.send(call, 1),
            // A product of zeros on a board that reads one device at a time.
            Some(None) => self.done(),
            None => {
                let ping = self.wire.ping_ms().filter(|_| self.state == State::Armed);
                if ping.is_none_or(|ms| self.now < self.last_sent + ms) {
                    return false;
                }
                self.jobs.push_back(Job::own(&[Call::Ping]));
            }
        }
        true
    }

    fn send(&mut self, call: Call, tries: u32) {
        let sent = self.wire.send(&call, &self.limits);
        self.pulsing = matches!(call, Call::Pulse { .. });
        let (Wait::Answer(ms) | Wait::Pause(ms)) = sent.wait;
        if !sent.bytes.is_empty() {
            self.output.push_back(sent.bytes);
            self.last_sent = self.now;
        }
        self.outstanding = Some(Outstanding {
            call,
            wait: sent.wait,
            until: self.now + ms,
            tries,
        });
    }

    /// The wait of what is outstanding is over.
    fn over(&mut self) -> bool {
        let Some(outstanding) = self.outstanding.take() else {
            return false;
        };
        let tries = outstanding.tries;
        match (outstanding.call, outstanding.wait) {
            (call, Wait::Pause(_)) => {
                self.outstanding = Some(Outstanding {
                    call,
                    ..outstanding
                });
                self.heard(Said::Done);
            }
            (Call::Hello, Wait::Answer(_)) if tries < self.wire.tries() => {
                self.send(Call::Hello, tries + 1);
            }
            (Call::Hello, Wait::Answer(ms)) => self.fail(Reason::Nobody {
                ms: ms * u64::from(tries),
            }),
            (call, Wait::Answer(ms)) => self.fail(Reason::Silence {
                what: call.name(),
                ms,
            }),
        }
        true
    }

    pub(super) fn heard(&mut self, said: Said) {
        let Some(outstanding) = self.outstanding.take() else {
            return;
        };
        match said {
            Said::Hello(board) => {
                match self.limits.within(&board.limits) {
                    Ok(limits) => self.limits = limits,
                    Err(error) => return self.fail(Reason::Limits(error.to_string())),
                }
                self.board = Some(board);
            }
            Said::Alive { armed: false } => return self.fail(Reason::DeadMan),
            Said::Measured(measured) => {
                self.pulsing = false;
                self.quiet_until = self.now + self.wire.quiet_ms();
                if let Some(job) = self.jobs.front_mut() {
                    job.take(measured, &self.limits);
                }
            }
            Said::Done => match outstanding.call {
                Call::Arm => self.state = State::Armed,
                Call::Disarm => self.state = State::ReadOnly,
                _ => {}
            },
            Said::Alive { armed: true } => {}
        }
        if self.jobs.front().is_some_and(|job| job.calls.is_empty()) {
            self.done();
        }
    }

    /// The first job has no more exchanges.
    fn done(&mut self) {
        let Some(job) = self.jobs.pop_front() else {
            return;
        };
        if self.state == State::Greeting {
            self.state = State::ReadOnly;
            self.events.extend(self.board.clone().map(|board| {
                let limits = self.limits.clone();
                Event::Connected { board, limits }
            }));
        }
        let Some((ticket, answer)) = job.answer(&self.limits) else {
            return;
        };
        let (hit, last) = match &answer {
            Answer::Armed | Answer::Disarmed => (None, String::new()),
            Answer::Read {
                compliance, place, ..
            }
            | Answer::Pulse {
                compliance, place, ..
            } => (Some(*compliance), place.to_string()),
            Answer::Product { compliance, .. } => (Some(*compliance), "a product".to_owned()),
        };
        self.events.push_back(Event::Answered { ticket, answer });
        self.hits = match hit {
            None => self.hits,
            Some(false) => 0,
            Some(true) => self.hits + 1,
        };
        if self.hits >= MOST_COMPLIANCE {
            let hits = self.hits;
            self.fail(Reason::Compliance { hits, last });
        }
    }

    /// The end: the board is stopped, whatever else was to be written.
    pub(super) fn fail(&mut self, reason: Reason) {
        if matches!(self.state, State::Stopped(_)) {
            return;
        }
        self.output.clear();
        if self.state != State::Fresh {
            self.output.push_back(self.dialect.stop_bytes().to_vec());
            self.confirm_until = self.wire.confirm_ms().map(|ms| self.now + ms);
        }
        let unanswered = self.jobs.iter().filter(|job| job.asked.is_some()).count();
        self.jobs.clear();
        self.outstanding = None;
        self.state = State::Stopped(reason.clone());
        self.events.push_back(Event::Stopped { reason, unanswered });
    }
}
