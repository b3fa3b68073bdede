//! Write-verify: what it reaches, what it takes, and what it leaves be.

mod common;

use common::{alike, doubling, fine, mean_is, programmed, quiet, targets, uniform};
use memrilab_core::{Job as _, Step};
use memrilab_crossbar::Wires;
use memrilab_crossbar::program::{
    Action, Failure, Fault, ProgramConfig, ProgramError, Programming, Targets, VirtualArray,
    Writer, WriterOptions, WrittenState,
};
use statrs::distribution::{ChiSquared, ContinuousCDF as _, Normal};

fn options() -> WriterOptions {
    WriterOptions {
        pulse_limit: 10_000,
        ..WriterOptions::default()
    }
}

#[test]
fn a_perfect_device_is_written_with_exactly_the_pulses_it_needs() {
    let wanted = uniform(30, 1e-6, 19e-6, 2);
    let got = programmed(
        quiet(6, 5, fine(), 0.0),
        targets(6, 5, wanted.clone()),
        options(),
    );
    assert_eq!((got.yield_share, got.yield_true), (1.0, 1.0));
    let mut total = 0;
    for (device, target) in got.devices.iter().zip(&wanted) {
        let close = |k: &u32| (fine().conductance(f64::from(*k)) / target - 1.0).abs() <= 0.05;
        let needed = (0..200).find(close).unwrap();
        assert_eq!((device.pulses, device.state), (needed, WrittenState::Done));
        total += needed;
    }
    assert_eq!(got.pulses.total, u64::from(total));
    assert_eq!(got.pulses.histogram.iter().sum::<u32>(), 30);
    // A read before and after each pulse, a second pass of one read each, the last reads.
    assert_eq!(got.reads, u64::from(total) + 3 * 30);
    let seconds = (f64::from(total) + got.reads as f64) * 1e-6;
    assert!((got.seconds / seconds - 1.0).abs() < 1e-12);
    // After k pulses those are done that need at most k.
    for point in &got.convergence {
        let done = got
            .devices
            .iter()
            .filter(|d| d.pulses <= point.pulses)
            .count();
        assert_eq!(point.within, done as f64 / 30.0, "{point:?}");
        assert!(point.low <= point.median && point.median <= point.high);
    }
    assert_eq!(got.convergence.len(), got.pulses.max as usize + 1);
}

#[test]
fn yields_and_pulses_are_of_the_devices_that_carry_weights() {
    // Devices begin at 1 uS: those without a weight are there before the first pulse.
    let conductance = vec![1e-6, 5e-6, 1e-6, 1e-6, 9e-6, 1e-6];
    let (array, few) = (quiet(2, 3, fine(), 0.0), WriterOptions::default());
    let limited = WriterOptions {
        pulse_limit: 40,
        ..few
    };
    let used = vec![false, true, false, false, true, false];
    let all = targets(2, 3, conductance);
    let weights = Targets {
        used: Some(used),
        ..all.clone()
    };
    let whole = programmed(array.clone(), all.clone(), limited);
    let got = programmed(array.clone(), weights.clone(), limited);
    // The same is written, and the same time and energy taken.
    assert_eq!(got.devices, whole.devices);
    assert_eq!((got.seconds, got.energy), (whole.seconds, whole.energy));
    assert_eq!((whole.counted, whole.pulses.median), (6, 0.0));
    assert_eq!(
        (whole.yield_share, whole.yield_true),
        (5.0 / 6.0, 5.0 / 6.0)
    );
    assert_eq!(
        (got.counted, got.yield_share, got.yield_true),
        (2, 0.5, 0.5)
    );
    let of = [1, 4].map(|at| got.devices[at].pulses);
    assert_eq!(got.pulses.total, u64::from(of[0] + of[1]));
    assert_eq!(got.pulses.median, f64::from(of[0] + of[1]) / 2.0);
    assert_eq!(
        (whole.convergence[0].within, got.convergence[0].within),
        (4.0 / 6.0, 0.0)
    );
    for (used, words) in [
        (vec![true; 5], "marks of devices that are used: 5 values"),
        (vec![false; 6], "the number of devices that are used is 0"),
    ] {
        let used = Some(used);
        let none = Targets {
            used,
            ..all.clone()
        };
        let why = Writer::new(none, few).unwrap_err().to_string();
        assert!(why.starts_with(words), "{why}");
    }
}

#[test]
fn a_pulse_that_was_not_given_is_not_counted_and_one_that_may_have_been_is() {
    let mut writer = Writer::new(alike(1, 2, 2e-6), options()).unwrap();
    writer.next();
    writer.told(1e-6).unwrap();
    // Nothing was asked for that could have been held back.
    writer.withheld();
    assert_eq!(writer.unread(), None);
    let pulse = writer.next();
    assert!(matches!(pulse, Some(Action::Pulse { .. })));
    assert_eq!(
        (writer.devices()[0].pulses, writer.unread()),
        (1, Some((0, 0)))
    );
    writer.withheld();
    assert_eq!((writer.devices()[0].pulses, writer.unread()), (0, None));
    assert_eq!(writer.next(), pulse, "asked for again");
    writer.next();
    writer.told(2e-6).unwrap();
    writer.withheld();
    assert_eq!((writer.given(), writer.unread()), (1, None));
}

/// Chance that a median device of deviation z is within tolerance.
fn chance(ratio: f64, tolerance: f64, sigma: f64) -> f64 {
    let z = |bound: f64| (bound / ratio).ln() / sigma;
    let normal = Normal::new(0.0, 1.0).unwrap();
    normal.cdf(z(1.0 + tolerance)) - normal.cdf(z(1.0 - tolerance))
}

/// Devices that stay where they are, so that each pulse is a new draw and nothing else.
fn standing(rows: usize, columns: usize, sigma: f64) -> memrilab_crossbar::program::ArrayConfig {
    let mut config = quiet(rows, columns, fine(), sigma);
    config.model.step = 1e-12;
    config
}

#[test]
fn without_memory_the_pulses_needed_are_geometric() {
    let (sigma, tolerance) = (0.3, 0.1);
    let n = 3600;
    let got = programmed(
        standing(60, 60, sigma),
        alike(60, 60, 1.2e-6),
        WriterOptions {
            tolerance,
            stuck_change: 0.0,
            ..options()
        },
    );
    let p = chance(1e-6 / 1.2e-6, tolerance, sigma);
    // P(k pulses) = p (1 - p)^k, k = 0 where the first read is within.
    let mean = got.pulses.total as f64 / n as f64;
    mean_is(mean, (1.0 - p) / p, (1.0 - p).sqrt() / p, n);
    let bins = 12;
    let mut seen = vec![0.0; bins + 1];
    for device in &got.devices {
        seen[(device.pulses as usize).min(bins)] += 1.0;
    }
    let expected = |k: usize| {
        let tail = (1.0 - p).powi(k as i32);
        n as f64 * if k == bins { tail } else { p * tail }
    };
    let square: f64 = (0..=bins)
        .map(|k| (seen[k] - expected(k)).powi(2) / expected(k))
        .sum();
    let tail = 1.0 - ChiSquared::new(bins as f64).unwrap().cdf(square);
    assert!(tail > 1e-5, "chi-square {square} of {bins}: {seen:?}");
    // A wrong law would be seen: twice the spread.
    let wrong = chance(1e-6 / 1.2e-6, tolerance, 2.0 * sigma);
    let off = (mean - (1.0 - wrong) / wrong) / ((1.0 - wrong).sqrt() / wrong / 60.0);
    assert!(off.abs() > 20.0, "{off}");
}

#[test]
fn at_a_fixed_limit_more_spread_means_less_yield() {
    let n = 1600;
    let mut before = 1.1;
    for sigma in [0.02, 0.1, 0.2, 0.4, 0.8] {
        let limit = 4;
        let got = programmed(
            standing(40, 40, sigma),
            alike(40, 40, 1.02e-6),
            WriterOptions {
                pulse_limit: limit,
                ..options()
            },
        );
        let p = chance(1.0 / 1.02, 0.05, sigma);
        let expected = 1.0 - (1.0 - p).powi(limit as i32 + 1);
        mean_is(
            got.yield_share,
            expected,
            (expected * (1.0 - expected)).sqrt(),
            n,
        );
        assert!(got.yield_share < before, "{sigma}: {}", got.yield_share);
        before = got.yield_share;
        let failed = got.devices.iter().filter(|d| d.state != WrittenState::Done);
        for device in failed {
            assert_eq!(device.state, WrittenState::Failed(Failure::PulseLimit));
            assert_eq!(device.pulses, limit);
        }
    }
}

#[test]
fn faults_fail_within_their_limits_and_the_rest_is_written() {
    let faults = [Fault::StuckOn, Fault::StuckOff, Fault::Dead];
    let mut array = VirtualArray::new(quiet(4, 4, fine(), 0.0), 3).unwrap();
    let mut of = vec![None; 16];
    for (at, fault) in faults.iter().enumerate() {
        of[5 * at] = Some(*fault);
    }
    array.set_faults(of.clone()).unwrap();
    let job = Programming::on(array, alike(4, 4, 9e-6), options()).unwrap();
    let got = memrilab_core::run(job, |_| ()).unwrap();
    for (device, fault) in got.devices.iter().zip(&of) {
        match fault {
            Some(_) => {
                assert_eq!(device.state, WrittenState::Failed(Failure::Stuck));
                assert_eq!(device.pulses, options().stuck_after);
            }
            None => assert_eq!(device.state, WrittenState::Done),
        }
    }
    assert_eq!(got.yield_share, 13.0 / 16.0);
    // With read noise they seem to move, and end at the pulse limit.
    let mut config = quiet(1, 3, fine(), 0.0);
    config.read_noise = 0.01;
    let mut array = VirtualArray::new(config, 3).unwrap();
    let all = [Some(Fault::StuckOn), Some(Fault::StuckOff), None];
    array.set_faults(all.to_vec()).unwrap();
    let limit = WriterOptions {
        pulse_limit: 150,
        ..options()
    };
    let job = Programming::on(array, alike(1, 3, 9e-6), limit).unwrap();
    let got = memrilab_core::run(job, |_| ()).unwrap();
    let limited = WrittenState::Failed(Failure::PulseLimit);
    assert_eq!(
        [0, 1].map(|at| (got.devices[at].state, got.devices[at].pulses)),
        [(limited, 150); 2]
    );
    assert_eq!(got.devices[2].state, WrittenState::Done);
}

#[test]
fn further_passes_mend_what_half_selection_moved() {
    let run = |passes| {
        let mut config = quiet(8, 8, fine(), 0.0);
        config.model.half_select = 0.03;
        let wanted = uniform(64, 8e-6, 17e-6, 9);
        let options = WriterOptions {
            tolerance: 0.02,
            passes,
            ..options()
        };
        programmed(config, targets(8, 8, wanted), options)
    };
    let [one, many] = [run(1), run(8)];
    assert!(one.yield_share < 0.9, "{}", one.yield_share);
    assert_eq!(many.yield_share, 1.0);
    assert!(many.pulses.total > one.pulses.total);
    let lost = WrittenState::Failed(Failure::Lost);
    let count = one.devices.iter().filter(|d| d.state == lost).count();
    assert_eq!(one.yield_share, 1.0 - count as f64 / 64.0);
    // Without read noise a lost device is one that was moved; nothing else is left.
    for device in &one.devices {
        assert!(device.state == WrittenState::Done || device.state == lost);
    }
    assert_eq!(one.yield_share, one.yield_true);
}

/// Energy by another way: every device, every pulse, its own voltage.
#[test]
fn energy_is_the_sum_over_devices_and_pulses() {
    let mut array = quiet(5, 7, fine(), 0.2);
    array.model.half_select = 0.02;
    array.read_noise = 0.005;
    array.wires = Wires::uniform(20.0);
    let config = ProgramConfig {
        targets: targets(5, 7, uniform(35, 2e-6, 15e-6, 4)),
        options: options(),
        seed: 8,
        array,
    };
    let got = memrilab_core::run(Programming::new(config.clone()).unwrap(), |_| ()).unwrap();
    let mut array = VirtualArray::new(config.array, 8).unwrap();
    let mut writer = Writer::new(config.targets, config.options).unwrap();
    let (mut own, mut half, mut reads) = (0.0, 0.0, 0.0);
    while let Some(action) = writer.next() {
        for i in 0..5 {
            for j in 0..7 {
                let g = array.conductance()[i * 7 + j];
                match action {
                    Action::Read { row, .. } if i == row => reads += 0.1 * 0.1 * g * 1e-6,
                    Action::Read { .. } => {}
                    Action::Pulse {
                        row,
                        column,
                        volts,
                        seconds,
                    } => match (i == row, j == column) {
                        (true, true) => own += volts * volts * g * seconds,
                        (false, false) => {}
                        _ => half += (volts / 2.0).powi(2) * g * seconds,
                    },
                }
            }
        }
        match action {
            Action::Read { row, column } => {
                writer.told(array.read(row, column, 0.1) / 0.1).unwrap();
            }
            Action::Pulse {
                row,
                column,
                volts,
                seconds,
            } => array.pulse(row, column, volts, seconds),
        }
    }
    for (got, expected) in [
        (got.energy.selected, own),
        (got.energy.half_selected, half),
        (got.energy.reads, reads),
        (got.energy.total, own + half + reads),
    ] {
        assert!(expected > 0.0);
        assert!(
            (got / expected - 1.0).abs() < 1e-10,
            "{got:e}, {expected:e}"
        );
    }
    // The job is the writer before the array, and nothing else.
    assert_eq!(got.devices, writer.devices());
    assert_eq!(got.conductance, array.conductance());
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let run = |seed| {
        let mut array = quiet(6, 6, fine(), 0.3);
        array.model.half_select = 0.01;
        array.read_noise = 0.01;
        array.faults.shares.dead = 0.1;
        let config = ProgramConfig {
            targets: alike(6, 6, 5e-6),
            options: options(),
            array,
            seed,
        };
        memrilab_core::run(Programming::new(config).unwrap(), |_| ()).unwrap()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).conductance, run(2).conductance);
}

#[test]
fn the_writer_waits_for_what_it_asked_for() {
    let mut writer = Writer::new(alike(2, 2, 1e-6), options()).unwrap();
    let first = Action::Read { row: 0, column: 0 };
    assert_eq!((writer.next(), writer.next()), (Some(first), Some(first)));
    let why = writer.told(f64::NAN).unwrap_err();
    assert!(matches!(why, ProgramError::Result(_)));
    assert_eq!(writer.next(), Some(first), "read again");
    writer.told(2e-6).unwrap();
    let down = Action::Pulse {
        row: 0,
        column: 0,
        volts: -3.0,
        seconds: 1e-6,
    };
    assert_eq!(writer.next(), Some(down));
    assert_eq!(writer.next(), Some(first));
    writer.told(-1e-9).unwrap();
    assert!(matches!(writer.next(), Some(Action::Pulse { volts, .. }) if volts == 3.0));
    assert_eq!(writer.devices()[0].conductance, Some(-1e-9));
    assert_eq!(writer.devices()[0].pulses, 2);
    assert_eq!(writer.devices()[1].state, WrittenState::Waiting);
}

#[test]
fn passes_end_where_there_is_nothing_to_mend() {
    let options = WriterOptions {
        passes: 7,
        ..options()
    };
    let got = programmed(quiet(5, 5, fine(), 0.0), alike(5, 5, 5e-6), options);
    // One pass to write, one to look at it, and the last reads.
    assert_eq!(got.reads, got.pulses.total + 3 * 25);
}

#[test]
fn only_pulses_count_towards_being_stuck() {
    let options = WriterOptions {
        stuck_after: 1,
        ..options()
    };
    let mut writer = Writer::new(alike(1, 1, 1e-6), options).unwrap();
    let mut told = |siemens: f64| {
        writer.next();
        writer.told(siemens).unwrap();
        writer.next()
    };
    assert!(matches!(told(2e-6), Some(Action::Pulse { .. })));
    // Within; and in the second pass, barely moved, not any more: it was not pulsed meanwhile.
    assert!(matches!(told(1.0499e-6), Some(Action::Read { .. })));
    assert!(matches!(told(1.0501e-6), Some(Action::Pulse { .. })));
    // Now it was, and did not move.
    assert!(matches!(told(1.0501e-6), Some(Action::Read { .. })));
    let stuck = WrittenState::Failed(Failure::Stuck);
    assert_eq!(writer.devices()[0].state, stuck);
}

#[test]
fn progress_rises_to_its_end() {
    let config = ProgramConfig {
        array: quiet(40, 40, fine(), 0.3),
        targets: alike(40, 40, 5e-6),
        options: options(),
        seed: 1,
    };
    let mut job = Programming::new(config).unwrap();
    let (mut before, mut steps) = (0, 0);
    while let Step::Running(progress) = job.step().unwrap() {
        assert!(progress.done >= before && progress.done <= progress.total);
        (before, steps) = (progress.done, steps + 1);
    }
    assert!(steps > 2 && before > 0);
    let last = job.writer().progress();
    assert_eq!((last.done, last.total), (3 * 1600, 3 * 1600));
}

#[test]
fn what_makes_no_sense_is_refused_before_the_first_pulse() {
    let refused = |targets, options| {
        let array = quiet(2, 2, doubling(), 0.1);
        let config = ProgramConfig {
            array,
            targets,
            options,
            seed: 1,
        };
        Programming::new(config).unwrap_err().to_string()
    };
    let with = |change: &dyn Fn(&mut WriterOptions)| {
        let mut options = options();
        change(&mut options);
        refused(alike(2, 2, 2e-6), options)
    };
    for (got, words) in [
        (
            refused(targets(2, 2, vec![2e-6, 3e-6, 4e-6, 1e-3]), options()),
            "row 2, column 2: a target of 0.001 S; the device reaches from 1e-6 to 1.6e-5 S",
        ),
        (refused(alike(2, 3, 2e-6), options()), "6 values for 2 x 2"),
        (
            refused(targets(2, 2, vec![2e-6; 3]), options()),
            "3 values for 2 x 2",
        ),
        (with(&|o| o.tolerance = 0.0), "the tolerance is 0"),
        (with(&|o| o.pulse_limit = 0), "the pulse limit is 0"),
        (with(&|o| o.passes = 0), "the number of passes is 0"),
        (with(&|o| o.v_read = 0.0), "the read voltage is 0"),
        (with(&|o| o.v_reset = 1.0), "of the other sign"),
        (
            with(&|o| (o.v_set, o.v_reset) = (-3.0, 3.0)),
            "of the polarity that SETs",
        ),
        (
            with(&|o| o.read_seconds = -1.0),
            "the length of a read is -1",
        ),
        (with(&|o| o.stuck_change = f64::NAN), "NaN"),
    ] {
        assert!(got.contains(words), "{got}");
    }
}
