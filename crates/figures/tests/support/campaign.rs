//! Campaigns made up for pictures and tests.

use memrilab_core::stream::{Stream, normal, u53};
use memrilab_figures::{
    Along, AxisName, CampaignGoal, MapFigure, MapOf, MapPoint, PointState, PredictionFigure,
    PredictionPoint, ProgressFigure, ProgressOutlook, ProgressPoint, SliceFigure, SlicePoint,
    VariableShare,
};

pub fn usability() -> AxisName {
    AxisName::new("Usability", "")
}

/// `n` experiments that get better, every ninth failed, the last three pending.
pub fn progress(n: u32, goal: CampaignGoal) -> ProgressFigure {
    let mut rng = Stream::new(21, "campaign", 0, 0);
    let points = (1..=n).map(|number| {
        let level = 0.9 - 0.6 * libm::exp(-f64::from(number) / 9.0);
        let value = (level + 0.09 * normal(&mut rng)).clamp(0.02, 0.98);
        let state = match number {
            _ if number + 3 > n && n > 3 => PointState::Pending,
            _ if number % 9 == 4 => PointState::Failed,
            _ if number % 5 == 3 => PointState::Simulated,
            _ => PointState::Measured,
        };
        let failed = state == PointState::Failed;
        let known = state == PointState::Pending || number % 2 == 0;
        ProgressPoint {
            number,
            state,
            value: (!failed).then_some(value),
            sd: (!failed && known).then_some(0.02 + 0.04 * u53(&mut rng)),
        }
    });
    let target = matches!(goal, CampaignGoal::Target { .. });
    let ahead = |from: f64, to: f64| -> Vec<f64> {
        let step = |k: i32| from + (to - from) * (1.0 - libm::exp(-0.3 * f64::from(k)));
        (0..=10).map(step).collect()
    };
    let [expected, low, high] = match target {
        true => [ahead(0.012, 0.004), ahead(0.01, 0.001), ahead(0.014, 0.009)],
        false => [ahead(0.93, 0.97), ahead(0.92, 0.94), ahead(0.94, 0.99)],
    };
    ProgressFigure {
        name: "Perovskite memristors, second campaign".to_owned(),
        value: usability(),
        goal,
        points: points.collect(),
        start: Some(0.36),
        model_from: Some(6),
        outlook: Some(ProgressOutlook {
            expected,
            low,
            high,
        }),
    }
}

fn wave(x: f64) -> f64 {
    0.5 + 0.3 * libm::sin(3.0 * x)
}

/// A slice along a range, along levels or along categories.
pub fn slice(along: Along, name: AxisName) -> SliceFigure {
    let n = match &along {
        Along::Range { values, .. } | Along::Levels { values, .. } => values.len(),
        Along::Categories { names } => names.len(),
    };
    let place = |option: usize| match &along {
        Along::Range { values, .. } | Along::Levels { values, .. } => values[option],
        Along::Categories { .. } => option as f64,
    };
    let share = |option: usize| option as f64 / (n.max(2) - 1) as f64;
    let option = |k: usize| (k * (n - 1)) / 9;
    let mut rng = Stream::new(8, "slice", 0, 0);
    let observed = (0..10)
        .map(|k| SlicePoint {
            at: place(option(k)),
            value: wave(share(option(k))) + 0.06 * normal(&mut rng),
            sd: (k % 2 == 0).then_some(0.04),
            shared: k % 3 == 0,
        })
        .collect();
    SliceFigure {
        variable: name,
        value: usability(),
        mean: (0..n).map(|k| Some(wave(share(k)))).collect(),
        sd: (0..n)
            .map(|k| Some(0.02 + 0.1 * (share(k) - 0.4).abs()))
            .collect(),
        observed,
        current: Some(place(n / 3)),
        held: "MAPbI3 · length 1.8 µm · annealed at 100 °C for 10 min".to_owned(),
        along,
    }
}

pub fn range(n: usize, low: f64, high: f64, log: bool) -> Along {
    let values = (0..n).map(|k| {
        let u = k as f64 / (n.max(2) - 1) as f64;
        match log {
            true => low * libm::pow(high / low, u),
            false => low + u * (high - low),
        }
    });
    Along::Range {
        values: values.collect(),
        log,
    }
}

pub fn levels(values: &[f64]) -> Along {
    Along::Levels {
        values: values.to_vec(),
        log: false,
    }
}

pub fn perovskites() -> Along {
    let names = [
        "MAPbI3",
        "MAPbBr3",
        "FAPbI3",
        "CsPbI3",
        "CsPbBr3",
        "Cs0.05(FA0.83MA0.17)0.95Pb(I0.83Br0.17)3",
    ];
    Along::Categories {
        names: names.iter().map(|&name| name.to_owned()).collect(),
    }
}

fn options(along: &Along) -> usize {
    match along {
        Along::Range { values, .. } | Along::Levels { values, .. } => values.len(),
        Along::Categories { names } => names.len(),
    }
}

/// A map of a hill, with a hole where `of` is a logarithm.
pub fn map(of: MapOf, x: (AxisName, Along), y: (AxisName, Along)) -> MapFigure {
    let (nx, ny) = (options(&x.1), options(&y.1));
    let mut values = Vec::new();
    for j in 0..ny {
        for i in 0..nx {
            let u = (i as f64 + 0.5) / nx as f64 - 0.6;
            let v = (j as f64 + 0.5) / ny as f64 - 0.4;
            let hill = libm::exp(-6.0 * (u * u + v * v));
            values.push(Some(match of {
                MapOf::Mean => 0.1 + 0.8 * hill,
                MapOf::Sd => 0.02 + 0.2 * (1.0 - hill),
                MapOf::Acquisition => 0.03 * hill * hill,
                MapOf::LogAcquisition if u < -0.5 => f64::NEG_INFINITY,
                MapOf::LogAcquisition => -3.0 - 40.0 * (u * u + v * v),
            }));
        }
    }
    let place = |along: &Along, share: f64| {
        let option = (share * options(along) as f64) as usize;
        match along {
            Along::Range { values, .. } | Along::Levels { values, .. } => values[option],
            Along::Categories { .. } => option as f64,
        }
    };
    let point = |u: f64, v: f64| MapPoint {
        x: place(&x.1, u),
        y: place(&y.1, v),
    };
    let measured = vec![
        point(0.1, 0.2),
        point(0.6, 0.3),
        point(0.85, 0.9),
        point(0.35, 0.7),
    ];
    let suggested = vec![point(0.62, 0.42), point(0.3, 0.1)];
    MapFigure {
        measured,
        suggested,
        x: x.0,
        x_along: x.1,
        y: y.0,
        y_along: y.1,
        value: usability(),
        of,
        values,
        held: "length 1.8 µm · annealed at 100 °C".to_owned(),
    }
}

pub fn shares() -> Vec<VariableShare> {
    let names = [
        "length",
        "perovskite",
        "pore diameter",
        "anodisation voltage of the second step",
        "sweep rate",
        "annealing",
    ];
    let shares = [0.21, 0.46, 0.17, 0.08, 0.001, 0.079];
    let both = names.iter().zip(shares);
    both.map(|(name, share)| VariableShare {
        variable: (*name).to_owned(),
        share,
    })
    .collect()
}

pub fn prediction(n: u32) -> PredictionFigure {
    let mut rng = Stream::new(4, "prediction", 0, 0);
    let points = (1..=n).map(|number| {
        let measured = u53(&mut rng);
        let sd = 0.05 + 0.05 * u53(&mut rng);
        PredictionPoint {
            number: Some(number),
            measured,
            mean: measured + 1.1 * sd * normal(&mut rng),
            sd,
            standardised: None,
        }
    });
    PredictionFigure {
        value: usability(),
        points: points.collect(),
    }
}
