//! What goes wrong on a wire, on purpose and repeatably.

use crate::HardwareError;
use crate::line::{Decoder, Direction, Frame};
use crate::session::Dialect;
use memrilab_core::Stream;
use memrilab_core::stream::index;
use rand::Rng as _;

/// What happens to bytes that pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// They are lost.
    Drop,
    /// They come in two pieces, the second 5 ms later.
    Split,
    /// They come late, by 100 ms to 10 s.
    Delay,
    /// They come twice.
    Duplicate,
    /// One byte is another.
    Corrupt,
    /// Noise comes before them.
    Garbage,
    /// A value is no number.
    NotANumber,
    /// From now on nothing comes from this side.
    Silence,
    /// The port closes, for both sides.
    EndOfFile,
}

impl FaultKind {
    /// All of them, with what they are called.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Drop, "drop"),
        (Self::Split, "split"),
        (Self::Delay, "delay"),
        (Self::Duplicate, "duplicate"),
        (Self::Corrupt, "corrupt"),
        (Self::Garbage, "garbage"),
        (Self::NotANumber, "nan"),
        (Self::Silence, "silence"),
        (Self::EndOfFile, "eof"),
    ];
}

/// Faults, each at the N-th piece of bytes that goes one way, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FaultScript {
    /// Kind, direction, number of the piece.
    pub faults: Vec<(FaultKind, Direction, u32)>,
}

impl FaultScript {
    /// One to three faults among the first 40 pieces of each direction.
    #[must_use]
    pub fn random(rng: &mut Stream) -> Self {
        let fault = |rng: &mut Stream| {
            let kind = FaultKind::ALL[index(rng, FaultKind::ALL.len())].0;
            let direction = [Direction::ToBoard, Direction::ToHost][index(rng, 2)];
            (kind, direction, 1 + index(rng, 40) as u32)
        };
        let faults = (0..=index(rng, 3)).map(|_| fault(rng)).collect();
        Self { faults }
    }
}

impl std::str::FromStr for FaultScript {
    type Err = HardwareError;

    /// Faults of what the board sends: `corrupt@12`, several with commas between.
    ///
    /// ```
    /// use memrilab_hardware::FaultScript;
    /// assert_eq!("nan@3,eof@9".parse::<FaultScript>().unwrap().faults.len(), 2);
    /// assert!("fire@3".parse::<FaultScript>().unwrap_err().to_string().starts_with("`fire@3` is no fault"));
    /// ```
    fn from_str(text: &str) -> Result<Self, HardwareError> {
        let fault = |part: &str| {
            let (kind, number) = part.split_once('@')?;
            let known = FaultKind::ALL.iter().find(|(_, name)| *name == kind);
            let number: u32 = number.parse().ok().filter(|n| *n > 0)?;
            Some((known?.0, Direction::ToHost, number))
        };
        let one = |part: &str| {
            fault(part).ok_or_else(|| {
                let kinds: Vec<_> = FaultKind::ALL.iter().map(|(_, name)| *name).collect();
                HardwareError::Fault(part.to_owned(), kinds.join(", "))
            })
        };
        let faults: Result<_, _> = text.split(',').map(one).collect();
        Ok(Self { faults: faults? })
    }
}

/// A script on its way.
#[derive(Debug, Clone)]
pub struct Faults {
    script: FaultScript,
    dialect: Dialect,
    rng: Stream,
    /// Pieces that passed to the board and to the host.
    passed: [u32; 2],
    silent: [bool; 2],
    closed: bool,
    harmed: bool,
}

impl Faults {
    /// Begins a script; `rng` decides which byte is spoilt and how.
    #[must_use]
    pub fn new(script: FaultScript, dialect: Dialect, rng: Stream) -> Self {
        Self {
            script,
            dialect,
            rng,
            passed: [0; 2],
            silent: [false; 2],
            closed: false,
            harmed: false,
        }
    }

    /// Whether the port has closed.
    #[must_use]
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// Whether any bytes were lost, added or changed, or came late.
    #[must_use]
    pub fn harmed(&self) -> bool {
        self.harmed
    }

    /// What arrives of a piece of bytes: pieces, each with what it is late by in milliseconds.
    pub fn pass(&mut self, direction: Direction, bytes: Vec<u8>) -> Vec<(u64, Vec<u8>)> {
        let way = usize::from(direction == Direction::ToHost);
        self.passed[way] += 1;
        let now = self.passed[way];
        let due = |fault: &&(FaultKind, Direction, u32)| fault.1 == direction && fault.2 == now;
        let kinds: Vec<_> = self.script.faults.iter().filter(due).map(|f| f.0).collect();
        let mut pieces = vec![(0, bytes)];
        for kind in kinds {
            self.harmed |= kind != FaultKind::Split;
            match kind {
                FaultKind::Silence => self.silent[way] = true,
                FaultKind::EndOfFile => self.closed = true,
                _ => pieces = self.spoil(kind, direction, pieces),
            }
        }
        if self.silent[way] || self.closed {
            pieces.clear();
        }
        pieces
    }

    fn spoil(
        &mut self,
        kind: FaultKind,
        direction: Direction,
        mut pieces: Vec<(u64, Vec<u8>)>,
    ) -> Vec<(u64, Vec<u8>)> {
        let rng = &mut self.rng;
        match kind {
            FaultKind::Drop => pieces.clear(),
            FaultKind::Duplicate => pieces.extend(pieces.clone()),
            FaultKind::Delay => {
                let late = 100 + index(rng, 9900) as u64;
                pieces.iter_mut().for_each(|piece| piece.0 += late);
            }
            FaultKind::Garbage => {
                let noise = (0..=index(rng, 64)).map(|_| rng.next_u32() as u8);
                pieces.insert(0, (0, noise.collect()));
            }
            FaultKind::Split => {
                if let Some((late, first)) = pieces.first_mut().filter(|(_, b)| b.len() > 1) {
                    let rest = first.split_off(1 + index(rng, first.len() - 1));
                    let later = *late + 5;
                    pieces.insert(1, (later, rest));
                }
            }
            FaultKind::Corrupt => {
                if let Some((_, bytes)) = pieces.first_mut().filter(|(_, b)| !b.is_empty()) {
                    let at = index(rng, bytes.len());
                    bytes[at] ^= 1 + index(rng, 255) as u8;
                }
            }
            FaultKind::NotANumber => {
                let dialect = self.dialect;
                for (_, bytes) in &mut pieces {
                    not_a_number(dialect, direction, bytes);
                }
            }
            FaultKind::Silence | FaultKind::EndOfFile => {}
        }
        pieces
    }
}

/// Puts a NaN where the last number is, with a checksum that is right.
fn not_a_number(dialect: Dialect, direction: Direction, bytes: &mut Vec<u8>) {
    match (dialect, direction) {
        (Dialect::Line, _) => {
            if let Some(Ok(frame)) = Decoder::new(direction).feed(bytes).pop() {
                let words = frame.words.rsplit_once(' ').map_or("", |(words, _)| words);
                let words = format!("{words} nan");
                *bytes = Frame::new(direction, frame.sequence, words.trim_start()).encode();
            }
        }
        (Dialect::ArcOne, Direction::ToHost) => {
            let nan = f32::NAN.to_le_bytes();
            bytes
                .iter_mut()
                .zip(nan)
                .for_each(|(byte, nan)| *byte = nan);
        }
        (Dialect::ArcOne, Direction::ToBoard) => {
            bytes.pop();
            let kept = bytes
                .iter()
                .rposition(|b| *b == b'\n')
                .map_or(0, |at| at + 1);
            bytes.truncate(kept);
            bytes.extend(b"nan\n");
        }
    }
}
