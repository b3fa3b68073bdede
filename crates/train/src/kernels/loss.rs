//! Losses of `[classes, batch]` logits, a mean over the samples, and what was right.
//!
//! One logit alone is the logistic loss: above 0 is class 1. Beyond the samples nothing
//! counts and every gradient is 0.

/// `mean over samples of ln sum_c exp z_c - z_label`.
#[must_use]
pub fn softmax_cross_entropy(logits: &[f32], labels: &[u32], batch: usize) -> f32 {
    let mut sum = 0.0f64;
    for (s, label) in labels.iter().enumerate() {
        let (largest, total) = normaliser(logits, batch, s);
        let own = logits[*label as usize * batch + s];
        sum += f64::from(largest - own) + libm::log(f64::from(total));
    }
    (sum / labels.len().max(1) as f64) as f32
}

/// The gradient of [`softmax_cross_entropy`] times `scale`: `(p - onehot) scale / samples`.
#[must_use]
pub fn softmax_gradient(logits: &[f32], labels: &[u32], batch: usize, scale: f32) -> Vec<f32> {
    let mut gradient = vec![0.0; logits.len()];
    let scale = scale / labels.len().max(1) as f32;
    for (s, label) in labels.iter().enumerate() {
        let (largest, total) = normaliser(logits, batch, s);
        let share = scale / total;
        for (g, z) in gradient[s..]
            .iter_mut()
            .step_by(batch)
            .zip(logits[s..].iter().step_by(batch))
        {
            *g = libm::expf(z - largest) * share;
        }
        gradient[*label as usize * batch + s] -= scale;
    }
    gradient
}

fn normaliser(logits: &[f32], batch: usize, s: usize) -> (f32, f32) {
    let column = || logits[s..].iter().step_by(batch);
    let largest = column().copied().fold(f32::NEG_INFINITY, f32::max);
    (largest, column().map(|z| libm::expf(z - largest)).sum())
}

/// `mean over samples of ln(1 + exp(-y z))`, `y` = 1 for class 1 and -1 for class 0.
#[must_use]
pub fn logistic(logits: &[f32], labels: &[u32]) -> f32 {
    let one = |(z, label): (&f32, &u32)| {
        let z = f64::from(if *label == 1 { -*z } else { *z });
        z.max(0.0) + libm::log1p(libm::exp(-z.abs()))
    };
    let sum: f64 = logits.iter().zip(labels).map(one).sum();
    (sum / labels.len().max(1) as f64) as f32
}

/// The gradient of [`logistic`] times `scale`.
#[must_use]
pub fn logistic_gradient(logits: &[f32], labels: &[u32], scale: f32) -> Vec<f32> {
    let mut gradient = vec![0.0; logits.len()];
    let scale = scale / labels.len().max(1) as f32;
    for ((g, z), label) in gradient.iter_mut().zip(logits).zip(labels) {
        *g = scale * (1.0 / (1.0 + libm::expf(-z)) - *label as f32);
    }
    gradient
}

/// How many samples have their label's logit largest (the first of equals), or, with one
/// logit, on the label's side of 0.
#[must_use]
pub fn correct(logits: &[f32], labels: &[u32], batch: usize) -> usize {
    let classes = logits.len() / batch.max(1);
    let right = |(s, label): &(usize, &u32)| {
        if classes == 1 {
            return u32::from(logits[*s] > 0.0) == **label;
        }
        let mut best = 0;
        for c in 1..classes {
            if logits[c * batch + s] > logits[best * batch + s] {
                best = c;
            }
        }
        best == **label as usize
    };
    labels.iter().enumerate().filter(right).count()
}
