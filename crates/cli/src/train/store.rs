//! The folder of a run: what it is about, the answers so far, trainings in the middle.
//!
//! `run.json`, `tasks/NAME.json` with `tasks/NAME.safetensors`, `running/NAME.safetensors`.
//! An answer's JSON is written last, so that a task counts as done when everything of it is
//! there. A run that is resumed is told the answers that are there, and goes on.

use crate::{files, output};
use anyhow::{Context as _, Result, bail};
use memrilab_study::networks::{Answer, ContestConfig, Task, TestAnswer};
use memrilab_train::model::Weights;
use memrilab_train::search::{Outcome, Tried};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most bytes of a file of a run.
const MOST_BYTES: usize = 1 << 31;

/// A folder of a run.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    folder: PathBuf,
}

impl Store {
    /// Begins a run in a folder, or goes on with it.
    pub(crate) fn open(folder: &Path, config: &ContestConfig, resume: bool) -> Result<Self> {
        for part in ["tasks", "running"] {
            let path = folder.join(part);
            std::fs::create_dir_all(&path)
                .with_context(|| format!("{} cannot be made", path.display()))?;
        }
        let path = folder.join("run.json");
        let json = serde_json::to_string_pretty(config)? + "\n";
        if !path.is_file() {
            output::file(&path, json.as_bytes())?;
        } else if !resume {
            bail!(
                "{} holds a run already; say --resume to go on with it, or choose another folder",
                folder.display()
            );
        } else if files::text(&path)? != json {
            bail!(
                "{} holds a run with other settings or data; give the ones it was begun with (see run.json), or choose another folder",
                folder.display()
            );
        }
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    fn path(&self, part: &str, name: &str, extension: &str) -> PathBuf {
        self.folder.join(part).join(format!("{name}.{extension}"))
    }

    /// The answer of a task, if it is there.
    pub(crate) fn answer(&self, task: &Task) -> Result<Option<Answer>> {
        let name = task.name();
        let path = self.path("tasks", &name, "json");
        if !path.is_file() {
            return Ok(None);
        }
        let text = files::text(&path)?;
        let damaged = || {
            format!(
                "{} is damaged; delete it, and the task is done again",
                path.display()
            )
        };
        Ok(Some(match task {
            Task::Test { .. } => {
                Answer::Test(serde_json::from_str::<TestAnswer>(&text).with_context(damaged)?)
            }
            Task::Trial(trial) => {
                let outcome: Outcome = serde_json::from_str(&text).with_context(damaged)?;
                if outcome.trial != **trial {
                    bail!(damaged());
                }
                let weights = files::up_to(&self.path("tasks", &name, "safetensors"), MOST_BYTES)?;
                let weights = Weights::from_safetensors(&weights).with_context(damaged)?;
                Answer::Trial(Box::new(Tried {
                    outcome,
                    weights: Arc::new(weights),
                }))
            }
        }))
    }

    /// Keeps an answer.
    pub(crate) fn keep(&self, name: &str, answer: &Answer) -> Result<()> {
        let json = match answer {
            Answer::Test(answer) => serde_json::to_string(answer)?,
            Answer::Trial(tried) => {
                let weights = tried.weights.to_safetensors()?;
                output::file(&self.path("tasks", name, "safetensors"), &weights)?;
                serde_json::to_string(&tried.outcome)?
            }
        };
        output::file(&self.path("tasks", name, "json"), (json + "\n").as_bytes())?;
        let _ = std::fs::remove_file(self.path("running", name, "safetensors"));
        Ok(())
    }

    /// The training of a task in the middle, if there is one.
    pub(crate) fn checkpoint(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.path("running", name, "safetensors");
        if !path.is_file() {
            return Ok(None);
        }
        files::up_to(&path, MOST_BYTES).map(Some)
    }

    /// Keeps a training in the middle.
    pub(crate) fn save(&self, name: &str, checkpoint: &[u8]) -> Result<()> {
        output::file(&self.path("running", name, "safetensors"), checkpoint)
    }

    /// Writes a file of the result.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        output::file(&self.folder.join(name), bytes)
    }
}
