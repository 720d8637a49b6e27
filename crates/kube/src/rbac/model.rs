//! Roles and bindings of all files, put together: which binding gives which roles to whom.

use plimsoll_source::order::{Order, hash};

use super::account::Accounts;
use super::aggregate::Aggregation;
use super::place::{Part, Place};
use super::problem::{self, Problem};
use super::subject::Subject;
use crate::facts::{self, BindingFacts, ObjectFacts, RoleFacts, RuleFacts};
use crate::{Id, Known};

/// The namespace of what names none.
pub(super) const DEFAULT_NAMESPACE: &str = "default";

/// A file that is none: objects of the background are numbered in it.
pub(super) const BACKGROUND: u32 = u32::MAX;

/// Roles and bindings of all files.
#[derive(Debug)]
pub struct Model<'a> {
    pub(super) objects: Vec<Known<'a>>,
    pub(super) roles: Vec<Role<'a>>,
    pub(super) bindings: Vec<Binding<'a>>,
    /// Everybody whom a binding names, each once.
    pub(super) subjects: Vec<Subject>,
    /// Which subject of which binding names whom.
    pub(super) named: Vec<Naming>,
    pub(super) by_named: Order,
    by_subject: Order,
    by_role: Order,
    pub(super) aggregation: Aggregation,
    pub(super) accounts: Accounts<'a>,
}

/// A subject of a binding names somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Naming {
    pub(super) whom: u32,
    pub(super) binding: u32,
    pub(super) index: u32,
}

/// A `Role` or a `ClusterRole`.
#[derive(Clone, Copy, Debug)]
pub struct Role<'a> {
    /// Where it stands.
    pub known: Known<'a>,
    /// What it allows.
    pub facts: &'a RoleFacts,
    /// Whether another of the same name comes later, and is the one that counts.
    pub is_replaced: bool,
}

/// A `RoleBinding` or a `ClusterRoleBinding`.
#[derive(Clone, Debug)]
pub struct Binding<'a> {
    /// Where it stands.
    pub known: Known<'a>,
    /// What it says.
    pub facts: &'a BindingFacts,
    /// Whether another of the same name comes later, and is the one that counts.
    pub is_replaced: bool,
    /// The numbers of the roles that it gives: one, or one more of the background with the same name.
    pub(super) roles: Vec<u32>,
}

impl<'a> Role<'a> {
    /// Whether it is a `ClusterRole`.
    pub fn is_cluster(&self) -> bool {
        *self.known.facts.kind == *"ClusterRole"
    }

    /// Its name.
    pub fn name(&self) -> &'a str {
        &self.known.facts.name
    }

    /// Its namespace; "" for a `ClusterRole`.
    pub fn namespace(&self) -> &'a str {
        if self.is_cluster() { "" } else { namespace(self.known.facts) }
    }

    /// Whether every new cluster has it.
    pub const fn is_default(&self) -> bool {
        self.known.id.file == BACKGROUND
    }
}

impl<'a> Binding<'a> {
    /// Whether it is a `ClusterRoleBinding`.
    pub fn is_cluster(&self) -> bool {
        *self.known.facts.kind == *"ClusterRoleBinding"
    }

    /// Its name.
    pub fn name(&self) -> &'a str {
        &self.known.facts.name
    }

    /// Its namespace; "" for a `ClusterRoleBinding`.
    pub fn namespace(&self) -> &'a str {
        if self.is_cluster() { "" } else { namespace(self.known.facts) }
    }

    /// Whether every new cluster has it.
    pub const fn is_default(&self) -> bool {
        self.known.id.file == BACKGROUND
    }

    /// Whether the role that it names is of a kind that it may name.
    pub(super) fn names_a_role(&self) -> bool {
        match &*self.facts.role_kind {
            "ClusterRole" => true,
            "Role" => !self.is_cluster(),
            _ => false,
        }
    }
}

impl<'a> Model<'a> {
    /// The model of objects, with what every new cluster has as a background, which may be empty. Of objects with the
    /// same name the last one counts, as where they are applied in their order; one that has the name of an object of
    /// the background adds to it, as the API server restores what is missing in those.
    pub fn new(objects: &[Known<'a>], background: &'a [ObjectFacts]) -> Self {
        let behind = (0..)
            .zip(background)
            .map(|(document, facts)| Known { id: Id { file: BACKGROUND, document, ordinal: 0 }, facts });
        let objects: Vec<Known<'a>> = objects.iter().copied().chain(behind).collect();
        let (mut roles, mut bindings) = (Vec::new(), Vec::new());
        for known in &objects {
            match &known.facts.role {
                facts::Role::Permissions(facts) => roles.push(Role { known: *known, facts, is_replaced: false }),
                facts::Role::Binding(facts) => {
                    bindings.push(Binding { known: *known, facts, is_replaced: false, roles: Vec::new() });
                }
                _ => {}
            }
        }
        let by_role = Order::new(roles.iter().map(|role| key(role.namespace(), role.name())));
        let by_binding = Order::new(bindings.iter().map(|binding| key(binding.namespace(), binding.name())));
        let later = |order: &Order, own: usize, key: u64, same: &dyn Fn(usize) -> bool| {
            order.find(key).any(|place| place > own && same(place))
        };
        let replaced: Vec<bool> = roles
            .iter()
            .enumerate()
            .map(|(own, role)| {
                later(&by_role, own, key(role.namespace(), role.name()), &|place| {
                    roles.get(place).is_some_and(|other| is_same(role.known, other.known))
                })
            })
            .collect();
        roles.iter_mut().zip(replaced).for_each(|(role, replaced)| role.is_replaced = replaced);
        let replaced: Vec<bool> = bindings
            .iter()
            .enumerate()
            .map(|(own, binding)| {
                later(&by_binding, own, key(binding.namespace(), binding.name()), &|place| {
                    bindings.get(place).is_some_and(|other| is_same(binding.known, other.known))
                })
            })
            .collect();
        bindings.iter_mut().zip(replaced).for_each(|(binding, replaced)| binding.is_replaced = replaced);
        let aggregation = Aggregation::of(&roles);
        let mut model = Self {
            accounts: Accounts::of(&objects),
            objects,
            roles,
            bindings,
            subjects: Vec::new(),
            named: Vec::new(),
            by_named: Order::default(),
            by_subject: Order::default(),
            by_role,
            aggregation,
        };
        model.resolve();
        model
    }

    /// Finds the roles of the bindings, and gathers whom they name.
    fn resolve(&mut self) {
        let mut all = Vec::new();
        for number in 0..self.bindings.len() {
            let Some(binding) = self.bindings.get(number) else { continue };
            let namespace = if &*binding.facts.role_kind == "Role" { binding.namespace() } else { "" };
            let roles: Vec<u32> = if binding.names_a_role() {
                self.roles_named(namespace, &binding.facts.role).collect()
            } else {
                Vec::new()
            };
            if !binding.is_replaced {
                for (index, subject) in (0..).zip(&binding.facts.subjects) {
                    let whom = Subject::of(subject, binding.namespace());
                    all.extend(whom.map(|whom| (whom, Naming { whom: 0, binding: number as u32, index })));
                }
            }
            if let Some(binding) = self.bindings.get_mut(number) {
                binding.roles = roles;
            }
        }
        let order = Order::new(all.iter().map(|(whom, _)| subject_key(whom)));
        let mut numbers: Vec<u32> = Vec::with_capacity(all.len());
        for (own, (whom, naming)) in all.iter().enumerate() {
            let first =
                order.find(subject_key(whom)).find(|place| all.get(*place).is_some_and(|(other, _)| other == whom));
            let number = match first.filter(|first| *first < own).and_then(|first| numbers.get(first)) {
                Some(number) => *number,
                None => {
                    self.subjects.push(whom.clone());
                    self.subjects.len() as u32 - 1
                }
            };
            numbers.push(number);
            self.named.push(Naming { whom: number, ..*naming });
        }
        self.by_named = Order::new(self.named.iter().map(|naming| u64::from(naming.whom)));
        self.by_subject = Order::new(self.subjects.iter().map(subject_key));
    }

    /// The roles with a name that count: one, and one of the background.
    pub(super) fn roles_named(&self, namespace: &str, name: &str) -> impl Iterator<Item = u32> {
        let found = self.by_role.find(key(namespace, name));
        found
            .filter(move |place| {
                let role = self.roles.get(*place);
                role.is_some_and(|role| !role.is_replaced && role.name() == name && role.namespace() == namespace)
            })
            .map(|place| place as u32)
    }

    /// All roles, in the order of files and places.
    pub fn roles(&self) -> &[Role<'a>] {
        &self.roles
    }

    /// All bindings, in the order of files and places.
    pub fn bindings(&self) -> &[Binding<'a>] {
        &self.bindings
    }

    /// Everybody whom a binding names, each once, in the order in which they are first named.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// What the API server would refuse or what has no effect, in the order of files and places.
    pub fn problems(&self) -> Vec<Problem> {
        problem::problems(self)
    }

    /// The number of somebody whom a binding names.
    pub(super) fn number_of(&self, subject: &Subject) -> Option<u32> {
        let mut found = self.by_subject.find(subject_key(subject));
        found.find(|place| self.subjects.get(*place) == Some(subject)).map(|place| place as u32)
    }

    /// The rules that a role has: those that are written in it, or in the roles that it aggregates.
    pub(super) fn rules_of(&self, role: u32) -> impl Iterator<Item = (u32, u32, &'a RuleFacts)> {
        let sources = self.aggregation.sources.get(role as usize).map_or(&[][..], Vec::as_slice);
        sources.iter().flat_map(|source| {
            let rules = self.roles.get(*source as usize).map_or(&[][..], |role| &*role.facts.rules);
            (0..).zip(rules).map(|(index, rule)| (*source, index, rule))
        })
    }

    /// The place of a rule.
    pub(super) fn rule_place(&self, role: u32, rule: u32) -> Option<Place> {
        let role = self.roles.get(role as usize)?;
        Some(Place { id: role.known.id, part: Part::Rule(rule) })
    }
}

/// The namespace that an object is in.
pub(super) fn namespace(facts: &ObjectFacts) -> &str {
    if facts.namespace.is_empty() { DEFAULT_NAMESPACE } else { &facts.namespace }
}

/// Whether two objects are the same to the API server. What is of the background is not replaced.
fn is_same(left: Known<'_>, right: Known<'_>) -> bool {
    let background = |known: Known<'_>| known.id.file == BACKGROUND;
    let named = |known: Known<'_>| !known.facts.name.is_empty();
    left.facts.kind == right.facts.kind
        && left.facts.name == right.facts.name
        && (left.facts.kind.starts_with("Cluster") || namespace(left.facts) == namespace(right.facts))
        && background(left) == background(right)
        && named(left)
}

fn key(namespace: &str, name: &str) -> u64 {
    hash(name).rotate_left(7) ^ hash(namespace)
}

fn subject_key(subject: &Subject) -> u64 {
    match subject {
        Subject::Account { namespace, name } => key(namespace, name),
        Subject::Group(name) => hash(name).rotate_left(3),
        Subject::User(name) => hash(name),
    }
}
