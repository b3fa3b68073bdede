//! What a chart of trials asks of its data.

use super::checked::{SLACK, once, within};
use super::{Simplex, SimplexFigure};
use crate::FigureError;

impl SimplexFigure {
    /// A chart of data that makes sense.
    ///
    /// # Errors
    /// [`FigureError::Nothing`] without a layer, [`FigureError::Twice`] for two layers of
    /// one name or two trials of one number, [`FigureError::Count`] for a trial with too few
    /// or too many layers, [`FigureError::Value`] for a value that is not finite and for
    /// probabilities outside of the triangle.
    pub fn new(data: Simplex) -> Result<Self, FigureError> {
        if data.layers.is_empty() {
            return Err(FigureError::Nothing {
                chart: "the chart of trials",
                what: "layer",
            });
        }
        once("trials", "layer", data.layers.iter().map(String::as_str))?;
        for (at, trial) in data.trials.iter().enumerate() {
            let name = format!("trial {}", trial.number);
            if data.trials[..at].iter().any(|t| t.number == trial.number) {
                return Err(FigureError::Twice {
                    place: "trials".to_owned(),
                    what: name,
                });
            }
            if trial.p.len() != data.layers.len() {
                return Err(FigureError::Count {
                    place: name,
                    what: "pairs of probabilities",
                    got: trial.p.len(),
                    expected: data.layers.len(),
                });
            }
            if let Some(value) = trial.objective {
                let finite = (f64::MIN, f64::MAX);
                within(&|| name.clone(), "the objective", value, finite, "finite")?;
            }
            for (layer, [p1, p2]) in data.layers.iter().zip(&trial.p) {
                let place = || format!("{name}, {layer}");
                within(&place, "p1", *p1, (0.0, 1.0 + SLACK), "from 0 to 1")?;
                within(&place, "p2", *p2, (0.0, 1.0 + SLACK), "from 0 to 1")?;
                let whole = (0.0, 1.0 + SLACK);
                within(&place, "p1 + p2", p1 + p2, whole, "at most 1")?;
            }
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Simplex {
        &self.0
    }
}
