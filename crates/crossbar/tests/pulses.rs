//! What pulses, reads and products do to and with an array.

mod common;

use common::{doubling, fine, mean_is, moments, quiet, uniform};
use memrilab_core::Stream;
use memrilab_crossbar::program::{
    ArrayConfig, Fault, FaultAt, Faults, ProgramError, PulseModel, Response, VirtualArray,
};
use memrilab_crossbar::{Array, Solver, Wires};
use memrilab_device::drift::DriftModel;

fn array(config: ArrayConfig) -> VirtualArray {
    VirtualArray::new(config, 11).unwrap()
}

fn each(array: &mut VirtualArray, volts: f64) {
    let (rows, columns) = array.size();
    for row in 0..rows {
        for column in 0..columns {
            array.pulse(row, column, volts, 1e-6);
        }
    }
}

/// Deviations of the log conductance from the median at a position, in units of sigma.
fn deviations(array: &VirtualArray, position: f64) -> Vec<f64> {
    let model = &array.config().model;
    let median = model.response.conductance(position);
    let log = |g: &f64| (g / median).ln() / model.sigma;
    array.conductance().iter().map(log).collect()
}

#[test]
fn the_spread_of_programmed_devices_is_sigma() {
    let mut array = array(quiet(80, 80, doubling(), 0.3));
    let n = 6400;
    for position in 1..=3 {
        each(&mut array, 3.0);
        let [mean, sd] = moments(&deviations(&array, f64::from(position)));
        mean_is(mean, 0.0, 1.0, n);
        // The standard deviation of a variance of n normals is sqrt(2/(n - 1)).
        mean_is(sd * sd, 1.0, 2f64.sqrt(), n);
    }
}

#[test]
fn memory_is_the_correlation_from_pulse_to_pulse() {
    for memory in [0.0, 0.6, 0.95] {
        let mut config = quiet(80, 80, doubling(), 0.3);
        config.model.memory = memory;
        let mut array = array(config);
        each(&mut array, 3.0);
        let before = deviations(&array, 1.0);
        each(&mut array, 3.0);
        let after = deviations(&array, 2.0);
        let [_, sd] = moments(&after);
        mean_is(sd * sd, 1.0, 2f64.sqrt(), 6400);
        let products: Vec<f64> = before.iter().zip(&after).map(|(a, b)| a * b).collect();
        let [mean, _] = moments(&products);
        // Of two normals with correlation m the product has variance 1 + m^2.
        mean_is(mean, memory, (1.0 + memory * memory).sqrt(), 6400);
    }
}

#[test]
fn half_selected_devices_move_by_hand() {
    let mut config = quiet(3, 3, doubling(), 0.0);
    config.model.half_select = 0.25;
    let mut one = array(config.clone());
    one.pulse(1, 1, 3.0, 1e-6);
    let quarter = 2f64.powf(0.25) * 1e-6;
    let expected = [
        1e-6, quarter, 1e-6, //
        quarter, 2e-6, quarter, //
        1e-6, quarter, 1e-6,
    ];
    for (got, expected) in one.conductance().iter().zip(expected) {
        assert!(
            (got / expected - 1.0).abs() < 1e-14,
            "{:?}",
            one.conductance()
        );
    }
    // One pulse each: every device is half-selected by the 2 of its row and the 2 of its
    // column, 1 + 4/4 = 2 steps.
    let mut all = array(config);
    each(&mut all, 3.0);
    assert!(
        all.conductance()
            .iter()
            .all(|g| (g / 4e-6 - 1.0).abs() < 1e-14)
    );
    // And down again, by as much.
    each(&mut all, -3.0);
    assert!(
        all.conductance()
            .iter()
            .all(|g| (g / 1e-6 - 1.0).abs() < 1e-14)
    );
}

#[test]
fn without_half_select_neighbours_keep_their_bits() {
    let mut array = array(quiet(3, 3, doubling(), 0.3));
    let before = array.conductance().to_vec();
    array.pulse(1, 1, 3.0, 1e-6);
    for (at, (g, b)) in array.conductance().iter().zip(&before).enumerate() {
        assert_eq!(g.to_bits() == b.to_bits(), at != 4);
    }
}

#[test]
fn a_weak_pulse_moves_and_does_not_redraw() {
    let mut config = quiet(1, 1, doubling(), 0.3);
    config.model.half_select = 0.125; // k = 3
    let mut array = array(config);
    let before = array.conductance()[0];
    array.pulse(0, 0, 0.75, 1e-6);
    // A quarter of the voltage: 4^-3 of a step, over which the conductance doubles.
    let grown = array.conductance()[0] / before;
    assert!((grown - 2f64.powf(1.0 / 64.0)).abs() < 1e-14);
    // Above the full voltage it is one step, and anything may come of the deviation.
    let mut sure = self::array(quiet(1, 1, doubling(), 0.0));
    sure.pulse(0, 0, 7.0, 1e-6);
    assert_eq!(sure.conductance()[0], 2e-6);
}

#[test]
fn the_ends_of_the_response_hold() {
    let mut array = array(quiet(1, 1, doubling(), 0.0));
    for (volts, expected) in [(-3.0, 1e-6), (3.0, 16e-6), (-3.0, 1e-6)] {
        for _ in 0..6 {
            array.pulse(0, 0, volts, 1e-6);
        }
        assert_eq!(array.conductance()[0], expected);
    }
    // Of the other polarity.
    let mut config = quiet(1, 1, doubling(), 0.0);
    (config.model.v_set, config.model.v_reset) = (-1.0, 2.0);
    let mut array = self::array(config);
    array.pulse(0, 0, -1.0, 1e-6);
    assert_eq!(array.conductance()[0], 2e-6);
    array.pulse(0, 0, 2.0, 1e-6);
    assert_eq!(array.conductance()[0], 1e-6);
}

#[test]
fn potentiation_saturates_as_the_equation_says() {
    let response = fine();
    // METHOD 7, term by term.
    let b = 19e-6 / (1.0 - (-200.0f64 / 120.0).exp());
    for p in [0.0f64, 1.0, 37.5, 120.0, 200.0] {
        let expected = b * (1.0 - (-p / 120.0).exp()) + 1e-6;
        assert!(
            (response.conductance(p) / expected - 1.0).abs() < 1e-13,
            "{p}"
        );
    }
    assert_eq!(response.reach()[0], 1e-6);
    assert!((response.reach()[1] / 20e-6 - 1.0).abs() < 1e-15);
    assert_eq!(response.conductance(900.0), response.reach()[1]);
}

#[test]
fn a_measured_device_climbs_its_run() {
    let model = DriftModel {
        conductance: vec![9e-6, 1e-6, 2e-6, 3e-6, 2.5e-6],
        run_start: 1,
        run_end: 4,
        sigma: 0.0,
        ..DriftModel::from_usability(0.9).unwrap()
    };
    let model = PulseModel::of(&model).unwrap();
    assert_eq!(model.response.last(), 2.0);
    let mut array = array(ArrayConfig {
        model,
        ..quiet(1, 1, doubling(), 0.0)
    });
    let mut seen = vec![array.conductance()[0]];
    for _ in 0..3 {
        array.pulse(0, 0, 3.0, 1e-6);
        seen.push(array.conductance()[0]);
    }
    assert_eq!(seen, [1e-6, 2e-6, 3e-6, 3e-6]);
}

#[test]
fn reads_and_products_are_those_of_the_solved_network() {
    let mut config = quiet(6, 4, doubling(), 0.4);
    config.wires = Wires::uniform(300.0);
    let mut array = array(config.clone());
    let volts = uniform(6, -0.2, 0.2, 1);
    let near = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-9, "{a}, solved {b}");
    // Again after pulses, small and large, without factors of its own each time.
    for turn in 0..40 {
        let network = Array::of_conductances(6, 4, array.conductance()).unwrap();
        let solver = Solver::new(&network, &config.wires).unwrap();
        let solved = solver.solve(&volts).unwrap().outputs;
        for (got, solved) in array.product(&volts).into_iter().zip(solved) {
            near(got, solved);
        }
        let mut alone = vec![0.0; 6];
        alone[2] = 0.1;
        let solved = solver.solve(&alone).unwrap().outputs[3];
        near(array.read(2, 3, 0.1), solved);
        let ideal = 0.1 * array.conductance()[2 * 4 + 3];
        assert!(solved < ideal && solved > 0.5 * ideal, "wires take some");
        let volts = if turn % 7 == 6 { -3.0 } else { 3.0 };
        array.pulse(turn % 6, turn % 4, volts, 1e-6);
    }
    // Ideal wires: the shortcut of a read is the solution, to the last bit.
    config.wires = Wires::default();
    let mut array = self::array(config);
    let mut alone = vec![0.0; 6];
    alone[2] = 0.1;
    assert_eq!(array.read(2, 3, 0.1), array.product(&alone)[3]);
}

#[test]
fn read_noise_is_relative_and_drawn_each_time() {
    let mut config = quiet(1, 2, doubling(), 0.0);
    config.read_noise = 0.02;
    let mut array = array(config);
    let n = 4000;
    let reads: Vec<f64> = (0..n).map(|_| array.read(0, 0, 0.1) / 1e-7 - 1.0).collect();
    let both: Vec<Vec<f64>> = (0..n).map(|_| array.product(&[0.1])).collect();
    let column = |j: usize| both.iter().map(|p| p[j] / 1e-7 - 1.0).collect::<Vec<f64>>();
    for sample in [reads, column(0), column(1)] {
        let [mean, sd] = moments(&sample);
        mean_is(mean, 0.0, 0.02, n);
        mean_is(sd * sd, 4e-4, 4e-4 * 2f64.sqrt(), n);
    }
    let pairs = column(0).into_iter().zip(column(1)).map(|(a, b)| a * b);
    let [mean, _] = moments(&pairs.collect::<Vec<f64>>());
    mean_is(mean, 0.0, 4e-4, n);
}

#[test]
fn how_often_it_was_read_does_not_change_what_pulses_do() {
    let mut config = quiet(4, 4, doubling(), 0.3);
    config.read_noise = 0.1;
    let [mut often, mut never] = [array(config.clone()), array(config.clone())];
    for row in 0..4 {
        often.read(row, 0, 0.1);
        often.product(&[0.1; 4]);
        for array in [&mut often, &mut never] {
            array.pulse(row, 1, 3.0, 1e-6);
        }
    }
    assert_eq!(often.conductance(), never.conductance());
    let other = VirtualArray::new(config, 12).unwrap();
    assert_ne!(other.conductance()[0], often.conductance()[0]);
}

#[test]
fn faults_are_as_frequent_as_asked_and_pulses_do_nothing_to_them() {
    let mut config = quiet(100, 100, doubling(), 0.2);
    config.faults.shares = Faults {
        stuck_on: 0.1,
        stuck_off: 0.05,
        dead: 0.02,
    };
    let mut array = array(config);
    each(&mut array, 3.0);
    for (fault, share, siemens) in [
        (Fault::StuckOn, 0.1, 16e-6),
        (Fault::StuckOff, 0.05, 1e-6),
        (Fault::Dead, 0.02, 0.0),
    ] {
        let all = array.faults().iter().zip(array.conductance());
        let ones: Vec<&f64> = all
            .filter(|(f, _)| **f == Some(fault))
            .map(|(_, g)| g)
            .collect();
        let got = ones.len() as f64 / 1e4;
        mean_is(got, share, (share * (1.0 - share)).sqrt(), 10_000);
        assert!(ones.iter().all(|g| **g == siemens), "{fault:?}");
    }
}

/// Known faults are where they are said to be, whatever is drawn, and change no other draw.
#[test]
fn known_faults_stay_where_they_are() {
    let at = |array, row, column, fault| FaultAt {
        array,
        row,
        column,
        fault,
    };
    let mut config = quiet(30, 20, doubling(), 0.2);
    config.faults.shares.stuck_on = 0.1;
    let mut drawn = array(config.clone());
    // Of another array, and beyond this one, they mean nothing here.
    config.faults.known = vec![
        at(0, 4, 7, Fault::Dead),
        at(0, 29, 19, Fault::StuckOff),
        at(1, 0, 0, Fault::Dead),
        at(0, 30, 0, Fault::Dead),
    ];
    let mut known = array(config);
    for array in [&mut drawn, &mut known] {
        each(array, 3.0);
    }
    let places = [4 * 20 + 7, 29 * 20 + 19];
    assert_eq!(known.faults()[places[0]], Some(Fault::Dead));
    assert_eq!(known.conductance()[places[0]], 0.0);
    assert_eq!(known.faults()[places[1]], Some(Fault::StuckOff));
    assert_eq!(known.conductance()[places[1]], 1e-6);
    let pairs = known.faults().iter().zip(drawn.faults());
    let others = pairs.enumerate().filter(|(at, _)| !places.contains(at));
    assert!({ others }.all(|(_, (a, b))| a == b));
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place() {
    let why = |change: &dyn Fn(&mut ArrayConfig)| {
        let mut config = quiet(2, 2, doubling(), 0.1);
        change(&mut config);
        VirtualArray::new(config, 1).unwrap_err().to_string()
    };
    for (got, words) in [
        (why(&|c| c.rows = 0), "the array is 0 x 2"),
        (why(&|c| c.columns = 5000), "from 1 to 1024"),
        (why(&|c| c.model.sigma = -0.1), "sigma is -0.1"),
        (
            why(&|c| c.model.memory = 1.5),
            "memory of a deviation is 1.5",
        ),
        (why(&|c| c.model.step = 0.0), "step of a pulse is 0"),
        (why(&|c| c.model.half_select = 0.6), "half-select is 0.6"),
        (why(&|c| c.model.v_set = f64::NAN), "the SET voltage is NaN"),
        (why(&|c| c.model.v_reset = 2.0), "of the other sign"),
        (why(&|c| c.read_noise = 2.0), "read noise is 2"),
        (why(&|c| c.wires.bit = -1.0), "at least 0"),
        (
            why(&|c| c.faults.shares.dead = 1.1),
            "share of dead devices is 1.1",
        ),
        (
            why(&|c| {
                c.faults.shares = Faults {
                    stuck_on: 0.5,
                    stuck_off: 0.6,
                    dead: 0.0,
                }
            }),
            "with a fault is 1.1",
        ),
        (
            why(&|c| {
                c.model.response = Response::Measured {
                    conductance: vec![1e-6, 2e-6, 2e-6],
                }
            }),
            "point 3 of the run",
        ),
        (
            why(&|c| {
                c.model.response = Response::Measured {
                    conductance: vec![1e-6],
                }
            }),
            "the run has 1 points",
        ),
    ] {
        assert!(got.contains(words), "{got}");
    }
    let mut array = array(quiet(2, 2, doubling(), 0.1));
    let why = array.set_faults(vec![None]).unwrap_err();
    assert!(matches!(why, ProgramError::Length { got: 1, .. }));
    let mut stream = Stream::new(1, "unused", 0, 0);
    let fresh = array.config().model.fresh(&mut stream);
    assert_eq!(fresh.position, 0.0);
}
