//! `net-raw-capability`: the container may send packets in the name of its neighbours.

use plimsoll_source::Value;

use crate::capability::means;
use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "net-raw-capability",
    title: "A container may open raw sockets",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[Control::cis("1.12", "5.2.8")],
    equivalents: elsewhere(&[
        "kube-linter:drop-net-raw-capability",
        "checkov:CKV_K8S_28",
        "kyverno:best-practices/drop-cap-net-raw",
        "kics:dbbc6705",
        "kube-bench:cis-1.12/5.2.8",
        "trivy:KSV-0119",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers().filter(|(pod, _)| !pod.is_windows(ctx.version())) {
        let drop = container.capabilities_drop();
        // containerd takes `CAP_NET_RAW` for another name, and drops nothing for it.
        let is_dropped = drop.items().map(word).any(|name| DROPS.iter().any(|known| name.eq_ignore_ascii_case(known)));
        let added = container.capabilities_add();
        let item = added.items().find(|item| DROPS.iter().any(|known| means(word(*item), known)));
        let (field, message) = match item {
            Some(item) if means(word(item), NET_RAW) => {
                (Field::of(item), format!("{} adds `{}`", named(&container), word(item)))
            }
            Some(item) => (Field::of(item), format!("{} adds `{NET_RAW}` with everything else", named(&container))),
            None if is_dropped => continue,
            None => {
                (drop.field, format!("{} keeps `{NET_RAW}`, which some runtimes give by default", named(&container)))
            }
        };
        let mut edits: Vec<_> = item.map(remove_item).into_iter().collect();
        match drop.items().next() {
            _ if is_dropped => {}
            Some(_) => edits.push(Edit::append(drop.path(), NET_RAW)),
            None => edits.push(Edit::set(drop.path(), vec![NET_RAW])),
        }
        let title = if item.is_some() { "do not add it" } else { "drop `NET_RAW`" };
        findings.push(RULE.on(pod, field, message).related(container.name_span(), "this container").fix(
            Fix::needs_review(title, "tools that open raw sockets, such as `tcpdump` or an old `ping`, fail", edits),
        ));
    }
}

fn word(item: Value<'_>) -> &str {
    item.scalar_text().unwrap_or_default()
}

const NET_RAW: &str = "NET_RAW";

/// What gives or takes it.
const DROPS: [&str; 2] = [NET_RAW, "ALL"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn what_is_neither_dropped_nor_added_is_kept() {
        check(
            &RULE,
            "
kind: Pod
spec:
  initContainers: [{name: a}]
#                         ^ medium: init container `a` keeps `NET_RAW`, which some runtimes give by default
  containers:
  - {name: b, securityContext: {capabilities: {drop: [CAP_NET_RAW, KILL]}}}
#                                                    ^^^^^^^^^^^^^^^^^^^ medium: container `b` keeps `NET_RAW`, which some runtimes give by default
  - {name: c, securityContext: {capabilities: {drop: [ALL], add: [cap_net_raw]}}}
#                                                                 ^^^^^^^^^^^ medium: container `c` adds `cap_net_raw`
  - {name: d, securityContext: {capabilities: {add: [all], drop: [net_raw]}}}
#                                                    ^^^ medium: container `d` adds `NET_RAW` with everything else
  - {name: e, securityContext: {capabilities: {drop: [net_raw]}}}
  - {name: f, securityContext: {capabilities: {drop: [all]}}}
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n");
    }

    #[test]
    fn what_was_added_goes_and_what_is_given_is_dropped() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {capabilities: {add: [NET_RAW, KILL], drop: [MKNOD]}}}]}\n";
        let after = text.replace("[NET_RAW, KILL]", "[KILL]").replace("[MKNOD]", "[MKNOD, NET_RAW]");
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
