//! Where somebody's power leads: who can become whom, up to all power over the cluster.
//!
//! Every identity (users, groups, service accounts) is a node, and so is what identities can get at: the service accounts,
//! Pods, tokens and Roles of a namespace, all power over a namespace, root on a node, the holders of a role that can be
//! bound. An edge is one technique, with the rules that it rests on. Where a technique needs several powers, one identity
//! must have them, itself or by its groups: powers of several identities are not put together. What leads to many goes
//! through one node for all of them, so that there are as many edges as rules that lead somewhere, times their bindings,
//! and as many more as there are service accounts and workloads; the shortest ways from everywhere are then found in one
//! walk back from the goal, which visits each edge once and so ends in circles, too.

use plimsoll_source::order::{Order, by_number, hash, pair};

use super::account::DEFAULT_ACCOUNT;
use super::chain::{Chain, Node, Proof, Step};
use super::graph::{Edge, Ways};
use super::model::{DEFAULT_NAMESPACE, Model, namespace};
use super::power::{Held, Power, powers};
use super::query::Grant;
use super::steps::Steps;
use super::subject::{MASTERS, Subject};
use super::technique::Technique;
use crate::facts::Role;

pub(super) const ADMIN: u32 = 0;
pub(super) const ROOT: u32 = 1;
pub(super) const USERS: u32 = 2;
pub(super) const GROUPS: u32 = 3;
const FIXED: u32 = 4;

/// The whole cluster, among scopes.
pub(super) const CLUSTER: u32 = 0;

/// What there is of each namespace, and of all of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hub {
    Accounts,
    Pods,
    Tokens,
    Roles,
    Full,
}

const HUBS: [Hub; 5] = [Hub::Accounts, Hub::Pods, Hub::Tokens, Hub::Roles, Hub::Full];

/// A power that somebody has in a scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holding {
    pub(super) power: Power,
    pub(super) scope: u32,
    pub(super) grant: Grant,
}

/// Who holds a role, by a binding that somebody could make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) role: u32,
    pub(super) scope: u32,
    /// Whether the binding is one of the cluster: else, where the scope is the cluster, it is one in each namespace.
    pub(super) is_cluster: bool,
}

/// A binding that is none: of a rule that is had by the step before.
pub(super) const NO_BINDING: u32 = u32::MAX;

/// Who can become whom.
#[derive(Debug)]
pub struct Escalation<'m, 'a> {
    pub(super) model: &'m Model<'a>,
    /// Namespaces; the first is the whole cluster.
    pub(super) scopes: Vec<Box<str>>,
    by_scope: Order,
    guarded: Vec<bool>,
    pub(super) subjects: Vec<Subject>,
    by_subject: Order,
    pub(super) holders: Vec<Holder>,
    pub(super) edges: Vec<Edge>,
    certain: Ways,
    any: Ways,
}

impl<'m, 'a> Escalation<'m, 'a> {
    /// Follows the powers of everybody in a model.
    pub fn of(model: &'m Model<'a>) -> Self {
        let mut this = Self {
            model,
            scopes: Vec::new(),
            by_scope: Order::default(),
            guarded: Vec::new(),
            subjects: model.subjects().to_vec(),
            by_subject: Order::default(),
            holders: Vec::new(),
            edges: Vec::new(),
            certain: Ways::default(),
            any: Ways::default(),
        };
        this.gather();
        this.join_hubs();
        this.join_members();
        let powers = powers(model);
        let holdings = this.holdings(&powers);
        let steps = Steps::new(&mut this, &powers, &holdings);
        steps.take();
        let nodes = this.first_holder() as usize + this.holders.len();
        this.certain = Ways::to(ADMIN, nodes, &this.edges, |edge| edge.technique.condition().is_none());
        this.any = Ways::to(ADMIN, nodes, &this.edges, |_| true);
        this
    }

    /// Namespaces and identities beside those that bindings name.
    fn gather(&mut self) {
        let model = self.model;
        // These two are there in every cluster.
        let mut scopes: Vec<Box<str>> = vec!["".into(), DEFAULT_NAMESPACE.into(), "kube-system".into()];
        let mut accounts: Vec<(&str, &str)> = Vec::new();
        accounts.extend(
            model.accounts.all.iter().map(|account| (namespace(account.known.facts), &*account.known.facts.name)),
        );
        accounts.extend(model.running().map(|running| (running.namespace, running.account)));
        accounts.extend(model.tokens().map(|(namespace, _, account)| (namespace, account)));
        scopes.extend(model.bindings().iter().map(|binding| binding.namespace().into()));
        scopes.extend(model.roles().iter().map(|role| role.namespace().into()));
        scopes.extend(accounts.iter().map(|(namespace, _)| (*namespace).into()));
        scopes.extend(model.subjects().iter().filter_map(|subject| match subject {
            Subject::Account { namespace, .. } => Some(namespace.clone()),
            _ => None,
        }));
        scopes.extend(
            model
                .objects
                .iter()
                .filter(|known| matches!(known.facts.role, Role::Namespace { .. }))
                .map(|known| known.facts.name.clone()),
        );
        self.scopes = once_each(scopes, |scope| hash(scope));
        self.by_scope = Order::new(self.scopes.iter().map(|scope| hash(scope)));
        self.guarded = vec![false; self.scopes.len()];
        for known in &model.objects {
            let Some(level) = known.facts.namespace_label("pod-security.kubernetes.io/enforce") else { continue };
            let guarded = self.scope_of(&known.facts.name).and_then(|scope| self.guarded.get_mut(scope as usize));
            // A level that there is not acts as the strictest.
            guarded.into_iter().for_each(|guarded| *guarded = level != "privileged");
        }
        let mut subjects = std::mem::take(&mut self.subjects);
        subjects.extend(accounts.iter().map(|(namespace, name)| Subject::account(namespace, name)));
        subjects.extend(self.scopes.iter().skip(1).map(|scope| Subject::account(scope, DEFAULT_ACCOUNT)));
        subjects.push(Subject::Group(MASTERS.into()));
        self.subjects = once_each(subjects, key);
        self.by_subject = Order::new(self.subjects.iter().map(key));
    }

    pub(super) fn scope_of(&self, namespace: &str) -> Option<u32> {
        let mut found = self.by_scope.find(hash(namespace));
        found.find(|place| self.scopes.get(*place).is_some_and(|scope| **scope == *namespace)).map(|place| place as u32)
    }

    /// Whether Pod Security admission refuses Pods there that mount the files of their node, as the files have it. Of the
    /// namespaces of a cluster, there is always one that it does not guard.
    pub(super) fn is_guarded(&self, scope: u32) -> bool {
        scope != CLUSTER && self.guarded.get(scope as usize) == Some(&true)
    }

    pub(super) const fn hub(hub: Hub, scope: u32) -> u32 {
        FIXED + scope * HUBS.len() as u32 + hub as u32
    }

    const fn first_subject(&self) -> u32 {
        FIXED + (self.scopes.len() * HUBS.len()) as u32
    }

    const fn first_holder(&self) -> u32 {
        self.first_subject() + self.subjects.len() as u32
    }

    /// The node of somebody.
    pub(super) fn node_of(&self, subject: &Subject) -> Option<u32> {
        let mut found = self.by_subject.find(key(subject));
        let place = found.find(|place| self.subjects.get(*place) == Some(subject))?;
        Some(self.first_subject() + place as u32)
    }

    pub(super) const fn node_of_number(&self, number: u32) -> u32 {
        self.first_subject() + number
    }

    /// The node of who holds a role.
    pub(super) fn node_of_holder(&mut self, holder: Holder, known: &mut Vec<(u64, u32)>) -> u32 {
        let key = pair(holder.role, holder.scope) << 1 | u64::from(holder.is_cluster);
        let place = known.partition_point(|(known, _)| *known < key);
        if let Some((_, number)) = known.get(place).filter(|(known, _)| *known == key) {
            return self.first_holder() + number;
        }
        let number = self.holders.len() as u32;
        self.holders.push(holder);
        known.insert(place, (key, number));
        self.first_holder() + number
    }

    pub(super) fn edge(&mut self, from: u32, to: u32, technique: Technique, grants: &[Grant]) {
        let mut proofs = grants.iter().copied();
        let proofs = [proofs.next(), proofs.next(), proofs.next()];
        if from != to {
            self.edges.push(Edge { from, to, technique, proofs });
        }
    }

    /// What is behind each hub.
    fn join_hubs(&mut self) {
        for hub in HUBS {
            for scope in 1..self.scopes.len() as u32 {
                self.edge(Self::hub(hub, CLUSTER), Self::hub(hub, scope), Technique::Choice, &[]);
            }
        }
        for scope in 0..self.scopes.len() as u32 {
            self.edge(Self::hub(Hub::Full, scope), Self::hub(Hub::Accounts, scope), Technique::RunPods, &[]);
            self.edge(Self::hub(Hub::Full, scope), ROOT, Technique::MountNode, &[]);
        }
        for number in 0..self.subjects.len() as u32 {
            let node = self.node_of_number(number);
            let hub = match self.subjects.get(number as usize) {
                Some(Subject::Account { namespace, .. }) => {
                    self.scope_of(namespace).map(|scope| Self::hub(Hub::Accounts, scope))
                }
                Some(Subject::User(_)) => Some(USERS),
                Some(group @ Subject::Group(_)) if !group.is_master() => Some(GROUPS),
                Some(Subject::Group(_)) => {
                    self.edge(node, ADMIN, Technique::Holds, &[]);
                    None
                }
                None => None,
            };
            hub.into_iter().for_each(|hub| self.edge(hub, node, Technique::Choice, &[]));
        }
        let model = self.model;
        for running in model.running().filter(|running| running.token.is_there()) {
            if let (Some(scope), Some(node)) = (self.scope_of(running.namespace), self.node_of(&running.subject())) {
                self.edge(Self::hub(Hub::Pods, scope), node, Technique::Choice, &[]);
            }
        }
        for (namespace, _, account) in model.tokens() {
            if let (Some(scope), Some(node)) =
                (self.scope_of(namespace), self.node_of(&Subject::account(namespace, account)))
            {
                self.edge(Self::hub(Hub::Tokens, scope), node, Technique::Choice, &[]);
            }
        }
        self.edge(ROOT, Self::hub(Hub::Pods, CLUSTER), Technique::OnNode, &[]);
        self.edge(ROOT, ADMIN, Technique::ControlPlaneNode, &[]);
        self.edge(Self::hub(Hub::Pods, CLUSTER), ADMIN, Technique::ControlPlanePod, &[]);
    }

    /// Who is in which group.
    fn join_members(&mut self) {
        for number in 0..self.subjects.len() {
            let Some(subject) = self.subjects.get(number) else { continue };
            let groups: Vec<u32> = subject.groups().iter().filter_map(|group| self.node_of(group)).collect();
            let node = self.node_of_number(number as u32);
            groups.into_iter().for_each(|group| self.edge(node, group, Technique::Member, &[]));
        }
    }

    /// What everybody holds whom bindings name, by number.
    fn holdings(&self, powers: &[Vec<Held>]) -> Vec<Vec<Holding>> {
        let mut all: Vec<Vec<Holding>> = vec![Vec::new(); self.model.subjects().len()];
        for naming in &self.model.named {
            let Some(binding) = self.model.bindings().get(naming.binding as usize) else { continue };
            let scope = self.scope_of(binding.namespace()).unwrap_or_default();
            let Some(own) = all.get_mut(naming.whom as usize) else { continue };
            for held in binding.roles.iter().filter_map(|role| powers.get(*role as usize)).flatten() {
                if scope != CLUSTER && held.power.is_of_cluster() {
                    continue;
                }
                let grant = Grant { binding: naming.binding, subject: naming.index, role: held.role, rule: held.rule };
                own.push(Holding { power: held.power, scope, grant });
            }
        }
        all.iter_mut().for_each(sort);
        all
    }

    /// Everybody whose power was followed: those whom bindings name first, then the other service accounts.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The shortest chain from somebody to all power over the cluster. One that needs nothing beside what the files say
    /// goes before one that does.
    pub fn chain(&self, subject: &Subject) -> Option<Chain<'_>> {
        let from = match self.node_of(subject) {
            Some(node) => vec![node],
            None => subject.groups().iter().filter_map(|group| self.node_of(group)).collect(),
        };
        let ways = [&self.certain, &self.any];
        let nearest = |ways: &&Ways| {
            let all = from.iter().filter_map(|node| Some((ways.length_from(*node)?, *node)));
            all.min().map(|(_, node)| node)
        };
        let (ways, node) = ways.into_iter().find_map(|ways| Some((ways, nearest(&ways)?)))?;
        Some(Chain { steps: self.steps(&ways.from(node, &self.edges)) })
    }

    /// The steps of a way: what is picked of several belongs to the step before.
    fn steps(&self, way: &[&Edge]) -> Vec<Step<'_>> {
        let mut steps: Vec<Step<'_>> = Vec::new();
        for edge in way {
            let to = self.node(edge.to);
            if let (Technique::Choice, Some(last)) = (edge.technique, steps.last_mut()) {
                last.to = to;
                continue;
            }
            let proof = |grant: &Grant| match grant.binding {
                NO_BINDING => Proof::Rule(grant.role, grant.rule),
                _ => Proof::Granted(*grant),
            };
            // One rule may give several of the powers that a step needs.
            let mut proofs: Vec<Proof> = edge.proofs.iter().flatten().map(proof).collect();
            proofs.dedup();
            steps.push(Step { from: self.node(edge.from), technique: edge.technique, proofs, to });
        }
        steps
    }

    fn node(&self, node: u32) -> Node<'_> {
        let scope = |number: u32| self.scopes.get(number as usize).map_or("", |scope| scope);
        match node {
            ADMIN => return Node::ClusterAdmin,
            ROOT => return Node::RootOnNode,
            USERS => return Node::AnyUser,
            GROUPS => return Node::AnyGroup,
            _ => {}
        }
        if let Some(subject) = node.checked_sub(self.first_subject()) {
            if let Some(subject) = self.subjects.get(subject as usize) {
                return Node::Subject(subject);
            }
            let holder = self.holders.get((node - self.first_holder()) as usize);
            let role = holder.and_then(|holder| self.model.roles().get(holder.role as usize));
            return match (holder, role) {
                (Some(holder), Some(role)) => {
                    Node::Holder { kind: &role.known.facts.kind, role: role.name(), namespace: scope(holder.scope) }
                }
                _ => Node::ClusterAdmin,
            };
        }
        let place = node - FIXED;
        let namespace = scope(place / HUBS.len() as u32);
        match HUBS.get((place % HUBS.len() as u32) as usize) {
            Some(Hub::Accounts) | None => Node::Accounts(namespace),
            Some(Hub::Pods) => Node::Pods(namespace),
            Some(Hub::Tokens) => Node::Tokens(namespace),
            Some(Hub::Roles) => Node::Roles(namespace),
            Some(Hub::Full) => Node::NamespaceAdmin(namespace),
        }
    }
}

pub(super) fn sort(holdings: &mut Vec<Holding>) {
    by_number(holdings, |holding| pair(holding.power as u32, holding.scope));
}

fn key(subject: &Subject) -> u64 {
    match subject {
        Subject::Account { namespace, name } => hash(name).rotate_left(9) ^ hash(namespace),
        Subject::Group(name) => hash(name).rotate_left(3),
        Subject::User(name) => hash(name),
    }
}

/// A list without what stands in it before.
fn once_each<T: PartialEq>(all: Vec<T>, key: impl Fn(&T) -> u64) -> Vec<T> {
    let order = Order::new(all.iter().map(&key));
    let is_first = |own: usize, item: &T| {
        order.find(key(item)).take_while(|place| *place < own).all(|place| all.get(place) != Some(item))
    };
    let first: Vec<bool> = all.iter().enumerate().map(|(own, item)| is_first(own, item)).collect();
    all.into_iter().zip(first).filter(|(_, first)| *first).map(|(item, _)| item).collect()
}
