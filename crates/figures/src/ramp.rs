//! The scale of colours for cells: from theme colours, blended, in equal steps of lightness.
//!
//! Lightness alone tells the order, so the scale reads in grey and to colour-blind
//! readers; the hue, from yellow over green to blue, only helps to tell steps apart.

use crate::Theme;
use crate::theme::{Hue, Rgb};

/// Steps that can be told apart at most.
const STEPS: usize = 256;

/// A sequential scale of colours; what is larger stands out more from the ground.
pub(crate) struct Ramp(Vec<Rgb>);

impl Ramp {
    pub(crate) fn new(theme: Theme) -> Self {
        let color = |hue| theme.color(hue);
        let (ground, ink) = (color(Hue::Ground), color(Hue::Ink));
        let stops = match theme {
            Theme::Light => [
                color(Hue::Orange).over(ground, 0.22),
                color(Hue::Green).over(ground, 0.62),
                color(Hue::Blue),
                color(Hue::Blue).over(ink, 0.3),
            ],
            Theme::Dark => [
                color(Hue::Blue).over(ground, 0.28),
                color(Hue::Blue).over(ground, 0.8),
                color(Hue::Green),
                color(Hue::Orange).over(ink, 0.35),
            ],
        };
        let path = |t: f64| {
            let at = t * (stops.len() - 1) as f64;
            let from = (at as usize).min(stops.len() - 2);
            stops[from + 1].over(stops[from], at - from as f64)
        };
        let fine: Vec<(f64, Rgb)> = (0..=1024)
            .map(|k| path(f64::from(k) / 1024.0))
            .map(|color| (lightness(color), color))
            .collect();
        let (first, last) = (fine[0].0, fine[fine.len() - 1].0);
        let wanted = |step: usize| first + (last - first) * step as f64 / (STEPS - 1) as f64;
        let closest = |light: f64| {
            let off = |entry: &&(f64, Rgb)| (entry.0 - light).abs();
            let found = fine.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
            found.map_or(ink, |entry| entry.1)
        };
        Self((0..STEPS).map(|step| closest(wanted(step))).collect())
    }

    /// The colour a share of the way along, from 0 to 1.
    pub(crate) fn color(&self, share: f64) -> Rgb {
        self.0[libm::round(share.clamp(0.0, 1.0) * (STEPS - 1) as f64) as usize]
    }
}

/// CIE lightness L*, from 0 to 100.
fn lightness(Rgb(red, green, blue): Rgb) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            libm::pow((c + 0.055) / 1.055, 2.4)
        }
    };
    let y = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    if y > 216.0 / 24389.0 {
        116.0 * libm::cbrt(y) - 16.0
    } else {
        y * 24389.0 / 27.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_is_that_of_the_standard() {
        assert!((lightness(Rgb(255, 255, 255)) - 100.0).abs() < 1e-9);
        assert_eq!(lightness(Rgb(0, 0, 0)), 0.0);
        // Middle grey of sRGB: Y = 0.18419, L* = 116 * 0.56895 - 16.
        assert!((lightness(Rgb(119, 119, 119)) - 50.03).abs() < 0.01);
    }

    #[test]
    fn equal_steps_are_equal_steps_of_lightness_away_from_the_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            let ramp = Ramp::new(theme);
            let light = |k: i32| lightness(ramp.color(f64::from(k) / 16.0));
            let whole = light(16) - light(0);
            assert!(whole.abs() > 60.0, "{theme:?}: {whole}");
            for k in 0..16 {
                let step = (light(k + 1) - light(k)) / whole;
                // Colours are whole numbers: half of one is at most 0.2 of lightness.
                assert!(
                    (step - 1.0 / 16.0).abs() < 0.4 / whole.abs(),
                    "{theme:?} {k}: {step}"
                );
            }
            let ground = lightness(theme.color(Hue::Ground));
            assert!((light(0) - ground).abs() < (light(16) - ground).abs());
            assert!(
                (light(0) - ground).abs() > 5.0,
                "the least is not the ground"
            );
        }
    }
}
