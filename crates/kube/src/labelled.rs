//! Workloads by the labels of their Pods, so that a selector is compared with few of them.

use plimsoll_source::order::{Order, by_number, hash, pair};

use crate::index::{Effort, Known, may_be_one};
use crate::selector::{Operator, Requirement, Selector};

/// Workloads by the labels of their Pods.
#[derive(Debug, Default)]
pub(crate) struct Labelled<'a> {
    workloads: Vec<Known<'a>>,
    /// By namespace.
    by_namespace: Order,
    /// Of each label, the workload.
    labelled: Vec<u32>,
    /// Labels by key and value.
    by_label: Order,
    /// Labels by namespace, key and value.
    by_place: Order,
}

impl<'a> Labelled<'a> {
    pub(crate) fn of(workloads: impl Iterator<Item = Known<'a>>) -> Self {
        // A template alone makes no Pods.
        let workloads: Vec<_> = workloads.filter(|known| *known.facts.kind != *"PodTemplate").collect();
        let (mut labelled, mut by_label, mut by_place) = (Vec::new(), Vec::new(), Vec::new());
        for (number, known) in (0..).zip(&workloads) {
            for (key, value) in labels(known) {
                let label = label_key(key, value);
                labelled.push(number);
                by_label.push(label);
                by_place.push(place_key(&known.facts.namespace, label));
            }
        }
        Self {
            by_namespace: Order::new(workloads.iter().map(|known| hash(&known.facts.namespace))),
            by_label: Order::new(by_label.into_iter()),
            by_place: Order::new(by_place.into_iter()),
            labelled,
            workloads,
        }
    }

    pub(crate) fn select(&self, namespace: &str, selector: &Selector, effort: &mut Effort) -> Option<Vec<Known<'a>>> {
        let mut found = Vec::new();
        if selector.is_refused() {
            return Some(found);
        }
        let mut consider = |known: Known<'a>| {
            if may_be_one(&known.facts.namespace, namespace) && selector.matches(labels(&known)) {
                found.push(known);
            }
            effort.spend(1)
        };
        let listed = selector.requirements().iter().filter(|requirement| requirement.operator == Operator::In);
        let all_seen = match listed.min_by_key(|requirement| self.count(namespace, requirement)) {
            Some(rarest) => rarest.values.iter().all(|value| {
                let label = label_key(&rarest.key, value);
                self.each_with(namespace, label, &mut consider)
            }),
            None => self.each_in(namespace, &mut consider),
        };
        if !all_seen {
            return None;
        }
        by_number(&mut found, |known| u64::from(known.id.ordinal));
        by_number(&mut found, |known| pair(known.id.file, known.id.document));
        found.dedup_by_key(|known| known.id);
        Some(found)
    }

    /// How many workloads have a label that is asked for, more or less.
    fn count(&self, namespace: &str, requirement: &Requirement) -> usize {
        let count = |value: &str| {
            let label = label_key(&requirement.key, value);
            if namespace.is_empty() {
                return self.by_label.count(label);
            }
            self.by_place.count(place_key(namespace, label)) + self.by_place.count(place_key("", label))
        };
        requirement.values.iter().map(|value| count(value)).sum()
    }

    /// Visits what may stand in a namespace and has a label, while the visitor wants more.
    fn each_with(&self, namespace: &str, label: u64, visit: &mut impl FnMut(Known<'a>) -> bool) -> bool {
        let workload = |place: usize| self.workloads.get(*self.labelled.get(place)? as usize).copied();
        if namespace.is_empty() {
            return self.by_label.find(label).filter_map(workload).all(visit);
        }
        let mut keys = [namespace, ""].into_iter().map(|own| place_key(own, label));
        keys.all(|key| self.by_place.find(key).filter_map(workload).all(&mut *visit))
    }

    /// Visits what may stand in a namespace, while the visitor wants more.
    fn each_in(&self, namespace: &str, visit: &mut impl FnMut(Known<'a>) -> bool) -> bool {
        if namespace.is_empty() {
            return self.workloads.iter().copied().all(visit);
        }
        let mut keys = [namespace, ""].into_iter().map(hash);
        keys.all(|key| {
            let places = self.by_namespace.find(key);
            places.filter_map(|place| self.workloads.get(place).copied()).all(&mut *visit)
        })
    }
}

fn labels<'k>(known: &Known<'k>) -> &'k [(Box<str>, Box<str>)] {
    known.facts.workload().map_or(&[], |workload| &workload.labels)
}

fn label_key(key: &str, value: &str) -> u64 {
    hash(key).rotate_left(11) ^ hash(value)
}

fn place_key(namespace: &str, label: u64) -> u64 {
    label.rotate_left(23) ^ hash(namespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::ObjectFacts;
    use crate::testing::file;
    use crate::{Index, objects};

    const TEXT: &str = "
kind: List
items:
- {kind: Pod, metadata: {name: a, namespace: x, labels: {app: web, tier: one}}, spec: {}}
- {kind: Pod, metadata: {name: b, namespace: y, labels: {app: web, tier: two}}, spec: {}}
- {kind: Pod, metadata: {name: c, labels: {app: web}}, spec: {}}
- {kind: Pod, metadata: {name: d, namespace: x}, spec: {}}
- {kind: PodTemplate, metadata: {name: e}, template: {metadata: {labels: {app: web}}, spec: {}}}
";

    fn selected(namespace: &str, selector: &str) -> String {
        let (manifest, selector) = (file(TEXT), file(selector));
        let facts: Vec<_> = objects(&manifest, 0).iter().map(ObjectFacts::of).collect();
        let index = Index::new(std::iter::once((0, 0, facts.as_slice())), false);
        let selector = Selector::of(selector.root(0).unwrap());
        let found = index.select(namespace, &selector, &mut Effort::of_a_rule()).unwrap();
        found.iter().map(|known| &*known.facts.name).collect()
    }

    #[test]
    fn a_namespace_left_out_may_be_any() {
        assert_eq!(selected("x", "{matchLabels: {app: web}}"), "ac");
        assert_eq!(selected("", "{matchLabels: {app: web}}"), "abc");
        assert_eq!(selected("z", "{matchLabels: {app: web}}"), "c");
    }

    #[test]
    fn all_of_a_selector_is_compared() {
        assert_eq!(selected("", "{matchLabels: {app: web, tier: two}}"), "b");
        assert_eq!(selected("", "{matchExpressions: [{key: tier, operator: In, values: [two, one, two]}]}"), "ab");
        assert_eq!(selected("", "{matchExpressions: [{key: tier, operator: DoesNotExist}]}"), "cd");
        assert_eq!(selected("x", "{}"), "acd");
        assert_eq!(selected("x", "{matchExpressions: [{key: tier, operator: Is}]}"), "");
    }
}
