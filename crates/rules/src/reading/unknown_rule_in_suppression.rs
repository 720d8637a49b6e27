//! `unknown-rule-in-suppression`: words of suppression that can match nothing.

use plimsoll_report::{Audience, Confidence, Severity, Strategy};

use crate::{Context, Findings, Rule, Scope};

/// Found by the engine, which reads suppressions and knows what every rule said.
pub static RULE: Rule = Rule {
    id: "unknown-rule-in-suppression",
    title: "A suppression names a rule that does not exist",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

/// Which suppressions did something is known only when every rule has run.
const fn check(_: &Context<'_>, _: &mut Findings) {}
