//! Ask: from a campaign to the points to try next, and what they rest on.

use super::Campaign;
use super::data::Data;
use super::first::spread;
use super::model::Model;
use super::report::{Phase, Suggestions};
use super::search::Search;
use crate::error::{Error, at_most};

/// Most points of one batch.
pub const MOST_BATCH: u64 = 256;

/// The next `batch` points. The same campaign, batch and seed give the same suggestions.
///
/// `seed` draws the first points, the candidates of spaces that cannot be listed, and the
/// function of [`Acquisition::Thompson`](crate::Acquisition::Thompson); elsewhere it changes nothing.
///
/// # Errors
/// A batch of 0 or above [`MOST_BATCH`]; [`Error::Exhausted`]; [`Error::NothingAllowed`];
/// [`Error::NotPositiveDefinite`]; values too extreme for their spread to be finite.
pub fn suggest(campaign: &Campaign, batch: usize, seed: u64) -> Result<Suggestions, Error> {
    at_most("points of a batch", MOST_BATCH, batch as u64)?;
    if batch == 0 {
        return Err(Error::Empty {
            what: "points in the batch".into(),
        });
    }
    let data = Data::of(campaign)?;
    if data.values < campaign.settings().initial || data.training.is_none() {
        return spread(campaign, &data, batch, seed);
    }
    let model = Model::of(campaign, data)?;
    let mut search = Search::new(&model, seed)?;
    let mut suggestions = Vec::with_capacity(batch);
    while suggestions.len() < batch {
        let Some((at, score)) = search.next(suggestions.len() as u64)? else {
            break;
        };
        suggestions.push(search.tell(at, score)?);
        if suggestions.len() < batch {
            search.believe(at)?;
        }
    }
    if suggestions.is_empty() {
        return Err(Error::Exhausted);
    }
    let mut warnings = model.warnings.clone();
    warnings.append(&mut search.notes);
    if suggestions.len() < batch {
        warnings.push(format!(
            "Only {} candidates are left; {batch} were asked for.",
            suggestions.len()
        ));
    }
    Ok(Suggestions {
        suggestions,
        phase: Phase::Model,
        model: Some(model.report()),
        candidates: search.candidates.report,
        warnings,
    })
}
