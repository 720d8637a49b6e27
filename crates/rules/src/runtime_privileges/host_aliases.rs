//! `host-aliases`: names that do not mean what DNS says.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "host-aliases",
    title: "A Pod changes what names of hosts mean",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["trivy:KSV-0007", "kubesec:HostAliases"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let aliases = pod.field(&["hostAliases"]);
        let Some(first) = aliases.items().next() else { continue };
        let address = Field::walk(first, &["ip"]);
        let who = match address.as_str() {
            None | Some("") => "an address".to_owned(),
            Some(address) => format!("`{address}`"),
        };
        let message = match aliases.items().skip(1).count() {
            0 => format!("the Pod gives names to {who} in `/etc/hosts`"),
            more => format!("the Pod gives names to {who} and {more} more in `/etc/hosts`"),
        };
        let note = "programs ask DNS for the names, which may know other addresses or none";
        let fix = Fix::needs_review("leave names to DNS", note, [Edit::remove(aliases.path())]);
        findings.push(RULE.on(pod, address, message).related(pod.object().name_span(), "this object").fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn one_finding_a_pod() {
        check(
            &RULE,
            "
kind: Pod
spec:
  hostAliases:
  - {ip: 10.0.0.1, hostnames: [a]}
#        ^^^^^^^^ low: the Pod gives names to `10.0.0.1` and 1 more in `/etc/hosts`
  - {ip: 10.0.0.2, hostnames: [b]}
---
kind: Pod
spec: {hostAliases: [{hostnames: [a]}]}
#                     ^^^^^^^^^ low: the Pod gives names to an address in `/etc/hosts`
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {hostAliases: []}\n");
    }
}
