//! What a chart of draws asks of its data.

use super::checked::{interval, once, within};
use super::{Draws, DrawsFigure, DrawsMethod, mean};
use crate::FigureError;

impl DrawsFigure {
    /// A chart of data that makes sense.
    ///
    /// ```
    /// use memrilab_figures::{Draws, DrawsFigure, DrawsMethod, Figure};
    /// let erm = DrawsMethod { name: "ERM".into(), accuracies: vec![0.5, 0.9], low: None, high: None };
    /// let mut data = Draws {
    ///     task: "moons".into(), model: "MLP".into(), usability: 1.0, sigma: 0.0,
    ///     methods: vec![erm], classes: 2,
    /// };
    /// let figure = DrawsFigure::new(data.clone())?;
    /// assert_eq!(Figure::Draws(&figure).table().rows[1][2].text(), "0.9");
    /// data.methods[0].low = Some(0.8); // the mean is 0.7
    /// data.methods[0].high = Some(0.9);
    /// assert!(DrawsFigure::new(data).is_err());
    /// # Ok::<(), memrilab_figures::FigureError>(())
    /// ```
    ///
    /// # Errors
    /// [`FigureError::Nothing`] without a method, [`FigureError::Twice`] for two methods of
    /// one name, [`FigureError::Value`] for anything that is not finite, outside its range or
    /// an interval that its mean lies outside of.
    pub fn new(data: Draws) -> Result<Self, FigureError> {
        if data.methods.is_empty() {
            return Err(FigureError::Nothing {
                chart: "the chart of draws",
                what: "method",
            });
        }
        let place = || "draws".to_owned();
        let (any, classes) = (f64::INFINITY, f64::from(data.classes));
        let what = "the number of classes";
        within(&place, what, classes, (2.0, any), "at least 2")?;
        let (what, above) = ("the usability", (f64::MIN_POSITIVE, 1.0));
        within(&place, what, data.usability, above, "above 0 and at most 1")?;
        within(&place, "sigma", data.sigma, (0.0, any), "at least 0")?;
        let names = data.methods.iter().map(|method| method.name.as_str());
        once("draws", "method", names)?;
        data.methods.iter().try_for_each(method)?;
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Draws {
        &self.0
    }
}

fn method(method: &DrawsMethod) -> Result<(), FigureError> {
    for (draw, accuracy) in method.accuracies.iter().enumerate() {
        let place = || format!("{}, draw {}", method.name, draw + 1);
        let share = (0.0, 1.0);
        within(&place, "the accuracy", *accuracy, share, "from 0 to 1")?;
    }
    let place = || method.name.clone();
    let ends = (method.low, method.high);
    match (mean(method), ends) {
        (None, (None, None)) => Ok(()),
        (None, (Some(end), _) | (_, Some(end))) => Err(FigureError::Value {
            place: crate::text::clean(&method.name),
            what: "an end of the interval",
            got: end,
            expected: "absent: there is no draw",
        }),
        (Some(mean), ends) => {
            let draws = u32::try_from(method.accuracies.len()).unwrap_or(u32::MAX);
            interval(&place, mean, ends, draws)
        }
    }
}
