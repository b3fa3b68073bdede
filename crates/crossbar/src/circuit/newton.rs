//! Devices that are not linear, by Newton's method.
//!
//! With `I(V)` rising, Kirchhoff's law is the stationary point of a convex function, the
//! network's content. So the Newton direction `d = -J^-1 F` always leads down, and a step that
//! is halved until the content's slope along `d` has fallen ends at the one solution from
//! anywhere. The Jacobian `J` is the Laplacian with `dI/dV` for the devices' conductances: the
//! same pattern as that of linear devices, whose factors are there. Where wires carry most of
//! it, the two are near, so that conjugate gradients on these factors find `d`; else `J` is
//! factorised.

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
/// Largest change of a device's current in the last step, of the largest such current.
const TOLERANCE: f64 = 1e-9;
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
        let slope = |state: &State| dot(&state.unbalanced, &step);
        let (before, mut share) = (slope(&now), 1.0);
        let mut halvings = 0;
        let (next, moved) = loop {
            let moved = &*free + faer::Scale(share) * &step;
            let next = State::at(solver, inputs, &moved);
            // Full steps near the solution leave a slope of rounding alone.
            let fell = slope(&next).abs() <= 0.9 * before.abs();
            if (fell && next.is_finite()) || halvings == MOST_HALVINGS {
                break (next, moved);
            }
            (share, halvings) = (0.5 * share, halvings + 1);
        };
        let pairs = next.currents.iter().zip(&now.currents);
        let change = pairs.fold(0.0f64, |most, (a, b)| most.max((a - b).abs()));
        let most = next.currents.iter().fold(0.0f64, |m, i| m.max(i.abs()));
        if !next.is_finite() {
            break;
        }
        (*free, now) = (moved, next);
        if change <= TOLERANCE * most {
            return Ok(());
        }
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

    fn is_finite(&self) -> bool {
        self.currents.iter().all(|i| i.is_finite())
    }
}
