//! The space and the virtual landscape of `reference/bo.py` (METHOD B1, B6).
#![allow(dead_code, reason = "each user takes its part")]

use memrilab_bayesopt::{Point, Space, Value, Variable};

pub(crate) const START: u64 = 1706;
pub(crate) const OPTIMUM: u64 = 3412;
const PEROVSKITE: [&str; 6] = [
    "MAPbCl3", "MAPbBr3", "MAPbI3", "CsPbI3", "FAPbI3", "FAPbBr3",
];
const S: f64 = 1.329_097_998_035_736;

/// The 8400 recipes; `log` puts length, Pb time and Ag thickness on logarithmic scales.
pub(crate) fn space(log: bool) -> Space {
    let scaled = |v: Variable| if log { v.logarithmic() } else { v };
    Space::new(
        vec![
            Variable::categories("perovskite", &PEROVSKITE),
            scaled(Variable::levels(
                "length",
                &[0.6, 1.0, 1.2, 1.5, 1.8, 2.0, 2.5, 3.0],
            )),
            Variable::levels("diameter", &[10.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0]),
            scaled(Variable::levels("pb_ed", &[5.0, 10.0, 15.0, 20.0, 30.0])),
            scaled(Variable::levels("ag", &[50.0, 100.0, 200.0, 400.0, 600.0])),
        ],
        vec![],
    )
    .unwrap()
}

fn of_diameter(table: [f64; 7], d: f64) -> f64 {
    let at = [10.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0]
        .iter()
        .position(|v| *v == d)
        .unwrap();
    table[at]
}

/// The usability of a recipe without noise.
pub(crate) fn usability(point: &Point) -> f64 {
    let number = |i: usize| match &point.0[i] {
        Value::Number(v) => *v,
        _ => panic!("not a number"),
    };
    let Value::Name(p) = &point.0[0] else {
        panic!("not a name")
    };
    let (length, d, t, ag) = (number(1), number(2), number(3), number(4));
    let (ll, lt, la) = ((length / 1.5).ln(), (t / 15.0).ln(), (ag / 200.0).ln());
    let own = match p.as_str() {
        "MAPbI3" => 0.0,
        "MAPbBr3" => 0.25,
        "MAPbCl3" => 0.40,
        "FAPbBr3" => 0.80,
        "FAPbI3" => 1.10,
        _ => 1.30,
    };
    let confined = if p.starts_with("MA") {
        0.0
    } else {
        of_diameter([0.45, 0.30, 0.10, 0.0, 0.0, 0.0, 0.0], d)
    };
    let mut q = own * (1.0 - confined);
    q += of_diameter([0.45, 0.20, 0.03, 0.0, 0.08, 0.25, 0.80], d);
    q += 0.90 * ll * ll + 0.30 * lt * lt;
    q += 1.20 * (lt - 0.8 * ll) * (lt - 0.8 * ll);
    q += 0.35 * la * la;
    if d >= 200.0 {
        q += 0.15 * la.max(0.0);
    }
    0.10 + 0.83 * (-S * q).exp()
}
