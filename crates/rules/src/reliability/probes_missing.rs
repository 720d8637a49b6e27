//! Probes that are missing: how Kubernetes learns that a container is stuck, or not ready, or still starting.

use plimsoll_kube::{ContainerList, Known, Object};
use plimsoll_source::edit::Literal;

use super::amounts::RELIABILITY;
use super::bundle::ACROSS;
use super::served::Served;
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

/// Looks at the containers of a Pod. `is_called` says whether others may send requests to those without a port too.
fn look(pod: &Located<Pod<'_>>, findings: &mut Findings, rule: &'static Rule, want: &Want, is_called: bool) {
    if !runs_on(pod) {
        return;
    }
    let lacks = |one: &Container<'_>| !one.field(want.path).is_set();
    // Beside a container that is probed, one that serves nothing is its helper.
    let helped = pod.containers_in(ContainerList::Containers).any(|one| !lacks(&one));
    for container in pod.containers_in(ContainerList::Containers).filter(lacks) {
        let port = container.field(&["ports"]).items().next();
        if (helped || !is_called) && port.is_none() {
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
        check: |ctx, findings| ctx.pods().iter().for_each(|pod| look(pod, findings, &RULE, &WANT, true)),
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
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let lacks = |known: &Known<'_>| known.facts.workload().is_some_and(|workload| workload.lacks_readiness);
        let mut served = None;
        for known in ctx.index().workloads().filter(lacks) {
            let served = served.get_or_insert_with(|| Served::of(ctx.index()));
            let Some(pod) = ctx.pod(&known) else { continue };
            look(&pod, findings, &RULE, &WANT, served.may_reach(&known));
        }
    }
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
    use crate::testing::{check, environment, file, findings, quiet};

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
    fn a_container_without_ports_that_no_service_reaches_is_called_by_nobody() {
        let pod = "kind: Pod\nmetadata: {labels: {app: a}}\nspec: {containers: [{name: a}]}\n";
        let services =
            |app: &str| format!("{pod}---\napiVersion: v1\nkind: Service\nspec: {{selector: {{app: {app}}}}}\n");
        let count = |text: &str| {
            let file = file("a.yaml", text);
            findings(&readiness_probe_missing::RULE, &file, &environment("1.37")).len()
        };
        assert_eq!([count(pod), count(&services("a")), count(&services("b"))], [1, 1, 0]);
        assert_eq!(count(&services("b").replace("{name: a}", "{name: a, ports: [{containerPort: 1}]}")), 1);
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
