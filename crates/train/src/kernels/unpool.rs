//! The gradient of max-pooling: each goes back to the place that held the maximum.

use super::{Conv, vectors, vectors_mut};
use pulp::{Simd, WithSimd};

/// From `[outputs, rows, columns, batch]` and the places of the maxima to `[outputs, full
/// height, full width, batch]`; pixels that fill no window get 0.
///
/// # Panics
/// If a slice is not as long as the sizes say.
pub fn unpool(conv: &Conv, pooled: &[f32], places: &[f32], full: &mut Vec<f32>) {
    assert_eq!(pooled.len(), conv.output_len(), "entries of the gradient");
    assert_eq!(places.len(), pooled.len(), "places");
    let pixels = conv.full_height() * conv.full_width();
    let windows = conv.rows() * conv.columns() * conv.pool * conv.pool;
    if windows < pixels {
        full.clear();
    }
    full.resize(conv.outputs * pixels * conv.batch, 0.0);
    pulp::Arch::new().dispatch(Task {
        conv,
        pooled,
        places,
        full,
    });
}

struct Task<'a> {
    conv: &'a Conv,
    pooled: &'a [f32],
    places: &'a [f32],
    full: &'a mut [f32],
}

impl WithSimd for Task<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let conv = self.conv;
        let wide = conv.batch / S::F32_LANES;
        let (rows, columns, pool) = (conv.rows(), conv.columns(), conv.pool);
        let (height, width) = (conv.full_height(), conv.full_width());
        let pooled = vectors::<S>(self.pooled).chunks_exact(wide);
        let places = vectors::<S>(self.places).chunks_exact(wide);
        let full = vectors_mut::<S>(self.full);
        let zero = simd.splat_f32s(0.0);
        for (at, (gradient, places)) in pooled.zip(places).enumerate() {
            let (column, row) = (at % columns, at / columns % rows);
            let image = at / (columns * rows) * height * width;
            for window in 0..pool * pool {
                let pixel = (row * pool + window / pool) * width + column * pool + window % pool;
                let to = &mut full[(image + pixel) * wide..][..wide];
                let number = simd.splat_f32s(window as f32);
                for ((to, g), place) in to.iter_mut().zip(gradient).zip(places) {
                    *to = simd.select_f32s(simd.equal_f32s(*place, number), *g, zero);
                }
            }
        }
    }
}
