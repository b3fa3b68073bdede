//! What a crossbar may be compared with; never chosen for the reader.

use super::EnergyError;
use super::error::positive;
use serde::{Deserialize, Serialize};

/// Something that multiplies too, and how much of it per second and watt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Baseline {
    /// What it is called.
    pub name: String,
    /// Billions of operations per second and watt, a multiply-accumulate being two.
    pub gops_per_watt: f64,
    /// Where the number comes from.
    pub source: String,
}

/// Yao et al., Nature 577, 641 (2020): 11,014 GOP/s/W stated as 110 times a V100.
const YAO: f64 = 11_014.0 / 110.0;

/// Name, GOP/s/W, source. Peak rates over board power, as NVIDIA's data sheet of the Tesla V100
/// gives them (SXM2: 300 W, PCIe: 250 W): never reached in practice.
const TABLE: [(&str, f64, &str); 9] = [
    (
        "v100-yao",
        YAO,
        "11,014 GOP/s/W stated as 110 times a Tesla V100 (Yao et al. 2020)",
    ),
    (
        "v100-fp16",
        30_000.0 / 300.0,
        "Tesla V100 SXM2, FP16 without tensor cores, 30 TFLOPS (rounded) at 300 W",
    ),
    (
        "v100-fp16-sxm2",
        31_400.0 / 300.0,
        "Tesla V100 SXM2, FP16 without tensor cores, 31.4 TFLOPS at 300 W",
    ),
    (
        "v100-fp16-pcie",
        28_000.0 / 250.0,
        "Tesla V100 PCIe, FP16 without tensor cores, 28 TFLOPS at 250 W",
    ),
    (
        "v100-fp32",
        15_700.0 / 300.0,
        "Tesla V100 SXM2, FP32, 15.7 TFLOPS at 300 W",
    ),
    (
        "v100-fp32-pcie",
        14_000.0 / 250.0,
        "Tesla V100 PCIe, FP32, 14 TFLOPS at 250 W",
    ),
    (
        "v100-int8",
        62_800.0 / 300.0,
        "Tesla V100 SXM2, INT8 dot products, 62.8 TOPS at 300 W",
    ),
    (
        "v100-tensor",
        125_000.0 / 300.0,
        "Tesla V100 SXM2, FP16 on tensor cores, 125 TFLOPS at 300 W",
    ),
    (
        "v100-tensor-pcie",
        112_000.0 / 250.0,
        "Tesla V100 PCIe, FP16 on tensor cores, 112 TFLOPS at 250 W",
    ),
];

impl Baseline {
    /// One of the table.
    ///
    /// ```
    /// use memrilab_crossbar::energy::Baseline;
    /// let tensor = Baseline::named("v100-tensor")?;
    /// // The paper's 27,548 GOP/s/W is 66 times that, not 270 times.
    /// assert_eq!((27_548.0 / tensor.gops_per_watt).round(), 66.0);
    /// # Ok::<(), memrilab_crossbar::energy::EnergyError>(())
    /// ```
    ///
    /// # Errors
    /// [`EnergyError::Baseline`] with the names there are.
    pub fn named(name: &str) -> Result<Self, EnergyError> {
        let known = || TABLE.map(|(name, ..)| name).join(", ");
        let mut all = Self::all();
        all.find(|one| one.name == name)
            .ok_or_else(|| EnergyError::Baseline {
                name: name.to_owned(),
                known: known(),
            })
    }

    /// The whole table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|&(name, gops_per_watt, source)| Self {
            name: name.to_owned(),
            gops_per_watt,
            source: source.to_owned(),
        })
    }

    pub(super) fn check(&self) -> Result<(), EnergyError> {
        positive("GOP/s/W of the baseline", self.gops_per_watt).map(|_| ())
    }
}
