//! The progress of a campaign as a table.

use super::{PointState, ProgressFigure};
use crate::table::{Cell, Table};

impl ProgressFigure {
    pub(crate) fn table(&self) -> Table {
        let unit = self.value.unit();
        let mut table = Table::new(&[("experiment", ""), ("state", "")]);
        table.column("value", &unit);
        table.column("sd", &unit);
        table.column("best so far", &unit);
        let target = self.target();
        let expected = match target {
            Some(_) => {
                table.column("distance of the best", &unit);
                "expected distance of the best"
            }
            None => "expected best",
        };
        table.column(expected, &unit);
        table.column("10 % quantile", &unit);
        table.column("90 % quantile", &unit);
        let points = self.ordered();
        for (point, best) in points.iter().zip(self.best(&points)) {
            let state = match point.state {
                PointState::Pending => "pending",
                state => state.name(),
            };
            let mut row = vec![
                Cell::Number(f64::from(point.number)),
                Cell::Text(state.to_owned()),
                Cell::of(point.value),
                Cell::of(point.sd),
                Cell::of(best),
            ];
            if let Some(target) = target {
                row.push(Cell::of(best.map(|best| (best - target).abs())));
            }
            row.resize(table.columns.len(), Cell::Empty);
            table.rows.push(row);
        }
        for [number, mean, low, high] in self.ahead(Self::last(&points)) {
            let mut row = vec![Cell::Number(number), Cell::Text("outlook".to_owned())];
            row.resize(table.columns.len() - 3, Cell::Empty);
            row.extend([mean, low, high].map(Cell::of));
            table.rows.push(row);
        }
        table
    }
}
