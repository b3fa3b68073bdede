//! Lines out of bytes that come in any pieces.

use super::{Direction, Frame, LONGEST_LINE};
use thiserror::Error;

/// A line that is no frame.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadLine {
    /// Not of the form of a line.
    #[error("`{0}` is no line of the protocol")]
    NoFrame(String),
    /// A checksum that is not the line's.
    #[error("`{line}` has the checksum {said:04X}, but its bytes give {expected:04X}")]
    Crc {
        /// The beginning of the line.
        line: String,
        /// What the bytes give.
        expected: u16,
        /// What the line says.
        said: u16,
    },
    /// No end after the longest line there may be.
    #[error("a line goes on for more than {LONGEST_LINE} bytes")]
    Long,
}

/// Finds lines in bytes; it holds no more than one line, and begins afresh after every end of line.
///
/// ```
/// use memrilab_hardware::line::{Decoder, Direction, Frame};
/// let mut decoder = Decoder::new(Direction::ToBoard);
/// assert!(decoder.feed(b"noise\n>0 ST")[0].is_err());
/// let lines = decoder.feed(b"OP*961D\r\n");
/// assert_eq!(lines, [Ok(Frame::new(Direction::ToBoard, 0, "STOP"))]);
/// ```
#[derive(Debug, Clone)]
pub struct Decoder {
    direction: Direction,
    line: Vec<u8>,
    /// The rest of a line that is too long.
    skipping: bool,
}

impl Decoder {
    /// For lines that go one way.
    #[must_use]
    pub fn new(direction: Direction) -> Self {
        Self {
            direction,
            line: Vec::new(),
            skipping: false,
        }
    }

    /// The lines that these bytes end. Empty lines are none; `\r` before the end is ignored.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Result<Frame, BadLine>> {
        bytes.iter().filter_map(|&byte| self.byte(byte)).collect()
    }

    /// Bytes of a line that has not ended.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.line.len()
    }

    fn byte(&mut self, byte: u8) -> Option<Result<Frame, BadLine>> {
        if byte != b'\n' {
            if self.skipping {
                return None;
            }
            self.line.push(byte);
            if self.line.len() < LONGEST_LINE {
                return None;
            }
            self.line.clear();
            self.skipping = true;
            return Some(Err(BadLine::Long));
        }
        let mut line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.skipping) {
            return None;
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        (!line.is_empty()).then(|| Frame::decode(self.direction, &line))
    }
}
