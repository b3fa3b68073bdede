//! From files by their names to data in parts: IDX files in pairs, or tables.

use super::Parts;
use memrilab_train::data::idx::{self, Expect, Holds};
use memrilab_train::data::{Amount, DataError, Dataset, table};

/// A file: its name and its bytes, packed with gzip or not.
pub type NamedFile<'a> = (&'a str, &'a [u8]);

/// Whether a name says that the file is of the test.
fn of_test(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    name.starts_with("t10k") || name.contains("test")
}

impl Parts {
    /// Data from files: images and labels in IDX form, those of a test beside them or not; or a
    /// table (CSV), a second one for the test or not. A file whose name begins with `t10k` or
    /// holds `test` is of the test. A tenth of what is learned from is kept to choose by.
    ///
    /// # Errors
    /// [`DataError`] of the file that cannot be read, or of what is missing.
    pub fn from_files(files: &[NamedFile<'_>], seed: u64) -> Result<Self, DataError> {
        let of = |wanted: Option<Holds>, test: bool| {
            let mut found = files
                .iter()
                .filter(|(name, bytes)| Holds::of(bytes) == wanted && of_test(name) == test);
            (found.next(), found.next().is_some())
        };
        let tables = files
            .iter()
            .filter(|(_, bytes)| Holds::of(bytes).is_none())
            .count();
        if tables > 0 && tables < files.len() {
            return Err(DataError::Files(
                "images in IDX form and tables do not belong together; give one or the other",
            ));
        }
        let parts: [bool; 2] = [false, true];
        for (wanted, test) in [Some(Holds::Images), Some(Holds::Labels), None]
            .into_iter()
            .flat_map(|k| parts.map(|t| (k, t)))
        {
            if of(wanted, test).1 {
                return Err(DataError::Files(
                    "two of the files are of the same kind and part; give one pair to learn from and, with `t10k` or `test` in their names, one for the test",
                ));
            }
        }
        let name = files.first().map_or("data", |(name, _)| stem(name));
        let tenth = Amount::Fraction(0.1);
        if tables > 0 {
            let Some((_, bytes)) = of(None, false).0.or(of(None, true).0) else {
                return Err(DataError::Empty { what: "files" });
            };
            let first = table::read(bytes, &table::Options::default())?;
            let test = match (tables, of(None, true).0) {
                (2, Some((_, bytes))) => {
                    let like = table::Options {
                        classes: Some(first.dataset.classes().to_vec()),
                        ..table::Options::default()
                    };
                    Some(table::read(bytes, &like)?.dataset)
                }
                _ => None,
            };
            return Self::split(name, &first.dataset, test, tenth, seed)?.scaled();
        }
        let pair = |test: bool, expect: &Expect| -> Result<Option<Dataset>, DataError> {
            match (
                of(Some(Holds::Images), test).0,
                of(Some(Holds::Labels), test).0,
            ) {
                (Some((_, images)), Some((_, labels))) => {
                    idx::dataset(images, labels, expect).map(Some)
                }
                (None, None) => Ok(None),
                (Some(_), None) => Err(DataError::Files(
                    "the file of labels is missing; give images and labels together",
                )),
                (None, Some(_)) => Err(DataError::Files(
                    "the file of images is missing; give images and labels together",
                )),
            }
        };
        let (first, test) = match pair(false, &Expect::default())? {
            Some(first) => {
                let like = Expect {
                    shape: Some(first.shape()),
                    classes: Some(first.classes().len()),
                };
                (first, pair(true, &like)?)
            }
            // A test alone is as good as any other set.
            None => (
                pair(true, &Expect::default())?.ok_or(DataError::Empty { what: "files" })?,
                None,
            ),
        };
        Self::split(name, &first, test, tenth, seed)
    }
}

/// A file's name without its folder and its ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    let end = name
        .find("-images")
        .or_else(|| name.find("-labels"))
        .or_else(|| name.find('.'));
    &name[..end.unwrap_or(name.len())]
}
