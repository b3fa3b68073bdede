//! The job with settings of single files, and with devices that were taken off.

use memrilab_core::quantity::Amperes;
use memrilab_device::analysis::{Compliance, Options, PolarityChoice};
use memrilab_device::read::{ReadOptions, Reading, join_with, read};
use memrilab_device::simulate::{Sample, to_csv};
use memrilab_study::{DeviceKey, DevicesJob, FileSettings, Report};

fn sample(name: &str) -> Reading {
    let csv = to_csv(&Sample::Noisy.model().measure(1).unwrap());
    read(name, csv.as_bytes(), &ReadOptions::default()).unwrap()
}

fn options() -> Options {
    Options {
        bootstrap: 20,
        ..Options::default()
    }
}

fn run(files: Vec<(Reading, FileSettings)>, removed: &[DeviceKey]) -> Report {
    let job = DevicesJob::with_settings(files, removed, options()).unwrap();
    memrilab_core::run(job, |_| ()).unwrap()
}

#[test]
fn each_file_is_analysed_with_its_own_settings() {
    let plain = FileSettings::default();
    let none = FileSettings {
        compliance: Some(Compliance::None),
        ..plain.clone()
    };
    let negative = FileSettings {
        polarity: Some(PolarityChoice::Negative),
        ..plain.clone()
    };
    let files = vec![
        (sample("a.csv"), plain),
        (sample("b.csv"), none.clone()),
        (sample("c.csv"), negative.clone()),
    ];
    let report = run(files, &[]);
    let [a, b, c] = report.devices.as_slice() else {
        panic!("{:?}", report.skipped)
    };
    assert!(a.record.compliance_a.is_some() && b.record.compliance_a.is_none());
    assert_ne!(a.record.polarity, c.record.polarity);
    assert_eq!(b.record.settings.as_ref(), Some(&none));
    assert_eq!(c.record.settings.as_ref(), Some(&negative));
    let json = serde_json::to_value(&a.record).unwrap();
    assert!(json.get("settings").is_none());
    // What is set for a file is what the run's option of that kind would do.
    for (record, options) in [
        (&b.record, none.options(&options())),
        (&c.record, negative.options(&options())),
    ] {
        let job = DevicesJob::new(vec![sample(&record.file)], options).unwrap();
        let alone = memrilab_core::run(job, |_| ()).unwrap();
        assert_eq!(alone.devices[0].record.methods, record.methods);
    }
}

#[test]
fn a_setting_out_of_range_costs_one_file() {
    let wrong = FileSettings {
        compliance: Some(Compliance::Given(Amperes(-1.0))),
        ..FileSettings::default()
    };
    let files = vec![
        (sample("a.csv"), wrong),
        (sample("b.csv"), FileSettings::default()),
    ];
    let report = run(files, &[]);
    assert_eq!(report.devices.len(), 1);
    let skipped = &report.skipped[0];
    assert_eq!(
        (skipped.file.as_str(), skipped.kind.as_str()),
        ("a.csv", "settings")
    );
    assert!(skipped.reason.contains("compliance is -1"), "{skipped:?}");
}

#[test]
fn removed_devices_are_listed_and_not_analysed() {
    let plain = FileSettings::default;
    let key = |file: &str, block: &str| DeviceKey {
        file: file.into(),
        block: block.into(),
    };
    let files = vec![(sample("a.csv"), plain()), (sample("b.csv"), plain())];
    let report = run(files, &[key("a.csv", ""), key("b.csv", "column 1")]);
    let left: Vec<&str> = report
        .devices
        .iter()
        .map(|d| d.record.file.as_str())
        .collect();
    assert_eq!(left, ["b.csv"]);
    assert_eq!(report.skipped.len(), 1);
    assert_eq!(
        (
            report.skipped[0].file.as_str(),
            report.skipped[0].kind.as_str()
        ),
        ("a.csv", "removed")
    );
    // One device of several in a file.
    let two = b"V,I,,V,I\n0,0,,0,0\n1,1e-6,,2,1e-6\n2,4e-6,,4,4e-6\n3,8e-6,,6,9e-6\n0,0,,0,0\n";
    let reading = read("two.csv", two, &ReadOptions::default()).unwrap();
    let [first, second] = reading.measurements.clone().try_into().unwrap();
    let taken = key("two.csv", &second.block);
    let report = run(vec![(reading, plain())], &[taken]);
    assert_eq!(report.devices.len(), 1);
    assert_eq!(report.devices[0].record.block, first.block);
    assert_eq!(report.skipped.len(), 1);
    assert!(report.skipped[0].reason.starts_with(&second.block));
}

#[test]
fn of_joined_files_the_first_one_s_settings_count() {
    let of = |polarity| FileSettings {
        polarity: Some(polarity),
        ..FileSettings::default()
    };
    let joined = join_with(vec![
        (sample("1 reset.csv"), of(PolarityChoice::Positive)),
        (sample("1 set.csv"), of(PolarityChoice::Negative)),
    ]);
    let report = run(joined, &[]);
    let record = &report.devices[0].record;
    assert_eq!(record.partner.as_deref(), Some("1 reset.csv"));
    assert_eq!(record.settings, Some(of(PolarityChoice::Negative)));
}
