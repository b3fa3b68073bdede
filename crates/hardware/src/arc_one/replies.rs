//! Answers out of raw bytes, by counting: nothing marks where one begins.

/// Longest line of text.
const LONGEST: usize = 64;

/// What came.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// The line that was awaited, or its first 64 bytes where it does not end.
    Line(String),
    /// The floats that were awaited, whatever their bits.
    Floats(Vec<f32>),
    /// More bytes than were awaited.
    Surplus(usize),
}

/// Counts the bytes of the answer that is awaited.
///
/// ```
/// use memrilab_hardware::arc_one::{Item, Replies};
/// let mut replies = Replies::default();
/// replies.expect_floats(1);
/// let bytes = 1234.5f32.to_le_bytes();
/// assert_eq!(replies.feed(&bytes[..3]), []);
/// assert_eq!(replies.feed(&bytes[3..]), [Item::Floats(vec![1234.5])]);
/// assert_eq!(replies.feed(b"?"), [Item::Surplus(1)]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Replies {
    awaited: Awaited,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, Default)]
enum Awaited {
    #[default]
    Nothing,
    Line,
    Floats(usize),
}

impl Replies {
    /// A line of text is awaited; what came of another answer is forgotten.
    pub fn expect_line(&mut self) {
        self.bytes.clear();
        self.awaited = Awaited::Line;
    }

    /// So many floats are awaited; what came of another answer is forgotten.
    pub fn expect_floats(&mut self, count: usize) {
        self.bytes.clear();
        self.awaited = Awaited::Floats(count);
    }

    /// Takes bytes that come.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Item> {
        let mut items = Vec::new();
        let mut surplus = 0;
        for &byte in bytes {
            match self.awaited {
                Awaited::Nothing => surplus += 1,
                _ => {
                    self.bytes.push(byte);
                    items.extend(self.complete());
                }
            }
        }
        items.extend((surplus > 0).then_some(Item::Surplus(surplus)));
        items
    }

    fn complete(&mut self) -> Option<Item> {
        let item = match self.awaited {
            Awaited::Line if self.bytes.last() == Some(&b'\n') || self.bytes.len() >= LONGEST => {
                Item::Line(String::from_utf8_lossy(&self.bytes).trim_end().to_owned())
            }
            Awaited::Floats(count) if self.bytes.len() >= 4 * count => {
                let (floats, _) = self.bytes.as_chunks();
                Item::Floats(floats.iter().copied().map(f32::from_le_bytes).collect())
            }
            _ => return None,
        };
        self.bytes.clear();
        self.awaited = Awaited::Nothing;
        Some(item)
    }
}
