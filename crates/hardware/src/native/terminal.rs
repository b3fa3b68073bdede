//! A port that no cable is in.

use super::PortError;
use serialport::{SerialPort, TTYPort};
use std::io::{self, Read, Write};
use std::time::Duration;

/// How long reading waits for bytes.
const WAIT: Duration = Duration::from_millis(2);

/// A pseudo-terminal: what is written here is read by whoever opens [`Terminal::path`], and the
/// other way round.
pub struct Terminal {
    ours: TTYPort,
    path: String,
    // Held, so that the settings of the terminal outlive those who open it.
    _theirs: TTYPort,
}

impl Terminal {
    /// Makes one. Not to be called by two threads at once.
    ///
    /// # Errors
    /// [`PortError::Open`] where the system has none.
    pub fn new() -> Result<Self, PortError> {
        let made = TTYPort::pair().and_then(|(mut ours, theirs)| {
            ours.set_timeout(WAIT)?;
            let path = theirs.name().unwrap_or_default();
            Ok(Self {
                ours,
                path,
                _theirs: theirs,
            })
        });
        made.map_err(|error| PortError::Open {
            path: "a pseudo-terminal".to_owned(),
            why: error.to_string(),
            hint: "close others, or look for /dev/ptmx",
        })
    }

    /// What others open.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl Read for Terminal {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.ours.read(bytes)
    }
}

impl Write for Terminal {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.ours.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.ours.flush()
    }
}
