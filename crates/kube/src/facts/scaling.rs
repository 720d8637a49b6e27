//! What others need to know of autoscalers and disruption budgets.

use crate::field::word;
use crate::selector::Selector;
use crate::{Field, IntOrPercent, NoIntOrPercent, Object};

/// The object that something scales, in its own namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its kind.
    pub kind: Box<str>,
    /// Its name.
    pub name: Box<str>,
}

/// What others need to know of what sets how many Pods a workload has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutoscalerFacts {
    /// What it scales.
    pub target: Target,
    /// The fewest Pods that it leaves, written or not.
    pub minimum: i64,
    /// The most Pods that it makes; none where it says nothing that can be read.
    pub maximum: Option<i64>,
    /// What its metrics compare with what containers ask for.
    pub needs: Box<[Need]>,
}

/// A request of containers that a metric is a share of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `cpu`.
    pub resource: Box<str>,
    /// The container; "" for all of them.
    pub container: Box<str>,
}

/// What others need to know of a `PodDisruptionBudget`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetFacts {
    /// The Pods it is about; none where nothing is written, which is no Pod.
    pub selector: Option<Selector>,
    /// `minAvailable`.
    pub min_available: Option<Result<IntOrPercent, NoIntOrPercent>>,
    /// `maxUnavailable`.
    pub max_unavailable: Option<Result<IntOrPercent, NoIntOrPercent>>,
}

impl Target {
    pub(super) fn of(reference: Field<'_>) -> Self {
        let written = |path| reference.child(path).value().map_or("", word);
        Self { kind: written(&["kind"]).into(), name: written(&["name"]).into() }
    }
}

impl AutoscalerFacts {
    pub(super) fn of_horizontal(object: &Object<'_>) -> Self {
        Self {
            target: Target::of(object.field(&["spec", "scaleTargetRef"])),
            minimum: object.field(&["spec", "minReplicas"]).as_i64().unwrap_or(1),
            maximum: object.field(&["spec", "maxReplicas"]).as_i64(),
            needs: needs(object),
        }
    }

    /// KEDA makes a HorizontalPodAutoscaler of it, for a Deployment unless it says another kind.
    pub(super) fn of_scaled_object(object: &Object<'_>) -> Self {
        let mut target = Target::of(object.field(&["spec", "scaleTargetRef"]));
        if target.kind.is_empty() {
            target.kind = "Deployment".into();
        }
        Self {
            target,
            minimum: object.field(&["spec", "minReplicaCount"]).as_i64().unwrap_or(0),
            maximum: object.field(&["spec", "maxReplicaCount"]).as_i64().or(Some(100)),
            needs: Box::default(),
        }
    }
}

/// Without metrics the API server sets one: the utilisation of the CPU.
fn needs(object: &Object<'_>) -> Box<[Need]> {
    let metrics = object.field(&["spec", "metrics"]);
    if metrics.items().next().is_none() {
        return Box::new([Need { resource: "cpu".into(), container: "".into() }]);
    }
    let mut needs = Vec::new();
    for metric in metrics.items() {
        for source in [Field::walk(metric, &["resource"]), Field::walk(metric, &["containerResource"])] {
            let share = [source.child(&["target", "averageUtilization"]), source.child(&["targetAverageUtilization"])];
            if share.into_iter().any(Field::is_set) {
                let written = |path| source.child(path).value().map_or("", word).into();
                needs.push(Need { resource: written(&["name"]), container: written(&["container"]) });
            }
        }
    }
    needs.into()
}

impl BudgetFacts {
    pub(super) fn of(object: &Object<'_>) -> Self {
        let limit = |path| object.field(path).value().and_then(IntOrPercent::read);
        let selector = object.field(&["spec", "selector"]).value().map(Selector::of);
        // Before policy/v1 an empty selector selected nothing.
        let is_old = object.api_version() == "policy/v1beta1";
        Self {
            selector: selector.filter(|selector| !(is_old && selector.is_empty())),
            min_available: limit(&["spec", "minAvailable"]),
            max_unavailable: limit(&["spec", "maxUnavailable"]),
        }
    }
}
