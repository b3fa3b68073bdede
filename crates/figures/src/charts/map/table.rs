//! A map as a table: the points to try, the points measured, every cell.

use super::MapFigure;
use crate::charts::along::Along;
use crate::table::{Cell, Table};

impl MapFigure {
    pub(crate) fn table(&self) -> Table {
        let mut table = Table::default();
        table.column(&self.x.name(), &self.x.unit());
        table.column(&self.y.name(), &self.y.unit());
        let (name, unit) = self.told();
        table.column(&name, &unit);
        table.column("what", "");
        let place = |along: &Along, at: f64| match along {
            Along::Categories { .. } => Cell::Text(along.word(at)),
            _ => Cell::of(at),
        };
        let mut row = |x: f64, y: f64, value: Cell, what: &str| {
            table.rows.push(vec![
                place(&self.x_along, x),
                place(&self.y_along, y),
                value,
                Cell::Text(what.to_owned()),
            ]);
        };
        for (points, what) in [(&self.suggested, "try next"), (&self.measured, "measured")] {
            for point in points {
                row(point.x, point.y, Cell::Empty, what);
            }
        }
        for y in 0..self.y_along.len() {
            for x in 0..self.x_along.len() {
                let value = Cell::of(self.at(x, y));
                row(self.x_along.at(x), self.y_along.at(y), value, "cell");
            }
        }
        table
    }
}
