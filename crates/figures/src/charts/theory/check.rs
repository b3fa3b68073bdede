//! What a chart of Theorem 1 asks of its data.

use super::checked::{SLACK, within};
use super::{Theory, TheoryBound, TheoryFigure};
use crate::FigureError;

impl TheoryFigure {
    /// A chart of data that makes sense.
    ///
    /// ```
    /// use memrilab_figures::{Figure, Style, Theme, Theory, TheoryBound, TheoryFigure};
    /// let lie = TheoryBound { at: 0.0, published: 0.85, exact: 0.0 };
    /// let data = Theory {
    ///     c: 0.9, p1: 0.05, p2: 0.05, parameters: 1, along_r: vec![lie], along_c: Vec::new(),
    /// };
    /// let figure = TheoryFigure::new(data.clone())?;
    /// let picture = Figure::Theory(&figure).picture(&Style::new(400, 400, 1.0, Theme::Light)?);
    /// assert!(picture.layout.notes[0].ends_with("promised, not true."));
    /// assert!(TheoryFigure::new(Theory { p1: 0.99, ..data }).is_err()); // 1.04 in all
    /// # Ok::<(), memrilab_figures::FigureError>(())
    /// ```
    ///
    /// # Errors
    /// [`FigureError::Twice`] for two bounds at one place, [`FigureError::Value`] for
    /// anything that is not finite or outside its range.
    pub fn new(data: Theory) -> Result<Self, FigureError> {
        let place = || "Theorem 1".to_owned();
        let whole = (0.0, 1.0 + SLACK);
        for (what, value) in [("c", data.c), ("p1", data.p1), ("p2", data.p2)] {
            within(&place, what, value, whole, "from 0 to 1")?;
        }
        within(&place, "p1 + p2", data.p1 + data.p2, whole, "at most 1")?;
        let weights = data.parameters as f64;
        let (what, some) = ("the number of weights", (1.0, f64::INFINITY));
        within(&place, what, weights, some, "at least 1")?;
        for (number, bound) in data.along_r.iter().enumerate() {
            bounds("r", &data.along_r[..number], bound)?;
            // What is not whole has no place.
            let is_whole = bound.at == libm::floor(bound.at);
            let most = if is_whole { weights } else { -1.0 };
            let expected = "a whole number from 0 to that of weights";
            let place = || format!("Theorem 1 at r {}", bound.at);
            within(&place, "it", bound.at, (0.0, most), expected)?;
        }
        for (number, bound) in data.along_c.iter().enumerate() {
            bounds("c", &data.along_c[..number], bound)?;
            let place = || format!("Theorem 1 at c {}", bound.at);
            within(&place, "it", bound.at, whole, "from 0 to 1")?;
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Theory {
        &self.0
    }
}

/// Both bounds at a place that has none yet.
fn bounds(
    what: &'static str,
    before: &[TheoryBound],
    bound: &TheoryBound,
) -> Result<(), FigureError> {
    if before.iter().any(|known| known.at == bound.at) {
        return Err(FigureError::Twice {
            place: "Theorem 1".to_owned(),
            what: format!("{what} {}", bound.at),
        });
    }
    let place = || format!("Theorem 1 at {what} {}", bound.at);
    let most = (f64::MIN, 1.0 + SLACK);
    let published = "the published bound";
    within(&place, published, bound.published, most, "at most 1")?;
    within(&place, "the exact bound", bound.exact, most, "at most 1")
}
