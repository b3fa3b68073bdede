//! `memrilab hardware emulate`: a board that is not there, on a port that is.

use super::args::Emulate;
use anyhow::Result;
use std::process::ExitCode;

#[cfg(not(unix))]
pub(super) fn run(_said: &Emulate) -> Result<ExitCode> {
    anyhow::bail!("this system has no pseudo-terminals; emulate a board on Linux or macOS")
}

#[cfg(unix)]
pub(super) fn run(said: &Emulate) -> Result<ExitCode> {
    unix::run(said)
}

#[cfg(unix)]
mod unix {
    use super::Emulate;
    use crate::crossbar::blame::blamed;
    use crate::crossbar::device::pulsed;
    use crate::{output, train};
    use anyhow::{Context as _, Result, ensure};
    use memrilab_core::Stream;
    use memrilab_crossbar::Wires;
    use memrilab_crossbar::program::{ArrayConfig, FaultyDevices, VirtualArray};
    use memrilab_hardware::emulator::Faults;
    use memrilab_hardware::native::{Terminal, serve};
    use memrilab_hardware::{Board, Dialect, Emulator};
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;

    /// An array whose pulses are counted.
    struct Counted {
        array: VirtualArray,
        pulses: u64,
    }

    impl Board for Counted {
        fn size(&self) -> (usize, usize) {
            self.array.size()
        }

        fn read(&mut self, row: usize, column: usize, volts: f64) -> f64 {
            self.array.read(row, column, volts)
        }

        fn pulse(&mut self, row: usize, column: usize, volts: f64, seconds: f64) {
            self.pulses += 1;
            self.array.pulse(row, column, volts, seconds);
        }

        fn product(&mut self, volts: &[f64]) -> Vec<f64> {
            self.array.product(volts)
        }
    }

    pub(super) fn run(said: &Emulate) -> Result<ExitCode> {
        let dialect: Dialect = said.dialect.into();
        let (name, model) = pulsed(&said.device)?;
        let config = ArrayConfig {
            rows: said.rows,
            columns: said.columns,
            model,
            wires: Wires::uniform(said.wire_resistance),
            read_noise: said.read_noise,
            faults: FaultyDevices::default(),
        };
        let array = VirtualArray::new(config, said.seed).map_err(|e| blamed(e, None))?;
        let mut emulator = Emulator::new(dialect, Counted { array, pulses: 0 })?;
        let rng = Stream::new(said.seed, "hardware faults", 0, 0);
        let faults = said
            .fault
            .clone()
            .map(|script| Faults::new(script, dialect, rng));
        let stop = train::runner::stop()?;
        let terminal = Terminal::new()?;
        let _link = said
            .link
            .as_deref()
            .map(|path| Link::new(path, terminal.path()))
            .transpose()?;
        output::text(&format!("{}\n", terminal.path()))?;
        let (rows, columns) = (said.rows, said.columns);
        output::note(&format!(
            "{rows} x {columns} devices of {name}; Ctrl-C ends it"
        ));
        let [obeys, safe] = match dialect {
            Dialect::Line => ["armed", "safe: not armed, 0 V"],
            Dialect::ArcOne => ["initialised: it obeys pulses", "reset: 0 V"],
        };
        let mut before = false;
        serve(terminal, &mut emulator, faults, &stop, |board| {
            if board.obeys() != before {
                before = !before;
                output::note(if before { obeys } else { safe });
            }
        });
        let energised = emulator.energised();
        output::note(&format!(
            "ended after {} pulses, {}",
            emulator.board().pulses,
            if energised {
                "armed or driving"
            } else {
                "neither armed nor driving"
            }
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// A symbolic link that is taken away at the end.
    struct Link(PathBuf);

    impl Link {
        fn new(path: &Path, to: &str) -> Result<Self> {
            if let Ok(there) = path.symlink_metadata() {
                ensure!(
                    there.is_symlink(),
                    "{} is there and no symbolic link; name another for --link",
                    path.display()
                );
                // Of an emulator that was killed.
                std::fs::remove_file(path)
                    .with_context(|| format!("{} cannot be replaced", path.display()))?;
            }
            symlink(to, path).with_context(|| format!("{} cannot be made", path.display()))?;
            Ok(Self(path.to_owned()))
        }
    }

    impl Drop for Link {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }
}
