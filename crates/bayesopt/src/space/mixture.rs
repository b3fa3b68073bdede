//! Mixtures on a grid, counted and put in order: in descending order of their first share,
//! then of the second, and so on.

use super::Value;

/// `C(steps + parts - 1, parts - 1)`, saturating.
pub(super) fn compositions(parts: usize, steps: u32) -> u64 {
    let k = parts.saturating_sub(1) as u128;
    let mut count: u128 = 1;
    for i in 1..=k {
        count = count.saturating_mul(u128::from(steps) + i) / i;
        if count > u128::from(u64::MAX) {
            return u64::MAX;
        }
    }
    count as u64
}

/// Appends every mixture that begins with `shares`, `left` units being left.
pub(super) fn spell(
    parts: usize,
    steps: u32,
    left: u32,
    shares: &mut Vec<f64>,
    all: &mut Vec<Value>,
) {
    let share = |units: u32| f64::from(units) / f64::from(steps);
    if shares.len() + 1 == parts {
        let mut whole = shares.clone();
        whole.push(share(left));
        all.push(Value::Shares(whole));
        return;
    }
    for mine in (0..=left).rev() {
        shares.push(share(mine));
        spell(parts, steps, left - mine, shares, all);
        shares.pop();
    }
}

/// The mixture at an index of the order of [`spell`].
pub(super) fn unrank(mut index: u64, parts: usize, steps: u32) -> Vec<f64> {
    let mut left = steps;
    let mut shares = Vec::with_capacity(parts);
    for part in 1..parts {
        let mut mine = left;
        loop {
            let rest = compositions(parts - part, left - mine);
            if index < rest || mine == 0 {
                break;
            }
            index -= rest;
            mine -= 1;
        }
        shares.push(f64::from(mine) / f64::from(steps));
        left -= mine;
    }
    shares.push(f64::from(left) / f64::from(steps));
    shares
}

/// The index of a mixture; `None` if it is not on the grid.
pub(super) fn rank(shares: &[f64], steps: u32) -> Option<u64> {
    let mut left = steps;
    let mut index: u64 = 0;
    for (i, share) in shares.iter().enumerate() {
        let units = share * f64::from(steps);
        let whole = libm::floor(units + 0.5);
        if (units - whole).abs() > 1e-6 || whole < 0.0 || whole > f64::from(left) {
            return None;
        }
        let mine = whole as u32;
        if i + 1 == shares.len() {
            return (mine == left).then_some(index);
        }
        for more in mine + 1..=left {
            index = index.saturating_add(compositions(shares.len() - i - 1, left - more));
        }
        left -= mine;
    }
    None
}
