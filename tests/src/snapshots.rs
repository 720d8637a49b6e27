//! Whole reports of the corpus, one snapshot for each file.

use std::fmt::Write;

use plimsoll_report::{Audience, Finding, Location, Report, Resource};

use crate::corpus::{folder, workspace};

#[test]
fn reports_of_the_corpus() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for file in folder("ordinary") {
            let report = workspace(&file.name, &file.text, Audience::Opinion).check();
            insta::assert_snapshot!(file.name.as_str(), compact(&report));
        }
    });
}

/// A line for each thing that is said.
fn compact(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        write_finding(&mut text, finding);
    }
    for pod in &report.pod_security {
        writeln!(text, "{} is {}", name(&pod.resource), pod.level).unwrap();
        for blocker in &pod.blockers {
            let (rules, place) = (blocker.rules.join(", "), place(&blocker.location));
            writeln!(text, "  {} {} {place} [{rules}] {}", blocker.level, blocker.control, blocker.message).unwrap();
        }
    }
    let file = &report.files[0];
    let partly = if file.partly_read { ", read in part" } else { "" };
    writeln!(text, "documents {}, objects {}{partly}", file.documents, file.objects).unwrap();
    text
}

fn write_finding(text: &mut String, finding: &Finding) {
    let on = finding.resource.as_ref().map(|resource| format!(" {}", name(resource))).unwrap_or_default();
    let Finding { severity, rule, path, message, .. } = finding;
    writeln!(text, "{} {severity} {rule}{on} {path}: {message}", place(&finding.location)).unwrap();
    for related in &finding.related {
        writeln!(text, "  also {} {}", place(&related.location), related.label).unwrap();
    }
    for fix in &finding.fixes {
        writeln!(text, "  {}: {}", fix.applicability, fix.title).unwrap();
    }
    if let Some(suppressed) = &finding.suppressed {
        writeln!(text, "  allowed by {}: {}", suppressed.by, suppressed.reason).unwrap();
    }
}

fn name(resource: &Resource) -> String {
    let parts = [&resource.kind, &resource.namespace, &resource.name];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("/")
}

fn place(location: &Location) -> String {
    let (start, end) = (location.start, location.end);
    format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
}
