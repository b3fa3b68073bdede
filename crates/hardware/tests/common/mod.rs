//! A board whose pulses leave a trace, and links with it.
#![allow(dead_code, reason = "each test file uses its part")]

use memrilab_core::Stream;
use memrilab_hardware::{
    Answer, Board, Dialect, Emulator, Event, FaultScript, Limits, Loopback, Reason, Request,
    Session,
};

/// Resistors that a pulse lowers (above 0 V) or raises by a tenth, and a list of the pulses.
#[derive(Debug, Clone)]
pub(crate) struct Traced {
    pub(crate) ohms: Vec<Vec<f64>>,
    pub(crate) pulses: Vec<(usize, usize, f64, f64)>,
}

impl Traced {
    /// 3 x 2 devices of 10 to 60 kilohm.
    pub(crate) fn new() -> Self {
        let row = |row: usize| (0..2).map(move |column| 1e4 * (1 + 2 * row + column) as f64);
        let ohms = (0..3).map(|r| row(r).collect()).collect();
        Self {
            ohms,
            pulses: Vec::new(),
        }
    }
}

impl Board for Traced {
    fn size(&self) -> (usize, usize) {
        (self.ohms.len(), self.ohms[0].len())
    }

    fn read(&mut self, row: usize, column: usize, volts: f64) -> f64 {
        volts / self.ohms[row][column]
    }

    fn pulse(&mut self, row: usize, column: usize, volts: f64, seconds: f64) {
        self.pulses.push((row, column, volts, seconds));
        self.ohms[row][column] *= if volts > 0.0 { 0.9 } else { 1.1 };
    }

    fn product(&mut self, volts: &[f64]) -> Vec<f64> {
        let current = |column: usize| {
            let rows = self.ohms.iter().zip(volts);
            rows.map(|(row, volts)| volts / row[column]).sum()
        };
        (0..2).map(current).collect()
    }
}

pub(crate) fn limits() -> Limits {
    Limits {
        rows: 3,
        columns: 2,
        read_volts: 0.2,
        least_volts: -1.5,
        most_volts: 1.5,
        pulse_seconds: 0.05,
        compliance_amperes: 1e-3,
        volts_per_second: 500.0,
    }
}

pub(crate) fn link(dialect: Dialect) -> Loopback<Traced> {
    link_of(dialect, Traced::new(), limits())
}

pub(crate) fn link_of(dialect: Dialect, board: Traced, limits: Limits) -> Loopback<Traced> {
    let session = Session::new(dialect, limits).unwrap();
    Loopback::new(session, Emulator::new(dialect, board).unwrap())
}

/// A link that a script spoils.
pub(crate) fn faulty(dialect: Dialect, script: &str) -> Loopback<Traced> {
    let script: FaultScript = script.parse().unwrap();
    let faults =
        memrilab_hardware::emulator::Faults::new(script, dialect, Stream::new(1, "faults", 0, 0));
    link(dialect).with_faults(faults)
}

pub(crate) fn read(link: &Loopback<Traced>, row: usize, column: usize, volts: f64) -> Request {
    let limits = link.session.limits();
    Request::Read {
        place: limits.place(row, column).unwrap(),
        volts: limits.read_volts(volts).unwrap(),
    }
}

pub(crate) fn pulse(link: &Loopback<Traced>, row: usize, column: usize, volts: f64) -> Request {
    let limits = link.session.limits();
    Request::Pulse {
        place: limits.place(row, column).unwrap(),
        volts: limits.pulse_volts(volts).unwrap(),
        width: limits.pulse_width(0.01).unwrap(),
        read: limits.read_volts(0.1).unwrap(),
    }
}

pub(crate) fn product(link: &Loopback<Traced>, volts: &[f64]) -> Request {
    let limits = link.session.limits();
    let volts = volts.iter().map(|v| limits.read_volts(*v).unwrap());
    Request::Product {
        volts: volts.collect(),
    }
}

/// The answer to one request, or why the session ended.
pub(crate) fn ask(link: &mut Loopback<Traced>, request: Request) -> Result<Answer, Reason> {
    let asked = link.session.request(request);
    match asked {
        Ok(_) => {}
        Err(memrilab_hardware::HardwareError::Stopped(reason)) => return Err(reason),
        Err(error) => panic!("{error}"),
    }
    match link.next_event() {
        Some(Event::Answered { answer, .. }) => Ok(answer),
        Some(Event::Stopped { reason, .. }) => Err(reason),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn connect(link: &mut Loopback<Traced>) -> Result<(), Reason> {
    match link.next_event() {
        Some(Event::Connected { .. }) => Ok(()),
        Some(Event::Stopped { reason, .. }) => Err(reason),
        other => panic!("{other:?}"),
    }
}
