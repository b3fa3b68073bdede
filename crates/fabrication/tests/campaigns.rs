//! Campaigns: asked, told, saved, read, kept in tables.

use memrilab_bayesopt::{Goal, Point};
use memrilab_fabrication::{
    Campaign, Error, Measured, Status, from_csv, from_words, landscape, optimum, settings, space,
    start, targets, to_csv,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn campaign() -> Campaign {
    Campaign::new("test", space().unwrap(), settings())
}

#[test]
fn experiments_are_numbered_told_and_taken_back() -> Outcome {
    let mut campaign = campaign();
    let (a, b) = (campaign.add(start())?, campaign.add(optimum())?);
    assert_eq!((a, b), (1, 2));
    campaign.tell(b, Measured::typed(0.9, None))?;
    assert_eq!(
        campaign.tell(b, Measured::typed(0.1, None)),
        Err(Error::Done { id: 2 })
    );
    campaign.fail(a)?;
    assert_eq!(campaign.best().map(|e| e.id), Some(2));
    campaign.take_back(b)?;
    assert!(campaign.best().is_none());
    campaign.remove(a)?;
    // A number is not given twice while a later one is there.
    assert_eq!(campaign.add(start())?, 3);
    assert_eq!(
        campaign.fail(9),
        Err(Error::NoExperiment { id: 9, last: 3 })
    );
    assert!(campaign.tell(2, Measured::typed(f64::NAN, None)).is_err());
    assert!(campaign.tell(2, Measured::typed(0.5, Some(-1.0))).is_err());
    assert!(campaign.add(Point(vec![1.0.into()])).is_err());
    assert_eq!(campaign.experiments.len(), 2);
    Ok(())
}

#[test]
fn what_is_pending_is_not_proposed_again() -> Outcome {
    let mut campaign = campaign();
    let id = campaign.add(start())?;
    campaign.tell(id, Measured::typed(0.36, Some(0.02)))?;
    let first = campaign.suggest(3, 1)?;
    assert_eq!(first, campaign.suggest(3, 1)?, "pure in campaign and seed");
    campaign.take_up(&first.suggestions)?;
    let next = campaign.suggest(3, 1)?;
    for proposal in &next.suggestions {
        assert!(
            campaign
                .experiments
                .iter()
                .all(|e| e.recipe != proposal.recipe)
        );
    }
    let expected = campaign.experiments[1].expected.ok_or("no expectation")?;
    assert_eq!(
        Some(expected),
        first.suggestions[0].mean.zip(first.suggestions[0].sd)
    );
    Ok(())
}

#[test]
fn a_series_comes_close_to_its_targets() -> Outcome {
    let mut campaign = campaign();
    // Sixty devices spread over the space, as the landscape has them.
    for i in 0..60 {
        let point = campaign.space.point(i * 139 + 17).ok_or("past the end")?;
        let value = landscape(&point)?;
        let id = campaign.add(point)?;
        campaign.tell(id, Measured::typed(value, None))?;
    }
    let wanted = targets(0.12, 0.93, 5);
    let series = campaign.suggest_series(&wanted, 1)?;
    assert_eq!(series.suggestions.len(), 5);
    let mut recipes: Vec<&Point> = Vec::new();
    for (proposal, target) in series.suggestions.iter().zip(&wanted) {
        assert_eq!(proposal.target, Some(*target));
        assert!(!recipes.contains(&&proposal.recipe));
        recipes.push(&proposal.recipe);
    }
    let off = |p: &memrilab_fabrication::Proposal| {
        (landscape(&p.recipe).unwrap() - p.target.unwrap()).abs()
    };
    let mean = series.suggestions.iter().map(off).sum::<f64>() / 5.0;
    // Recipes taken blindly are this far off.
    let blind = |t: &f64| {
        let all =
            (0..8400).map(|i| (landscape(&campaign.space.point(i).unwrap()).unwrap() - t).abs());
        all.sum::<f64>() / 8400.0
    };
    let random = wanted.iter().map(blind).sum::<f64>() / 5.0;
    assert!(
        mean < 0.6 * random,
        "off by {mean} on the mean, blindly by {random}"
    );
    assert_eq!(
        campaign.settings.goal,
        Goal::Maximise,
        "the campaign is as it was"
    );
    Ok(())
}

#[test]
fn a_file_holds_everything_and_is_checked() -> Outcome {
    let mut campaign = campaign();
    let id = campaign.add(start())?;
    campaign.tell(
        id,
        Measured {
            value: 0.36,
            sd: Some(0.02),
            low: Some(0.3),
            high: Some(0.4),
            method: "corrected".into(),
        },
    )?;
    campaign.experiment(id)?.extra = vec![("operator".into(), "=1+1".into())];
    let json = campaign.to_json();
    assert_eq!(Campaign::open(json.as_bytes())?, campaign);
    for end in (0..json.trim_end().len()).step_by(97) {
        let cut = Campaign::open(&json.as_bytes()[..end]).unwrap_err();
        assert!(matches!(cut, Error::File { .. }), "{end}: {cut}");
    }
    let changed = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        Campaign::open(json.replacen(from, to, 1).as_bytes())
            .unwrap_err()
            .to_string()
    };
    assert!(changed("\"schema\": 1", "\"schema\": 9").contains("newer"));
    assert!(
        changed("\"memrilab\": \"campaign\"", "\"memrilab\": \"project\"").contains("no campaign")
    );
    assert!(changed("\"id\": 1", "\"id\": 0").contains("number of an experiment"));
    assert!(changed("0.36", "1e999").contains("line "));
    assert!(changed("\"MAPbBr3\",\n        1.0", "\"MAPbX3\",\n        1.0").contains("MAPbX3"));
    assert!(changed("0.6", "1.0").contains("twice"));
    Ok(())
}

#[test]
fn a_table_goes_out_and_comes_back() -> Outcome {
    let mut first = campaign();
    let a = first.add(start())?;
    first.tell(a, Measured::typed(0.36, Some(0.02)))?;
    let b = first.add(optimum())?;
    first.experiment(b)?.note = "=HYPERLINK(\"x\"), \"quoted\"".into();
    first.experiment(b)?.extra = vec![("batch".into(), "7".into())];
    let c = first.add(optimum())?;
    first.fail(c)?;
    let csv = to_csv(&first);
    assert!(csv.starts_with("number,perovskite,nanowire length (um),"));
    assert!(csv.contains("PENDING") && csv.contains("FAILED"));
    assert!(
        csv.contains("'=HYPERLINK"),
        "a spreadsheet must not take it for a formula"
    );
    let mut second = campaign();
    assert_eq!(from_csv(&mut second, &csv)?, 3);
    let status: Vec<_> = second
        .experiments
        .iter()
        .map(|e| (e.id, e.status, e.recipe.clone()))
        .collect();
    let wanted: Vec<_> = first
        .experiments
        .iter()
        .map(|e| (e.id, e.status, e.recipe.clone()))
        .collect();
    assert_eq!(status, wanted);
    assert_eq!(
        second.experiments[0].measured,
        first.experiments[0].measured
    );
    assert_eq!(second.experiments[1].extra, first.experiments[1].extra);
    Ok(())
}

#[test]
fn a_table_that_is_filled_in_tells_the_pending_ones() -> Outcome {
    let mut campaign = campaign();
    let a = campaign.add(start())?;
    campaign.tell(
        a,
        Measured {
            low: Some(0.3),
            high: Some(0.4),
            ..Measured::typed(0.36, Some(0.02))
        },
    )?;
    campaign.add(optimum())?;
    campaign.experiment(2)?.note = "=1+1".into();
    let before = campaign.clone();
    let csv = to_csv(&campaign);
    assert_eq!(from_csv(&mut campaign, &csv)?, 0, "nothing in it is new");
    assert_eq!(campaign, before);
    assert_eq!(from_csv(&mut campaign, &csv.replace("PENDING", "0.91"))?, 1);
    assert_eq!(campaign.experiments.len(), 2);
    assert_eq!(
        campaign.experiments[1].measured,
        Some(Measured::typed(0.91, None))
    );
    assert_eq!(campaign.experiments[1].note, "=1+1");
    let told = campaign.clone();
    let other = from_csv(&mut campaign, &csv.replace("PENDING", "0.2")).unwrap_err();
    assert!(
        other
            .to_string()
            .starts_with("row 3: experiment 2 has its value already"),
        "{other}"
    );
    assert_eq!(campaign, told);
    // In another campaign all rows are new, with their intervals.
    let mut elsewhere = Campaign::new("other", space()?, settings());
    assert_eq!(from_csv(&mut elsewhere, &to_csv(&told))?, 2);
    assert_eq!(
        elsewhere.experiments[0]
            .measured
            .as_ref()
            .map(|m| (m.low, m.high)),
        Some((Some(0.3), Some(0.4)))
    );
    Ok(())
}

#[test]
fn tables_of_chemists_are_understood() -> Outcome {
    let mut campaign = campaign();
    let pasted = "material\tAAO length\tAAO diameter\tPb ED\tAg thickness\tusability\toperator\r\n\
                  MAPbI3\t1.5um\t200nm\t15min\t200nm\t0,61\tA\r\n\
                  fapbi3\t1200nm\t0.25um\t0.25h\t100\tpending\t\r\n";
    assert_eq!(from_csv(&mut campaign, pasted)?, 2);
    let second = &campaign.experiments[1];
    assert_eq!(
        second.recipe,
        Point(vec![
            "FAPbI3".into(),
            1.2.into(),
            250.0.into(),
            15.0.into(),
            100.0.into()
        ])
    );
    assert_eq!(second.status, Status::Pending);
    assert_eq!(
        campaign.experiments[0].measured,
        Some(Measured::typed(0.61, None))
    );
    assert_eq!(
        campaign.experiments[0].extra,
        [("operator".into(), "A".into())]
    );
    let before = campaign.clone();
    for (table, wanted) in [
        ("", "row 1: the table is empty"),
        (
            "material,length\nMAPbI3,1\n",
            "row 1: there is no column `nanowire diameter`",
        ),
        (
            "material,length,diameter,Pb,Ag,value\nMAPbI3,1,200,10,100,0.5\nMAPbI3,1,200,10,100,high\n",
            "row 3: the value is `high`",
        ),
        (
            "material,length,diameter,Pb,Ag\nMAPbX,1,200,10,100\n",
            "row 2: `perovskite` is `MAPbX`; it must be one of",
        ),
        (
            "material,length,diameter,Pb,Ag\nMAPbI3,long,200,10,100\n",
            "row 2: `nanowire length` is `long`; it must be a number in um",
        ),
        (
            "material,length,diameter,Pb,Ag,value,sd\nMAPbI3,1,200,10,100,0.5,-1\n",
            "row 2: the standard deviation is -1",
        ),
        (
            "material,length,diameter,Pb,Ag,value\nMAPbI3,1,200,10,100,NaN\n",
            "row 2: the value is `NaN`",
        ),
    ] {
        let said = from_csv(&mut campaign, table).unwrap_err().to_string();
        assert!(said.starts_with(wanted), "{said}");
        assert_eq!(
            campaign, before,
            "nothing is added of a table with a wrong row"
        );
    }
    Ok(())
}

#[test]
fn a_recipe_may_lie_off_the_grid() -> Outcome {
    let mut campaign = campaign();
    let off = from_words(
        &campaign.space,
        [
            ("material", "MAPbI3"),
            ("length", "1.7"),
            ("diameter", "180"),
            ("Pb", "12.5"),
            ("Ag", "250"),
        ],
    )?;
    assert_eq!(campaign.space.index(&off), None);
    let id = campaign.add(off)?;
    campaign.tell(id, Measured::typed(0.8, None))?;
    assert_eq!(campaign.suggest(1, 1)?.suggestions.len(), 1);
    let missing = from_words(&campaign.space, [("material", "MAPbI3")]).unwrap_err();
    assert!(missing.to_string().contains("nothing of `nanowire length`"));
    Ok(())
}
