//! What a board says it can do.

use crate::Limits;
use serde::Serialize;

/// A board's own limits, and what it is called.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Capabilities {
    /// Its firmware, in one word.
    pub name: String,
    /// What it can do at most.
    pub limits: Limits,
    /// After how many milliseconds without a word from the host it goes safe; none where the
    /// board does not watch.
    pub dead_man_ms: Option<u64>,
}
