//! The moons on a crossbar as a table.

use super::print::si;
use memrilab_study::crossbar::ExperimentResult;
use std::fmt::Write as _;

/// Accuracy and errors, method by method.
pub(crate) fn table(device: &str, result: &ExperimentResult) -> String {
    let config = &result.config;
    let window = &config.chip.window;
    let devices = result.methods.first().map_or(0, |method| method.devices);
    let mut text = format!(
        "# The moons on a 10 x 10 crossbar\n\n\
         {} test points, {} programmings each; pulses of {device}, window {} to {}, tolerance {} %, \
         wires of {} ohm, read noise {} %, converters of 8 bits. Intervals of the mean: 95 %. \
         Yield and pulses are of the {devices} devices that carry weights.\n\n",
        result.samples,
        config.draws,
        si(window.g_min, "S"),
        si(window.g_max, "S"),
        100.0 * config.writer.tolerance,
        config.effects.wires.map_or(0.0, |w| w.word),
        100.0 * config.effects.read_noise.unwrap_or(0.0),
    );
    text.push_str(
        "| method | sigma | software | array, mean | 95 % of draws | less ERM, same budget | p | error rms / output rms | yield | pulses |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
    );
    for method in &result.methods {
        for row in &method.rows {
            let spread = &row.spread;
            let (less, p) = row.against_first.as_ref().map_or_else(
                || ("-".to_owned(), "-".to_owned()),
                |paired| {
                    let d = &paired.difference;
                    let less = format!("{:+.4} ({:+.4} to {:+.4})", d.mean, d.low, d.high);
                    (less, format!("{:.2e}", paired.p))
                },
            );
            let _ = writeln!(
                text,
                "| {} | {:.3} | {:.4} | {:.4} ({:.4} to {:.4}) | {:.4} to {:.4} | {less} | {p} | {:.3} | {:.1} % | {:.1} |",
                method.name,
                row.sigma,
                method.software,
                spread.mean,
                spread.low,
                spread.high,
                row.tried.interval[0],
                row.tried.interval[1],
                row.tried.errors.rms / row.tried.errors.scale,
                100.0 * row.yield_share,
                row.pulses,
            );
        }
    }
    text.push_str(
        "\np is over programmings of one network a method, the best of its trainings, and not corrected for the number of comparisons: \
         other trainings of the same method may differ by more.\n",
    );
    for method in &result.methods {
        if let Some(other) = &method.same_as {
            let _ = writeln!(
                text,
                "{} is the same network as {other}, weight by weight: their rows are equal.",
                method.name
            );
        }
    }
    text.push_str(
        "\nThe paper runs 20 points once: 9 and 3 of them wrong differ with p = .08 by Fisher's exact test, \
         and the intervals of the two shares overlap, so it shows no difference between methods.\n",
    );
    text
}
