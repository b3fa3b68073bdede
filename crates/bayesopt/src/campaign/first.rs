//! Points before there is a model: far from each other and from all that was tried.

use super::candidates::Candidates;
use super::data::Data;
use super::report::{Phase, Suggestion, Suggestions};
use super::{Campaign, Outcome};
use crate::error::Error;
use memrilab_core::Stream;
use memrilab_core::stream::index;

/// Candidates among which the farthest is looked for.
const POOL: usize = 512;

/// Each point in turn is, of a pool drawn from the candidates, the one whose nearest
/// neighbour among the points tried, pending and chosen is farthest, in encoded
/// coordinates; the very first is drawn.
pub(super) fn spread(
    campaign: &Campaign,
    data: &Data,
    batch: usize,
    seed: u64,
) -> Result<Suggestions, Error> {
    let candidates = Candidates::new(campaign, data, &[], seed)?;
    let mut free: Vec<usize> = (0..candidates.len())
        .filter(|i| !candidates.blocked[*i])
        .collect();
    if free.is_empty() {
        return Err(Error::Exhausted);
    }
    let round = (campaign.observations().len() + campaign.pending().len()) as u64;
    let mut rng = Stream::new(seed, "bayesopt.spread", round, 0);
    // The first POOL places of a shuffle.
    let pool = free.len().min(POOL.max(4 * batch));
    for i in 0..pool {
        let j = i + index(&mut rng, free.len() - i);
        free.swap(i, j);
    }
    free.truncate(pool);
    let coordinates: Vec<Vec<f64>> = free
        .iter()
        .map(|i| candidates.queries.coordinates(*i))
        .collect();
    let mut nearest = vec![f64::INFINITY; pool];
    let approach = |nearest: &mut [f64], x: &[f64]| {
        for (near, c) in nearest.iter_mut().zip(&coordinates) {
            let d2: f64 = c.iter().zip(x).map(|(a, b)| (a - b) * (a - b)).sum();
            *near = near.min(d2);
        }
    };
    let tried = campaign.observations().iter().map(|o| &o.point);
    for point in tried.chain(campaign.pending()) {
        approach(&mut nearest, &data.encoder.encode(point)?);
    }
    let mut suggestions = Vec::new();
    let mut taken = vec![false; pool];
    for _ in 0..batch.min(pool) {
        let mut best: Option<usize> = None;
        for i in (0..pool).filter(|i| !taken[*i]) {
            if best.is_none_or(|b| nearest[i] > nearest[b]) {
                best = Some(i);
            }
        }
        let Some((at, point)) = best.and_then(|b| Some((b, candidates.point(free[b])?))) else {
            break;
        };
        taken[at] = true;
        approach(&mut nearest, &coordinates[at].clone());
        suggestions.push(Suggestion {
            point,
            index: candidates.index(free[at]),
            mean: None,
            sd: None,
            acquisition: None,
            works: None,
        });
    }
    let mut warnings = Vec::new();
    if suggestions.len() < batch {
        warnings.push(format!(
            "Only {} candidates are left; {batch} were asked for.",
            suggestions.len()
        ));
    }
    let failed = campaign
        .observations()
        .iter()
        .all(|o| o.outcome == Outcome::Failed);
    if failed && !campaign.observations().is_empty() {
        warnings.push(
            "Everything tried so far has failed; the suggestion is as far from that as can be."
                .into(),
        );
    }
    Ok(Suggestions {
        suggestions,
        phase: Phase::Spread,
        model: None,
        candidates: candidates.report,
        warnings,
    })
}
