//! Pictures of one size.

use super::{row, sentence};
use memrilab_train::data::Shape;
use memrilab_train::data::images::{Gather, Raster};

fn raster(name: &str, width: usize, height: usize, channels: usize) -> Raster {
    Raster {
        name: name.into(),
        width,
        height,
        channels,
        pixels: (0..width * height * channels).map(|i| i as u8).collect(),
    }
}

fn two() -> Vec<String> {
    vec!["cat".into(), "dog".into()]
}

#[test]
fn colours_become_planes() {
    let mut gather = Gather::new(false);
    gather.add(&raster("a.png", 2, 2, 3), 0).unwrap();
    gather.add(&raster("b.png", 2, 2, 3), 1).unwrap();
    let data = gather.finish(two()).unwrap();
    let shape = Shape {
        channels: 3,
        height: 2,
        width: 2,
    };
    assert_eq!(data.shape(), shape);
    let planes = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11];
    assert_eq!(data.pixels(1), Some(&planes[..]));
    assert_eq!(row(&data, 0)[1], 3.0 / 255.0);
}

#[test]
fn grayscale_makes_one_kind_of_two() {
    let mut gather = Gather::new(true);
    gather.add(&raster("a.png", 1, 2, 1), 0).unwrap();
    gather.add(&raster("b.png", 1, 2, 3), 1).unwrap();
    let data = gather.finish(two()).unwrap();
    assert_eq!(data.shape(), Shape::image(2, 1));
    // 0.299 * 3 + 0.587 * 4 + 0.114 * 5 = 3.815
    assert_eq!(data.pixels(1), Some(&[1, 4][..]));
}

#[test]
fn an_odd_picture_is_named_with_both_sizes() {
    let mut gather = Gather::new(false);
    gather.add(&raster("cat/a.png", 4, 2, 3), 0).unwrap();
    for (odd, wanted) in [
        (raster("dog/b.png", 2, 4, 3), "2 x 4 pixels, colour"),
        (raster("dog/b.png", 4, 2, 1), "4 x 2 pixels, gray"),
    ] {
        let said = sentence(gather.add(&odd, 1));
        for part in ["dog/b.png", wanted, "cat/a.png is 4 x 2 pixels, colour"] {
            assert!(said.contains(part), "{said}");
        }
    }
    assert!(sentence(gather.add(&raster("c", 0, 2, 3), 1)).contains("no pixels"));
    assert!(sentence(gather.add(&raster("c", 4, 2, 4), 1)).contains("got 4"));
    let mut short = raster("c", 4, 2, 3);
    short.pixels.pop();
    assert!(sentence(gather.add(&short, 1)).contains("expected 24, got 23"));
    assert!(sentence(Gather::new(false).finish(two())).contains("no pictures"));
    assert!(sentence(gather.finish(two())).contains("class `cat`"));
}
