//! A measured table as candidates whose values are known.

use super::{ReplayError, key};
use memrilab_bayesopt::{Point, Space, Value, Variable};
use std::collections::BTreeMap;

/// A table with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One distinct recipe of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The recipe.
    pub point: Point,
    /// The mean of its values.
    pub value: f64,
    /// How often it was measured.
    pub count: usize,
    /// Standard deviation of the mean, where it was measured more than once.
    pub sd: Option<f64>,
}

/// The distinct recipes of a table, in the order they first appear.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidates {
    /// The space whose only recipes they are.
    pub space: Space,
    /// The recipes.
    pub all: Vec<Candidate>,
    /// Columns in which every row has the same, left out.
    pub constant: Vec<String>,
}

impl Table {
    /// Reads CSV: commas, semicolons or tabs, with a heading.
    ///
    /// # Errors
    /// [`ReplayError::Empty`].
    pub fn read(text: &str) -> Result<Self, ReplayError> {
        let mut rows = memrilab_fabrication::cells(text);
        if rows.len() < 2 {
            return Err(ReplayError::Empty);
        }
        let heading = rows.remove(0);
        let heading = heading.iter().map(|h| h.trim().to_owned()).collect();
        Ok(Self { heading, rows })
    }

    /// The place of a column by its name, whatever its case.
    fn column(&self, name: &str) -> Result<usize, ReplayError> {
        let mut all = self.heading.iter();
        all.position(|h| h.eq_ignore_ascii_case(name.trim()))
            .ok_or_else(|| ReplayError::NoColumn {
                name: name.to_owned(),
                columns: self.heading.join(", "),
            })
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        self.rows[row].get(column).map_or("", |cell| cell.trim())
    }

    fn wrong(&self, row: usize, column: usize, wanted: &'static str) -> ReplayError {
        ReplayError::Cell {
            row: row + 2,
            column: self.heading[column].clone(),
            cell: self.cell(row, column).chars().take(60).collect(),
            wanted,
        }
    }

    /// The candidates: a column of numbers gives levels, any other categories; repeats of a
    /// recipe are averaged.
    ///
    /// ```
    /// use memrilab_study::fabricate::Table;
    /// let table = Table::read("salt,T,run,yield\nA,90,1,0.5\nB,90,2,0.2\nA,90,3,0.7\n")?;
    /// let candidates = table.candidates("yield", &["run".into()])?;
    /// assert_eq!(candidates.all.len(), 2);
    /// assert_eq!((candidates.all[0].value, candidates.all[0].count), (0.6, 2));
    /// assert_eq!(candidates.constant, ["T"]);
    /// # Ok::<(), memrilab_study::fabricate::ReplayError>(())
    /// ```
    ///
    /// # Errors
    /// A column that is not there, a cell that is blank or no number, a table in which
    /// nothing varies, or what is wrong with the space.
    pub fn candidates(&self, target: &str, ignore: &[String]) -> Result<Candidates, ReplayError> {
        let at = self.column(target)?;
        let ignored = ignore
            .iter()
            .map(|name| self.column(name))
            .collect::<Result<Vec<_>, _>>()?;
        let (mut variables, mut columns, mut constant) = (Vec::new(), Vec::new(), Vec::new());
        for column in 0..self.heading.len() {
            if column == at || ignored.contains(&column) || self.heading[column].is_empty() {
                continue;
            }
            let (variable, values) = self.variable(column)?;
            match variable {
                Some(variable) => {
                    variables.push(variable);
                    columns.push(values);
                }
                None => constant.push(self.heading[column].clone()),
            }
        }
        if variables.is_empty() {
            return Err(ReplayError::NothingVaries {
                target: target.to_owned(),
            });
        }
        let mut groups: Vec<(Point, Vec<f64>)> = Vec::new();
        let mut places = BTreeMap::new();
        for row in 0..self.rows.len() {
            let value = number(self.cell(row, at))
                .ok_or_else(|| self.wrong(row, at, "the target must be a finite number"))?;
            let point = Point(columns.iter().map(|c| c[row].clone()).collect());
            let place = *places.entry(key(&point)).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, values)) => values.push(value),
                None => groups.push((point, vec![value])),
            }
        }
        let all: Vec<Candidate> = groups.into_iter().map(|(p, v)| candidate(p, &v)).collect();
        let points = all.iter().map(|c| c.point.clone()).collect();
        Ok(Candidates {
            space: Space::only(variables, vec![], points)?,
            all,
            constant,
        })
    }

    /// What a column may be, and what it is in each row; no variable if it never varies.
    fn variable(&self, column: usize) -> Result<(Option<Variable>, Vec<Value>), ReplayError> {
        let name = &self.heading[column];
        let rows = 0..self.rows.len();
        if let Some(row) = rows.clone().find(|r| self.cell(*r, column).is_empty()) {
            return Err(self.wrong(row, column, "fill it in, or ignore the column"));
        }
        let numbers: Option<Vec<f64>> =
            rows.clone().map(|r| number(self.cell(r, column))).collect();
        if let Some(numbers) = numbers {
            let mut levels = numbers.clone();
            levels.sort_by(f64::total_cmp);
            levels.dedup_by(|b, a| (*b - *a).abs() <= 1e-9 * a.abs().max(b.abs()));
            let snapped = numbers.iter().map(|v| {
                let above = levels.partition_point(|l| l <= v);
                Value::Number(levels[above.saturating_sub(1)])
            });
            let values = snapped.collect();
            let varies = levels.len() > 1;
            return Ok((varies.then(|| Variable::levels(name, &levels)), values));
        }
        let mut names: Vec<&str> = Vec::new();
        for row in rows.clone() {
            let cell = self.cell(row, column);
            if !names.contains(&cell) {
                names.push(cell);
            }
        }
        let varies = names.len() > 1;
        let values = rows.map(|r| Value::from(self.cell(r, column))).collect();
        Ok((varies.then(|| Variable::categories(name, &names)), values))
    }
}

fn candidate(point: Point, values: &[f64]) -> Candidate {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    Candidate {
        point,
        value: mean,
        count: values.len(),
        sd: (values.len() > 1).then(|| libm::sqrt(squares / (n - 1.0) / n)),
    }
}

fn number(text: &str) -> Option<f64> {
    let number: f64 = text.replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}
