//! The bitmap pictures, decoded again.
#![cfg(feature = "png")]

mod support;

use memrilab_figures::{CurrentVoltage, Figure, FigureError, Style, Theme, png};
use std::collections::HashSet;

fn decoded(file: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!(info.color_type, ::png::ColorType::Rgb);
    let pixels = bytes.chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect();
    (info.width, info.height, pixels)
}

#[test]
fn a_picture_has_the_size_and_the_ground_that_were_asked_for() {
    let sweep = support::sweep(1, 4);
    let figure = Figure::CurrentVoltage(CurrentVoltage::of("device", &sweep));
    for (theme, ground) in [(Theme::Light, [255, 255, 255]), (Theme::Dark, [20, 24, 28])] {
        for scale in [1.0, 1.5, 2.0] {
            let style = Style::new(400, 301, scale, theme).unwrap();
            let (width, height, pixels) = decoded(&png(&figure, &style).unwrap());
            assert_eq!((width, height), style.device_size());
            assert_eq!(width, (400.0 * scale) as u32);
            let at = |x: u32, y: u32| pixels[(y * width + x) as usize];
            assert_eq!((at(0, 0), at(width - 1, height - 1)), (ground, ground));
            let drawn = pixels.iter().filter(|p| **p != ground).count();
            let share = drawn as f64 / pixels.len() as f64;
            assert!((0.02..0.5).contains(&share), "{share}");
            let colors: HashSet<_> = pixels.iter().collect();
            assert!(colors.len() > 30, "edges are smoothed: {}", colors.len());
        }
    }
}

#[test]
fn the_pixels_of_a_picture_are_where_its_layout_says() {
    let mut sweep = support::sweep(1, 1);
    sweep.current.fill(1e-6);
    let figure = Figure::CurrentVoltage(CurrentVoltage::of("flat", &sweep));
    let style = Style::new(400, 300, 1.0, Theme::Light).unwrap();
    let (width, _, pixels) = decoded(&png(&figure, &style).unwrap());
    let panel = &figure.picture(&style).layout.panels[0];
    let [px, py] = panel.pixel_of(1.23, 1e-6).unwrap();
    // Sky on white: red is the channel it lacks.
    let red = |dy: i32| {
        let row = (py.floor() as i32 + dy) as u32;
        pixels[(row * width + px as u32) as usize][0]
    };
    let darkest = (-1..=1).map(red).min().unwrap();
    assert!(darkest < 200, "{darkest}");
    assert!(red(-5) > 220 && red(5) > 220);
}

#[test]
fn a_title_is_written() {
    let sweep = support::sweep(1, 1);
    let style = Style::new(400, 300, 2.0, Theme::Light).unwrap();
    let ink = |name: &str| {
        let figure = Figure::CurrentVoltage(CurrentVoltage::of(name, &sweep));
        let (width, _, pixels) = decoded(&png(&figure, &style).unwrap());
        let line = &pixels[..(54 * width) as usize];
        line.iter().filter(|p| p[1] < 128).count()
    };
    assert_eq!(ink(""), 0);
    assert!(ink("MMMM") > 3 * ink("i") && ink("i") > 10);
}

#[test]
fn a_picture_that_no_memory_would_hold_is_refused() {
    let sweep = support::sweep(1, 1);
    let figure = Figure::CurrentVoltage(CurrentVoltage::of("big", &sweep));
    let style = Style::new(8000, 8000, 8.0, Theme::Light).unwrap();
    let refused = Err(FigureError::TooManyPixels {
        width: 64_000,
        height: 64_000,
    });
    assert_eq!(png(&figure, &style), refused);
}
