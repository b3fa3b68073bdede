//! What a person does to a campaign: text of a campaign in, text of the next one out.

use crate::{opened, parsed, refused, written};
use memrilab_bayesopt::{Settings, Space};
use memrilab_device::Recipe;
use memrilab_device::simulate::to_csv as sweep_csv;
use memrilab_fabrication::{
    Campaign, Error, Laboratory, Measured, Proposal, from_csv, from_items, from_words, settings,
    space, start, targets, to_csv,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// One thing that is done to a campaign.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Edit {
    /// Another space, settings, name or seed; what is absent stays.
    Plan {
        /// What may be made.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(optional))]
        space: Option<Space>,
        /// What is wanted, and how the model works.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(optional))]
        settings: Option<Box<Settings>>,
        /// What it is called.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(optional))]
        name: Option<String>,
        /// Seed of suggestions.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(optional, type = "number"))]
        seed: Option<u64>,
    },
    /// A recipe in words, such as `MAPbI3, 1.5, ..` by name: pairs of name and value.
    Add {
        /// Name and value.
        words: Vec<(String, String)>,
    },
    /// Proposals become pending.
    TakeUp {
        /// Those of a suggestion.
        proposals: Vec<Proposal>,
    },
    /// The value of an experiment.
    Tell {
        /// Its number.
        id: u32,
        /// The value.
        measured: Measured,
        /// Where it comes from.
        source: String,
        /// Whether no device was made.
        simulated: bool,
    },
    /// What the sweeps of a device say, by the campaign's method.
    Measure {
        /// The number of the experiment.
        id: u32,
        /// The usability.
        usability: f64,
        /// Lower end of its 95 % interval.
        #[serde(default)]
        low: Option<f64>,
        /// Upper end.
        #[serde(default)]
        high: Option<f64>,
        /// The device.
        source: String,
        /// Whether no device was made.
        simulated: bool,
    },
    /// A device that gave none.
    Fail {
        /// Its number.
        id: u32,
    },
    /// A value taken back.
    TakeBack {
        /// Its number.
        id: u32,
    },
    /// Experiments removed.
    Remove {
        /// Their numbers.
        ids: Vec<u32>,
    },
    /// A remark.
    Note {
        /// Its number.
        id: u32,
        /// The remark.
        note: String,
    },
    /// Rows of a table.
    Table {
        /// The table, with its heading.
        text: String,
    },
    /// The virtual laboratory makes and measures what is pending, or, where nothing is,
    /// the next recipe.
    Laboratory {
        /// How it works.
        laboratory: Laboratory,
        /// This experiment only.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(optional))]
        id: Option<u32>,
    },
}

/// A campaign of the paper's space in which nothing was made yet.
///
/// # Errors
/// None for the paper's space.
#[wasm_bindgen(js_name = newCampaign)]
pub fn new_campaign(name: &str) -> Result<String, JsValue> {
    let space = space().map_err(|e| refused(e.into()))?;
    written(&Campaign::new(name, space, settings()))
}

/// A campaign file, checked, in the form it is written in here.
///
/// # Errors
/// `{code, message}` with the place and what to try.
#[wasm_bindgen(js_name = openCampaign)]
pub fn open_campaign(bytes: &[u8]) -> Result<String, JsValue> {
    written(&Campaign::open(bytes).map_err(refused)?)
}

/// The campaign file, for people too.
///
/// # Errors
/// `{code, message}`.
#[wasm_bindgen(js_name = campaignFile)]
pub fn campaign_file(campaign: &str) -> Result<String, JsValue> {
    Ok(opened(campaign)?.to_json())
}

/// The campaign after an [`Edit`].
///
/// # Errors
/// `{code, message}`; the campaign stays as it was.
pub(crate) fn edited(campaign: &mut Campaign, edit: Edit) -> Result<(), Error> {
    match edit {
        Edit::Plan {
            space,
            settings,
            name,
            seed,
        } => {
            if let Some(space) = space {
                for experiment in &campaign.experiments {
                    space.check(&experiment.recipe)?;
                }
                campaign.space = space;
            }
            if let Some(settings) = settings {
                campaign.settings = *settings;
            }
            campaign.name = name.unwrap_or_else(|| campaign.name.clone());
            campaign.seed = seed.unwrap_or(campaign.seed);
            campaign.told()?;
        }
        Edit::Add { words } => {
            let words = words.iter().map(|(n, v)| (n.as_str(), v.as_str()));
            let recipe = from_words(&campaign.space, words)?;
            campaign.add(recipe)?;
        }
        Edit::TakeUp { proposals } => {
            campaign.take_up(&proposals)?;
        }
        Edit::Tell {
            id,
            measured,
            source,
            simulated,
        } => told(campaign, id, measured, (source, simulated))?,
        Edit::Measure {
            id,
            usability,
            low,
            high,
            source,
            simulated,
        } => {
            let measured = Measured::usability(usability, (low, high), campaign.method);
            told(campaign, id, measured, (source, simulated))?;
        }
        Edit::Fail { id } => campaign.fail(id)?,
        Edit::TakeBack { id } => campaign.take_back(id)?,
        Edit::Remove { ids } => {
            for id in ids {
                campaign.remove(id)?;
            }
        }
        Edit::Note { id, note } => campaign.experiment(id)?.note = note,
        Edit::Table { text } => {
            from_csv(campaign, &text)?;
        }
        Edit::Laboratory { laboratory, id } => virtual_step(campaign, &laboratory, id)?,
    }
    Ok(())
}

/// The value of an experiment, with where it comes from and whether no device was made.
fn told(
    campaign: &mut Campaign,
    id: u32,
    measured: Measured,
    (source, simulated): (String, bool),
) -> Result<(), Error> {
    campaign.tell(id, measured)?;
    let experiment = campaign.experiment(id)?;
    experiment.source = source;
    experiment.simulated = simulated;
    Ok(())
}

fn virtual_step(
    campaign: &mut Campaign,
    laboratory: &Laboratory,
    id: Option<u32>,
) -> Result<(), Error> {
    let waiting = |c: &Campaign| {
        let pending = |e: &&memrilab_fabrication::Experiment| {
            e.status == memrilab_fabrication::Status::Pending
        };
        c.experiments.iter().find(pending).map(|e| e.id)
    };
    let id = match id.or_else(|| waiting(campaign)) {
        Some(id) => id,
        None if campaign.experiments.is_empty() => campaign.add(start())?,
        None => {
            let next = campaign.suggest(1, campaign.seed)?;
            let ids = campaign.take_up(&next.suggestions)?;
            ids.first().copied().unwrap_or_default()
        }
    };
    let recipe = campaign.experiment(id)?.recipe.clone();
    let device = laboratory.make(&recipe, id.into())?;
    let name = format!("virtual device {id}");
    let measured = Measured::of(&name, campaign.method, &device.result)?;
    told(campaign, id, measured, (name, true))
}

/// The text of the campaign after an [`Edit`], given as JSON.
///
/// # Errors
/// `{code, message}`; nothing has changed then.
#[wasm_bindgen]
pub fn edit(campaign: &str, edit: &str) -> Result<String, JsValue> {
    let mut campaign = opened(campaign)?;
    edited(&mut campaign, parsed(edit)?).map_err(refused)?;
    written(&campaign)
}

/// What is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(optional_fields))]
pub struct Ask {
    /// How many recipes.
    pub batch: Option<usize>,
    /// How many, each for a usability of its own, from 0.93 to 0.12.
    pub series: Option<usize>,
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            batch: Some(1),
            series: None,
        }
    }
}

/// The best and the least of the paper's series of devices.
const SERIES: (f64, f64) = (0.12, 0.93);

/// The next recipes, as JSON of `Proposals`.
///
/// # Errors
/// `{code, message}`.
#[wasm_bindgen]
pub fn suggest(campaign: &str, ask: &str) -> Result<String, JsValue> {
    let campaign = opened(campaign)?;
    let ask: Ask = parsed(ask)?;
    let proposals = match ask.series {
        Some(count) => {
            campaign.suggest_series(&targets(SERIES.0, SERIES.1, count.min(64)), campaign.seed)
        }
        None => campaign.suggest(ask.batch.unwrap_or(1), campaign.seed),
    };
    written(&proposals.map_err(refused)?)
}

/// The experiments as CSV.
///
/// # Errors
/// `{code, message}`.
#[wasm_bindgen(js_name = campaignCsv)]
pub fn campaign_csv(campaign: &str) -> Result<String, JsValue> {
    Ok(to_csv(&opened(campaign)?))
}

/// The recipe, as JSON of name and value pairs, that a measured device brings in its file
/// name; nothing where it does not say all of it.
///
/// # Errors
/// `{code, message}`.
#[wasm_bindgen(js_name = recipeOf)]
pub fn recipe_of(campaign: &str, items: &str) -> Result<Option<String>, JsValue> {
    #[derive(Serialize)]
    struct Words(Vec<(String, String)>);
    let campaign = opened(campaign)?;
    let items: Recipe = parsed(items)?;
    let Some(point) = from_items(&campaign.space, &items) else {
        return Ok(None);
    };
    let words = memrilab_fabrication::in_words(&campaign.space, &point);
    written(&Words(words.into_iter().map(|(n, v, _)| (n, v)).collect())).map(Some)
}

/// The sweeps of a virtual device as CSV, to be looked at like any measured ones.
///
/// # Errors
/// `{code, message}`.
#[wasm_bindgen(js_name = virtualSweeps)]
pub fn virtual_sweeps(campaign: &str, laboratory: &str, id: u32) -> Result<String, JsValue> {
    let mut campaign = opened(campaign)?;
    let laboratory: Laboratory = parsed(laboratory)?;
    let recipe = campaign.experiment(id).map_err(refused)?.recipe.clone();
    let device = laboratory.make(&recipe, id.into()).map_err(refused)?;
    Ok(sweep_csv(&device.sweep))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sweeps_say_has_the_standard_deviation_of_its_interval() {
        let mut campaign = Campaign::new("c", space().unwrap(), settings());
        let id = campaign.add(start()).unwrap();
        let mut measured = |ends: &str| {
            let text = format!(
                r#"{{"edit":"measure","id":{id},"usability":0.5,{ends}"source":"a.csv","simulated":false}}"#
            );
            edited(&mut campaign, serde_json::from_str(&text).unwrap()).unwrap();
            let experiment = campaign.experiment(id).unwrap().clone();
            edited(&mut campaign, Edit::TakeBack { id }).unwrap();
            assert_eq!(
                (experiment.source.as_str(), experiment.simulated),
                ("a.csv", false)
            );
            experiment.measured.unwrap()
        };
        let both = measured(r#""low":0.304,"high":0.696,"#);
        assert_eq!((both.value, both.method.as_str()), (0.5, "corrected"));
        assert!((both.sd.unwrap() - 0.1).abs() < 1e-5, "{both:?}");
        assert_eq!(measured(r#""low":null,"high":0.7,"#).sd, None);
        assert_eq!(measured("").low, None);
    }
}
