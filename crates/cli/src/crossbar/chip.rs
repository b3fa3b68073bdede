//! From what was said to a network on arrays.

use super::chip_args::{BiasName, CodingName, ConvertedName, DriftPerName, OnChip};
use crate::train::{methods, task};
use anyhow::{Context as _, Result};
use memrilab_analog::Preserve;
use memrilab_analog::moons::Bias;
use memrilab_crossbar::chip::{
    Adc, Chip, ChipDrift, ChipOptions, Coding, ConductanceWindow, ConvertedAt, Dac, DriftPer,
    Effects, FaultyDevices, Labelled,
};
use memrilab_crossbar::program::Faults;
use memrilab_crossbar::{Law, Wires};
use memrilab_study::crossbar::{labelled, network_of, samples_of};
use memrilab_train::search::Contender;
use std::sync::Arc;

/// A chip with its test, and what it is called.
pub(super) struct Ready {
    pub(super) name: String,
    pub(super) chip: Arc<Chip>,
    pub(super) data: Arc<Labelled>,
}

impl Ready {
    pub(super) fn new(said: &OnChip) -> Result<Self> {
        let parts = task::parts(&said.source)?;
        let (weights, how) = match &said.weights {
            Some(path) => (Arc::new(task::weights(path)?), path.display().to_string()),
            None => {
                let trained = methods::plain(parts.clone(), said.source.seed)?;
                (trained, Contender::Erm.name().to_owned())
            }
        };
        let network = network_of(&weights)?;
        let chip = Chip::new(&network, options(said), &samples_of(&parts.train))
            .with_context(|| how.clone())?;
        let data = labelled(&network, &parts.test).with_context(|| how.clone())?;
        Ok(Self {
            name: format!("{}, {how}", parts.name),
            chip: Arc::new(chip),
            data: Arc::new(data),
        })
    }

    /// Word lines that a sample drives: those of each product.
    pub(super) fn driven(&self) -> usize {
        let blocks = self.chip.layout().blocks.iter();
        blocks.map(|block| block.inputs.len()).sum()
    }

    /// Arrays and devices, in words.
    pub(super) fn arrays(&self) -> String {
        let layout = self.chip.layout();
        let used = (0..layout.arrays).map(|array| self.chip.used(array));
        let used = used.flatten().filter(|used| *used).count();
        let arrays = match layout.arrays {
            1 => "1 array".to_owned(),
            n => format!("{n} arrays"),
        };
        format!(
            "{arrays} of {} x {}, {used} devices used",
            layout.rows, layout.columns
        )
    }
}

fn options(said: &OnChip) -> ChipOptions {
    ChipOptions {
        rows: said.size,
        columns: said.size,
        coding: match said.coding {
            CodingName::OneSided => Coding::OneSided,
            CodingName::Centred => Coding::Centred,
            CodingName::Reference => Coding::Reference,
        },
        window: ConductanceWindow {
            g_min: said.window.0,
            g_max: said.window.1,
        },
        bias: match said.bias {
            BiasName::Row => Bias::Row,
            BiasName::Digital => Bias::Digital,
        },
        v_read: said.v_read,
    }
}

/// Everything that was switched on, with this drift and these bits.
pub(super) fn effects(said: &OnChip, sigma: f64, adc_bits: Option<u32>) -> Effects {
    let faults = Faults {
        stuck_on: said.stuck_on,
        stuck_off: said.stuck_off,
        dead: said.dead,
    };
    let drift = ChipDrift {
        sigma,
        preserve: Preserve::Median,
        per: match said.drift_per {
            DriftPerName::Device => DriftPer::Device,
            DriftPerName::Weight => DriftPer::Weight,
        },
    };
    let at = said.v_read;
    let cubic = said.cubic.map(|cubic| Law::Polynomial { cubic, at });
    let lowered = |lowering| Law::PooleFrenkel { lowering, at };
    Effects {
        levels: said.levels,
        programming: said.programming,
        drift: (sigma != 0.0).then_some(drift),
        faults: (faults != Faults::default()).then(|| FaultyDevices {
            shares: faults,
            known: Vec::new(),
        }),
        law: cubic.or(said.poole_frenkel.map(lowered)),
        wires: said.wire_resistance.map(Wires::uniform),
        read_noise: said.read_noise,
        dac: said.dac_bits.map(|bits| Dac { bits }),
        adc: adc_bits.map(|bits| Adc {
            bits,
            at: match said.adc_at {
                ConvertedName::Column => ConvertedAt::Column,
                ConvertedName::Difference => ConvertedAt::Difference,
            },
            range: said.adc_range,
        }),
    }
}
