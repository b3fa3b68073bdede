//! Pairs give back what they were set to, and drift as pairs do.

mod common;

use memrilab_analog::Error;
use memrilab_analog::pairs::{PairLayout, Pairs};
use proptest::prelude::*;

const LAYOUTS: [PairLayout; 2] = [PairLayout::OneSided, PairLayout::Centred];

proptest! {
    #[test]
    fn reading_gives_back_what_was_set(weights in prop::collection::vec(-5.0..5.0f64, 1..30), low in 0.0..1.0f64, span in 0.1..10.0f64) {
        for layout in LAYOUTS {
            let pairs = Pairs { g_min: low, g_max: low + span, layout };
            let mut plus = vec![0.0; weights.len()];
            let mut minus = plus.clone();
            let w_max = pairs.set(&weights, &mut plus, &mut minus).unwrap();
            for g in plus.iter().chain(&minus) {
                prop_assert!(*g >= low - 1e-12 && *g <= low + span + 1e-12);
            }
            for (p, m) in plus.iter().zip(&minus) {
                match layout {
                    PairLayout::OneSided => prop_assert!(p.min(*m) == low),
                    PairLayout::Centred => prop_assert!((p + m - 2.0 * low - span).abs() < 1e-12),
                }
            }
            let mut back = vec![0.0; weights.len()];
            pairs.read(&plus, &minus, w_max, &mut back).unwrap();
            for (b, w) in back.iter().zip(&weights) {
                // Rounding of the conductances, in units of the span.
                prop_assert!((b - w).abs() <= 8.0 * f64::EPSILON * w_max * (low + span) / span);
            }
        }
    }
}

#[test]
fn drift_of_a_pair_is_no_drift_of_its_weight() {
    let pairs = Pairs {
        g_min: 1.0,
        g_max: 3.0,
        layout: PairLayout::OneSided,
    };
    let (mut plus, mut minus) = ([0.0; 2], [0.0; 2]);
    let w_max = pairs.set(&[0.0f32, 1.0], &mut plus, &mut minus).unwrap();
    let mut out = [0.0f32; 2];
    plus[0] *= 1.5;
    plus[1] *= 1.5;
    pairs.read(&plus, &minus, w_max, &mut out).unwrap();
    // (1.5 - 1)/2 and (4.5 - 1)/2.
    assert_eq!(out, [0.25, 1.75]);
}

#[test]
fn no_weights_and_wrong_windows() {
    for layout in LAYOUTS {
        let pairs = Pairs {
            g_min: 1.0,
            g_max: 3.0,
            layout,
        };
        let (mut plus, mut minus) = ([9.0; 2], [8.0; 2]);
        assert_eq!(pairs.set(&[0.0f64, 0.0], &mut plus, &mut minus), Ok(0.0));
        assert_eq!(plus, minus);
        let wrong = pairs.set(&[0.0f64, f64::NAN], &mut plus, &mut minus);
        assert!(matches!(wrong, Err(Error::NotFinite { index: 1, .. })));
        let wrong = pairs.set(&[0.0f64], &mut plus, &mut minus);
        assert!(matches!(wrong, Err(Error::Length { .. })));
        let wrong = pairs.read(&[1e300], &[0.0], 1e300, &mut [0.0f64]);
        assert!(matches!(wrong, Err(Error::Overflow { .. })));
        for (g_min, g_max) in [
            (1.0, 1.0),
            (-0.1, 1.0),
            (0.0, f64::INFINITY),
            (f64::NAN, 1.0),
        ] {
            let pairs = Pairs {
                g_min,
                g_max,
                layout,
            };
            assert!(
                matches!(pairs.check(), Err(Error::Parameter { .. })),
                "{g_min} {g_max}"
            );
        }
    }
}
