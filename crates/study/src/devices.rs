//! Analysing many devices: the job behind `memrilab device analyze` and the Device
//! station.

use crate::{DeviceKey, DeviceRecord, FileSettings, Skipped};
use memrilab_core::{Job, Progress, Step};
use memrilab_device::analysis::{Analyzer, DeviceAnalysis, Options, OptionsError};
use memrilab_device::read::{Reading, ReadingReport};
use memrilab_device::{Measurement, Trace};
use std::collections::BTreeSet;
use std::rc::Rc;

/// One measurement and where it came from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path of the file.
    pub file: String,
    /// The file joined to it.
    pub partner: Option<String>,
    /// How the file was read.
    pub report: Rc<ReadingReport>,
    /// What was set for this file only.
    pub settings: Rc<FileSettings>,
    /// What it holds.
    pub measurement: Measurement,
}

impl Source {
    /// `sweep` or `conductance-after-pulses`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.measurement.trace {
            Trace::Sweep(_) => "sweep",
            Trace::Pulses(_) => "conductance-after-pulses",
        }
    }

    /// A short name: the file's own, and the block if the file holds several.
    #[must_use]
    pub fn name(&self) -> String {
        let file = self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file);
        match self.measurement.block.as_str() {
            "" => file.to_owned(),
            block => format!("{file} [{block}]"),
        }
    }
}

/// One analysed device: its record and what a figure needs.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it came from.
    pub source: Source,
    /// Curves and numbers.
    pub analysis: DeviceAnalysis,
    /// The JSON form.
    pub record: DeviceRecord,
}

/// What the job gives.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The devices, in the order handed in.
    pub devices: Vec<Entry>,
    /// What gave no device.
    pub skipped: Vec<Skipped>,
}

/// Analyses one measurement after another.
#[derive(Debug)]
pub struct DevicesJob {
    options: Options,
    waiting: std::vec::IntoIter<Source>,
    current: Option<(Source, Analyzer)>,
    report: Report,
    total: u64,
}

impl DevicesJob {
    /// Takes the readings of all files, joined where they belong together.
    ///
    /// # Errors
    /// [`OptionsError`] if a setting is out of range.
    pub fn new(readings: Vec<Reading>, options: Options) -> Result<Self, OptionsError> {
        let plain = readings.into_iter().map(|r| (r, FileSettings::default()));
        Self::with_settings(plain.collect(), &[], options)
    }

    /// As [`Self::new`], where each file has settings of its own: its devices are
    /// analysed with the run's options, changed by them. A file with a setting out of
    /// range is skipped; so is a device that was `removed`.
    ///
    /// # Errors
    /// [`OptionsError`] if a setting of the run is out of range.
    pub fn with_settings(
        readings: Vec<(Reading, FileSettings)>,
        removed: &[DeviceKey],
        options: Options,
    ) -> Result<Self, OptionsError> {
        options.check()?;
        let removed: BTreeSet<&DeviceKey> = removed.iter().collect();
        let mut report = Report::default();
        let mut sources = Vec::new();
        for (reading, settings) in readings {
            let file = reading.file;
            if let Some(partner) = &reading.partner {
                report.skipped.push(Skipped {
                    file: partner.clone(),
                    kind: "partner".into(),
                    reason: format!("The other half of each cycle of {file}; analysed with it."),
                });
            }
            let wrong = settings.options(&options).check().err();
            if wrong.is_some() || reading.measurements.is_empty() {
                report.skipped.push(match wrong {
                    Some(wrong) => Skipped {
                        file,
                        kind: "settings".into(),
                        reason: format!("For this file {wrong}; change its settings."),
                    },
                    None => Skipped {
                        file,
                        kind: reading.kind.name().into(),
                        reason: reading.kind.describe().into(),
                    },
                });
                continue;
            }
            let (shared, settings) = (Rc::new(reading.report), Rc::new(settings));
            for measurement in reading.measurements {
                let key = DeviceKey {
                    file: file.clone(),
                    block: measurement.block.clone(),
                };
                if removed.contains(&key) {
                    let place = place(&key.block);
                    report.skipped.push(Skipped {
                        file: key.file,
                        kind: "removed".into(),
                        reason: format!("{place}Taken off the table by hand."),
                    });
                    continue;
                }
                sources.push(Source {
                    file: key.file,
                    partner: reading.partner.clone(),
                    report: Rc::clone(&shared),
                    settings: Rc::clone(&settings),
                    measurement,
                });
            }
        }
        let total = sources.len() as u64;
        Ok(Self {
            options,
            waiting: sources.into_iter(),
            current: None,
            report,
            total,
        })
    }
}

impl Job for DevicesJob {
    type Output = Report;
    type Error = std::convert::Infallible;

    fn step(&mut self) -> Result<Step<Report>, Self::Error> {
        if let Some((source, mut analyzer)) = self.current.take() {
            match analyzer.step() {
                Ok(Step::Running(_)) => self.current = Some((source, analyzer)),
                Ok(Step::Done(analysis)) => {
                    let record = DeviceRecord::new(&source, &analysis);
                    self.report.devices.push(Entry {
                        source,
                        analysis,
                        record,
                    });
                }
                Err(error) => self.skip(&source, &error.to_string()),
            }
        } else if let Some(source) = self.waiting.next() {
            let options = source.settings.options(&self.options);
            match Analyzer::new(&source.measurement.trace, &options) {
                Ok(analyzer) => self.current = Some((source, analyzer)),
                Err(error) => self.skip(&source, &error.to_string()),
            }
        } else {
            return Ok(Step::Done(std::mem::take(&mut self.report)));
        }
        let left = self.waiting.len() as u64 + u64::from(self.current.is_some());
        Ok(Step::Running(Progress {
            done: self.total - left,
            total: self.total,
        }))
    }
}

impl DevicesJob {
    fn skip(&mut self, source: &Source, reason: &str) {
        let place = place(&source.measurement.block);
        self.report.skipped.push(Skipped {
            file: source.file.clone(),
            kind: "unusable-sweep".into(),
            reason: format!("{place}{reason}."),
        });
    }
}

fn place(block: &str) -> String {
    if block.is_empty() {
        String::new()
    } else {
        format!("{block}: ")
    }
}
