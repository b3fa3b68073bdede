//! Which conductances an array is to have, and what they stand for.

use super::args::{CodingName, Program};
use super::record::OnChip;
use crate::crossbar::blame::blamed;
use crate::crossbar::grid::grid;
use crate::crossbar::print::si;
use crate::data::hash;
use crate::files;
use crate::train::task;
use anyhow::{Context as _, Result, bail, ensure};
use memrilab_analog::moons::Bias;
use memrilab_crossbar::chip::{Chip, ChipOptions, Coding, Network};
use memrilab_crossbar::program::{Targets, WriterOptions};
use memrilab_hardware::Limits;
use memrilab_study::crossbar::network_of;
use std::path::Path;

/// Weights are small; what is larger is no moons network.
const MOST_BYTES: usize = 1 << 20;

/// What is to be written.
pub(super) struct Goal {
    pub(super) targets: Targets,
    /// Where the targets stand for weights.
    pub(super) chip: Option<OnChip>,
}

impl Goal {
    /// From a table, or from weights on an array as large as the limits say.
    pub(super) fn of(said: &Program, limits: &Limits) -> Result<Self> {
        let (rows, columns) = (limits.rows, limits.columns);
        let Some(path) = &said.weights else {
            let what = "say what to write, with --targets FILE or --weights FILE";
            let path = said.targets.as_ref().context(what)?;
            let table = grid(path)?;
            let width = table.first().map_or(0, Vec::len);
            let targets = Targets::of(table.len(), width, table.concat());
            targets
                .check()
                .with_context(|| path.display().to_string())?;
            ensure!(
                targets.rows <= rows && targets.columns <= columns,
                "{} has {} rows of {}, but the limits allow {rows} rows and {columns} columns; leave the others out",
                path.display(),
                targets.rows,
                targets.columns
            );
            return Ok(Self {
                targets,
                chip: None,
            });
        };
        let window = said.window.context("--weights need --window")?;
        let options = ChipOptions {
            rows,
            columns,
            coding: match said.coding {
                CodingName::OneSided => Coding::OneSided,
                CodingName::Centred => Coding::Centred,
                CodingName::Reference => Coding::Reference,
            },
            window,
            bias: match said.digital_bias {
                true => Bias::Digital,
                false => Bias::Row,
            },
            v_read: said.v_read,
        };
        let (network, weights_sha256) = network(path)?;
        // The samples set scales, which targets do not depend on.
        let chip = on_one_array(&network, options, &[0.0, 0.0])?;
        Ok(Self {
            targets: chip.to_write(0),
            chip: Some(OnChip {
                options,
                weights_sha256,
            }),
        })
    }
}

/// That each target can be verified: at the compliance no conductance is known.
pub(super) fn readable(targets: &Targets, options: &WriterOptions, limits: &Limits) -> Result<()> {
    let (volts, most) = (options.v_read.abs(), limits.compliance_amperes);
    let beyond = |g: &f64| g * volts >= most;
    if let Some(at) = targets.conductance.iter().position(beyond) {
        let amperes = targets.conductance[at] * volts;
        bail!(
            "row {}, column {}: a target of {} is {} at the {} of a read, and `compliance-amperes` is {}, so it can never be verified; give conductances in siemens, below {}",
            at / targets.columns + 1,
            at % targets.columns + 1,
            si(targets.conductance[at], "S"),
            si(amperes, "A"),
            si(volts, "V"),
            si(most, "A"),
            si(most / volts, "S")
        );
    }
    Ok(())
}

/// The network in a file and the file's SHA-256; it classifies points of the plane.
pub(super) fn network(path: &Path) -> Result<(Network, String)> {
    let bytes = files::up_to(path, MOST_BYTES)?;
    let network = network_of(&task::weights(path)?).with_context(|| path.display().to_string())?;
    ensure!(
        (network.inputs(), network.outputs()) == (2, 1),
        "{} has {} inputs and {} outputs; give a network of the moons, with 2 and 1, from `memrilab train run --task moons`",
        path.display(),
        network.inputs(),
        network.outputs()
    );
    Ok((network, hash(&bytes)))
}

/// The network on the one array that a board has.
pub(super) fn on_one_array(
    network: &Network,
    options: ChipOptions,
    samples: &[f64],
) -> Result<Chip> {
    let chip = Chip::new(network, options, samples)?;
    ensure!(
        chip.layout().arrays == 1,
        "the network needs {} arrays of {} x {}; a board has one, so train a smaller network or connect more lines",
        chip.layout().arrays,
        options.rows,
        options.columns
    );
    Ok(chip)
}

/// How devices are written.
pub(super) fn options(said: &Program) -> Result<WriterOptions> {
    let options = WriterOptions {
        tolerance: said.verified.tolerance,
        pulse_limit: said.verified.pulse_limit,
        v_set: said.v_set,
        v_reset: said.v_reset,
        pulse_seconds: said.pulse_seconds,
        v_read: said.v_read,
        read_seconds: memrilab_hardware::READ_SECONDS,
        passes: said.verified.passes,
        ..WriterOptions::default()
    };
    options.check().map_err(|e| blamed(e, None))?;
    Ok(options)
}
