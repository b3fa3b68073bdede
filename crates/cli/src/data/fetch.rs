//! One file from one address, into a `.part` that a later try goes on from.

use indicatif::ProgressBar;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::Duration;
use thiserror::Error;
use ureq::http::{StatusCode, header};
use ureq::{Agent, Body, Proxy, Timeout, http};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// Why a download failed.
#[derive(Debug, Error)]
pub(super) enum Failure {
    #[error("there is no such file (404)")]
    NotFound,
    #[error("the server refuses ({0})")]
    Status(u16),
    #[error("the name of the host is not found")]
    Host,
    #[error("no connection within {} s", CONNECT.as_secs())]
    NoConnection,
    #[error("the server was silent for {0} s")]
    Silent(u64),
    #[error("the file is larger than {0} bytes, so it is not the published one")]
    TooLarge(u64),
    #[error("the connection broke off after {0} bytes")]
    Cut(u64),
    #[error("the server sends another part of the file than the one asked for")]
    WrongPart,
    #[error("{0}")]
    Other(String),
    /// The disk, not the network: no other address helps.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

/// What asks.
pub(super) struct Client {
    agent: Agent,
    patience: u64,
}

impl Client {
    /// One that waits so many seconds for a word from the server.
    pub(super) fn new(patience: u64, proxy: Option<Proxy>) -> Self {
        let silence = Some(Duration::from_secs(patience));
        let config = Agent::config_builder()
            .user_agent(concat!("memrilab/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .proxy(proxy)
            .http_status_as_error(false)
            .timeout_resolve(Some(CONNECT))
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(silence)
            .timeout_per_read(silence)
            .build();
        Self {
            agent: config.into(),
            patience,
        }
    }

    /// Downloads what `part` lacks of the file at `url`, of `most` bytes at most.
    pub(super) fn fetch(
        &self,
        url: &str,
        part: &Path,
        most: u64,
        bar: &ProgressBar,
    ) -> Result<(), Failure> {
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(part)?;
        file.try_lock().map_err(|e| {
            let text = format!(
                "{} is being written by another memrilab; wait for it",
                part.display()
            );
            Failure::Disk(io::Error::other(format!("{text} ({e})")))
        })?;
        let mut have = file.metadata()?.len();
        if have > most {
            have = 0;
        }
        let mut answer = self.ask(url, have)?;
        if answer.status() == StatusCode::RANGE_NOT_SATISFIABLE {
            if total(&answer) == Some(have) {
                return Ok(());
            }
            have = 0;
            answer = self.ask(url, 0)?;
        }
        match answer.status() {
            // The whole file, whatever was asked for.
            StatusCode::OK => have = 0,
            StatusCode::PARTIAL_CONTENT if begins(&answer) == Some(have) => {}
            StatusCode::PARTIAL_CONTENT => return Err(Failure::WrongPart),
            StatusCode::NOT_FOUND => return Err(Failure::NotFound),
            other => return Err(Failure::Status(other.as_u16())),
        }
        file.set_len(have)?;
        file.seek(SeekFrom::Start(have))?;
        self.body(answer, &mut file, have, most, bar)
    }

    fn ask(&self, url: &str, from: u64) -> Result<http::Response<Body>, Failure> {
        let mut request = self.agent.get(url);
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        request.call().map_err(|e| self.failure(e, 0))
    }

    fn body(
        &self,
        answer: http::Response<Body>,
        file: &mut File,
        mut have: u64,
        most: u64,
        bar: &ProgressBar,
    ) -> Result<(), Failure> {
        let body = answer.into_body();
        let length = body.content_length().map(|n| n.saturating_add(have));
        if length.is_some_and(|n| n > most) {
            return Err(Failure::TooLarge(most));
        }
        if let Some(length) = length {
            bar.set_length(length);
        }
        let mut reader = body.into_reader();
        let mut buffer = vec![0; 64 << 10];
        loop {
            bar.set_position(have);
            let read = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(self.failure(ureq::Error::from(e), have)),
            };
            if have + read as u64 > most {
                return Err(Failure::TooLarge(most));
            }
            file.write_all(&buffer[..read])?;
            have += read as u64;
        }
        match length {
            Some(length) if have < length => Err(Failure::Cut(have)),
            _ => Ok(()),
        }
    }

    fn failure(&self, error: ureq::Error, have: u64) -> Failure {
        match error {
            ureq::Error::HostNotFound => Failure::Host,
            ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => Failure::NoConnection,
            ureq::Error::Timeout(_) => Failure::Silent(self.patience),
            ureq::Error::Io(e) if have > 0 && e.kind() != io::ErrorKind::TimedOut => {
                Failure::Cut(have)
            }
            ureq::Error::Io(e) => Failure::Other(match e.kind() {
                // The standard library has no kind of its own for this one.
                _ if e.to_string().starts_with("failed to lookup address") => return Failure::Host,
                io::ErrorKind::ConnectionRefused => "the connection was refused".into(),
                _ => e.to_string(),
            }),
            other => Failure::Other(other.to_string()),
        }
    }
}

/// Where a part of a file begins: `bytes 100-199/200`.
fn begins(answer: &http::Response<Body>) -> Option<u64> {
    let range = range(answer)?.strip_prefix("bytes ")?;
    range.split('-').next()?.trim().parse().ok()
}

/// How long the whole file is: `bytes */200`.
fn total(answer: &http::Response<Body>) -> Option<u64> {
    range(answer)?.rsplit('/').next()?.trim().parse().ok()
}

fn range(answer: &http::Response<Body>) -> Option<&str> {
    answer.headers().get(header::CONTENT_RANGE)?.to_str().ok()
}
