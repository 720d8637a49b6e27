//! The report for reading: what, where, the line itself, and what to do.

mod score;
mod snippet;
mod text;

use std::io::{self, Write};

use plimsoll_report::{Applicability, Finding, PodSecurityLevel, Report, Severity};

use crate::input::Inputs;
use crate::paint::Paint;
pub(crate) use score::scores;
use snippet::Lines;
pub(crate) use text::{count, plain};

pub(crate) fn report(report: &Report, inputs: &Inputs, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let mut file: Option<(&str, Option<Lines<'_>>)> = None;
    for finding in report.findings.iter().filter(|finding| finding.suppressed.is_none()) {
        if file.as_ref().is_none_or(|(name, _)| *name != finding.file) {
            writeln!(out, "{}\n", paint.bold(plain(&finding.file)))?;
            let input = inputs.files.get(&finding.file);
            file = Some((&finding.file, input.map(|input| Lines::of(&input.text))));
        }
        let lines = file.as_ref().and_then(|(_, lines)| lines.as_ref());
        write_finding(finding, lines, paint, out)?;
    }
    write_summary(report, paint, out)
}

fn write_finding(finding: &Finding, lines: Option<&Lines<'_>>, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let word = paint.severity(finding.severity, format!("{}[{}]", finding.severity, finding.rule));
    writeln!(out, "{word}: {}", paint.bold(plain(&finding.message)))?;
    let start = finding.location.start;
    let margin = start.line.to_string().len();
    let arrow = paint.frame(format!("{:margin$}-->", ""));
    writeln!(out, "{arrow} {}:{}:{}", plain(&finding.file), start.line, start.column)?;
    let bar = paint.frame(format!("{:margin$} |", ""));
    if let Some((line, mark)) = lines.and_then(|lines| lines.snippet(&finding.location)) {
        writeln!(out, "{bar}")?;
        writeln!(out, "{} {line}", paint.frame(format_args!("{} |", start.line)))?;
        writeln!(out, "{bar} {}", paint.severity(finding.severity, mark))?;
    }
    let equals = paint.frame(format!("{:margin$} =", ""));
    for related in &finding.related {
        let at = related.location.start;
        let file = if related.file == finding.file { String::new() } else { format!("{} ", plain(&related.file)) };
        writeln!(out, "{equals} {file}line {}: {}", at.line, plain(&related.label))?;
    }
    for fix in &finding.fixes {
        let how = match fix.applicability {
            Applicability::Safe => String::new(),
            Applicability::NeedsReview => {
                format!(
                    " (review first{})",
                    fix.note.iter().map(|note| format!(": {}", plain(note))).collect::<String>()
                )
            }
            Applicability::ShowOnly => " (fill in what is left open)".to_owned(),
        };
        writeln!(out, "{equals} {}: {}{}", paint.good("fix"), plain(&fix.title), paint.dim(how))?;
    }
    writeln!(out)
}

fn write_summary(report: &Report, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let summary = &report.summary;
    let open: Vec<String> = Severity::ALL
        .iter()
        .filter(|severity| summary.count(**severity) > 0)
        .map(|severity| paint.severity(*severity, format_args!("{} {severity}", summary.count(*severity))).to_string())
        .collect();
    let total: u32 = Severity::ALL.iter().map(|severity| summary.count(*severity)).sum();
    let mut line = if total == 0 {
        paint.good("nothing found").to_string()
    } else {
        format!("{}: {}", count(total as usize, "finding", "findings"), open.join(", "))
    };
    if summary.suppressed > 0 {
        line.push_str(&format!("; {} allowed", summary.suppressed));
    }
    writeln!(out, "{line}")?;
    let objects: u32 = report.files.iter().map(|file| file.objects).sum();
    let (objects, files) = (count(objects as usize, "object", "objects"), count(report.files.len(), "file", "files"));
    let read = format!("{objects} in {files}, for Kubernetes {}{}", report.kubernetes_version, load_line(report));
    writeln!(out, "{}", paint.dim(read))?;
    let is_safe = |finding: &&Finding| {
        finding.suppressed.is_none() && finding.fixes.iter().any(|fix| fix.applicability == Applicability::Safe)
    };
    let safe = report.findings.iter().filter(is_safe).count();
    if safe > 0 {
        writeln!(out, "`plimsoll fix` mends {} without harm", count(safe, "finding", "findings"))?;
    }
    Ok(())
}

/// How deep the workloads lie: the levels of the Pod Security Standards that would admit them.
fn load_line(report: &Report) -> String {
    let levels: Vec<String> = PodSecurityLevel::ALL
        .iter()
        .map(|level| (level, report.pod_security.iter().filter(|pod| pod.level == *level).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(level, number)| format!("{number} {level}"))
        .collect();
    if levels.is_empty() { String::new() } else { format!("; Pod security: {}", levels.join(", ")) }
}
