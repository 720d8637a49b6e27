//! `container-port-name-missing`: a port that Services, probes and monitors can only name by its number.

use super::amounts::RELIABILITY;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "container-port-name-missing",
    title: "A port of a container has no name",
    severity: Severity::Info,
    audience: Audience::Opinion,
    equivalents: elsewhere(&["kyverno:other/require-container-port-names"]),
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        for port in container.field(&["ports"]).items() {
            let name = Field::walk(port, &["name"]);
            if name.as_str().is_some_and(|name| !name.is_empty()) {
                continue;
            }
            let Some(number) = Field::walk(port, &["containerPort"]).as_i64() else { continue };
            let message = format!("port {number} of {} has no name", named(&container));
            findings.push(RULE.on(pod, name, message).related(container.name_span(), "this container"));
        }
    }
}
