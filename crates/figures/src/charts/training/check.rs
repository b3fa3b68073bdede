//! What a training chart asks of its data.

use super::checked::{once, within};
use super::{Training, TrainingFigure, TrainingRun};
use crate::FigureError;

impl TrainingFigure {
    /// A chart of data that makes sense.
    ///
    /// # Errors
    /// [`FigureError::Nothing`] without a run, [`FigureError::Twice`] for two runs of one
    /// name, [`FigureError::Value`] for a value that is not finite or outside its range,
    /// epochs out of order, and a best epoch that the run does not have.
    pub fn new(data: Training) -> Result<Self, FigureError> {
        if data.runs.is_empty() {
            return Err(FigureError::Nothing {
                chart: "the training chart",
                what: "run",
            });
        }
        once(
            "training",
            "run",
            data.runs.iter().map(|run| run.name.as_str()),
        )?;
        data.runs.iter().try_for_each(run)?;
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Training {
        &self.0
    }
}

fn run(run: &TrainingRun) -> Result<(), FigureError> {
    let mut before = None;
    for epoch in &run.epochs {
        let place = || format!("{}, epoch {}", run.name, epoch.epoch);
        let least = before.map_or(f64::NEG_INFINITY, |before| f64::from(before) + 1.0);
        let number = f64::from(epoch.epoch);
        let after = (least, f64::INFINITY);
        within(
            &place,
            "its number",
            number,
            after,
            "larger than the one before",
        )?;
        before = Some(epoch.epoch);
        for (what, value) in [
            ("the training loss", epoch.loss),
            ("the validation loss", epoch.validation_loss),
        ] {
            let finite = (f64::MIN, f64::MAX);
            value.map_or(Ok(()), |v| within(&place, what, v, finite, "finite"))?;
        }
        for (what, value) in [
            ("the training accuracy", epoch.accuracy),
            ("the validation accuracy", epoch.validation_accuracy),
        ] {
            let share = (0.0, 1.0);
            value.map_or(Ok(()), |v| within(&place, what, v, share, "from 0 to 1"))?;
        }
    }
    let known = |best: &u32| run.epochs.iter().any(|epoch| epoch.epoch == *best);
    match run.best.filter(|best| !known(best)) {
        None => Ok(()),
        Some(best) => Err(FigureError::Value {
            place: crate::text::clean(&run.name),
            what: "the best epoch",
            got: f64::from(best),
            expected: "an epoch of the run",
        }),
    }
}
