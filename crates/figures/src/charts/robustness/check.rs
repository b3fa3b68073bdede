//! What a robustness chart asks of its data.

use super::checked::{SLACK, interval, once, within};
use super::{Robustness, RobustnessFigure, RobustnessLevel};
use crate::{FigureError, text};

impl RobustnessFigure {
    /// A chart of data that makes sense.
    ///
    /// ```
    /// use memrilab_figures::{Figure, Robustness, RobustnessFigure, RobustnessLevel, RobustnessMethod};
    /// let half = RobustnessLevel {
    ///     usability: 0.5, draws: 2, mean: 0.8, sd: Some(0.1), min: 0.73, max: 0.87,
    ///     low: Some(0.6), high: Some(1.0),
    /// };
    /// let mut data = Robustness {
    ///     task: "MNIST".into(), model: "LeNet-5".into(), classes: 10,
    ///     methods: vec![RobustnessMethod { name: "ERM".into(), levels: vec![half] }],
    ///     marks: Vec::new(),
    /// };
    /// let figure = RobustnessFigure::new(data.clone())?;
    /// let sigma = &Figure::Robustness(&figure).table().rows[0][2];
    /// assert_eq!(sigma.text(), "0.6931471805599453");
    /// data.methods[0].levels[0].mean = 0.9;
    /// assert!(RobustnessFigure::new(data).is_err());
    /// # Ok::<(), memrilab_figures::FigureError>(())
    /// ```
    ///
    /// # Errors
    /// [`FigureError::Nothing`] without a method, [`FigureError::Twice`] for two methods of
    /// one name or two levels of one usability, [`FigureError::Value`] for anything that is
    /// not finite, outside its range or in contradiction to the rest of its level.
    pub fn new(data: Robustness) -> Result<Self, FigureError> {
        if data.methods.is_empty() {
            return Err(FigureError::Nothing {
                chart: "the robustness chart",
                what: "method",
            });
        }
        let place = || "robustness".to_owned();
        let classes = f64::from(data.classes);
        let any = f64::INFINITY;
        within(
            &place,
            "the number of classes",
            classes,
            (2.0, any),
            "at least 2",
        )?;
        let names = data.methods.iter().map(|method| method.name.as_str());
        once("robustness", "method", names)?;
        for method in &data.methods {
            for (number, level) in method.levels.iter().enumerate() {
                level_of(&method.name, level)?;
                let before = &method.levels[..number];
                if before.iter().any(|l| l.usability == level.usability) {
                    return Err(FigureError::Twice {
                        place: text::clean(&method.name),
                        what: format!("usability {}", level.usability),
                    });
                }
            }
        }
        for mark in &data.marks {
            usability(&|| format!("mark {:?}", mark.text), mark.usability)?;
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Robustness {
        &self.0
    }
}

fn usability(place: &impl Fn() -> String, value: f64) -> Result<(), FigureError> {
    // sigma = -ln U has to be finite.
    let least = f64::MIN_POSITIVE;
    within(
        place,
        "usability",
        value,
        (least, 1.0),
        "above 0 and at most 1",
    )
}

fn level_of(method: &str, level: &RobustnessLevel) -> Result<(), FigureError> {
    let place = || format!("{method} at usability {}", level.usability);
    usability(&|| method.to_owned(), level.usability)?;
    let mean = level.mean;
    let share = "from 0 to 1";
    within(&place, "the mean accuracy", mean, (0.0, 1.0), share)?;
    for (what, value) in [
        ("the smallest accuracy", level.min),
        ("the largest accuracy", level.max),
    ] {
        within(&place, what, value, (0.0, 1.0), share)?;
    }
    let (what, least) = ("the smallest accuracy", (0.0, mean + SLACK));
    within(&place, what, level.min, least, "at most the mean")?;
    let (what, most) = ("the largest accuracy", (mean - SLACK, 1.0));
    within(&place, what, level.max, most, "at least the mean")?;
    if let Some(sd) = level.sd {
        let what = "the standard deviation";
        within(&place, what, sd, (0.0, f64::INFINITY), "at least 0")?;
    }
    interval(&place, mean, (level.low, level.high), level.draws)
}
