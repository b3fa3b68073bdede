//! What tasks give.

use memrilab_train::search::{Contender, Tried};
use serde::{Deserialize, Serialize};

/// The answer of a task.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A training, its score and its weights.
    Trial(Box<Tried>),
    /// A draw of the test.
    Test(TestAnswer),
}

/// One draw of drift on the test samples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestAnswer {
    /// Whose weights.
    pub method: Contender,
    /// The draw.
    pub draw: u64,
    /// Accuracy without drift; only the first draw tells.
    pub clean: Option<f64>,
    /// Accuracy at each level.
    pub accuracies: Vec<f64>,
}
