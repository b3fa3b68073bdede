//! Votes keep their confidence, and without noise there is none.

mod common;

use memrilab_analog::certify::vote::{Counted, VoteOptions, WeightNoise, vote, vote_weights};
use memrilab_analog::{Error, Injection, Noise, Preserve, Site};
use memrilab_core::Stream;
use memrilab_core::stream::u53;

/// Of two classes with probability 1/2 neither may be certified to have more than 1/2
/// more often than `alpha`; if the sample that chose the class counted it, one would.
#[test]
fn the_class_that_leads_is_not_flattered() {
    let options = VoteOptions {
        selection: 30,
        draws: 60,
        alpha: 0.05,
    };
    let repeats = 20_000;
    let (mut wrong, mut wrong_in_one) = (0, 0);
    let mut rng = Stream::new(8, "votes", 0, 0);
    let coin = |rng: &mut Counted<'_, Stream>, _| usize::from(u53(rng) < 0.5);
    for _ in 0..repeats {
        let v = vote(&options, &mut rng, coin).unwrap();
        wrong += i32::from(!v.abstain);
        let heads = (0..60).filter(|_| u53(&mut rng) < 0.5).count() as u64;
        let flattered = heads.max(60 - heads);
        let low = memrilab_analog::certify::binomial::lower(flattered, 60, 0.05).unwrap();
        wrong_in_one += i32::from(low > 0.5);
    }
    let share = f64::from(wrong) / f64::from(repeats);
    let error = (0.05f64 * 0.95 / f64::from(repeats)).sqrt();
    assert!(share < 0.05 + 5.0 * error, "{share}");
    assert!(share > 0.01, "{share}: the bound is never reached");
    let flattered = f64::from(wrong_in_one) / f64::from(repeats);
    assert!(flattered > 0.05 + 5.0 * error, "{flattered}");
}

#[test]
fn both_samples_are_drawn_in_order() {
    let options = VoteOptions {
        selection: 3,
        draws: 5,
        alpha: 0.01,
    };
    let mut seen = vec![];
    let got = vote(&options, &mut Stream::new(1, "v", 0, 0), |rng, draw| {
        let _ = u53(rng);
        seen.push(draw);
        // The first sample prefers 7; the second is split.
        if draw < 3 { 7 } else { 6 + draw as usize % 2 }
    })
    .unwrap();
    assert_eq!(seen, (0..8).collect::<Vec<_>>());
    assert_eq!((got.class, got.agreed), (7, 3));
    assert!(got.abstain);
    // Of equals, the lowest.
    let options = VoteOptions {
        selection: 4,
        ..options
    };
    let got = vote(&options, &mut Stream::new(1, "v", 0, 0), |rng, draw| {
        let _ = u53(rng);
        9 - draw as usize % 2
    });
    assert_eq!(got.unwrap().class, 8);
}

#[test]
fn a_prediction_without_noise_is_refused() {
    let mut rng = Stream::new(1, "v", 0, 0);
    let options = VoteOptions::default();
    let error = vote(&options, &mut rng, |_, _| 3).unwrap_err();
    assert!(matches!(error, Error::Deterministic { .. }), "{error}");
    // Noise that stops after the first sample is noticed too.
    let error = vote(&options, &mut rng, |rng, draw| {
        if draw < 100 {
            let _ = u53(rng);
        }
        3
    });
    assert!(matches!(error, Err(Error::Deterministic { .. })));
    let drift = |sigma| WeightNoise::Drift {
        preserve: Preserve::Median,
        sigma,
    };
    let injected = |noise, site| {
        let injection = Injection {
            noise,
            site,
            mean_preserving: false,
        };
        WeightNoise::Injected(injection.check().unwrap())
    };
    let dropout = Noise::Dropout { rate: 0.5 };
    let refused = [
        (drift(0.0), vec![1.0, 2.0]),
        (drift(0.3), vec![0.0, 0.0]),
        (drift(0.3), vec![]),
        (injected(Noise::None, Site::Weight), vec![1.0, 2.0]),
        (
            injected(Noise::Dropout { rate: 0.0 }, Site::Weight),
            vec![1.0],
        ),
        (injected(dropout, Site::Activation), vec![1.0, 2.0]),
    ];
    for (noise, weights) in refused {
        let got = vote_weights(&options, &noise, &weights, &mut rng, |_| 0);
        assert!(
            matches!(got, Err(Error::Deterministic { .. })),
            "{noise:?}: {got:?}"
        );
    }
    for noise in [drift(0.3), injected(dropout, Site::Weight)] {
        assert!(vote_weights(&options, &noise, &[1.0, 2.0], &mut rng, |_| 0).is_ok());
    }
    let overflow = vote_weights(&options, &drift(9.0), &[3e38], &mut rng, |_| 0);
    assert!(matches!(overflow, Err(Error::Overflow { .. })));
    let empty = VoteOptions {
        selection: 0,
        ..options
    };
    assert!(matches!(
        vote(&empty, &mut rng, |_, _| 0),
        Err(Error::Parameter { .. })
    ));
}

/// The vote sees weights perturbed as they should be: P(w0 e^z0 > w1 e^z1) is known.
#[test]
fn votes_have_the_probability_of_the_drift() {
    let options = VoteOptions {
        selection: 100,
        draws: 200_000,
        alpha: 0.001,
    };
    let noise = WeightNoise::Drift {
        preserve: Preserve::Median,
        sigma: 0.4,
    };
    let weights = [1.3f32, -1.0];
    let class = |w: &[f32]| usize::from(w[0] > -w[1]);
    let mut rng = Stream::new(1, "v", 0, 0);
    let got = vote_weights(&options, &noise, &weights, &mut rng, class).unwrap();
    let p = memrilab_core::special::normal_cdf(1.3f64.ln() / (0.4 * 2f64.sqrt()));
    let error = (p * (1.0 - p) / 200_000.0).sqrt();
    let share = got.agreed as f64 / 200_000.0;
    assert!((share - p).abs() < 5.0 * error, "{share} {p}");
    assert!(got.p_lower < p && got.p_lower > p - 9.0 * error);
}
