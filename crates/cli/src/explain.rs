//! `plimsoll explain`.

use std::io::{self, Write};

use plimsoll_engine::nearest;
use plimsoll_rules::{RULES, Rule, find, page};

use crate::args::ExplainArgs;
use crate::markdown;
use crate::output::{Status, print, say};
use crate::paint::Paint;

pub(crate) fn run(args: &ExplainArgs) -> io::Result<Status> {
    let (Some(rule), Some(text)) = (find(&args.rule), page(&args.rule)) else {
        match nearest(&args.rule, RULES.iter().map(|rule| rule.id)) {
            Some(near) => say(format_args!("unknown rule `{}`; did you mean `{near}`?", args.rule)),
            None => say(format_args!("unknown rule `{}`; `plimsoll rules` lists them", args.rule)),
        }
        return Ok(Status::Trouble);
    };
    let paint = Paint::of_stdout();
    print(|out| {
        head(rule, paint, out)?;
        markdown::render(text, paint, out)
    })?;
    Ok(Status::Clean)
}

/// What the catalogue knows of the rule, above its page.
fn head(rule: &Rule, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let fixes = if rule.fixable { ", has fixes" } else { "" };
    let severity = paint.severity(rule.severity, rule.severity);
    writeln!(out, "{severity} {}", paint.bold(rule.id))?;
    let facts = format!(
        "confidence {}, audience {}, strategy {}{fixes}, since {}",
        rule.confidence, rule.audience, rule.strategy, rule.since
    );
    writeln!(out, "{}", paint.dim(facts))?;
    let controls: Vec<String> = rule
        .controls
        .iter()
        .map(|control| format!("{} {} {}", control.benchmark, control.version, control.id))
        .collect();
    if !controls.is_empty() {
        writeln!(out, "{}", paint.dim(controls.join(", ")))?;
    }
    writeln!(out)
}
