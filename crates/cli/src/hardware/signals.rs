//! Ctrl-C, and the signals by which a terminal that closes (HUP) and a system (TERM) end a program.
//!
//! Each of them writes what stops the board, from a thread of its own, as often as it comes. The
//! program then ends as after a fault: what was done is kept first. Only after that does a signal
//! end it at once.

use anyhow::{Context as _, Result};
use memrilab_hardware::native::Stopper;
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a program ends with that was interrupted.
pub(super) const CODE: u8 = 130;

/// A program catches signals once.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static KEPT: AtomicBool = AtomicBool::new(false);

/// Sees to signals from now on.
pub(super) fn stop(mut stopper: Stopper) -> Result<()> {
    caught(move || {
        INTERRUPTED.store(true, Ordering::SeqCst);
        stopper.stop();
        if KEPT.load(Ordering::SeqCst) {
            exit(CODE.into());
        }
    })
    .context("Ctrl-C cannot be caught, so nothing is driven")
}

/// Does something each time that a signal comes.
#[cfg(unix)]
fn caught(mut each: impl FnMut() + Send + 'static) -> Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || signals.forever().for_each(|_| each()))?;
    Ok(())
}

/// Does something each time that Ctrl-C comes.
#[cfg(not(unix))]
fn caught(each: impl FnMut() + Send + 'static) -> Result<()> {
    Ok(ctrlc::set_handler(each)?)
}

/// Whether one has come.
pub(super) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Says that nothing is lost by ending now.
pub(super) fn kept() {
    KEPT.store(true, Ordering::SeqCst);
}
