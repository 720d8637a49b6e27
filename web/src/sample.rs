//! Reports for tests.

use plimsoll_report::{
    Applicability, Audience, Blocker, Confidence, Finding, Fix, Location, PodSecurity, PodSecurityLevel, Position,
    Report, Resource, SCHEMA_VERSION, Scores, Severity, Summary, Suppression, SuppressionSource,
};

/// A report with one finding for each (rule, severity, line).
pub(crate) fn report(findings: &[(&str, Severity, u32)]) -> Report {
    let findings: Vec<Finding> =
        findings.iter().map(|(rule, severity, line)| finding(rule, *severity, *line)).collect();
    let mut summary = Summary::default();
    for finding in &findings {
        summary.add(finding.severity, false);
    }
    Report {
        schema_version: SCHEMA_VERSION,
        plimsoll: "0.1.0".into(),
        kubernetes_version: "1.37".into(),
        date: "2026-11-23".into(),
        findings,
        files: Vec::new(),
        pod_security: Vec::new(),
        summary,
        scores: Scores::default(),
    }
}

/// A finding with a safe fix.
pub(crate) fn finding(rule: &str, severity: Severity, line: u32) -> Finding {
    Finding {
        rule: rule.to_owned().into(),
        severity,
        confidence: Confidence::High,
        audience: Audience::Default,
        message: format!("`{rule}` is here"),
        file: "a.yaml".into(),
        resource: None,
        path: "spec".into(),
        location: at(line),
        related: Vec::new(),
        fixes: vec![Fix { title: "mend it".into(), applicability: Applicability::Safe, note: None, edits: Vec::new() }],
        suppressed: None,
    }
}

/// The first columns of a line.
pub(crate) fn at(line: u32) -> Location {
    let start = Position { line, column: 3, offset: line * 10 };
    Location { start, end: Position { column: 8, ..start } }
}

/// Why somebody allowed it.
pub(crate) fn allowed(reason: &str) -> Suppression {
    Suppression { by: SuppressionSource::Comment, reason: reason.into() }
}

/// A workload with so many blockers of baseline, and so many of restricted alone.
pub(crate) fn workload(name: &str, baseline: usize, restricted: usize) -> PodSecurity {
    let blocker = |level| Blocker {
        level,
        control: "control".into(),
        message: "it is forbidden".into(),
        location: at(4),
        rules: Vec::new(),
        findings: vec![0],
    };
    let levels = std::iter::repeat_n(PodSecurityLevel::Baseline, baseline)
        .chain(std::iter::repeat_n(PodSecurityLevel::Restricted, restricted));
    let level = match (baseline, restricted) {
        (0, 0) => PodSecurityLevel::Restricted,
        (0, _) => PodSecurityLevel::Baseline,
        _ => PodSecurityLevel::Privileged,
    };
    PodSecurity {
        resource: Resource {
            api_version: "apps/v1".into(),
            kind: "Deployment".into(),
            namespace: "ci".into(),
            name: name.into(),
        },
        file: "a.yaml".into(),
        location: at(1),
        level,
        blockers: levels.map(blocker).collect(),
    }
}
