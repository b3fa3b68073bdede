//! What a fit and a suggestion cost among 8400 candidates, in milliseconds.
//!
//! `cargo run --release -p memrilab-bayesopt --example cost`
#![allow(clippy::print_stdout, reason = "a program")]

#[path = "../tests/common/landscape.rs"]
mod landscape;

use memrilab_bayesopt::{Campaign, Kernel, Model, Observation, Settings, suggest};
use memrilab_core::Stream;
use memrilab_core::stream::{index, normal};
use std::time::Instant;

/// The least of several runs, since other work only ever slows one down.
fn least<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .fold(f64::INFINITY, f64::min)
}

fn main() {
    println!("kernel              observations  fit  fit+1  fit+10 (ms)");
    for kernel in [Kernel::SquaredExponential, Kernel::Matern52] {
        for n in [10, 30, 60, 100, 300] {
            let settings = Settings {
                kernel,
                ..Settings::unit_interval()
            };
            let mut rng = Stream::new(1, "cost", n, 0);
            let mut campaign = Campaign::new(landscape::space(true), settings).unwrap();
            for _ in 0..n {
                let point = campaign
                    .space()
                    .point(index(&mut rng, 8400) as u64)
                    .unwrap();
                let value = landscape::usability(&point) + 0.02 * normal(&mut rng);
                campaign.observe(Observation::value(point, value)).unwrap();
            }
            let runs = if n > 100 { 3 } else { 10 };
            let fit = least(runs, || Model::new(&campaign).unwrap());
            let one = least(runs, || suggest(&campaign, 1, 1).unwrap());
            let ten = least(runs, || suggest(&campaign, 10, 1).unwrap());
            println!(
                "{:<20}{n:>12}{fit:>8.1}{one:>8.1}{ten:>8.1}",
                format!("{kernel:?}")
            );
        }
    }
}
