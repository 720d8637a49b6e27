//! A report made ready to be shown: who stands where in the list, and a name for each finding that outlives the report.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use crate::loadline;
use plimsoll_report::{
    Applicability, FileReport, Finding, PodSecurity, Report, Severity, Summary, WorkspaceScore, is_syntax,
};

/// Names a finding from one report to the next: the same rule, object, path and message have the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingKey(pub u64);

/// The findings and levels of one report.
#[derive(Debug)]
pub struct Shown {
    /// Counts up with every report, so that two of them compare by it alone.
    pub serial: u32,
    /// The revision it answers to.
    pub revision: u32,
    /// The version that was checked against.
    pub version: String,
    /// Findings, as the engine numbers them.
    pub findings: Vec<Rc<Finding>>,
    /// Their keys.
    pub keys: Vec<FindingKey>,
    /// Numbers of the findings by severity, suppressed ones last.
    pub groups: Vec<(Severity, Vec<u32>)>,
    /// Counts.
    pub summary: Summary,
    /// How sound all files are.
    pub score: Option<WorkspaceScore>,
    /// What was read.
    pub files: Vec<FileReport>,
    /// Every workload's level.
    pub workloads: Vec<PodSecurity>,
    /// Numbers of the workloads, the deepest first.
    pub fleet: Vec<usize>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.serial == other.serial
    }
}

impl Shown {
    /// Takes a report apart, without copying it.
    pub fn new(serial: u32, revision: u32, report: Report) -> Self {
        let keys = keys(&report.findings);
        let groups = groups(&report.findings);
        Self {
            serial,
            revision,
            version: report.kubernetes_version,
            findings: report.findings.into_iter().map(Rc::new).collect(),
            keys,
            groups,
            summary: report.summary,
            score: report.scores.workspace,
            files: report.files,
            fleet: loadline::fleet(&report.pod_security),
            workloads: report.pod_security,
        }
    }

    /// A finding by its number.
    pub fn finding(&self, number: u32) -> Option<&Rc<Finding>> {
        self.findings.get(number as usize)
    }

    /// A finding's key by its number.
    pub fn key(&self, number: u32) -> Option<FindingKey> {
        self.keys.get(number as usize).copied()
    }

    /// The number of the finding with this key.
    pub fn number(&self, key: FindingKey) -> Option<u32> {
        self.keys.iter().position(|other| *other == key).and_then(|index| u32::try_from(index).ok())
    }

    /// Numbers in the order of the list, without the severities that are filtered out.
    pub fn listed(&self, is_hidden: impl Fn(Severity) -> bool) -> impl Iterator<Item = u32> {
        self.groups
            .iter()
            .filter(move |(severity, _)| !is_hidden(*severity))
            .flat_map(|(_, numbers)| numbers.iter().copied())
    }

    /// How many findings have a fix that keeps a working workload working.
    pub fn safe_fixes(&self) -> usize {
        self.findings.iter().filter(|finding| finding.suppressed.is_none() && has_safe_fix(finding)).count()
    }

    /// Findings that nobody allowed.
    pub fn open_findings(&self) -> u32 {
        Severity::ALL.iter().map(|severity| self.summary.count(*severity)).sum()
    }

    /// Whether some of the text could not be read.
    pub fn partly_read(&self) -> bool {
        self.files.iter().any(|file| file.partly_read)
    }

    /// Documents that hold more than comments.
    pub fn documents(&self) -> u32 {
        self.files.iter().map(|file| file.documents).sum()
    }

    /// Whether it holds a syntax error that `before` did not.
    pub fn has_new_syntax_errors(&self, before: Option<&Self>) -> bool {
        let known: Vec<&str> = before.map(|before| before.syntax_errors().collect()).unwrap_or_default();
        self.syntax_errors().any(|message| !known.contains(&message))
    }

    fn syntax_errors(&self) -> impl Iterator<Item = &str> {
        self.findings.iter().filter(|finding| is_syntax(&finding.rule)).map(|finding| finding.message.as_str())
    }
}

/// Whether one of its fixes keeps a working workload working.
pub fn has_safe_fix(finding: &Finding) -> bool {
    finding.fixes.iter().any(|fix| fix.applicability == Applicability::Safe)
}

fn keys(findings: &[Finding]) -> Vec<FindingKey> {
    let hash = |finding: &Finding| {
        let mut hasher = DefaultHasher::new();
        (&finding.rule, &finding.file, &finding.resource, &finding.path, &finding.message).hash(&mut hasher);
        hasher.finish()
    };
    let mut hashes: Vec<(u64, usize)> = findings.iter().map(hash).zip(0..).collect();
    hashes.sort_unstable();
    let mut keys = vec![FindingKey(0); findings.len()];
    let mut last = None;
    for (hash, place) in hashes {
        // Twins stand beside each other: each is one more than the one before it.
        let key = last.map_or(hash, |last: u64| if hash <= last { last.wrapping_add(1) } else { hash });
        last = Some(key);
        if let Some(place) = keys.get_mut(place) {
            *place = FindingKey(key);
        }
    }
    keys
}

fn groups(findings: &[Finding]) -> Vec<(Severity, Vec<u32>)> {
    let of = |severity: Severity, is_suppressed: bool| {
        let wanted =
            move |finding: &&Finding| finding.severity == severity && finding.suppressed.is_some() == is_suppressed;
        (0..).zip(findings).filter(move |(_, finding)| wanted(finding)).map(|(number, _)| number)
    };
    let group =
        |severity: &Severity| (*severity, of(*severity, false).chain(of(*severity, true)).collect::<Vec<u32>>());
    Severity::ALL.iter().map(group).filter(|(_, numbers)| !numbers.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn the_list_goes_by_severity_and_ends_with_what_is_allowed() {
        let report = sample::report(&[("a", Severity::Low, 1), ("b", Severity::Critical, 2), ("c", Severity::Low, 3)]);
        let mut report = report;
        report.findings[0].suppressed = Some(sample::allowed("known"));
        let shown = Shown::new(1, 1, report);
        assert_eq!(shown.listed(|_| false).collect::<Vec<_>>(), [1, 2, 0]);
        assert_eq!(shown.listed(|severity| severity == Severity::Critical).collect::<Vec<_>>(), [2, 0]);
    }

    #[test]
    fn a_key_outlives_a_move_and_twins_have_two() {
        let before = Shown::new(1, 1, sample::report(&[("a", Severity::Low, 1), ("a", Severity::Low, 4)]));
        let after = Shown::new(
            2,
            2,
            sample::report(&[("b", Severity::High, 1), ("a", Severity::Low, 2), ("a", Severity::Low, 5)]),
        );
        assert_ne!(before.keys[0], before.keys[1]);
        assert_eq!(after.number(before.keys[0]), Some(1));
        assert_eq!(after.number(before.keys[1]), Some(2));
    }

    #[test]
    fn only_a_syntax_error_that_was_not_there_is_new() {
        let clean = Shown::new(1, 1, sample::report(&[("a", Severity::Low, 1)]));
        let broken = Shown::new(2, 2, sample::report(&[("yaml-syntax", Severity::High, 3)]));
        assert!(broken.has_new_syntax_errors(None));
        assert!(broken.has_new_syntax_errors(Some(&clean)));
        assert!(!broken.has_new_syntax_errors(Some(&broken)));
        assert!(!clean.has_new_syntax_errors(Some(&broken)));
    }
}
