//! What the API server would refuse in roles and bindings, and what it takes and gives nobody anything.

use super::account::DEFAULT_ACCOUNT;
use super::aggregate;
use super::model::{Binding, Model, Role};
use super::place::{Part, Place};
use super::request::ALL;
use super::resources;
use super::subject::Subject;
use crate::facts::RuleFacts;
use plimsoll_source::order::{by_number, pair};

/// A problem and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Another object of the same kind and name comes later, and replaces it.
    Duplicate,
    /// The binding names a role that is not in the files, nor one that every cluster has.
    RoleMissing,
    /// A binding names a role of a kind that it may not name.
    RoleKind,
    /// A subject is of a kind that there is not.
    SubjectKind,
    /// A subject has no name.
    SubjectName,
    /// A service account in a `ClusterRoleBinding` has no namespace: the API server refuses it.
    SubjectNamespace,
    /// A service account in a `RoleBinding` has no namespace, and is one of the binding's own.
    SubjectNamespaceAssumed,
    /// A service account is not in the files.
    AccountMissing,
    /// A rule has no verbs.
    NoVerbs,
    /// A rule names neither resources with their groups nor paths.
    NoTarget,
    /// A rule names resources and paths at once.
    TwoTargets,
    /// A rule of a `Role` names paths, which no binding in a namespace gives.
    PathInNamespace,
    /// A verb that there is not.
    UnknownVerb,
    /// A resource that none of the rule's groups has.
    UnknownResource,
    /// A path has a star before its end, where it is a star.
    StarWithin,
    /// A rule with names allows a verb whose requests have no name.
    NameNeverMatches,
    /// A role that aggregates others has rules of its own, which the controller overwrites.
    Overwritten,
    /// An aggregation rule that the API server refuses.
    AggregationRefused,
    /// Roles aggregate each other in a circle.
    AggregationCycle,
    /// A role aggregates more roles than are followed.
    AggregationCut,
}

impl ProblemKind {
    /// In words, after the name of the object.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Duplicate => "is replaced by another of the same name",
            Self::RoleMissing => "names a role that is not there",
            Self::RoleKind => "names a role of a kind that it may not name",
            Self::SubjectKind => "names a subject of a kind that there is not",
            Self::SubjectName => "names a subject without a name",
            Self::SubjectNamespace => "names a service account without a namespace",
            Self::SubjectNamespaceAssumed => {
                "names a service account without a namespace, which is taken for one of its own namespace"
            }
            Self::AccountMissing => "names a service account that is not there",
            Self::NoVerbs => "has a rule without verbs",
            Self::NoTarget => "has a rule that names neither resources with their groups nor paths",
            Self::TwoTargets => "has a rule that names resources and paths at once",
            Self::PathInNamespace => "has a rule for paths, which nothing in a namespace can give",
            Self::UnknownVerb => "names a verb that there is not",
            Self::UnknownResource => "names a resource that the groups of its rule do not have",
            Self::StarWithin => "names a path with a star before its end",
            Self::NameNeverMatches => "limits a verb to names whose requests have none",
            Self::Overwritten => "has rules of its own, which its aggregation rule overwrites",
            Self::AggregationRefused => "has an aggregation rule that the API server refuses",
            Self::AggregationCycle => "aggregates itself by way of other roles",
            Self::AggregationCut => "aggregates more roles than are followed",
        }
    }
}

/// Verbs whose requests name no object.
const NAMELESS: [&str; 2] = ["create", "deletecollection"];

pub(super) fn problems(model: &Model<'_>) -> Vec<Problem> {
    let mut found = Found { problems: Vec::new() };
    for (number, role) in (0..).zip(&model.roles).filter(|(_, role)| !role.is_default()) {
        found.of_role(model, number, role);
    }
    for binding in model.bindings.iter().filter(|binding| !binding.is_default()) {
        found.of_binding(model, binding);
    }
    let mut problems = found.problems;
    by_number(&mut problems, |problem| u64::from(problem.place.id.ordinal));
    by_number(&mut problems, |problem| pair(problem.place.id.file, problem.place.id.document));
    problems
}

struct Found {
    problems: Vec<Problem>,
}

impl Found {
    fn push(&mut self, id: crate::Id, part: Part, kind: ProblemKind) {
        self.problems.push(Problem { place: Place { id, part }, kind });
    }

    fn of_role(&mut self, model: &Model<'_>, number: u32, role: &Role<'_>) {
        let id = role.known.id;
        if role.is_replaced {
            self.push(id, Part::Whole, ProblemKind::Duplicate);
        }
        if role.facts.aggregates.is_some() {
            match aggregate::selectors(role) {
                None if !role.is_replaced => self.push(id, Part::Aggregation, ProblemKind::AggregationRefused),
                Some(_) if !role.facts.rules.is_empty() => self.push(id, Part::Rule(0), ProblemKind::Overwritten),
                _ => {}
            }
        }
        if model.aggregation.cycles.binary_search(&number).is_ok() {
            self.push(id, Part::Aggregation, ProblemKind::AggregationCycle);
        }
        if model.aggregation.cut.binary_search(&number).is_ok() {
            self.push(id, Part::Aggregation, ProblemKind::AggregationCut);
        }
        for (index, rule) in (0..).zip(&role.facts.rules) {
            self.of_rule(id, role.is_cluster(), index, rule);
        }
    }

    fn of_rule(&mut self, id: crate::Id, is_cluster: bool, index: u32, rule: &RuleFacts) {
        let part = Part::Rule(index);
        if rule.verbs.is_empty() {
            self.push(id, part, ProblemKind::NoVerbs);
        }
        let item = |list, index_in_list| Part::Item { rule: index, list, index: index_in_list };
        let resources = !rule.groups.is_empty() || !rule.resources.is_empty() || !rule.names.is_empty();
        if rule.urls.is_empty() {
            if rule.groups.is_empty() || rule.resources.is_empty() {
                self.push(id, part, ProblemKind::NoTarget);
            }
        } else {
            if resources {
                self.push(id, part, ProblemKind::TwoTargets);
            }
            if !is_cluster {
                self.push(id, item("nonResourceURLs", 0), ProblemKind::PathInNamespace);
            }
        }
        for (place, verb) in (0..).zip(&rule.verbs).filter(|(_, verb)| ***verb != *ALL) {
            let is_known = if rule.urls.is_empty() { resources::is_verb(verb) } else { resources::is_url_verb(verb) };
            // Other parts than the API server may ask about verbs of their own on resources of their own.
            if !is_known && rule.groups.iter().all(|group| resources::is_group(group) || **group == *ALL) {
                self.push(id, item("verbs", place), ProblemKind::UnknownVerb);
            }
            if NAMELESS.contains(&&**verb) && !rule.allows_name("") && self_named(rule) {
                self.push(id, item("verbs", place), ProblemKind::NameNeverMatches);
            }
        }
        for (place, resource) in (0..).zip(&rule.resources) {
            let name = resource.split('/').next().unwrap_or_default();
            let is_known = name == ALL
                || rule
                    .groups
                    .iter()
                    .any(|group| !resources::is_group(group) || resources::is_namespaced(group, name).is_some());
            if !is_known && !rule.groups.is_empty() {
                self.push(id, item("resources", place), ProblemKind::UnknownResource);
            }
        }
        for (place, url) in (0..).zip(&rule.urls) {
            if url.trim_end_matches('*').contains('*') {
                self.push(id, item("nonResourceURLs", place), ProblemKind::StarWithin);
            }
        }
    }

    fn of_binding(&mut self, model: &Model<'_>, binding: &Binding<'_>) {
        let id = binding.known.id;
        if binding.is_replaced {
            self.push(id, Part::Whole, ProblemKind::Duplicate);
        }
        if !binding.names_a_role() {
            self.push(id, Part::RoleRef, ProblemKind::RoleKind);
        } else if binding.roles.is_empty() && !super::defaults::is_name(&binding.facts.role_kind, &binding.facts.role) {
            self.push(id, Part::RoleRef, ProblemKind::RoleMissing);
        }
        for (index, subject) in (0..).zip(&binding.facts.subjects) {
            let part = Part::Subject(index);
            let is_account = match &*subject.kind {
                "ServiceAccount" => true,
                "User" | "Group" => false,
                _ => {
                    self.push(id, part, ProblemKind::SubjectKind);
                    continue;
                }
            };
            if subject.name.is_empty() {
                self.push(id, part, ProblemKind::SubjectName);
            } else if is_account && subject.namespace.is_empty() {
                let kind = if binding.is_cluster() {
                    ProblemKind::SubjectNamespace
                } else {
                    ProblemKind::SubjectNamespaceAssumed
                };
                self.push(id, part, kind);
            }
            if let Some(Subject::Account { namespace, name }) = Subject::of(subject, binding.namespace())
                && is_account
                && &*name != DEFAULT_ACCOUNT
                && model.account(&namespace, &name).is_none()
            {
                self.push(id, part, ProblemKind::AccountMissing);
            }
        }
    }
}

/// `impersonate` and the verbs of the core's own ask by name also where they create: only a request for objects has none.
fn self_named(rule: &RuleFacts) -> bool {
    // A token is created for an account, whose name the request has; so it is with every subresource.
    rule.resources.iter().all(|resource| !resource.contains('/'))
}
