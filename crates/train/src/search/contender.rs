//! The methods, and what each may choose.

use crate::model::Architecture;
use crate::training::{NoisePlan, TrainConfig, TrainError, within};
use memrilab_analog::{Noise, Site};
use memrilab_bayesopt::{Constraint, Point, Space, Value, Variable, space::Term};
use serde::{Deserialize, Serialize};

/// A way to train for drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Contender {
    /// Plain training (empirical risk minimisation); it chooses its learning rate.
    Erm,
    /// Dropout on what layers give; it chooses its rate.
    Dropout,
    /// Gaussian noise on weights; it chooses its sigma.
    Gaussian,
    /// Laplace noise on weights; it chooses its scale.
    Laplace,
    /// Log-normal noise on weights, the noise of the device itself; it chooses its sigma.
    Lognormal,
    /// Multinomial noise, the same (p1, p2) on every layer, which it chooses.
    Multinomial,
    /// Multinomial noise with a (p1, p2) of its own on every layer.
    Bayesmulti,
}

/// Steps of a share: (p1, p2) on a grid of 1/20.
const SHARES: u32 = 20;
/// Most of a layer that may be zero: beyond, its mean is too small to divide by.
const MOST_ZERO: f64 = 0.9;

impl Contender {
    /// All of them, plain training first.
    pub const ALL: [Self; 7] = [
        Self::Erm,
        Self::Dropout,
        Self::Gaussian,
        Self::Laplace,
        Self::Lognormal,
        Self::Multinomial,
        Self::Bayesmulti,
    ];

    /// As it is said on the command line and written in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Erm => "erm",
            Self::Dropout => "dropout",
            Self::Gaussian => "gaussian",
            Self::Laplace => "laplace",
            Self::Lognormal => "lognormal",
            Self::Multinomial => "multinomial",
            Self::Bayesmulti => "bayesmulti",
        }
    }

    /// Where its noise is injected if nobody says: dropout on what layers give, the others on
    /// weights, where drift is.
    #[must_use]
    pub fn site(self) -> Site {
        match self {
            Self::Dropout => Site::Activation,
            _ => Site::Weight,
        }
    }

    /// The names of the layers that get a noise of their own.
    fn noisy(net: &Architecture, site: Site) -> Vec<(usize, String)> {
        let last = net.layers().len() - 1;
        let noisy = |(i, layer): (usize, &crate::model::Layer)| {
            (layer.is_analog() && !(site == Site::Activation && i == last))
                .then(|| (i, net.layer_name(i)))
        };
        net.layers().iter().enumerate().filter_map(noisy).collect()
    }

    /// What it may choose.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for a network without an analog layer; the optimiser's reasons.
    pub fn space(self, net: &Architecture, site: Site) -> Result<Space, TrainError> {
        let noisy = Self::noisy(net, site);
        if self != Self::Erm {
            within(
                "the number of layers with noise",
                noisy.len() as f64,
                1.0,
                64.0,
                "at least 1: mark a layer as analog".into(),
            )?;
        }
        let (variables, constraints) = match self {
            Self::Erm => (
                vec![Variable::range("learning rate", 3e-4, 6e-3).logarithmic()],
                vec![],
            ),
            Self::Dropout => (vec![Variable::range("rate", 0.02, 0.8)], vec![]),
            Self::Gaussian | Self::Lognormal => (
                vec![Variable::range("sigma", 0.05, 1.5).logarithmic()],
                vec![],
            ),
            Self::Laplace => (
                vec![Variable::range("scale", 0.03, 1.0).logarithmic()],
                vec![],
            ),
            Self::Multinomial => shares(&["all layers".to_owned()]),
            Self::Bayesmulti => {
                let names: Vec<String> = noisy.into_iter().map(|(_, name)| name).collect();
                shares(&names)
            }
        };
        Ok(Space::new(variables, constraints)?)
    }

    /// The training that a point of the space asks for.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for a point of another space.
    pub fn apply(
        self,
        base: &TrainConfig,
        site: Site,
        point: &Point,
    ) -> Result<TrainConfig, TrainError> {
        let other = || TrainError::Setting {
            what: "the number of settings",
            value: point.0.len() as f64,
            range: format!("those of the space of {}", self.name()),
        };
        let number = || match point.0.as_slice() {
            [Value::Number(x)] => Ok(*x),
            _ => Err(other()),
        };
        let law = |value: &Value| match value {
            Value::Shares(s) if s.len() == 3 => Ok(Noise::Multinomial { p1: s[0], p2: s[1] }),
            _ => Err(other()),
        };
        let mut config = base.clone();
        let noise = match self {
            Self::Erm => {
                config.rate = number()?;
                config.noise = NoisePlan::default();
                return Ok(config);
            }
            Self::Dropout => Noise::Dropout { rate: number()? },
            Self::Gaussian => Noise::Gaussian { sigma: number()? },
            Self::Laplace => Noise::Laplace { scale: number()? },
            Self::Lognormal => Noise::LogNormal { sigma: number()? },
            Self::Multinomial => law(point.0.first().ok_or_else(other)?)?,
            Self::Bayesmulti => {
                let noisy = Self::noisy(&base.model, site);
                if noisy.len() != point.0.len() {
                    return Err(other());
                }
                let mut layers = vec![Noise::None; base.model.layers().len()];
                for ((layer, _), value) in noisy.iter().zip(&point.0) {
                    layers[*layer] = law(value)?;
                }
                config.noise = NoisePlan {
                    layers,
                    ..NoisePlan::every(Noise::None, site)
                };
                return Ok(config);
            }
        };
        config.noise = NoisePlan::every(noise, site);
        Ok(config)
    }
}

/// A mixture of 0, 1/2 and 1 for each name.
fn shares(names: &[String]) -> (Vec<Variable>, Vec<Constraint>) {
    let parts = ["zero", "half", "one"];
    let variable = |name: &String| Variable::simplex(name, &parts, SHARES);
    let limit = |name: &String| Constraint::Linear {
        terms: vec![Term {
            variable: name.clone(),
            part: Some("zero".into()),
            weight: 1.0,
        }],
        at_most: MOST_ZERO,
    };
    (
        names.iter().map(variable).collect(),
        names.iter().map(limit).collect(),
    )
}

impl std::str::FromStr for Contender {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|c| c.name() == text);
        let names = || Self::ALL.map(Self::name).join(", ");
        found.ok_or_else(|| format!("there is no method `{text}`; give one of {}", names()))
    }
}
