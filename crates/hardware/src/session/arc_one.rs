//! The host's side of an ArC ONE.

use super::wire::{Call, Measured, Said, Sent, Wait, Wire};
use super::{Reason, Request};
use crate::arc_one::{
    ANSWER_MS, Command, Init, Item, PLAUSIBLE_OHMS, QUIET_MS, RESET_MS, Replies, capabilities,
};
use crate::waveform::milliseconds;
use crate::{Limits, Place, ReadVolts};

/// Reading by a transimpedance amplifier with four points, for either sign of the voltage.
const READ_MODE: [u16; 2] = [2, 3];
/// The lines that are not selected get a half of the voltage.
const SNEAK_PATH: u16 = 1;
/// Samples a reading.
const CYCLES: u16 = 50;

#[derive(Debug)]
pub(super) struct ArcHost {
    replies: Replies,
    call: Option<Call>,
    /// What the board was told to read with.
    reads_with: Option<ReadVolts>,
    resetting: bool,
}

impl ArcHost {
    pub(super) fn new() -> Self {
        Self {
            replies: Replies::default(),
            call: None,
            reads_with: None,
            resetting: false,
        }
    }

    /// Sets the voltage for reading where it is another.
    fn configure(&mut self, volts: ReadVolts) -> Vec<u8> {
        if self.reads_with == Some(volts) {
            return Vec::new();
        }
        self.reads_with = Some(volts);
        Command::ReadConfig {
            mode: READ_MODE[usize::from(volts.0 < 0)],
            volts: volts.get(),
        }
        .encode()
    }

    fn item(&mut self, item: Item) -> Result<Said, Reason> {
        match (item, self.call.take()) {
            (Item::Line(line), Some(_)) if line == "1" => Ok(Said::Hello(capabilities())),
            (Item::Line(text), _) => Err(Reason::Reply {
                what: "the greeting",
                text: text.escape_debug().to_string(),
            }),
            (Item::Floats(ohms), Some(call)) => measured(&ohms, &call),
            (Item::Floats(ohms), None) => Err(Reason::Surplus {
                bytes: 4 * ohms.len(),
            }),
            (Item::Surplus(bytes), _) => Err(Reason::Surplus { bytes }),
        }
    }
}

fn measured(ohms: &[f32], call: &Call) -> Result<Said, Reason> {
    let (place, volts) = match call {
        Call::Read { place, volts } => (place, volts),
        Call::Pulse { place, read, .. } => (place, read),
        _ => return Err(Reason::Surplus { bytes: 4 }),
    };
    let ohms = ohms.first().map_or(f64::NAN, |ohms| f64::from(*ohms));
    if !PLAUSIBLE_OHMS.contains(&ohms) {
        return Err(Reason::Implausible {
            row: place.row + 1,
            column: place.column + 1,
            ohms,
        });
    }
    Ok(Said::Measured(Measured {
        pulse: None,
        amperes: vec![volts.get() / ohms],
        compliance: false,
    }))
}

/// Word and bit line, from 1.
fn lines(place: Place) -> (u16, u16) {
    (place.row as u16 + 1, place.column as u16 + 1)
}

impl Wire for ArcHost {
    fn greeting(&self) -> &'static [Call] {
        &[Call::Reset, Call::Hello, Call::Limits]
    }

    /// A pulse is preceded by a reading, from which its current is foretold; a product is
    /// composed of readings, word line by word line, where the voltage is not 0.
    fn calls(&self, request: &Request, limits: &Limits) -> Vec<Call> {
        match request.clone() {
            Request::Arm => vec![Call::Arm],
            Request::Disarm => vec![Call::Disarm],
            Request::Read { place, volts } => vec![Call::Read { place, volts }],
            Request::Pulse {
                place,
                volts,
                width,
                read,
            } => {
                let before = Call::Read { place, volts: read };
                let pulse = Call::Pulse {
                    place,
                    volts,
                    width,
                    read,
                };
                vec![before, pulse]
            }
            Request::Product { volts } => {
                let rows = volts.into_iter().enumerate();
                let driven = rows.filter(|(_, volts)| volts.0 != 0);
                let row = |(row, volts)| {
                    let place = move |column| Place { row, column };
                    (0..limits.columns).map(move |column| Call::Read {
                        place: place(column),
                        volts,
                    })
                };
                driven.flat_map(row).collect()
            }
        }
    }

    fn send(&mut self, call: &Call, limits: &Limits) -> Sent {
        self.call = Some(call.clone());
        self.resetting = *call == Call::Reset;
        let answer = |bytes, ms| Sent {
            bytes,
            wait: Wait::Answer(ms),
        };
        let pause = |bytes, ms| Sent {
            bytes,
            wait: Wait::Pause(ms),
        };
        match call {
            Call::Reset => pause(crate::arc_one::STOP.to_vec(), RESET_MS),
            Call::Hello => {
                self.replies.expect_line();
                let init = Init {
                    cycles: CYCLES,
                    words: limits.rows as u16,
                    bits: limits.columns as u16,
                    read_mode: READ_MODE[0],
                    session_mode: 0,
                    sneak_path: SNEAK_PATH,
                    read_volts: limits.read_volts,
                };
                answer(Command::Init(init).encode(), ANSWER_MS)
            }
            Call::Limits | Call::Arm | Call::Disarm | Call::Ping | Call::Product { .. } => {
                pause(Vec::new(), 0)
            }
            Call::Read { place, volts } => {
                self.replies.expect_floats(1);
                let mut bytes = self.configure(*volts);
                let (word, bit) = lines(*place);
                bytes.extend(Command::ReadOne { word, bit }.encode());
                answer(bytes, ANSWER_MS)
            }
            Call::Pulse {
                place,
                volts,
                width,
                read,
            } => {
                self.replies.expect_floats(1);
                let mut bytes = self.configure(*read);
                let (word, bit) = lines(*place);
                let pulse = Command::Pulse {
                    word,
                    bit,
                    volts: volts.get(),
                    seconds: width.get(),
                };
                bytes.extend(pulse.encode());
                answer(bytes, ANSWER_MS + milliseconds(width.get()))
            }
        }
    }

    fn feed(&mut self, bytes: &[u8], _limits: &Limits) -> Vec<Result<Said, Reason>> {
        if self.resetting {
            return Vec::new();
        }
        let items = self.replies.feed(bytes);
        items.into_iter().map(|item| self.item(item)).collect()
    }

    fn tries(&self) -> u32 {
        1
    }

    fn ping_ms(&self) -> Option<u64> {
        None
    }

    fn quiet_ms(&self) -> u64 {
        QUIET_MS
    }

    fn confirm_ms(&self) -> Option<u64> {
        None
    }

    fn confirms(&mut self, _bytes: &[u8]) -> bool {
        false
    }
}
