//! `docs/JSON.md` against values: every key that comes is there, and every key that is there comes.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The keys under each heading, as `path`, and the heading that a row takes further keys from.
type Sections = BTreeMap<String, Vec<(String, Option<String>)>>;

/// Rows of tables: a key in code, then words; a link `[..](#heading)` in them takes in what is there.
fn sections(text: &str) -> Sections {
    let mut found = Sections::new();
    let mut heading = String::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ").or(line.strip_prefix("### ")) {
            heading = title.replace('`', "");
        }
        let Some((key, words)) = line.strip_prefix("| `").and_then(|row| row.split_once('`'))
        else {
            continue;
        };
        let link = words
            .split_once("](#")
            .and_then(|(_, rest)| rest.split_once(')'));
        let rows = found.entry(heading.clone()).or_default();
        rows.push((key.to_owned(), link.map(|(name, _)| name.to_owned())));
    }
    found
}

/// The keys of a heading with those of what it links to.
fn documented(all: &Sections, heading: &str) -> BTreeSet<String> {
    let rows = all
        .get(heading)
        .unwrap_or_else(|| panic!("docs/JSON.md has no `{heading}`"));
    let mut keys = BTreeSet::new();
    for (key, link) in rows {
        assert!(
            keys.insert(key.clone()),
            "{heading}: `{key}` stands there twice"
        );
        if let Some(link) = link {
            let name = all
                .keys()
                .find(|name| name.to_lowercase().replace(' ', "-") == *link);
            let name = name.unwrap_or_else(|| panic!("{heading}: there is no heading for #{link}"));
            keys.extend(
                documented(all, name)
                    .into_iter()
                    .map(|inner| format!("{key}.{inner}")),
            );
        }
    }
    keys
}

/// Every key of a value; `[]` stands for all places of a list.
fn keys(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let dot = if at.is_empty() { "" } else { "." };
                let path = format!("{at}{dot}{name}");
                found.insert(path.clone() + if inner.is_array() { "[]" } else { "" });
                keys(inner, &path, found);
            }
        }
        Value::Array(places) => {
            let nested = places.iter().any(Value::is_array);
            let at = format!("{at}[]");
            if nested {
                found.remove(&at);
                found.insert(at.clone() + "[]");
            }
            places.iter().for_each(|inner| keys(inner, &at, found));
        }
        _ => {}
    }
}

/// That these values, together, have the keys of a heading.
#[track_caller]
pub(crate) fn told(heading: &str, values: &[Value]) {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/JSON.md");
    let all = sections(&std::fs::read_to_string(text).unwrap());
    let wanted = documented(&all, heading);
    let mut found = BTreeSet::new();
    values.iter().for_each(|value| keys(value, "", &mut found));
    // A list of lists is told as such alone, and what is absent in one run has its key from another.
    let lists: Vec<String> = found
        .iter()
        .filter_map(|key| key.strip_suffix("[]").map(str::to_owned))
        .collect();
    lists.iter().for_each(|key| {
        found.remove(key);
    });
    let unsaid: Vec<_> = found.difference(&wanted).collect();
    let absent: Vec<_> = wanted.difference(&found).collect();
    assert!(
        unsaid.is_empty(),
        "{heading}: docs/JSON.md does not say {unsaid:#?}"
    );
    assert!(absent.is_empty(), "{heading}: nothing prints {absent:#?}");
}
