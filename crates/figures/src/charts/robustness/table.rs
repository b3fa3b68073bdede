//! Accuracy under drift as a table.

use super::{RobustnessFigure, ordered};
use crate::layout::Second;
use crate::table::{Cell, Table};
use crate::text;

impl RobustnessFigure {
    pub(crate) fn table(&self) -> Table {
        let mut table = Table::new(&[
            ("method", ""),
            ("usability", ""),
            ("sigma", ""),
            ("draws", ""),
            ("mean accuracy", ""),
            ("sd", ""),
            ("smallest", ""),
            ("largest", ""),
            ("95 % from", ""),
            ("95 % to", ""),
        ]);
        let marked = !self.0.marks.is_empty();
        if marked {
            table.column("marked", "");
        }
        for method in &self.0.methods {
            for level in ordered(method) {
                let mut row = vec![
                    Cell::Text(text::clean(&method.name)),
                    Cell::of(level.usability),
                    Cell::of(Second::Sigma.of(level.usability)),
                    Cell::Number(f64::from(level.draws)),
                ];
                row.extend(
                    [Some(level.mean), level.sd, Some(level.min), Some(level.max)].map(Cell::of),
                );
                row.extend([level.low, level.high].map(Cell::of));
                if marked {
                    let here = self
                        .0
                        .marks
                        .iter()
                        .filter(|m| m.usability == level.usability);
                    let texts: Vec<String> = here.map(|m| text::clean(&m.text)).collect();
                    row.push(match texts.is_empty() {
                        true => Cell::Empty,
                        false => Cell::Text(texts.join("; ")),
                    });
                }
                table.rows.push(row);
            }
        }
        table
    }
}
