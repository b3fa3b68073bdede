//! Steps of the optimisers, in place.

use serde::{Deserialize, Serialize};

/// Adam: `m = b1 m + (1 - b1) g`, `v = b2 v + (1 - b2) g^2`,
/// `w -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)` (Kingma and Ba 2015).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Adam {
    /// Decay of the mean of the gradient.
    pub beta1: f32,
    /// Decay of the mean of its square.
    pub beta2: f32,
    /// Keeps the quotient finite.
    pub epsilon: f32,
}

impl Default for Adam {
    /// The authors' values: 0.9, 0.999, 1e-8.
    fn default() -> Self {
        Self {
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
        }
    }
}

/// Stochastic gradient descent with momentum: `m = momentum m + g`, `w -= rate m`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sgd {
    /// Share of the last step that is kept.
    pub momentum: f32,
}

/// Step number `t`, counted from 1; `decay w` is added to the gradient.
pub fn adam(
    of: Adam,
    (rate, decay, t): (f32, f32, u64),
    w: &mut [f32],
    g: &[f32],
    m: &mut [f32],
    v: &mut [f32],
) {
    // In f64: 1 - beta^t loses half the digits of an f32 while t is small.
    let bias = |beta: f32| (1.0 / (1.0 - libm::pow(f64::from(beta), t as f64))) as f32;
    let (bias1, bias2) = (bias(of.beta1), bias(of.beta2));
    let (b1, b2) = (of.beta1, of.beta2);
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            let moments = m.iter_mut().zip(v.iter_mut());
            for ((w, g), (m, v)) in w.iter_mut().zip(g).zip(moments) {
                let g = g + decay * *w;
                *m = b1 * *m + (1.0 - b1) * g;
                *v = b2 * *v + (1.0 - b2) * g * g;
                *w -= rate * (*m * bias1) / ((*v * bias2).sqrt() + of.epsilon);
            }
        },
    );
}

/// One step; `decay w` is added to the gradient.
pub fn sgd(of: Sgd, (rate, decay): (f32, f32), w: &mut [f32], g: &[f32], m: &mut [f32]) {
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            for ((w, g), m) in w.iter_mut().zip(g).zip(m.iter_mut()) {
                *m = of.momentum * *m + (g + decay * *w);
                *w -= rate * *m;
            }
        },
    );
}
