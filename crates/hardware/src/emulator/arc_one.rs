//! The board's side of an ArC ONE, as far as its programs show it.
//!
//! It takes commands in turn, ends its pulses itself, hears nothing while it resets, ignores what it
//! does not know, and does not answer before it was initialised.

use crate::Board;
use crate::arc_one::{Command, Parser, capabilities};
use crate::waveform::milliseconds;
use std::collections::VecDeque;

/// How long a reset takes, in milliseconds.
const RESET_MS: u64 = 1000;
/// How long a reading takes, in milliseconds.
const READ_MS: u64 = 1;
/// The longest pulse that the emulated board makes, in seconds.
const LONGEST_SECONDS: f64 = 10.0;

#[derive(Debug)]
pub(super) struct ArcBoard<B> {
    pub(super) board: B,
    pub(super) output: VecDeque<Vec<u8>>,
    parser: Parser,
    waiting: VecDeque<Command>,
    /// What is being done, and until when.
    busy: Option<(Command, u64)>,
    /// Deaf until then.
    reset_until: u64,
    initialised: bool,
    read_volts: f64,
    selected: Option<(usize, usize)>,
}

impl<B: Board> ArcBoard<B> {
    pub(super) fn new(board: B) -> Self {
        Self {
            board,
            output: VecDeque::new(),
            parser: Parser::default(),
            waiting: VecDeque::new(),
            busy: None,
            reset_until: 0,
            initialised: false,
            read_volts: 0.5,
            selected: None,
        }
    }

    pub(super) fn initialised(&self) -> bool {
        self.initialised
    }

    pub(super) fn energised(&self) -> bool {
        self.busy.is_some()
    }

    pub(super) fn deadline(&self) -> Option<u64> {
        self.busy.as_ref().map(|(_, until)| *until)
    }

    pub(super) fn feed(&mut self, bytes: &[u8], now: u64) {
        self.tick(now);
        if now < self.reset_until {
            return;
        }
        let commands = self.parser.feed(bytes);
        self.waiting.extend(commands.into_iter().flatten());
        self.tick(now);
    }

    pub(super) fn tick(&mut self, now: u64) {
        loop {
            match &self.busy {
                Some((_, until)) if now < *until => return,
                Some(_) => self.finish(),
                None => match self.waiting.pop_front() {
                    Some(command) => self.begin(command, now),
                    None => return,
                },
            }
        }
    }

    fn begin(&mut self, command: Command, now: u64) {
        let ms = match &command {
            Command::Reset => {
                self.waiting.clear();
                self.parser = Parser::default();
                self.initialised = false;
                self.selected = None;
                self.reset_until = now + RESET_MS;
                return;
            }
            Command::Init(init) => {
                let (rows, columns) = self.board.size();
                let fits = |lines: u16, most: usize| (1..=most).contains(&lines.into());
                self.initialised = fits(init.words, rows) && fits(init.bits, columns);
                self.read_volts = volts(init.read_volts);
                let answer = format!("{}\n", u8::from(self.initialised));
                return self.output.push_back(answer.into_bytes());
            }
            Command::Firmware => {
                return self
                    .output
                    .push_back([1u16, 0].map(u16::to_le_bytes).concat());
            }
            _ if !self.initialised => return,
            Command::ReadConfig { volts: v, .. } => {
                self.read_volts = volts(*v);
                return;
            }
            Command::Select { word, bit } => {
                self.selected = self.place(*word, *bit);
                return;
            }
            Command::ReadOne { .. } => READ_MS,
            Command::ReadMany { list, words, bits } => {
                let all = usize::from(*words) * usize::from(*bits);
                let count = if list.is_empty() { all } else { list.len() };
                READ_MS * count.min(1024) as u64
            }
            Command::Pulse { seconds, .. } | Command::PulseSelected { seconds, .. } => {
                READ_MS + milliseconds(width(*seconds))
            }
        };
        self.busy = Some((command, now + ms));
    }

    fn finish(&mut self) {
        let Some((command, _)) = self.busy.take() else {
            return;
        };
        match command {
            Command::ReadOne { word, bit } => self.answer(&[(word, bit)]),
            Command::ReadMany { words, bits, list } => {
                let all = (1..=words).flat_map(|word| (1..=bits).map(move |bit| (word, bit)));
                match list.is_empty() {
                    true => self.answer(&all.take(1024).collect::<Vec<_>>()),
                    false => self.answer(&list),
                }
            }
            Command::Pulse {
                word,
                bit,
                volts: v,
                seconds,
            } => {
                if let Some((row, column)) = self.place(word, bit) {
                    self.board.pulse(row, column, volts(v), width(seconds));
                }
                self.answer(&[(word, bit)]);
            }
            Command::PulseSelected { volts: v, seconds } => {
                if let Some((row, column)) = self.selected {
                    self.board.pulse(row, column, volts(v), width(seconds));
                }
            }
            _ => {}
        }
    }

    /// Resistances; nothing for a device that is not there.
    fn answer(&mut self, devices: &[(u16, u16)]) {
        let places = devices
            .iter()
            .filter_map(|&(word, bit)| self.place(word, bit));
        let places: Vec<_> = places.collect();
        let with = self.read_volts;
        let ohms = |(row, column)| (with / self.board.read(row, column, with)) as f32;
        let bytes: Vec<u8> = places
            .into_iter()
            .map(ohms)
            .flat_map(f32::to_le_bytes)
            .collect();
        if !bytes.is_empty() {
            self.output.push_back(bytes);
        }
    }

    fn place(&self, word: u16, bit: u16) -> Option<(usize, usize)> {
        let (rows, columns) = self.board.size();
        let (row, column) = (usize::from(word), usize::from(bit));
        let there = (1..=rows).contains(&row) && (1..=columns).contains(&column);
        there.then(|| (row - 1, column - 1))
    }
}

/// What the instrument can do.
fn volts(asked: f64) -> f64 {
    let most = capabilities().limits.most_volts;
    asked.clamp(-most, most)
}

fn width(asked: f64) -> f64 {
    asked.clamp(0.0, LONGEST_SECONDS)
}
