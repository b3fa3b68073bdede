//! The two precisions in which weights come.

/// `f32` or `f64`; sealed.
pub trait Weight: Copy + PartialOrd + std::fmt::Debug + sealed::Sealed {
    /// As `f64`.
    fn wide(self) -> f64;
    /// The nearest value to an `f64`.
    fn of(value: f64) -> Self;
    /// The absolute value.
    #[must_use]
    fn size(self) -> Self;
    /// `trunc(|w| / (largest + 1e-8) steps)` in this precision, as Listing 1 has it.
    fn truncated_level(self, largest: Self, steps: usize) -> usize;
    /// The product in this precision.
    #[must_use]
    fn times(self, factor: f32) -> Self;
}

macro_rules! weight {
    ($type:ty) => {
        impl sealed::Sealed for $type {}
        impl Weight for $type {
            fn wide(self) -> f64 {
                f64::from(self)
            }
            fn of(value: f64) -> Self {
                value as Self
            }
            fn size(self) -> Self {
                self.abs()
            }
            fn truncated_level(self, largest: Self, steps: usize) -> usize {
                (self.abs() / (largest + 1e-8) * steps as Self) as usize
            }
            fn times(self, factor: f32) -> Self {
                self * Self::from(factor)
            }
        }
    };
}

weight!(f32);
weight!(f64);

mod sealed {
    pub trait Sealed {}
}
