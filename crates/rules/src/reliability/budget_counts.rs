//! How many Pods a PodDisruptionBudget counts on.

use plimsoll_kube::facts::BudgetFacts;
use plimsoll_kube::{Effort, Known};

use super::bundle::{REPLICATED, Scalers, autoscaler};
use crate::prelude::*;

/// How many Pods a budget counts on.
pub(super) struct Expected {
    pub replicas: i64,
    /// Whether an autoscaler may make more.
    pub is_scaled: bool,
    pub confidence: Confidence,
}

impl Expected {
    /// None where that cannot be told, or where nothing is selected.
    pub(super) fn of(
        ctx: &Context<'_>,
        known: &Known<'_>,
        budget: &BudgetFacts,
        scalers: &Scalers<'_>,
        effort: &mut Effort,
    ) -> Option<Self> {
        let selected = ctx.index().select(&known.facts.namespace, budget.selector.as_ref()?, effort)?;
        let partly_read = ctx.index().is_partly_read();
        let confidence = if partly_read { Confidence::Low } else { Confidence::High };
        let mut expected = Self { replicas: 0, is_scaled: false, confidence };
        for workload in &selected {
            let facts = workload.facts.workload()?;
            // Other kinds do not say how many Pods they have, and what is owned is counted with its owner.
            if !REPLICATED.contains(&&*workload.facts.kind) || facts.is_owned {
                return None;
            }
            let scaler = scalers.of_workload(workload);
            let least = scaler.as_ref().and_then(autoscaler).map(|scaler| scaler.minimum);
            expected.is_scaled |= least.is_some();
            if least.is_none() && facts.replicas.is_none() {
                // One Pod, unless somebody scales by hand.
                expected.confidence = Confidence::Low;
            }
            expected.replicas = expected.replicas.saturating_add(least.or(facts.replicas).unwrap_or(1));
        }
        (!selected.is_empty()).then_some(expected)
    }

    /// "wants 2 available of the 2 Pods".
    pub(super) fn told(&self, wanted: i64) -> String {
        let at_least = if self.is_scaled { " that the autoscaler may leave" } else { "" };
        let pods = if self.replicas == 1 { "Pod" } else { "Pods" };
        format!("wants {wanted} available of the {} {pods}{at_least}", self.replicas)
    }
}
