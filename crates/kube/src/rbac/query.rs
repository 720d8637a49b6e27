//! Whether somebody may do something, who may, and what somebody may do.

use super::model::Model;
use super::place::{Part, Place};
use super::request::{Request, Target};
use super::subject::Subject;
use crate::facts::RuleFacts;

/// Why a request is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The API server never refuses members of `system:masters` anything.
    Master,
    /// A rule of a role, by a binding.
    Granted(Grant),
}

/// A rule that a binding gives somebody. The numbers are places in the model's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The binding.
    pub binding: u32,
    /// The place of whom it names among its subjects.
    pub subject: u32,
    /// The role in which the rule is written; another than the binding names, where that one aggregates it.
    pub role: u32,
    /// The rule.
    pub rule: u32,
}

/// Where power is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within<'q> {
    /// Where the request is: its namespace, or the whole cluster.
    Request,
    /// In whichever namespace, and in the whole cluster.
    Anywhere,
    /// In one namespace.
    Namespace(&'q str),
}

/// Somebody whom a binding names and who may do something.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'m> {
    /// Who.
    pub subject: &'m Subject,
    /// In which namespace; "" for the whole cluster.
    pub namespace: &'m str,
    /// By which rule and binding.
    pub grant: Grant,
}

impl<'a> Model<'a> {
    /// Whether somebody may do something, and why.
    pub fn allows(&self, subject: &Subject, request: &Request<'_>) -> Option<Reason> {
        let mut whole = vec![subject.clone()];
        whole.extend(subject.groups());
        if whole.iter().any(Subject::is_master) {
            return Some(Reason::Master);
        }
        let mut found: Option<Grant> = None;
        for (binding, index) in whole.iter().flat_map(|own| self.bindings_of(own)) {
            let Some(written) = self.bindings.get(binding as usize) else { continue };
            if !written.is_cluster() && (written.namespace() != request.namespace()) {
                continue;
            }
            // The API server looks at cluster bindings first.
            let before = found.and_then(|grant| self.bindings.get(grant.binding as usize));
            if before.is_some_and(|before| before.is_cluster() || !written.is_cluster()) {
                continue;
            }
            let allowing = self.first_allowing(&written.roles, request);
            let grant = allowing.map(|(role, rule)| Grant { binding, subject: index, role, rule });
            found = grant.or(found);
        }
        found.map(Reason::Granted)
    }

    fn first_allowing(&self, roles: &[u32], request: &Request<'_>) -> Option<(u32, u32)> {
        let mut rules = roles.iter().flat_map(|role| self.rules_of(*role));
        rules.find(|(.., rule)| rule.allows(request)).map(|(role, index, _)| (role, index))
    }

    /// The bindings that name somebody, with the place of the name among their subjects.
    pub(super) fn bindings_of(&self, subject: &Subject) -> impl Iterator<Item = (u32, u32)> {
        let number = self.number_of(subject).map(u64::from);
        let named = number.into_iter().flat_map(|number| self.by_named.find(number));
        named.filter_map(|place| self.named.get(place)).map(|naming| (naming.binding, naming.index))
    }

    /// Whom bindings name who may do something: each once, and once for each namespace where they may only there; those
    /// who may in the whole cluster first, else in the order in which they are named.
    pub fn who_can(&self, request: &Request<'_>, within: Within<'_>) -> Vec<Holder<'_>> {
        let own = |role: &super::model::Role<'_>| {
            let found = (0..).zip(&role.facts.rules).find(|(_, rule)| rule.allows(request));
            found.map(|(index, _)| index)
        };
        let allowing: Vec<Option<u32>> = self.roles.iter().map(own).collect();
        let of_role = |role: &u32| {
            let sources = self.aggregation.sources.get(*role as usize)?;
            sources.iter().find_map(|source| Some((*source, (*allowing.get(*source as usize)?)?)))
        };
        let by_binding: Vec<Option<(u32, u32)>> =
            self.bindings.iter().map(|binding| binding.roles.iter().find_map(of_role)).collect();
        let mut holders: Vec<Holder<'_>> = Vec::new();
        for number in 0..self.subjects.len() {
            let Some(subject) = self.subjects.get(number) else { continue };
            let first = holders.len();
            for naming in self.by_named.find(number as u64).filter_map(|place| self.named.get(place)) {
                let Some(written) = self.bindings.get(naming.binding as usize) else { continue };
                let Some(Some((role, rule))) = by_binding.get(naming.binding as usize) else { continue };
                let namespace = written.namespace();
                let is_meant = written.is_cluster()
                    || match within {
                        Within::Request => namespace == request.namespace(),
                        Within::Namespace(wanted) => namespace == wanted,
                        Within::Anywhere => matches!(request.target, Target::Resource(_)),
                    };
                let own = holders.get(first..).unwrap_or_default();
                if !is_meant || own.iter().any(|known| known.namespace == namespace) {
                    continue;
                }
                let grant = Grant { binding: naming.binding, subject: naming.index, role: *role, rule: *rule };
                holders.push(Holder { subject, namespace, grant });
            }
            // Whoever may everywhere may in each namespace.
            if let Some(cluster) =
                holders.get(first..).and_then(|own| own.iter().find(|holder| holder.namespace.is_empty()))
            {
                let cluster = *cluster;
                holders.truncate(first);
                holders.push(cluster);
            }
        }
        let (cluster, rest): (Vec<_>, Vec<_>) = holders.into_iter().partition(|holder| holder.namespace.is_empty());
        cluster.into_iter().chain(rest).collect()
    }

    /// Every rule that somebody has, by whichever binding: their own first, then those of the groups that they are in.
    pub fn grants(&self, subject: &Subject) -> Vec<Grant> {
        let mut grants = Vec::new();
        for own in std::iter::once(subject.clone()).chain(subject.groups()) {
            for (binding, index) in self.bindings_of(&own) {
                let roles = self.bindings.get(binding as usize).map_or(&[][..], |binding| &binding.roles);
                let rules = roles.iter().flat_map(|role| self.rules_of(*role));
                grants.extend(rules.map(|(role, rule, _)| Grant { binding, subject: index, role, rule }));
            }
        }
        grants
    }

    /// The rule of a grant.
    pub fn rule(&self, grant: Grant) -> Option<&'a RuleFacts> {
        self.roles.get(grant.role as usize)?.facts.rules.get(grant.rule as usize)
    }

    /// Where the rule of a grant stands.
    pub fn place_of_rule(&self, grant: Grant) -> Option<Place> {
        self.rule_place(grant.role, grant.rule)
    }

    /// Where the binding of a grant names whom it gives the rule to.
    pub fn place_of_subject(&self, grant: Grant) -> Option<Place> {
        let binding = self.bindings.get(grant.binding as usize)?;
        Some(Place { id: binding.known.id, part: Part::Subject(grant.subject) })
    }
}
