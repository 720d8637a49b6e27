//! `dangerous-capability`: a way from the container to the node.

use plimsoll_report::Parameter;

use crate::capability::means;
use crate::places::remove_item;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "dangerous-capability",
    title: "A container adds a capability that leads to the node",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "polaris:dangerousCapabilities",
        "kubescape:C-0046",
        "trivy:KSV-0120",
        "kyverno:psp-migration/psp-restrict-adding-capabilities",
    ]),
    parameters: &[Parameter::list(
        "allowed-capabilities",
        "Capabilities of the list that containers may add, as in `NET_ADMIN`.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// What a process with each of them may do to the node. `SYS_ADMIN` has a rule of its own.
const DANGEROUS: [(&str, &str); 12] = [
    ("ALL", "do whatever root may"),
    ("BPF", "load programs into the kernel"),
    ("DAC_READ_SEARCH", "read every file of the node's disk"),
    ("MAC_ADMIN", "change the policy that confines it"),
    ("MAC_OVERRIDE", "ignore the policy that confines it"),
    ("NET_ADMIN", "change the network it is in"),
    ("PERFMON", "watch the kernel and every process"),
    ("SYSLOG", "read where the kernel lies in memory"),
    ("SYS_BOOT", "restart the node, also with another kernel"),
    ("SYS_MODULE", "load modules into the kernel"),
    ("SYS_PTRACE", "read and change every process it sees"),
    ("SYS_RAWIO", "reach the node's memory and devices"),
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers().filter(|(pod, _)| !pod.is_windows(ctx.version())) {
        for item in container.capabilities_add().items() {
            let name = item.scalar_text().unwrap_or_default();
            let Some((known, power)) = DANGEROUS.iter().find(|(known, _)| means(name, known)) else { continue };
            if ctx.list(&RULE, "allowed-capabilities").iter().any(|allowed| means(name, allowed)) {
                continue;
            }
            let message = format!("{} adds `{name}`: it may {power}", named(&container));
            let mut finding = RULE.on(pod, Field::of(item), message).related(container.name_span(), "this container");
            if stays_inside(pod, known) {
                finding = finding.confidence(Confidence::Medium);
            }
            let note = format!("what the program does with `{name}` fails");
            findings.push(finding.fix(Fix::needs_review(format!("do not add `{name}`"), note, [remove_item(item)])));
        }
    }
}

/// Whether the power ends at a namespace that is the Pod's own, or at its users.
fn stays_inside(pod: &Pod<'_>, name: &str) -> bool {
    match name {
        "NET_ADMIN" => pod.host_network().value != Some(true),
        "SYS_PTRACE" => pod.host_pid().value != Some(true),
        _ => pod.host_users() == Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings, mended, quiet};

    #[test]
    fn each_says_what_it_gives() {
        check(
            &RULE,
            "
kind: Pod
spec:
  initContainers:
  - name: a
    securityContext:
      capabilities:
        add: [nEt_aDmIn, CHOWN, SYS_ADMIN, CAP_SYS_MODULE]
#             ^^^^^^^^^ high: init container `a` adds `nEt_aDmIn`: it may change the network it is in
#                                          ^^^^^^^^^^^^^^ high: init container `a` adds `CAP_SYS_MODULE`: it may load modules into the kernel
  containers:
  - {name: b, securityContext: {capabilities: {drop: [ALL], add: ['all']}}}
#                                                                 ^^^^^ high: container `b` adds `all`: it may do whatever root may
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {os: {name: windows}, containers: [{securityContext: {capabilities: {add: [ALL]}}}]}\n",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{securityContext: {capabilities: {add: [{}, 7, ~, '']}}}]}\n",
        );
    }

    #[test]
    fn what_ends_at_the_pod_is_less_certain() {
        let of = |spec: &str| {
            let text = format!(
                "kind: Pod\nspec: {{{spec}, containers: [{{securityContext: {{capabilities: {{add: [NET_ADMIN]}}}}}}]}}\n"
            );
            findings(&RULE, &file("a.yaml", &text), &environment("1.37")).pop().unwrap().confidence
        };
        assert_eq!(of("hostNetwork: false"), Some(Confidence::Medium));
        assert_eq!(of("hostNetwork: true"), None);
    }

    #[test]
    fn only_what_is_dangerous_goes() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {capabilities: {add: [BPF, KILL, PERFMON]}}}]}\n";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("BPF, KILL, PERFMON", "KILL"));
    }
}
