//! A session on a serial port.

use crate::{
    Answer, Capabilities, Dialect, Event, HardwareError, Limits, Reason, Request, Session, State,
};
use serialport::{ClearBuffer, DataBits, Parity, SerialPort, SerialPortType, StopBits};
use std::io::{ErrorKind, Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use thiserror::Error;

/// The longest wait for bytes before the time and the wish to stop are looked at again.
const LOOK_MS: u64 = 10;
/// The longest that writing a line may take.
const WRITE: Duration = Duration::from_millis(500);

/// Why a port cannot be used.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PortError {
    /// It does not open.
    #[error("{path} cannot be opened: {why}; {hint}")]
    Open {
        /// Its name.
        path: String,
        /// What the system says.
        why: String,
        /// What to try.
        hint: &'static str,
    },
    /// A request that is not sent.
    #[error(transparent)]
    Refused(#[from] HardwareError),
    /// The session ended; the board was told to stop.
    #[error("{0}")]
    Stopped(Reason),
}

/// The ports of this computer, each with what is known of it.
#[must_use]
pub fn list() -> Vec<(String, String)> {
    let ports = serialport::available_ports().unwrap_or_default();
    let about = |port: SerialPortType| match port {
        SerialPortType::UsbPort(usb) => {
            let names = [usb.manufacturer, usb.product].into_iter().flatten();
            let names: Vec<String> = names.collect();
            let ids = format!("USB {:04x}:{:04x}", usb.vid, usb.pid);
            format!("{ids} {}", names.join(" ")).trim_end().to_owned()
        }
        SerialPortType::PciPort => "PCI".to_owned(),
        SerialPortType::BluetoothPort => "Bluetooth".to_owned(),
        SerialPortType::Unknown => String::new(),
    };
    let ports = ports
        .into_iter()
        .map(|port| (port.port_name, about(port.port_type)));
    ports.collect()
}

/// What to try where a port does not open. A port that is locked is no device to this library.
fn hint(error: &serialport::Error) -> &'static str {
    match error.kind() {
        serialport::ErrorKind::NoDevice => {
            "another program uses it, or it is no serial port: end that program, or take a port that `memrilab hardware list` names"
        }
        serialport::ErrorKind::Io(ErrorKind::PermissionDenied) => {
            "you may not use it: on Linux join the group that owns it, often `dialout`, and log in again; elsewhere end the program that uses it"
        }
        _ => "plug the board in, and look for its name with `memrilab hardware list`",
    }
}

/// A board on a port. Whatever happens to this value - an error, a panic, the end of its scope - the
/// board is told to stop; only a killed process cannot, and then the board's own switch must.
pub struct Port {
    serial: Box<dyn SerialPort>,
    session: Session,
    begun: Instant,
    interrupted: Arc<AtomicBool>,
}

/// Stops a board from another thread: where a signal is handled, or in a panic hook.
pub struct Stopper {
    serial: Box<dyn SerialPort>,
    dialect: Dialect,
    interrupted: Arc<AtomicBool>,
}

impl Stopper {
    /// Writes what stops the board, and lets the session end.
    pub fn stop(&mut self) {
        self.interrupted.store(true, Ordering::SeqCst);
        // A port that is gone cannot be told.
        let _ = self.serial.write_all(self.dialect.stop_bytes());
        let _ = self.serial.flush();
    }
}

impl Port {
    /// Opens a port for this program alone, greets the board and waits until it may be read.
    ///
    /// # Errors
    /// [`PortError`] where the port does not open, the limits are none, or no board answers.
    pub fn open(
        path: &str,
        dialect: Dialect,
        limits: Limits,
    ) -> Result<(Self, Capabilities), PortError> {
        let session = Session::new(dialect, limits)?;
        let parity = match dialect.even_parity() {
            true => Parity::Even,
            false => Parity::None,
        };
        // On Unix the port is locked for other programs as well.
        let builder = serialport::new(path, dialect.baud())
            .data_bits(DataBits::Eight)
            .parity(parity)
            .stop_bits(StopBits::One)
            .timeout(Duration::from_millis(LOOK_MS));
        let opened = builder.open().and_then(|serial| {
            serial.clear(ClearBuffer::All)?;
            Ok(serial)
        });
        let serial = opened.map_err(|error| PortError::Open {
            path: path.to_owned(),
            why: error.to_string(),
            hint: hint(&error),
        })?;
        let mut port = Self {
            serial,
            session,
            begun: Instant::now(),
            interrupted: Arc::default(),
        };
        loop {
            match port.event()? {
                Event::Connected { board, .. } => return Ok((port, board)),
                Event::Stopped { reason, .. } => return Err(PortError::Stopped(reason)),
                Event::Answered { .. } => {}
            }
        }
    }

    /// What stops this board from elsewhere.
    ///
    /// # Errors
    /// [`PortError::Stopped`] where the system gives no second handle.
    pub fn stopper(&self) -> Result<Stopper, PortError> {
        let serial = self.serial.try_clone();
        let serial = serial.map_err(|e| PortError::Stopped(Reason::Port(e.to_string())))?;
        Ok(Stopper {
            serial,
            dialect: self.session.dialect(),
            interrupted: self.interrupted.clone(),
        })
    }

    /// The limits of operator and board, which make set-points.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        self.session.limits()
    }

    /// Whether a pulse was sent and not answered, so that nobody knows whether the device got it.
    #[must_use]
    pub fn pulse_unanswered(&self) -> bool {
        self.session.pulse_unanswered()
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    /// [`PortError::Refused`] for a request outside the limits, after which the session goes on;
    /// [`PortError::Stopped`] at its end.
    pub fn ask(&mut self, request: Request) -> Result<Answer, PortError> {
        let asked = match self.session.request(request) {
            Err(HardwareError::Stopped(reason)) => return Err(PortError::Stopped(reason)),
            asked => asked?,
        };
        loop {
            match self.event()? {
                Event::Answered { ticket, answer } if ticket == asked => return Ok(answer),
                Event::Stopped { reason, .. } => return Err(PortError::Stopped(reason)),
                _ => {}
            }
        }
    }

    /// Asks one thing after the other. What was answered is kept, whatever ends it.
    pub fn ask_all(
        &mut self,
        requests: impl IntoIterator<Item = Request>,
    ) -> (Vec<Answer>, Result<(), PortError>) {
        let mut answers = Vec::new();
        for request in requests {
            match self.ask(request) {
                Ok(answer) => answers.push(answer),
                Err(error) => return (answers, Err(error)),
            }
        }
        (answers, Ok(()))
    }

    /// Waits, and keeps an armed board alive meanwhile.
    ///
    /// # Errors
    /// [`PortError::Stopped`] if the session ends in that time.
    pub fn rest(&mut self, time: Duration) -> Result<(), PortError> {
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.turn();
            if let Some(Event::Stopped { reason, .. }) = self.session.next_event() {
                return Err(PortError::Stopped(reason));
            }
        }
        Ok(())
    }

    /// Ends the session; says whether the board has confirmed it.
    pub fn close(mut self) -> bool {
        self.end();
        self.session.stop_confirmed()
    }

    fn now(&self) -> u64 {
        self.begun.elapsed().as_millis() as u64
    }

    fn event(&mut self) -> Result<Event, PortError> {
        loop {
            self.turn();
            if let Some(event) = self.session.next_event() {
                return Ok(event);
            }
            // Nothing more can happen: every event was taken before.
            if let State::Stopped(reason) = self.session.state() {
                return Err(PortError::Stopped(reason.clone()));
            }
        }
    }

    /// Writes what is to be written, and waits a little for bytes.
    fn turn(&mut self) {
        if self.interrupted.load(Ordering::SeqCst) {
            self.session.stop();
        }
        let now = self.now();
        // What has come is heard before the time is told: a computer that was busy meanwhile is no
        // silent board.
        if self.serial.bytes_to_read().unwrap_or(0) == 0 {
            self.session.tick(now);
        }
        self.write();
        let wait = self
            .session
            .deadline()
            .map_or(LOOK_MS, |at| at.saturating_sub(now));
        let wait = Duration::from_millis(wait.clamp(1, LOOK_MS));
        let mut bytes = [0; 4096];
        let read = self.serial.set_timeout(wait).map_err(Into::into);
        match read.and_then(|()| self.serial.read(&mut bytes)) {
            Ok(0) => self.session.lost("end of file"),
            Ok(count) => {
                let now = self.now();
                self.session.feed(&bytes[..count], now);
            }
            Err(error) => match error.kind() {
                ErrorKind::TimedOut | ErrorKind::Interrupted | ErrorKind::WouldBlock => {
                    let now = self.now();
                    self.session.tick(now);
                }
                _ => self.session.lost(error.to_string()),
            },
        }
        self.write();
    }

    fn write(&mut self) {
        while let Some(bytes) = self.session.next_output() {
            let written = self.serial.set_timeout(WRITE).map_err(Into::into);
            if let Err(error) = written.and_then(|()| self.serial.write_all(&bytes)) {
                self.session.lost(error.to_string());
            }
        }
    }

    /// Stops the board, and waits for it to say so where it can.
    fn end(&mut self) {
        self.session.stop();
        self.write();
        while self.session.deadline().is_some() {
            self.turn();
        }
        let _ = self.serial.flush();
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        self.end();
    }
}
