//! What is scored: a whole grid, a list, or draws from a space too large for either.

use super::draw::{anywhere, around};
use super::report::{CandidateReport, CandidateSource};
use super::{Campaign, data::Data};
use crate::error::Error;
use crate::gp::{Axis, Queries};
use crate::space::{Point, Space};
use memrilab_core::Stream;
use std::collections::BTreeSet;

/// Draws that may miss the constraints, for each that is wanted.
const PATIENCE: usize = 200;

pub(crate) struct Candidates<'a> {
    space: &'a Space,
    pub(crate) queries: Queries,
    /// In drawn sets the points; empty where an index tells them.
    points: Vec<Point>,
    seen: BTreeSet<Vec<u64>>,
    /// Not to be suggested: excluded, measured, pending or chosen.
    pub(crate) blocked: Vec<bool>,
    pub(crate) report: CandidateReport,
}

impl<'a> Candidates<'a> {
    /// `good` are the points whose neighbourhoods are looked at where candidates are drawn.
    pub(crate) fn new(
        campaign: &'a Campaign,
        data: &Data,
        good: &[Point],
        seed: u64,
    ) -> Result<Self, Error> {
        let mut all = match campaign.space().listable() {
            Some(_) => Self::listed(campaign.space(), data)?,
            None => Self::drawn(campaign, data, good, seed)?,
        };
        all.block(campaign);
        Ok(all)
    }

    fn listed(space: &'a Space, data: &Data) -> Result<Self, Error> {
        let encoder = &data.encoder;
        let queries = if space.listed().is_empty() {
            let mut axes = Vec::new();
            for (i, variable) in space.variables().iter().enumerate() {
                let mut levels = Vec::new();
                for value in variable.all_options() {
                    encoder.encode_value(i, &value, &mut levels)?;
                }
                axes.push(Axis {
                    span: encoder.spans()[i].clone(),
                    levels,
                });
            }
            Queries::grid(axes)?
        } else {
            let mut x = Vec::new();
            for point in space.listed() {
                x.extend(encoder.encode(point)?);
            }
            Queries::list(encoder.dimension(), x)?
        };
        let blocked = space.excluded();
        let source = if space.listed().is_empty() {
            CandidateSource::Enumerated
        } else {
            CandidateSource::Listed
        };
        Ok(Self {
            space,
            queries,
            points: Vec::new(),
            seen: BTreeSet::new(),
            report: CandidateReport {
                source,
                count: blocked.iter().filter(|b| !**b).count(),
                drawn: 0,
                local: 0,
            },
            blocked,
        })
    }

    fn drawn(
        campaign: &'a Campaign,
        data: &Data,
        good: &[Point],
        seed: u64,
    ) -> Result<Self, Error> {
        let space = campaign.space();
        let round = (campaign.observations().len() + campaign.pending().len()) as u64;
        let mut rng = Stream::new(seed, "bayesopt.candidates", round, 0);
        let wanted = campaign.settings().drawn;
        let mut out = Self {
            space,
            queries: Queries::list(data.encoder.dimension(), Vec::new())?,
            points: Vec::new(),
            seen: BTreeSet::new(),
            blocked: Vec::new(),
            report: CandidateReport {
                source: CandidateSource::Drawn,
                count: 0,
                drawn: 0,
                local: 0,
            },
        };
        let mut fresh = Vec::new();
        for _ in 0..wanted * PATIENCE {
            if fresh.len() == wanted {
                break;
            }
            let point = anywhere(space, &mut rng);
            if space.allows(&point) {
                fresh.push(point);
            }
        }
        out.report.drawn = out.append(data, fresh)?;
        let mut near = Vec::new();
        for point in good {
            for reach in [0.1, 0.02] {
                near.extend(around(space, point, reach, &mut rng));
            }
        }
        out.report.local = out.append(data, near)?;
        if out.points.is_empty() {
            return Err(Error::NothingAllowed);
        }
        Ok(out)
    }

    /// Adds neighbours of drawn candidates; returns from where on the list is new.
    pub(crate) fn refine(
        &mut self,
        campaign: &Campaign,
        data: &Data,
        best: &[usize],
        reach: f64,
        seed: u64,
    ) -> Result<usize, Error> {
        let from = self.points.len();
        let mut rng = Stream::new(seed, "bayesopt.refine", from as u64, 0);
        let near: Vec<Point> = best
            .iter()
            .flat_map(|&i| around(self.space, &self.points[i], reach, &mut rng))
            .collect();
        self.report.local += self.append(data, near)?;
        self.block(campaign);
        Ok(from)
    }

    /// Whether more can be drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.report.source == CandidateSource::Drawn
    }

    /// Appends the points that are allowed and new, and says how many.
    fn append(&mut self, data: &Data, points: Vec<Point>) -> Result<usize, Error> {
        let mut x: Vec<f64> = (0..self.points.len())
            .flat_map(|i| self.queries.coordinates(i))
            .collect();
        let before = self.points.len();
        for point in points {
            if !self.space.allows(&point) {
                continue;
            }
            let row = data.encoder.encode(&point)?;
            if self.seen.insert(row.iter().map(|v| v.to_bits()).collect()) {
                x.extend(row);
                self.points.push(point);
            }
        }
        self.queries = Queries::list(data.encoder.dimension(), x)?;
        self.blocked.resize(self.points.len(), false);
        self.report.count = self.points.len();
        Ok(self.points.len() - before)
    }

    fn block(&mut self, campaign: &Campaign) {
        let settings = campaign.settings();
        let measured = campaign.observations().iter().map(|o| &o.point);
        let measured = measured.filter(|_| !settings.replicates);
        for point in measured.chain(campaign.pending()) {
            if self.is_drawn() {
                for (candidate, blocked) in self.points.iter().zip(&mut self.blocked) {
                    *blocked |= crate::space::points_equal(candidate, point);
                }
            } else if let Some(i) = self.space.index(point) {
                self.blocked[i as usize] = true;
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.blocked.len()
    }

    pub(crate) fn point(&self, i: usize) -> Option<Point> {
        if self.is_drawn() {
            self.points.get(i).cloned()
        } else {
            self.space.point(i as u64)
        }
    }

    pub(crate) fn index(&self, i: usize) -> Option<u64> {
        if self.is_drawn() {
            self.space.index(self.points.get(i)?)
        } else {
            Some(i as u64)
        }
    }
}
