//! The charts of campaigns, usual and unusual.

use crate::support::campaign;
use memrilab_figures::{
    Along, AxisName, CampaignGoal, Figure, Importances, MapFigure, MapOf, PredictionFigure,
    PredictionPoint, ProgressFigure, SliceFigure, VariableShare,
};

pub(crate) struct Campaigns {
    progress: Vec<(&'static str, ProgressFigure)>,
    slices: Vec<(&'static str, SliceFigure)>,
    maps: Vec<(&'static str, MapFigure)>,
    shares: Vec<(&'static str, Vec<VariableShare>)>,
    predictions: Vec<(&'static str, PredictionFigure)>,
}

const HOSTILE: &str = "<script>&\"' a very long name that nobody would want to read in full \u{1b}";

impl Campaigns {
    pub(crate) fn new() -> Self {
        let target = CampaignGoal::Target { value: 0.6 };
        let (max, min) = (CampaignGoal::Maximise, CampaignGoal::Minimise);
        let bare = ProgressFigure {
            outlook: None,
            start: None,
            model_from: None,
            ..campaign::progress(3, min)
        };
        let none = ProgressFigure {
            points: Vec::new(),
            outlook: None,
            ..campaign::progress(0, max)
        };
        let voltage = || AxisName::new("Anodisation voltage", "V");
        let length = || AxisName::new("Length", "µm");
        let perovskite = || AxisName::new("Perovskite", "");
        let seven = || campaign::levels(&[0.6, 1.0, 1.4, 1.8, 2.2, 2.6, 3.0]);
        let log = || campaign::range(60, 2e-3, 5.0, true);
        let slice = campaign::slice;
        let hostile = Along::Categories {
            names: vec![HOSTILE.to_owned(); 4],
        };
        let many = Along::Categories {
            names: (1..=40).map(|n| format!("additive number {n}")).collect(),
        };
        let unknown = SliceFigure {
            mean: Vec::new(),
            observed: Vec::new(),
            ..slice(seven(), length())
        };
        let map = campaign::map;
        let side = || ((perovskite(), campaign::perovskites()), (length(), seven()));
        let fine = || {
            let x = (voltage(), campaign::range(100, 20.0, 200.0, false));
            let y = (
                AxisName::new("Concentration", "mol/l"),
                campaign::range(100, 0.02, 3.0, true),
            );
            (x, y)
        };
        let of = |of, (x, y)| map(of, x, y);
        let blank = MapFigure {
            values: Vec::new(),
            ..of(MapOf::Mean, side())
        };
        let flat = MapFigure {
            values: vec![Some(0.5); 42],
            ..of(MapOf::Mean, side())
        };
        let same = PredictionPoint {
            number: None,
            measured: 0.4,
            mean: 0.4,
            sd: 0.0,
            standardised: None,
        };
        let same = PredictionFigure {
            value: campaign::usability(),
            points: vec![same; 3],
        };
        let long = (0..45).map(|n| VariableShare {
            variable: format!("{HOSTILE} {n}"),
            share: f64::from(n) / 990.0,
        });
        Self {
            progress: vec![
                ("progress", campaign::progress(36, max)),
                ("progress-target", campaign::progress(36, target)),
                ("progress-300", campaign::progress(300, max)),
                ("progress-3", bare),
                ("progress-none", none),
            ],
            slices: vec![
                (
                    "slice",
                    slice(campaign::range(50, 20.0, 200.0, false), voltage()),
                ),
                (
                    "slice-log",
                    slice(log(), AxisName::new("Concentration", "mol/l")),
                ),
                ("slice-levels", slice(seven(), length())),
                (
                    "slice-categories",
                    slice(campaign::perovskites(), perovskite()),
                ),
                (
                    "slice-hostile",
                    slice(hostile, AxisName::new(HOSTILE, HOSTILE)),
                ),
                ("slice-many", slice(many, AxisName::new("Additive", ""))),
                ("slice-none", unknown),
            ],
            maps: vec![
                ("map", of(MapOf::Mean, side())),
                ("map-sd", of(MapOf::Sd, (side().1, side().0))),
                ("map-fine", of(MapOf::Acquisition, fine())),
                ("map-log", of(MapOf::LogAcquisition, fine())),
                ("map-none", blank),
                ("map-flat", flat),
            ],
            shares: vec![
                ("importance", campaign::shares()),
                ("importance-45", long.collect()),
                ("importance-none", Vec::new()),
            ],
            predictions: vec![
                ("prediction", campaign::prediction(40)),
                ("prediction-300", campaign::prediction(300)),
                ("prediction-same", same),
                ("prediction-none", campaign::prediction(0)),
            ],
        }
    }

    pub(crate) fn figures(&self) -> Vec<(&'static str, Figure<'_>)> {
        let mut all = Vec::new();
        all.extend(
            self.progress
                .iter()
                .map(|(file, chart)| (*file, Figure::Progress(chart))),
        );
        all.extend(
            self.slices
                .iter()
                .map(|(file, chart)| (*file, Figure::Slice(chart))),
        );
        all.extend(
            self.maps
                .iter()
                .map(|(file, chart)| (*file, Figure::Map(chart))),
        );
        all.extend(
            self.shares
                .iter()
                .map(|(file, variables)| (*file, Figure::Importance(Importances { variables }))),
        );
        all.extend(
            self.predictions
                .iter()
                .map(|(file, chart)| (*file, Figure::Prediction(chart))),
        );
        all
    }
}
