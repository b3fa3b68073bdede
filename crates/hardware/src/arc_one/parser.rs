//! Commands out of the lines that a board receives.

use super::{Command, Init};

/// Longest line that holds a number.
const LONGEST: usize = 32;
/// Most devices in a list.
const MOST_DEVICES: f64 = 1024.0;

/// Reads commands, as an emulated board does. Empty lines are skipped.
///
/// ```
/// use memrilab_hardware::arc_one::{Command, Parser};
/// let mut parser = Parser::default();
/// assert_eq!(parser.feed(b"1\n2"), []);
/// assert_eq!(parser.feed(b"\n7\n"), [Ok(Command::ReadOne { word: 2, bit: 7 })]);
/// assert_eq!(parser.feed(b"8\n"), [Err("8".to_owned())]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Parser {
    line: Vec<u8>,
    job: Option<String>,
    values: Vec<f64>,
}

impl Parser {
    /// The commands that these bytes complete; a line that is none is given back, and what was
    /// gathered for its command is forgotten.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Result<Command, String>> {
        bytes.iter().filter_map(|&byte| self.byte(byte)).collect()
    }

    fn byte(&mut self, byte: u8) -> Option<Result<Command, String>> {
        if byte != b'\n' {
            // One byte more than allowed is kept, to know a line that is too long.
            if self.line.len() <= LONGEST {
                self.line.push(byte);
            }
            return None;
        }
        let line = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        match text.is_empty() {
            true => None,
            false => self.line(text),
        }
    }

    fn line(&mut self, text: String) -> Option<Result<Command, String>> {
        match &self.job {
            None => self.job = Some(text.clone()),
            Some(_) => match text.parse::<f64>() {
                Ok(value) if value.is_finite() && text.len() <= LONGEST => self.values.push(value),
                _ => return Some(self.forget(text)),
            },
        }
        let job = self.job.as_deref().unwrap_or_default();
        let wanted = match job {
            "00" | "999" => 0,
            "0" => 7,
            "01" | "1" | "02" | "04" => 2,
            "3" => 4,
            "2" => match self.values.get(2) {
                None => 3,
                Some(count) if (0.0..=MOST_DEVICES).contains(count) => 3 + 2 * *count as usize,
                Some(_) => return Some(self.forget(text)),
            },
            _ => return Some(self.forget(text)),
        };
        if self.values.len() < wanted {
            return None;
        }
        let command = command(job, &self.values);
        self.job = None;
        self.values.clear();
        Some(Ok(command))
    }

    fn forget(&mut self, text: String) -> Result<Command, String> {
        self.job = None;
        self.values.clear();
        Err(text)
    }
}

/// Of a known job and the right number of values.
fn command(job: &str, values: &[f64]) -> Command {
    let whole = |at: usize| values[at] as u16;
    match job {
        "00" => Command::Reset,
        "0" => Command::Init(Init {
            cycles: whole(0),
            words: whole(1),
            bits: whole(2),
            read_mode: whole(3),
            session_mode: whole(4),
            sneak_path: whole(5),
            read_volts: values[6],
        }),
        "01" => Command::ReadConfig {
            mode: whole(0),
            volts: values[1],
        },
        "1" => Command::ReadOne {
            word: whole(0),
            bit: whole(1),
        },
        "2" => Command::ReadMany {
            words: whole(0),
            bits: whole(1),
            list: values[3..]
                .chunks_exact(2)
                .map(|pair| (pair[0] as u16, pair[1] as u16))
                .collect(),
        },
        "02" => Command::Select {
            word: whole(0),
            bit: whole(1),
        },
        "3" => Command::Pulse {
            word: whole(0),
            bit: whole(1),
            volts: values[2],
            seconds: values[3],
        },
        "04" => Command::PulseSelected {
            volts: values[0],
            seconds: values[1],
        },
        _ => Command::Firmware,
    }
}
