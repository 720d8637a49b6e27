//! `probe-host-set`: the kubelet calls what the Pod's author names.

use plimsoll_source::{Path, Step, Value};

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "probe-host-set",
    title: "A probe or lifecycle hook names a host",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostProbesAndHostLifecycle")],
    equivalents: elsewhere(&["psa:hostProbesAndHostLifecycle", "gatekeeper:pod-security-policy/host-probes-lifecycle"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::HostProbesAndHostLifecycle) {
        let Subject::Container(container) = &violation.subject else { continue };
        let host = violation.field.value().and_then(Value::scalar_text).unwrap_or_default();
        let path = violation.field.path();
        let message = format!("`{}` of {} calls the host `{host}`", handler(&path), named(container));
        let note =
            format!("the kubelet calls the Pod's own address instead of `{host}`, so the program has to answer there");
        findings.push(
            RULE.on(pod, violation.field, message)
                .related(container.name_span(), "this container")
                .fix(Fix::needs_review("call the Pod itself", note, [Edit::remove(path)])),
        );
    }
}

/// The probe or hook that a path to its host leads through.
fn handler(path: &Path) -> String {
    match path.steps().into_iter().nth_back(2) {
        Some(Step::Key(name)) => name,
        _ => "probe".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn probes_and_hooks_count() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    livenessProbe: {tcpSocket: {host: 127.0.0.1, port: 80}}
#                                     ^^^^^^^^^ medium: `livenessProbe` of container `a` calls the host `127.0.0.1`
    readinessProbe: {httpGet: {host: \"\", port: 80}}
    startupProbe: {grpc: {port: 80}}
    lifecycle:
      preStop:
        httpGet: {host: example.com, port: 80}
#                       ^^^^^^^^^^^ medium: `preStop` of container `a` calls the host `example.com`
",
        );
        quiet(&RULE, "1.33", "kind: Pod\nspec: {containers: [{livenessProbe: {tcpSocket: {host: a}}}]}\n");
    }
}
