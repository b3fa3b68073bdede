//! Replays a campaign on a table that was measured whole: how soon are the best 5 % found,
//! against drawing rows at random?
//!
//! `cargo run --release -p memrilab-bayesopt --example replay -- TABLE.csv --minimise`
//! with `--ignore a,b` for columns that are no variables, `--mixture a,b,c` for shares,
//! `--log a,b`, `--seeds N`, `--most N` experiments and `--set JSON` for settings. The last
//! column is the value; rows that repeat are averaged; the candidates are the distinct rows.
#![allow(clippy::print_stdout, reason = "a program")]

use memrilab_bayesopt::{
    Campaign, Goal, Observation, Point, Settings, Space, Value, Variable, suggest,
};
use std::error::Error;

struct Args(Vec<String>);

impl Args {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|a| a == name)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let at = self.0.iter().position(|a| a == name)?;
        self.0.get(at + 1).map(String::as_str)
    }

    fn list(&self, name: &str) -> Vec<&str> {
        self.get(name)
            .map_or(Vec::new(), |l| l.split(',').collect())
    }

    fn count(&self, name: &str, default: usize) -> usize {
        self.get(name)
            .and_then(|n| n.parse().ok())
            .unwrap_or(default)
    }
}

fn column(name: &str, cells: &[&str], log: bool) -> (Variable, Vec<Value>) {
    let numbers: Option<Vec<f64>> = cells.iter().map(|c| c.trim().parse().ok()).collect();
    if let Some(numbers) = numbers {
        let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let variable = Variable::range(name, low, high);
        let variable = if log {
            variable.logarithmic()
        } else {
            variable
        };
        return (variable, numbers.into_iter().map(Value::Number).collect());
    }
    let mut names: Vec<&str> = Vec::new();
    for cell in cells {
        if !names.contains(cell) {
            names.push(cell);
        }
    }
    let values = cells.iter().map(|c| Value::from(*c)).collect();
    (Variable::categories(name, &names), values)
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args(std::env::args().skip(1).collect());
    let path = args.0.first().ok_or("which table?")?;
    let mut reader = csv::Reader::from_path(path)?;
    let headers: Vec<String> = reader
        .headers()?
        .iter()
        .map(|h| h.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    let (ignored, mixture, log) = (
        args.list("--ignore"),
        args.list("--mixture"),
        args.list("--log"),
    );
    let last = headers.len() - 1;
    let (mut variables, mut columns) = (Vec::new(), Vec::new());
    for (i, name) in headers[..last].iter().enumerate() {
        if ignored.contains(&name.as_str()) || mixture.contains(&name.as_str()) {
            continue;
        }
        let cells: Vec<&str> = rows.iter().map(|r| &r[i]).collect();
        let (variable, values) = column(name, &cells, log.contains(&name.as_str()));
        variables.push(variable);
        columns.push(values);
    }
    if !mixture.is_empty() {
        let at: Vec<usize> = (0..last)
            .filter(|i| mixture.contains(&headers[*i].as_str()))
            .collect();
        variables.push(Variable::simplex("mixture", &mixture, 100));
        columns.push(
            rows.iter()
                .map(|r| {
                    let shares: Vec<f64> =
                        at.iter().map(|i| r[*i].parse().unwrap_or(0.0)).collect();
                    let total: f64 = shares.iter().sum();
                    Value::Shares(shares.iter().map(|s| s / total).collect())
                })
                .collect(),
        );
    }
    let mut table: Vec<(Point, f64, f64)> = Vec::new();
    for (k, row) in rows.iter().enumerate() {
        let point = Point(columns.iter().map(|c| c[k].clone()).collect());
        let value: f64 = row[last].parse()?;
        match table.iter_mut().find(|(p, ..)| *p == point) {
            Some((_, sum, count)) => {
                *sum += value;
                *count += 1.0;
            }
            None => table.push((point, value, 1.0)),
        }
    }
    let values: Vec<f64> = table.iter().map(|(_, sum, count)| sum / count).collect();
    let points: Vec<Point> = table.into_iter().map(|(p, ..)| p).collect();
    let n = values.len();
    let minimise = args.has("--minimise");
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    if minimise {
        order.reverse();
    }
    let best = &order[..n.div_ceil(20)];
    let space = Space::only(variables, vec![], points.clone())?;
    let mut settings = serde_json::to_value(Settings::default())?;
    if let Some(text) = args.get("--set") {
        let more: serde_json::Value = serde_json::from_str(text)?;
        for (key, v) in more.as_object().ok_or("not an object")? {
            settings[key] = v.clone();
        }
    }
    let mut settings: Settings = serde_json::from_value(settings)?;
    settings.goal = if minimise {
        Goal::Minimise
    } else {
        Goal::Maximise
    };
    let (seeds, most) = (
        args.count("--seeds", 50),
        args.count("--most", n / 3).min(n),
    );
    let start = std::time::Instant::now();
    let mut found = vec![0.0; most];
    let mut first = Vec::new();
    for seed in 1..=seeds as u64 {
        settings.seed = seed;
        let mut campaign = Campaign::new(space.clone(), settings.clone())?;
        let (mut here, mut top) = (0, None);
        for (t, sum) in found.iter_mut().enumerate() {
            let next = suggest(&campaign, 1, seed)?.suggestions.remove(0);
            let i = next.index.ok_or("not on the list")? as usize;
            here += usize::from(best.contains(&i));
            if i == order[0] {
                top = Some(t + 1);
            }
            *sum += here as f64 / (best.len() * seeds) as f64;
            campaign.observe(Observation::value(next.point, values[i]))?;
        }
        first.push(top.unwrap_or(usize::MAX));
    }
    first.sort_unstable();
    let half = found.iter().position(|f| *f >= 0.5).map(|t| t + 1);
    println!(
        "{n} candidates, best 5 % = {}; half of them found after {half:?} experiments (random: {}), ratio {:?}; the very best after a median of {} (random: {}); {seeds} seeds, {:.0} s",
        best.len(),
        n.div_ceil(2),
        half.map(|h| h as f64 / (n as f64 / 2.0)),
        match first[first.len() / 2] {
            usize::MAX => format!("more than {most}"),
            median => median.to_string(),
        },
        n.div_ceil(2),
        start.elapsed().as_secs_f64(),
    );
    Ok(())
}
