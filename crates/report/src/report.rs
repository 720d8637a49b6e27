use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{Finding, Location, Resource, Scores, Severity};

/// Version of the JSON report. Fields may be added under the same version, never renamed.
pub const SCHEMA_VERSION: u32 = 1;

/// What one run found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Version of the product.
    pub plimsoll: Cow<'static, str>,
    /// The version that was checked against, as `1.37`.
    pub kubernetes_version: String,
    /// The day that judgements of age are made for, as `2026-11-23`.
    pub date: String,
    /// By file, place, rule, message.
    pub findings: Vec<Finding>,
    /// Every file, in the order of their paths.
    pub files: Vec<FileReport>,
    /// Every object that holds a Pod, in the order of files and places.
    pub pod_security: Vec<PodSecurity>,
    /// Counts of the findings that are not suppressed.
    pub summary: Summary,
    /// How sound the files are.
    pub scores: Scores,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// Its path.
    pub path: String,
    /// Documents that hold more than comments.
    pub documents: u32,
    /// Objects of Kubernetes, those of a `List` counted one by one.
    pub objects: u32,
    /// Whether something in it could not be read.
    pub partly_read: bool,
}

words! {
    /// A level of the Pod Security Standards, the strictest last.
    PodSecurityLevel {
        /// Forbids nothing.
        Privileged = "privileged",
        /// Forbids what is known to escalate.
        Baseline = "baseline",
        /// Demands hardening.
        Restricted = "restricted",
    }
}

/// Where a workload lies on the ladder of the Pod Security Standards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PodSecurity {
    /// The object as written.
    pub resource: Resource,
    /// Path of the file.
    pub file: String,
    /// The object's name, else its kind.
    pub location: Location,
    /// The strictest level that would admit its Pods.
    pub level: PodSecurityLevel,
    /// What keeps it from higher levels, those of baseline first. Each asks for one edit.
    pub blockers: Vec<Blocker>,
}

/// One thing that keeps a workload from a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Blocker {
    /// The level it keeps the workload from: `baseline` (and so `restricted`), or `restricted` alone.
    pub level: PodSecurityLevel,
    /// The control, by the name its evaluator gives it.
    pub control: Cow<'static, str>,
    /// What the control forbids here, as a sentence without a full stop.
    pub message: String,
    /// The value, or the key of the nearest parent of a value that is missing.
    pub location: Location,
    /// Ids of the rules that say how to mend it.
    pub rules: Vec<Cow<'static, str>>,
    /// Places in `Report::findings` of what mends it.
    pub findings: Vec<u32>,
}

/// Counts of findings that are not suppressed, and of those that are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Count of this severity.
    pub critical: u32,
    /// Count of this severity.
    pub high: u32,
    /// Count of this severity.
    pub medium: u32,
    /// Count of this severity.
    pub low: u32,
    /// Count of this severity.
    pub info: u32,
    /// Findings that somebody allowed.
    pub suppressed: u32,
}

impl Summary {
    /// The count of one severity.
    pub const fn count(&self, severity: Severity) -> u32 {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Info => self.info,
        }
    }

    /// Adds one finding.
    pub const fn add(&mut self, severity: Severity, suppressed: bool) {
        if suppressed {
            self.suppressed += 1;
            return;
        }
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::High => self.high += 1,
            Severity::Medium => self.medium += 1,
            Severity::Low => self.low += 1,
            Severity::Info => self.info += 1,
        }
    }
}
