//! From a campaign to the data of its figures.

use super::{CampaignFigure, Quantity};
use memrilab_bayesopt::acquisition::{log_expected_approach, log_expected_improvement};
use memrilab_bayesopt::campaign::{Model, Slice, outlook};
use memrilab_bayesopt::space::Kind;
use memrilab_bayesopt::{self as bayesopt, Goal, Point, Value, Variable};
use memrilab_fabrication::{Campaign, Error, Experiment, Status, in_words};
use memrilab_figures::{
    Along, AxisName, CampaignGoal, Figure, Importances, MapFigure, MapOf, MapPoint, PointState,
    PredictionFigure, PredictionPoint, ProgressFigure, ProgressOutlook, ProgressPoint, SliceFigure,
    SlicePoint, VariableShare,
};

/// Experiments that the outlook looks ahead, and draws of the function behind it.
const AHEAD: (usize, usize) = (5, 300);
/// Options along a range.
const RANGE: usize = 40;

/// The data of a figure.
pub(super) enum Made {
    Progress(ProgressFigure),
    Slice(SliceFigure),
    Map(MapFigure),
    Importance(Vec<VariableShare>),
    Prediction(PredictionFigure),
}

impl Made {
    pub(super) fn figure(&self) -> Figure<'_> {
        match self {
            Self::Progress(data) => Figure::Progress(data),
            Self::Slice(data) => Figure::Slice(data),
            Self::Map(data) => Figure::Map(data),
            Self::Importance(data) => Figure::Importance(Importances { variables: data }),
            Self::Prediction(data) => Figure::Prediction(data),
        }
    }
}

pub(super) fn of(campaign: &Campaign, figure: &CampaignFigure) -> Result<Made, Error> {
    let told = campaign.told()?;
    if let CampaignFigure::Progress = figure {
        return Ok(Made::Progress(progress(campaign, &told)));
    }
    let view = View {
        campaign,
        model: Model::new(&told)?,
    };
    match *figure {
        CampaignFigure::Progress => Ok(Made::Progress(progress(campaign, &told))),
        CampaignFigure::Slice { variable } => view.slice(variable).map(Made::Slice),
        CampaignFigure::Map {
            across,
            down,
            quantity,
        } => view.map(across, down, quantity).map(Made::Map),
        CampaignFigure::Importance => {
            let shares = view.model.importance()?.into_iter().map(|i| VariableShare {
                variable: i.variable,
                share: i.share,
            });
            Ok(Made::Importance(shares.collect()))
        }
        CampaignFigure::Prediction => view.prediction().map(Made::Prediction),
    }
}

fn objective(campaign: &Campaign) -> AxisName {
    let mut letters = campaign.objective.chars();
    let first = letters
        .next()
        .map_or(String::new(), |c| c.to_uppercase().collect());
    AxisName::new(&format!("{first}{}", letters.as_str()), "")
}

/// A unit as it is printed: `um` is \u{b5}m.
fn printed(unit: &str) -> String {
    match unit.strip_prefix('u') {
        Some(rest) if rest.starts_with(['m', 'A', 'V', 'S', 'g']) => format!("\u{b5}{rest}"),
        _ => unit.to_owned(),
    }
}

fn values(campaign: &Campaign) -> impl Iterator<Item = (&Experiment, f64, Option<f64>)> {
    campaign.experiments.iter().filter_map(|e| {
        let measured = e
            .measured
            .as_ref()
            .filter(|_| e.status == Status::Measured)?;
        Some((e, measured.value, measured.sd))
    })
}

fn progress(campaign: &Campaign, told: &bayesopt::Campaign) -> ProgressFigure {
    let point = |e: &Experiment| {
        let measured = e.measured.as_ref();
        let (state, value, sd) = match e.status {
            Status::Pending => (
                PointState::Pending,
                e.expected.map(|x| x.0),
                e.expected.map(|x| x.1),
            ),
            Status::Failed => (PointState::Failed, None, None),
            Status::Measured => {
                let state = if e.simulated {
                    PointState::Simulated
                } else {
                    PointState::Measured
                };
                (
                    state,
                    measured.map(|m| m.value),
                    measured.and_then(|m| m.sd),
                )
            }
        };
        ProgressPoint {
            number: e.id,
            state,
            value,
            sd,
        }
    };
    // Before there is a model there is nothing to be expected.
    let ahead = outlook(told, AHEAD.0, AHEAD.1, campaign.seed).ok();
    ProgressFigure {
        name: campaign.name.clone(),
        value: objective(campaign),
        goal: match campaign.settings.goal {
            Goal::Maximise => CampaignGoal::Maximise,
            Goal::Minimise => CampaignGoal::Minimise,
            Goal::Target { value } => CampaignGoal::Target { value },
        },
        points: campaign.experiments.iter().map(point).collect(),
        start: None,
        model_from: campaign
            .experiments
            .iter()
            .find(|e| e.expected.is_some())
            .map(|e| e.id),
        outlook: ahead.map(|o| ProgressOutlook {
            expected: o.expected,
            low: o.low,
            high: o.high,
        }),
    }
}

/// Where a value stands along a variable: the number, or the place of its category.
fn place(variable: &Variable, value: &Value) -> Option<f64> {
    match (&variable.kind, value) {
        (Kind::Categories { names, .. }, Value::Name(name)) => {
            names.iter().position(|n| n == name).map(|at| at as f64)
        }
        (_, Value::Number(number)) => Some(*number),
        // A corner of a mixture is its part.
        (Kind::Simplex { .. }, Value::Shares(shares)) => {
            shares.iter().position(|s| *s == 1.0).map(|at| at as f64)
        }
        _ => None,
    }
}

fn along(variable: &Variable, slice: &Slice) -> Along {
    let numbers = || {
        let number = |v: &Value| {
            if let Value::Number(n) = v {
                Some(*n)
            } else {
                None
            }
        };
        slice.values.iter().filter_map(number).collect()
    };
    match &variable.kind {
        Kind::Levels { log, .. } => Along::Levels {
            values: numbers(),
            log: *log,
        },
        Kind::Range { log, .. } => Along::Range {
            values: numbers(),
            log: *log,
        },
        Kind::Categories { names, .. } => Along::Categories {
            names: names.clone(),
        },
        Kind::Simplex { parts, .. } => Along::Categories {
            names: parts.clone(),
        },
    }
}

struct View<'c> {
    campaign: &'c Campaign,
    model: Model<'c>,
}

impl View<'_> {
    fn variable(&self, at: usize) -> Result<&Variable, Error> {
        let variables = self.campaign.space.variables();
        variables.get(at).ok_or_else(|| {
            Error::Recipe(format!(
                "there is no variable {}; the space has {}",
                at + 1,
                variables.len()
            ))
        })
    }

    fn axis(&self, at: usize) -> Result<AxisName, Error> {
        let variable = self.variable(at)?;
        Ok(AxisName::new(&variable.name, &printed(&variable.unit)))
    }

    /// What figures go through: the point that is to be improved on.
    fn base(&self) -> Point {
        self.model.report().incumbent
    }

    /// The base in words, but for some variables.
    fn held(&self, base: &Point, but: &[usize]) -> String {
        let words = in_words(&self.campaign.space, base).into_iter().enumerate();
        let others = words.filter(|(at, _)| !but.contains(at));
        others
            .map(|(_, (_, value, unit))| format!("{value} {}", printed(&unit)).trim().to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn slice(&self, at: usize) -> Result<SliceFigure, Error> {
        let (variable, base) = (self.variable(at)?, self.base());
        let slice = self.model.slice(at, &base, 0)?;
        let shared = |recipe: &Point| {
            let pairs = recipe.0.iter().zip(&base.0).enumerate();
            pairs.into_iter().all(|(i, (a, b))| i == at || a == b)
        };
        let observed = values(self.campaign).filter_map(|(e, value, sd)| {
            Some(SlicePoint {
                at: place(variable, &e.recipe.0[at])?,
                value,
                sd,
                shared: shared(&e.recipe),
            })
        });
        Ok(SliceFigure {
            variable: self.axis(at)?,
            along: along(variable, &slice),
            value: objective(self.campaign),
            mean: slice.predictions.iter().map(|p| Some(p.mean)).collect(),
            sd: slice.predictions.iter().map(|p| Some(p.sd)).collect(),
            observed: observed.collect(),
            current: place(variable, &base.0[at]),
            held: self.held(&base, &[at]),
        })
    }

    fn map(&self, across: usize, down: usize, quantity: Quantity) -> Result<MapFigure, Error> {
        let (x, y, base) = (self.variable(across)?, self.variable(down)?, self.base());
        if across == down {
            return Err(Error::Recipe(
                "a map needs two different variables; choose another one".into(),
            ));
        }
        let options = |at: usize, variable: &Variable| {
            let count = if matches!(variable.kind, Kind::Range { .. }) {
                RANGE
            } else {
                0
            };
            self.model.slice(at, &base, count)
        };
        let (columns, rows) = (options(across, x)?, options(down, y)?);
        let points: Vec<Point> = rows
            .values
            .iter()
            .flat_map(|row| {
                columns.values.iter().map(|column| {
                    let mut point = base.clone();
                    point.0[across] = column.clone();
                    point.0[down] = row.clone();
                    point
                })
            })
            .collect();
        let best = self.model.report().incumbent_value;
        let score = |mean: f64, sd: f64| match self.campaign.settings.goal {
            Goal::Maximise => log_expected_improvement(mean, sd, best, 0.0),
            Goal::Minimise => log_expected_improvement(-mean, sd, -best, 0.0),
            Goal::Target { value } => log_expected_approach(mean, sd, value, (best - value).abs()),
        };
        let cells = self.model.predict(&points)?.into_iter().map(|p| {
            Some(match quantity {
                Quantity::Mean => p.mean,
                Quantity::Sd => p.sd,
                Quantity::Acquisition => score(p.mean, p.sd),
            })
        });
        let on_map = |recipe: &Point| {
            Some(MapPoint {
                x: place(x, &recipe.0[across])?,
                y: place(y, &recipe.0[down])?,
            })
        };
        let next = self.campaign.suggest(1, self.campaign.seed).ok();
        let suggested = next
            .iter()
            .flat_map(|n| &n.suggestions)
            .filter_map(|s| on_map(&s.recipe));
        Ok(MapFigure {
            x: self.axis(across)?,
            x_along: along(x, &columns),
            y: self.axis(down)?,
            y_along: along(y, &rows),
            value: objective(self.campaign),
            of: match quantity {
                Quantity::Mean => MapOf::Mean,
                Quantity::Sd => MapOf::Sd,
                Quantity::Acquisition => MapOf::LogAcquisition,
            },
            values: cells.collect(),
            suggested: suggested.collect(),
            measured: values(self.campaign)
                .filter_map(|(e, ..)| on_map(&e.recipe))
                .collect(),
            held: self.held(&base, &[across, down]),
        })
    }

    fn prediction(&self) -> Result<PredictionFigure, Error> {
        let points = self
            .model
            .leave_one_out()?
            .into_iter()
            .filter_map(|(point, left)| {
                let here: Vec<_> = values(self.campaign)
                    .filter(|(e, ..)| e.recipe == point)
                    .collect();
                let (first, ..) = here.first()?;
                Some(PredictionPoint {
                    number: Some(first.id),
                    measured: here.iter().map(|(_, value, _)| value).sum::<f64>()
                        / here.len() as f64,
                    mean: left.mean,
                    sd: libm::sqrt(left.variance.max(0.0)),
                    standardised: Some(left.standardised),
                })
            });
        Ok(PredictionFigure {
            value: objective(self.campaign),
            points: points.collect(),
        })
    }
}
