//! A web server of a few lines that also behaves badly.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a path is answered with.
#[allow(dead_code, reason = "what includes this file uses some of them each")]
#[derive(Clone)]
pub(crate) enum Answer {
    /// The file, or the part of it that is asked for.
    File(Vec<u8>),
    /// The whole file, whatever is asked for.
    Whole(Vec<u8>),
    /// The whole file without its length.
    Unmeasured(Vec<u8>),
    /// As `File`, but the connection ends after so many bytes of what is asked for.
    Cut(Vec<u8>, usize),
    /// As `File`, but nothing comes after so many bytes, and the connection stays open.
    Silent(Vec<u8>, usize),
    /// As `File`, so many bytes every 10 ms.
    Slow(Vec<u8>, usize),
    /// Another part than the one that is asked for.
    OtherPart(Vec<u8>),
    /// No file.
    Status(u16),
    /// Takes the connection and never says a word.
    Mute,
}

/// Serves until the program ends.
pub(crate) struct Server {
    address: String,
    log: Arc<Mutex<Vec<(String, u64)>>>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/data/", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::new(Vec::new()));
        let (told, answer) = (Arc::clone(&log), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (told, answer) = (Arc::clone(&told), Arc::clone(&answer));
                std::thread::spawn(move || {
                    // A client that goes away in the middle is what some tests do.
                    let _ = serve(&stream, &told, &*answer);
                });
            }
        });
        Self { address, log }
    }

    /// The address of its folder.
    pub(crate) fn url(&self) -> &str {
        &self.address
    }

    /// What was asked for so far: the file, and from which byte on.
    pub(crate) fn asked(&self) -> Vec<(String, u64)> {
        self.log.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: &TcpStream,
    log: &Mutex<Vec<(String, u64)>>,
    answer: &dyn Fn(&str) -> Answer,
) -> std::io::Result<()> {
    let (mut name, mut from) = (String::new(), 0);
    for line in BufReader::new(stream).lines() {
        let line = line?.to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(rest) = line.strip_prefix("get /data/") {
            name = rest.split(' ').next().unwrap_or_default().to_owned();
        }
        if let Some(rest) = line.strip_prefix("range: bytes=") {
            from = rest.trim_end_matches('-').parse().unwrap();
        }
    }
    log.lock().unwrap().push((name.clone(), from));
    let from = from as usize;
    let head = |stream: &mut &TcpStream, bytes: &[u8], from: usize| {
        let all = bytes.len();
        let status = if from > 0 {
            let last = all - 1;
            format!("206 Partial Content\r\nContent-Range: bytes {from}-{last}/{all}")
        } else {
            "200 OK".to_owned()
        };
        let length = all - from;
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )
    };
    let answer = answer(&name);
    if let Answer::File(bytes) | Answer::Cut(bytes, _) | Answer::Silent(bytes, _) = &answer
        && from >= bytes.len()
    {
        let all = bytes.len();
        return write!(
            stream,
            "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{all}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    }
    match answer {
        Answer::File(bytes) => {
            head(&mut stream, &bytes, from)?;
            stream.write_all(&bytes[from..])
        }
        Answer::Whole(bytes) => {
            head(&mut stream, &bytes, 0)?;
            stream.write_all(&bytes)
        }
        Answer::Unmeasured(bytes) => {
            write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
            stream.write_all(&bytes)
        }
        Answer::Cut(bytes, after) => {
            head(&mut stream, &bytes, from)?;
            stream.write_all(&bytes[from..bytes.len().min(from + after)])
        }
        Answer::Silent(bytes, after) => {
            head(&mut stream, &bytes, from)?;
            stream.write_all(&bytes[from..bytes.len().min(from + after)])?;
            stream.flush()?;
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        Answer::Slow(bytes, step) => {
            head(&mut stream, &bytes, from)?;
            for chunk in bytes[from..].chunks(step) {
                stream.write_all(chunk)?;
                std::thread::sleep(Duration::from_millis(10));
            }
            Ok(())
        }
        Answer::OtherPart(bytes) => {
            head(&mut stream, &bytes, from + 1)?;
            stream.write_all(&bytes[from + 1..])
        }
        Answer::Status(code) => write!(
            stream,
            "HTTP/1.1 {code} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ),
        Answer::Mute => {
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
    }
}
