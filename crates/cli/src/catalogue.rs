//! `plimsoll rules`.

use std::io::{self, Write};

use plimsoll_report::{RuleInfo, Strategy};
use plimsoll_rules::RULES;

use crate::args::{ListFormat, RulesArgs};
use crate::output::{Status, print};
use crate::paint::Paint;

pub(crate) fn run(args: &RulesArgs) -> io::Result<Status> {
    let rules: Vec<RuleInfo> = RULES.iter().map(|rule| rule.info()).collect();
    print(|out| match args.format {
        ListFormat::Human => human(&rules, Paint::of_stdout(), out),
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &rules)?;
            writeln!(out)
        }
    })?;
    Ok(Status::Clean)
}

/// By strategy, the most severe first.
fn human(rules: &[RuleInfo], paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    for strategy in Strategy::ALL {
        let mut own: Vec<&RuleInfo> = rules.iter().filter(|rule| rule.strategy == *strategy).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|rule| (rule.severity, rule.id.as_ref()));
        writeln!(out, "{}", paint.bold(strategy))?;
        for rule in own {
            let severity = paint.severity(rule.severity, rule.severity);
            write!(out, "  {severity:<8}  {:<width$}  {}", rule.id, rule.title)?;
            if rule.audience != plimsoll_report::Audience::Default {
                write!(out, " {}", paint.dim(format_args!("({})", rule.audience)))?;
            }
            writeln!(out)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "`plimsoll explain RULE` shows the page of a rule.")
}
