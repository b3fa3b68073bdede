//! The charts of networks, usual and unusual.

use crate::support::network;
use memrilab_figures::{
    BoundaryFigure, DrawsFigure, Figure, RobustnessFigure, RobustnessMark, SensitivityFigure,
    SimplexFigure, TheoryFigure, TrainingFigure,
};

pub(crate) struct Networks {
    robustness: Vec<(&'static str, RobustnessFigure)>,
    training: Vec<(&'static str, TrainingFigure)>,
    sensitivity: Vec<(&'static str, SensitivityFigure)>,
    simplex: Vec<(&'static str, SimplexFigure)>,
    boundary: Vec<(&'static str, BoundaryFigure)>,
    draws: Vec<(&'static str, DrawsFigure)>,
    theory: Vec<(&'static str, TheoryFigure)>,
}

const HOSTILE: &str = "<script>&\"' a very long name that nobody would want to read in full \u{1b}";

impl Networks {
    pub(crate) fn new() -> Self {
        let mut none = network::robustness(3, 1);
        none.methods.iter_mut().for_each(|m| m.levels.clear());
        let mut growing = network::robustness(3, 5);
        growing.methods[2].levels.clear();
        growing.methods[1].levels.truncate(6);
        growing.methods[0].levels[3] = network::level(0.4, &[0.4]);
        growing.marks = (1..=5)
            .map(|k| RobustnessMark {
                usability: f64::from(k) / 10.0,
                text: format!("{HOSTILE} {k}"),
            })
            .collect();
        growing.task = HOSTILE.to_owned();
        growing.methods[1].name = HOSTILE.to_owned();
        let mut hostile = network::sensitivity(5, 30);
        hostile.layers[2].layer = HOSTILE.to_owned();
        hostile.layers[1].lost = -0.2;
        hostile.layers[1].low = Some(-0.25);
        hostile.layers[1].high = Some(-0.15);
        let mut same = network::simplex(2, 12);
        same.objective = HOSTILE.to_owned();
        same.layers[0] = HOSTILE.to_owned();
        for trial in &mut same.trials {
            trial.objective = Some(0.5);
            trial.p[0] = [0.25, 0.25];
        }
        let mut nowhere = network::boundary(1, 1, 0);
        nowhere.share.clear();
        let mut named = network::boundary(7, 5, 40);
        named.name = HOSTILE.to_owned();
        named.clean = None;
        named.points[3].x = 9.0;
        let mut waiting = network::draws(3, 40);
        waiting.task = HOSTILE.to_owned();
        waiting.methods[1].name = HOSTILE.to_owned();
        waiting.methods[2] = memrilab_figures::DrawsMethod {
            name: "not evaluated".to_owned(),
            ..Default::default()
        };
        let mut unproved = network::theory(0.95, 0.3, 0.02, 5);
        unproved.along_r.clear();
        unproved.along_c.clear();
        let robust = network::robust;
        Self {
            robustness: vec![
                ("robustness", robust(network::robustness(3, 20))),
                ("robustness-two", robust(network::robustness(2, 20))),
                ("robustness-14", robust(network::robustness(14, 10))),
                ("robustness-one-draw", robust(network::robustness(3, 1))),
                ("robustness-growing", robust(growing)),
                ("robustness-none", robust(none)),
            ],
            training: vec![
                ("training", network::training(1, 30)),
                ("training-4", network::training(4, 30)),
                ("training-300", network::training(2, 300)),
                ("training-one", network::training(2, 1)),
                ("training-none", network::training(2, 0)),
            ],
            sensitivity: vec![
                (
                    "sensitivity",
                    network::sensitive(network::sensitivity(5, 30)),
                ),
                (
                    "sensitivity-21",
                    network::sensitive(network::sensitivity(21, 30)),
                ),
                (
                    "sensitivity-one-draw",
                    network::sensitive(network::sensitivity(5, 1)),
                ),
                ("sensitivity-hostile", network::sensitive(hostile)),
            ],
            simplex: vec![
                ("simplex", network::trials(network::simplex(5, 25))),
                ("simplex-1", network::trials(network::simplex(1, 13))),
                ("simplex-8", network::trials(network::simplex(8, 120))),
                ("simplex-21", network::trials(network::simplex(21, 40))),
                ("simplex-same", network::trials(same)),
                ("simplex-none", network::trials(network::simplex(5, 0))),
            ],
            boundary: vec![
                ("boundary", network::bounded(network::boundary(60, 45, 120))),
                (
                    "boundary-400",
                    network::bounded(network::boundary(60, 45, 400)),
                ),
                (
                    "boundary-120",
                    network::bounded(network::boundary(120, 120, 0)),
                ),
                ("boundary-hostile", network::bounded(named)),
                ("boundary-none", network::bounded(nowhere)),
            ],
            draws: vec![
                ("draws", network::drawn(network::draws(3, 20))),
                ("draws-200", network::drawn(network::draws(6, 200))),
                ("draws-14", network::drawn(network::draws(14, 30))),
                ("draws-one", network::drawn(network::draws(1, 1))),
                ("draws-hostile", network::drawn(waiting)),
                ("draws-none", network::drawn(network::draws(2, 0))),
            ],
            theory: vec![
                (
                    "theory",
                    network::proved(network::theory(0.95, 0.3, 0.02, 5)),
                ),
                (
                    "theory-safe",
                    network::proved(network::theory(0.9, 0.9, 0.08, 3)),
                ),
                (
                    "theory-vacuous",
                    network::proved(network::theory(0.99, 0.3, 0.05, 61_706)),
                ),
                ("theory-none", network::proved(unproved)),
            ],
        }
    }

    pub(crate) fn figures(&self) -> Vec<(&'static str, Figure<'_>)> {
        let mut all = Vec::new();
        all.extend(
            self.robustness
                .iter()
                .map(|(file, c)| (*file, Figure::Robustness(c))),
        );
        all.extend(
            self.training
                .iter()
                .map(|(file, c)| (*file, Figure::Training(c))),
        );
        all.extend(
            self.sensitivity
                .iter()
                .map(|(file, c)| (*file, Figure::Sensitivity(c))),
        );
        all.extend(
            self.simplex
                .iter()
                .map(|(file, c)| (*file, Figure::Simplex(c))),
        );
        let boundary = self.boundary.iter();
        all.extend(boundary.map(|(file, c)| (*file, Figure::Boundary(c))));
        let draws = self.draws.iter();
        all.extend(draws.map(|(file, c)| (*file, Figure::Draws(c))));
        let theory = self.theory.iter();
        all.extend(theory.map(|(file, c)| (*file, Figure::Theory(c))));
        all
    }
}
