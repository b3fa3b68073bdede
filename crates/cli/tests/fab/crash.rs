//! Killed in the middle, or many at once: the file is the old one or the new one, and
//! nothing that was told is lost.

use super::{Place, recipe};
use memrilab_fabrication::Campaign;
use std::time::{Duration, Instant};

const TIMES: u32 = 200;

#[test]
fn a_kill_leaves_the_old_file_or_the_new_one() {
    let place = Place::with_campaign();
    let made = recipe("MAPbI3", [1.5, 150.0, 15.0, 200.0]);
    let arguments = [
        "observe",
        "c.json",
        "--recipe",
        made.as_str(),
        "--value",
        "0.5",
    ];
    // How long it takes when it is left alone.
    let since = Instant::now();
    for _ in 0..5 {
        place.done(&arguments);
    }
    let usual = since.elapsed() / 5;
    let mut before = place.read("c.json");
    let (mut old, mut new) = (0, 0);
    // Delays over one and a half times that, in an order that is no order.
    for i in 0..TIMES {
        let delay = usual * (i * 83 % TIMES) * 3 / (2 * TIMES);
        let mut child = place
            .command("fab", &arguments)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();
        let after = place.read("c.json");
        if after == before {
            old += 1;
            continue;
        }
        let (was, is) = (
            Campaign::open(&before).unwrap(),
            Campaign::open(&after).unwrap(),
        );
        assert_eq!(is.experiments.len(), was.experiments.len() + 1);
        assert_eq!(is.experiments[..was.experiments.len()], was.experiments[..]);
        new += 1;
        before = after;
    }
    assert!(
        old > 20 && new > 20,
        "{old} old and {new} new: the delays of up to {:?} test little",
        usual * 3 / 2
    );
    // No lock is left that holds anyone up, and nothing lies about after the next change.
    let since = Instant::now();
    place.done(&arguments);
    assert!(since.elapsed() < Duration::from_secs(5));
    nothing_lies_about(&place);
}

/// But for the lock, where an open file cannot be removed.
fn nothing_lies_about(place: &Place) {
    let left = std::fs::read_dir(place.0.path()).unwrap();
    let left: Vec<_> = left.map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), if cfg!(unix) { 1 } else { 2 }, "{left:?}");
}

/// Starts every command before it waits for the first; all must succeed.
#[track_caller]
fn all_at_once<'a>(place: &Place, commands: impl Iterator<Item = Vec<&'a str>>) {
    let start = |arguments: Vec<&str>| {
        let mut command = place.command("fab", &arguments);
        command.stdout(std::process::Stdio::null()).spawn().unwrap()
    };
    let children: Vec<_> = commands.map(start).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn many_at_once_lose_nothing() {
    let place = Place::with_campaign();
    let lengths = [0.6, 1.0, 1.2, 1.5, 1.8, 2.0, 2.5, 3.0];
    let recipes: Vec<String> = lengths
        .iter()
        .flat_map(|l| [100.0, 150.0].map(|d| recipe("MAPbI3", [*l, d, 15.0, 200.0])))
        .collect();
    let observed = |made| {
        vec![
            "observe", "c.json", "--recipe", made, "--value", "0.5", "--json",
        ]
    };
    all_at_once(&place, recipes.iter().map(|made| observed(made.as_str())));
    let campaign = Campaign::open(&place.read("c.json")).unwrap();
    assert_eq!(campaign.experiments.len(), recipes.len());
    // At once, suggestions that are made pending differ.
    all_at_once(&place, (0..4).map(|_| vec!["suggest", "c.json", "--pend"]));
    let campaign = Campaign::open(&place.read("c.json")).unwrap();
    let pending: Vec<_> = campaign.experiments[recipes.len()..]
        .iter()
        .map(|e| format!("{:?}", e.recipe))
        .collect();
    assert_eq!(pending.len(), 4);
    let distinct: std::collections::BTreeSet<_> = pending.iter().collect();
    assert_eq!(distinct.len(), 4);
    nothing_lies_about(&place);
}

#[cfg(unix)]
#[test]
fn a_link_and_its_permissions_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with_campaign();
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(place.path("c.json"), private).unwrap();
    std::os::unix::fs::symlink("c.json", place.path("link.json")).unwrap();
    let made = recipe("MAPbI3", [1.5, 150.0, 15.0, 200.0]);
    place.done(&["observe", "link.json", "--recipe", &made, "--value", "0.5"]);
    assert!(place.path("link.json").is_symlink());
    let mode = std::fs::metadata(place.path("c.json"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(place.json(&["status", "c.json"])["measured"], 1);
}
