//! The charts of crossbars, usual and unusual.

use crate::support::crossbar;
use memrilab_figures::{
    ConvergenceFigure, EnergyFigure, ErrorsFigure, Figure, FigureError, WaterfallFigure,
};

pub(crate) struct Crossbars {
    convergence: Vec<(&'static str, ConvergenceFigure)>,
    energy: Vec<(&'static str, EnergyFigure)>,
    waterfall: WaterfallFigure,
    errors: ErrorsFigure,
}

const HOSTILE: &str = "<script>&\"' a very long name that nobody would want to read in full \u{1b}";

impl Crossbars {
    pub(crate) fn new() -> Result<Self, FigureError> {
        let mut named = crossbar::convergence(3);
        named.name = HOSTILE.to_owned();
        named.steps[2].low = 0.0;
        let mut bare = crossbar::energy(16);
        bare.baseline = None;
        bare.name = HOSTILE.to_owned();
        Ok(Self {
            convergence: vec![
                (
                    "convergence",
                    ConvergenceFigure::new(crossbar::convergence(40))?,
                ),
                ("convergence-few", ConvergenceFigure::new(named)?),
                (
                    "convergence-one",
                    ConvergenceFigure::new(crossbar::convergence(1))?,
                ),
                (
                    "convergence-none",
                    ConvergenceFigure::new(crossbar::convergence(0))?,
                ),
            ],
            energy: vec![
                ("energy", EnergyFigure::new(crossbar::energy(12))?),
                ("energy-bare", EnergyFigure::new(bare)?),
                ("energy-none", EnergyFigure::new(crossbar::energy(0))?),
            ],
            waterfall: WaterfallFigure::new(crossbar::waterfall())?,
            errors: ErrorsFigure::new(crossbar::errors())?,
        })
    }

    pub(crate) fn figures(&self) -> Vec<(&'static str, Figure<'_>)> {
        let convergence = self.convergence.iter();
        let energy = self.energy.iter();
        convergence
            .map(|(file, c)| (*file, Figure::Convergence(c)))
            .chain(energy.map(|(file, c)| (*file, Figure::Energy(c))))
            .chain([
                ("waterfall", Figure::Waterfall(&self.waterfall)),
                ("errors", Figure::Errors(&self.errors)),
            ])
            .collect()
    }
}
