//! One line, between `>` or `<` and its checksum.

use super::{BadLine, LONGEST_LINE, crc16};

/// Which way a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `>`: from the host.
    ToBoard,
    /// `<`: from the board.
    ToHost,
}

impl Direction {
    pub(super) fn mark(self) -> char {
        match self {
            Self::ToBoard => '>',
            Self::ToHost => '<',
        }
    }
}

/// A line whose checksum is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Which way it goes.
    pub direction: Direction,
    /// Its number; 0 is that of an emergency stop.
    pub sequence: u16,
    /// Words with one blank between them: capitals, small letters, digits, `-`, `.` and `_`.
    pub words: String,
}

impl Frame {
    /// A line of words.
    #[must_use]
    pub fn new(direction: Direction, sequence: u16, words: impl Into<String>) -> Self {
        let words = words.into();
        Self {
            direction,
            sequence,
            words,
        }
    }

    /// The bytes of the line, with its end.
    ///
    /// ```
    /// use memrilab_hardware::line::{Direction, Frame};
    /// let frame = Frame::new(Direction::ToBoard, 0, "STOP");
    /// assert_eq!(frame.encode(), b">0 STOP*961D\n");
    /// ```
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mark = self.direction.mark();
        let body = format!("{mark}{} {}", self.sequence, self.words);
        let crc = crc16(body.as_bytes());
        format!("{body}*{crc:04X}\n").into_bytes()
    }

    /// A line without its end.
    pub(super) fn decode(direction: Direction, line: &[u8]) -> Result<Self, BadLine> {
        let shown = || {
            String::from_utf8_lossy(&line[..line.len().min(40)])
                .escape_debug()
                .to_string()
        };
        let no_frame = || BadLine::NoFrame(shown());
        let text = std::str::from_utf8(line).map_err(|_| no_frame())?;
        let inside = text.strip_prefix(direction.mark()).ok_or_else(no_frame)?;
        let (inside, crc) = inside.rsplit_once('*').ok_or_else(no_frame)?;
        let digits = crc.len() == 4
            && crc
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b));
        let said = match digits {
            true => u16::from_str_radix(crc, 16).map_err(|_| no_frame())?,
            false => return Err(no_frame()),
        };
        let expected = crc16(&line[..line.len() - 5]);
        if said != expected {
            let line = shown();
            return Err(BadLine::Crc {
                line,
                expected,
                said,
            });
        }
        let (sequence, words) = inside.split_once(' ').ok_or_else(no_frame)?;
        let number: u16 = sequence.parse().map_err(|_| no_frame())?;
        let spelled = number.to_string() == sequence;
        match spelled && words.split(' ').all(is_word) && line.len() < LONGEST_LINE {
            true => Ok(Self::new(direction, number, words)),
            false => Err(no_frame()),
        }
    }
}

fn is_word(word: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    !word.is_empty() && word.bytes().all(allowed)
}
