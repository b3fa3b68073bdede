//! Why a project cannot be opened: one sentence with the place and what to try.

use super::Project;
use memrilab_device::analysis::OptionsError;
use thiserror::Error;

/// A project file that cannot be opened, or a project that cannot be written.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ProjectError {
    /// It is no JSON.
    #[error(
        "line {line}, column {column}: from here on this is not JSON; the file may be cut off \
         or changed by another program: save the project again"
    )]
    NotJson {
        /// Where the JSON breaks off, counted from 1.
        line: usize,
        /// The column there.
        column: usize,
    },
    /// It is JSON, but of something else.
    #[error(
        "this is JSON, but not a memrilab project (`\"memrilab\": \"project\"` is missing); \
         open a file that was saved as a project"
    )]
    NotAProject,
    /// It was written by a program of tomorrow.
    #[error(
        "the project has schema {found} and this program reads schema {}; open it with a newer memrilab",
        Project::SCHEMA
    )]
    Newer {
        /// Its schema.
        found: u64,
    },
    /// A value is missing or of another kind than it must be.
    #[error("line {line}, column {column}: {reason}; save the project again")]
    Form {
        /// Where, counted from 1.
        line: usize,
        /// The column there.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A file without content.
    #[error(
        "file `{file}` has neither text nor base64; save the project again with the file in it"
    )]
    NoContent {
        /// Its path.
        file: String,
    },
    /// A file with two contents.
    #[error("file `{file}` has both text and base64; leave one of them")]
    TwoContents {
        /// Its path.
        file: String,
    },
    /// A file whose base64 is none.
    #[error("the base64 of file `{file}` is broken; save the project again with the file in it")]
    Base64 {
        /// Its path.
        file: String,
    },
    /// Two files of one path.
    #[error("two files have the path `{file}`; rename one of them")]
    SamePath {
        /// Their path.
        file: String,
    },
    /// A limit was passed.
    #[error("{what} {found} and the limit is {limit}; save fewer or smaller files in one project")]
    TooLarge {
        /// What is too large.
        what: String,
        /// How large it is.
        found: usize,
        /// How large it may be.
        limit: usize,
    },
    /// A setting is out of range.
    #[error("{place}: {error}; change it and save the project again")]
    Options {
        /// `options`, or the file for which it is set.
        place: String,
        /// What is wrong.
        error: OptionsError,
    },
    /// A file may be read beyond the usual limits.
    #[error(
        "the limits in the settings of file `{file}` are wider than the usual ones; leave out `caps`"
    )]
    Caps {
        /// Its path.
        file: String,
    },
    /// The campaign in it is wrong.
    #[error("the campaign of the project: {0}; mend it and save the project again")]
    Campaign(String),
}

impl ProjectError {
    /// A stable code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "not-json",
            Self::NotAProject => "not-a-project",
            Self::Newer { .. } => "newer-project",
            Self::Form { .. } | Self::NoContent { .. } | Self::TwoContents { .. } => {
                "damaged-project"
            }
            Self::Base64 { .. } | Self::SamePath { .. } | Self::Campaign(_) => "damaged-project",
            Self::TooLarge { .. } => "too-large",
            Self::Options { .. } | Self::Caps { .. } => "options",
        }
    }

    /// What the reader of JSON found: text that is none, or a value of another kind.
    pub(super) fn form(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if !error.is_data() {
            return Self::NotJson { line, column };
        }
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or_default();
        Self::Form {
            line,
            column,
            reason: reason.chars().take(200).collect(),
        }
    }
}
