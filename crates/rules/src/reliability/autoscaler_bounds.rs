//! The fewest and the most Pods of a HorizontalPodAutoscaler.

use super::amounts::RELIABILITY;
use super::bundle::{about, short};
use crate::Finding;
use crate::prelude::*;

/// `hpa-minimum-too-low`: at quiet times one Pod is all there is.
pub(crate) mod hpa_minimum_too_low {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "hpa-minimum-too-low",
        title: "An autoscaler may leave too few Pods",
        severity: Severity::Low,
        confidence: Confidence::High,
        audience: Audience::Strict,
        equivalents: elsewhere(&[
            "kube-linter:hpa-minimum-three-replicas",
            "kube-score:horizontalpodautoscaler-replicas",
            "polaris:hpaMinAvailability",
            "gatekeeper:general/horizontalpodautoscaler",
        ]),
        parameters: &[Parameter::number(
            "minimum",
            "The fewest Pods that an autoscaler may leave; 2 where nothing is set.",
        )],
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let wanted = ctx.number(&RULE, "minimum").unwrap_or(2);
        each(ctx, |bounds| {
            if bounds.least >= wanted {
                return;
            }
            let how = if bounds.minimum.is_set() { "" } else { ", which is what no `minReplicas` means" };
            let message = format!("autoscaler `{}` may leave {}{how}", bounds.name, pods(bounds.least));
            let note = "as many Pods run at all times, and the nodes must have room for them";
            let edit = Edit::set(bounds.minimum.path(), wanted);
            let has_room = bounds.most.is_none_or(|most| most >= wanted);
            let fix = Fix::needs_review(format!("leave {wanted} at least"), note, [edit]);
            findings.push((bounds.about)(&RULE, bounds.minimum, message).fix(has_room.then_some(fix)));
        });
    }
}

/// `hpa-min-equals-max`: there is nothing to choose.
pub(crate) mod hpa_min_equals_max {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "hpa-min-equals-max",
        title: "An autoscaler has no room to scale",
        severity: Severity::Low,
        confidence: Confidence::High,
        equivalents: elsewhere(&["polaris:hpaMaxAvailability", "gatekeeper:general/horizontalpodautoscaler"]),
        parameters: &[Parameter::number(
            "spread",
            "How many more Pods the most must be than the fewest; 1 where nothing is set.",
        )],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let wanted = ctx.number(&RULE, "spread").unwrap_or(1);
        each(ctx, |bounds| {
            let Some(most) = bounds.most.filter(|most| most.saturating_sub(bounds.least) < wanted) else { return };
            let (name, least) = (bounds.name, bounds.least);
            let message = if most < least {
                format!(
                    "autoscaler `{name}` has a maximum of {most} below its minimum of {least}, which the API server refuses"
                )
            } else if most == least {
                format!("autoscaler `{name}` always asks for {}", pods(most))
            } else {
                format!("autoscaler `{name}` can only choose between {least} and {most} Pods")
            };
            findings.push((bounds.about)(&RULE, bounds.maximum, message).related(bounds.minimum.span(), "the fewest"));
        });
    }
}

/// What a HorizontalPodAutoscaler may choose from.
struct Bounds<'b, 'a> {
    name: &'a str,
    minimum: Field<'a>,
    maximum: Field<'a>,
    least: i64,
    most: Option<i64>,
    about: &'b dyn Fn(&'static Rule, Field<'a>, String) -> Finding,
}

fn each<'a>(ctx: &Context<'a>, mut judge: impl FnMut(&Bounds<'_, 'a>)) {
    for object in ctx.objects() {
        if object.kind() != "HorizontalPodAutoscaler" || object.group().contains('.') {
            continue;
        }
        let (minimum, maximum) = (object.field(&["spec", "minReplicas"]), object.field(&["spec", "maxReplicas"]));
        // What cannot be read is no number to judge.
        let Some(least) = minimum.as_i64().or((!minimum.is_set()).then_some(1)) else { continue };
        let bounds = Bounds {
            name: short(object.value.name()),
            minimum,
            maximum,
            least,
            most: maximum.as_i64(),
            about: &|rule, field, message| about(rule, object, field, message),
        };
        judge(&bounds);
    }
}

fn pods(number: i64) -> String {
    if number == 1 { "one Pod".to_owned() } else { format!("{number} Pods") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    fn hpa(spec: &str) -> String {
        format!("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web}}\nspec:\n{spec}")
    }

    #[test]
    fn one_pod_is_too_few() {
        let rule = &hpa_minimum_too_low::RULE;
        check(
            rule,
            &hpa("  minReplicas: 1\n#              ^ low: autoscaler `web` may leave one Pod\n  maxReplicas: 9\n"),
        );
        quiet(rule, "1.37", &hpa("  minReplicas: 2\n"));
        quiet(rule, "1.37", &hpa("  minReplicas: many\n"));
    }

    #[test]
    fn the_most_must_be_more_than_the_fewest() {
        let rule = &hpa_min_equals_max::RULE;
        check(
            rule,
            &hpa("  minReplicas: 5\n  maxReplicas: 5\n#              ^ low: autoscaler `web` always asks for 5 Pods\n"),
        );
        check(rule, &hpa("  maxReplicas: 1\n#              ^ low: autoscaler `web` always asks for one Pod\n"));
        check(
            rule,
            &hpa(
                "  minReplicas: 5\n  maxReplicas: 4\n#              ^ low: autoscaler `web` has a maximum of 4 below its minimum of 5, which the API server refuses\n",
            ),
        );
        quiet(rule, "1.37", &hpa("  minReplicas: 5\n  maxReplicas: 6\n"));
        quiet(rule, "1.37", &hpa("  minReplicas: 5\n"));
    }
}
