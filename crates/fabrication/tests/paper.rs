//! The paper's space and landscape against the golden numbers.

use memrilab_fabrication::{landscape, optimum, space, start};
use serde_json::Value;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn golden() -> Value {
    serde_json::from_str(include_str!("../../../tests/golden/bo.json")).unwrap()
}

#[test]
fn the_landscape_is_that_of_the_reference() -> Outcome {
    let golden = golden();
    let space = space()?;
    let count = space.count().ok_or("no count")?;
    let values: Vec<f64> = (0..count)
        .map(|i| landscape(&space.point(i).unwrap()).unwrap())
        .collect();
    let of = |key: &str| golden["landscape"][key].as_f64().unwrap();
    // 8400 terms of at most 1, each within a few ulp.
    assert!((values.iter().sum::<f64>() - of("sum")).abs() < 8400.0 * 1e-15);
    let best = values.iter().copied().fold(f64::MIN, f64::max);
    assert!((best - of("max")).abs() < 1e-14);
    assert_eq!(values.iter().filter(|u| **u == best).count(), 1);
    assert_eq!(values[of("argmax") as usize], best);
    assert!((values.iter().copied().fold(f64::MAX, f64::min) - of("min")).abs() < 1e-14);
    Ok(())
}

#[test]
fn recipes_are_numbered_as_in_the_reference() -> Outcome {
    let space = space()?;
    let golden = golden();
    let named = golden["indexes"].as_array().ok_or("no indexes")?;
    assert!(named.len() > 10);
    for entry in named {
        let (Some(parts), Some(index)) = (entry["config"].as_array(), entry["index"].as_u64())
        else {
            return Err(format!("{entry}").into());
        };
        let point = space.point(index).ok_or("past the end")?;
        let words: Vec<String> = memrilab_fabrication::in_words(&space, &point)
            .into_iter()
            .map(|(_, value, _)| value)
            .collect();
        let wanted: Vec<String> = parts
            .iter()
            .map(|p| {
                p.as_str()
                    .map_or_else(|| p.as_f64().unwrap().to_string(), str::to_owned)
            })
            .collect();
        assert_eq!(words, wanted);
        let usability = entry["usability"].as_f64().ok_or("no usability")?;
        assert!((landscape(&point)? - usability).abs() < 1e-14);
    }
    assert_eq!(space.index(&start()), Some(1706));
    assert_eq!(space.index(&optimum()), Some(3412));
    Ok(())
}

#[test]
fn between_its_levels_the_landscape_is_continuous() -> Outcome {
    let mut point = optimum();
    for (nm, neighbour) in [
        (100.0, 100.001),
        (149.999, 150.0),
        (299.999, 300.0),
        (300.0, 900.0),
    ] {
        point.0[2] = nm.into();
        let here = landscape(&point)?;
        point.0[2] = neighbour.into();
        assert!((landscape(&point)? - here).abs() < 1e-4);
    }
    point.0[1] = (-1.0).into();
    assert!(landscape(&point).is_err());
    point.0.pop();
    assert!(landscape(&point).is_err());
    Ok(())
}
