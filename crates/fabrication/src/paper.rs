//! The paper's five variables and 8400 recipes, as an editable default (METHOD B1).
//!
//! Seven diameters, eight lengths and six perovskites are named in the paper; 8400 then
//! leaves five levels each for Pb electrodeposition and Ag, of which one each is our
//! reading: 20 min and 400 nm.

use memrilab_bayesopt::{Point, Settings, Space, Variable};

/// Perovskites in the paper's order, each with its descriptors: A site (MA 0, FA 1, Cs 2)
/// and halide (Cl 0, Br 1, I 2), as shares of their range.
const PEROVSKITES: [(&str, [f64; 2]); 6] = [
    ("MAPbCl3", [0.0, 0.0]),
    ("MAPbBr3", [0.0, 0.5]),
    ("MAPbI3", [0.0, 1.0]),
    ("CsPbI3", [1.0, 1.0]),
    ("FAPbI3", [0.5, 1.0]),
    ("FAPbBr3", [0.5, 0.5]),
];

/// The space, row-major with Ag fastest: index 0 to 8399.
///
/// ```
/// let space = memrilab_fabrication::space()?;
/// assert_eq!(space.count(), Some(8400));
/// assert_eq!(space.index(&memrilab_fabrication::start()), Some(1706));
/// assert_eq!(space.index(&memrilab_fabrication::optimum()), Some(3412));
/// # Ok::<(), memrilab_bayesopt::Error>(())
/// ```
///
/// # Errors
/// None for this space; the type is that of any space.
pub fn space() -> Result<Space, memrilab_bayesopt::Error> {
    let names = PEROVSKITES.map(|(name, _)| name);
    let descriptors: Vec<&[f64]> = PEROVSKITES.iter().map(|(_, d)| d.as_slice()).collect();
    let with_unit = |mut variable: Variable, unit: &str| {
        variable.unit = unit.into();
        variable
    };
    Space::new(
        vec![
            Variable::categories("perovskite", &names).described(&descriptors),
            with_unit(
                Variable::levels("nanowire length", &[0.6, 1.0, 1.2, 1.5, 1.8, 2.0, 2.5, 3.0])
                    .logarithmic(),
                "um",
            ),
            with_unit(
                Variable::levels(
                    "nanowire diameter",
                    &[10.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0],
                ),
                "nm",
            ),
            with_unit(
                Variable::levels("Pb electrodeposition", &[5.0, 10.0, 15.0, 20.0, 30.0])
                    .logarithmic(),
                "min",
            ),
            with_unit(
                Variable::levels("Ag thickness", &[50.0, 100.0, 200.0, 400.0, 600.0]).logarithmic(),
                "nm",
            ),
        ],
        vec![],
    )
}

/// Settings for usability: values in [0, 1] with the priors of METHOD B5.
#[must_use]
pub fn settings() -> Settings {
    Settings::unit_interval()
}

/// Where the paper starts: MAPbBr3, 1 um, 250 nm, 10 min, 100 nm.
#[must_use]
pub fn start() -> Point {
    Point(vec![
        "MAPbBr3".into(),
        1.0.into(),
        250.0.into(),
        10.0.into(),
        100.0.into(),
    ])
}

/// Where the paper ends: MAPbI3, 1.5 um, 150 nm, 15 min, 200 nm.
#[must_use]
pub fn optimum() -> Point {
    Point(vec![
        "MAPbI3".into(),
        1.5.into(),
        150.0.into(),
        15.0.into(),
        200.0.into(),
    ])
}
