//! `memrilab certify`: what can be proved of a network, and of the theorem in general.

use super::args::Certify;
use super::{robust, runner, task};
use crate::output;
use anyhow::{Context as _, Result, bail, ensure};
use memrilab_analog::certify::{Law, vote::VoteOptions};
use memrilab_core::{Job as _, Step};
use memrilab_study::networks::{self, Certified, CertifyConfig, theory};
use memrilab_train::model::Batch;
use memrilab_train::training::fits;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

pub(crate) fn run(said: &Certify) -> Result<ExitCode> {
    let law = Law::new(said.p1, said.p2)?;
    let certified = match (&said.weights, said.c) {
        (None, Some(c)) => theory(
            c,
            law,
            said.parameters
                .context("say how many weights there are, with --parameters")?,
        )?,
        (Some(path), None) => {
            let Some(certified) = network(said, law, path)? else {
                output::note("Stopped.");
                return Ok(ExitCode::from(130));
            };
            certified
        }
        _ => bail!("give --weights of a network, or --c and --parameters for theory alone"),
    };
    if said.json {
        output::json(&certified)?;
    } else {
        output::text(&text(&certified))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn network(said: &Certify, law: Law, path: &std::path::Path) -> Result<Option<Certified>> {
    let weights = task::weights(path)?;
    let data = robust::test_samples(&said.source)?;
    fits(weights.architecture(), &data)?;
    ensure!(
        said.sample < data.len(),
        "there is no test sample {}; they go from 0 to {}",
        said.sample,
        data.len() - 1
    );
    let config = CertifyConfig {
        law,
        sigma: said.sigma,
        device: said.device_sigma.unwrap_or(said.sigma),
        votes: VoteOptions {
            draws: said.votes,
            alpha: said.alpha,
            ..VoteOptions::default()
        },
        seed: said.source.seed,
    };
    let mut job = networks::Certify::new(config, weights, Batch::of(&data, &[said.sample]))?;
    let stop = runner::stop()?;
    let bar = output::progress(0, "voting");
    loop {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        match job.step()? {
            Step::Running(progress) => {
                bar.set_length(progress.total);
                bar.set_position(progress.done);
            }
            Step::Done(certified) => {
                bar.finish_and_clear();
                return Ok(Some(certified));
            }
        }
    }
}

fn text(found: &Certified) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let whole = |value: &serde_json::Value| {
        value
            .as_u64()
            .map_or_else(|| "nothing".to_owned(), |r| format!("r = {r}"))
    };
    if let Some(class) = found.prediction {
        let _ = writeln!(text, "class {class} without noise");
    }
    let claim = &found.published;
    let _ = writeln!(
        text,
        "vote: at least {:.4} over {} weights",
        claim["c"].as_f64().unwrap_or(0.0),
        claim["theta"]
    );
    let _ = write!(
        text,
        "Theorem 1 as published: certifies {}",
        whole(&claim["certified"])
    );
    if claim["vacuous"] == true {
        text.push_str("; vacuous here: not even a perfect vote would certify r = 0");
    }
    if claim["unsafe-here"] == true {
        text.push_str("; unsafe here: with p3 > p2 the printed bound overstates what holds");
    }
    let _ = writeln!(
        text,
        "\nexact worst case over the same set: certifies {}",
        whole(&found.exact["certified"])
    );
    let _ = writeln!(
        text,
        "weights that may change arbitrarily, the rest untouched: {}",
        whole(&found.l0["radius"])
    );
    let certificate = &found.lognormal["certificate"];
    if certificate.is_object() {
        let number = |key: &str| {
            certificate[key]
                .as_f64()
                .map_or_else(|| "-".into(), |x| format!("{x:.4}"))
        };
        let _ = writeln!(
            text,
            "log-normal vote: at least {}{}; radius of the logarithms {}; one device alone is right with probability at least {}",
            number("p-lower"),
            if certificate["abstain"] == true {
                " (abstains)"
            } else {
                ""
            },
            number("radius"),
            number("p-sigma"),
        );
    }
    text
}
