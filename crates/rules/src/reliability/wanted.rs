//! Looks for requests and limits that are missing.

use plimsoll_kube::Version;
use plimsoll_source::Value;

use super::amounts::{RELIABILITY, Resource, holders};
use crate::prelude::*;
use crate::wording::named;

/// What must be there.
pub(super) struct Want {
    pub resource: &'static Resource,
    pub is_there: fn(&Resource, &Pod<'_>, &Container<'_>, Version) -> bool,
    /// Whether it is the limit that is missing.
    pub limit: bool,
    /// A value to start from, where nothing is known.
    pub placeholder: &'static str,
    /// What a limit at the size of the request does.
    pub note: &'static str,
}

pub(super) fn look(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, want: &Want) {
    let resource = want.resource;
    for pod in ctx.pods() {
        for container in holders(pod).filter(|one| !(want.is_there)(resource, pod, one, ctx.version())) {
            let (path, lacks) = if want.limit {
                (resource.limits, format!("has no {} limit", resource.word))
            } else {
                (resource.requests, format!("requests no {}", resource.word))
            };
            let field = container.field(path);
            findings.push(
                rule.on(pod, field, format!("{} {lacks}", named(&container)))
                    .related(container.name_span(), "this container")
                    .fix(fix(ctx, rule, want, &container, field)),
            );
        }
    }
}

fn fix(ctx: &Context<'_>, rule: &'static Rule, want: &Want, container: &Container<'_>, field: Field<'_>) -> Fix {
    let what = if want.limit { "limit" } else { "request" };
    let word = want.resource.word;
    let default = ctx.text(rule, "default");
    let request = container.field(want.resource.requests).value().and_then(Value::scalar_text);
    match (default, request) {
        (None, Some(request)) if want.limit => {
            let title = format!("limit {word} to what is requested");
            Fix::needs_review(title, want.note, [Edit::set(field.path(), request)])
        }
        _ => {
            let value = default.unwrap_or(want.placeholder);
            Fix::show_only(
                format!("write a {word} {what}: measure what the program uses"),
                [Edit::set(field.path(), value)],
            )
        }
    }
}

/// A rule about something that is missing.
pub(super) const fn missing(id: &'static str, title: &'static str, severity: Severity, audience: Audience) -> Rule {
    const DEFAULT: &[Parameter] = &[Parameter::text("default", "The quantity that the fix writes.")];
    Rule { id, title, severity, audience, parameters: DEFAULT, fixable: true, ..RELIABILITY }
}
