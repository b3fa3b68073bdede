//! Where a network with two inputs changes its mind.

use super::{Probe, class};
use memrilab_train::data::{DataError, Dataset, Features, Shape};
use memrilab_train::model::Batch;
use memrilab_train::training::TrainError;
use serde::Serialize;

/// The plane as drifting networks see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Boundary {
    /// Both ends along x.
    pub x: [f64; 2],
    /// Both ends along y.
    pub y: [f64; 2],
    /// Cells along x.
    pub columns: u32,
    /// Cells along y.
    pub rows: u32,
    /// Share of the draws that say class 1 in the middle of each cell, row by row from the
    /// smallest y up.
    pub share: Vec<f64>,
    /// Pieces of the line without drift, `[x0, y0, x1, y1]`.
    pub clean: Vec<[f64; 4]>,
    /// For each sample: x, y, its class, and whether most draws say so.
    pub points: Vec<(f64, f64, u32, bool)>,
}

impl Probe<'_> {
    /// The shares over the plane around some samples.
    ///
    /// # Errors
    /// [`TrainError::Setting`] for another network than one of two inputs and two classes, for more than 120 cells a side or draws out of range.
    pub fn boundary(
        &mut self,
        samples: &Dataset,
        draws: u64,
        [columns, rows]: [u32; 2],
    ) -> Result<Boundary, TrainError> {
        let net = self.weights.architecture();
        if net.input().features() != 2 || net.logits() != 1 {
            return Err(TrainError::Setting {
                what: "the number of inputs of the network",
                value: net.input().features() as f64,
                range: "2, with two classes, to have a boundary in the plane".into(),
            });
        }
        for side in [columns, rows] {
            if !(2..=120).contains(&side) {
                return Err(TrainError::Setting {
                    what: "the cells of a side",
                    value: f64::from(side),
                    range: "from 2 to 120".into(),
                });
            }
        }
        let plane = Plane::around(samples, [columns, rows]);
        let all = batch(&plane.places())?;
        let mut ones = vec![0u32; plane.places().len()];
        self.each(draws, &all, |logits, width| {
            for (s, ones) in ones.iter_mut().enumerate() {
                *ones += class(logits, width, s) as u32;
            }
        })?;
        Ok(plane.boundary(&ones, draws, self.exact(&all)))
    }
}

/// The part of the plane around some samples, cut into cells.
#[derive(Debug)]
pub(crate) struct Plane {
    x: [f64; 2],
    y: [f64; 2],
    columns: u32,
    rows: u32,
    points: Vec<[f32; 2]>,
    labels: Vec<u32>,
}

impl Plane {
    pub(crate) fn around(samples: &Dataset, [columns, rows]: [u32; 2]) -> Self {
        let points = positions(samples);
        let [x, y] = [0, 1].map(|axis| ends(points.iter().map(|p| f64::from(p[axis]))));
        Self {
            x,
            y,
            columns,
            rows,
            points,
            labels: (0..samples.len()).map(|s| samples.label(s)).collect(),
        }
    }

    /// The middle of each cell, row by row from the smallest y up, then the samples.
    pub(crate) fn places(&self) -> Vec<[f32; 2]> {
        let (columns, rows) = (self.columns, self.rows);
        let cells = (0..rows).flat_map(|r| (0..columns).map(move |c| (c, r)));
        let middles = cells.map(|(c, r)| {
            [
                middle(self.x, f64::from(c), columns) as f32,
                middle(self.y, f64::from(r), rows) as f32,
            ]
        });
        middles.chain(self.points.iter().copied()).collect()
    }

    /// What draws made of the places (how many said class 1), with the logits without drift.
    pub(crate) fn boundary(&self, ones: &[u32], draws: u64, logits: &[f32]) -> Boundary {
        let (columns, rows) = (self.columns, self.rows);
        let (cells, of_points) = ones.split_at((columns * rows) as usize);
        let clean = pieces(&logits[..cells.len()], columns as usize, rows as usize);
        let place = |[c, r]: [f64; 2]| [middle(self.x, c, columns), middle(self.y, r, rows)];
        let samples = self.points.iter().zip(&self.labels).zip(of_points);
        let judged = samples.map(|((p, &label), &ones)| {
            let says = u32::from(2 * u64::from(ones) > draws);
            (f64::from(p[0]), f64::from(p[1]), label, says == label)
        });
        Boundary {
            share: cells.iter().map(|&n| f64::from(n) / draws as f64).collect(),
            clean: clean
                .into_iter()
                .map(|[a, b]| (place(a), place(b)))
                .map(|([a, b], [c, d])| [a, b, c, d])
                .collect(),
            points: judged.collect(),
            x: self.x,
            y: self.y,
            columns,
            rows,
        }
    }
}

/// The middle of cell `i` of `of` between two ends; a fraction lies between two middles.
fn middle([low, high]: [f64; 2], i: f64, of: u32) -> f64 {
    low + (high - low) * (i + 0.5) / f64::from(of)
}

fn positions(samples: &Dataset) -> Vec<[f32; 2]> {
    let mut point = [0.0; 2];
    let mut all = Vec::new();
    for i in 0..samples.len() {
        samples.features_into(i, &mut point);
        all.push(point);
    }
    all
}

/// The smallest and the largest number, with a margin.
fn ends(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let [low, high] = values.fold([f64::INFINITY, f64::NEG_INFINITY], |[a, b], v| {
        [a.min(v), b.max(v)]
    });
    let margin = 0.12 * (high - low).max(1e-6);
    [low - margin, high + margin]
}

fn batch(points: &[[f32; 2]]) -> Result<Batch, DataError> {
    let classes = vec!["0".into(), "1".into()];
    // Classes play no part; a dataset wants two.
    let labels = (0..points.len()).map(|i| u32::from(i == 0)).collect();
    let data = Dataset::new(
        Shape::vector(2),
        Features::Numbers(points.concat()),
        labels,
        classes,
    )?;
    let all: Vec<usize> = (0..points.len()).collect();
    Ok(Batch::of(&data, &all))
}

/// Where logits on a grid are 0: a line through each square of four neighbours, in columns and
/// rows (marching squares; of the two ways through a saddle the one that separates class 1).
fn pieces(logits: &[f32], columns: usize, rows: usize) -> Vec<[[f64; 2]; 2]> {
    let at = |c: usize, r: usize| f64::from(logits[r * columns + c]);
    let mut found = Vec::new();
    for (r, c) in (0..rows - 1).flat_map(|r| (0..columns - 1).map(move |c| (r, c))) {
        let corners = [(c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1)];
        let mut crossed = Vec::new();
        for side in 0..4 {
            let ((c0, r0), (c1, r1)) = (corners[side], corners[(side + 1) % 4]);
            let (a, b) = (at(c0, r0), at(c1, r1));
            if (a > 0.0) != (b > 0.0) {
                let t = a / (a - b);
                let along = |from: usize, to: usize| from as f64 + t * (to as f64 - from as f64);
                crossed.push([along(c0, c1), along(r0, r1)]);
            }
        }
        if crossed.len() == 4 && at(c, r) > 0.0 {
            crossed.rotate_left(1);
        }
        found.extend(crossed.chunks_exact(2).map(|two| [two[0], two[1]]));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_found_where_it_is() {
        let logits: Vec<f32> = (0..900)
            .map(|i| {
                let (c, r) = ((i % 30) as f32 - 14.5, (i / 30) as f32 - 14.5);
                100.0 - c * c - r * r
            })
            .collect();
        let pieces = pieces(&logits, 30, 30);
        assert!(pieces.len() > 40, "{}", pieces.len());
        let mut length = 0.0;
        for [a, b] in pieces {
            for [c, r] in [a, b] {
                assert!(((c - 14.5).hypot(r - 14.5) - 10.0).abs() < 0.05);
            }
            length += (a[0] - b[0]).hypot(a[1] - b[1]);
        }
        assert!(
            (length - 20.0 * std::f64::consts::PI).abs() < 0.3,
            "{length}"
        );
    }

    #[test]
    fn a_saddle_gives_two_pieces_that_do_not_cross() {
        for sign in [1.0, -1.0] {
            let pieces = pieces(&[sign, -sign, -sign, sign], 2, 2);
            assert_eq!(pieces.len(), 2);
            for [a, b] in pieces {
                // Each cuts off one corner.
                assert!((a[0] - b[0]).hypot(a[1] - b[1]) < 0.8);
            }
        }
    }
}
