//! What a board answers.

use super::words::{Words, number};
use super::{VERSION, WholeLimits};
use crate::set_point::PICO;
use crate::{Capabilities, MOST_LINES};

/// A reply: what was asked for, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// `OK`, with the words after it.
    Done(Vec<String>),
    /// `ERR` and one word; the board has gone safe.
    Refused(String),
}

impl Reply {
    /// The words of its line.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Done(values) => {
                let values = values.iter().map(|value| format!(" {value}"));
                "OK".to_owned() + &values.collect::<String>()
            }
            Self::Refused(why) => format!("ERR {why}"),
        }
    }

    /// A reply from its words.
    ///
    /// ```
    /// use memrilab_hardware::line::Reply;
    /// assert_eq!(Reply::parse("ERR limit"), Some(Reply::Refused("limit".into())));
    /// assert_eq!(Reply::parse("HM"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = Words::of(text);
        match words.word()? {
            "OK" => {
                let rest = std::iter::from_fn(|| words.word().map(str::to_owned));
                Some(Self::Done(rest.collect()))
            }
            "ERR" => {
                let why = words.word()?.to_owned();
                words.end()?;
                Some(Self::Refused(why))
            }
            _ => None,
        }
    }

    /// Currents in amperes and whether one was clipped at compliance, as a board sends them.
    ///
    /// Currents are rounded to the picoampere.
    #[must_use]
    pub fn of_currents(amperes: &[f64], compliance: bool) -> Self {
        let pico = |amperes: &f64| (libm::round(amperes * PICO) as i64).to_string();
        let flag = u8::from(compliance).to_string();
        Self::Done(amperes.iter().map(pico).chain([flag]).collect())
    }
}

/// The `count` currents in amperes of a reply, and whether one was clipped; or the word that is none.
///
/// ```
/// use memrilab_hardware::line::currents;
/// let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
/// assert_eq!(currents(&words("2500000 0"), 1), Ok((vec![2.5e-6], false)));
/// assert_eq!(currents(&words("nan 0"), 1), Err("nan".into()));
/// ```
///
/// # Errors
/// The word that is no whole number below 10 A, or all of them where their number is another.
pub fn currents(words: &[String], count: usize) -> Result<(Vec<f64>, bool), String> {
    let flag = match words.split_last() {
        Some((flag, amperes)) if amperes.len() == count => flag,
        _ => return Err(words.join(" ")),
    };
    let ampere = |word: &String| match number(word) {
        Some(pico) if pico.unsigned_abs() < 10_000_000_000_000 => Ok(pico as f64 / PICO),
        _ => Err(word.clone()),
    };
    let compliance = match flag.as_str() {
        "0" => false,
        "1" => true,
        _ => return Err(flag.clone()),
    };
    let amperes: Result<Vec<f64>, _> = words[..count].iter().map(ampere).collect();
    Ok((amperes?, compliance))
}

/// The words after the `OK` of a hello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelloReply {
    /// The version that the board speaks.
    pub version: u16,
    /// What it can do.
    pub limits: WholeLimits,
    /// Its dead man's switch, in milliseconds.
    pub dead_man_ms: u16,
    /// Its firmware, one word.
    pub name: String,
}

impl HelloReply {
    /// What a board of these capabilities says.
    #[must_use]
    pub fn of(board: &Capabilities) -> Self {
        Self {
            version: VERSION,
            limits: WholeLimits::of(&board.limits),
            dead_man_ms: board.dead_man_ms.unwrap_or(0) as u16,
            name: board.name.clone(),
        }
    }

    /// As a reply.
    #[must_use]
    pub fn reply(&self) -> Reply {
        let (version, limits) = (self.version, self.limits);
        let text = format!("{version} {limits} {} {}", self.dead_man_ms, self.name);
        Reply::Done(text.split(' ').map(str::to_owned).collect())
    }

    /// From the words of a reply.
    #[must_use]
    pub fn parse(words: &[String]) -> Option<Self> {
        let text = words.join(" ");
        let mut words = Words::of(&text);
        let hello = Self {
            version: words.number()?,
            limits: WholeLimits::take(&mut words)?,
            dead_man_ms: words.number()?,
            name: words.word()?.to_owned(),
        };
        words.end()?;
        let lines = 1..=MOST_LINES as u16;
        let sized = lines.contains(&hello.limits.rows) && lines.contains(&hello.limits.columns);
        sized.then_some(hello)
    }
}
