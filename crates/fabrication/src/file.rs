//! The campaign file: one JSON, with a schema version.

use crate::{Campaign, Error};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Version of the form.
pub const SCHEMA: u32 = 1;

/// What a campaign file says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "CampaignMark"))]
pub enum Mark {
    /// A campaign of fabrication.
    #[default]
    Campaign,
}

/// The version alone, whatever else the file holds.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    memrilab: Option<String>,
    #[serde(default)]
    schema: Option<u64>,
}

impl Campaign {
    /// Reads a campaign file and checks everything in it.
    ///
    /// ```
    /// use memrilab_fabrication::{Campaign, settings, space, start};
    /// let mut campaign = Campaign::new("first", space()?, settings());
    /// campaign.add(start())?;
    /// let json = campaign.to_json();
    /// assert_eq!(Campaign::open(json.as_bytes())?, campaign);
    /// // Cut in the middle, it is told where.
    /// let cut = Campaign::open(&json.as_bytes()[..json.len() / 2]).unwrap_err();
    /// assert!(cut.to_string().starts_with("line "));
    /// # Ok::<(), memrilab_fabrication::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::File`] with the place, [`Error::Newer`], or what is wrong with a value.
    pub fn open(bytes: &[u8]) -> Result<Self, Error> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let head: Head = serde_json::from_slice(bytes).map_err(|e| place(&e))?;
        if head.memrilab.as_deref() != Some("campaign") {
            return Err(Error::File {
                line: 1,
                column: 1,
                reason: "this is no campaign (`\"memrilab\": \"campaign\"` is missing)".into(),
            });
        }
        match head.schema {
            Some(found) if found > u64::from(SCHEMA) => {
                return Err(Error::Newer {
                    found,
                    known: SCHEMA.into(),
                });
            }
            _ => {}
        }
        let campaign: Self = serde_json::from_slice(bytes).map_err(|e| place(&e))?;
        let mut ids = BTreeSet::new();
        for experiment in &campaign.experiments {
            if experiment.id == 0 || !ids.insert(experiment.id) {
                return Err(Error::Value {
                    what: "the number of an experiment".into(),
                    value: experiment.id.into(),
                    range: "above 0 and different from all others",
                });
            }
            if let Some(measured) = &experiment.measured {
                measured.check()?;
            }
        }
        campaign.told()?;
        Ok(campaign)
    }

    /// The campaign file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Every value in it is finite and every key a string, so this cannot fail.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

fn place(error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    Error::File {
        line: error.line(),
        column: error.column(),
        reason: reason.to_owned(),
    }
}
