//! What a host asks of a board.

use super::words::Words;
use super::{VERSION, WholeLimits};
use crate::MOST_LINES;

/// A command, in the whole steps that are sent. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Who is there? It begins a session and disarms the board.
    Hello {
        /// The version that the host speaks.
        version: u16,
    },
    /// The limits of the operator, which the board keeps as well; needed before anything is driven.
    Limits(WholeLimits),
    /// Allows pulses, until the host is silent for 500 ms.
    Arm,
    /// Forbids them.
    Disarm,
    /// The host is alive.
    Ping,
    /// The current of one device.
    Read {
        /// Its word line.
        row: u16,
        /// Its bit line.
        column: u16,
        /// The voltage.
        microvolts: i32,
    },
    /// A pulse on one device, and then its current.
    Pulse {
        /// Its word line.
        row: u16,
        /// Its bit line.
        column: u16,
        /// The height of the pulse.
        microvolts: i32,
        /// Its width without ramps.
        microseconds: u32,
        /// The voltage for reading after it.
        read_microvolts: i32,
    },
    /// The currents of all bit lines with a voltage on each word line.
    Product {
        /// The voltages.
        microvolts: Vec<i32>,
    },
    /// Zero volts at once, disarmed; needs no sequence number in order.
    Stop,
}

impl Command {
    /// The hello of this version.
    pub const HELLO: Self = Self::Hello { version: VERSION };

    /// Its first word.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Hello { .. } => "HELLO",
            Self::Limits(_) => "LIMITS",
            Self::Arm => "ARM",
            Self::Disarm => "DISARM",
            Self::Ping => "PING",
            Self::Read { .. } => "READ",
            Self::Pulse { .. } => "PULSE",
            Self::Product { .. } => "VMM",
            Self::Stop => "STOP",
        }
    }

    /// The words of its line.
    ///
    /// ```
    /// use memrilab_hardware::line::Command;
    /// let read = Command::Read { row: 0, column: 3, microvolts: -100_000 };
    /// assert_eq!(read.words(), "READ 0 3 -100000");
    /// assert_eq!(Command::parse("READ 0 3 -100000"), Ok(read));
    /// assert_eq!(Command::parse("READ 0 3"), Err("argument"));
    /// ```
    #[must_use]
    pub fn words(&self) -> String {
        let name = self.name();
        match self {
            Self::Hello { version } => format!("{name} {version}"),
            Self::Limits(limits) => format!("{name} {limits}"),
            Self::Arm | Self::Disarm | Self::Ping | Self::Stop => name.to_owned(),
            Self::Read {
                row,
                column,
                microvolts,
            } => format!("{name} {row} {column} {microvolts}"),
            Self::Pulse {
                row,
                column,
                microvolts,
                microseconds,
                read_microvolts,
            } => format!("{name} {row} {column} {microvolts} {microseconds} {read_microvolts}"),
            Self::Product { microvolts } => {
                let volts = microvolts.iter().map(|volts| format!(" {volts}"));
                name.to_owned() + &volts.collect::<String>()
            }
        }
    }

    /// A command from its words.
    ///
    /// # Errors
    /// The word of the board's reply: `command` for one that is unknown, `argument` for too few,
    /// too many, or one that is no whole number in range.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let mut words = Words::of(text);
        let name = words.word().unwrap_or_default();
        let known = [
            "HELLO", "LIMITS", "ARM", "DISARM", "PING", "READ", "PULSE", "VMM", "STOP",
        ];
        match known.contains(&name) {
            true => arguments(name, words).ok_or("argument"),
            false => Err("command"),
        }
    }
}

fn arguments(name: &str, mut words: Words) -> Option<Command> {
    let command = match name {
        "HELLO" => Command::Hello {
            version: words.number()?,
        },
        "LIMITS" => Command::Limits(WholeLimits::take(&mut words)?),
        "ARM" => Command::Arm,
        "DISARM" => Command::Disarm,
        "PING" => Command::Ping,
        "READ" => Command::Read {
            row: words.number()?,
            column: words.number()?,
            microvolts: words.number()?,
        },
        "PULSE" => Command::Pulse {
            row: words.number()?,
            column: words.number()?,
            microvolts: words.number()?,
            microseconds: words.number()?,
            read_microvolts: words.number()?,
        },
        "VMM" => {
            let mut microvolts = vec![words.number()?];
            while let Some(word) = words.word() {
                let volts = super::words::number(word)?;
                microvolts.push(i32::try_from(volts).ok()?);
            }
            if microvolts.len() > MOST_LINES {
                return None;
            }
            return Some(Command::Product { microvolts });
        }
        _ => Command::Stop,
    };
    words.end()?;
    Some(command)
}
