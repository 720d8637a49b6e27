//! Escalation against a naive closure: each technique as its description has it, tried with every name that there is, and
//! repeated until nothing gets shorter.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use super::clusters::{Cluster, PlainBinding, Thing};
use super::naive::{ASK, Ask, Person, allows, names};
use super::{Dice, Text};
use crate::rbac::{Chain, Escalation, Subject};

const CLUSTERS: u64 = 1000;
const RBAC: &str = "rbac.authorization.k8s.io";
const CERTIFICATES: &str = "certificates.k8s.io";
const ADMISSION: &str = "admissionregistration.k8s.io";
/// One of them is in no file: only what holds everywhere holds there.
const NAMESPACES: [&str; 5] = ["a", "b", "default", "kube-system", "elsewhere"];
const NAMES: [&str; 14] = [
    "x",
    "u",
    "g",
    "w",
    "w-1",
    "w-1-2",
    "r",
    "s",
    "a",
    "default",
    "system:masters",
    "cluster-admin",
    "kubernetes.io/*",
    "z",
];

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Admin,
    Root,
    Person(Person),
    /// Whoever has a role (its namespace and name) by a binding in a namespace; by one of the cluster where that is "".
    Holder(String, String, String),
    Pods(String),
    Tokens(String),
    Full(String),
}

struct World<'c> {
    cluster: &'c Cluster,
}

impl World<'_> {
    fn may(&self, who: &State, verb: &str, group: &str, resource: &str, name: &str, namespace: &str) -> bool {
        let (resource, subresource) = resource.split_once('/').unwrap_or((resource, ""));
        let ask = Ask { verb, group, resource, subresource, name, namespace, ..ASK };
        match who {
            State::Person(person) => self.cluster.may_by_name(ask, &|binding, subject| names(binding, subject, person)),
            State::Holder(of, role, within) => {
                let role = self.cluster.role(of, role).unwrap();
                (within.is_empty() || within == namespace)
                    && self.cluster.rules(role).iter().any(|rule| allows(rule, ask))
            }
            _ => false,
        }
    }

    fn any(&self, who: &State, verbs: &[&str], group: &str, resources: &[&str], name: &str, namespace: &str) -> bool {
        resources.iter().any(|resource| verbs.iter().any(|verb| self.may(who, verb, group, resource, name, namespace)))
    }

    fn accounts(&self, namespace: &str) -> Vec<String> {
        let mut all = vec!["default".to_owned()];
        for thing in &self.cluster.rest {
            match thing {
                Thing::Account { namespace: of, name, .. } if *of == namespace => all.push((*name).into()),
                Thing::Workload { namespace: of, account, .. } | Thing::Token { namespace: of, account, .. }
                    if *of == namespace =>
                {
                    all.push((*account).into());
                }
                _ => {}
            }
        }
        for binding in self.cluster.live_bindings() {
            for (kind, of, name) in &binding.subjects {
                let of = if of.is_empty() { binding.namespace } else { *of };
                match *kind {
                    "ServiceAccount" if of == namespace => all.push((*name).into()),
                    "User" => {
                        let start = format!("system:serviceaccount:{namespace}:");
                        all.extend(name.strip_prefix(&start).map(ToOwned::to_owned));
                    }
                    _ => {}
                }
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// Accounts whose token lies in a running container, with the name of what runs.
    fn running(&self, namespace: &str) -> Vec<(String, String)> {
        let written = |name: &str| {
            self.cluster.rest.iter().rev().find_map(|thing| match thing {
                Thing::Account { namespace: of, name: known, automount } if *of == namespace && *known == name => {
                    Some(*automount)
                }
                _ => None,
            })
        };
        let running = self.cluster.rest.iter().filter_map(|thing| match thing {
            Thing::Workload { namespace: of, name, account, automount, projected } if *of == namespace => {
                let mounted = automount.or(written(account).flatten()).unwrap_or(true);
                (mounted || *projected).then(|| ((*name).to_owned(), (*account).to_owned()))
            }
            _ => None,
        });
        running.collect()
    }

    fn is_guarded(&self, namespace: &str) -> bool {
        let level = self.cluster.rest.iter().rev().find_map(|thing| match thing {
            Thing::Namespace { name, level } if *name == namespace => Some(*level),
            _ => None,
        });
        level.is_some_and(|level| level != "privileged")
    }

    fn named(&self, wanted: &str) -> Vec<String> {
        let subjects = self.cluster.live_bindings().flat_map(|binding| &binding.subjects);
        let mut all: Vec<String> =
            subjects.filter(|(kind, ..)| *kind == wanted).map(|(.., name)| (*name).to_owned()).collect();
        all.retain(|name| !name.starts_with("system:serviceaccount:"));
        all
    }

    /// What a state leads to: how many steps further, and whether for certain.
    fn moves(&self, who: &State) -> Vec<(State, u32, bool)> {
        let mut to = Vec::new();
        let account = |namespace: &str, name: &str| State::Person(Person::account(namespace, name));
        match who {
            State::Admin => return to,
            State::Root => {
                to.extend(NAMESPACES.map(|namespace| (State::Pods(namespace.into()), 1, true)));
                to.push((State::Admin, 1, false));
                // From any Pod on, by the Pods of the control plane, it would be a step more.
                return to;
            }
            State::Pods(namespace) => {
                to.extend(self.running(namespace).into_iter().map(|(_, name)| (account(namespace, &name), 0, true)));
                return to;
            }
            State::Tokens(namespace) => {
                for thing in &self.cluster.rest {
                    let Thing::Token { namespace: of, account: name, .. } = thing else { continue };
                    to.extend((of == namespace).then(|| (account(of, name), 0, true)));
                }
                return to;
            }
            State::Full(namespace) => {
                to.extend(self.accounts(namespace).iter().map(|name| (account(namespace, name), 1, true)));
                to.push((State::Root, 1, true));
                return to;
            }
            State::Person(person) => {
                if person.groups.iter().any(|group| group == "system:masters") {
                    to.push((State::Admin, 1, true));
                }
            }
            State::Holder(..) => {}
        }
        self.of_cluster(who, &mut to);
        for namespace in NAMESPACES {
            self.of_namespace(who, namespace, &mut to);
        }
        to
    }

    fn of_cluster(&self, who: &State, to: &mut Vec<(State, u32, bool)>) {
        let any = |verbs: &[&str], group: &str, resources: &[&str]| {
            NAMES.iter().any(|name| self.any(who, verbs, group, resources, name, ""))
        };
        let create = |group: &str, resource: &str| self.may(who, "create", group, resource, "", "");
        let change: &[&str] = &["update", "patch"];
        if self.may(who, "anything", "any.group", "any", "any name", "") {
            to.push((State::Admin, 1, true));
        }
        if any(&["get", "create"], "", &["nodes/proxy"]) {
            to.extend(NAMESPACES.map(|namespace| (State::Pods(namespace.into()), 1, true)));
            to.push((State::Admin, 2, false));
        }
        if any(change, "", &["nodes", "nodes/status"]) {
            to.extend(NAMESPACES.map(|namespace| (State::Pods(namespace.into()), 1, false)));
            to.push((State::Admin, 2, false));
        }
        let write: &[&str] = &["create", "update", "patch"];
        let hooks = any(change, ADMISSION, &["mutatingwebhookconfigurations"])
            || self.any(who, write, ADMISSION, &["mutatingwebhookconfigurations"], "", "");
        let policies =
            create(ADMISSION, "mutatingadmissionpolicies") && create(ADMISSION, "mutatingadmissionpolicybindings");
        if hooks || policies {
            for namespace in NAMESPACES {
                let accounts = self.accounts(namespace);
                to.extend(accounts.iter().map(|name| (State::Person(Person::account(namespace, name)), 1, false)));
            }
        }
        if any(change, ADMISSION, &["validatingwebhookconfigurations"])
            || self.any(who, write, ADMISSION, &["validatingwebhookconfigurations"], "", "")
        {
            to.extend(NAMESPACES.map(|namespace| (State::Tokens(namespace.into()), 1, false)));
        }
        let user = |name: &str| State::Person(Person::user(name));
        let group = |name: &str| State::Person(Person::member(name));
        let signer = ["kubernetes.io/kube-apiserver-client", "kubernetes.io/*"];
        let approves = signer.iter().any(|name| self.may(who, "approve", CERTIFICATES, "signers", name, ""));
        let approval = any(change, CERTIFICATES, &["certificatesigningrequests/approval"]);
        if create(CERTIFICATES, "certificatesigningrequests") && approval && approves {
            to.extend(self.named("User").iter().map(|name| (user(name), 1, true)));
            let groups = self.named("Group");
            to.extend(groups.iter().filter(|name| *name != "system:masters").map(|name| (group(name), 1, true)));
        }
        for name in self.named("User") {
            if self.may(who, "impersonate", "", "users", &name, "") {
                to.push((user(&name), 1, true));
            }
        }
        let somebody = any(&["impersonate"], "", &["users"])
            || NAMESPACES.iter().chain(&[""]).any(|namespace| {
                NAMES
                    .iter()
                    .chain(&[""])
                    .any(|name| self.may(who, "impersonate", "", "serviceaccounts", name, namespace))
            });
        let mut groups = self.named("Group");
        groups.push("system:masters".into());
        for name in groups {
            if somebody && self.may(who, "impersonate", "", "groups", &name, "") {
                to.push((group(&name), 1, true));
            }
        }
        if create(RBAC, "clusterrolebindings") {
            self.binds_cluster_roles(who, "", to);
        }
        for (namespace, role) in self.held(who) {
            if self.cluster.role("", &role).is_some() && self.writes_into(who, "clusterroles", &role, "") {
                let whole = if namespace.is_empty() { State::Admin } else { State::Full(namespace) };
                to.push((whole, 1, true));
            }
        }
        let writes = NAMES.iter().any(|name| self.any(who, change, RBAC, &["clusterroles"], name, ""))
            && NAMES.iter().any(|name| self.may(who, "escalate", RBAC, "clusterroles", name, ""));
        if writes && create(RBAC, "clusterrolebindings") {
            to.push((State::Admin, 1, true));
        }
        if writes && create(RBAC, "rolebindings") {
            to.extend(NAMESPACES.map(|namespace| (State::Full(namespace.into()), 1, true)));
        }
    }

    /// The roles of the kind `ClusterRole` that somebody holds, and where.
    fn held(&self, who: &State) -> Vec<(String, String)> {
        match who {
            State::Holder(of, role, within) if of.is_empty() => vec![(within.clone(), role.clone())],
            State::Person(person) => {
                let bound = self.bound_to(person).filter(|binding| binding.kind == "ClusterRole");
                bound.map(|binding| (binding.namespace.to_owned(), binding.role.to_owned())).collect()
            }
            _ => Vec::new(),
        }
    }

    fn bound_to<'w>(&'w self, person: &'w Person) -> impl Iterator<Item = &'w PlainBinding> {
        let names_them =
            move |binding: &&PlainBinding| binding.subjects.iter().any(|subject| names(binding, subject, person));
        self.cluster.live_bindings().filter(names_them)
    }

    fn writes_into(&self, who: &State, resource: &str, role: &str, namespace: &str) -> bool {
        self.any(who, &["update", "patch"], RBAC, &[resource], role, namespace)
            && self.may(who, "escalate", RBAC, resource, role, namespace)
    }

    fn binds_cluster_roles(&self, who: &State, namespace: &str, to: &mut Vec<(State, u32, bool)>) {
        let whole = || if namespace.is_empty() { State::Admin } else { State::Full(namespace.into()) };
        if self.may(who, "bind", RBAC, "clusterroles", "no such name", namespace) {
            to.push((whole(), 1, true));
        }
        for name in ["r", "s", "cluster-admin"] {
            if !self.may(who, "bind", RBAC, "clusterroles", name, namespace) {
                continue;
            }
            match self.cluster.role("", name) {
                Some(_) => to.push((State::Holder(String::new(), name.into(), namespace.into()), 1, true)),
                None if name == "cluster-admin" => to.push((whole(), 1, true)),
                None => {}
            }
        }
    }

    fn of_namespace(&self, who: &State, namespace: &str, to: &mut Vec<(State, u32, bool)>) {
        let account = |name: &str| State::Person(Person::account(namespace, name));
        let create = |group: &str, resource: &str| self.may(who, "create", group, resource, "", namespace);
        let change: &[&str] = &["update", "patch"];
        let changes = |group: &str, resources: &[&str]| {
            NAMES.iter().any(|name| self.any(who, change, group, resources, name, namespace))
        };
        let accounts = self.accounts(namespace);
        if self.may(who, "anything", "any.group", "any", "any name", namespace) {
            to.push((State::Full(namespace.into()), 1, true));
        }
        let workloads = ["deployments", "daemonsets", "statefulsets", "replicasets"];
        let makes = create("", "pods")
            || create("", "replicationcontrollers")
            || workloads.iter().any(|kind| create("apps", kind))
            || ["jobs", "cronjobs"].iter().any(|kind| create("batch", kind))
            || changes("apps", &workloads)
            || changes("batch", &["cronjobs"])
            || changes("", &["replicationcontrollers"]);
        if makes {
            to.extend(accounts.iter().map(|name| (account(name), 1, true)));
            let lifts = self.any(who, change, "", &["namespaces"], namespace, namespace);
            let volumes =
                self.may(who, "create", "", "persistentvolumes", "", "") && create("", "persistentvolumeclaims");
            if !self.is_guarded(namespace) || lifts || volumes {
                to.push((State::Root, 1, true));
            }
        }
        let enters = |name: &str| {
            self.may(who, "create", "", "pods/exec", name, namespace)
                || self.any(who, change, "", &["pods", "pods/ephemeralcontainers"], name, namespace)
        };
        let any_pod = enters("a Pod that nobody names");
        for (workload, name) in self.running(namespace) {
            let pods = NAMES.iter().filter(|pod| {
                let parts: Vec<&str> = pod.split('-').collect();
                (0..=2usize).any(|cut| parts.len() > cut && parts[..parts.len() - cut].join("-") == workload)
            });
            if any_pod || pods.into_iter().any(|pod| enters(pod)) {
                to.push((account(&name), 1, true));
            }
        }
        if any_pod && enters_everywhere(self, who) {
            to.push((State::Admin, 2, false));
        }
        let read: &[&str] = &["get", "list", "watch"];
        for thing in &self.cluster.rest {
            let Thing::Token { namespace: of, name, account: whose } = thing else { continue };
            if *of == namespace && self.any(who, read, "", &["secrets"], name, namespace) {
                to.push((account(whose), 1, true));
            }
        }
        if create("", "secrets") && NAMES.iter().any(|name| self.any(who, read, "", &["secrets"], name, namespace)) {
            to.extend(accounts.iter().map(|name| (account(name), 1, true)));
        }
        for name in &accounts {
            let token = self.may(who, "create", "", "serviceaccounts/token", name, namespace);
            if token || self.may(who, "impersonate", "", "serviceaccounts", name, namespace) {
                to.push((account(name), 1, true));
            }
        }
        if create(RBAC, "rolebindings") {
            self.binds_cluster_roles(who, namespace, to);
            for role in self.cluster.roles.iter().filter(|role| role.namespace == namespace) {
                if self.may(who, "bind", RBAC, "roles", role.name, namespace) {
                    to.push((State::Holder(namespace.into(), role.name.into(), namespace.into()), 1, true));
                }
            }
            let writes = NAMES.iter().any(|name| self.may(who, "escalate", RBAC, "roles", name, namespace));
            if writes && changes(RBAC, &["roles"]) {
                to.push((State::Full(namespace.into()), 1, true));
            }
        }
        let held: Vec<String> = match who {
            State::Holder(of, role, _) if of == namespace => vec![role.clone()],
            State::Person(person) => {
                let bound =
                    self.bound_to(person).filter(|binding| binding.kind == "Role" && binding.namespace == namespace);
                bound.map(|binding| binding.role.to_owned()).collect()
            }
            _ => Vec::new(),
        };
        for role in held {
            if self.cluster.role(namespace, &role).is_some() && self.writes_into(who, "roles", &role, namespace) {
                to.push((State::Full(namespace.into()), 1, true));
            }
        }
    }

    /// The least number of steps to all power, from every state that is reached from the given ones.
    fn lengths(&self, from: &[State], only_certain: bool) -> BTreeMap<State, u32> {
        let mut moves: BTreeMap<State, Vec<(State, u32, bool)>> = BTreeMap::new();
        let mut open = from.to_vec();
        while let Some(state) = open.pop() {
            if let Entry::Vacant(place) = moves.entry(state) {
                let found = self.moves(place.key());
                open.extend(found.iter().map(|(to, ..)| to.clone()));
                place.insert(found);
            }
        }
        let mut lengths = BTreeMap::from([(State::Admin, 0)]);
        loop {
            let mut changed = false;
            for (state, found) in &moves {
                let counted = found.iter().filter(|(.., certain)| *certain || !only_certain);
                let least = counted.filter_map(|(to, length, _)| Some(lengths.get(to)? + length)).min();
                let Some(least) = least else { continue };
                if lengths.get(state).is_none_or(|known| least < *known) {
                    lengths.insert(state.clone(), least);
                    changed = true;
                }
            }
            if !changed {
                return lengths;
            }
        }
    }
}

/// Whether somebody gets into every Pod of the cluster, those of the control plane among them.
fn enters_everywhere(world: &World<'_>, who: &State) -> bool {
    let pod = "a Pod that nobody names";
    world.may(who, "create", "", "pods/exec", pod, "elsewhere")
        || world.any(who, &["update", "patch"], "", &["pods", "pods/ephemeralcontainers"], pod, "elsewhere")
}

fn person(subject: &Subject) -> Person {
    match subject {
        Subject::Account { namespace, name } => Person::account(namespace, name),
        Subject::Group(name) => Person::member(name),
        Subject::User(name) => Person::user(name),
    }
}

#[test]
fn chains_are_as_long_as_the_naive_closure_finds() {
    let (mut found, mut techniques) = ([0, 0, 0], BTreeSet::new());
    for seed in 0..CLUSTERS {
        let cluster = Cluster::of_powers(&mut Dice::new(seed));
        let text = cluster.text();
        let read = Text::of(&text);
        let model = read.model(&[]);
        let escalation = Escalation::of(&model);
        let world = World { cluster: &cluster };
        let from: Vec<State> = escalation.subjects().iter().map(|subject| State::Person(person(subject))).collect();
        let certain = world.lengths(&from, true);
        let any = world.lengths(&from, false);
        for (subject, state) in escalation.subjects().iter().zip(&from) {
            let chain = escalation.chain(subject);
            let expected = match (certain.get(state), any.get(state)) {
                (Some(length), _) => Some((*length, true)),
                (None, length) => length.map(|length| (*length, false)),
            };
            let got = chain.as_ref().map(|chain| (chain.length(), chain.is_certain()));
            let words = chain.as_ref().map_or(String::new(), told);
            let steps = chain.iter().flat_map(|chain| &chain.steps);
            techniques.extend(steps.map(|step| step.technique.as_str()));
            assert_eq!(got, expected, "seed {seed}: {subject}\n{words}\n{text}");
            found[match got {
                None => 0,
                Some((_, true)) => 1,
                Some((_, false)) => 2,
            }] += 1;
        }
    }
    assert!(techniques.len() >= 12, "{techniques:#?}: the clusters show too little");
    assert!(found.iter().all(|number| *number > 100), "{found:?}: the clusters show too little");
}

/// A chain in words.
pub(super) fn told(chain: &Chain<'_>) -> String {
    let step = |step: &crate::rbac::Step<'_>| format!("{} {} -> {}", step.from, step.technique.as_str(), step.to);
    chain.steps.iter().map(step).collect::<Vec<_>>().join("\n")
}
