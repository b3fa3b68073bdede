//! What was set by hand for one file, and which device was meant by hand.

use memrilab_device::analysis::{Compliance, Options, PolarityChoice};
use memrilab_device::read::ReadOptions;
use serde::{Deserialize, Serialize};

/// What was set for one file only; everything else is the run's.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FileSettings {
    /// How it is read: units, columns, limits.
    #[cfg_attr(feature = "types", ts(type = "Partial<ReadOptions>"))]
    pub read: ReadOptions,
    /// Which polarity SETs its devices, if not the run's choice.
    pub polarity: Option<PolarityChoice>,
    /// How its compliance is found, if not the run's way.
    pub compliance: Option<Compliance>,
}

impl FileSettings {
    /// The settings with which the file's devices are analysed in a run.
    ///
    /// ```
    /// use memrilab_device::analysis::{Options, PolarityChoice};
    /// use memrilab_study::FileSettings;
    /// let run = Options { bootstrap: 50, ..Options::default() };
    /// let file = FileSettings { polarity: Some(PolarityChoice::Negative), ..FileSettings::default() };
    /// let options = file.options(&run);
    /// assert_eq!((options.polarity, options.bootstrap), (PolarityChoice::Negative, 50));
    /// assert_eq!(FileSettings::default().options(&run), run);
    /// ```
    #[must_use]
    pub fn options(&self, run: &Options) -> Options {
        Options {
            polarity: self.polarity.unwrap_or(run.polarity),
            compliance: self.compliance.unwrap_or(run.compliance),
            ..run.clone()
        }
    }

    /// Whether nothing was set.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// One device, by the path of its file and its place in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeviceKey {
    /// Path of the file; of the first, where two are joined.
    pub file: String,
    /// Sheet, block or device within it; empty if the file holds one device.
    pub block: String,
}
