//! 10,000 random fault scripts against each dialect: every one ends, nothing stays energised, and
//! what was delivered before the fault is right.

mod common;

use common::{Traced, connect, link, product, pulse, read};
use memrilab_core::Stream;
use memrilab_hardware::emulator::Faults;
use memrilab_hardware::{
    Answer, Dialect, Event, FaultScript, HardwareError, Loopback, Reason, Request, State,
};

const SCRIPTS: u64 = 10_000;

/// What became of the scripts, so that a run that checks nothing is seen.
#[derive(Debug, Default)]
struct Tally {
    asked: u64,
    answers: u64,
    right_before_harm: u64,
    longest_ms: u64,
    most_steps: u64,
}

fn work(link: &Loopback<Traced>, round: usize) -> Request {
    let place = round % 6;
    match round {
        0..6 => read(link, place / 2, place % 2, 0.1),
        6 => product(link, &[0.1, -0.05, 0.2]),
        7 => Request::Arm,
        8..14 => pulse(
            link,
            place / 2,
            place % 2,
            if round.is_multiple_of(2) { 1.0 } else { -1.0 },
        ),
        14 => product(link, &[0.2, 0.2, 0.0]),
        15 => Request::Disarm,
        _ => read(link, place / 2, place % 2, -0.2),
    }
}
const ROUNDS: usize = 22;

/// What an answer must be, from a board that was never disturbed.
fn expected(shadow: &mut Traced, round: usize, link: &Loopback<Traced>) -> Vec<f64> {
    use memrilab_hardware::Board as _;
    match work(link, round) {
        Request::Arm | Request::Disarm => Vec::new(),
        Request::Read { place, volts } => {
            vec![shadow.read(place.row(), place.column(), volts.get())]
        }
        Request::Pulse {
            place,
            volts,
            width,
            read,
        } => {
            shadow.pulse(place.row(), place.column(), volts.get(), width.get());
            vec![shadow.read(place.row(), place.column(), read.get())]
        }
        Request::Product { volts } => {
            let volts: Vec<f64> = volts.iter().map(|volts| volts.get()).collect();
            shadow.product(&volts)
        }
    }
}

fn currents(answer: &Answer) -> Vec<f64> {
    match answer {
        Answer::Armed | Answer::Disarmed => Vec::new(),
        Answer::Read { amperes, .. } | Answer::Pulse { amperes, .. } => vec![*amperes],
        Answer::Product { amperes, .. } => amperes.clone(),
    }
}

/// Runs a session to its end, stepping by hand so that steps can be counted.
fn session(link: &mut Loopback<Traced>, dialect: Dialect, seed: u64, tally: &mut Tally) -> Reason {
    let mut shadow = Traced::new();
    let (mut round, mut steps, mut waiting, mut stuck) = (0, 0, true, false);
    loop {
        steps += 1;
        assert!(steps < 20_000, "seed {seed}: it goes on for ever");
        tally.most_steps = tally.most_steps.max(steps);
        match link.session.next_event() {
            Some(Event::Connected { .. }) => waiting = false,
            Some(Event::Answered { answer, .. }) => {
                waiting = false;
                let (got, right) = (currents(&answer), expected(&mut shadow, round, link));
                // A picoampere of rounding for our own protocol, 24 bits for an ArC ONE.
                let near =
                    |(got, right): (&f64, &f64)| (got - right).abs() <= 2e-12 + 1e-6 * right.abs();
                let same = got.len() == right.len() && got.iter().zip(&right).all(near);
                // A checksum keeps every answer right; counting bytes only those before the fault.
                assert!(
                    same || (link.harmed() && dialect == Dialect::ArcOne),
                    "seed {seed}, round {round}: {got:?} is not {right:?}"
                );
                tally.right_before_harm += u64::from(!link.harmed());
                tally.answers += 1;
                assert!(got.iter().all(|amperes| amperes.is_finite()));
                round += 1;
            }
            Some(Event::Stopped { reason, .. }) => return reason,
            None if !waiting && round == ROUNDS => link.session.stop(),
            None if !waiting => {
                let request = work(link, round);
                match link.session.request(request) {
                    Ok(_) => waiting = true,
                    Err(HardwareError::Stopped(_)) => {}
                    Err(error) => panic!("seed {seed}: {error}"),
                }
            }
            None => {
                // The last step may have left an event.
                assert!(!stuck, "seed {seed}: it waits for nothing");
                stuck = !link.step();
            }
        }
    }
}

fn run(dialect: Dialect) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..SCRIPTS {
        let mut rng = Stream::new(seed, "fault script", 0, 0);
        let script = FaultScript::random(&mut rng);
        let faults = Faults::new(script.clone(), dialect, rng);
        let mut link = link(dialect).with_faults(faults);
        let reason = session(&mut link, dialect, seed, &mut tally);
        tally.asked += u64::from(reason == Reason::Asked);
        tally.longest_ms = tally.longest_ms.max(link.now());
        assert!(matches!(link.session.state(), State::Stopped(_)));
        let sentence = reason.to_string();
        assert!(
            !sentence.is_empty() && !sentence.contains('\n'),
            "{sentence}"
        );
        // The host is gone. Of our own protocol the dead man's switch takes 500 ms; an ArC ONE ends
        // its pulses itself, of which a spoilt digit can make one of 10 s.
        let until_safe = if dialect == Dialect::Line {
            501
        } else {
            10_100
        };
        link.run_for(until_safe);
        assert!(
            !link.emulator.energised(),
            "seed {seed}, {script:?}: {reason}"
        );
        link.run_for(20_000);
        assert!(
            !link.emulator.energised(),
            "seed {seed}: it came back to life"
        );
    }
    tally
}

#[test]
fn the_line_protocol_survives_random_faults() {
    let tally = run(Dialect::Line);
    // Every wait ends: greetings of 4 s, the longest delay of 10 s, some readings.
    assert!(tally.longest_ms < 30_000, "{tally:?}");
    assert!(
        tally.answers > 50_000 && tally.asked > 500 && tally.asked < 9_000,
        "{tally:?}"
    );
    assert!(tally.right_before_harm > 50_000, "{tally:?}");
}

#[test]
fn an_arc_one_survives_random_faults() {
    let tally = run(Dialect::ArcOne);
    assert!(tally.longest_ms < 120_000, "{tally:?}");
    assert!(
        tally.answers > 50_000 && tally.asked > 500 && tally.asked < 9_000,
        "{tally:?}"
    );
    assert!(tally.right_before_harm > 50_000, "{tally:?}");
}

#[test]
fn a_link_without_faults_does_all_the_work() {
    for dialect in [Dialect::Line, Dialect::ArcOne] {
        let (mut link, mut tally) = (link(dialect), Tally::default());
        assert_eq!(session(&mut link, dialect, 0, &mut tally), Reason::Asked);
        assert_eq!(
            (tally.answers, tally.right_before_harm),
            (ROUNDS as u64, ROUNDS as u64)
        );
        assert_eq!(link.emulator.board().pulses.len(), 6);
        // The same board again: it is reset, or greeted, and answers.
        let again = memrilab_hardware::Session::new(dialect, common::limits()).unwrap();
        link.session = again;
        connect(&mut link).unwrap();
    }
}
