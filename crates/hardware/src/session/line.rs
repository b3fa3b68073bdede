//! The host's side of the line protocol.

use super::wire::{Call, Measured, Said, Sent, Wait, Wire};
use super::{Dialect, Reason, Request};
use crate::line::{
    Command, DEAD_MAN_MS, Decoder, Direction, Frame, HelloReply, PING_MS, Reply, VERSION,
    WholeLimits, currents,
};
use crate::waveform::milliseconds;
use crate::{Capabilities, Limits, Waveform};

/// How long a board may take to answer, beyond what it does.
const ANSWER_MS: u64 = 400;
/// Within this time a board that heard the stop has said so: twice as long as it may be silent
/// before it goes safe by itself, so that a busy machine is no reason for an alarm.
const CONFIRM_MS: u64 = 1000;
/// How long a greeting is waited for: a board may be starting.
const HELLO_MS: u64 = 500;

/// Dead man's switches that a ping in time keeps from firing and that fire soon enough.
const DEAD_MAN: std::ops::RangeInclusive<u64> = PING_MS + 50..=DEAD_MAN_MS;

#[derive(Debug)]
pub(super) struct LineHost {
    decoder: Decoder,
    sequence: u16,
    awaited: Option<Call>,
    /// Until the greeting is answered, the rests of what went before are ignored.
    greeted: bool,
}

impl LineHost {
    pub(super) fn new() -> Self {
        Self {
            decoder: Decoder::new(Direction::ToHost),
            sequence: 0,
            awaited: None,
            greeted: false,
        }
    }

    fn frame(&mut self, frame: &Frame, limits: &Limits) -> Option<Result<Said, Reason>> {
        let awaited = match &self.awaited {
            Some(call) if frame.sequence == self.sequence => call,
            _ if !self.greeted => return None,
            _ => return Some(Err(unasked(frame))),
        };
        let what = awaited.name();
        let text = frame.words.clone();
        let said = match Reply::parse(&frame.words) {
            None => Err(Reason::Reply { what, text }),
            Some(Reply::Refused(why)) => Err(Reason::Refused { what, why }),
            Some(Reply::Done(words)) => said(awaited, &words, limits),
        };
        self.greeted |= said.is_ok();
        self.awaited = None;
        Some(said)
    }
}

/// A line that was not awaited: 0 is the number of a board that could not read ours.
fn unasked(frame: &Frame) -> Reason {
    match (frame.sequence, Reply::parse(&frame.words)) {
        (0, Some(Reply::Refused(why))) => Reason::Refused {
            what: "a line",
            why,
        },
        (got, _) => Reason::Unasked { got },
    }
}

fn said(call: &Call, words: &[String], limits: &Limits) -> Result<Said, Reason> {
    let what = call.name();
    let other = || {
        let text = format!("OK {}", words.join(" "));
        Err(Reason::Reply { what, text })
    };
    let measured = |count, pulse: bool| {
        let no_number = |text| Reason::NotANumber { what, text };
        let (mut amperes, compliance) = currents(words, count).map_err(no_number)?;
        let pulse = pulse.then(|| amperes.remove(0));
        Ok(Said::Measured(Measured {
            pulse,
            amperes,
            compliance,
        }))
    };
    match call {
        Call::Hello => match HelloReply::parse(words) {
            Some(hello)
                if hello.version == VERSION && DEAD_MAN.contains(&hello.dead_man_ms.into()) =>
            {
                Ok(Said::Hello(Capabilities {
                    name: hello.name,
                    limits: hello.limits.limits(),
                    dead_man_ms: Some(hello.dead_man_ms.into()),
                }))
            }
            _ => other(),
        },
        Call::Ping => match words {
            [word] if word == "0" || word == "1" => Ok(Said::Alive { armed: word == "1" }),
            _ => other(),
        },
        Call::Read { .. } => measured(1, false),
        Call::Pulse { .. } => measured(2, true),
        Call::Product { .. } => measured(limits.columns, false),
        Call::Reset | Call::Limits | Call::Arm | Call::Disarm => match words {
            [] => Ok(Said::Done),
            _ => other(),
        },
    }
}

impl Wire for LineHost {
    fn greeting(&self) -> &'static [Call] {
        &[Call::Hello, Call::Limits]
    }

    fn calls(&self, request: &Request, _limits: &Limits) -> Vec<Call> {
        vec![match request.clone() {
            Request::Arm => Call::Arm,
            Request::Disarm => Call::Disarm,
            Request::Read { place, volts } => Call::Read { place, volts },
            Request::Pulse {
                place,
                volts,
                width,
                read,
            } => Call::Pulse {
                place,
                volts,
                width,
                read,
            },
            Request::Product { volts } => Call::Product { volts },
        }]
    }

    fn send(&mut self, call: &Call, limits: &Limits) -> Sent {
        // 0 is kept for the emergency stop.
        self.sequence = self.sequence % u16::MAX + 1;
        self.awaited = Some(call.clone());
        let words = command(call, limits).words();
        let mut bytes = Frame::new(Direction::ToBoard, self.sequence, words).encode();
        if *call == Call::Hello {
            // Ends what may stand half-written in the board's buffer.
            bytes.insert(0, b'\n');
        }
        let wait = match call {
            Call::Hello => HELLO_MS,
            _ => ANSWER_MS + milliseconds(busy_seconds(call, limits)),
        };
        Sent {
            bytes,
            wait: Wait::Answer(wait),
        }
    }

    fn feed(&mut self, bytes: &[u8], limits: &Limits) -> Vec<Result<Said, Reason>> {
        let lines = self.decoder.feed(bytes);
        let mut said = Vec::new();
        for line in lines {
            match line {
                Ok(frame) => said.extend(self.frame(&frame, limits)),
                Err(_) if !self.greeted => {}
                Err(bad) => said.push(Err(Reason::Line(bad))),
            }
        }
        said
    }

    fn tries(&self) -> u32 {
        8
    }

    fn ping_ms(&self) -> Option<u64> {
        Some(PING_MS)
    }

    fn quiet_ms(&self) -> u64 {
        0
    }

    fn confirm_ms(&self) -> Option<u64> {
        Some(CONFIRM_MS)
    }

    fn confirms(&mut self, bytes: &[u8]) -> bool {
        let stopped = Frame::new(Direction::ToHost, 0, "OK");
        self.decoder.feed(bytes).contains(&Ok(stopped))
    }
}

fn command(call: &Call, limits: &Limits) -> Command {
    match call {
        Call::Hello | Call::Reset => Command::HELLO,
        Call::Limits => Command::Limits(WholeLimits::of(limits)),
        Call::Arm => Command::Arm,
        Call::Disarm => Command::Disarm,
        Call::Ping => Command::Ping,
        Call::Read { place, volts } => Command::Read {
            row: place.row as u16,
            column: place.column as u16,
            microvolts: volts.0,
        },
        Call::Pulse {
            place,
            volts,
            width,
            read,
        } => Command::Pulse {
            row: place.row as u16,
            column: place.column as u16,
            microvolts: volts.0,
            microseconds: width.0,
            read_microvolts: read.0,
        },
        Call::Product { volts } => Command::Product {
            microvolts: volts.iter().map(|volts| volts.0).collect(),
        },
    }
}

/// How long the board drives the array.
fn busy_seconds(call: &Call, limits: &Limits) -> f64 {
    let request = match call.clone() {
        Call::Read { place, volts } => Request::Read { place, volts },
        Call::Pulse {
            place,
            volts,
            width,
            read,
        } => Request::Pulse {
            place,
            volts,
            width,
            read,
        },
        Call::Product { volts } => Request::Product { volts },
        _ => return 0.0,
    };
    let waves = Waveform::of(&request, limits.volts_per_second, Dialect::Line);
    waves.iter().map(Waveform::seconds).fold(0.0, f64::max)
}
