//! Distributions that results rest on, on `libm` alone.
//!
//! Statistics crates call the platform's `exp` and `ln`, whose last bits differ
//! between a browser and a native build; these do not.

mod beta;
mod chi2;
mod gamma;
mod normal;
mod student;

pub use beta::{beta_p, beta_quantile};
pub use chi2::{chi2_cdf, chi2_isf, chi2_quantile, chi2_sf};
pub use gamma::{gamma_p, gamma_q};
pub use normal::{normal_cdf, normal_quantile};
pub use student::{student_t_critical, student_t_two_sided};
