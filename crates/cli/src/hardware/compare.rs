//! An array that nobody armed: read and compared with what it is to be.

use super::bench::Bench;
use super::write::SetPoints;
use anyhow::Result;
use indicatif::ProgressBar;
use memrilab_crossbar::program::{Action, Targets, WriterOptions, Written, WrittenState};
use memrilab_hardware::Answer;

/// Reads each device once; those that were read stay, whatever ends it.
pub(super) fn compare(
    bench: &mut Bench,
    targets: &Targets,
    options: &WriterOptions,
    bar: &ProgressBar,
) -> (Vec<Written>, Result<()>) {
    let unread = Written {
        pulses: 0,
        conductance: None,
        state: WrittenState::Waiting,
    };
    let mut devices = vec![unread; targets.conductance.len()];
    let places = devices.iter_mut().zip(&targets.conductance).enumerate();
    let outcome = { places }.try_for_each(|(at, (device, &target))| {
        let limits = bench.limits().clone();
        let points = SetPoints::of(options, &limits)?;
        let (row, column) = (at / targets.columns, at % targets.columns);
        let request = points.request(Action::Read { row, column }, options, &limits)?;
        if let Answer::Read { amperes, .. } = bench.ask(request)? {
            let conductance = amperes / points.read.get();
            device.conductance = Some(conductance);
            if options.accept(conductance, target) {
                device.state = WrittenState::Done;
            }
        }
        bar.inc(1);
        Ok(())
    });
    (devices, outcome)
}
