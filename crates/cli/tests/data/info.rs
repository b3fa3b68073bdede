//! What a dataset holds: tables, IDX files and pictures.

use super::Place;
use image::{DynamicImage, GrayImage, ImageFormat, RgbImage};
use std::io::Cursor;

/// IDX files of `count` images of 2 x 3 pixels, labelled in turn 0, 1, 2.
pub(crate) fn idx(count: u8) -> (Vec<u8>, Vec<u8>) {
    let mut images = vec![0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 3];
    images.extend((0..6 * count).map(|i| i * 3));
    let mut labels = vec![0, 0, 8, 1, 0, 0, 0, count];
    labels.extend((0..count).map(|i| i % 3));
    (images, labels)
}

pub(crate) fn picture(
    width: u32,
    height: u32,
    red: u8,
    colour: bool,
    format: ImageFormat,
) -> Vec<u8> {
    let picture = if colour {
        DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, [red, 0, 0].into()))
    } else {
        DynamicImage::ImageLuma8(GrayImage::from_pixel(width, height, [red].into()))
    };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn a_table_is_told() {
    let place = Place::new();
    place.write(
        "iris.csv",
        ",width,length,kind\n0,1.5,2,b\n1,-3,4,a\n2,5,6,b\n",
    );
    let told = place.json(&["info", "iris.csv"]);
    assert_eq!(told["kind"], "table");
    assert_eq!(told["classes"], serde_json::json!(["a", "b"]));
    assert_eq!(told["features"], serde_json::json!(["width", "length"]));
    assert_eq!(told["label"], "kind");
    assert_eq!(told["train"]["counts"], serde_json::json!([1, 2]));
    assert_eq!(
        (&told["train"]["low"], &told["train"]["high"]),
        (&(-3.0).into(), &6.0.into())
    );
    assert_eq!(told["train"]["digest"].as_str().unwrap().len(), 16);
    assert!(told["test"].is_null());
    assert!(
        told["notes"][0]
            .as_str()
            .unwrap()
            .contains("only counts the rows")
    );
    let text = place.done(&["info", "iris.csv"]);
    assert!(
        text.starts_with("iris.csv: a table\ntraining: 3 samples of 2 numbers, from -3 to 6"),
        "{text}"
    );
    assert!(
        text.ends_with("class: the column `kind`\n  a: 1\n  b: 2\n"),
        "{text}"
    );
    let other = place.json(&["info", "iris.csv", "--label", "1", "--ignore", "kind"]);
    assert_eq!(other["classes"], serde_json::json!(["0", "1", "2"]));
}

#[test]
fn a_table_of_pixels_is_images_in_two_parts() {
    let place = Place::new();
    place.write("set/train.csv", "label,a,b,c,d\n7,0,255,1,2\n3,9,9,9,9\n");
    place.write(
        "set/test.csv",
        "label,a,b,c,d\n7,0,255,1,2\n3,9,9,9,8\n7,1,1,1,1\n",
    );
    let told = place.json(&["info", "set", "--pixels", "--shape", "2x2"]);
    assert_eq!(
        told["shape"],
        serde_json::json!({"channels": 1, "height": 2, "width": 2})
    );
    assert_eq!(told["train"]["high"], 1.0);
    assert_eq!(told["test"]["counts"], serde_json::json!([1, 2]));
}

#[test]
fn idx_files_are_found_by_either_name() {
    let place = Place::new();
    let (images, labels) = idx(7);
    place.write("a/train-images-idx3-ubyte", &images);
    place.write("a/train-labels-idx1-ubyte", &labels);
    place.write("b/train-images.idx3-ubyte", &images);
    place.write("b/train-labels.idx1-ubyte", &labels);
    let (images, labels) = idx(4);
    place.write("b/t10k-images.idx3-ubyte", &images);
    place.write("b/t10k-labels.idx1-ubyte", &labels);
    let (a, b) = (place.json(&["info", "a"]), place.json(&["info", "b"]));
    assert_eq!(a["train"], b["train"]);
    assert_eq!(a["train"]["counts"], serde_json::json!([3, 2, 2]));
    assert!(a["test"].is_null());
    assert_eq!(b["test"]["counts"], serde_json::json!([2, 1, 1]));
    assert!(a["label"].is_null());
}

#[test]
fn pictures_are_read_from_a_folder_a_class() {
    let place = Place::new();
    for (name, red, format) in [
        ("2/x.png", 10, ImageFormat::Png),
        ("10/x.bmp", 20, ImageFormat::Bmp),
        ("10/y.PNG", 30, ImageFormat::Png),
    ] {
        place.write(&format!("set/{name}"), picture(4, 3, red, true, format));
    }
    place.write("set/2/notes.txt", "what we did");
    place.write("set/.hidden/x.png", "");
    place.write("set/empty/notes.txt", "none yet");
    let told = place.json(&["info", "set"]);
    assert_eq!(told["kind"], "pictures");
    assert_eq!(told["classes"], serde_json::json!(["2", "10"]));
    assert_eq!(told["train"]["counts"], serde_json::json!([1, 2]));
    assert_eq!(
        told["shape"],
        serde_json::json!({"channels": 3, "height": 3, "width": 4})
    );
    assert!(
        told["notes"][0]
            .as_str()
            .unwrap()
            .contains("notes.txt and 1 more")
    );
    // 0.299 * 30 = 8.97
    let gray = place.json(&["info", "set", "--grayscale"]);
    assert_eq!(gray["shape"]["channels"], 1);
    assert!((gray["train"]["high"].as_f64().unwrap() - 9.0 / 255.0).abs() < 1e-7);
}

#[test]
fn pictures_may_come_in_two_parts_and_as_jpeg() {
    let place = Place::new();
    for (name, gray) in [
        ("train/a/1", 0),
        ("train/b/1", 255),
        ("test/b/1", 255),
        ("test/b/2", 255),
    ] {
        let bytes = picture(8, 8, gray, false, ImageFormat::Jpeg);
        place.write(&format!("set/{name}.jpg"), bytes);
    }
    place.write(
        "set/test/a/1.png",
        picture(8, 8, 0, false, ImageFormat::Png),
    );
    let told = place.json(&["info", "set"]);
    assert_eq!(told["train"]["counts"], serde_json::json!([1, 1]));
    assert_eq!(told["test"]["counts"], serde_json::json!([1, 2]));
    assert_eq!(told["shape"]["channels"], 1);
}
