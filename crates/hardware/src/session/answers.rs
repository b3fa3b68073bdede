//! Requests on their way, and the answers made of what a board said.

use super::wire::{Call, Measured};
use super::{Answer, Request, Ticket};
use crate::Limits;
use std::collections::VecDeque;

/// What is to be done, in exchanges.
#[derive(Debug)]
pub(super) struct Job {
    /// None for the greeting and pings.
    pub(super) asked: Option<(Ticket, Request)>,
    pub(super) calls: VecDeque<Call>,
    measured: Vec<Measured>,
    held_back: bool,
    /// A product without an exchange for products.
    composed: bool,
}

impl Job {
    pub(super) fn own(calls: &[Call]) -> Self {
        Self::of(None, calls.to_vec())
    }

    pub(super) fn of(asked: Option<(Ticket, Request)>, calls: Vec<Call>) -> Self {
        let product = |call: &Call| matches!(call, Call::Product { .. });
        Self {
            composed: !calls.iter().any(product),
            asked,
            calls: calls.into(),
            measured: Vec::new(),
            held_back: false,
        }
    }

    /// Takes what was measured. A reading before a pulse foretells its current, `I V_pulse / V_read`;
    /// the pulse is held back where that exceeds the compliance.
    pub(super) fn take(&mut self, mut measured: Measured, limits: &Limits) {
        let most = limits.compliance_amperes;
        let currents = measured.amperes.iter().chain(&measured.pulse);
        measured.compliance |= { currents }.any(|amperes| amperes.abs() >= most);
        if let Some(Call::Pulse { volts, read, .. }) = self.calls.front() {
            let foretold = measured.amperes[0] * volts.get() / read.get();
            // False as well for what a reading with 0 V foretells, which is no number.
            let allowed = foretold.abs() < most;
            self.held_back = !allowed;
            if self.held_back {
                self.calls.clear();
                measured.compliance = true;
            }
        }
        self.measured.push(measured);
    }

    /// The answer once all exchanges are over.
    pub(super) fn answer(&self, limits: &Limits) -> Option<(Ticket, Answer)> {
        let (ticket, request) = self.asked.clone()?;
        let compliance = self.measured.iter().any(|measured| measured.compliance);
        let last = self.measured.last();
        let amperes = || last.and_then(|measured| measured.amperes.first()).copied();
        let answer = match request {
            Request::Arm => Answer::Armed,
            Request::Disarm => Answer::Disarmed,
            Request::Read { place, volts } => Answer::Read {
                place,
                volts,
                amperes: amperes()?,
                compliance,
            },
            Request::Pulse {
                place,
                volts,
                width,
                read,
            } => Answer::Pulse {
                place,
                volts,
                width,
                applied: !self.held_back,
                pulse_amperes: last?.pulse,
                read_volts: read,
                amperes: amperes()?,
                compliance,
            },
            Request::Product { volts } => {
                let amperes = match self.composed {
                    true => self.sums(limits),
                    false => last?.amperes.clone(),
                };
                Answer::Product {
                    volts,
                    amperes,
                    compliance,
                    composed: self.composed,
                }
            }
        };
        Some((ticket, answer))
    }

    /// The sums of single readings, word line by word line.
    fn sums(&self, limits: &Limits) -> Vec<f64> {
        let mut sums = vec![0.0; limits.columns];
        for row in self.measured.chunks(limits.columns) {
            for (sum, measured) in sums.iter_mut().zip(row) {
                *sum += measured.amperes[0];
            }
        }
        sums
    }
}
