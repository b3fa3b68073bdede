//! What each method may choose, and what a choice makes of a training.

use super::common::{SMALL, small_lenet};
use memrilab_analog::{Noise, Site};
use memrilab_bayesopt::{Point, Value};
use memrilab_train::model::{Architecture, Layer};
use memrilab_train::search::Contender;
use memrilab_train::training::{NoisePlan, TrainConfig};

const SITES: [Site; 2] = [Site::Weight, Site::Activation];

fn base() -> TrainConfig {
    TrainConfig {
        noise: NoisePlan::every(Noise::Dropout { rate: 0.9 }, Site::Weight),
        ..TrainConfig::new(small_lenet(), 3, 1)
    }
}

fn mixed(zero: f64, half: f64) -> Value {
    Value::Shares(vec![zero, half, 1.0 - zero - half])
}

#[test]
fn names_are_read_as_they_are_written() {
    for method in Contender::ALL {
        assert_eq!(method.name().parse(), Ok(method));
        assert_eq!(
            serde_json::to_string(&method).unwrap(),
            format!("\"{}\"", method.name())
        );
    }
    let text = "adam".parse::<Contender>().unwrap_err();
    assert!(text.contains("erm, dropout"), "{text}");
}

#[test]
fn a_point_becomes_the_noise_it_names() {
    let net = small_lenet();
    let number = |x| Point(vec![Value::Number(x)]);
    for site in SITES {
        for (method, point, law) in [
            (
                Contender::Dropout,
                number(0.25),
                Noise::Dropout { rate: 0.25 },
            ),
            (
                Contender::Gaussian,
                number(0.25),
                Noise::Gaussian { sigma: 0.25 },
            ),
            (
                Contender::Laplace,
                number(0.25),
                Noise::Laplace { scale: 0.25 },
            ),
            (
                Contender::Lognormal,
                number(0.25),
                Noise::LogNormal { sigma: 0.25 },
            ),
            (
                Contender::Multinomial,
                Point(vec![mixed(0.2, 0.3)]),
                Noise::Multinomial { p1: 0.2, p2: 0.3 },
            ),
        ] {
            assert!(
                method.space(&net, site).unwrap().allows(&point),
                "{method:?}"
            );
            let config = method.apply(&base(), site, &point).unwrap();
            assert_eq!(config.noise, NoisePlan::every(law, site));
            assert_eq!(
                TrainConfig {
                    noise: base().noise,
                    ..config
                },
                base(),
                "nothing else changes"
            );
        }
        let config = Contender::Erm.apply(&base(), site, &number(0.002)).unwrap();
        assert_eq!((config.rate, config.noise), (0.002, NoisePlan::default()));

        let many = if site == Site::Weight { 3 } else { 2 };
        let shares = [mixed(0.1, 0.2), mixed(0.3, 0.4), mixed(0.9, 0.1)];
        let point = Point(shares[..many].to_vec());
        let space = Contender::Bayesmulti.space(&net, site).unwrap();
        assert_eq!(space.variables().len(), many);
        assert!(space.allows(&point));
        let plan = Contender::Bayesmulti
            .apply(&base(), site, &point)
            .unwrap()
            .noise;
        let multinomial = |p1, p2| Noise::Multinomial { p1, p2 };
        let last = if many == 3 {
            multinomial(0.9, 0.1)
        } else {
            Noise::None
        };
        assert_eq!(
            plan.layers,
            [multinomial(0.1, 0.2), multinomial(0.3, 0.4), last]
        );
        assert!(plan.mean_preserving && plan.site == site);
        let too_quiet = Point(vec![mixed(0.95, 0.05); many]);
        assert!(!space.allows(&too_quiet), "more than nine tenths are zero");
    }
    assert_eq!(Contender::ALL.map(Contender::site)[1], Site::Activation);
    assert_eq!(Contender::Bayesmulti.site(), Site::Weight);
}

#[test]
fn digital_layers_get_no_noise() {
    let layers = small_lenet().layers().to_vec();
    let with = |analog: [bool; 3]| {
        let mut layers = layers.clone();
        for (layer, is) in layers.iter_mut().zip(analog) {
            let (Layer::Conv { analog, .. } | Layer::Dense { analog, .. }) = layer;
            *analog = is;
        }
        Architecture::new("partly", SMALL, layers).unwrap()
    };
    let partly = with([true, false, true]);
    let space = Contender::Bayesmulti.space(&partly, Site::Weight).unwrap();
    let names: Vec<&str> = space.variables().iter().map(|v| v.name.as_str()).collect();
    assert_eq!(names, ["conv1", "dense3"]);
    for (net, site) in [
        (with([false; 3]), Site::Weight),
        (with([false, false, true]), Site::Activation),
    ] {
        for method in Contender::ALL {
            let space = method.space(&net, site);
            assert_eq!(
                space.is_ok(),
                method == Contender::Erm,
                "{method:?} has nothing to disturb"
            );
        }
    }
}

#[test]
fn a_point_of_another_space_is_refused() {
    let numbers = Point(vec![Value::Number(0.1)]);
    let shares = Point(vec![mixed(0.1, 0.1)]);
    let none = Point(vec![]);
    for method in Contender::ALL {
        let wants_shares = matches!(method, Contender::Multinomial | Contender::Bayesmulti);
        let wrong = if wants_shares { &numbers } else { &shares };
        for point in [wrong, &none] {
            let error = method.apply(&base(), Site::Weight, point).unwrap_err();
            assert_eq!(error.code(), "setting");
            assert!(error.to_string().contains(method.name()), "{error}");
        }
    }
    assert!(
        Contender::Bayesmulti
            .apply(&base(), Site::Weight, &shares)
            .is_err(),
        "one layer of three"
    );
}
