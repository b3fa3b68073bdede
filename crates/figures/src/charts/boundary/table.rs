//! A boundary as a table: the samples, every place, the ends of the pieces without drift.

use super::BoundaryFigure;
use crate::table::{Cell, Table};

impl BoundaryFigure {
    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("what", ""),
            ("x", ""),
            ("y", ""),
            ("share of draws that say class 1", ""),
            ("class", ""),
            ("told", ""),
        ]);
        let mut row = |what: &str, [x, y]: [f64; 2], rest: [Cell; 3]| {
            let [share, class, told] = rest;
            let what = Cell::Text(what.to_owned());
            table
                .rows
                .push(vec![what, Cell::of(x), Cell::of(y), share, class, told]);
        };
        for point in &self.0.points {
            let told = if point.right { "right" } else { "wrong" };
            let rest = [
                Cell::Empty,
                Cell::Number(f64::from(point.class)),
                Cell::Text(told.to_owned()),
            ];
            row("sample", [point.x, point.y], rest);
        }
        for (x, y, share) in self.places() {
            let middle = [0.5 * x[0] + 0.5 * x[1], 0.5 * y[0] + 0.5 * y[1]];
            row("place", middle, [Cell::of(share), Cell::Empty, Cell::Empty]);
        }
        for &[x0, y0, x1, y1] in self.0.clean.iter().flatten() {
            let none = || [Cell::Empty, Cell::Empty, Cell::Empty];
            row("boundary without drift, from", [x0, y0], none());
            row("boundary without drift, to", [x1, y1], none());
        }
        table
    }
}
