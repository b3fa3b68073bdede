//! Pictures in a folder a class, perhaps under `train` and `test`.

use super::{Kind, Loaded};
use crate::data::How;
use crate::{files, output};
use anyhow::{Context as _, Result, bail, ensure};
use image::{DynamicImage, ImageReader, Limits};
use memrilab_train::data::images::{Gather, Raster};
use memrilab_train::data::{Dataset, sort_classes};
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Endings of the names of pictures.
const ENDINGS: [&str; 4] = ["png", "jpg", "jpeg", "bmp"];
/// The largest picture: its file, and a side.
const MOST_BYTES: usize = 64 << 20;
const MOST_SIDE: u32 = 8192;

pub(super) fn load(folder: &Path, how: &How) -> Result<Loaded> {
    let inner = folder.join("train");
    let (train, test) = if inner.is_dir() {
        (inner, Some(folder.join("test")).filter(|t| t.is_dir()))
    } else {
        (folder.to_owned(), None)
    };
    let mut found = Found::under(&train)?;
    ensure!(
        found.classes.len() >= 2,
        "{} holds neither IDX files (train-images-idx3-ubyte ...), nor train.csv, nor two folders of pictures (png, jpg, bmp), one for each class; check the path",
        folder.display()
    );
    sort_classes(&mut found.classes, |(name, _)| name);
    let names: Vec<String> = found.classes.iter().map(|(name, _)| name.clone()).collect();
    let first = gather(&found, &names, how)?;
    let mut others = found.others;
    let second = match test {
        Some(test) => {
            let found = Found::under(&test)?;
            let second = gather(&found, &names, how).with_context(|| test.display().to_string())?;
            ensure!(
                second.shape() == first.shape(),
                "the pictures in {} are {}, but those to learn from are {}; make all pictures one size",
                test.display(),
                second.shape(),
                first.shape()
            );
            others.extend(found.others);
            Some(second)
        }
        None => None,
    };
    let note = others.first().map(|other| {
        let more = others.len() - 1;
        format!(
            "left out, as no picture of a class: {} and {more} more",
            other.display()
        )
    });
    Ok(Loaded {
        kind: Kind::Pictures,
        train: first,
        test: second,
        columns: None,
        notes: note.into_iter().collect(),
    })
}

/// What lies in the folders of a folder.
#[derive(Default)]
struct Found {
    /// The folders with pictures, by name.
    classes: Vec<(String, Vec<PathBuf>)>,
    /// What is no picture in such a folder.
    others: Vec<PathBuf>,
}

impl Found {
    fn under(folder: &Path) -> Result<Self> {
        let mut found = Self::default();
        for path in visible(folder)? {
            if !path.is_dir() {
                found.others.push(path);
                continue;
            }
            let (pictures, others): (Vec<_>, Vec<_>) =
                visible(&path)?.into_iter().partition(|p| is_picture(p));
            found.others.extend(others);
            if !pictures.is_empty() {
                let name = path.file_name().unwrap_or_default();
                let name = name.to_string_lossy().into_owned();
                found.classes.push((name, pictures));
            }
        }
        Ok(found)
    }
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)) && path.is_file()
}

fn visible(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("{} cannot be listed", folder.display());
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            all.push(entry.path());
        }
    }
    all.sort();
    Ok(all)
}

fn gather(found: &Found, classes: &[String], how: &How) -> Result<Dataset> {
    let mut gather = Gather::new(how.grayscale);
    let all = found.classes.iter();
    let count = all.map(|(_, files)| files.len() as u64).sum();
    let bar = output::progress(count, "reading pictures");
    for (name, files) in &found.classes {
        let Some(label) = classes.iter().position(|class| class == name) else {
            bail!(
                "there is nothing to learn the class `{name}` from; the classes are {}",
                classes.join(", ")
            );
        };
        for path in files {
            gather.add(&decode(path)?, label as u32)?;
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    Ok(gather.finish(classes.to_vec())?)
}

/// A picture as gray or as red, green and blue; transparency is left out.
fn decode(path: &Path) -> Result<Raster> {
    let bytes = files::up_to(path, MOST_BYTES)?;
    let damaged = || {
        format!(
            "{} is no picture that can be read; save it again as png, or remove it",
            path.display()
        )
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .with_context(damaged)?;
    reader.limits(limits);
    let picture: DynamicImage = reader.decode().with_context(damaged)?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let (channels, pixels) = if picture.color().has_color() {
        (3, picture.into_rgb8().into_raw())
    } else {
        (1, picture.into_luma8().into_raw())
    };
    Ok(Raster {
        name: path.display().to_string(),
        width,
        height,
        channels,
        pixels,
    })
}
