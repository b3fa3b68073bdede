//! The voltage over time that a request asks for: what a dry run prints and how long it takes.

use crate::session::{Dialect, Request};
use serde::Serialize;

/// How long a board holds a voltage to read a current, in seconds.
pub const READ_SECONDS: f64 = 1e-3;

/// A piecewise linear voltage on one word line, against the grounded bit line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waveform {
    /// The word line, from 0.
    pub row: usize,
    /// Time in seconds, which never falls, and voltage in volts.
    pub points: Vec<(f64, f64)>,
}

impl Waveform {
    /// A trapezium: up in `|V| / ramp`, `seconds` at the top, down again. An infinite ramp
    /// gives a rectangle.
    ///
    /// ```
    /// use memrilab_hardware::Waveform;
    /// let pulse = Waveform::trapezium(0, -1.0, 0.01, 100.0);
    /// assert_eq!(pulse.points, [(0.0, 0.0), (0.01, -1.0), (0.02, -1.0), (0.03, 0.0)]);
    /// ```
    #[must_use]
    pub fn trapezium(row: usize, volts: f64, seconds: f64, volts_per_second: f64) -> Self {
        let ramp = volts.abs() / volts_per_second;
        let points = vec![
            (0.0, 0.0),
            (ramp, volts),
            (ramp + seconds, volts),
            (ramp + seconds + ramp, 0.0),
        ];
        Self { row, points }
    }

    /// What a request puts on the word lines; empty for one that drives none.
    ///
    /// ArC ONE makes its edges itself, as fast as it can, and does no products: these are then
    /// the readings that one is composed of, each of them once for every bit line.
    #[must_use]
    pub fn of(request: &Request, volts_per_second: f64, dialect: Dialect) -> Vec<Self> {
        let ramp = match dialect {
            Dialect::Line => volts_per_second,
            Dialect::ArcOne => f64::INFINITY,
        };
        let read = |row, volts| Self::trapezium(row, volts, READ_SECONDS, ramp);
        match request {
            Request::Arm | Request::Disarm => Vec::new(),
            Request::Read { place, volts } => vec![read(place.row, volts.get())],
            Request::Pulse {
                place,
                volts,
                width,
                read: with,
            } => {
                let pulse = Self::trapezium(place.row, volts.get(), width.get(), ramp);
                vec![pulse.then(&read(place.row, with.get()))]
            }
            Request::Product { volts } => {
                let driven = volts.iter().enumerate().filter(|(_, volts)| volts.0 != 0);
                driven.map(|(row, volts)| read(row, volts.get())).collect()
            }
        }
    }

    /// This waveform and then another on the same word line.
    #[must_use]
    pub fn then(mut self, next: &Self) -> Self {
        let end = self.seconds();
        let later = next.points.iter().map(|&(time, volts)| (end + time, volts));
        self.points.extend(later.skip(1));
        self
    }

    /// How long it takes, in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.points.last().map_or(0.0, |&(time, _)| time)
    }

    /// The steepest edge in volts per second; infinite for a rectangle.
    #[must_use]
    pub fn steepest(&self) -> f64 {
        let slope = |pair: &[(f64, f64)]| match (pair[1].1 - pair[0].1).abs() {
            0.0 => 0.0,
            volts => volts / (pair[1].0 - pair[0].0),
        };
        self.points.windows(2).map(slope).fold(0.0, f64::max)
    }
}

/// Whole milliseconds that `seconds` take, upwards.
pub(crate) fn milliseconds(seconds: f64) -> u64 {
    libm::ceil(seconds * 1e3) as u64
}
