//! `api-version-removed`: the API server does not know the object any more.

use plimsoll_kube::api::State;

use super::api::{UPDATES, fates};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "api-version-removed",
    title: "The cluster does not serve the API of an object any more",
    equivalents: elsewhere(&[
        "pluto:removed",
        "trivy:KSV-0107",
        "kube-linter:no-extensions-v1beta",
        "kube-score:stable-version",
        "kics:94b76ea5",
        "kyverno:best-practices/check-deprecated-apis",
        "gatekeeper:general/verifydeprecatedapi",
    ]),
    fixable: true,
    check,
    ..UPDATES
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for fate in fates(ctx).filter(|fate| fate.lifecycle.state(ctx.version()) == State::Removed) {
        let Some(removed) = fate.lifecycle.removed else { continue };
        let what = format!("is gone since Kubernetes {removed}{}", fate.advice(ctx.version()));
        findings.push(fate.finding(&RULE, &what));
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::{NeedsReview, Safe};

    use super::*;
    use crate::testing::{check, check_at, mended, quiet};

    #[test]
    fn each_object_is_judged_at_the_version_of_the_run() {
        let text = "apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\n";
        quiet(&RULE, "1.25", text);
        check_at(
            &RULE,
            "1.26",
            "
apiVersion: autoscaling/v2beta2
#           ^^^^^^^^^^^^^^^^^^^ medium: `HorizontalPodAutoscaler` of `autoscaling/v2beta2` is gone since Kubernetes 1.26; use `autoscaling/v2`
kind: HorizontalPodAutoscaler
---
kind: List
items:
- apiVersion: extensions/v1beta1
#             ^^^^^^^^^^^^^^^^^^ medium: `Anything` of `extensions/v1beta1` is gone since Kubernetes 1.22; nothing takes its place
  kind: Anything
- apiVersion: batch/v1
  kind: CronJob
---
apiVersion: batch/v1beta1
kind: CronJobList
items:
- {metadata: {name: a}}
#  ^^^^^^^^ medium: `CronJob` of `batch/v1beta1` is gone since Kubernetes 1.25; use `batch/v1`
",
        );
    }

    #[test]
    fn what_differs_is_said() {
        check(
            &RULE,
            "
kind: Ingress
apiVersion: networking.k8s.io/v1beta1
#           ^^^^^^^^^^^^^^^^^^^^^^^^^ medium: `Ingress` of `networking.k8s.io/v1beta1` is gone since Kubernetes 1.22; use `networking.k8s.io/v1`, where a backend is `service.name` with `service.port`, `backend` is `defaultBackend`, and each path has a `pathType`
",
        );
    }

    #[test]
    fn only_what_stays_the_same_is_mended_safely() {
        for (text, version, applicability) in [
            ("apiVersion: VERSION\nkind: CronJob\n", ["batch/v1beta1", "batch/v1"], Safe),
            (
                "apiVersion: VERSION # old\nkind: FlowSchema\n",
                ["flowcontrol.apiserver.k8s.io/v1beta1", "flowcontrol.apiserver.k8s.io/v1"],
                Safe,
            ),
            (
                "apiVersion: VERSION\nkind: PodDisruptionBudget\nspec: {selector: {matchLabels: {a: b}}}\n",
                ["policy/v1beta1", "policy/v1"],
                Safe,
            ),
            (
                "apiVersion: VERSION\nkind: PodDisruptionBudget\nspec: {selector: {matchLabels: {}}}\n",
                ["policy/v1beta1", "policy/v1"],
                NeedsReview,
            ),
            (
                "apiVersion: VERSION\nkind: Deployment\nspec: {selector: {matchLabels: {a: b}}, template: {spec: {}}}\n",
                ["apps/v1beta1", "apps/v1"],
                NeedsReview,
            ),
        ] {
            let [before, after] = version.map(|version| text.replace("VERSION", version));
            assert_eq!(mended(&RULE, "1.37", &before), (after, vec![applicability]));
        }
        for text in [
            "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\n",
            "apiVersion: apps/v1beta1\nkind: Deployment\nspec: {template: {spec: {}}}\n",
        ] {
            assert_eq!(mended(&RULE, "1.37", text), (text.to_owned(), vec![]));
        }
    }

    #[test]
    fn hostile_versions_are_no_versions() {
        for version in ["5", "[]", "{}", "~", "\"\"", "extensions", "a/b/c", "extensions/v1beta1/x", "\"\\t\"", "'*'"] {
            quiet(&RULE, "1.37", &format!("apiVersion: {version}\nkind: Ingress\n"));
        }
        quiet(&RULE, "1.37", "apiVersion: extensions/v1beta1\nkind: []\n");
    }
}
