//! Workloads held against what scales them.

use plimsoll_kube::Known;

use super::bundle::{ACROSS, Scalers, about, about_all, called};
use crate::prelude::*;

/// `hpa-with-static-replicas`: two say how many Pods there are.
pub(crate) mod hpa_with_static_replicas {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "hpa-with-static-replicas",
        title: "A workload under an autoscaler fixes its replicas",
        severity: Severity::Low,
        confidence: Confidence::High,
        audience: Audience::Default,
        equivalents: elsewhere(&[
            "kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured",
            "kics:5744cbb8",
        ]),
        fixable: true,
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let scalers = Scalers::horizontal(ctx.index());
        for known in workloads(ctx, &["Deployment", "StatefulSet"]).filter(|_| !scalers.all().is_empty()) {
            // With no replicas an autoscaler rests, which is how people switch it off.
            let is_fixed = known.facts.workload().and_then(|one| one.replicas).is_some_and(|replicas| replicas != 0);
            let Some(scaler) = scalers.of_workload(&known).filter(|_| is_fixed) else { continue };
            let (Some(object), Some(other)) = (ctx.object(&known), ctx.object(&scaler)) else { continue };
            // In what comes from a cluster the number is the autoscaler's own.
            if object.field(&["metadata", "uid"]).is_set() {
                continue;
            }
            let field = object.field(&["spec", "replicas"]);
            let message = format!("`replicas` of {} is fixed, and {} sets it too", called(&known), called(&scaler));
            let note = "where `kubectl apply` owns the field, removing it scales to one Pod until the autoscaler acts";
            let fix = Fix::needs_review("leave the number to the autoscaler", note, [Edit::remove(field.path())]);
            findings.push(about(&RULE, &object, field, message).related_object(&other, "scales it").fix(fix));
        }
    }
}

/// `hpa-missing`: nothing adds Pods when there is more to do.
pub(crate) mod hpa_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "hpa-missing",
        title: "A workload has no autoscaler",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kyverno:other/check-hpa-exists"]),
        check: |ctx, findings| {
            let scalers = Scalers::horizontal(ctx.index());
            missing(ctx, findings, &RULE, &scalers, "no autoscaler scales");
        },
        ..ACROSS
    };
}

/// `vpa-missing`: nothing measures what Pods need.
pub(crate) mod vpa_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "vpa-missing",
        title: "A workload has no VerticalPodAutoscaler",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kyverno:other/check-vpa-configuration"]),
        check: |ctx, findings| {
            let scalers = Scalers::vertical(ctx.index());
            missing(ctx, findings, &RULE, &scalers, "no VerticalPodAutoscaler measures");
        },
        ..ACROSS
    };
}

/// Workloads of some kinds that nobody else owns.
fn workloads<'a>(ctx: &Context<'a>, kinds: &'static [&'static str]) -> impl Iterator<Item = Known<'a>> {
    ctx.index().workloads().filter(|known| {
        kinds.contains(&&*known.facts.kind) && known.facts.workload().is_some_and(|workload| !workload.is_owned)
    })
}

fn missing(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, scalers: &Scalers<'_>, what: &str) {
    for known in workloads(ctx, &["Deployment", "StatefulSet"]) {
        if scalers.of_workload(&known).is_some() {
            continue;
        }
        let Some(object) = ctx.object(&known) else { continue };
        let finding = about_all(rule, &object, format!("{what} {}", called(&known)));
        findings.push(if ctx.index().is_partly_read() { finding.confidence(Confidence::Low) } else { finding });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    const HPA: &str = "---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {scaleTargetRef: {kind: Deployment, name: web}}
";

    #[test]
    fn replicas_are_the_autoscalers_unless_they_are_none() {
        let of =
            |head: &str| format!("kind: Deployment\nmetadata: {{name: web{head}, template: {{spec: {{}}}}}}\n{HPA}");
        check(
            &hpa_with_static_replicas::RULE,
            &of(
                "}\nspec: {replicas: 3\n#                ^ low: `replicas` of Deployment `web` is fixed, and HorizontalPodAutoscaler `h` sets it too\n",
            ),
        );
        quiet(&hpa_with_static_replicas::RULE, "1.37", &of("}\nspec: {replicas: 0"));
        quiet(&hpa_with_static_replicas::RULE, "1.37", &of(", uid: x}\nspec: {replicas: 3"));
        quiet(&hpa_missing::RULE, "1.37", &of("}\nspec: {replicas: 3"));
    }
}
