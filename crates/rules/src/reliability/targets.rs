//! Autoscalers whose target is not there, or is another's already.

use plimsoll_kube::Known;
use plimsoll_kube::facts::Target;

use super::bundle::{ACROSS, Bundle, REPLICATED, Scalers, about, called, plainly, short, within};
use crate::prelude::*;

/// `dangling-hpa`: nothing is scaled.
pub(crate) mod dangling_hpa {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "dangling-hpa",
        title: "An autoscaler scales a workload that is not there",
        severity: Severity::Medium,
        confidence: Confidence::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&[
            "kube-linter:dangling-horizontalpodautoscaler",
            "kube-score:horizontalpodautoscaler-has-target",
            "kubescape:C-0300",
            "kics:2f652c42",
            "gatekeeper:general/horizontalpodautoscaler",
        ]),
        check: |ctx, findings| {
            dangling(ctx, findings, &RULE, &Scalers::horizontal(ctx.index()), &["spec", "scaleTargetRef", "name"]);
        },
        ..ACROSS
    };
}

/// `hpa-duplicate`: two scale one.
pub(crate) mod hpa_duplicate {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "hpa-duplicate",
        title: "Two autoscalers scale one workload",
        severity: Severity::Medium,
        confidence: Confidence::High,
        audience: Audience::Default,
        equivalents: elsewhere(&["kyverno:other/prevent-duplicate-hpa"]),
        check: |ctx, findings| {
            duplicate(ctx, findings, &RULE, &Scalers::horizontal(ctx.index()), &["spec", "scaleTargetRef", "name"]);
        },
        ..ACROSS
    };
}

/// `vpa-target-invalid`: nothing, or what another sizes already.
pub(crate) mod vpa_target_invalid {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "vpa-target-invalid",
        title: "A VerticalPodAutoscaler has no target of its own",
        severity: Severity::Low,
        confidence: Confidence::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&["kyverno:other/verify-vpa-target", "kyverno:other/prevent-duplicate-vpa"]),
        check: |ctx, findings| {
            let scalers = Scalers::vertical(ctx.index());
            dangling(ctx, findings, &RULE, &scalers, &["spec", "targetRef", "name"]);
            duplicate(ctx, findings, &RULE, &scalers, &["spec", "targetRef", "name"]);
        },
        ..ACROSS
    };
}

type Name = &'static [&'static str];

fn dangling(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, scalers: &Scalers<'_>, name: Name) {
    if scalers.all().is_empty() {
        return;
    }
    let bundle = Bundle::of(ctx);
    for (known, target) in scalers.all() {
        let namespace = &*known.facts.namespace;
        let Some((message, confidence)) = problem(&bundle, known, target, namespace) else { continue };
        let Some(object) = ctx.object(known) else { continue };
        findings.push(about(rule, &object, object.field(name), message).confidence(confidence));
    }
}

/// What is wrong with a target, and how sure that is.
fn problem(
    bundle: &Bundle<'_, '_>,
    known: &Known<'_>,
    target: &Target,
    namespace: &str,
) -> Option<(String, Confidence)> {
    let (kind, name) = (short(&target.kind), short(&target.name));
    if name.is_empty() || kind.is_empty() {
        return Some((format!("{} names nothing to scale", plainly("autoscaler", known)), Confidence::High));
    }
    if bundle.index.in_namespace(&target.kind, namespace, &target.name).is_some() {
        return None;
    }
    let of_kind = |other: &&str| bundle.index.in_namespace(other, namespace, &target.name).is_some();
    if let Some(other) = REPLICATED.into_iter().find(of_kind) {
        let message = format!("{} scales {kind} `{name}`, and `{name}` is a {other}", plainly("autoscaler", known));
        return Some((message, bundle.sureness(namespace)));
    }
    let confidence = bundle.misses(&target.kind, namespace, known)?;
    let message =
        format!("{} scales {kind} `{name}`, and there is none{}", plainly("autoscaler", known), within(namespace));
    Some((message, confidence))
}

fn duplicate(ctx: &Context<'_>, findings: &mut Findings, rule: &'static Rule, scalers: &Scalers<'_>, name: Name) {
    for (known, first) in scalers.repeated() {
        let (Some(object), Some(other)) = (ctx.object(&known), ctx.object(&first)) else { continue };
        let field = object.field(name);
        let target = field.as_str().unwrap_or_default();
        let message =
            format!("{} scales `{}`, as {} does", plainly("autoscaler", &known), short(target), called(&first));
        findings.push(about(rule, &object, field, message).related_object(&other, "scales it too"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn the_target_is_looked_for_where_such_objects_are() {
        check(
            &dangling_hpa::RULE,
            "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: e, namespace: other}
spec: {scaleTargetRef: {kind: Deployment, name: webs}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a, namespace: shop}
spec: {scaleTargetRef: {kind: Deployment, name: webs}}
#                                               ^^^^ medium: autoscaler `a` scales Deployment `webs`, and there is none in namespace `shop`
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: b}
spec: {scaleTargetRef: {kind: StatefulSet, name: web}}
#                                                ^^^ medium: autoscaler `b` scales StatefulSet `web`, and `web` is a Deployment
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: c}
spec: {scaleTargetRef: {kind: Rollout, name: elsewhere}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: d}
spec: {maxReplicas: 5}
^^^^ medium: autoscaler `d` names nothing to scale
",
        );
    }

    #[test]
    fn two_on_one_target_are_told_once() {
        check(
            &hpa_duplicate::RULE,
            "
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec: {scaleTargetRef: {kind: Deployment, name: web}}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: b}
spec: {scaleTargetRef: {name: web}}
#                             ^^^ medium: autoscaler `b` scales `web`, as HorizontalPodAutoscaler `a` does
",
        );
        let twice =
            "kind: VerticalPodAutoscaler\nmetadata: {name: a}\nspec: {targetRef: {kind: Deployment, name: web}}\n";
        quiet(&vpa_target_invalid::RULE, "1.37", &format!("{twice}---\n{twice}"));
    }
}
