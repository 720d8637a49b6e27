//! What the namespace of a workload, declared in the same workspace, makes of its Pods.

use plimsoll_kube::facts::{Role, label};
use plimsoll_kube::psa::{Demand, Mode, Policy};
use plimsoll_kube::pss::Violation;
use plimsoll_kube::{Id, Pod};
use plimsoll_report::Confidence;
use plimsoll_source::Span;
use plimsoll_source::order::{Order, hash};

use crate::wording::{called, shown};
use crate::{Context, Finding, Located, Related, Rule};

/// How many namespaces of one name are told apart.
const NAMESAKES: usize = 8;
/// How many places in a Pod a finding points at.
const PLACES: usize = 3;

/// A namespace that asks something of its Pods.
pub(super) struct Asking<'i> {
    name: &'i str,
    id: Id,
    pub(super) policy: Policy,
    /// The labels that give the levels, in the order of [`Mode::ALL`].
    labels: [Span; 3],
}

/// A workload in a namespace that asks something of it.
pub(super) struct Case<'c, 'a> {
    pub(super) pod: &'c Located<Pod<'a>>,
    pub(super) namespace: &'c Asking<'a>,
    /// Whether another namespace has the same name, so that it may be meant.
    is_one_of_several: bool,
}

/// Asks `judge` about every workload whose namespace is declared, and asks something.
pub(super) fn each_case<'a>(ctx: &Context<'a>, mut judge: impl FnMut(&Case<'_, 'a>)) {
    let asking = asking(ctx);
    if asking.is_empty() {
        return;
    }
    let by_name = Order::new(asking.iter().map(|namespace| hash(namespace.name)));
    let workloads = ctx.index().workloads();
    // What a controller made is told with the controller.
    for workload in workloads.filter(|known| known.facts.workload().is_some_and(|workload| !workload.is_owned)) {
        let name = &*workload.facts.namespace;
        let namesakes = || {
            let found = by_name.find(hash(name)).filter_map(|place| asking.get(place));
            found.filter(|namespace| namespace.name == name).take(NAMESAKES)
        };
        let Some(first) = namesakes().next() else { continue };
        let own = namesakes().find(|namespace| namespace.id.file == workload.id.file);
        let is_one_of_several = own.is_none() && namesakes().any(|other| other.policy != first.policy);
        let Some(pod) = ctx.pod(&workload) else { continue };
        judge(&Case { pod: &pod, namespace: own.unwrap_or(first), is_one_of_several });
    }
}

fn asking<'a>(ctx: &Context<'a>) -> Vec<Asking<'a>> {
    let mut asking = Vec::new();
    for known in ctx.index().of_kind("Namespace") {
        let Role::Namespace { labels } = &known.facts.role else { continue };
        if Mode::ALL.into_iter().all(|mode| label(labels, mode.label()).is_none()) {
            continue;
        }
        let policy = Policy::of(ctx.version(), |key| label(labels, key));
        let Some(object) = ctx.object(&known) else { continue };
        let labels = Mode::ALL.map(|mode| mode.field(&object).span());
        asking.push(Asking { name: &known.facts.name, id: known.id, policy, labels });
    }
    asking
}

impl<'a> Case<'_, 'a> {
    /// What the workload misses of a demand.
    pub(super) fn misses(&self, demand: Demand) -> Vec<Violation<'a>> {
        demand.misses(self.pod)
    }

    /// What a message calls the workload.
    pub(super) fn workload(&self) -> String {
        let object = self.pod.object();
        called(object.kind(), object.name())
    }

    /// What a message says of the demand and of what misses it.
    pub(super) fn why(&self, demand: Demand, misses: &[Violation<'_>]) -> String {
        let first = misses.first().map(|violation| violation.message.as_str()).unwrap_or_default();
        let others = match misses.len() {
            0 | 1 => String::new(),
            2 => ", and there is one place more".to_owned(),
            more => format!(", and there are {} places more", more - 1),
        };
        format!("level `{}` of version {}: {first}{others}", demand.level, demand.version)
    }

    /// A finding about the workload, with the label and the first places that miss the demand.
    pub(super) fn finding(
        &self,
        rule: &'static Rule,
        demand: Demand,
        misses: &[Violation<'_>],
        message: String,
    ) -> Finding {
        let object = self.pod.object();
        let name = object.field(&["metadata", "name"]);
        let mut finding = rule.at(&self.pod.place(), object.name_span(), name.path(), message);
        let label = Mode::ALL.iter().zip(self.namespace.labels).find(|(mode, _)| **mode == demand.from);
        if let Some((_, span)) = label {
            let label = format!("namespace `{}` asks for it", shown(self.namespace.name));
            finding.related.push(Related { file: self.namespace.id.file, span, label });
        }
        for violation in misses.iter().take(PLACES) {
            finding = finding.related(violation.field.span(), violation.message.as_str());
        }
        let is_guess = self.pod.partly_read && misses.iter().all(|violation| !violation.field.is_set());
        if is_guess || self.is_one_of_several { finding.confidence(Confidence::Low) } else { finding }
    }

    /// What a message calls the namespace.
    pub(super) fn namespace(&self) -> String {
        format!("namespace `{}`", shown(self.namespace.name))
    }
}
