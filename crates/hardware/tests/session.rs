//! Sessions of both dialects against emulated boards: what works, and each fault by name.

mod common;

use common::{Traced, ask, connect, faulty, limits, link, link_of, product, pulse, read};
use memrilab_hardware::line::{Direction, Frame};
use memrilab_hardware::{
    Answer, Dialect, Emulator, Event, HardwareError, Limits, Loopback, Reason, Session, State,
};

const BOTH: [Dialect; 2] = [Dialect::Line, Dialect::ArcOne];

#[test]
fn a_board_is_read_and_programmed() {
    for dialect in BOTH {
        let mut link = link(dialect);
        connect(&mut link).unwrap();
        assert_eq!(*link.session.state(), State::ReadOnly);
        let ohm = read(&link, 2, 1, -0.12);
        let Ok(Answer::Read {
            amperes,
            compliance,
            ..
        }) = ask(&mut link, ohm)
        else {
            panic!("{dialect:?}")
        };
        // 60 kilohm; an ArC ONE answers in 24 bits.
        assert!(
            (amperes + 2e-6).abs() < 1e-12 + 2e-6 * f64::from(f32::EPSILON),
            "{amperes}"
        );
        assert!(!compliance);

        link.session
            .request(memrilab_hardware::Request::Arm)
            .unwrap();
        assert!(matches!(
            link.next_event(),
            Some(Event::Answered {
                answer: Answer::Armed,
                ..
            })
        ));
        let set = pulse(&link, 0, 0, 1.5);
        let Ok(Answer::Pulse {
            applied,
            pulse_amperes,
            amperes,
            ..
        }) = ask(&mut link, set)
        else {
            panic!("{dialect:?}")
        };
        assert!(applied);
        // 10 kilohm before, a tenth less after.
        assert_eq!(pulse_amperes, (dialect == Dialect::Line).then_some(1.5e-4));
        assert!((amperes - 0.1 / 9e3).abs() < 1e-12, "{amperes}");
        assert_eq!(link.emulator.board().pulses, [(0, 0, 1.5, 0.01)]);

        let vmm = product(&link, &[0.1, 0.0, -0.2]);
        let Ok(Answer::Product {
            amperes, composed, ..
        }) = ask(&mut link, vmm)
        else {
            panic!("{dialect:?}")
        };
        assert_eq!(composed, dialect == Dialect::ArcOne);
        let by_hand = [0.1 / 9e3 - 0.2 / 5e4, 0.1 / 2e4 - 0.2 / 6e4];
        for (amperes, by_hand) in amperes.iter().zip(by_hand) {
            assert!((amperes - by_hand).abs() < 2e-12, "{amperes} {by_hand}");
        }
        link.session.stop();
        assert_eq!(
            link.next_event(),
            Some(Event::Stopped {
                reason: Reason::Asked,
                unanswered: 0
            })
        );
        link.run_for(500);
        assert!(!link.emulator.energised());
        assert_eq!(link.session.stop_confirmed(), dialect == Dialect::Line);
    }
}

#[test]
fn nothing_is_armed_by_default_and_limits_are_never_looser_than_the_boards() {
    for dialect in BOTH {
        let loose = Limits {
            rows: 32,
            columns: 32,
            most_volts: 12.0,
            least_volts: -12.0,
            ..limits()
        };
        let board = Emulator::new(dialect, Traced::new()).unwrap();
        let mut session = Session::new(dialect, loose.clone()).unwrap();
        let request = memrilab_hardware::Request::Arm;
        assert_eq!(session.request(request), Err(HardwareError::NotConnected));
        let mut link = Loopback::new(session, board);
        if dialect == Dialect::ArcOne {
            // It does not say how large it is, and refuses the settings.
            assert!(matches!(connect(&mut link), Err(Reason::Reply { .. })));
            continue;
        }
        connect(&mut link).unwrap();
        let agreed = link.session.limits().clone();
        assert_eq!(
            (agreed.rows, agreed.columns, agreed.most_volts),
            (3, 2, 5.0)
        );
        // A set-point of the looser limits is refused by the agreed ones.
        let tall = memrilab_hardware::Request::Read {
            place: loose.place(5, 0).unwrap(),
            volts: loose.read_volts(0.1).unwrap(),
        };
        assert_eq!(
            link.session.request(tall).unwrap_err().to_string(),
            "row 6, column 1: the limits and the board leave 3 rows and 2 columns"
        );
        let set = pulse(&link, 0, 0, 1.0);
        let refused = link.session.request(set);
        assert_eq!(refused, Err(HardwareError::NotArmed));
        link.run_for(2000);
        assert!(!link.emulator.energised());
        assert_eq!(link.emulator.board().pulses, []);
    }
}

#[test]
fn a_pulse_after_disarming_is_refused_even_before_it_is_done() {
    for dialect in BOTH {
        let mut link = link(dialect);
        connect(&mut link).unwrap();
        let set = pulse(&link, 0, 0, 1.0);
        link.session
            .request(memrilab_hardware::Request::Arm)
            .unwrap();
        link.session.request(set.clone()).unwrap();
        link.session
            .request(memrilab_hardware::Request::Disarm)
            .unwrap();
        assert_eq!(link.session.request(set), Err(HardwareError::NotArmed));
        for _ in 0..3 {
            assert!(matches!(link.next_event(), Some(Event::Answered { .. })));
        }
        assert_eq!(link.emulator.board().pulses.len(), 1);
        assert!(!link.emulator.energised());
    }
}

/// Connects, reads the array, arms, pulses: until the end, with how many readings came before it.
fn until_stopped(link: &mut Loopback<Traced>) -> (Reason, Vec<f64>) {
    let mut currents = Vec::new();
    let reason = go(link, &mut currents);
    // Whatever happened, the board is safe before its dead man's switch and one pulse are over.
    link.run_for(1000);
    assert!(!link.emulator.energised(), "{reason}");
    (reason, currents)
}

fn go(link: &mut Loopback<Traced>, currents: &mut Vec<f64>) -> Reason {
    let mut all = || -> Result<(), Reason> {
        connect(link)?;
        for place in 0..6 {
            let request = read(link, place / 2, place % 2, 0.1);
            if let Answer::Read { amperes, .. } = ask(link, request)? {
                currents.push(amperes);
            }
        }
        ask(link, memrilab_hardware::Request::Arm)?;
        for place in 0..6 {
            let request = pulse(link, place / 2, place % 2, -1.0);
            ask(link, request)?;
        }
        Ok(())
    };
    match all() {
        Err(reason) => reason,
        Ok(()) => {
            link.session.stop();
            Reason::Asked
        }
    }
}

#[test]
fn each_fault_of_the_line_protocol_ends_in_one_sentence() {
    // The board's pieces: 1 the hello, 2 the limits, 3 to 8 readings, 9 armed, 10 to 15 pulses.
    let rows = [
        ("split@4", "stopped as asked"),
        (
            "drop@5",
            "no answer to a reading within 402 ms; check the cable",
        ),
        (
            "silence@11",
            "no answer to a pulse within 416 ms; check the cable",
        ),
        ("delay@10", "no answer to a pulse within"),
        (
            "duplicate@4",
            "a reply numbered 4 came unasked, a late or a second one",
        ),
        (
            "garbage@6",
            "is no line of the protocol; the link is not clean",
        ),
        ("corrupt@6", "; the link is not clean"),
        ("nan@7", "a reading gave `nan`, which is no current"),
        ("eof@12", "the port is gone: end of file; plug the board in"),
        (
            "silence@1",
            "no board answered within 4000 ms; check the port",
        ),
        ("drop@1", "stopped as asked"),
    ];
    for (script, sentence) in rows {
        let mut link = faulty(Dialect::Line, script);
        let (reason, currents) = until_stopped(&mut link);
        assert!(reason.to_string().contains(sentence), "{script}: {reason}");
        let place: usize = script.split_once('@').unwrap().1.parse().unwrap();
        let whole = if reason == Reason::Asked {
            6
        } else {
            place.saturating_sub(3).min(6)
        };
        // What came before the fault is kept, and right; a second reply comes after the first.
        let kept = whole + usize::from(script.starts_with("duplicate"));
        assert_eq!(currents.len(), kept, "{script}");
        for (place, amperes) in currents.iter().enumerate() {
            assert!((amperes - 0.1 / (1e4 * (1 + place) as f64)).abs() < 1e-12);
        }
    }
}

#[test]
fn each_fault_of_an_arc_one_ends_in_one_sentence() {
    // The board's pieces: 1 the confirmation, 2 to 7 readings, then two for each pulse.
    let rows = [
        ("split@4", "stopped as asked"),
        (
            "drop@5",
            "no answer to a reading within 7000 ms; check the cable",
        ),
        (
            "silence@9",
            "no answer to a pulse within 7010 ms; check the cable",
        ),
        (
            "duplicate@4",
            "4 bytes came unasked, a late or a second answer",
        ),
        ("garbage@6", "outside 1 to 1e12; bytes were lost"),
        ("nan@7", "row 3, column 2 gave NaN ohm, outside 1 to 1e12"),
        ("eof@8", "the port is gone: end of file; plug the board in"),
        ("drop@1", "no board answered within 7000 ms; check the port"),
    ];
    for (script, sentence) in rows {
        let mut link = faulty(Dialect::ArcOne, script);
        let (reason, currents) = until_stopped(&mut link);
        assert!(reason.to_string().contains(sentence), "{script}: {reason}");
        for (place, amperes) in currents.iter().enumerate() {
            let expected = 0.1 / (1e4 * (1 + place) as f64);
            assert!((amperes / expected - 1.0).abs() < 2e-7, "{script} {place}");
        }
    }
}

/// A session that has just sent `READ`, without a board: the test writes the replies.
fn reading() -> Session {
    let mut session = Session::new(Dialect::Line, limits()).unwrap();
    let reply = |session: &mut Session, words: &str, sequence: u16| {
        session.tick(0);
        while session.next_output().is_some() {}
        session.feed(&Frame::new(Direction::ToHost, sequence, words).encode(), 0);
    };
    let hello = "OK 1 3 2 500000 -5000000 5000000 100000 1000000000 1000 500 test";
    reply(&mut session, hello, 1);
    reply(&mut session, "OK", 2);
    assert!(matches!(
        session.next_event(),
        Some(Event::Connected { .. })
    ));
    let limits = session.limits().clone();
    let request = memrilab_hardware::Request::Read {
        place: limits.place(0, 0).unwrap(),
        volts: limits.read_volts(0.1).unwrap(),
    };
    session.request(request).unwrap();
    session.tick(0);
    while session.next_output().is_some() {}
    session
}

#[test]
fn replies_that_are_wrong_stop_the_board_at_once() {
    let frame = |sequence, words: &str| Frame::new(Direction::ToHost, sequence, words).encode();
    let rows: [(Vec<u8>, &str); 8] = [
        (frame(2, "OK 10000000 0"), "a reply numbered 2 came unasked"),
        (frame(3, "OK"), "a reading gave ``, which is no current"),
        (
            frame(3, "OK 1 2 0"),
            "a reading gave `1 2 0`, which is no current",
        ),
        (
            frame(3, "OK 99999999999999 0"),
            "a reading gave `99999999999999`, which is no current",
        ),
        (
            frame(3, "OK inf 0"),
            "a reading gave `inf`, which is no current",
        ),
        (
            frame(3, "ERR limit"),
            "the board refused a reading: limit; it has gone safe",
        ),
        (frame(3, "WELL"), "the reply to a reading is `WELL`"),
        (frame(0, "ERR line"), "the board refused a line: line"),
    ];
    for (bytes, sentence) in rows {
        let mut session = reading();
        session.feed(&bytes, 1);
        assert_eq!(
            session.next_output().as_deref(),
            Some(memrilab_hardware::line::STOP)
        );
        let Some(Event::Stopped {
            reason,
            unanswered: 1,
        }) = session.next_event()
        else {
            panic!("{sentence}")
        };
        assert!(reason.to_string().starts_with(sentence), "{reason}");
        // Nothing more is sent, or taken.
        session.feed(&frame(3, "OK 10000000 0"), 2);
        session.tick(10_000);
        assert_eq!((session.next_output(), session.next_event()), (None, None));
        assert!(matches!(
            session.request(memrilab_hardware::Request::Arm),
            Err(HardwareError::Stopped(_))
        ));
        assert_eq!(session.deadline(), None);
    }
}

#[test]
fn a_pulse_that_may_have_reached_the_device_is_told_from_one_that_has_not() {
    for dialect in BOTH {
        for sent in [false, true] {
            let mut link = link(dialect);
            connect(&mut link).unwrap();
            ask(&mut link, memrilab_hardware::Request::Arm).unwrap();
            let set = pulse(&link, 0, 0, 1.5);
            ask(&mut link, set.clone()).unwrap();
            assert!(!link.session.pulse_unanswered());
            link.session.request(set).unwrap();
            let until = link.now() + 2000;
            while sent && !link.session.pulse_unanswered() && link.now() < until {
                link.run_for(1);
            }
            link.session.stop();
            assert_eq!(link.session.pulse_unanswered(), sent, "{dialect:?}");
            assert!(link.emulator.board().pulses.len() <= 1 + usize::from(sent));
            assert!(matches!(
                link.next_event(),
                Some(Event::Stopped { unanswered: 1, .. })
            ));
        }
    }
}

#[test]
fn a_board_of_another_version_or_without_a_dead_mans_switch_is_refused() {
    for hello in [
        "OK 2 3 2 500000 -5000000 5000000 100000 1000000000 1000 500 test",
        "OK 1 3 2 500000 -5000000 5000000 100000 1000000000 1000 0 test",
        "OK 1 3 2 500000 -5000000 5000000 100000 1000000000 1000 5000 test",
    ] {
        let mut session = Session::new(Dialect::Line, limits()).unwrap();
        session.tick(0);
        session.feed(&Frame::new(Direction::ToHost, 1, hello).encode(), 1);
        assert!(
            matches!(session.state(), State::Stopped(Reason::Reply { .. })),
            "{hello}"
        );
    }
}

#[test]
fn an_armed_session_pings_and_a_silent_host_is_a_dead_man() {
    let mut link = link(Dialect::Line);
    connect(&mut link).unwrap();
    ask(&mut link, memrilab_hardware::Request::Arm).unwrap();
    link.run_for(60_000);
    assert_eq!(*link.session.state(), State::Armed);
    assert!(link.emulator.energised());

    // The host sleeps: the board goes safe on its own, at 500 ms and not before.
    let now = link.now();
    link.emulator.tick(now + 299);
    assert!(link.emulator.energised());
    link.emulator.tick(now + 700);
    assert!(!link.emulator.energised());
    link.run_for(1000);
    assert_eq!(*link.session.state(), State::Stopped(Reason::DeadMan));
}

#[test]
fn compliance_three_times_in_a_row_ends_a_session() {
    for dialect in BOTH {
        let strict = Limits {
            // 0.1 V on 10 kilohm is 10 uA.
            compliance_amperes: 9e-6,
            ..limits()
        };
        let mut link = link_of(dialect, Traced::new(), strict);
        connect(&mut link).unwrap();
        let mut at = |row, column| {
            let request = read(&link, row, column, 0.1);
            ask(&mut link, request)
        };
        // One below in between begins the count again.
        for column in [0, 0, 1, 0, 0, 0] {
            let Ok(Answer::Read {
                compliance,
                amperes,
                ..
            }) = at(0, column)
            else {
                panic!("{dialect:?}")
            };
            assert_eq!(compliance, column == 0);
            if dialect == Dialect::Line {
                assert!(amperes.abs() <= 9e-6, "the board clips");
            }
        }
        let Some(Event::Stopped { reason, .. }) = link.next_event() else {
            panic!()
        };
        assert_eq!(
            reason.to_string(),
            "3 answers in a row were at compliance, the last of row 1, column 1; look for a short, or lower the voltage"
        );
    }
}

#[test]
fn a_pulse_that_would_exceed_compliance_is_clipped_or_held_back() {
    for dialect in BOTH {
        let strict = Limits {
            // 1 V on 10 kilohm would be 100 uA.
            compliance_amperes: 5e-5,
            ..limits()
        };
        let mut link = link_of(dialect, Traced::new(), strict);
        connect(&mut link).unwrap();
        ask(&mut link, memrilab_hardware::Request::Arm).unwrap();
        let request = pulse(&link, 0, 0, 1.0);
        let Ok(Answer::Pulse {
            applied,
            compliance: true,
            pulse_amperes,
            ..
        }) = ask(&mut link, request)
        else {
            panic!()
        };
        match dialect {
            Dialect::Line => {
                assert!(applied);
                assert_eq!(pulse_amperes, Some(5e-5));
                // The source lets half a volt through.
                assert_eq!(link.emulator.board().pulses, [(0, 0, 0.5, 0.01)]);
            }
            Dialect::ArcOne => {
                assert!(!applied);
                assert_eq!(link.emulator.board().pulses, []);
            }
        }
    }
}

#[test]
fn a_byte_during_a_pulse_cuts_it_short() {
    let mut link = link(Dialect::Line);
    connect(&mut link).unwrap();
    ask(&mut link, memrilab_hardware::Request::Arm).unwrap();
    let request = pulse(&link, 1, 1, 1.0);
    link.session.request(request).unwrap();
    // 2 ms up, 10 ms at the top: stop after 6 ms of which 4 are at the top.
    link.run_for(1);
    let begun = link.now();
    link.emulator.feed(memrilab_hardware::line::STOP, begun + 6);
    assert!(!link.emulator.energised());
    let [(1, 1, 1.0, seconds)] = link.emulator.board().pulses[..] else {
        panic!("{:?}", link.emulator.board().pulses)
    };
    assert!((seconds - 0.004).abs() < 1e-9, "{seconds}");
}

#[test]
fn any_byte_during_a_reading_is_a_stop() {
    let mut link = link(Dialect::Line);
    connect(&mut link).unwrap();
    ask(&mut link, memrilab_hardware::Request::Arm).unwrap();
    let request = read(&link, 1, 1, 0.1);
    link.session.request(request).unwrap();
    link.run_for(1);
    let now = link.now();
    assert!(link.emulator.energised());
    link.emulator.feed(b"\n", now);
    assert!(!link.emulator.energised());
    let Some(Event::Stopped { reason, .. }) = link.next_event() else {
        panic!()
    };
    assert!(
        reason
            .to_string()
            .starts_with("the board refused a reading: busy"),
        "{reason}"
    );
}
