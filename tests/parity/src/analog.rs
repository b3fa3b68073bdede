//! What a device does to weights: mapping, drift, injected noise, certificates, comparisons.

use crate::Lines;
use memrilab_analog::bulk::{BLOCK, cos_sin_turn, exp_f32, fill_normals, ln_f32};
use memrilab_analog::certify::lognormal::{self, Sampled};
use memrilab_analog::certify::vote::{VoteOptions, WeightNoise, vote_weights};
use memrilab_analog::certify::{Law, binomial, counterexamples, exact, published};
use memrilab_analog::{
    Curve, Drift, DriftOptions, Error, Injection, Mapping, MappingChoice, Noise, Preserve, Site,
    drift, paired,
};
use memrilab_core::{Stream, stream::normal};
use memrilab_device::drift::DriftModel;

pub(crate) fn cases(lines: &mut Lines) {
    functions(lines);
    noises(lines);
    mappings(lines);
    certificates(lines);
    comparisons(lines);
}

fn wide(values: &[f32]) -> impl Iterator<Item = f64> + '_ {
    values.iter().map(|v| f64::from(*v))
}

/// The number, or why there is none.
fn told(lines: &mut Lines, name: &str, value: Result<f64, Error>) {
    match value {
        Ok(value) => lines.number(name, value),
        Err(error) => lines.text(name, &error.to_string()),
    }
}

/// Every exponent of the arguments, and mantissas in between.
fn functions(lines: &mut Lines) {
    let bits = || (0..=u32::from(u16::MAX)).map(|i| f32::from_bits(i << 16 | 0x5a5a));
    let small = bits().filter(|x| x.is_finite());
    lines.all("bulk exp", small.map(|x| f64::from(exp_f32(x))));
    let positive = bits().filter(|x| x.is_finite() && *x > 0.0);
    lines.all("bulk ln", positive.map(|x| f64::from(ln_f32(x))));
    let turns = (0..100_000u32).map(|i| cos_sin_turn(i.wrapping_mul(0x9e37_79b9)));
    lines.all(
        "bulk cos and sin",
        turns.flat_map(|(c, s)| [c, s]).map(f64::from),
    );
    for count in [1, 2, BLOCK - 1, BLOCK, BLOCK + 3, 100_000] {
        let mut z = vec![0.0; count];
        fill_normals(&mut Stream::new(3, "drift", 0, count as u64), &mut z);
        lines.all(&format!("{count} bulk normals"), wide(&z));
    }
}

fn noises(lines: &mut Lines) {
    for noise in [
        Noise::None,
        Noise::Multinomial { p1: 0.25, p2: 0.5 },
        Noise::authors_code(0.3),
        Noise::Dropout { rate: 0.4 },
        Noise::Gaussian { sigma: 0.7 },
        Noise::Laplace { scale: 0.3 },
        Noise::LogNormal { sigma: 0.9 },
    ] {
        for mean_preserving in [false, true] {
            let injection = Injection {
                noise,
                site: Site::Weight,
                mean_preserving,
            };
            let Ok(source) = injection.check() else {
                lines.text(&format!("{injection:?}"), "refused");
                continue;
            };
            let mut eta = vec![0.0; 10_001];
            source.factors(&mut Stream::new(7, "injected noise", 3, 1), &mut eta);
            lines.all(&format!("factors of {injection:?}"), wide(&eta));
        }
    }
}

fn weights(count: usize) -> Vec<f32> {
    let mut rng = Stream::new(11, "weights", 0, 0);
    (0..count).map(|_| normal(&mut rng) as f32).collect()
}

fn mappings(lines: &mut Lines) {
    let plain = weights(5000);
    let mut rng = Stream::new(13, "curve", 0, 0);
    let rising: Vec<f64> = (0..60)
        .map(|i| 1e-6 * (f64::from(i) + normal(&mut rng)))
        .collect();
    let curves = [
        ("long run", Curve::new(rising.clone(), 5, 55, 35)),
        ("short run", Curve::new(rising.clone(), 20, 32, 35)),
        ("short curve", Curve::new(rising[..12].to_vec(), 2, 9, 35)),
        ("flat curve", Curve::new(vec![1e-5; 40], 0, 30, 35)),
    ];
    for (name, curve) in curves {
        for choice in [MappingChoice::Corrected, MappingChoice::Listing] {
            let name = format!("{choice:?} mapping on a {name}");
            let mut stored = vec![0.0; plain.len()];
            let made = curve.as_ref().map_err(Clone::clone);
            let mapped = made
                .and_then(|curve| Mapping::new(choice, curve))
                .and_then(|mapping| mapping.map(&plain, &mut stored));
            match mapped {
                Ok(()) => lines.all(&name, wide(&stored)),
                Err(error) => lines.text(&name, &error.to_string()),
            }
        }
    }
    let mut z = vec![0.0; plain.len()];
    fill_normals(&mut Stream::new(5, "drift", 1, 0), &mut z);
    let mut drifted = vec![0.0; plain.len()];
    for usability in [0.12, 0.5, 0.93, 1.0] {
        for preserve in [Preserve::Median, Preserve::Mean] {
            let name = format!("drift at {usability}, {preserve:?}");
            let Ok(drift) = Drift::from_usability(usability, preserve) else {
                continue;
            };
            lines.number(&format!("{name}: sigma"), drift.sigma());
            let done = drift::apply(preserve, drift.sigma(), &plain, &z, &mut drifted);
            lines.text(&name, if done.is_ok() { "done" } else { "refused" });
            lines.all(&name, wide(&drifted));
        }
    }
    if let Ok(model) = DriftModel::from_usability(0.4)
        && let Ok(drift) = Drift::of(&model, DriftOptions::default())
    {
        lines.number("sigma of a model", drift.sigma());
    }
}

fn certificates(lines: &mut Lines) {
    for (k, n) in [(0, 10), (10, 10), (600, 1000), (9_990, 10_000)] {
        told(
            lines,
            &format!("{k} of {n} at least"),
            binomial::lower(k, n, 0.001),
        );
        told(
            lines,
            &format!("{k} of {n} at most"),
            binomial::upper(k, n, 0.001),
        );
    }
    for (p1, p2) in [(0.25, 0.5), (0.01, 0.98), (0.4, 0.1)] {
        let Ok(law) = Law::new(p1, p2) else { continue };
        for (c, theta) in [(0.7, 21), (0.99, 21), (0.999, 600)] {
            let name = format!("{p1}, {p2}, c {c}, {theta} weights");
            told(
                lines,
                &format!("{name}: printed"),
                published::bound(c, law, 2, theta),
            );
            told(
                lines,
                &format!("{name}: exact"),
                exact::worst_bound(c, law, 2, theta),
            );
            told(
                lines,
                &format!("{name}: simple"),
                exact::simple_safe_bound(c, law, 2, theta),
            );
            let radius = published::radius(c, law, theta);
            lines.some(&format!("{name}: radius"), radius.ok().flatten());
        }
    }
    if let Ok(examples) = counterexamples::all() {
        let numbers = examples.iter();
        lines.all(
            "counter-examples",
            numbers.flat_map(|e| [e.c, e.actual, e.published_bound, e.exact]),
        );
    }
    for (agreed, d, sigma) in [
        (600, 21, 0.5),
        (999, 21, 0.1),
        (990, 61_706, 0.5),
        (990, 400, 2.0),
    ] {
        let sampled = Sampled {
            agreed,
            draws: 1000,
            alpha: 0.01,
            s: 0.4,
            d,
            sigma_device: Some(sigma),
            shift: Some(0.2),
        };
        let name = format!("log-normal, {agreed} of 1000, {d} weights, {sigma}");
        let Ok(c) = lognormal::certify(&sampled) else {
            lines.text(&name, "refused");
            continue;
        };
        lines.all(&name, [c.p_lower, c.radius, c.gain_max]);
        for value in [c.p_shift, c.p_ball, c.p_conv, c.p_keep, c.p_sigma] {
            lines.some(&name, value);
        }
    }
    let noise = WeightNoise::Drift {
        preserve: Preserve::Median,
        sigma: 0.4,
    };
    let class = |w: &[f32]| usize::from(w[0] + w[1] > w[2] + w[3]);
    let mut rng = Stream::new(17, "vote", 0, 0);
    if let Ok(vote) = vote_weights(
        &VoteOptions::default(),
        &noise,
        &weights(4),
        &mut rng,
        class,
    ) {
        lines.text("vote", &format!("{} by {}", vote.class, vote.agreed));
        lines.number("vote", vote.p_lower);
    }
}

fn comparisons(lines: &mut Lines) {
    for count in [2, 3, 10, 100] {
        let mut rng = Stream::new(19, "comparison", 0, count);
        let mut draw =
            |mean| -> Vec<f64> { (0..count).map(|_| mean + 0.05 * normal(&mut rng)).collect() };
        let (a, b) = (draw(0.9), draw(0.88));
        let Ok(c) = paired::compare(&a, &b) else {
            continue;
        };
        let name = format!("comparison of {count}");
        for s in [c.a, c.b, c.difference] {
            lines.all(&name, [s.mean, s.sd, s.min, s.max, s.low, s.high]);
        }
        lines.some(&format!("{name}: t"), c.t);
        lines.number(&format!("{name}: p"), c.p);
    }
}
