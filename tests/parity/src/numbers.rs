//! Streams, quantiles and formatting of `memrilab-core`.

use crate::Lines;
use memrilab_core::Stream;
use memrilab_core::quantity::engineering;
use memrilab_core::special::{chi2_quantile, gamma_p, normal_cdf, normal_quantile};
use memrilab_core::stats::quartiles;
use memrilab_core::stream::{index, normal, u53};

pub(crate) fn cases(lines: &mut Lines) {
    for p in [1e-9, 0.001, 0.025, 0.05, 0.3, 0.5, 0.7, 0.975, 0.999_999] {
        lines.some(&format!("normal quantile {p}"), normal_quantile(p));
        for df in [1.0, 2.0, 9.0, 59.0, 349.0, 5000.0, 250_000.0] {
            lines.some(
                &format!("chi-square quantile {p} of {df}"),
                chi2_quantile(p, df),
            );
        }
    }
    for x in [0.01, 0.5, 1.0, 3.0, 20.0] {
        lines.number(&format!("normal cdf {x}"), normal_cdf(x));
        lines.number(&format!("gamma P(2.5, {x})"), gamma_p(2.5, x));
    }
    for (seed, purpose, repeat, layer) in [
        (1, "a", 0, 0),
        (1, "b", 0, 0),
        (1, "a", 1, 0),
        (1, "a", 0, 1),
        (u64::MAX, "", 7, 9),
    ] {
        let stream = || Stream::new(seed, purpose, repeat, layer);
        let name = format!("stream {seed} {purpose} {repeat} {layer}");
        let mut rng = stream();
        lines.all(&format!("{name} uniform"), (0..1000).map(|_| u53(&mut rng)));
        let mut rng = stream();
        lines.all(
            &format!("{name} normal"),
            (0..1000).map(|_| normal(&mut rng)),
        );
        let mut rng = stream();
        lines.all(
            &format!("{name} index"),
            (0..1000).map(|_| index(&mut rng, 37) as f64),
        );
    }
    let mut rng = Stream::new(5, "quartiles", 0, 0);
    let sample: Vec<f64> = (0..101).map(|_| normal(&mut rng)).collect();
    if let Some(q) = quartiles(&sample) {
        lines.all("quartiles", [q.low, q.median, q.high]);
    }
    for value in [2.7e-5, 9.9951e-7, -0.5, 1.0, 123_456.0, 0.0, 1e-16] {
        lines.text(&format!("engineering {value}"), &engineering(value, "A"));
    }
}
