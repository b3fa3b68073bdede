//! The scale of colours for cells: from theme colours, blended, in equal steps of lightness.
//!
//! Lightness alone tells the order, so the scale reads in grey and to colour-blind
//! readers; the hue, from yellow over green to blue, only helps to tell steps apart.
//!
//! A scale that parts in the middle has a hue either way, so its lightness tells only how
//! far from the middle a value is; what uses it tells the side by a line or markers too.

use crate::Theme;
use crate::theme::{Hue, Rgb};

/// Steps that can be told apart at most.
const STEPS: usize = 256;

/// A scale of colours; what is larger, or farther from the middle, stands out more from the
/// ground.
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

    /// A scale from blue over a neutral middle to vermilion, as far in lightness from the
    /// middle on one side as on the other. The ends are tints: lines and markers in ink and
    /// in the full hues stand out from them.
    pub(crate) fn diverging(theme: Theme) -> Self {
        let color = |hue| theme.color(hue);
        let middle = color(Hue::Grid).over(color(Hue::Ground), 0.6);
        let most = match theme {
            Theme::Light => 70.0,
            Theme::Dark => 40.0,
        };
        let half = STEPS / 2;
        let arm = |hue: Hue| -> Vec<Rgb> {
            let fine: Vec<(f64, Rgb)> = (0..=512)
                .map(|k| color(hue).over(middle, f64::from(k) / 512.0))
                .map(|color| (lightness(color), color))
                .collect();
            let first = fine[0].0;
            let rises = most > first;
            let step = |step: usize| {
                let wanted = first + (most - first) * (step as f64 + 0.5) / (half as f64 - 0.5);
                // Lightness goes one way along a blend.
                let before = |entry: &(f64, Rgb)| (entry.0 < wanted) == rises;
                fine[fine.partition_point(before).min(fine.len() - 1)].1
            };
            (0..half).map(step).collect()
        };
        let mut colors = arm(Hue::Blue);
        colors.reverse();
        colors.extend(arm(Hue::Vermilion));
        Self(colors)
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
    #[test]
    fn both_sides_of_a_parting_scale_are_as_far_from_its_middle() {
        for theme in [Theme::Light, Theme::Dark] {
            let ramp = Ramp::diverging(theme);
            let light = |step: usize| lightness(ramp.0[step]);
            let whole = (light(0) - light(STEPS / 2)).abs();
            assert!(whole > 15.0, "{theme:?}: {whole}");
            for step in 0..STEPS / 2 {
                // Colours are whole numbers and blends 512 steps of them: at most 0.4 each.
                let (low, high) = (light(step), light(STEPS - 1 - step));
                assert!((low - high).abs() < 0.8, "{theme:?} {step}: {low} {high}");
                let off = |step: usize| (light(step) - light(STEPS / 2)).abs();
                assert!(off(step) + 0.4 >= off(step + 1), "{theme:?} {step}");
            }
            let ground = theme.color(Hue::Ground);
            let Rgb(red, _, blue) = ramp.color(0.0);
            assert!(blue > red, "{theme:?}: the least is blue");
            let Rgb(red, _, blue) = ramp.color(1.0);
            assert!(red > blue, "{theme:?}: the most is vermilion");
            let far = (lightness(ramp.color(0.5)) - lightness(ground)).abs();
            assert!(
                far < 10.0,
                "{theme:?}: the middle is close to the ground: {far}"
            );
            // Lines in ink: a contrast of 3 is about 27 of lightness.
            let ink = lightness(theme.color(Hue::Ink));
            assert!((ink - light(0)).abs() > 45.0, "{theme:?}");
        }
    }
}
