//! The roles and bindings that the API server makes in every new cluster, as a background for those in the files.
//! Written from the facts of `plugin/pkg/auth/authorizer/rbac/bootstrappolicy` of Kubernetes, as of 1.34: what a feature
//! gate that is off adds is left out, and so is what installers add. `kubectl get clusterroles` shows a cluster's own.

mod table;

use table::{AGGREGATED, CONTROLLERS, EVENTS, ROLES, SYSTEM_ROLES};

use crate::facts::{BindingFacts, Labels, ObjectFacts, Role, RoleFacts, RuleFacts, SubjectFacts, Words};
use crate::selector::Selector;

/// Whether a role is one of every cluster, or has a name that is kept for those: installers and newer versions add some.
pub fn is_name(kind: &str, name: &str) -> bool {
    match kind {
        "ClusterRole" => name.starts_with("system:") || ROLES.iter().any(|(known, ..)| *known == name),
        _ => name.starts_with("system:") || SYSTEM_ROLES.iter().any(|(known, ..)| *known == name),
    }
}

/// The roles and bindings of a new cluster.
pub fn objects() -> Vec<ObjectFacts> {
    let mut objects = Vec::new();
    for (name, bound, rules) in ROLES {
        push(&mut objects, "", name, bound, rules.iter().map(|rule| parse(rule)).collect());
    }
    for (name, rules) in CONTROLLERS {
        let rules = rules.iter().copied().chain([EVENTS]).map(parse).collect();
        push(&mut objects, "", &format!("system:controller:{name}"), &format!("sa:{name}"), rules);
    }
    for (name, bound, rules) in SYSTEM_ROLES {
        push(&mut objects, "kube-system", name, bound, rules.iter().map(|rule| parse(rule)).collect());
    }
    objects
}

fn push(objects: &mut Vec<ObjectFacts>, namespace: &str, name: &str, bound: &str, rules: Box<[RuleFacts]>) {
    let object = |kind: &str, role: Role| ObjectFacts {
        kind: if namespace.is_empty() { format!("Cluster{kind}").into() } else { kind.into() },
        group: crate::facts::RBAC_GROUP.into(),
        namespace: namespace.into(),
        name: name.into(),
        role,
    };
    let to = AGGREGATED.iter().find(|(known, _)| *known == name).map(|(_, to)| *to);
    let aggregates = to.map(|_| [Selector::of_label(&label(name), "true")].into());
    let to = to.or_else(|| name.strip_prefix("system:aggregate-to-")).unwrap_or_default();
    let labels: Labels = if to.is_empty() { Labels::default() } else { [(label(to), "true".into())].into() };
    objects.push(object("Role", Role::Permissions(Box::new(RoleFacts { rules, aggregates, labels }))));
    if bound.is_empty() {
        return;
    }
    let subjects = bound.split(' ').filter_map(subject).collect();
    let role_kind = if namespace.is_empty() { "ClusterRole" } else { "Role" };
    let binding = BindingFacts { role_kind: role_kind.into(), role: name.into(), subjects };
    objects.push(object("RoleBinding", Role::Binding(Box::new(binding))));
}

fn label(to: &str) -> Box<str> {
    format!("rbac.authorization.k8s.io/aggregate-to-{to}").into()
}

fn subject(words: &str) -> Option<SubjectFacts> {
    let (kind, name) = words.split_once(':')?;
    let (kind, namespace) = match kind {
        "group" => ("Group", ""),
        "user" => ("User", ""),
        _ => ("ServiceAccount", "kube-system"),
    };
    Some(SubjectFacts { kind: kind.into(), namespace: namespace.into(), name: name.into() })
}

fn parse(rule: &str) -> RuleFacts {
    let mut parts = rule.split('|').map(words);
    let mut next = || parts.next().unwrap_or_default();
    let (verbs, groups, resources, names) = (next(), next(), next(), next());
    let verbs = verbs.iter().flat_map(|verb| many(verb)).collect();
    if groups.iter().any(|group| **group == *"url") {
        return RuleFacts { verbs, urls: resources, ..RuleFacts::default() };
    }
    let groups = groups.iter().map(|group| if **group == *"core" { "".into() } else { group.clone() }).collect();
    RuleFacts { verbs, groups, resources, names, urls: Words::default() }
}

fn words(part: &str) -> Words {
    part.split(' ').filter(|word| !word.is_empty()).map(Into::into).collect()
}

/// The verbs that a word stands for.
fn many(word: &str) -> Vec<Box<str>> {
    const ALL: [&str; 8] = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
    let (skipped, taken) = match word {
        "READ" => (0, 3),
        "WRITE" => (3, 5),
        "ALL" => (0, 8),
        _ => return vec![word.into()],
    };
    ALL.iter().skip(skipped).take(taken).map(|verb| (*verb).into()).collect()
}
