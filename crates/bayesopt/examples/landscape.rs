//! How many experiments the default settings need on the virtual landscape of
//! `reference/bo.py` (METHOD B6), over many seeds.
//!
//! `cargo run --release -p memrilab-bayesopt --example landscape -- --seeds 100`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program")]

#[path = "../tests/common/landscape.rs"]
mod landscape;
#[path = "../tests/common/simulate.rs"]
mod simulate;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let get = |name: &str| {
        args.iter()
            .position(|a| a == name)
            .and_then(|i| args.get(i + 1))
    };
    let seeds: u64 = get("--seeds").and_then(|s| s.parse().ok()).unwrap_or(20);
    let first: u64 = get("--first").and_then(|s| s.parse().ok()).unwrap_or(1);
    let settings = simulate::settings(get("--set").map(String::as_str));
    let log = !args.iter().any(|a| a == "--linear");
    let start = std::time::Instant::now();
    let mut counts: Vec<usize> = (first..first + seeds)
        .map(|seed| simulate::experiments(&settings, log, 0.02, seed, 80).unwrap_or(999))
        .collect();
    counts.sort_unstable();
    let at = |q: f64| counts[((counts.len() - 1) as f64 * q).round() as usize];
    println!("experiments after the start to the exact best, {seeds} seeds: {counts:?}");
    println!(
        "least {} lower quartile {} median {} upper quartile {} most {}; mean {:.2}; at most 12: {}; {:.1} s",
        at(0.0),
        at(0.25),
        at(0.5),
        at(0.75),
        at(1.0),
        counts.iter().map(|c| (*c).min(80)).sum::<usize>() as f64 / counts.len() as f64,
        counts.iter().filter(|c| **c <= 12).count(),
        start.elapsed().as_secs_f64()
    );
}
