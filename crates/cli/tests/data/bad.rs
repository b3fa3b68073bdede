//! Bad input: exit code 2 and one sentence with the file and what to try.

use super::Place;
use super::info::{idx, picture};
use image::ImageFormat;

#[track_caller]
fn told(place: &Place, arguments: &[&str], wanted: &[&str]) {
    let said = place.refused(&[&["info"], arguments].concat());
    for part in wanted {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn paths_that_hold_no_dataset() {
    let place = Place::new();
    told(
        &place,
        &["gone"],
        &["gone does not exist", "data get mnist"],
    );
    place.write("empty/notes.txt", "");
    told(
        &place,
        &["empty"],
        &["empty holds neither", "train-images-idx3-ubyte"],
    );
    place.write("one/a/x.png", picture(2, 2, 0, true, ImageFormat::Png));
    told(&place, &["one"], &["two folders of pictures"]);
    place.write("images", idx(3).0);
    told(&place, &["images"], &["one file of an IDX set"]);
    place.write("book.xlsx", b"PK\x03\x04\x14\x00\x06\x00");
    told(&place, &["book.xlsx"], &["book.xlsx is a workbook"]);
}

#[test]
fn tables_that_are_wrong() {
    let place = Place::new();
    for (text, wanted) in [
        ("", "t.csv: there are no rows"),
        (
            "a,y\n1,p\nx,q\n",
            "t.csv: line 3, column 1 (`a`): `x` is not a finite number",
        ),
        ("a,y\n1,p\n1,2,q\n", "t.csv: line 3: expected 2 cells"),
        ("a,y\n1,p\n2,p\n", "two classes"),
        // A control sequence reaches no terminal.
        (
            "a,y\n1,p\n2,\u{1b}[31m\n",
            "t.csv: `\\u{1b}[31m` is no name for a class",
        ),
    ] {
        place.write("t.csv", text);
        told(&place, &["t.csv"], &[wanted]);
    }
    place.write("t.csv", "a,b,y\n1,2,p\n3,4,q\n");
    told(
        &place,
        &["t.csv", "--label", "kind"],
        &["no column `kind`", "a, b, y"],
    );
    told(
        &place,
        &["t.csv", "--shape", "3x3"],
        &["1x3x3", "2 numbers"],
    );
    told(
        &place,
        &["t.csv", "--label", "a", "--pixels"],
        &["column 3 (`y`): `p` is not a pixel"],
    );
    place.write("set/train.csv", "a,b,y\n1,2,p\n3,4,q\n");
    place.write("set/test.csv", "a,c,y\n1,2,p\n3,4,q\n");
    told(&place, &["set"], &["test.csv has other columns"]);
    place.write("set/test.csv", "a,b,y\n1,2,p\n3,4,r\n");
    told(&place, &["set"], &["test.csv: line 3", "known classes"]);
    place.write("t.csv.gz", b"\x1f\x8b\x08damaged");
    told(
        &place,
        &["t.csv.gz"],
        &["t.csv.gz: the compressed file is damaged"],
    );
}

#[test]
fn idx_files_that_are_wrong() {
    let place = Place::new();
    let (images, labels) = idx(7);
    place.write("s/train-images-idx3-ubyte", &images);
    told(&place, &["s"], &["s has no train-labels-idx1-ubyte"]);
    place.write("s/train-labels-idx1-ubyte", &labels[..10]);
    told(&place, &["s"], &["has 15 bytes unpacked, but it has 10"]);
    place.write("s/train-labels-idx1-ubyte", idx(5).1);
    told(&place, &["s"], &["7 images but 5 labels"]);
    place.write("s/train-labels-idx1-ubyte", &images);
    told(&place, &["s"], &["these are images"]);
    place.write("s/train-labels-idx1-ubyte", &labels);
    place.write("s/t10k-labels-idx1-ubyte", &labels);
    told(&place, &["s"], &["s has no t10k-images-idx3-ubyte"]);
    let mut wide = images;
    wide[11] = 3;
    wide[15] = 2;
    place.write("s/t10k-images-idx3-ubyte", wide);
    told(&place, &["s"], &["1x3x2, but 1x2x3"]);
}

#[test]
fn pictures_that_are_wrong() {
    let place = Place::new();
    place.write("s/a/x.png", picture(2, 2, 0, true, ImageFormat::Png));
    place.write("s/b/y.png", picture(3, 2, 0, true, ImageFormat::Png));
    told(
        &place,
        &["s"],
        &["y.png is 3 x 2 pixels", "x.png is 2 x 2 pixels"],
    );
    place.write("s/b/y.png", picture(2, 2, 0, false, ImageFormat::Png));
    told(&place, &["s"], &["gray", "colour", "grayscale"]);
    let good = picture(2, 2, 0, true, ImageFormat::Png);
    for damaged in [&b""[..], b"not a picture", &good[..40]] {
        place.write("s/b/y.png", damaged);
        told(&place, &["s"], &["y.png is no picture that can be read"]);
    }
    // A header that announces 100000 x 100000 pixels.
    let mut huge = picture(2, 2, 0, true, ImageFormat::Bmp);
    huge[18..22].copy_from_slice(&100_000i32.to_le_bytes());
    huge[22..26].copy_from_slice(&100_000i32.to_le_bytes());
    place.write("s/b/y.png", huge);
    told(&place, &["s"], &["y.png is no picture that can be read"]);
    place.write("s/b/y.png", picture(2, 2, 9, true, ImageFormat::Png));
    place.write("two/train/a/x.png", &good);
    place.write("two/train/b/x.png", &good);
    place.write("two/test/c/x.png", &good);
    told(&place, &["two"], &["the class `c`", "a, b"]);
}
