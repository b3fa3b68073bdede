#![no_main]

use memrilab_fabrication::{Campaign, from_csv, settings, space, to_csv};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // A campaign that opens is written and opens again as the same.
    if let Ok(campaign) = Campaign::open(data) {
        assert_eq!(Campaign::open(campaign.to_json().as_bytes()), Ok(campaign));
    }
    // A table that is read is written and read again as the same, by number.
    let Ok(space) = space() else { return };
    let mut campaign = Campaign::new("fuzz", space, settings());
    let heading = "perovskite,nanowire length,nanowire diameter,Pb,Ag,usability,note\n";
    for head in ["", heading] {
        let text = format!("{head}{}", String::from_utf8_lossy(data));
        if from_csv(&mut campaign, &text).is_ok() {
            let before = campaign.experiments.len();
            let written = to_csv(&campaign);
            from_csv(&mut campaign, &written).expect("what was written is read");
            assert_eq!(campaign.experiments.len(), before);
        }
    }
});
