use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{Audience, Confidence, Fix, Location, Severity};

/// Something that a rule has to say about a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Id of the rule.
    pub rule: Cow<'static, str>,
    /// Harm if true, after settings.
    pub severity: Severity,
    /// Chance that it is true.
    pub confidence: Confidence,
    /// Who wants to hear it.
    pub audience: Audience,
    /// The fact, lower case, no full stop; names in backticks.
    pub message: String,
    /// Path of the file.
    pub file: String,
    /// The object it is about, as written.
    pub resource: Option<Resource>,
    /// Path of the value within the document; "" for a finding about the text.
    pub path: String,
    /// The value, or the key of the nearest parent of a value that is missing.
    pub location: Location,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// Set when somebody allowed it.
    pub suppressed: Option<Suppression>,
}

/// An object of Kubernetes, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// `apps/v1`.
    pub api_version: String,
    /// `Deployment`.
    pub kind: String,
    /// "" where none is written.
    pub namespace: String,
    /// `metadata.name`, else `metadata.generateName`, else "".
    pub name: String,
}

/// A second place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Path of the file.
    pub file: String,
    /// The place.
    pub location: Location,
    /// What stands there.
    pub label: String,
}

/// Who allowed a finding, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// Where it is written.
    pub by: SuppressionSource,
    /// "" where none is given.
    pub reason: String,
}

words! {
    /// Where a suppression is written.
    SuppressionSource {
        /// `# plimsoll: allow RULE (reason)`.
        Comment = "comment",
        /// `plimsoll.dev/allow: "RULE, RULE"`.
        Annotation = "annotation",
        /// An exception in `plimsoll.yaml`.
        Config = "config",
    }
}
