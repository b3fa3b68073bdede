//! How large and on what ground a figure is drawn.

use crate::{Figure, FigureError, Theme};
use serde::Deserialize;

/// Size, resolution and theme of a picture, checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    width: u32,
    height: u32,
    scale: f64,
    theme: Theme,
}

impl Style {
    /// Smallest width and height, in logical pixels.
    pub const SMALLEST: (u32, u32) = (160, 180);
    /// Largest width and height, in logical pixels.
    pub const LARGEST: u32 = 8000;
    /// Smallest and largest device pixels per logical pixel.
    pub const SCALES: (f64, f64) = (0.5, 8.0);

    /// A picture of `width` x `height` logical pixels (those of CSS), with `scale`
    /// device pixels to each: lines, text and margins all grow with it.
    ///
    /// ```
    /// use memrilab_figures::{Style, Theme};
    /// let style = Style::new(640, 400, 2.0, Theme::Light)?;
    /// assert_eq!(style.device_size(), (1280, 800));
    /// assert!(Style::new(0, 400, 1.0, Theme::Light).is_err());
    /// # Ok::<(), memrilab_figures::FigureError>(())
    /// ```
    ///
    /// # Errors
    /// [`FigureError::Size`] below [`Self::SMALLEST`] or above [`Self::LARGEST`],
    /// [`FigureError::Scale`] outside [`Self::SCALES`].
    pub fn new(width: u32, height: u32, scale: f64, theme: Theme) -> Result<Self, FigureError> {
        let (narrowest, lowest) = Self::SMALLEST;
        if !(narrowest..=Self::LARGEST).contains(&width)
            || !(lowest..=Self::LARGEST).contains(&height)
        {
            return Err(FigureError::Size { width, height });
        }
        if !(Self::SCALES.0..=Self::SCALES.1).contains(&scale) {
            return Err(FigureError::Scale { scale });
        }
        Ok(Self {
            width,
            height,
            scale,
            theme,
        })
    }

    /// Logical pixels across.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Logical pixels down.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Device pixels per logical pixel.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The ground.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Width and height in device pixels, rounded.
    #[must_use]
    pub fn device_size(&self) -> (u32, u32) {
        let scaled = |size| libm::round(f64::from(size) * self.scale) as u32;
        (scaled(self.width), scaled(self.height))
    }
}

/// The size that a page asks for; what is absent has a default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FigureSize {
    /// CSS pixels across; 720 if absent.
    pub width: Option<u32>,
    /// CSS pixels down; as the chart needs if absent.
    pub height: Option<u32>,
    /// Pixels of the document to the CSS pixel, for SVG.
    pub scale: Option<f64>,
    /// Dark instead of light.
    pub dark: Option<bool>,
}

impl FigureSize {
    /// The style of a figure of this size.
    ///
    /// # Errors
    /// As [`Style::new`].
    pub fn style(&self, figure: &Figure<'_>) -> Result<Style, FigureError> {
        let height = self.height.unwrap_or_else(|| figure.natural_height());
        let theme = if self.dark == Some(true) {
            Theme::Dark
        } else {
            Theme::Light
        };
        Style::new(
            self.width.unwrap_or(720),
            height,
            self.scale.unwrap_or(1.0),
            theme,
        )
    }
}
