//! Colours: the Okabe-Ito series, safe for colour-blind readers, on a light and a
//! dark ground. Where one of them would be too faint on its ground (orange, sky and
//! purple on white, blue on black) it is moved in lightness until marks reach a
//! contrast of 3; text reaches 4.5. Nothing is told by colour alone.

use serde::{Deserialize, Serialize};

/// The ground a figure is drawn on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Theme {
    /// Dark marks on white, for paper and a light page.
    #[default]
    Light,
    /// Light marks on near black.
    Dark,
}

/// A colour without transparency: red, green and blue from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// What a colour is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hue {
    Ground,
    /// Titles, tick labels, the strongest line.
    Ink,
    /// Notes and secondary text.
    Muted,
    /// The frame of a panel and its ticks.
    Frame,
    /// Grid lines, which may be faint: they carry no data.
    Grid,
    Blue,
    Sky,
    Vermilion,
    Green,
    Orange,
    Purple,
}

impl Hue {
    /// The hues of series that stand side by side, in the order they are taken.
    pub(crate) const SERIES: [Self; 6] = [
        Self::Blue,
        Self::Vermilion,
        Self::Green,
        Self::Orange,
        Self::Purple,
        Self::Sky,
    ];

    /// The hues that marks are drawn in.
    #[cfg(test)]
    const MARKS: [Self; 9] = [
        Self::Ink,
        Self::Muted,
        Self::Frame,
        Self::Blue,
        Self::Sky,
        Self::Vermilion,
        Self::Green,
        Self::Orange,
        Self::Purple,
    ];
}

impl Theme {
    pub(crate) fn color(self, hue: Hue) -> Rgb {
        let (light, dark) = match hue {
            Hue::Ground => (0xff_ff_ff, 0x14_18_1c),
            Hue::Ink => (0x1a_1d_21, 0xec_ee_f0),
            Hue::Muted => (0x55_5b_61, 0xa9_b0_b7),
            Hue::Frame => (0x7d_83_89, 0x7d_84_8b),
            Hue::Grid => (0xe4_e7_ea, 0x2c_32_38),
            Hue::Blue => (0x00_72_b2, 0x3d_9d_dd),
            Hue::Sky => (0x3a_8f_c4, 0x56_b4_e9),
            Hue::Vermilion => (0xd5_5e_00, 0xe8_74_1c),
            Hue::Green => (0x00_8f_68, 0x1d_b4_88),
            Hue::Orange => (0xb0_79_00, 0xe6_9f_00),
            Hue::Purple => (0xb8_5c_90, 0xcc_79_a7),
        };
        let [_, red, green, blue] = u32::to_be_bytes(match self {
            Self::Light => light,
            Self::Dark => dark,
        });
        Rgb(red, green, blue)
    }
}

impl Rgb {
    /// `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// This colour over `ground`, `share` of the way from it.
    pub(crate) fn over(self, ground: Self, share: f64) -> Self {
        let mix = |top: u8, under: u8| {
            libm::round(f64::from(under) + (f64::from(top) - f64::from(under)) * share) as u8
        };
        Self(
            mix(self.0, ground.0),
            mix(self.1, ground.1),
            mix(self.2, ground.2),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.
    fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn black_on_white_has_a_contrast_of_21() {
        assert!((contrast(Rgb(0, 0, 0), Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn text_and_marks_stand_out_from_the_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            let ground = theme.color(Hue::Ground);
            for hue in [Hue::Ink, Hue::Muted] {
                let got = contrast(theme.color(hue), ground);
                assert!(got >= 4.5, "{theme:?} {hue:?}: {got:.2}");
            }
            for hue in Hue::MARKS {
                let got = contrast(theme.color(hue), ground);
                assert!(got >= 3.0, "{theme:?} {hue:?}: {got:.2}");
            }
        }
    }

    #[test]
    fn mixing_ends_at_both_colours() {
        let (a, b) = (Rgb(10, 200, 30), Rgb(255, 0, 100));
        assert_eq!((a.over(b, 1.0), a.over(b, 0.0)), (a, b));
        assert_eq!(Rgb(1, 171, 255).hex(), "#01abff");
    }
}
