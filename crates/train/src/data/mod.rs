//! What a network learns from: samples of one shape, a class each.
