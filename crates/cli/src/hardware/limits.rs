//! The file that an operator writes.

use crate::{files, output};
use anyhow::{Context as _, Result};
use memrilab_hardware::Limits;
use std::path::Path;
use std::process::ExitCode;

/// The limits in a file, checked.
pub(super) fn load(path: &Path) -> Result<Limits> {
    let name = || path.display().to_string();
    let limits: Limits = serde_json::from_str(&files::text(path)?).with_context(|| {
        format!(
            "{} holds no limits; write all fields that `memrilab hardware limits` shows",
            name()
        )
    })?;
    limits.check().with_context(name)?;
    Ok(limits)
}

/// Prints a file to begin with.
pub(super) fn example() -> Result<ExitCode> {
    output::json(&Limits {
        rows: 9,
        columns: 10,
        read_volts: 0.2,
        least_volts: -3.2,
        most_volts: 3.2,
        pulse_seconds: 0.01,
        compliance_amperes: 1e-3,
        volts_per_second: 1e3,
    })?;
    output::note(
        "an example: put in what your array and its devices stand; docs/HARDWARE.md says what each number bounds",
    );
    Ok(ExitCode::SUCCESS)
}

/// The strictest limits there are, for a connection that asks for nothing.
pub(super) fn strictest() -> Limits {
    Limits {
        rows: 1,
        columns: 1,
        read_volts: 1e-3,
        least_volts: 0.0,
        most_volts: 1e-3,
        pulse_seconds: 1e-6,
        compliance_amperes: 1e-12,
        volts_per_second: 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_limits_are_some() {
        let limits = strictest();
        assert_eq!(limits.check(), Ok(()));
        // Half of any of them is none.
        let halves = [
            Limits {
                compliance_amperes: 0.5e-12,
                ..limits.clone()
            },
            Limits {
                pulse_seconds: 0.5e-6,
                ..limits.clone()
            },
            Limits {
                volts_per_second: 0.5,
                ..limits.clone()
            },
        ];
        assert!(halves.iter().all(|half| half.check().is_err()));
    }
}
