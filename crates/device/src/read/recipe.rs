//! How a device was made, read off its file name.
//!
//! `I-V_data_1.8um_length_50nm_diameter_BT_4V_NA_third_etch_20min_Pb_ED_3h_180C_MAI_no_
//! 200nm_Ag_memory_6V_carbon_paste_no_wait.xlsx`: a value, its unit, what it is.

use crate::{Recipe, RecipeItem};

/// Words that follow a value, and what it then is.
const AFTER: [(&str, &str); 6] = [
    ("length", "nanowire length"),
    ("diameter", "nanowire diameter"),
    ("AAO", "anodisation time"),
    ("third_etch", "third etch"),
    ("Pb_ED", "Pb electrodeposition"),
    ("Ag", "Ag thickness"),
];

/// Precursors and the perovskites they make.
const MATERIALS: [(&str, &str); 9] = [
    ("MAI", "MAPbI3"),
    ("MABr", "MAPbBr3"),
    ("MACl", "MAPbCl3"),
    ("FAI", "FAPbI3"),
    ("FABr", "FAPbBr3"),
    ("CsPbI3", "CsPbI3"),
    ("CsPbBr3", "CsPbBr3"),
    ("MAPbI3", "MAPbI3"),
    ("FAPbI3", "FAPbI3"),
];

/// Reads a recipe off a file name; empty if it tells none.
pub(super) fn from_name(file: &str) -> Recipe {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> = stem.split('_').collect();
    let mut items: Vec<RecipeItem> = Vec::new();
    let mut add = |name: &str, (value, unit): (String, String)| {
        if !items.iter().any(|i: &RecipeItem| i.name == name) {
            items.push(RecipeItem {
                name: name.to_owned(),
                value,
                unit,
            });
        }
    };
    for (i, word) in words.iter().enumerate() {
        let rest = words[i + 1..].join("_");
        let after = |what: &str| rest == what || rest.starts_with(&format!("{what}_"));
        if let Some((_, what)) = AFTER.iter().find(|(key, _)| after(key))
            && (*word == "NA" || measure(word).is_some())
        {
            add(
                what,
                measure(word).unwrap_or_else(|| ("none".into(), String::new())),
            );
        }
        let next = words.get(i + 1).copied().unwrap_or("");
        match *word {
            "BT" => {
                if let Some(value) = measure(next) {
                    add("barrier thinning voltage", value);
                }
            }
            "annealing" => {
                if let Some((value, unit)) = measure(next) {
                    let hours = words.get(i + 2).copied().unwrap_or("");
                    add(
                        "annealing",
                        (
                            format!("{value}{unit} {hours}").trim().to_owned(),
                            String::new(),
                        ),
                    );
                }
            }
            "memory" => {
                if let Some(value) = measure(next) {
                    add("largest voltage", value);
                }
            }
            "wait" if next == "1min" || measure(next).is_some() => {
                add("wait between cycles", measure(next).unwrap_or_default());
            }
            "carbon" | "silver" if next == "paste" => {
                add("contact", (format!("{word} paste"), String::new()));
            }
            "probe" => add("contact", ("probe".into(), String::new())),
            "PMMA" => add("PMMA", ("yes".into(), String::new())),
            _ => {}
        }
        if let Some((_, material)) = MATERIALS.iter().find(|(key, _)| key == word) {
            add("material", ((*material).to_owned(), String::new()));
            // Just before the precursor stand how long and how hot it was evaporated.
            if let Some(heat) = i
                .checked_sub(1)
                .and_then(|j| measure(words[j]))
                .filter(|(_, u)| u == "C")
            {
                add("growth temperature", heat);
            }
            if let Some(hours) = i
                .checked_sub(2)
                .and_then(|j| measure(words[j]))
                .filter(|(_, u)| u == "h")
            {
                add("growth time", hours);
            }
        }
    }
    Recipe(items)
}

/// What a sheet beside the sweep calls the items of a name.
const ON_SHEETS: [(&str, &str); 5] = [
    ("AAO diameter", "nanowire diameter"),
    ("AAO time", "anodisation time"),
    ("Pb time", "Pb electrodeposition"),
    ("Ag thickness", "Ag thickness"),
    ("scanning range", "largest voltage"),
];

/// Where a sheet says something else than the file name: what, the sheet's value, the
/// name's.
pub(super) fn contradictions(
    recipe: &Recipe,
    sheet: &[(String, String)],
) -> Vec<(&'static str, String, String)> {
    let differs = |(name, value): &(String, String)| {
        let item = ON_SHEETS.iter().find(|(n, _)| *n == name.trim())?.1;
        let named = recipe.0.iter().find(|i| i.name == item)?;
        let (named, value) = (format!("{}{}", named.value, named.unit), value.trim());
        (named != value).then(|| (item, value.to_owned(), named))
    };
    sheet.iter().filter_map(differs).collect()
}

/// `1.8um`, `180+210C`, `10s`: a value and its unit.
fn measure(word: &str) -> Option<(String, String)> {
    let at = word.find(|c: char| c.is_alphabetic() || c == 'µ')?;
    let (value, unit) = word.split_at(at);
    let numeric = value
        .split('+')
        .all(|part| part.parse::<f64>().is_ok_and(f64::is_finite));
    let known = ["um", "µm", "nm", "V", "min", "h", "s", "C", "hrs"].contains(&unit);
    (numeric && known).then(|| (value.to_owned(), unit.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(file: &str) -> Vec<String> {
        from_name(file)
            .0
            .iter()
            .map(|i| format!("{}={}{}", i.name, i.value, i.unit))
            .collect()
    }

    #[test]
    fn every_part_of_a_long_name() {
        let got = items(
            "x/I-V_data_1.5um_length_200nm_diameter_BT_4V_annealing_500C_5hrs_NA_third_etch_15min_Pb_ED_\
             3h_180+210C_FAI_PMMA_200nm_Ag_memory_6V_silver_paste_wait_1min_2.xlsx",
        );
        for wanted in [
            "nanowire length=1.5um",
            "nanowire diameter=200nm",
            "barrier thinning voltage=4V",
            "annealing=500C 5hrs",
            "third etch=none",
            "Pb electrodeposition=15min",
            "growth time=3h",
            "growth temperature=180+210C",
            "material=FAPbI3",
            "PMMA=yes",
            "Ag thickness=200nm",
            "largest voltage=6V",
            "contact=silver paste",
            "wait between cycles=1min",
        ] {
            assert!(got.iter().any(|g| g == wanted), "{wanted} in {got:?}");
        }
        assert_eq!(got.len(), 14);
    }

    #[test]
    fn a_name_without_recipe_gives_none() {
        assert!(items("good.csv").is_empty());
        assert_eq!(
            items("I-V_data_25min_AAO_10min_Pb_ED_1h_180C_MAI_memory_8V.xlsx").len(),
            6
        );
    }

    #[test]
    fn a_sheet_may_contradict_the_name() {
        let recipe = from_name(
            "I-V_data_1um_length_200nm_diameter_BT_4V_NA_third_etch_25min_Pb_ED_1h_180C_MAI_no_100nm_Ag_memory_8V_probe_no_wait.xlsx",
        );
        let row = [
            ("AAO diameter", "0mim"),
            ("Pb time", "25min"),
            ("scanning range ", "8V"),
            ("ecapsulation ", "yes"),
        ];
        let sheet = row.map(|(n, v)| (n.to_owned(), v.to_owned()));
        let found = contradictions(&recipe, &sheet);
        assert_eq!(
            found,
            [("nanowire diameter", "0mim".to_owned(), "200nm".to_owned())]
        );
    }
}
