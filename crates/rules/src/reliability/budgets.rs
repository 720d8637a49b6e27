//! PodDisruptionBudgets held against the workloads that they select, with the arithmetic of the disruption controller: what
//! must stay available is a number, or a share of all replicas rounded up.

use plimsoll_kube::facts::{BudgetFacts, Role};
use plimsoll_kube::{Effort, IntOrPercent, Known};

use super::budget_counts::Expected;
use super::bundle::{ACROSS, Scalers, about, about_all, autoscaler, called, number, plainly};
use super::served::selected;
use crate::prelude::*;

/// `pdb-missing`: nothing says how many Pods a drain must leave.
pub(crate) mod pdb_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "pdb-missing",
        title: "A replicated workload has no PodDisruptionBudget",
        confidence: Confidence::Medium,
        equivalents: elsewhere(&[
            "kube-score:deployment-has-poddisruptionbudget",
            "kube-score:statefulset-has-poddisruptionbudget",
            "polaris:missingPodDisruptionBudget",
            "kyverno:other/require-pdb",
            "kics:b23e9b98",
            "kics:1db3a5a5",
        ]),
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let index = ctx.index();
        let mut chosen = budgets(ctx).filter_map(|(known, budget)| Some((known, budget.selector.as_ref()?)));
        let Some(covered) = selected(index, &mut chosen) else { return };
        let scalers = Scalers::horizontal(index);
        for known in index.workloads().filter(|known| matches!(&*known.facts.kind, "Deployment" | "StatefulSet")) {
            let Some(workload) = known.facts.workload().filter(|workload| !workload.is_owned) else { continue };
            let Some((count, confidence)) = replicas(&known, workload.replicas, &scalers) else { continue };
            if covered.contains(number(&known)) {
                continue;
            }
            let Some(object) = ctx.object(&known) else { continue };
            let message = format!("no PodDisruptionBudget selects the Pods of {}, which {count}", called(&known));
            let confidence = if index.is_partly_read() { Confidence::Low } else { confidence };
            findings.push(about_all(&RULE, &object, message).confidence(confidence));
        }
    }

    /// How many Pods a workload has, where that may be more than one.
    fn replicas(known: &Known<'_>, written: Option<i64>, scalers: &Scalers<'_>) -> Option<(String, Confidence)> {
        let scaled = scalers.of_workload(known).and_then(|scaler| autoscaler(&scaler)?.maximum);
        match (written, scaled) {
            (_, Some(most)) => (most > 1).then(|| (format!("has up to {most} replicas"), Confidence::Medium)),
            (Some(count), None) => (count > 1).then(|| (format!("has {count} replicas"), Confidence::Medium)),
            (None, None) => Some(("leaves its replicas to others".to_owned(), Confidence::Low)),
        }
    }
}

/// `pdb-blocks-eviction`: no Pod may ever go.
pub(crate) mod pdb_blocks_eviction {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "pdb-blocks-eviction",
        title: "A PodDisruptionBudget never lets a Pod go",
        severity: Severity::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&[
            "kube-linter:pdb-max-unavailable",
            "kube-linter:pdb-min-available",
            "polaris:pdbDisruptionsIsZero",
            "kyverno:other/pdb-maxunavailable",
            "kyverno:other/pdb-maxunavailable-with-deployments",
            "kyverno:other/pdb-minavailable-check",
            "kyverno:other/require-reasonable-pdbs",
            "kyverno:other/require-replicas-allow-disruption",
            "kyverno:other/deployment-replicas-higher-than-pdb",
            "gatekeeper:general/poddisruptionbudget",
        ]),
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let mut effort = Effort::of_a_rule();
        let mut scalers = None;
        for (known, budget) in budgets(ctx) {
            let (message, path, confidence): (_, &'static [&'static str], _) = match limits(budget) {
                (_, Some(IntOrPercent::Int(0) | IntOrPercent::Percent(0))) => {
                    ("lets no Pod be unavailable".to_owned(), &["spec", "maxUnavailable"], Confidence::High)
                }
                (Some(IntOrPercent::Percent(100..)), _) => {
                    ("wants all Pods available".to_owned(), &["spec", "minAvailable"], Confidence::High)
                }
                (Some(minimum), None) => {
                    let scalers = scalers.get_or_insert_with(|| Scalers::horizontal(ctx.index()));
                    let expected = Expected::of(ctx, &known, budget, scalers, &mut effort);
                    let Some(expected) = expected.filter(|expected| blocks(minimum, expected)) else { continue };
                    let wanted = minimum.of(expected.replicas, true);
                    (expected.told(wanted), &["spec", "minAvailable"], expected.confidence)
                }
                _ => continue,
            };
            let Some(object) = ctx.object(&known) else { continue };
            let message = format!("{} {message}, so that no node drains", plainly("budget", &known));
            findings.push(about(&RULE, &object, object.field(path), message).confidence(confidence));
        }
    }

    /// Whether nothing is left to take. More than an autoscaler's minimum is another rule's to tell.
    fn blocks(minimum: IntOrPercent, expected: &Expected) -> bool {
        let wanted = minimum.of(expected.replicas, true);
        let is_told = expected.is_scaled && wanted > expected.replicas;
        expected.replicas > 0 && wanted >= expected.replicas && !is_told
    }
}

/// `pdb-above-hpa-minimum`: at quiet times fewer Pods run than must.
pub(crate) mod pdb_above_hpa_minimum {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "pdb-above-hpa-minimum",
        title: "A PodDisruptionBudget wants more Pods than the autoscaler leaves",
        severity: Severity::Medium,
        audience: Audience::Default,
        equivalents: elsewhere(&["polaris:pdbMinAvailableGreaterThanHPAMinReplicas"]),
        check,
        ..ACROSS
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let scalers = Scalers::horizontal(ctx.index());
        let mut effort = Effort::of_a_rule();
        for (known, budget) in budgets(ctx).filter(|_| !scalers.all().is_empty()) {
            let (Some(minimum), _) = limits(budget) else { continue };
            let Some(expected) = Expected::of(ctx, &known, budget, &scalers, &mut effort) else { continue };
            let wanted = minimum.of(expected.replicas, true);
            if !expected.is_scaled || wanted <= expected.replicas {
                continue;
            }
            let Some(object) = ctx.object(&known) else { continue };
            let message = format!(
                "{} wants {wanted} Pods available, and the autoscaler may leave {}",
                plainly("budget", &known),
                expected.replicas
            );
            let finding = about(&RULE, &object, object.field(&["spec", "minAvailable"]), message);
            findings.push(finding.confidence(expected.confidence));
        }
    }
}

fn budgets<'a>(ctx: &Context<'a>) -> impl Iterator<Item = (Known<'a>, &'a BudgetFacts)> {
    ctx.index().of_kind("PodDisruptionBudget").filter_map(|known| match &known.facts.role {
        Role::Budget(budget) => Some((known, &**budget)),
        _ => None,
    })
}

/// What a budget says, as far as it can be read: the fewest that stay and the most that may go.
fn limits(budget: &BudgetFacts) -> (Option<IntOrPercent>, Option<IntOrPercent>) {
    (budget.min_available.and_then(Result::ok), budget.max_unavailable.and_then(Result::ok))
}

#[cfg(test)]
#[path = "budgets_tests.rs"]
mod tests;
