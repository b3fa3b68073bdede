//! A hill over a small grid, and campaigns on it.
#![allow(dead_code, reason = "each test file uses its part")]

use memrilab_bayesopt::{
    Acquisition, Campaign, Observation, Point, Settings, Space, Value, Variable, suggest,
};

/// Three salts, nine levels of x and of y.
pub(crate) fn grid() -> Space {
    let levels: Vec<f64> = (0..9).map(f64::from).collect();
    Space::new(
        vec![
            Variable::categories("salt", &["p", "q", "r"]),
            Variable::levels("x", &levels),
            Variable::levels("y", &levels),
        ],
        vec![],
    )
    .unwrap()
}

/// Highest for salt q at 3.2 and 5.6.
pub(crate) fn height(point: &Point) -> f64 {
    let number = |i: usize| match &point.0[i] {
        Value::Number(v) => *v / 8.0,
        _ => 0.0,
    };
    let bonus = if point.0[0] == Value::from("q") {
        0.2
    } else {
        0.0
    };
    let (a, b) = (number(1) - 0.4, number(2) - 0.7);
    0.7 + bonus - a * a - b * b
}

/// A campaign with values at `n` scattered points of the grid.
pub(crate) fn measured(settings: Settings, n: u64, sign: f64) -> Campaign {
    let mut campaign = Campaign::new(grid(), settings).unwrap();
    for i in 0..n {
        let point = campaign.space().point(i * 101 % 243).unwrap();
        let value = sign * height(&point);
        campaign.observe(Observation::value(point, value)).unwrap();
    }
    campaign
}

/// The indexes of a batch.
pub(crate) fn indexes(campaign: &Campaign, batch: usize, seed: u64) -> Vec<u64> {
    let got = suggest(campaign, batch, seed).unwrap();
    got.suggestions.iter().map(|s| s.index.unwrap()).collect()
}

/// Whether no two are the same.
pub(crate) fn distinct(mut all: Vec<u64>) -> bool {
    let n = all.len();
    all.sort_unstable();
    all.dedup();
    all.len() == n
}

/// Every rule that needs no target.
pub(crate) const RULES: [Acquisition; 5] = [
    Acquisition::LogExpectedImprovement { xi: 0.0 },
    Acquisition::ExpectedImprovement { xi: 0.01 },
    Acquisition::UpperBound { kappa: 2.0 },
    Acquisition::ProbabilityOfImprovement { xi: 0.01 },
    Acquisition::Thompson,
];
