//! The state of the optimiser, and one step of all weights in place.

use super::Method;
use crate::kernels::{self, adam, sgd};
use crate::model::Parameter;
use candle_core::{CpuStorage, Error, InplaceOp1, Layout, Result, Tensor, Var};
use std::cell::RefCell;

/// Running means of the gradient, one array a variable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moments {
    /// Steps taken.
    pub(crate) steps: u64,
    /// Of the gradient.
    pub(crate) first: Vec<Vec<f32>>,
    /// Of its square; empty for gradient descent.
    pub(crate) second: Vec<Vec<f32>>,
}

impl Moments {
    pub(crate) fn new(method: Method, parameters: &[Parameter]) -> Self {
        let zeros = || {
            parameters
                .iter()
                .map(|p| vec![0.0; p.var.elem_count()])
                .collect()
        };
        Self {
            steps: 0,
            first: zeros(),
            second: match method {
                Method::Adam(_) => zeros(),
                Method::Sgd(_) => vec![Vec::new(); parameters.len()],
            },
        }
    }

    /// One step of every parameter along its gradient.
    pub(crate) fn step(
        &mut self,
        method: Method,
        rate: f64,
        decay: f64,
        parameters: &[Parameter],
    ) -> Result<()> {
        self.steps += 1;
        let (rate, decay) = (rate as f32, decay as f32);
        let moments = self.first.iter_mut().zip(&mut self.second);
        for (parameter, moments) in parameters.iter().zip(moments) {
            parameter.gradient.with(|gradient| {
                let step = Step {
                    method,
                    rate,
                    decay,
                    number: self.steps,
                    gradient,
                    moments: RefCell::new(moments),
                };
                if parameter.var.device().is_cpu() {
                    parameter.var.inplace_op1(&step)
                } else {
                    step.elsewhere(&parameter.var)
                }
            })?;
        }
        Ok(())
    }
}

struct Step<'a> {
    method: Method,
    rate: f32,
    decay: f32,
    number: u64,
    gradient: &'a [f32],
    moments: RefCell<(&'a mut Vec<f32>, &'a mut Vec<f32>)>,
}

impl Step<'_> {
    fn run(&self, w: &mut [f32]) {
        let (rate, decay, g) = (self.rate, self.decay, self.gradient);
        let mut moments = self.moments.borrow_mut();
        let (first, second) = &mut *moments;
        match self.method {
            Method::Adam(of) => adam(of, (rate, decay, self.number), w, g, first, second),
            Method::Sgd(of) => sgd(of, (rate, decay), w, g, first),
        }
    }

    /// On another device: the moments stay here, and the weights travel.
    fn elsewhere(&self, var: &Var) -> Result<()> {
        let mut w = var.flatten_all()?.to_vec1()?;
        self.run(&mut w);
        var.set(&Tensor::from_vec(w, var.shape(), var.device())?)
    }
}

impl InplaceOp1 for Step<'_> {
    fn name(&self) -> &'static str {
        "optimiser step"
    }

    fn cpu_fwd(&self, w: &mut CpuStorage, layout: &Layout) -> Result<()> {
        let Some((from, to)) = layout.contiguous_offsets() else {
            return Err(Error::RequiresContiguous {
                op: "optimiser step",
            }
            .bt());
        };
        let CpuStorage::F32(w) = w else {
            return Err(Error::Msg("the optimiser takes 32-bit floats".into()).bt());
        };
        self.run(&mut w[from..to]);
        Ok(())
    }
}

/// Which kernel took the steps, for the record.
#[must_use]
pub fn engine() -> String {
    format!(
        "memrilab {}, candle 0.11.1, {}",
        env!("CARGO_PKG_VERSION"),
        kernels::kernel()
    )
}
