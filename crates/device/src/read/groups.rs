//! Which files may belong together, told by their names before anything is read.

use super::join::others;
use std::collections::BTreeMap;

/// Numbers files so that those which [`join`](super::join) might join, one with the
/// next and so on, have the same number; every other file has a number of its own.
/// Numbers begin at 0 and rise in the order in which they are first given.
///
/// Files of different numbers can be read and analysed apart from each other, in other
/// workers for instance, and give what they would together.
///
/// ```
/// use memrilab_device::read::groups;
/// let paths = ["a/1 set.csv", "a/2 set.csv", "a/1 RESET.csv", "b/2 reset.csv"];
/// assert_eq!(groups(&paths), [0, 1, 0, 2]);
/// ```
#[must_use]
pub fn groups(paths: &[&str]) -> Vec<usize> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, path) in paths.iter().enumerate() {
        places
            .entry(path.to_ascii_lowercase())
            .or_default()
            .push(at);
    }
    let mut parents: Vec<usize> = (0..paths.len()).collect();
    for (a, path) in paths.iter().enumerate() {
        for (name, _) in others(path) {
            let Some(found) = places.get_mut(&name) else {
                continue;
            };
            // Whoever could be the other part is in one group from now on.
            for b in found.iter().copied() {
                unite(&mut parents, a, b);
            }
            found.truncate(1);
        }
    }
    let mut numbers = BTreeMap::new();
    (0..paths.len())
        .map(|at| {
            let (root, next) = (root(&mut parents, at), numbers.len());
            *numbers.entry(root).or_insert(next)
        })
        .collect()
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

fn unite(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}
