//! The linear algebra and the minimiser the model stands on, small and in a fixed order
//! of operations, so that every platform gives the same bits.

pub(crate) mod cholesky;
pub(crate) mod minimise;

/// `sum of a[i] b[i]` in eight interleaved partial sums, added up in a fixed order:
/// wide enough for vector instructions, and the same bits with or without them.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut partial = [0.0; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = a8
        .remainder()
        .iter()
        .zip(b8.remainder())
        .map(|(x, y)| x * y)
        .sum();
    for (x, y) in a8.zip(b8) {
        for k in 0..8 {
            partial[k] += x[k] * y[k];
        }
    }
    let [a, b, c, d, e, f, g, h] = partial;
    ((a + e) + (b + f)) + ((c + g) + (d + h)) + rest
}

/// `out += sum of factors[k] rows[k]` for up to four rows at once, which saves loads.
pub(crate) fn add_rows(out: &mut [f64], factors: [f64; 4], rows: [&[f64]; 4]) {
    let n = out.len();
    let [a, b, c, d] = rows.map(|r| &r[..n]);
    let [fa, fb, fc, fd] = factors;
    for i in 0..n {
        out[i] += (fa * a[i] + fb * b[i]) + (fc * c[i] + fd * d[i]);
    }
}

/// `out += factor row`.
pub(crate) fn add_row(out: &mut [f64], factor: f64, row: &[f64]) {
    for (o, r) in out.iter_mut().zip(row) {
        *o += factor * r;
    }
}
