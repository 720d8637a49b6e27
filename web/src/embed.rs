//! What the page around this one is told, where this page stands in another: its script hears it as JavaScript and passes it on.

use plimsoll_report::Severity;
use serde::Serialize;

use crate::shown::Shown;

/// Findings that are told. Beyond it the counts say how many there are.
const TOLD: usize = 500;

/// A report, as the messages of version 1 carry it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told<'a> {
    /// Whether it is of the text and options as they are now.
    current: bool,
    /// Findings that nobody allowed, worst first.
    findings: Vec<ToldFinding<'a>>,
    counts: Counts,
}

/// A finding. Lines and columns count from 1, columns in UTF-16 units.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToldFinding<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct Counts {
    critical: u32,
    high: u32,
    medium: u32,
    low: u32,
    info: u32,
    suppressed: u32,
}

impl<'a> Told<'a> {
    /// What is told of `shown`.
    pub fn new(shown: &'a Shown, current: bool) -> Self {
        let numbers = shown.groups.iter().flat_map(|(_, numbers)| numbers);
        let findings =
            numbers.filter_map(|number| shown.finding(*number)).filter(|finding| finding.suppressed.is_none());
        let told = findings.take(TOLD).map(|finding| ToldFinding {
            rule: &finding.rule,
            severity: finding.severity,
            message: &finding.message,
            line: finding.location.start.line,
            column: finding.location.start.column,
            end_line: finding.location.end.line,
            end_column: finding.location.end.column,
        });
        let summary = &shown.summary;
        let counts = Counts {
            critical: summary.critical,
            high: summary.high,
            medium: summary.medium,
            low: summary.low,
            info: summary.info,
            suppressed: summary.suppressed,
        };
        Self { current, findings: told.collect(), counts }
    }
}
