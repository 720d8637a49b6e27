//! Probes that are missing: how Kubernetes learns that a container is stuck, or not ready, or still starting.

use plimsoll_kube::{ContainerList, Object};
use plimsoll_source::edit::Literal;

use super::amounts::RELIABILITY;
use crate::places::mapping;
use crate::prelude::*;
use crate::wording::named;

/// A probe that ordinary containers should have.
struct Want {
    path: &'static [&'static str],
    word: &'static str,
    /// What the fix asks for.
    page: &'static str,
}

fn look(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, want: &Want) {
    for pod in ctx.pods().iter().filter(|pod| runs_on(pod)) {
        let lacks = |one: &Container<'_>| !one.field(want.path).is_set();
        // Beside a container that is probed, one that serves nothing is its helper.
        let helped = pod.containers_in(ContainerList::Containers).any(|one| !lacks(&one));
        for container in pod.containers_in(ContainerList::Containers).filter(lacks) {
            let port = container.field(&["ports"]).items().next();
            if helped && port.is_none() {
                continue;
            }
            let number = port.and_then(|port| Field::walk(port, &["containerPort"]).as_i64()).unwrap_or(8080);
            let field = container.field(want.path);
            let get = vec![("path".to_owned(), want.page.into()), ("port".to_owned(), number.into())];
            let probe = mapping("httpGet", Literal::Mapping(get));
            let title = format!("ask a page of the program whether it {}", want.word);
            let message = format!("nothing tells whether {} {}", named(&container), want.word);
            findings.push(
                rule.on(pod, field, message)
                    .related(container.name_span(), "this container")
                    .fix(Fix::show_only(title, [Edit::set(field.path(), probe)])),
            );
        }
    }
}

/// Whether a Pod is meant to run until somebody stops it: no Job, nor a Pod that may end.
pub(super) fn runs_on(pod: &Pod<'_>) -> bool {
    let kind = |object: Object<'_>| matches!(object.kind(), "Job" | "CronJob");
    !kind(pod.object()) && !matches!(pod.field(&["restartPolicy"]).as_str(), Some("Never" | "OnFailure"))
}

pub(crate) mod liveness_probe_missing {
    use super::*;

    const WANT: Want = Want { path: &["livenessProbe"], word: "is stuck", page: "/livez" };

    pub(crate) static RULE: Rule = Rule {
        id: "liveness-probe-missing",
        title: "A container has no liveness probe",
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kube-linter:no-liveness-probe",
            "kube-score:pod-probes",
            "polaris:livenessProbeMissing",
            "checkov:CKV_K8S_8",
            "kubescape:C-0056",
            "kyverno:best-practices/require-pod-probes",
            "gatekeeper:general/requiredprobes",
            "kics:ade74944",
        ]),
        fixable: true,
        check: |ctx, findings| look(ctx, findings, &RULE, &WANT),
        ..RELIABILITY
    };
}

pub(crate) mod readiness_probe_missing {
    use super::*;

    const WANT: Want = Want { path: &["readinessProbe"], word: "is ready for requests", page: "/readyz" };

    pub(crate) static RULE: Rule = Rule {
        id: "readiness-probe-missing",
        title: "A container has no readiness probe",
        severity: Severity::Medium,
        equivalents: elsewhere(&[
            "kube-linter:no-readiness-probe",
            "kube-score:pod-probes",
            "polaris:readinessProbeMissing",
            "checkov:CKV_K8S_9",
            "kubescape:C-0018",
            "kyverno:best-practices/require-pod-probes",
            "gatekeeper:general/requiredprobes",
            "kics:a659f3b5",
        ]),
        fixable: true,
        check: |ctx, findings| look(ctx, findings, &RULE, &WANT),
        ..RELIABILITY
    };
}

pub(crate) mod startup_probe_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "startup-probe-missing",
        title: "A slow starter has no startup probe",
        severity: Severity::Info,
        check,
        ..RELIABILITY
    };

    /// Longer than this, and a delay is a guess at how long the program starts.
    const DELAY: i64 = 30;

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for (pod, container) in ctx.containers() {
            let delay = container.field(&["livenessProbe", "initialDelaySeconds"]);
            let Some(seconds) = delay.as_i64().filter(|seconds| *seconds >= DELAY) else { continue };
            if container.field(&["startupProbe"]).is_set() {
                continue;
            }
            let message =
                format!("{} waits {seconds} seconds before it is watched, however fast it starts", named(&container));
            findings.push(RULE.on(pod, delay, message).related(container.name_span(), "this container"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn helpers_and_what_ends_need_no_probe() {
        check(
            &readiness_probe_missing::RULE,
            "
kind: Deployment
spec: {template: {spec: {
  initContainers: [{name: a}],
  containers: [{name: b, readinessProbe: {}}, {name: c}, {name: d, readinessProbe: , ports: [{containerPort: 1}]}],
#                                                                  ^^^^^^^^^^^^^^ medium: nothing tells whether container `d` is ready for requests
  ephemeralContainers: [{name: e}]}}}
---
kind: Pod
spec: {containers: [{name: f}]}
#                          ^ medium: nothing tells whether container `f` is ready for requests
",
        );
        for text in [
            "kind: Job\nspec: {template: {spec: {containers: [{name: a}]}}}\n",
            "kind: Pod\nspec: {restartPolicy: Never, containers: [{name: a}]}\n",
        ] {
            quiet(&readiness_probe_missing::RULE, "1.37", text);
            quiet(&liveness_probe_missing::RULE, "1.37", text);
        }
    }

    #[test]
    fn a_long_delay_asks_for_a_startup_probe() {
        let text = "
kind: Pod
spec: {containers: [{name: a, livenessProbe: {initialDelaySeconds: 120}}]}
#                                                                  ^^^ info: container `a` waits 120 seconds before it is watched, however fast it starts
";
        check(&startup_probe_missing::RULE, text);
        quiet(&startup_probe_missing::RULE, "1.37", &text.replace("120", "29"));
    }
}
