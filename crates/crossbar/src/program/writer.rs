//! Write-verify as decisions alone: what to do next, given what was read.

use super::count::{ConvergencePoint, PulseCount, convergence};
use super::{Action, Failure, ProgramError, Targets, WriterOptions, Written, WrittenState};
use memrilab_core::{Progress, finite};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Stage {
    /// A device is to be read.
    Read {
        pass: u32,
        at: usize,
    },
    /// A device is to be given a pulse of this voltage.
    Pulse {
        pass: u32,
        at: usize,
        volts: f64,
    },
    /// All devices are read once more.
    Last {
        at: usize,
    },
    Finished,
}

/// Writes an array device by device, word line by word line.
///
/// The caller asks what is [`next`](Self::next), does it, and [tells](Self::told) what it read.
///
/// ```
/// use memrilab_crossbar::program::{Action, Targets, Writer, WriterOptions};
/// let targets = Targets::of(1, 1, vec![2e-6]);
/// let mut writer = Writer::new(targets, WriterOptions::default())?;
/// let mut device = 1e-6;
/// while let Some(action) = writer.next() {
///     match action {
///         Action::Read { .. } => writer.told(device)?,
///         Action::Pulse { volts, .. } => device += 0.25e-6 * volts.signum(),
///     }
/// }
/// assert_eq!((writer.devices()[0].pulses, writer.yield_share()), (4, 1.0));
/// # Ok::<(), memrilab_crossbar::program::ProgramError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Writer {
    targets: Targets,
    options: WriterOptions,
    devices: Vec<Written>,
    /// Of each device, `|G/target - 1|` as first read after 0, 1, 2, .. pulses.
    errors: Vec<Vec<f64>>,
    stage: Stage,
    /// Pulses in a row that moved the present device too little.
    unmoved: u32,
    /// Whether any pulse was applied in this pass.
    written: bool,
    /// The voltage of the pulse that was asked for since the last read.
    pulsed: Option<f64>,
    reads: u64,
}

impl Writer {
    /// Begins with the first device.
    ///
    /// # Errors
    /// [`ProgramError`] for targets or options outside their range.
    pub fn new(targets: Targets, options: WriterOptions) -> Result<Self, ProgramError> {
        targets.check()?;
        options.check()?;
        let count = targets.conductance.len();
        let waiting = Written {
            pulses: 0,
            conductance: None,
            state: WrittenState::Waiting,
        };
        Ok(Self {
            devices: vec![waiting; count],
            errors: vec![Vec::new(); count],
            stage: Stage::Read { pass: 0, at: 0 },
            unmoved: 0,
            written: false,
            pulsed: None,
            reads: 0,
            targets,
            options,
        })
    }

    /// What to do next; `None` when all is done. A read is asked for until it is told.
    #[allow(
        clippy::should_implement_trait,
        reason = "it needs to be told in between"
    )]
    pub fn next(&mut self) -> Option<Action> {
        let columns = self.targets.columns;
        let place = |at: usize| (at / columns, at % columns);
        match self.stage {
            Stage::Finished => None,
            Stage::Read { at, .. } | Stage::Last { at } => {
                let (row, column) = place(at);
                Some(Action::Read { row, column })
            }
            Stage::Pulse { pass, at, volts } => {
                self.devices[at].pulses += 1;
                (self.written, self.pulsed) = (true, Some(volts));
                self.stage = Stage::Read { pass, at };
                let (row, column) = place(at);
                Some(Action::Pulse {
                    row,
                    column,
                    volts,
                    seconds: self.options.pulse_seconds,
                })
            }
        }
    }

    /// Takes in the conductance that was read, in siemens; below 0 it may be by an offset.
    ///
    /// # Errors
    /// [`ProgramError::Result`] for a conductance that is no finite number: read again.
    pub fn told(&mut self, conductance: f64) -> Result<(), ProgramError> {
        finite("the conductance that was read", conductance)?;
        match self.stage {
            Stage::Read { pass, at } => self.judge(pass, at, conductance),
            Stage::Last { at } => self.settle(at, conductance),
            // No read was asked for.
            Stage::Pulse { .. } | Stage::Finished => {}
        }
        Ok(())
    }

    /// Says that the pulse that was asked for last was not given: it is not counted, and asked for
    /// again. A pulse counts when it is asked for, so that none that may have been given is left
    /// out.
    pub fn withheld(&mut self) {
        if let (Stage::Read { pass, at }, Some(volts)) = (self.stage, self.pulsed.take()) {
            self.devices[at].pulses -= 1;
            self.stage = Stage::Pulse { pass, at, volts };
        }
    }

    /// The word line and the bit line, from 0, of a device that was not read since its last pulse
    /// was asked for: nobody knows whether it got that.
    #[must_use]
    pub fn unread(&self) -> Option<(usize, usize)> {
        let (Stage::Read { at, .. }, Some(_)) = (self.stage, self.pulsed) else {
            return None;
        };
        Some((at / self.targets.columns, at % self.targets.columns))
    }

    fn judge(&mut self, pass: u32, at: usize, conductance: f64) {
        let target = self.looked(at, conductance);
        let device = &mut self.devices[at];
        if self.errors[at].len() == device.pulses as usize {
            self.errors[at].push(libm::fabs(conductance / target - 1.0));
        }
        device.state = if self.options.accept(conductance, target) {
            WrittenState::Done
        } else if device.pulses >= self.options.pulse_limit {
            WrittenState::Failed(Failure::PulseLimit)
        } else if self.unmoved >= self.options.stuck_after {
            WrittenState::Failed(Failure::Stuck)
        } else {
            WrittenState::Waiting
        };
        if device.state != WrittenState::Waiting {
            self.go_on(pass, at + 1);
            return;
        }
        let volts = match conductance < target {
            true => self.options.v_set,
            false => self.options.v_reset,
        };
        self.stage = Stage::Pulse { pass, at, volts };
    }

    /// Counts a read; the target of the device.
    fn looked(&mut self, at: usize, conductance: f64) -> f64 {
        self.reads += 1;
        let before = self.devices[at].conductance.replace(conductance);
        // Since a read without a pulse in between, nothing was to move it.
        if let (Some(before), Some(_)) = (before, self.pulsed.take()) {
            let moved = libm::fabs(conductance - before);
            let little = moved <= self.options.stuck_change * libm::fabs(before);
            self.unmoved = if little { self.unmoved + 1 } else { 0 };
        }
        self.targets.conductance[at]
    }

    /// The next device of this pass that is not given up; else of the next pass, if there was
    /// anything to disturb it; else the last reads.
    fn go_on(&mut self, mut pass: u32, mut at: usize) {
        self.unmoved = 0;
        loop {
            let rest = self.devices.iter().skip(at);
            let failed = |d: &Written| matches!(d.state, WrittenState::Failed(_));
            if let Some(next) = rest.map(failed).position(|failed| !failed) {
                self.stage = Stage::Read {
                    pass,
                    at: at + next,
                };
                return;
            }
            (pass, at) = (pass + 1, 0);
            if pass >= self.options.passes || !self.written || self.devices.iter().all(failed) {
                self.stage = Stage::Last { at: 0 };
                return;
            }
            self.written = false;
        }
    }

    /// A last read: what was within tolerance and is not any more is lost.
    fn settle(&mut self, at: usize, conductance: f64) {
        let target = self.looked(at, conductance);
        let lost = !self.options.accept(conductance, target);
        if lost && self.devices[at].state == WrittenState::Done {
            self.devices[at].state = WrittenState::Failed(Failure::Lost);
        }
        self.stage = match at + 1 < self.devices.len() {
            true => Stage::Last { at: at + 1 },
            false => Stage::Finished,
        };
    }

    /// What is to be reached.
    #[must_use]
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// How it is written.
    #[must_use]
    pub fn options(&self) -> &WriterOptions {
        &self.options
    }

    /// Each device, word line by word line.
    #[must_use]
    pub fn devices(&self) -> &[Written] {
        &self.devices
    }

    /// Reads so far.
    #[must_use]
    pub fn reads(&self) -> u64 {
        self.reads
    }

    /// Pulses so far, of the devices that count.
    #[must_use]
    pub fn pulses(&self) -> PulseCount {
        PulseCount::of(self.targets.counted(&self.devices))
    }

    /// Pulses so far, of every device.
    #[must_use]
    pub fn given(&self) -> u64 {
        self.devices.iter().map(|d| u64::from(d.pulses)).sum()
    }

    /// The share of the devices that count whose last read is within tolerance.
    #[must_use]
    pub fn yield_share(&self) -> f64 {
        let read = self.devices.iter().map(|d| d.conductance);
        self.targets.yield_share(read, &self.options)
    }

    /// What pulses and reads so far take, one after the other, in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        let o = &self.options;
        let pulses = self.given() as f64 * (o.pulse_seconds + o.overhead_seconds);
        pulses + self.reads as f64 * (o.read_seconds + o.overhead_seconds)
    }

    /// The errors of the devices that count after 0, 1, 2, .. pulses; a device that needs no more keeps its
    /// last.
    #[must_use]
    pub fn convergence(&self) -> Vec<ConvergencePoint> {
        convergence(self.targets.counted(&self.errors), self.options.tolerance)
    }

    /// How far it is: devices looked at over all passes, and last reads.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let count = self.devices.len() as u64;
        let passes = u64::from(self.options.passes);
        let done = match self.stage {
            Stage::Read { pass, at } | Stage::Pulse { pass, at, .. } => {
                u64::from(pass) * count + at as u64
            }
            Stage::Last { at } => passes * count + at as u64,
            Stage::Finished => (passes + 1) * count,
        };
        Progress {
            done,
            total: (passes + 1) * count,
        }
    }
}
