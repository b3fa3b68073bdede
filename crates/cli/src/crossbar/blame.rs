//! Which option, or which file, an error of programming is about.

use anyhow::Error;
use memrilab_crossbar::CrossbarError;
use memrilab_crossbar::program::ProgramError;
use std::path::Path;

/// The numbers of a device and a writer by the names that their errors give them.
const OPTIONS: [(&str, &str); 23] = [
    ("the tolerance", "--tolerance"),
    ("the pulse limit", "--pulse-limit"),
    ("the number of passes", "--passes"),
    ("the SET voltage", "--v-set"),
    ("the writer's SET voltage", "--v-set"),
    ("the RESET voltage", "--v-reset"),
    ("the read voltage", "--v-read"),
    ("the length of a pulse", "--pulse-seconds"),
    ("the length of a read", "--read-seconds"),
    ("the overhead of a pulse or read", "--overhead-seconds"),
    ("sigma", "--sigma"),
    ("the memory of a deviation", "--memory"),
    ("the step of a pulse", "--step"),
    ("half-select", "--half-select"),
    ("Gmin", "--potentiation"),
    ("Gmax", "--potentiation"),
    ("the number of pulses from Gmin to Gmax", "--potentiation"),
    ("the curvature A", "--potentiation"),
    ("the read noise", "--read-noise"),
    ("the share of devices stuck on", "--stuck-on"),
    ("the share of devices stuck off", "--stuck-off"),
    ("the share of dead devices", "--dead"),
    (
        "the share of devices with a fault",
        "--stuck-on, --stuck-off, --dead",
    ),
];

/// The error behind what was said wrongly: an option, or the file of the targets where there is one.
pub(crate) fn blamed(error: ProgramError, targets: Option<&Path>) -> Error {
    let said = match &error {
        ProgramError::Parameter { what, .. }
        | ProgramError::Network(CrossbarError::Parameter { what, .. }) => {
            let option = OPTIONS.iter().find(|(name, _)| name == what);
            option.map(|(_, option)| (*option).to_owned())
        }
        ProgramError::Network(CrossbarError::Wire { .. }) => Some("--wire-resistance".to_owned()),
        ProgramError::Target { .. }
        | ProgramError::NoTarget { .. }
        | ProgramError::Length { .. } => targets.map(|path| path.display().to_string()),
        _ => None,
    };
    match said {
        Some(said) => Error::new(error).context(said),
        None => error.into(),
    }
}
