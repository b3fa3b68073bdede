//! The landscape of the virtual laboratory: usability of each recipe of the paper's space.
//!
//! `U = 0.10 + 0.83 exp(-S Q)`, `Q` a sum of penalties that is 0 at the optimum only, `S`
//! such that the start has 0.36 (METHOD B6, `reference/bo.py`). It is invented, guided by
//! what the paper tells of each variable, and written in the logarithms of length, Pb and
//! Ag: an optimiser that works in logarithms has an easier task here than in a furnace.

use crate::Error;
use libm::{exp, log};
use memrilab_bayesopt::{Point, Value};

const HIGH: f64 = 0.93;
const LOW: f64 = 0.10;
const AT_START: f64 = 0.36;

/// Perovskite, its penalty, and whether narrow pores help it.
const PEROVSKITE: [(&str, f64, bool); 6] = [
    ("MAPbI3", 0.0, false),
    ("MAPbBr3", 0.25, false),
    ("MAPbCl3", 0.40, false),
    ("FAPbBr3", 0.80, true),
    ("FAPbI3", 1.10, true),
    ("CsPbI3", 1.30, true),
];
/// Diameter in nanometres, its penalty, and how far such a pore relieves FA and Cs.
const DIAMETER: [(f64, f64, f64); 7] = [
    (10.0, 0.45, 0.45),
    (50.0, 0.20, 0.30),
    (100.0, 0.03, 0.10),
    (150.0, 0.0, 0.0),
    (200.0, 0.08, 0.0),
    (250.0, 0.25, 0.0),
    (300.0, 0.80, 0.0),
];

/// Straight lines between the named diameters, level beyond them: a laboratory may be
/// asked for a recipe off the grid.
fn along(nm: f64, column: impl Fn(&(f64, f64, f64)) -> f64) -> f64 {
    let (first, last) = (&DIAMETER[0], &DIAMETER[DIAMETER.len() - 1]);
    if nm <= first.0 {
        return column(first);
    }
    let pair = DIAMETER.windows(2).find(|pair| nm <= pair[1].0);
    pair.map_or(column(last), |pair| {
        let t = (nm - pair[0].0) / (pair[1].0 - pair[0].0);
        column(&pair[0]) * (1.0 - t) + column(&pair[1]) * t
    })
}

/// The penalty `Q` of a recipe of the paper's space, or of values between its levels.
///
/// # Errors
/// [`Error::Landscape`], if it is a recipe of another space.
pub fn penalty(recipe: &Point) -> Result<f64, Error> {
    let [
        Value::Name(name),
        Value::Number(length),
        Value::Number(diameter),
        Value::Number(pb),
        Value::Number(ag),
    ] = recipe.0.as_slice()
    else {
        return Err(Error::Landscape);
    };
    let &(_, base, confined) = PEROVSKITE
        .iter()
        .find(|(perovskite, ..)| perovskite == name)
        .ok_or(Error::Landscape)?;
    if !(*length > 0.0 && *diameter > 0.0 && *pb > 0.0 && *ag > 0.0) {
        return Err(Error::Landscape);
    }
    let (l, t, a) = (log(length / 1.5), log(pb / 15.0), log(ag / 200.0));
    let relief = if confined {
        along(*diameter, |d| d.2)
    } else {
        0.0
    };
    let mut q = base * (1.0 - relief);
    q += along(*diameter, |d| d.1);
    q += 0.90 * l * l;
    q += 0.30 * t * t;
    // Pb must match the volume of the pores, which grows with their length.
    q += 1.20 * (t - 0.8 * l) * (t - 0.8 * l);
    q += 0.35 * a * a;
    // Thick Ag over wide pores leaves conducting paths.
    if *diameter >= 200.0 {
        q += 0.15 * a.max(0.0);
    }
    Ok(q)
}

/// Usability of a recipe, from 0.10 to 0.93.
///
/// ```
/// use memrilab_fabrication::{landscape, optimum, start};
/// assert!((landscape(&start())? - 0.36).abs() < 1e-12);
/// assert!((landscape(&optimum())? - 0.93).abs() < 1e-12);
/// # Ok::<(), memrilab_fabrication::Error>(())
/// ```
///
/// # Errors
/// As [`penalty`].
pub fn landscape(recipe: &Point) -> Result<f64, Error> {
    let steepness = log((HIGH - LOW) / (AT_START - LOW)) / penalty(&crate::start())?;
    Ok(LOW + (HIGH - LOW) * exp(-steepness * penalty(recipe)?))
}
