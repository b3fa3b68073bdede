//! What a chart of a boundary asks of its data.

use super::checked::within;
use super::{Boundary, BoundaryFigure, MOST};
use crate::FigureError;

impl BoundaryFigure {
    /// A chart of data that makes sense.
    ///
    /// ```
    /// use memrilab_figures::{Boundary, BoundaryFigure, Figure};
    /// let data = Boundary {
    ///     name: "moons, ERM".into(), x: [-1.0, 1.0], y: [0.0, 4.0], columns: 2, rows: 1,
    ///     share: vec![0.0, 0.75], draws: 4, usability: 0.5, ..Boundary::default()
    /// };
    /// let figure = BoundaryFigure::new(data.clone())?;
    /// let place = &Figure::Boundary(&figure).table().rows[1];
    /// assert_eq!(place[1].text(), "0.5"); // halfway from 0 to 1
    /// assert!(BoundaryFigure::new(Boundary { columns: 3, ..data }).is_err());
    /// # Ok::<(), memrilab_figures::FigureError>(())
    /// ```
    ///
    /// # Errors
    /// [`FigureError::Count`] for another number of shares than there are places,
    /// [`FigureError::Value`] for anything that is not finite or outside its range.
    pub fn new(data: Boundary) -> Result<Self, FigureError> {
        let place = || "the boundary".to_owned();
        let any = (f64::MIN, f64::MAX);
        for (low, high, [from, to]) in [
            ("the lower end of x", "the upper end of x", data.x),
            ("the lower end of y", "the upper end of y", data.y),
        ] {
            within(&place, low, from, any, "finite")?;
            let above = (from.next_up(), f64::MAX);
            within(&place, high, to, above, "finite and above the lower end")?;
        }
        let most = (1.0, f64::from(MOST));
        for (what, count) in [
            ("the number of columns", data.columns),
            ("the number of rows", data.rows),
        ] {
            within(&place, what, f64::from(count), most, "from 1 to 120")?;
        }
        let places = data.columns as usize * data.rows as usize;
        if !data.share.is_empty() && data.share.len() != places {
            return Err(FigureError::Count {
                place: place(),
                what: "shares",
                got: data.share.len(),
                expected: places,
            });
        }
        let (what, some) = ("the number of draws", (1.0, f64::INFINITY));
        within(&place, what, f64::from(data.draws), some, "at least 1")?;
        let (what, above) = ("the usability", (f64::MIN_POSITIVE, 1.0));
        within(&place, what, data.usability, above, "above 0 and at most 1")?;
        for (at, share) in data.share.iter().enumerate() {
            let (column, row) = (at % data.columns as usize, at / data.columns as usize);
            let place = || format!("column {}, row {} from below", column + 1, row + 1);
            within(&place, "the share", *share, (0.0, 1.0), "from 0 to 1")?;
        }
        for (at, piece) in data.clean.iter().flatten().enumerate() {
            let place = || format!("piece {} of the boundary without drift", at + 1);
            for end in piece {
                within(&place, "an end", *end, any, "finite")?;
            }
        }
        for (at, point) in data.points.iter().enumerate() {
            let place = || format!("sample {}", at + 1);
            within(&place, "x", point.x, any, "finite")?;
            within(&place, "y", point.y, any, "finite")?;
            let class = f64::from(point.class);
            within(&place, "the class", class, (0.0, 1.0), "0 or 1")?;
        }
        Ok(Self(data))
    }

    /// The data.
    #[must_use]
    pub fn data(&self) -> &Boundary {
        &self.0
    }
}
