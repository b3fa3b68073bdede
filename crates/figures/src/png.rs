//! PNG through the bitmap back end, in DejaVu Sans.
//!
//! plotters can set text in a registered font itself, but drops the side bearings of
//! every glyph and cuts positions to whole pixels, so letters stand unevenly; here the
//! same outlines are placed where they belong. The picture is drawn several times
//! larger and averaged down, because the rasteriser smooths some edges and not others.

use crate::scene::Align;
use crate::{Figure, FigureError, Medium, Style};
use ab_glyph::{Font, FontRef, Glyph, ScaleFont, point};
use plotters_bitmap::BitMapBackend;
use plotters_bitmap::bitmap_pixel::RGBPixel;
use std::sync::OnceLock;

static FONT: &[u8] = include_bytes!("../assets/DejaVuSans-figures.ttf");

/// Device pixels a picture may have, and samples it may be drawn with.
const MOST_PIXELS: u64 = 64_000_000;
const MOST_SAMPLES: u64 = 64_000_000;

/// The figure as a PNG file of [`Style::device_size`] pixels, RGB.
///
/// # Errors
/// [`FigureError::TooManyPixels`], or [`FigureError::Backend`] if the picture cannot be
/// drawn or encoded.
pub fn png(figure: &Figure<'_>, style: &Style) -> Result<Vec<u8>, FigureError> {
    let (width, height) = style.device_size();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        return Err(FigureError::TooManyPixels { width, height });
    }
    let finer = (1..=4)
        .rev()
        .find(|n| pixels * u64::from(n * n) <= MOST_SAMPLES)
        .unwrap_or(1);
    let size = (width * finer, height * finer);
    let mut samples = vec![0; 3 * size.0 as usize * size.1 as usize];
    let failed = |error: &dyn std::fmt::Display| FigureError::Backend(error.to_string());
    let mut backend = BitMapBackend::<RGBPixel>::with_buffer_and_format(&mut samples, size)
        .map_err(|e| failed(&e))?;
    figure
        .picture(style)
        .draw_on(
            &mut backend,
            Medium::Bitmap,
            style.scale() * f64::from(finer),
        )
        .map_err(|e| failed(&e))?;
    drop(backend);
    let image = averaged(&samples, (width as usize, height as usize), finer as usize);

    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|e| failed(&e))?;
    writer.write_image_data(&image).map_err(|e| failed(&e))?;
    writer.finish().map_err(|e| failed(&e))?;
    Ok(file)
}

/// The mean of each block of `n` x `n` samples.
fn averaged(samples: &[u8], (width, height): (usize, usize), n: usize) -> Vec<u8> {
    let mut image = Vec::with_capacity(3 * width * height);
    let row = 3 * width * n;
    for y in 0..height {
        let rows: Vec<&[u8]> = samples[y * n * row..(y + 1) * n * row]
            .chunks_exact(row)
            .collect();
        for x in 0..width {
            for channel in 0..3 {
                let block = rows.iter().flat_map(|row| {
                    let block = &row[3 * x * n..3 * (x + 1) * n];
                    block[channel..].iter().step_by(3)
                });
                let sum: usize = block.map(|&v| usize::from(v)).sum();
                image.push(((sum + n * n / 2) / (n * n)) as u8);
            }
        }
    }
    image
}

/// Pixels of a text around its point on the base line: offsets and coverage.
pub(crate) fn glyphs<E>(
    text: &str,
    em: f64,
    align: Align,
    mut pixel: impl FnMut(i32, i32, f64) -> Result<(), E>,
) -> Result<(), E> {
    static PARSED: OnceLock<Option<FontRef<'static>>> = OnceLock::new();
    let parsed = PARSED.get_or_init(|| FontRef::try_from_slice(FONT).ok());
    let Some(font) = parsed else { return Ok(()) };
    let Some(scale) = font.pt_to_px_scale(em as f32 * 0.75) else {
        return Ok(());
    };
    let scaled = font.as_scaled(scale);
    let advances = text.chars().map(|c| scaled.h_advance(font.glyph_id(c)));
    let width: f32 = advances.sum();
    let mut x = match align {
        Align::Start => 0.0,
        Align::Middle => -0.5 * width,
        Align::End => -width,
    };
    for c in text.chars() {
        let id = font.glyph_id(c);
        let glyph: Glyph = id.with_scale_and_position(scale, point(x, 0.0));
        x += scaled.h_advance(id);
        let Some(outline) = font.outline_glyph(glyph) else {
            continue;
        };
        let corner = outline.px_bounds().min;
        let mut done = Ok(());
        outline.draw(|dx, dy, coverage| {
            if done.is_ok() && coverage > 0.0 {
                let at = (corner.x as i32 + dx as i32, corner.y as i32 + dy as i32);
                done = pixel(at.0, at.1, f64::from(coverage.min(1.0)));
            }
        });
        done?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_averaged_channel_by_channel() {
        // Two blocks of 2 x 2 side by side.
        let row = [0, 0, 9, 10, 0, 9, 255, 1, 0, 255, 1, 0];
        let samples = [row, row].concat();
        assert_eq!(averaged(&samples, (2, 1), 2), [5, 0, 9, 255, 1, 0]);
    }

    #[test]
    fn the_font_holds_every_character_a_figure_writes() {
        let font = FontRef::try_from_slice(FONT).unwrap();
        for c in "AZaz09µΩσ−·×…–⁰¹²³⁴⁵⁶⁷⁸⁹⁻→≥≤|()%".chars() {
            assert_ne!(font.glyph_id(c).0, 0, "{c}");
        }
    }

    #[test]
    fn text_starts_ends_or_centres_at_its_point() {
        let extent = |align| {
            let (mut left, mut right) = (i32::MAX, i32::MIN);
            glyphs("HHHH", 100.0, align, |x, _, _| {
                (left, right) = (left.min(x), right.max(x));
                Ok::<(), ()>(())
            })
            .unwrap();
            (left, right)
        };
        // Four letters of 0.752 em with bearings of about 0.1 em.
        let width = 301;
        let (left, right) = extent(Align::Start);
        assert!((5..15).contains(&left) && (width - 15..width - 5).contains(&right));
        assert!((extent(Align::End).1 - (right - width)).abs() <= 1);
        let (left, right) = extent(Align::Middle);
        assert!((left + right).abs() <= 1, "{left} {right}");
    }

    #[test]
    fn the_width_table_is_that_of_the_font() {
        let font = FontRef::try_from_slice(FONT).unwrap();
        let per_em = f64::from(font.units_per_em().unwrap());
        for c in ' '..='~' {
            let advance = f64::from(font.h_advance_unscaled(font.glyph_id(c)));
            let table = crate::text::width(&c.to_string(), 1.0);
            assert!((advance / per_em - table).abs() < 6e-4, "{c}");
        }
        for c in '\u{a0}'..='\u{22ff}' {
            let id = font.glyph_id(c);
            let advance = f64::from(font.h_advance_unscaled(id));
            let table = crate::text::width(&c.to_string(), 1.0);
            assert!(id.0 == 0 || advance / per_em <= table + 1e-3, "{c}");
        }
    }
}
