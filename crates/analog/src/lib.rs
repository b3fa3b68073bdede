//! What a memristor does to a stored weight, on plain slices.
