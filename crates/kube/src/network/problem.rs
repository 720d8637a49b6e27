//! What is wrong with policies beside each other and beside workloads.

use super::compile::{Compiled, Policy, Rule};
use super::endpoint::counts;
use super::policy::{Direction, PolicyFacts, Tier};
use crate::index::Id;

/// Something that is wrong with an object beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The object.
    pub id: Id,
    /// The rule that it is about.
    pub rule: Option<(Direction, u32)>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with an object beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A later object has the same kind, namespace and name, so this one is not there.
    Replaced,
    /// No Pod that the rule lets connections go to has a port of this name.
    UndeclaredPort(Box<str>),
    /// Another policy of the tier has the same priority and is about the same Pods: which goes first is left open.
    SamePriority(Id),
}

impl Problem {
    pub(super) const fn replaced(id: Id) -> Self {
        Self { id, rule: None, kind: ProblemKind::Replaced }
    }
}

/// The policies that are left where objects of the same place were told once, in the order in which they are asked.
pub(super) fn counting<'a>(
    mut policies: Vec<(Policy, &'a PolicyFacts)>,
    problems: &mut Vec<Problem>,
) -> Vec<(Policy, &'a PolicyFacts)> {
    let places = policies.iter().map(|(policy, _)| (&*policy.kind, &*policy.namespace, &*policy.name));
    let mut counts = counts(places).into_iter();
    policies.retain(|(policy, _)| {
        let does = counts.next().unwrap_or(true);
        if !does {
            problems.push(Problem::replaced(policy.id));
        }
        does
    });
    let order = |policy: &Policy| (policy.tier, policy.namespace.clone(), policy.name.clone(), policy.id);
    policies.sort_by_cached_key(|(policy, _)| order(policy));
    policies
}

/// What is wrong with policies beside each other and beside workloads.
pub(super) fn of_policies(compiled: &Compiled, problems: &mut Vec<Problem>) {
    for policy in &compiled.policies {
        for direction in Direction::ALL {
            for rule in policy.rules(direction).unwrap_or_default() {
                undeclared(compiled, policy, direction, rule, problems);
            }
        }
    }
    let next = compiled.policies.iter().skip(1);
    for (before, policy) in compiled.policies.iter().zip(next) {
        let is_same = before.tier == policy.tier && policy.tier != Tier::Namespaced;
        if is_same && policy.subjects.iter().any(|class| before.subjects.binary_search(class).is_ok()) {
            problems.push(Problem { id: policy.id, rule: None, kind: ProblemKind::SamePriority(before.id) });
        }
    }
}

fn undeclared(compiled: &Compiled, policy: &Policy, direction: Direction, rule: &Rule, problems: &mut Vec<Problem>) {
    let classes: Vec<u32> = match direction {
        Direction::Ingress => policy.subjects.clone(),
        Direction::Egress if rule.all_pods => (0..compiled.pod_classes).collect(),
        Direction::Egress => rule.classes.iter().copied().filter(|class| *class < compiled.pod_classes).collect(),
    };
    if classes.is_empty() {
        return;
    }
    for (name, protocol) in rule.names() {
        let mut ports = classes.iter().filter_map(|class| compiled.ports.get(*class as usize)).flatten();
        if !ports.any(|port| port.is_called(*name, *protocol)) {
            let name = compiled.port_names.get(*name as usize).cloned().unwrap_or_default();
            let rule = Some((direction, rule.place));
            problems.push(Problem { id: policy.id, rule, kind: ProblemKind::UndeclaredPort(name) });
        }
    }
}
