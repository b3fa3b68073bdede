//! Devices that are not linear, by Newton's method.
//!
//! With `I(V)` rising, Kirchhoff's law is the stationary point of a convex function, the
//! network's content. So the Newton direction `d = -J^-1 F` always leads down, and a step that
//! is halved until the content's slope along `d` has fallen ends at the one solution from
//! anywhere. It has ended where the full step changes next to nothing and the currents balance: a
//! step that was halved is short wherever it stands, and one that rounding has spoilt may be.
//!
//! The Jacobian `J` is the Laplacian with `dI/dV` for the devices' conductances: the same pattern
//! as that of linear devices, whose factors are there. Where wires carry most of it, the two are
//! near, so that conjugate gradients on these factors find `d`; else `J` is factorised.

use super::gradients::{self, dot};
use super::nodes::Node;
use super::solver::{Solver, voltage};
use crate::CrossbarError;
use faer::Mat;
use faer::prelude::Solve as _;

/// Steps before it is given up.
const MOST_STEPS: usize = 50;
/// Halvings of one step.
const MOST_HALVINGS: usize = 30;
/// Largest change of a device's current in the last full step, and largest current that is left over
/// at a node, of the largest current of a device.
const TOLERANCE: f64 = 1e-9;
/// Roundings of a current at a node, in units of the last place of the voltages it comes of.
const ROUNDINGS: f64 = 8.0;
/// What conjugate gradients leave of a direction.
const LEFT: f64 = 1e-3;

/// Moves the voltages of the free nodes to where the currents balance.
pub(super) fn settle(
    solver: &Solver,
    inputs: &[f64],
    free: &mut Mat<f64>,
) -> Result<(), CrossbarError> {
    let Some((matrix, factors)) = &solver.matrix else {
        return Ok(());
    };
    let devices = solver.array.conductance();
    let mut now = State::at(solver, inputs, free);
    // The newest factors: of linear devices, or of where Newton's method last needed its own.
    let mut own = None;
    for _ in 0..MOST_STEPS {
        let slopes = devices.iter().zip(&now.across);
        let slopes = slopes.map(|(g, volts)| solver.law.slope(*g, *volts));
        let siemens = solver.net.siemens(slopes);
        let near = own.as_ref().unwrap_or(factors);
        let step = match gradients::solve(&solver.net, &siemens, near, &now.unbalanced, LEFT) {
            Some(step) => step,
            None => {
                let Ok(factors) = matrix.factorised(&solver.net, &siemens) else {
                    break;
                };
                own.insert(factors).solve(&now.unbalanced)
            }
        };
        let tried = |share: f64| {
            let moved = &*free + faer::Scale(share) * &step;
            let next = State::at(solver, inputs, &moved);
            (next, moved)
        };
        let (mut next, mut moved) = tried(1.0);
        let ended = next.is_finite() && next.change(&now) <= TOLERANCE;
        if ended && next.is_balanced(solver, inputs, &moved) {
            *free = moved;
            return Ok(());
        }
        let slope = |state: &State| dot(&state.unbalanced, &step).abs();
        let (before, mut share) = (slope(&now), 1.0);
        for _ in 0..MOST_HALVINGS {
            if next.is_finite() && slope(&next) <= 0.9 * before {
                break;
            }
            share *= 0.5;
            (next, moved) = tried(share);
        }
        if !next.is_finite() {
            break;
        }
        (*free, now) = (moved, next);
    }
    Err(CrossbarError::Unsettled {
        steps: MOST_STEPS,
        tolerance: TOLERANCE,
    })
}

/// The network at some voltages.
struct State {
    /// Voltage across each device.
    across: Vec<f64>,
    /// Current through each device.
    currents: Vec<f64>,
    /// Current that flows into each free node and not out of it.
    unbalanced: Mat<f64>,
}

impl State {
    fn at(solver: &Solver, inputs: &[f64], free: &Mat<f64>) -> Self {
        let net = &solver.net;
        let mut unbalanced = Mat::zeros(net.nodes.free, 1);
        let mut flow = |a: Node, b: Node, current: f64| {
            if let Node::Free(n) = a {
                unbalanced[(n, 0)] -= current;
            }
            if let Node::Free(n) = b {
                unbalanced[(n, 0)] += current;
            }
        };
        let volts = |node| voltage(node, free, inputs);
        let (wires, devices) = net.connections.split_at(net.wires.len());
        for (&(a, b), g) in wires.iter().zip(&net.wires) {
            flow(a, b, g * (volts(a) - volts(b)));
        }
        let across: Vec<f64> = devices.iter().map(|&(a, b)| volts(a) - volts(b)).collect();
        let pairs = solver.array.conductance().iter().zip(&across);
        let currents: Vec<f64> = pairs.map(|(g, v)| solver.law.current(*g, *v)).collect();
        for (&(a, b), current) in devices.iter().zip(&currents) {
            flow(a, b, *current);
        }
        Self {
            across,
            currents,
            unbalanced,
        }
    }

    /// The largest change of a current from another state, as a share of the largest current.
    fn change(&self, from: &Self) -> f64 {
        let pairs = self.currents.iter().zip(&from.currents);
        let change = pairs.fold(0.0f64, |most, (a, b)| most.max((a - b).abs()));
        let most = self.currents.iter().fold(0.0f64, |m, i| m.max(i.abs()));
        if change == 0.0 { 0.0 } else { change / most }
    }

    /// Whether no node has current left over, but for what rounding of voltages makes.
    fn is_balanced(&self, solver: &Solver, inputs: &[f64], free: &Mat<f64>) -> bool {
        let net = &solver.net;
        let most = self.currents.iter().fold(0.0f64, |m, i| m.max(i.abs()));
        let mut allowed = vec![TOLERANCE * most; net.nodes.free];
        let slopes = solver.array.conductance().iter().zip(&self.across);
        let slopes = slopes.map(|(g, volts)| solver.law.slope(*g, *volts));
        for (&(a, b), g) in net.connections.iter().zip(net.siemens(slopes)) {
            let volts = [a, b].map(|node| voltage(node, free, inputs).abs());
            let rounded = ROUNDINGS * f64::EPSILON * g * (volts[0] + volts[1]);
            for node in [a, b] {
                if let Node::Free(n) = node {
                    allowed[n] += rounded;
                }
            }
        }
        let mut nodes = allowed.iter().enumerate();
        nodes.all(|(n, most)| most.is_finite() && self.unbalanced[(n, 0)].abs() <= *most)
    }

    fn is_finite(&self) -> bool {
        self.currents.iter().all(|i| i.is_finite())
    }
}
