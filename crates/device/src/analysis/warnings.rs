//! What a reader of the numbers should know, one sentence each.

use super::branch::Branches;
use super::conductance::Mask;
use super::options::{Method, Options};
use super::result::DeviceAnalysis;
use super::switching::ohmic_sets;
use crate::{Pulses, Sweep};
use memrilab_core::quantity::{Amperes, engineering};

/// Warnings about a swept device.
pub(super) fn sweep(
    sweep: &Sweep,
    legs: &Branches,
    mask: &Mask,
    analysis: &DeviceAnalysis,
    options: &Options,
) -> Vec<String> {
    let mut said = common(analysis, options);
    let required = options.required_length;
    let clipped = analysis.clipped_fraction.unwrap_or(0.0);
    if clipped > 0.05 {
        let level = mask
            .current
            .map_or(String::new(), |a| format!(" of {}", Amperes(a)));
        said.push(format!(
            "{:.0} % of the outward leg is at the compliance{level}; `corrected` leaves it out, \
             `paper` does not.",
            100.0 * clipped
        ));
    }
    let before = analysis.points_before_compliance.unwrap_or(0);
    if mask.current.is_some() && before < required {
        said.push(format!(
            "Only {before} points have half of the cycles below compliance, so the length is \
             capped by compliance and late points hold the surviving cycles only."
        ));
    }
    let points = legs.forward.len();
    if points < required {
        said.push(format!(
            "The outward leg has {points} points, so a run of {required} cannot be reached; do \
             not compare with devices measured with another step or range."
        ));
    }
    if let Some(ratio) = analysis.switching.on_off_ratio.map(|q| q.median)
        && ratio < 1.0
    {
        said.push(format!(
            "The conductance is lower after the sweep than before (on/off ratio {ratio:.2}): a RESET sweep, \
             or the wrong polarity, whose run says nothing about SET."
        ));
    }
    if sweep.magnitude_only {
        said.push("The file stores |I|: no current is negative although voltages are.".into());
    }
    let set_count = analysis.switching.v_set.map_or(0, |q| q.count);
    let ohmic = ohmic_sets(sweep, legs, &analysis.switching.cycles);
    if 2 * ohmic > set_count {
        said.push(format!(
            "V_SET of {ohmic} of {set_count} cycles lies where the current of a plain resistor \
             would also triple within five points; the conductance itself does not."
        ));
    }
    if let (Some(stated), Some(found)) = (sweep.stated_compliance, mask.current)
        && (found / stated.0 - 1.0).abs() > 0.1
    {
        said.push(format!(
            "The file states a compliance of {stated}, but the currents level off at {}.",
            engineering(found, "A")
        ));
    }
    said
}

/// Warnings about a pulse train.
pub(super) fn pulses(pulses: &Pulses, analysis: &DeviceAnalysis, options: &Options) -> Vec<String> {
    let mut said = common(analysis, options);
    if !pulses.in_siemens {
        said.push(
            "The file names no unit of conductance; run and usability do not depend on it.".into(),
        );
    }
    said
}

/// A method was left out because nothing is below compliance.
pub(super) fn all_in_compliance(method: Method) -> String {
    format!(
        "`{}` has no value: every point of the outward leg is at compliance; give another \
         compliance if it was found wrongly.",
        method.name()
    )
}

fn common(analysis: &DeviceAnalysis, options: &Options) -> Vec<String> {
    let mut said = Vec::new();
    match analysis.cycles {
        0 | 1 => said.push("One cycle only: no spread, so no sigma and no usability.".into()),
        cycles @ 2..10 => {
            said.push(format!("{cycles} cycles only: the interval is indicative."));
        }
        _ => {}
    }
    for method in &analysis.methods {
        let (name, result) = (method.method.name(), &method.result);
        if result.degenerate {
            said.push(format!("`{name}`: the conductance does not rise anywhere."));
        }
        if result.excluded > 0 && analysis.cycles > 1 && method.method != Method::Table {
            let noun = if result.excluded == 1 {
                "entry"
            } else {
                "entries"
            };
            said.push(format!(
                "`{name}`: {} {noun} of the window without a ratio: not positive, or without a \
                 second cycle.",
                result.excluded
            ));
        }
        if method.method == Method::Table && result.length_factor > 1.0 {
            said.push(format!(
                "`table` divides the run by 100 whatever the number of points, so its length \
                 factor is {:.2}; the usability is cut at 1.",
                result.length_factor
            ));
        }
        if result.points < options.required_length && analysis.v_max.is_none() {
            said.push(format!(
                "The train has {} pulses, so a run of {} cannot be reached.",
                result.points, options.required_length
            ));
            break;
        }
    }
    said
}
