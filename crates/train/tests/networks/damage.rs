//! Checkpoints that are damaged, or of another run, and places that are none.

use super::common::{SMALL, images, small_mlp};
use memrilab_core::{Job, run};
use memrilab_train::data::Dataset;
use memrilab_train::model::{Architecture, Weights};
use memrilab_train::training::{TrainConfig, TrainError, Trainer};
use proptest::prelude::*;
use std::sync::LazyLock;

struct Run {
    config: TrainConfig,
    data: Dataset,
    validation: Dataset,
    file: Vec<u8>,
}

impl Run {
    fn resume(&self, file: &[u8]) -> Result<Trainer, TrainError> {
        Trainer::resume(
            self.config.clone(),
            self.data.clone(),
            Some(&self.validation),
            file,
        )
    }
}

/// A small training with patience after two epochs of three batches.
static RUN: LazyLock<Run> = LazyLock::new(|| {
    let (data, validation) = (images(9, SMALL, 3, 1), images(9, SMALL, 3, 2));
    let config = TrainConfig {
        batch: 3,
        patience: Some(5),
        ..TrainConfig::new(Architecture::mlp("tiny", SMALL, &[2, 3]).unwrap(), 6, 1)
    };
    let mut trainer = Trainer::new(config.clone(), data.clone(), Some(&validation)).unwrap();
    for _ in 0..2 {
        trainer.step().unwrap();
    }
    let file = trainer.checkpoint().unwrap();
    Run {
        config,
        data,
        validation,
        file,
    }
});

#[track_caller]
fn refused(result: Result<Trainer, TrainError>, why: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.code(), "checkpoint", "{error}");
    let text = error.to_string();
    assert!(text.contains(why) && !text.contains('\n'), "{text}");
}

#[test]
fn another_run_is_refused() {
    let run = &*RUN;
    assert!(run.resume(&run.file).is_ok());
    let (data, validation) = (run.data.clone(), &run.validation);
    for config in [
        TrainConfig {
            seed: 2,
            ..run.config.clone()
        },
        TrainConfig {
            rate: 0.002,
            ..run.config.clone()
        },
        TrainConfig {
            patience: None,
            ..run.config.clone()
        },
        TrainConfig {
            model: small_mlp(),
            ..run.config.clone()
        },
    ] {
        refused(
            Trainer::resume(config, data.clone(), Some(validation), &run.file),
            "other settings",
        );
    }
    let config = || run.config.clone();
    let other = images(9, SMALL, 3, 3);
    refused(
        Trainer::resume(config(), other.clone(), Some(validation), &run.file),
        "other data",
    );
    let others = [Some(&other), None];
    for validation in others {
        let resumed = Trainer::resume(config(), data.clone(), validation, &run.file);
        refused(resumed, "other validation data");
    }
    let weights = Weights::random(&run.config.model, 1);
    refused(
        run.resume(&weights.to_safetensors().unwrap()),
        "the file is none",
    );
    refused(run.resume(b""), "no safetensors file");
    refused(run.resume(b"{\"epoch\": 3}"), "no safetensors file");
}

/// The file with another text in its header, whose length is put right.
fn edited(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    let length = u64::from_le_bytes(file[..8].try_into().unwrap()) as usize;
    let header = std::str::from_utf8(&file[8..8 + length]).unwrap();
    assert!(header.contains(from), "{header}");
    let mut header = header.replacen(from, to, 1).into_bytes();
    header.resize(header.len().div_ceil(8) * 8, b' ');
    let mut out = (header.len() as u64).to_le_bytes().to_vec();
    out.extend(&header);
    out.extend(&file[8 + length..]);
    out
}

#[test]
fn a_place_outside_the_run_is_refused() {
    let run = &*RUN;
    for (from, to, why) in [
        (
            r#"\"epoch\":2,\"batch\":0"#,
            r#"\"epoch\":2,\"batch\":3"#,
            "fit together",
        ),
        (
            r#"\"epoch\":2,\"batch\":0"#,
            r#"\"epoch\":6,\"batch\":0"#,
            "fit together",
        ),
        (
            r#"\"epoch\":2,\"batch\":0"#,
            r#"\"epoch\":1,\"batch\":0"#,
            "fit together",
        ),
        (
            r#"\"epoch\":2,\"batch\":0"#,
            r#"\"epoch\":18446744073709551615,\"batch\":18446744073709551615"#,
            "fit together",
        ),
        (r#"\"batch\":0"#, r#"\"batch\":1"#, "fit together"),
        (r#"\"steps\":6"#, r#"\"steps\":7"#, "fit together"),
        (r#"\"best\":"#, r#"\"best\":9"#, "fit together"),
        (r#"\"schema\":1"#, r#"\"schema\":2"#, "another version"),
        (r#"\"right\":0"#, r#"\"right\":1"#, "damaged"),
        (r#"\"right\":0"#, r#"\"wrong\":0"#, "unknown field"),
        ("now.0.bias", "new.0.bias", "damaged"),
        (r#""shape":[2]"#, r#""shape":[9]"#, "no safetensors file"),
        (r#""shape":[144]"#, r#""shape":[72,2]"#, "large, not"),
        (
            r#""shape":[144]"#,
            r#""shape":[18446744073709551615,9]"#,
            "no safetensors file",
        ),
    ] {
        refused(run.resume(&edited(&run.file, from, to)), why);
    }
}

/// As many steps as the place says, but more batches than an epoch has.
#[test]
fn a_place_that_only_the_data_contradict_is_refused() {
    let run = &*RUN;
    let batch = (r#"\"epoch\":2,\"batch\":0"#, r#"\"epoch\":2,\"batch\":4"#);
    let file = edited(&run.file, batch.0, batch.1);
    let file = edited(&file, r#"\"steps\":6"#, r#"\"steps\":10"#);
    refused(run.resume(&file), "fit together");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_changed_byte_is_noticed(at in any::<prop::sample::Index>(), flip in 1..=255u8) {
        let mut file = RUN.file.clone();
        let at = at.index(file.len());
        file[at] ^= flip;
        refused(RUN.resume(&file), "");
    }

    #[test]
    fn a_header_of_rubbish_is_no_panic(at in prop::collection::vec((8..600usize, any::<u8>()), 1..20)) {
        let mut file = RUN.file.clone();
        for (at, byte) in at {
            file[at] = byte;
        }
        if let Ok(trainer) = RUN.resume(&file) {
            run(trainer, |_| {}).unwrap();
        }
    }

    #[test]
    fn a_shortened_file_is_noticed(to in any::<prop::sample::Index>()) {
        refused(RUN.resume(&RUN.file[..to.index(RUN.file.len())]), "");
    }
}
