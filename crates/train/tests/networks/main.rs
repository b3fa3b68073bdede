//! Networks: kernels against obvious loops, gradients, training, robustness and search.

mod architecture;
mod arithmetic;
mod chances;
mod checkpoints;
mod common;
mod contenders;
mod convolution;
mod damage;
mod gradients;
mod learning;
mod network;
mod noise;
mod operations;
mod searching;
mod settings;
mod sweeps;
mod trials;
mod weights;
