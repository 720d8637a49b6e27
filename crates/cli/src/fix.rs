//! `plimsoll fix`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use plimsoll_engine::Workspace;
use plimsoll_report::{Applicability, FixPlan, FixSelection, Report, TextEdit};

use crate::args::FixArgs;
use crate::diff::Change;
use crate::human::{count, plain};
use crate::input::Inputs;
use crate::output::{Status, print, say};
use crate::paint::Paint;
use crate::session::{Carries, Session};
use crate::{diff, write};

/// Fixes that overlap are applied one after the other, and of a very large file not all are planned at once. What has not settled
/// after this many rounds would go on for ever.
const ROUNDS: usize = 50;

pub(crate) fn run(args: &FixArgs) -> io::Result<Status> {
    let Some(mut session) = Session::open(&args.paths, &args.choices, Carries::default()) else {
        return Ok(Status::Trouble);
    };
    let fixed = fix(&mut session.workspace, &session.inputs, args.needs_review);
    let mut trouble = session.inputs.trouble;
    let paint = Paint::of_stdout();
    print(|out| {
        for (name, input) in &session.inputs.files {
            let Some(after) = fixed.texts.get(name) else {
                if input.path.is_none() && !args.diff {
                    out.write_all(input.text.as_bytes())?;
                }
                continue;
            };
            let applied = fixed.applied.get(name).map(Vec::as_slice).unwrap_or_default();
            match &input.path {
                _ if args.diff => {
                    let changes = fixed.changes.get(name).map(Vec::as_slice).unwrap_or_default();
                    diff::write(name, [&input.text, after], changes, paint, out)?;
                }
                None => out.write_all(after.as_bytes())?,
                Some(_) if !input.is_exact => {
                    say(format_args!("{name}: is not UTF-8, so it is not written; convert it first"));
                    trouble = true;
                }
                Some(path) => match write::replace(path, &input.text, after) {
                    Ok(()) => tell(name, applied, paint, out)?,
                    Err(error) => {
                        say(format_args!("{name}: cannot be written: {error}"));
                        trouble = true;
                    }
                },
            }
        }
        Ok(())
    })?;
    for reason in &fixed.refused {
        say(reason);
    }
    Ok(if trouble { Status::Trouble } else { Status::Clean })
}

/// What came of the rounds.
#[derive(Debug, Default)]
struct Fixed {
    /// New texts of files that changed.
    texts: BTreeMap<String, String>,
    /// What changed in them.
    changes: BTreeMap<String, Vec<Change>>,
    /// Line, rule and title of what was applied, by file.
    applied: BTreeMap<String, Vec<(u32, String, String)>>,
    /// What was left out in the last round, and why.
    refused: BTreeSet<String>,
}

fn fix(workspace: &mut Workspace, inputs: &Inputs, needs_review: bool) -> Fixed {
    let mut fixed = Fixed::default();
    for round in 0..=ROUNDS {
        let report = workspace.check();
        let plan = workspace.plan_fixes(&selection(&report, needs_review));
        fixed.refused = refusals(&report, &plan);
        if round == ROUNDS && !plan.applied.is_empty() {
            let left = count(plan.applied.len(), "fix is", "fixes are");
            fixed.refused.insert(format!("{left} left after {ROUNDS} rounds; run `fix` again"));
            break;
        }
        for (finding, fix) in &plan.applied {
            let Some(finding) = report.findings.get(*finding as usize) else { continue };
            let Some(fix) = finding.fixes.get(*fix as usize) else { continue };
            let line = (finding.location.start.line, finding.rule.to_string(), fix.title.clone());
            fixed.applied.entry(finding.file.clone()).or_default().push(line);
        }
        if plan.files.is_empty() {
            break;
        }
        for file in plan.files {
            let before = fixed.texts.get(&file.path).map(String::as_str);
            let before = before.or_else(|| inputs.files.get(&file.path).map(|input| input.text.as_ref()));
            let Some(after) = before.and_then(|before| edited(before, &file.edits)) else { continue };
            workspace.set_file(&file.path, after.as_str().into());
            let changes = fixed.changes.entry(file.path.clone()).or_default();
            *changes = diff::then(changes, &file.edits);
            fixed.texts.insert(file.path, after);
        }
    }
    fixed
}

/// The first fix of each finding that may be applied.
fn selection(report: &Report, needs_review: bool) -> FixSelection {
    if !needs_review {
        return FixSelection::Safe;
    }
    let open = (0..).zip(&report.findings).filter(|(_, finding)| finding.suppressed.is_none());
    let fixes = open.filter_map(|(number, finding)| {
        let place = finding.fixes.iter().position(|fix| fix.applicability != Applicability::ShowOnly)?;
        Some((number, u32::try_from(place).ok()?))
    });
    FixSelection::These(fixes.collect())
}

fn refusals(report: &Report, plan: &FixPlan) -> BTreeSet<String> {
    let said = plan.refused.iter().filter_map(|refusal| {
        let finding = report.findings.get(refusal.finding as usize)?;
        let start = finding.location.start;
        let reason = &refusal.reason;
        Some(format!("{}:{}:{}: {} is not fixed: {reason}", finding.file, start.line, start.column, finding.rule))
    });
    said.collect()
}

/// A text after its edits, which are in order and do not overlap.
fn edited(before: &str, edits: &[TextEdit]) -> Option<String> {
    let mut after = String::with_capacity(before.len());
    let mut at = 0;
    for edit in edits {
        after.push_str(before.get(at..edit.start.offset as usize)?);
        after.push_str(&edit.text);
        at = edit.end.offset as usize;
    }
    after.push_str(before.get(at..)?);
    Some(after)
}

fn tell(name: &str, applied: &[(u32, String, String)], paint: Paint, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}: {}", paint.bold(plain(name)), paint.good(count(applied.len(), "fix", "fixes")))?;
    for (line, rule, title) in applied {
        writeln!(out, "  line {line}: {} {}", plain(title), paint.dim(format_args!("({rule})")))?;
    }
    Ok(())
}
