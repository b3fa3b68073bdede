//! Campaigns: what the optimiser expects and proposes, and what the virtual laboratory
//! measures.

use crate::Lines;
use memrilab_bayesopt::{Acquisition, Encoding, Goal, campaign::Model, outlook};
use memrilab_fabrication::{Campaign, Laboratory, Measured, landscape, settings, space, start};

/// A campaign on the virtual landscape; `None` where anything fails, which the other side
/// would then have to do as well.
fn run(encoding: Encoding, goal: Goal, acquisition: Acquisition, count: u64) -> Option<Campaign> {
    let settings = memrilab_bayesopt::Settings {
        encoding,
        goal,
        acquisition,
        ..settings()
    };
    let mut campaign = Campaign::new("parity", space().ok()?, settings);
    let laboratory = Laboratory::default();
    campaign.add(start()).ok()?;
    for number in 0..count {
        let recipe = campaign.experiments.last()?.recipe.clone();
        let id = campaign.experiments.last()?.id;
        let value = laboratory.value(&recipe, number).ok()?;
        campaign.tell(id, Measured::typed(value, Some(0.02))).ok()?;
        let next = campaign.suggest(1, 1).ok()?;
        campaign.take_up(&next.suggestions).ok()?;
    }
    Some(campaign)
}

pub(crate) fn cases(lines: &mut Lines) {
    let rules = [
        (
            "log EI",
            Encoding::Onehot,
            Goal::Maximise,
            Acquisition::default(),
        ),
        (
            "EI",
            Encoding::Ordinal,
            Goal::Maximise,
            Acquisition::ExpectedImprovement { xi: 0.01 },
        ),
        (
            "bound",
            Encoding::Descriptors,
            Goal::Minimise,
            Acquisition::UpperBound { kappa: 2.0 },
        ),
        (
            "target",
            Encoding::Onehot,
            Goal::Target { value: 0.5 },
            Acquisition::default(),
        ),
        (
            "Thompson",
            Encoding::Onehot,
            Goal::Maximise,
            Acquisition::Thompson,
        ),
    ];
    for (name, encoding, goal, rule) in rules {
        let Some(campaign) = run(encoding, goal, rule, 9) else {
            lines.text(&format!("campaign by {name}"), "failed");
            continue;
        };
        lines.text(&format!("campaign by {name}"), &campaign.to_json());
        let told = campaign.told().ok();
        let Some(model) = told.as_ref().and_then(|told| Model::new(told).ok()) else {
            continue;
        };
        let at: Vec<_> = (0..8400)
            .step_by(7)
            .filter_map(|i| campaign.space.point(i))
            .collect();
        let said = model.predict(&at).unwrap_or_default();
        lines.all(&format!("expected by {name}"), said.iter().map(|p| p.mean));
        lines.all(&format!("spread by {name}"), said.iter().map(|p| p.sd));
        let ahead = told.as_ref().and_then(|told| outlook(told, 3, 200, 1).ok());
        lines.all(
            &format!("outlook by {name}"),
            ahead.map(|o| o.expected).unwrap_or_default(),
        );
    }
    let Ok(space) = space() else { return };
    let points: Vec<_> = (0..8400).filter_map(|i| space.point(i)).collect();
    lines.all("landscape", points.iter().filter_map(|p| landscape(p).ok()));
    for number in [0, 1706, 3412, 8399] {
        if let Some(device) = space
            .point(number)
            .and_then(|p| Laboratory::default().make(&p, number).ok())
        {
            lines.all(
                &format!("virtual device {number}"),
                device.sweep.current.iter().copied(),
            );
            lines.some("its usability", device.result.usability);
        }
    }
}
