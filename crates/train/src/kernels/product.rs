//! Products of matrices, through `gemm`, on one thread.
#![allow(unsafe_code)]
// The one place of the workspace with unsafe code: `gemm` takes pointers and strides. Each
// matrix is checked to lie inside its slice before its pointer is handed over.

/// A matrix in a slice: `at(row, column) = row * row_stride + column * column_stride`.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    /// Its entries.
    pub values: &'a [f32],
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    row_stride: usize,
    column_stride: usize,
}

impl<'a> Matrix<'a> {
    /// Rows one after the other.
    ///
    /// # Panics
    /// If the slice is not `rows * columns` long.
    pub fn new(values: &'a [f32], rows: usize, columns: usize) -> Self {
        assert_eq!(values.len(), rows * columns, "entries of a matrix");
        Self {
            values,
            rows,
            columns,
            row_stride: columns,
            column_stride: 1,
        }
    }

    /// The transpose, without moving anything.
    #[must_use]
    pub fn transposed(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            row_stride: self.column_stride,
            column_stride: self.row_stride,
            values: self.values,
        }
    }
}

/// `out = a b`, where `out` has its rows one after the other.
///
/// # Panics
/// If the shapes do not fit.
pub fn product(out: &mut [f32], a: Matrix<'_>, b: Matrix<'_>) {
    let (m, n, k) = (a.rows, b.columns, a.columns);
    assert_eq!(k, b.rows, "columns of the left, rows of the right matrix");
    assert_eq!(out.len(), m * n, "entries of the product");
    if out.is_empty() {
        return;
    }
    if k == 0 {
        out.fill(0.0);
        return;
    }
    // SAFETY: `Matrix::new` checked that every (row, column) of `a` and `b` lies inside its
    // slice, the assertion above that `out` holds m x n entries; `out` is borrowed mutably,
    // so nothing overlaps it; nothing is read from `out` since `read_dst` is false.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            n as isize,
            false,
            a.values.as_ptr(),
            a.column_stride as isize,
            a.row_stride as isize,
            b.values.as_ptr(),
            b.column_stride as isize,
            b.row_stride as isize,
            0.0f32,
            1.0f32,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}
