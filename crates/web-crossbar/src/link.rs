//! A board on a port that the page opens, and one that is emulated here.

use crate::{parsed, refused, written, wrong};
use memrilab_crossbar::program::{ArrayConfig, VirtualArray};
use memrilab_hardware::{
    Answer, Capabilities, Dialect, Emulator, Event, Limits, Request, Session, State,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// How a port is opened for a dialect, and what stops its board.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PortSettings {
    /// Speed in baud.
    pub baud: u32,
    /// Whether parity is even rather than none.
    pub even_parity: bool,
    /// What to write at once when the page goes away.
    pub stop: Vec<u8>,
}

/// What is asked of a board; places count from 0.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Asked {
    /// Allow pulses.
    Arm,
    /// Forbid them.
    Disarm,
    /// The current of one device.
    Read {
        /// Its word line.
        row: usize,
        /// Its bit line.
        column: usize,
        /// At which voltage.
        volts: f64,
    },
    /// A pulse on one device, and the current after it.
    Pulse {
        /// Its word line.
        row: usize,
        /// Its bit line.
        column: usize,
        /// How high.
        volts: f64,
        /// How long, in seconds.
        seconds: f64,
        /// The voltage of the reading after it.
        read: f64,
    },
    /// The currents of all bit lines.
    Product {
        /// One voltage a word line.
        volts: Vec<f64>,
    },
}

/// What happened on a link.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Happened {
    /// The greeting is over; the board may be read.
    Connected {
        /// What it says of itself.
        #[cfg_attr(
            feature = "types",
            ts(
                type = "{ name: string; limits: Record<string, number>; \"dead-man-ms\": number | null }"
            )
        )]
        board: Capabilities,
        /// The limits from now on.
        #[cfg_attr(feature = "types", ts(type = "Record<string, number>"))]
        limits: Limits,
    },
    /// A request was answered.
    Answered {
        /// Which.
        #[cfg_attr(feature = "types", ts(type = "number"))]
        ticket: u64,
        /// The currents: one of a reading, those of the bit lines of a product.
        amperes: Vec<f64>,
        /// Whether one reached the compliance, or would have.
        compliance: bool,
        /// Whether a pulse was applied; false where it was held back.
        applied: bool,
    },
    /// The end; the board is told to stop.
    Stopped {
        /// Why, in a sentence.
        why: String,
        /// Requests that were not answered.
        unanswered: usize,
    },
}

fn dialect_of(name: &str) -> Result<Dialect, JsValue> {
    match name {
        "line" => Ok(Dialect::Line),
        "arc-one" => Ok(Dialect::ArcOne),
        other => Err(wrong("form", &format!("there is no dialect `{other}`"))),
    }
}

/// How a port is opened for a dialect: JSON of `PortSettings`.
///
/// # Errors
/// `{code, message}` for a dialect that is none.
#[wasm_bindgen(js_name = portSettings)]
pub fn port_settings(dialect: &str) -> Result<String, JsValue> {
    let dialect = dialect_of(dialect)?;
    written(&PortSettings {
        baud: dialect.baud(),
        even_parity: dialect.even_parity(),
        stop: dialect.stop_bytes().to_vec(),
    })
}

/// A session with a board: bytes and the time in milliseconds go in, bytes and events come out.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Link(Session);

#[wasm_bindgen]
impl Link {
    /// A session that greets: the dialect, `line` or `arc-one`, and JSON of the operator's limits.
    ///
    /// # Errors
    /// `{code, message}` for limits that are none.
    #[wasm_bindgen(constructor)]
    pub fn new(dialect: &str, limits: &str) -> Result<Self, JsValue> {
        let limits: Limits = parsed(limits)?;
        let session = Session::new(dialect_of(dialect)?, limits);
        Ok(Self(session.map_err(refused)?))
    }

    /// Asks something: JSON of `Asked`; the number of its answer.
    ///
    /// # Errors
    /// `{code, message}` for what the limits or the state of the session do not allow; nothing is
    /// sent then.
    pub fn request(&mut self, asked: &str) -> Result<f64, JsValue> {
        let request = self.checked(parsed(asked)?).map_err(refused)?;
        let ticket = self.0.request(request).map_err(refused)?;
        Ok(ticket.0 as f64)
    }

    fn checked(&self, asked: Asked) -> Result<Request, memrilab_hardware::HardwareError> {
        let limits = self.0.limits();
        Ok(match asked {
            Asked::Arm => Request::Arm,
            Asked::Disarm => Request::Disarm,
            Asked::Read { row, column, volts } => Request::Read {
                place: limits.place(row, column)?,
                volts: limits.read_volts(volts)?,
            },
            Asked::Pulse {
                row,
                column,
                volts,
                seconds,
                read,
            } => Request::Pulse {
                place: limits.place(row, column)?,
                volts: limits.pulse_volts(volts)?,
                width: limits.pulse_width(seconds)?,
                read: limits.read_volts(read)?,
            },
            Asked::Product { volts } => {
                let volts = volts.into_iter().map(|v| limits.read_volts(v));
                Request::Product {
                    volts: volts.collect::<Result<_, _>>()?,
                }
            }
        })
    }

    /// Bytes that came.
    pub fn feed(&mut self, bytes: &[u8], now: f64) {
        self.0.feed(bytes, now as u64);
    }

    /// The time, at the latest when the deadline says.
    pub fn tick(&mut self, now: f64) {
        self.0.tick(now as u64);
    }

    /// The next bytes to write.
    #[wasm_bindgen(js_name = nextOutput)]
    pub fn next_output(&mut self) -> Option<Vec<u8>> {
        self.0.next_output()
    }

    /// What happened next: JSON of `Happened`.
    ///
    /// # Errors
    /// `{code, message}`, if it has no JSON form.
    #[wasm_bindgen(js_name = nextEvent)]
    pub fn next_event(&mut self) -> Result<Option<String>, JsValue> {
        let happened = match self.0.next_event() {
            None => return Ok(None),
            Some(Event::Connected { board, limits }) => Happened::Connected { board, limits },
            Some(Event::Answered { ticket, answer }) => answered(ticket.0, answer),
            Some(Event::Stopped { reason, unanswered }) => Happened::Stopped {
                why: reason.to_string(),
                unanswered,
            },
        };
        written(&happened).map(Some)
    }

    /// When the time must be told at the latest, in milliseconds.
    #[must_use]
    pub fn deadline(&self) -> Option<f64> {
        self.0.deadline().map(|ms| ms as f64)
    }

    /// Whether pulses are allowed now.
    #[must_use]
    pub fn armed(&self) -> bool {
        matches!(self.0.state(), State::Armed)
    }

    /// Whether the board has said that it stopped; an ArC ONE never does.
    #[wasm_bindgen(js_name = stopConfirmed)]
    #[must_use]
    pub fn stop_confirmed(&self) -> bool {
        self.0.stop_confirmed()
    }

    /// Stops: zero volts, disarmed.
    pub fn stop(&mut self) {
        self.0.stop();
    }

    /// The port is gone.
    pub fn lost(&mut self, why: &str) {
        self.0.lost(why);
    }
}

fn answered(ticket: u64, answer: Answer) -> Happened {
    let (amperes, compliance, applied) = match answer {
        Answer::Armed | Answer::Disarmed => (Vec::new(), false, true),
        Answer::Read {
            amperes,
            compliance,
            ..
        } => (vec![amperes], compliance, true),
        Answer::Pulse {
            amperes,
            compliance,
            applied,
            ..
        } => (vec![amperes], compliance, applied),
        Answer::Product {
            amperes,
            compliance,
            ..
        } => (amperes, compliance, true),
    };
    Happened::Answered {
        ticket,
        amperes,
        compliance,
        applied,
    }
}

/// A board that is not there, with the physics of a virtual array behind it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Emulated(Emulator<VirtualArray>);

#[wasm_bindgen]
impl Emulated {
    /// A dialect, JSON of an `ArrayConfig`, and a seed.
    ///
    /// # Errors
    /// `{code, message}` for an array out of range, or of more than 32 lines a side.
    #[wasm_bindgen(constructor)]
    pub fn new(dialect: &str, array: &str, seed: f64) -> Result<Self, JsValue> {
        let config: ArrayConfig = parsed(array)?;
        let array = VirtualArray::new(config, seed as u64).map_err(refused)?;
        let emulator = Emulator::new(dialect_of(dialect)?, array);
        Ok(Self(emulator.map_err(refused)?))
    }

    /// Bytes that came.
    pub fn feed(&mut self, bytes: &[u8], now: f64) {
        self.0.feed(bytes, now as u64);
    }

    /// The time.
    pub fn tick(&mut self, now: f64) {
        self.0.tick(now as u64);
    }

    /// The next bytes to send.
    #[wasm_bindgen(js_name = nextOutput)]
    pub fn next_output(&mut self) -> Option<Vec<u8>> {
        self.0.next_output()
    }

    /// When the time must be told at the latest, in milliseconds.
    #[must_use]
    pub fn deadline(&self) -> Option<f64> {
        self.0.deadline().map(|ms| ms as f64)
    }

    /// Whether it drives a line, or is armed to.
    #[must_use]
    pub fn energised(&self) -> bool {
        self.0.energised()
    }

    /// The conductances behind it, row by row, in siemens.
    pub fn conductance(&mut self) -> Vec<f64> {
        self.0.board().conductance().to_vec()
    }
}
