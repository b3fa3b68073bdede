//! A campaign on the virtual landscape, as METHOD B6 has it.
#![allow(dead_code, reason = "each user takes its part")]

use crate::landscape::{OPTIMUM, START, space, usability};
use memrilab_bayesopt::{Campaign, Observation, Settings, suggest};
use memrilab_core::Stream;
use memrilab_core::stream::normal;

/// The settings for values in [0, 1], with fields replaced by those of a JSON object.
pub(crate) fn settings(changes: Option<&str>) -> Settings {
    let mut value = serde_json::to_value(Settings::unit_interval()).unwrap();
    if let Some(text) = changes {
        let more: serde_json::Value = serde_json::from_str(text).unwrap();
        for (key, v) in more.as_object().unwrap() {
            value[key] = v.clone();
        }
    }
    serde_json::from_value(value).unwrap()
}

/// Experiments after the start until the best recipe is made; `None` if not within `most`.
pub(crate) fn experiments(
    settings: &Settings,
    log: bool,
    noise: f64,
    seed: u64,
    most: usize,
) -> Option<usize> {
    let mut rng = Stream::new(seed, "landscape.noise", 0, 0);
    let settings = Settings {
        seed,
        ..settings.clone()
    };
    let mut campaign = Campaign::new(space(log), settings).unwrap();
    let mut index = START;
    for done in 0..=most {
        let point = campaign.space().point(index).unwrap();
        let value = usability(&point) + noise * normal(&mut rng);
        campaign.observe(Observation::value(point, value)).unwrap();
        if index == OPTIMUM {
            return Some(done);
        }
        index = suggest(&campaign, 1, seed).unwrap().suggestions[0]
            .index
            .unwrap();
    }
    None
}
