//! The board's side of the line protocol.

use crate::line::{
    Command, DEAD_MAN_MS, Decoder, Direction, Frame, HelloReply, Reply, VERSION, WholeLimits,
};
use crate::session::{Dialect, Request};
use crate::waveform::milliseconds;
use crate::{Board, Capabilities, HardwareError, Limits, Waveform};
use std::collections::VecDeque;

#[derive(Debug)]
pub(super) struct LineBoard<B> {
    pub(super) board: B,
    pub(super) output: VecDeque<Vec<u8>>,
    own: Capabilities,
    decoder: Decoder,
    /// The operator's, once they were given.
    limits: Option<Limits>,
    /// The number of the last line; none before a hello, and after a stop or an error.
    sequence: Option<u16>,
    armed: bool,
    heard: u64,
    busy: Option<Busy>,
}

/// What is being driven.
#[derive(Debug)]
struct Busy {
    sequence: u16,
    request: Request,
    started: u64,
    until: u64,
}

impl<B: Board> LineBoard<B> {
    pub(super) fn new(board: B, limits: Limits) -> Self {
        Self {
            board,
            output: VecDeque::new(),
            own: Capabilities {
                name: "memrilab-emulator".to_owned(),
                limits,
                dead_man_ms: Some(DEAD_MAN_MS),
            },
            decoder: Decoder::new(Direction::ToBoard),
            limits: None,
            sequence: None,
            armed: false,
            heard: 0,
            busy: None,
        }
    }

    pub(super) fn armed(&self) -> bool {
        self.armed
    }

    pub(super) fn energised(&self) -> bool {
        self.armed || self.busy.is_some()
    }

    pub(super) fn deadline(&self) -> Option<u64> {
        let dead = self.armed.then_some(self.heard + DEAD_MAN_MS);
        let busy = self.busy.as_ref().map(|busy| busy.until);
        dead.into_iter().chain(busy).min()
    }

    pub(super) fn tick(&mut self, now: u64) {
        if self.busy.as_ref().is_some_and(|busy| now >= busy.until) {
            self.finish();
        }
        if self.armed && now >= self.heard + DEAD_MAN_MS {
            self.safe(now);
        }
    }

    pub(super) fn feed(&mut self, bytes: &[u8], now: u64) {
        self.tick(now);
        for byte in bytes {
            // The host is silent while it waits: whatever comes now is taken as a stop.
            if let Some(sequence) = self.busy.as_ref().map(|busy| busy.sequence) {
                self.error(sequence, "busy", now);
            }
            for line in self.decoder.feed(&[*byte]) {
                match line {
                    Ok(frame) => self.frame(&frame, now),
                    Err(_) => self.error(0, "line", now),
                }
            }
        }
    }

    fn frame(&mut self, frame: &Frame, now: u64) {
        let command = match Command::parse(&frame.words) {
            Ok(command) => command,
            Err(why) => return self.error(frame.sequence, why, now),
        };
        match command {
            Command::Stop => {
                self.safe(now);
                self.sequence = None;
                return self.reply(frame.sequence, &Reply::Done(Vec::new()));
            }
            Command::Hello { version: VERSION } => {
                self.safe(now);
                self.limits = None;
                self.sequence = Some(frame.sequence);
                return self.reply(frame.sequence, &HelloReply::of(&self.own).reply());
            }
            Command::Hello { .. } => return self.error(frame.sequence, "version", now),
            _ => {}
        }
        let next = |last: u16| last % u16::MAX + 1;
        if self.sequence.map(next) != Some(frame.sequence) {
            return self.error(frame.sequence, "sequence", now);
        }
        self.sequence = Some(frame.sequence);
        self.heard = now;
        match self.obey(&command, frame.sequence, now) {
            Ok(Some(reply)) => self.reply(frame.sequence, &reply),
            Ok(None) => {}
            Err(why) => self.error(frame.sequence, why, now),
        }
    }

    /// A reply at once, or none where the array is driven first.
    fn obey(
        &mut self,
        command: &Command,
        sequence: u16,
        now: u64,
    ) -> Result<Option<Reply>, &'static str> {
        let done = || Ok(Some(Reply::Done(Vec::new())));
        match command {
            Command::Limits(whole) => {
                // What the host was told is rounded to whole steps.
                let own = WholeLimits::of(&self.own.limits).limits();
                let asked = whole.limits();
                if !asked.fits(&own) {
                    return Err("limit");
                }
                self.limits = Some(asked);
                return done();
            }
            Command::Ping => {
                let armed = u8::from(self.armed).to_string();
                return Ok(Some(Reply::Done(vec![armed])));
            }
            Command::Disarm => {
                self.armed = false;
                return done();
            }
            _ => {}
        }
        let limits = self.limits.clone().ok_or("limit")?;
        if *command == Command::Arm {
            self.armed = true;
            return done();
        }
        if matches!(command, Command::Pulse { .. }) && !self.armed {
            return Err("disarmed");
        }
        let request = request(command, &limits).map_err(|_| "limit")?;
        let waves = Waveform::of(&request, limits.volts_per_second, Dialect::Line);
        let seconds = waves.iter().map(Waveform::seconds).fold(0.0, f64::max);
        self.busy = Some(Busy {
            sequence,
            request,
            started: now,
            until: now + milliseconds(seconds),
        });
        self.tick(now);
        Ok(None)
    }

    /// What was driven is over: measures and replies.
    fn finish(&mut self) {
        let (Some(busy), Some(limits)) = (self.busy.take(), &self.limits) else {
            return;
        };
        let most = limits.compliance_amperes;
        let board = &mut self.board;
        let raw = match busy.request {
            Request::Read { place, volts } => {
                vec![board.read(place.row, place.column, volts.get())]
            }
            Request::Pulse {
                place,
                volts,
                width,
                read,
            } => {
                let top = board.read(place.row, place.column, volts.get());
                // What the source lets through: its voltage falls until the current is allowed.
                let share = clip(top, most) / top;
                let held = volts.get() * if share.is_finite() { share } else { 1.0 };
                board.pulse(place.row, place.column, held, width.get());
                vec![top, board.read(place.row, place.column, read.get())]
            }
            Request::Product { volts } => {
                let volts: Vec<f64> = volts.iter().map(|volts| volts.get()).collect();
                let (rows, columns) = board.size();
                // Lines beyond the operator's are held at 0 V.
                let all: Vec<f64> = volts
                    .into_iter()
                    .chain(std::iter::repeat(0.0))
                    .take(rows)
                    .collect();
                let mut amperes = board.product(&all);
                amperes.resize(columns, 0.0);
                amperes.truncate(limits.columns);
                amperes
            }
            Request::Arm | Request::Disarm => return,
        };
        let clipped: Vec<f64> = raw.iter().map(|amperes| clip(*amperes, most)).collect();
        let below = raw.iter().all(|amperes| amperes.abs() < most);
        self.reply(busy.sequence, &Reply::of_currents(&clipped, !below));
    }

    /// Zero volts, disarmed; of a pulse that is cut short, the device has seen the part so far.
    fn safe(&mut self, now: u64) {
        self.armed = false;
        let (Some(busy), Some(limits)) = (self.busy.take(), &self.limits) else {
            return;
        };
        if let Request::Pulse {
            place,
            volts,
            width,
            ..
        } = busy.request
        {
            let ramp = volts.get().abs() / limits.volts_per_second;
            let held = now.saturating_sub(busy.started) as f64 / 1e3 - ramp;
            if held > 0.0 {
                let seconds = held.min(width.get());
                self.board
                    .pulse(place.row, place.column, volts.get(), seconds);
            }
        }
    }

    fn error(&mut self, sequence: u16, why: &str, now: u64) {
        self.safe(now);
        self.sequence = None;
        self.reply(sequence, &Reply::Refused(why.to_owned()));
    }

    fn reply(&mut self, sequence: u16, reply: &Reply) {
        let frame = Frame::new(Direction::ToHost, sequence, reply.words());
        self.output.push_back(frame.encode());
    }
}

/// A current as a source with a compliance lets it through; one that is none is at compliance.
fn clip(amperes: f64, most: f64) -> f64 {
    match amperes.is_nan() {
        true => most,
        false => amperes.clamp(-most, most),
    }
}

/// The request that a command makes, inside the limits.
fn request(command: &Command, limits: &Limits) -> Result<Request, HardwareError> {
    let volts = |microvolts: i32| f64::from(microvolts) / 1e6;
    let request = match command {
        Command::Read {
            row,
            column,
            microvolts,
        } => Request::Read {
            place: limits.place((*row).into(), (*column).into())?,
            volts: limits.read_volts(volts(*microvolts))?,
        },
        Command::Pulse {
            row,
            column,
            microvolts,
            microseconds,
            read_microvolts,
        } => Request::Pulse {
            place: limits.place((*row).into(), (*column).into())?,
            volts: limits.pulse_volts(volts(*microvolts))?,
            width: limits.pulse_width(f64::from(*microseconds) / 1e6)?,
            read: limits.read_volts(volts(*read_microvolts))?,
        },
        Command::Product { microvolts } => {
            let read = |microvolts: &i32| limits.read_volts(volts(*microvolts));
            let volts: Result<Vec<_>, _> = microvolts.iter().map(read).collect();
            Request::Product { volts: volts? }
        }
        _ => return Err(HardwareError::NotConnected),
    };
    limits.admit(&request)?;
    Ok(request)
}
