//! The techniques by which powers lead further, one after the other, for everybody who holds some.

use super::escalation::{ADMIN, CLUSTER, Escalation, GROUPS, Holder, Holding, Hub, NO_BINDING, ROOT, USERS, sort};
use super::model::Role;
use super::names::Names;
use super::power::{Held, Power};
use super::query::Grant;
use super::subject::{MASTERS, Subject};
use super::technique::Technique;

const PODS: &[Power] = &[Power::CreatePods, Power::CreateWorkloads, Power::ChangeWorkloads];

/// All powers of one identity: its own, and those of its groups.
struct Bag<'h> {
    node: u32,
    /// The first list is its own.
    lists: Vec<&'h [Holding]>,
    /// The bindings that it has: role, scope, and whether by a cluster binding.
    bound: Vec<Holder>,
    /// Whether what is of the cluster counts: not where the scope of the cluster stands for each namespace in turn.
    is_cluster: bool,
}

/// A power that is held, and whether by the identity itself.
#[derive(Clone, Copy, Debug)]
struct Found {
    holding: Holding,
    is_own: bool,
}

impl<'h> Bag<'h> {
    fn all(&self, power: Power, scope: u32) -> impl Iterator<Item = Found> {
        let scopes = if scope == CLUSTER { [Some(CLUSTER), None] } else { [Some(scope), Some(CLUSTER)] };
        let within = move |list: &'h [Holding], scope: u32| {
            let wanted = (power as u32, scope);
            let first = list.partition_point(|known| (known.power as u32, known.scope) < wanted);
            let rest = list.get(first..).unwrap_or_default();
            rest.iter().take_while(move |known| (known.power as u32, known.scope) == wanted)
        };
        let counts = self.is_cluster || !power.is_of_cluster();
        let lists = (0..).zip(&self.lists).filter(move |_| counts);
        lists.flat_map(move |(place, list): (u32, &&'h [Holding])| {
            let list = *list;
            let found = scopes.into_iter().flatten().flat_map(move |scope| within(list, scope));
            found.map(move |holding| Found { holding: *holding, is_own: place == 0 })
        })
    }

    fn first(&self, power: Power, scope: u32) -> Option<Found> {
        self.all(power, scope).next()
    }

    /// One of several powers, if possible one of its own.
    fn first_of(&self, powers: &[Power], scope: u32) -> Option<Found> {
        let mut found = powers.iter().filter_map(|power| self.first(*power, scope));
        let first = found.next()?;
        if first.is_own { Some(first) } else { Some(found.find(|found| found.is_own).unwrap_or(first)) }
    }

    /// Whether it holds a power in whatever scope.
    fn anywhere(&self, power: Power) -> Option<Found> {
        (0..).zip(&self.lists).find_map(|(place, list): (u32, _)| {
            let first = list.partition_point(|known| (known.power as u32) < power as u32);
            let holding = list.get(first).filter(|known| known.power == power)?;
            Some(Found { holding: *holding, is_own: place == 0 })
        })
    }

    /// The scopes that something is held in, each once, the cluster first. Of groups they matter only together with a
    /// power of its own.
    fn scopes(&self) -> Vec<u32> {
        let own = self.lists.first().copied().unwrap_or_default();
        let others = if own.iter().any(|holding| holding.scope == CLUSTER) { &self.lists[..] } else { &[] };
        let mut scopes: Vec<u32> =
            own.iter().chain(others.iter().copied().flatten()).map(|holding| holding.scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        scopes
    }
}

pub(super) struct Steps<'s, 'm, 'a> {
    to: &'s mut Escalation<'m, 'a>,
    powers: &'s [Vec<Held>],
    holdings: &'s [Vec<Holding>],
    known_holders: Vec<(u64, u32)>,
    names: Names<'a>,
}

impl<'s, 'm, 'a> Steps<'s, 'm, 'a> {
    pub(super) fn new(to: &'s mut Escalation<'m, 'a>, powers: &'s [Vec<Held>], holdings: &'s [Vec<Holding>]) -> Self {
        Self { names: Names::of(to), powers, holdings, known_holders: Vec::new(), to }
    }

    /// Takes every step of everybody, and of whoever holds a role that can be bound.
    pub(super) fn take(mut self) {
        for number in 0..self.holdings.len() {
            let Some(subject) = self.to.model.subjects().get(number) else { continue };
            let groups = subject.groups();
            let numbers = groups.iter().filter_map(|group| self.to.model.number_of(group));
            let keys: Vec<u32> = std::iter::once(number as u32).chain(numbers).collect();
            let holdings = self.holdings;
            let lists: Vec<&[Holding]> =
                keys.iter().filter_map(|key| holdings.get(*key as usize)).map(Vec::as_slice).collect();
            if lists.first().is_none_or(|own| own.is_empty()) {
                continue;
            }
            let bound = self.bound(&keys);
            let bag = Bag { node: self.to.node_of_number(number as u32), lists, bound, is_cluster: true };
            self.of(&bag);
        }
        self.of_roles();
        let mut done = 0;
        while let Some(holder) = self.to.holders.get(done).copied() {
            let held = self.powers.get(holder.role as usize).map_or(&[][..], Vec::as_slice);
            let mut own: Vec<Holding> = held
                .iter()
                .filter(|held| holder.is_cluster || !held.power.is_of_cluster())
                .map(|held| Holding {
                    power: held.power,
                    scope: holder.scope,
                    grant: Grant { binding: NO_BINDING, subject: 0, role: held.role, rule: held.rule },
                })
                .collect();
            sort(&mut own);
            let node = self.holder(holder);
            self.of(&Bag { node, lists: vec![&own], bound: vec![holder], is_cluster: holder.is_cluster });
            done += 1;
        }
    }

    fn holder(&mut self, holder: Holder) -> u32 {
        self.to.node_of_holder(holder, &mut self.known_holders)
    }

    fn bound(&self, keys: &[u32]) -> Vec<Holder> {
        let model = self.to.model;
        let namings = keys.iter().flat_map(|key| model.by_named.find(u64::from(*key)));
        let bindings = namings.filter_map(|place| model.bindings().get(model.named.get(place)?.binding as usize));
        bindings
            .flat_map(|binding| {
                let scope = self.to.scope_of(binding.namespace()).unwrap_or_default();
                let is_cluster = binding.is_cluster();
                binding.roles.iter().map(move |role| Holder { role: *role, scope, is_cluster })
            })
            .collect()
    }

    /// Whoever may bind every Role of a namespace may hold any of them.
    fn of_roles(&mut self) {
        if !self.to.edges.iter().any(|edge| edge.technique == Technique::Bind) {
            return;
        }
        for (number, role) in (0..).zip(self.to.model.roles()).filter(|(_, role)| !role.is_cluster()) {
            let Some(scope) = self.to.scope_of(role.namespace()) else { continue };
            let node = self.holder(Holder { role: number, scope, is_cluster: false });
            self.to.edge(Escalation::hub(Hub::Roles, scope), node, Technique::Choice, &[]);
        }
    }

    fn of(&mut self, bag: &Bag<'_>) {
        for scope in bag.scopes() {
            if let Some(all) = bag.first(Power::Everything, scope) {
                let whole = scope == CLUSTER && bag.is_cluster;
                let to = if whole { ADMIN } else { Escalation::hub(Hub::Full, scope) };
                self.step(bag, to, Technique::Holds, &[all]);
                if whole {
                    return;
                }
            }
            self.pods(bag, scope);
            self.secrets_and_tokens(bag, scope);
            self.bindings(bag, scope);
            self.role_changes(bag, scope);
            if scope == CLUSTER {
                self.cluster(bag);
            }
        }
        self.groups(bag);
    }

    /// A step of which the groups of an identity hold all is theirs, and is taken there.
    fn step(&mut self, bag: &Bag<'_>, to: u32, technique: Technique, found: &[Found]) {
        if found.iter().any(|found| found.is_own) {
            let grants: Vec<Grant> = found.iter().map(|found| found.holding.grant).collect();
            self.to.edge(bag.node, to, technique, &grants);
        }
    }

    fn names(&self, found: &Found) -> &'a [Box<str>] {
        self.to.model.rule(found.holding.grant).map_or(&[][..], |rule| &*rule.names)
    }

    fn allows(&self, found: &Found, name: &str) -> bool {
        let names = self.names(found);
        names.is_empty() || names.iter().any(|known| **known == *name)
    }

    fn pods(&mut self, bag: &Bag<'_>, scope: u32) {
        if let Some(make) = bag.first_of(PODS, scope) {
            self.step(bag, Escalation::hub(Hub::Accounts, scope), Technique::RunPods, &[make]);
            if self.to.is_guarded(scope) {
                let name = self.to.scopes.get(scope as usize).cloned().unwrap_or_default();
                let lifts: Vec<Found> = bag.all(Power::ChangeNamespaces, scope).collect();
                if let Some(lift) = lifts.into_iter().find(|found| self.allows(found, &name)) {
                    self.step(bag, ROOT, Technique::LiftLevel, &[make, lift]);
                }
                let volume = bag.first(Power::CreateVolumes, CLUSTER);
                if let (Some(volume), Some(claim)) = (volume, bag.first(Power::CreateClaims, scope)) {
                    self.step(bag, ROOT, Technique::MountVolume, &[make, volume, claim]);
                }
            } else {
                self.step(bag, ROOT, Technique::MountNode, &[make]);
            }
        }
        let ways = [
            (Power::Exec, Technique::Exec),
            (Power::Debug, Technique::Debug),
            (Power::ChangePods, Technique::ChangeImage),
        ];
        for (power, technique) in ways {
            for found in bag.all(power, scope).filter(|found| found.is_own && found.holding.scope == scope) {
                let names = self.names(&found);
                if names.is_empty() {
                    self.step(bag, Escalation::hub(Hub::Pods, scope), technique, &[found]);
                }
                for node in
                    names.iter().flat_map(|name| self.names.workloads_of_pod(self.to, scope, name)).collect::<Vec<_>>()
                {
                    self.step(bag, node, technique, &[found]);
                }
            }
        }
    }

    fn secrets_and_tokens(&mut self, bag: &Bag<'_>, scope: u32) {
        let read: Vec<Found> = bag.all(Power::ReadSecrets, scope).collect();
        for found in read.iter().filter(|found| found.is_own && found.holding.scope == scope) {
            let names = self.names(found);
            if names.is_empty() {
                self.step(bag, Escalation::hub(Hub::Tokens, scope), Technique::ReadToken, &[*found]);
            }
            for name in names {
                for node in self.names.tokens(self.to, scope, name) {
                    self.step(bag, node, Technique::ReadToken, &[*found]);
                }
            }
        }
        let create = bag.all(Power::CreateSecrets, scope);
        if let Some((create, read)) = pair_of(create, read.iter().copied()) {
            self.step(bag, Escalation::hub(Hub::Accounts, scope), Technique::MakeToken, &[create, read]);
        }
        let ways =
            [(Power::CreateTokens, Technique::RequestToken), (Power::ImpersonateAccounts, Technique::Impersonate)];
        for (power, technique) in ways {
            for found in bag.all(power, scope).filter(|found| found.is_own && found.holding.scope == scope) {
                let names = self.names(&found);
                if names.is_empty() {
                    self.step(bag, Escalation::hub(Hub::Accounts, scope), technique, &[found]);
                }
                for node in names.iter().flat_map(|name| self.names.accounts(self.to, scope, name)).collect::<Vec<_>>()
                {
                    self.step(bag, node, technique, &[found]);
                }
            }
        }
    }

    fn bindings(&mut self, bag: &Bag<'_>, scope: u32) {
        let binds: Vec<Found> = bag.all(Power::BindClusterRoles, scope).collect();
        if let Some(create) = bag.first(Power::CreateBindings, scope) {
            for bind in &binds {
                self.bind(bag, &[*bind, create], Holder { role: 0, scope, is_cluster: false });
            }
            for bind in bag.all(Power::BindRoles, scope).collect::<Vec<_>>() {
                let names = self.names(&bind);
                if names.is_empty() {
                    self.step(bag, Escalation::hub(Hub::Roles, scope), Technique::Bind, &[bind, create]);
                }
                for role in names.iter().flat_map(|name| self.names.roles(self.to, scope, name)).collect::<Vec<_>>() {
                    let node = self.holder(role);
                    self.step(bag, node, Technique::Bind, &[bind, create]);
                }
            }
        }
        if scope != CLUSTER || !bag.is_cluster {
            return;
        }
        if let Some(create) = bag.first(Power::CreateClusterBindings, CLUSTER) {
            for bind in &binds {
                self.bind(bag, &[*bind, create], Holder { role: 0, scope, is_cluster: true });
            }
        }
    }

    /// A cluster role is bound: any of them, or those that the rule names.
    fn bind(&mut self, bag: &Bag<'_>, found: &[Found], holder: Holder) {
        let Some(bind) = found.first() else { return };
        let names = self.names(bind);
        let whole = if holder.is_cluster { ADMIN } else { Escalation::hub(Hub::Full, holder.scope) };
        if names.is_empty() {
            return self.step(bag, whole, Technique::Bind, found);
        }
        for name in names {
            let roles: Vec<u32> = self.to.model.roles_named("", name).collect();
            if roles.is_empty() && **name == *"cluster-admin" {
                self.step(bag, whole, Technique::Bind, found);
            }
            for role in roles {
                let node = self.holder(Holder { role, ..holder });
                self.step(bag, node, Technique::Bind, found);
            }
        }
    }

    /// Whoever may change roles and write into them what they do not have writes it into one that they hold, or that they
    /// bind to themselves while it is still empty.
    fn role_changes(&mut self, bag: &Bag<'_>, scope: u32) {
        let create = bag.first(Power::CreateBindings, scope);
        let changes: Vec<Found> = bag.all(Power::ChangeRoles, scope).collect();
        let escalates: Vec<Found> = bag.all(Power::EscalateRoles, scope).collect();
        if let Some((escalate, change)) = pair_of(escalates.iter().copied(), changes.iter().copied()) {
            if let Some(create) = create {
                self.step(bag, Escalation::hub(Hub::Full, scope), Technique::Escalate, &[escalate, change, create]);
            }
            for own in self.held_roles(bag, scope, false) {
                let Some(name) = self.to.model.roles().get(own.role as usize).map(Role::name) else { continue };
                let pair = self.named_pair(&escalates, &changes, name);
                if let Some((escalate, change)) = pair {
                    self.step(bag, Escalation::hub(Hub::Full, own.scope), Technique::Escalate, &[escalate, change]);
                }
            }
        }
        if scope != CLUSTER || !bag.is_cluster {
            return;
        }
        let changes: Vec<Found> = bag.all(Power::ChangeClusterRoles, CLUSTER).collect();
        let escalates: Vec<Found> = bag.all(Power::EscalateClusterRoles, CLUSTER).collect();
        let Some((escalate, change)) = pair_of(escalates.iter().copied(), changes.iter().copied()) else { return };
        if let Some(create) = bag.first(Power::CreateClusterBindings, CLUSTER) {
            self.step(bag, ADMIN, Technique::Escalate, &[escalate, change, create]);
        }
        if let Some(create) = create {
            self.step(bag, Escalation::hub(Hub::Full, CLUSTER), Technique::Escalate, &[escalate, change, create]);
        }
        for own in self.held_roles(bag, CLUSTER, true) {
            let Some(name) = self.to.model.roles().get(own.role as usize).map(Role::name) else { continue };
            if let Some((escalate, change)) = self.named_pair(&escalates, &changes, name) {
                let to = if own.is_cluster { ADMIN } else { Escalation::hub(Hub::Full, own.scope) };
                self.step(bag, to, Technique::Escalate, &[escalate, change]);
            }
        }
    }

    /// The roles that an identity holds and that are of one kind, in a scope or in each.
    fn held_roles(&self, bag: &Bag<'_>, scope: u32, is_cluster_role: bool) -> Vec<Holder> {
        let fits = |holder: &&Holder| {
            let role = self.to.model.roles().get(holder.role as usize);
            role.is_some_and(|role| role.is_cluster() == is_cluster_role) && (scope == CLUSTER || holder.scope == scope)
        };
        bag.bound.iter().filter(fits).copied().collect()
    }

    fn named_pair(&self, first: &[Found], second: &[Found], name: &str) -> Option<(Found, Found)> {
        let allowing = |all: &[Found]| all.iter().copied().filter(|found| self.allows(found, name)).collect::<Vec<_>>();
        pair_of(allowing(first).into_iter(), allowing(second).into_iter())
    }

    /// What is about the whole cluster.
    fn cluster(&mut self, bag: &Bag<'_>) {
        let pods = Escalation::hub(Hub::Pods, CLUSTER);
        let accounts = Escalation::hub(Hub::Accounts, CLUSTER);
        let single = [
            (Power::ProxyNodes, pods, Technique::Kubelet),
            (Power::ChangeNodes, pods, Technique::DrawPods),
            (Power::MutatingWebhooks, accounts, Technique::Mutate),
            (Power::ValidatingWebhooks, Escalation::hub(Hub::Tokens, CLUSTER), Technique::Watch),
        ];
        for (power, to, technique) in single {
            if let Some(found) = bag.first(power, CLUSTER) {
                self.step(bag, to, technique, &[found]);
            }
        }
        let policies = (bag.first(Power::MutatingPolicies, CLUSTER), bag.first(Power::PolicyBindings, CLUSTER));
        if let (Some(policy), Some(binding)) = policies {
            self.step(bag, accounts, Technique::Mutate, &[policy, binding]);
        }
        let request = bag.first(Power::CreateRequests, CLUSTER);
        let approve = (bag.first(Power::ApproveRequests, CLUSTER), bag.first(Power::ApproveSigners, CLUSTER));
        if let (Some(request), (Some(approve), Some(signer))) = (request, approve) {
            // Of all groups, the API server refuses a certificate only to `system:masters`.
            for to in [USERS, GROUPS] {
                self.step(bag, to, Technique::Approve, &[request, approve, signer]);
            }
        }
        for found in bag.all(Power::ImpersonateUsers, CLUSTER).filter(|found| found.is_own) {
            let names = self.names(&found);
            if names.is_empty() {
                self.step(bag, USERS, Technique::Impersonate, &[found]);
            }
            for name in names {
                if let Some(node) = self.to.node_of(&Subject::User(name.clone())) {
                    self.step(bag, node, Technique::Impersonate, &[found]);
                }
            }
        }
    }

    /// Nobody impersonates a group alone: there must be somebody whom they may impersonate as its member.
    fn groups(&mut self, bag: &Bag<'_>) {
        let who = bag.anywhere(Power::ImpersonateUsers).or_else(|| bag.anywhere(Power::ImpersonateAccounts));
        let Some(who) = who else { return };
        for found in bag.all(Power::ImpersonateGroups, CLUSTER).collect::<Vec<_>>() {
            let names = self.names(&found);
            let masters: Box<str> = MASTERS.into();
            if names.is_empty() {
                self.step(bag, GROUPS, Technique::Impersonate, &[found, who]);
            }
            let all = [masters];
            for name in if names.is_empty() { &all[..] } else { names } {
                if let Some(node) = self.to.node_of(&Subject::Group(name.clone())) {
                    self.step(bag, node, Technique::Impersonate, &[found, who]);
                }
            }
        }
    }
}

/// One of each: what an identity holds itself comes first in both.
fn pair_of(mut first: impl Iterator<Item = Found>, mut second: impl Iterator<Item = Found>) -> Option<(Found, Found)> {
    Some((first.next()?, second.next()?))
}
