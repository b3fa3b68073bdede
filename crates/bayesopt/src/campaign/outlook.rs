//! Whether it is worth going on: the best to be expected against experiments left.
//!
//! The next points are chosen as a batch would be, and the function is drawn jointly at
//! them and at the incumbent. After `j` of them the best is the largest of the incumbent
//! and the first `j`; its mean over the draws never falls. Points that could still be
//! chosen in the light of results are worth more, so this is a cautious view.

use super::Campaign;
use super::joint::Joint;
use super::model::Model;
use super::search::Search;
use super::suggest::MOST_BATCH;
use crate::acquisition::Acquisition;
use crate::error::{Error, at_most, finite};
use memrilab_core::{Stream, stats};
use serde::{Deserialize, Serialize};

const MOST_DRAWS: u64 = 100_000;

/// The best expected after 0, 1, 2, .. more experiments, in the units of the values; with
/// a target, the distance to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Outlook {
    /// Its mean.
    pub expected: Vec<f64>,
    /// Its 10 % quantile.
    pub low: Vec<f64>,
    /// Its 90 % quantile.
    pub high: Vec<f64>,
    /// How many draws of the function it rests on.
    pub draws: usize,
}

/// The best to be expected after each of up to `experiments` more, from `draws` draws.
/// Fewer are told where fewer candidates are left.
///
/// # Errors
/// [`Error::NoModel`] before there is a value; more than 256 experiments or 100 000 draws,
/// or none; whatever [`suggest`](crate::suggest) fails of.
pub fn outlook(
    campaign: &Campaign,
    experiments: usize,
    draws: usize,
    seed: u64,
) -> Result<Outlook, Error> {
    at_most("experiments of an outlook", MOST_BATCH, experiments as u64)?;
    at_most("draws of an outlook", MOST_DRAWS, draws as u64)?;
    if draws == 0 {
        return Err(Error::Empty {
            what: "draws".into(),
        });
    }
    // Draws of the function are taken below; the points come from the improvement rule.
    let mut ruled = campaign.clone();
    if campaign.settings().acquisition == Acquisition::Thompson {
        let mut settings = campaign.settings().clone();
        settings.acquisition = Acquisition::default();
        ruled.set(settings)?;
    }
    let model = Model::new(&ruled)?;
    let training = model.gp.training();
    let mut points = vec![training.row(model.incumbent.0).to_vec()];
    let mut search = Search::new(&model, seed)?;
    while points.len() <= experiments {
        let Some((at, score)) = search.next(0)? else {
            break;
        };
        points.push(search.coordinates(at));
        search.tell(at, score)?;
        search.believe(at)?;
    }
    let joint = Joint::new(&model.gp, &points)?;
    let (aim, units) = (model.aim(), model.units());
    let shown = |worth: f64| match aim.target {
        None => units.to_value(worth),
        Some(_) => -units.scale * worth,
    };
    let mut rng = Stream::new(seed, "bayesopt.outlook", model.data.values as u64, 0);
    let mut best: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); points.len()];
    for _ in 0..draws {
        let mut top = f64::NEG_INFINITY;
        for (all, value) in best.iter_mut().zip(joint.draw(&mut rng)) {
            top = top.max(aim.worth(value));
            all.push(shown(top));
        }
    }
    let mut out = Outlook {
        expected: Vec::new(),
        low: Vec::new(),
        high: Vec::new(),
        draws,
    };
    for mut all in best {
        let mean = all.iter().sum::<f64>() / draws as f64;
        out.expected.push(finite("an expected best", mean)?);
        stats::sort(&mut all);
        let at = |p| stats::quantile(&all, p).ok_or(Error::NoModel);
        out.low.push(at(0.1)?);
        out.high.push(at(0.9)?);
    }
    Ok(out)
}
