//! From a path to a dataset: IDX files, a table, or pictures in a folder a class.

mod pictures;

use crate::data::How;
use crate::files;
use anyhow::{Context as _, Result, bail, ensure};
use memrilab_train::data::idx::{self, Expect};
use memrilab_train::data::{Dataset, table};
use std::path::{Path, PathBuf};

/// The largest file of a dataset.
const MOST_BYTES: usize = 512 << 20;

/// What a dataset came as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// IDX files.
    Idx,
    /// A table.
    Table,
    /// A folder of pictures for each class.
    Pictures,
}

impl Kind {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Idx => "idx",
            Self::Table => "table",
            Self::Pictures => "pictures",
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Idx => "IDX files",
            Self::Table => "a table",
            Self::Pictures => "pictures, a folder a class",
        }
    }
}

/// What the columns of a table are called.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) label: String,
    pub(crate) features: Vec<String>,
}

/// A dataset and what was found with it.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) kind: Kind,
    pub(crate) train: Dataset,
    /// Where the data come in two parts.
    pub(crate) test: Option<Dataset>,
    /// Of a table.
    pub(crate) columns: Option<Columns>,
    /// What was left out.
    pub(crate) notes: Vec<String>,
}

/// Loads what is at a path.
pub(crate) fn load(path: &Path, how: &How) -> Result<Loaded> {
    if path.is_file() {
        return one_table(path, how);
    }
    if !path.is_dir() {
        bail!(
            "{} does not exist; check the path, or get a dataset with `memrilab data get mnist`",
            path.display()
        );
    }
    let train = Pair::find(path, &["train"]);
    let test = Pair::find(path, &["t10k", "test"]);
    if !train.is_empty() || !test.is_empty() {
        return idx_files(path, &train, &test);
    }
    if path.join("train.csv").is_file() {
        return two_tables(path, how);
    }
    pictures::load(path, how)
}

/// The two files of one part, as far as they are there.
#[derive(Default)]
struct Pair {
    images: Option<PathBuf>,
    labels: Option<PathBuf>,
}

impl Pair {
    fn find(folder: &Path, parts: &[&str]) -> Self {
        let find = |what: &str| {
            let mut names = parts.iter().flat_map(|part| {
                ["-", "."].map(|dot| {
                    ["", ".gz"].map(|packed| {
                        format!("{part}-{what}", what = what.replace('~', dot)) + packed
                    })
                })
            });
            names.find_map(|two| {
                two.map(|name| folder.join(name))
                    .into_iter()
                    .find(|p| p.is_file())
            })
        };
        Self {
            images: find("images~idx3-ubyte"),
            labels: find("labels~idx1-ubyte"),
        }
    }

    fn is_empty(&self) -> bool {
        self.images.is_none() && self.labels.is_none()
    }

    fn load(&self, folder: &Path, part: &str, expect: &Expect) -> Result<Dataset> {
        let (Some(images), Some(labels)) = (&self.images, &self.labels) else {
            let missing = match self.images {
                None => "images-idx3-ubyte",
                Some(_) => "labels-idx1-ubyte",
            };
            bail!(
                "{} has no {part}-{missing} or {part}-{missing}.gz; add it, or get MNIST with `memrilab data get mnist`",
                folder.display()
            );
        };
        let read = |path: &Path| files::up_to(path, MOST_BYTES);
        let (image_bytes, label_bytes) = (read(images)?, read(labels)?);
        idx::dataset(&image_bytes, &label_bytes, expect)
            .with_context(|| format!("{} and {}", images.display(), labels.display()))
    }
}

fn idx_files(folder: &Path, train: &Pair, test: &Pair) -> Result<Loaded> {
    let first = train.load(folder, "train", &Expect::default())?;
    let like_it = Expect {
        shape: Some(first.shape()),
        classes: Some(first.classes().len()),
    };
    let second = if test.is_empty() {
        None
    } else {
        Some(test.load(folder, "t10k", &like_it)?)
    };
    Ok(Loaded {
        kind: Kind::Idx,
        train: first,
        test: second,
        columns: None,
        notes: Vec::new(),
    })
}

fn read_table(path: &Path, how: &How, classes: Option<&[String]>) -> Result<table::Table> {
    let bytes = files::up_to(path, MOST_BYTES)?;
    ensure!(
        !bytes.starts_with(&[0, 0, 8]),
        "{} is one file of an IDX set; give the folder that holds the set",
        path.display()
    );
    ensure!(
        !memrilab_workbook::is_workbook(&bytes),
        "{} is a workbook; save the table as CSV",
        path.display()
    );
    let options = table::Options {
        label: how.label.clone(),
        ignore: how.ignore.clone(),
        pixels: how.pixels,
        shape: how.shape,
        classes: classes.map(<[String]>::to_vec),
        ..table::Options::default()
    };
    table::read(&bytes, &options).with_context(|| path.display().to_string())
}

fn one_table(path: &Path, how: &How) -> Result<Loaded> {
    let table = read_table(path, how, None)?;
    let mut notes = Vec::new();
    if how.ignore.is_empty() && !table.ignored.is_empty() {
        notes.push(format!(
            "{} only counts the rows and was left out",
            table.ignored.join(", ")
        ));
    }
    Ok(Loaded {
        kind: Kind::Table,
        train: table.dataset,
        test: None,
        columns: Some(Columns {
            label: table.label,
            features: table.features,
        }),
        notes,
    })
}

/// `train.csv` and, if it is there, `test.csv`.
fn two_tables(folder: &Path, how: &How) -> Result<Loaded> {
    let mut loaded = one_table(&folder.join("train.csv"), how)?;
    let path = folder.join("test.csv");
    if path.is_file() {
        let test = read_table(&path, how, Some(loaded.train.classes()))?;
        let features = loaded.columns.as_ref().map(|c| &c.features);
        ensure!(
            features == Some(&test.features),
            "{} has other columns than train.csv beside it; give both the same columns in the same order",
            path.display()
        );
        loaded.test = Some(test.dataset);
    }
    Ok(loaded)
}
