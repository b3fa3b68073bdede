//! The order of classes by their names.

/// Sorts classes: by value if all names are whole numbers, else by letters.
///
/// ```
/// let mut names = ["10", "9"];
/// memrilab_train::data::sort_classes(&mut names, |name| name);
/// assert_eq!(names, ["9", "10"]);
/// ```
pub fn sort_classes<T>(classes: &mut [T], name: impl Fn(&T) -> &str) {
    let value = |class: &T| name(class).parse::<i64>();
    if classes.iter().all(|class| value(class).is_ok()) {
        classes.sort_by_key(|class| value(class).unwrap_or(i64::MAX));
    } else {
        classes.sort_by(|a, b| name(a).cmp(name(b)));
    }
}
