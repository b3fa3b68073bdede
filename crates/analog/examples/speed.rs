//! Nanoseconds per number of the bulk functions:
//! `cargo run --release -p memrilab-analog --example speed`.
#![allow(clippy::print_stdout, reason = "it is a program")]

use memrilab_analog::drift::{apply, fill_normals};
use memrilab_analog::{Curve, Injection, Mapping, MappingChoice, Noise, Preserve};
use memrilab_core::Stream;
use std::hint::black_box;
use std::time::Instant;

const N: usize = 1_000_000;

/// The shortest of 15 runs, per number.
fn time(what: &str, mut run: impl FnMut()) {
    let once = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    let best = (0..15).map(|_| once(&mut run)).fold(f64::MAX, f64::min);
    println!("{what:32} {:6.2} ns", best / N as f64 * 1e9);
}

fn main() {
    let mut rng = Stream::new(1, "speed", 0, 0);
    let (mut z, mut out) = (vec![0.0; N], vec![0.0; N]);
    time("word (ChaCha8)", || {
        let mut bytes = [0; 256];
        for _ in 0..N / 64 {
            rand::Rng::fill_bytes(&mut rng, &mut bytes);
            black_box(&bytes);
        }
    });
    time("normal", || fill_normals(&mut rng, black_box(&mut z)));
    let weights: Vec<f32> = z.iter().map(|z| 0.1 * z).collect();
    time("drifted weight (exp)", || {
        apply(Preserve::Median, 0.4, &weights, black_box(&z), &mut out).unwrap();
    });
    for noise in [
        Noise::Multinomial { p1: 0.3, p2: 0.3 },
        Noise::Dropout { rate: 0.3 },
        Noise::Gaussian { sigma: 0.3 },
        Noise::Laplace { scale: 0.3 },
        Noise::LogNormal { sigma: 0.3 },
    ] {
        let injection = Injection {
            noise,
            mean_preserving: true,
            ..Injection::default()
        };
        let source = injection.check().unwrap();
        let name = format!("{noise:?}");
        let name = name.split(' ').next().unwrap_or(&name);
        time(name, || source.factors(&mut rng, black_box(&mut out)));
    }
    let conductance = (0..60).map(|i| f64::from(i % 25)).collect();
    let curve = Curve::new(conductance, 0, 25, 35).unwrap();
    for choice in [MappingChoice::Corrected, MappingChoice::Listing] {
        let mapping = Mapping::new(choice, &curve).unwrap();
        time(&format!("{choice:?} mapping"), || {
            mapping.map(black_box(&weights), &mut out).unwrap();
        });
    }
}
