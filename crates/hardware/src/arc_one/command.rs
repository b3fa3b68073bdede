//! What a host asks of an ArC ONE.

/// The settings that an ArC ONE is given first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Init {
    /// Samples that are averaged for one reading.
    pub cycles: u16,
    /// Word lines.
    pub words: u16,
    /// Bit lines.
    pub bits: u16,
    /// How it reads: 2 is by a transimpedance amplifier with four points.
    pub read_mode: u16,
    /// 0: the devices are on the board itself.
    pub session_mode: u16,
    /// What the other lines get: 0 a third, 1 a half of the voltage, 2 nothing.
    pub sneak_path: u16,
    /// The voltage for reading.
    pub read_volts: f64,
}

/// A command. Word and bit lines count from 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// `00`: the board starts again; it says nothing for about a second.
    Reset,
    /// `0`: settings; the board answers the line `1`.
    Init(Init),
    /// `01`: how to read from now on; no answer.
    ReadConfig {
        /// As in [`Init`]; 3 instead of 2 for a negative voltage.
        mode: u16,
        /// The voltage.
        volts: f64,
    },
    /// `1`: one resistance.
    ReadOne {
        /// Word line.
        word: u16,
        /// Bit line.
        bit: u16,
    },
    /// `2`: the resistances of all devices, or of a list.
    ReadMany {
        /// Word lines.
        words: u16,
        /// Bit lines.
        bits: u16,
        /// Word and bit of each; all where it is empty.
        list: Vec<(u16, u16)>,
    },
    /// `02`: closes a crosspoint and keeps it closed; no answer.
    Select {
        /// Word line.
        word: u16,
        /// Bit line.
        bit: u16,
    },
    /// `3`: a pulse, then the resistance.
    Pulse {
        /// Word line.
        word: u16,
        /// Bit line.
        bit: u16,
        /// Its height.
        volts: f64,
        /// Its width.
        seconds: f64,
    },
    /// `04`: a pulse on the crosspoint that is closed; no answer.
    PulseSelected {
        /// Its height.
        volts: f64,
        /// Its width.
        seconds: f64,
    },
    /// `999`: the version of the firmware as two 16-bit numbers; it may not answer.
    Firmware,
}

impl Command {
    /// Its lines, in plain decimal fractions: a number that is cut short is never a larger one.
    ///
    /// Volts have six digits after the point, seconds nine.
    ///
    /// ```
    /// use memrilab_hardware::arc_one::Command;
    /// let pulse = Command::Pulse { word: 2, bit: 7, volts: -1.5, seconds: 1e-4 };
    /// assert_eq!(pulse.encode(), b"3\n2\n7\n-1.500000\n0.000100000\n");
    /// ```
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let lines = match self {
            Self::Reset => vec!["00".to_owned()],
            Self::Init(init) => vec![
                "0".to_owned(),
                init.cycles.to_string(),
                init.words.to_string(),
                init.bits.to_string(),
                init.read_mode.to_string(),
                init.session_mode.to_string(),
                init.sneak_path.to_string(),
                volts(init.read_volts),
            ],
            Self::ReadConfig { mode, volts: v } => {
                vec!["01".to_owned(), mode.to_string(), volts(*v)]
            }
            Self::ReadOne { word, bit } => place("1", *word, *bit),
            Self::ReadMany { words, bits, list } => {
                let mut lines = place("2", *words, *bits);
                lines.push(list.len().to_string());
                let device = |(word, bit): &(u16, u16)| [word.to_string(), bit.to_string()];
                lines.extend(list.iter().flat_map(device));
                lines
            }
            Self::Select { word, bit } => place("02", *word, *bit),
            Self::Pulse {
                word,
                bit,
                volts: v,
                seconds: s,
            } => {
                let mut lines = place("3", *word, *bit);
                lines.extend([volts(*v), seconds(*s)]);
                lines
            }
            Self::PulseSelected {
                volts: v,
                seconds: s,
            } => vec!["04".to_owned(), volts(*v), seconds(*s)],
            Self::Firmware => vec!["999".to_owned()],
        };
        (lines.join("\n") + "\n").into_bytes()
    }
}

fn place(job: &str, word: u16, bit: u16) -> Vec<String> {
    vec![job.to_owned(), word.to_string(), bit.to_string()]
}

fn volts(volts: f64) -> String {
    format!("{volts:.6}")
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.9}")
}
