//! A bounded quasi-Newton minimiser for a handful of variables.
//!
//! Limited-memory BFGS on the variables that are free, with projection on the bounds and
//! a backtracking search along the projected path (Byrd, Lu, Nocedal and Zhu, SIAM J.
//! Sci. Comput. 16, 1190 (1995), without their generalised Cauchy point, which hardly
//! matters where few bounds are active).

const MEMORY: usize = 10;

/// Where a descent ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Minimum {
    pub(crate) at: Vec<f64>,
    pub(crate) value: f64,
    pub(crate) evaluations: usize,
}

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) iterations: usize,
    /// Relative decrease of the value below which a step is the last.
    pub(crate) decrease: f64,
    /// Largest entry of the projected gradient that counts as none.
    pub(crate) gradient: f64,
}

struct Pair {
    s: Vec<f64>,
    y: Vec<f64>,
    sy: f64,
}

fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Minimises `f`, which fills the gradient and may return infinity where it is undefined.
pub(crate) fn minimise(
    mut f: impl FnMut(&[f64], &mut [f64]) -> f64,
    start: &[f64],
    bounds: &[(f64, f64)],
    limits: Limits,
) -> Minimum {
    let n = start.len();
    let clip = |i: usize, v: f64| v.max(bounds[i].0).min(bounds[i].1);
    let mut x: Vec<f64> = (0..n).map(|i| clip(i, start[i])).collect();
    let mut g = vec![0.0; n];
    let mut value = f(&x, &mut g);
    let mut evaluations = 1;
    let mut memory: Vec<Pair> = Vec::new();
    let (mut next, mut next_g) = (vec![0.0; n], vec![0.0; n]);
    for _ in 0..limits.iterations {
        if !value.is_finite() {
            break;
        }
        let projected = (0..n)
            .map(|i| (x[i] - clip(i, x[i] - g[i])).abs())
            .fold(0.0, f64::max);
        if projected <= limits.gradient {
            break;
        }
        let free: Vec<bool> = (0..n)
            .map(|i| !((x[i] <= bounds[i].0 && g[i] > 0.0) || (x[i] >= bounds[i].1 && g[i] < 0.0)))
            .collect();
        let mut d = direction(&g, &free, &memory);
        let mut slope = inner(&d, &g);
        if slope.is_nan() || slope >= 0.0 {
            memory.clear();
            d = direction(&g, &free, &memory);
            slope = inner(&d, &g);
        }
        let mut step = if memory.is_empty() {
            (1.0 / libm::sqrt(inner(&d, &d))).min(1.0)
        } else {
            1.0
        };
        let mut found = false;
        let mut next_value = value;
        for _ in 0..25 {
            for i in 0..n {
                next[i] = clip(i, x[i] + step * d[i]);
            }
            next_value = f(&next, &mut next_g);
            evaluations += 1;
            let along: f64 = (0..n).map(|i| g[i] * (next[i] - x[i])).sum();
            if next_value.is_finite() && next_value <= value + 1e-4 * along {
                found = true;
                break;
            }
            // The minimum of the parabola through both values and the slope, held back.
            let curved = next_value - value - step * slope;
            let parabola = -0.5 * slope * step * step / curved;
            step = if parabola.is_finite() {
                parabola.clamp(0.1 * step, 0.5 * step)
            } else {
                0.1 * step
            };
        }
        if !found {
            if memory.is_empty() {
                break;
            }
            memory.clear();
            continue;
        }
        let s: Vec<f64> = (0..n).map(|i| next[i] - x[i]).collect();
        let y: Vec<f64> = (0..n).map(|i| next_g[i] - g[i]).collect();
        let sy = inner(&s, &y);
        if sy > 1e-10 * inner(&y, &y) {
            if memory.len() == MEMORY {
                memory.remove(0);
            }
            memory.push(Pair { s, y, sy });
        }
        let decrease = value - next_value;
        std::mem::swap(&mut x, &mut next);
        std::mem::swap(&mut g, &mut next_g);
        value = next_value;
        if decrease <= limits.decrease * value.abs().max(1.0) {
            break;
        }
    }
    Minimum {
        at: x,
        value,
        evaluations,
    }
}

/// Minus the inverse Hessian's estimate times the gradient, over the free variables.
fn direction(g: &[f64], free: &[bool], memory: &[Pair]) -> Vec<f64> {
    let held = |v: &[f64]| -> Vec<f64> {
        v.iter()
            .zip(free)
            .map(|(v, f)| if *f { *v } else { 0.0 })
            .collect()
    };
    let mut q = held(g);
    let mut factors = Vec::with_capacity(memory.len());
    for pair in memory.iter().rev() {
        let a = inner(&held(&pair.s), &q) / pair.sy;
        q.iter_mut()
            .zip(held(&pair.y))
            .for_each(|(q, y)| *q -= a * y);
        factors.push(a);
    }
    if let Some(last) = memory.last() {
        let scale = last.sy / inner(&last.y, &last.y);
        q.iter_mut().for_each(|q| *q *= scale);
    }
    for (pair, a) in memory.iter().zip(factors.into_iter().rev()) {
        let b = inner(&held(&pair.y), &q) / pair.sy;
        q.iter_mut()
            .zip(held(&pair.s))
            .for_each(|(q, s)| *q += (a - b) * s);
    }
    q.iter_mut().for_each(|q| *q = -*q);
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rosenbrock(x: &[f64], g: &mut [f64]) -> f64 {
        let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
        g[0] = -2.0 * a - 400.0 * x[0] * b;
        g[1] = 200.0 * b;
        a * a + 100.0 * b * b
    }

    const LIMITS: Limits = Limits {
        iterations: 200,
        decrease: 0.0,
        gradient: 1e-9,
    };

    #[test]
    fn a_curved_valley() {
        let m = minimise(rosenbrock, &[-1.2, 1.0], &[(-5.0, 5.0); 2], LIMITS);
        assert!(
            (m.at[0] - 1.0).abs() < 1e-7 && (m.at[1] - 1.0).abs() < 1e-7,
            "{m:?}"
        );
    }

    #[test]
    fn the_valley_cut_by_a_bound() {
        // With x <= 1/2 the minimum lies on the bound, at y = x^2.
        let m = minimise(
            rosenbrock,
            &[-1.2, 1.0],
            &[(-5.0, 0.5), (-5.0, 5.0)],
            LIMITS,
        );
        assert!(
            (m.at[0] - 0.5).abs() < 1e-12 && (m.at[1] - 0.25).abs() < 1e-7,
            "{m:?}"
        );
    }

    #[test]
    fn nothing_is_found_where_nothing_is_defined() {
        let m = minimise(|_, _| f64::INFINITY, &[0.0], &[(-1.0, 1.0)], LIMITS);
        assert_eq!(m.evaluations, 1);
        assert!(m.value.is_infinite());
    }
}
