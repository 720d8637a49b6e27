//! Who may do what, naively: the words of <https://kubernetes.io/docs/reference/access-authn-authz/rbac/>, sentence by
//! sentence, over plain values. Nothing of the engine is used here.

use super::clusters::{Cluster, PlainBinding, PlainRole, PlainRule};

/// Somebody, by name and groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Person {
    pub(super) user: String,
    pub(super) groups: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Ask<'q> {
    pub(super) verb: &'q str,
    pub(super) group: &'q str,
    pub(super) resource: &'q str,
    pub(super) subresource: &'q str,
    pub(super) name: &'q str,
    pub(super) namespace: &'q str,
    pub(super) url: &'q str,
}

pub(super) const ASK: Ask<'static> =
    Ask { verb: "", group: "", resource: "", subresource: "", name: "", namespace: "", url: "" };

/// Whether a subject of a binding names somebody.
type Named<'n> = dyn Fn(&PlainBinding, &(&str, &str, &str)) -> bool + 'n;

impl Person {
    pub(super) fn account(namespace: &str, name: &str) -> Self {
        let groups = vec![
            format!("system:serviceaccounts:{namespace}"),
            "system:serviceaccounts".into(),
            "system:authenticated".into(),
        ];
        Self { user: format!("system:serviceaccount:{namespace}:{name}"), groups }
    }

    pub(super) fn user(name: &str) -> Self {
        let group = if name == "system:anonymous" { "system:unauthenticated" } else { "system:authenticated" };
        Self { user: name.into(), groups: vec![group.into()] }
    }

    /// Nobody in particular, in a group.
    pub(super) fn member(group: &str) -> Self {
        let mut groups = vec![group.to_owned()];
        if group.starts_with("system:serviceaccounts:") {
            groups.push("system:serviceaccounts".into());
        }
        if group != "system:unauthenticated" {
            groups.push("system:authenticated".into());
        }
        Self { user: String::new(), groups }
    }
}

impl Cluster {
    /// Of roles with the same name the last one is what the cluster has.
    pub(super) fn role(&self, namespace: &str, name: &str) -> Option<&PlainRole> {
        self.roles.iter().rev().find(|role| role.namespace == namespace && role.name == name)
    }

    pub(super) fn live_bindings(&self) -> impl Iterator<Item = &PlainBinding> {
        let last = |own: usize, binding: &PlainBinding| {
            !self
                .bindings
                .iter()
                .skip(own + 1)
                .any(|other| other.name == binding.name && other.namespace == binding.namespace)
        };
        self.bindings.iter().enumerate().filter(move |(own, binding)| last(*own, binding)).map(|(_, binding)| binding)
    }

    /// What the aggregation controller makes of a role, after as many rounds as it takes.
    pub(super) fn rules(&self, role: &PlainRole) -> Vec<PlainRule> {
        let cluster: Vec<&PlainRole> = self
            .roles
            .iter()
            .filter(|role| role.namespace.is_empty() && std::ptr::eq(self.role("", role.name).unwrap(), *role))
            .collect();
        let Some(_) = &role.aggregates else { return role.rules.clone() };
        // Of each role the names of the roles whose written rules it has.
        let mut has: Vec<Vec<&str>> =
            cluster.iter().map(|role| if role.aggregates.is_some() { Vec::new() } else { vec![role.name] }).collect();
        for _ in 0..=cluster.len() {
            for (own, role) in cluster.iter().enumerate() {
                let Some(selectors) = &role.aggregates else { continue };
                for (other, chosen) in cluster.iter().enumerate() {
                    if chosen.name == role.name || !selectors.iter().any(|selector| fits(selector, chosen)) {
                        continue;
                    }
                    let more = has[other].clone();
                    has[own].extend(more);
                }
                has[own].sort_unstable();
                has[own].dedup();
            }
        }
        let own = cluster.iter().position(|known| known.name == role.name).unwrap();
        cluster.iter().filter(|role| has[own].contains(&role.name)).flat_map(|role| role.rules.clone()).collect()
    }

    pub(super) fn may(&self, person: &Person, ask: Ask<'_>) -> bool {
        if person.groups.iter().any(|group| group == "system:masters") {
            return true;
        }
        self.may_by_name(ask, &|binding, subject| names(binding, subject, person))
    }

    pub(super) fn may_by_name(&self, ask: Ask<'_>, named: &Named<'_>) -> bool {
        self.live_bindings().any(|binding| {
            // A binding in a namespace gives what is in that namespace.
            let applies = binding.namespace.is_empty() || (binding.namespace == ask.namespace && ask.url.is_empty());
            applies
                && binding.subjects.iter().any(|subject| named(binding, subject))
                && self.bound(binding).is_some_and(|role| self.rules(role).iter().any(|rule| allows(rule, ask)))
        })
    }

    pub(super) fn bound(&self, binding: &PlainBinding) -> Option<&PlainRole> {
        match binding.kind {
            "ClusterRole" => self.role("", binding.role),
            _ => self.role(binding.namespace, binding.role).filter(|role| !role.namespace.is_empty()),
        }
    }
}

fn fits((key, operator, value): &(&str, &str, &str), role: &PlainRole) -> bool {
    let has = role.labels.iter().find(|(known, _)| known == key).map(|(_, value)| *value);
    match *operator {
        "In" | "=" => has == Some(value),
        "NotIn" => has != Some(value),
        "Exists" => has.is_some(),
        _ => has.is_none(),
    }
}

pub(super) fn names(binding: &PlainBinding, subject: &(&str, &str, &str), person: &Person) -> bool {
    let (kind, namespace, name) = *subject;
    match kind {
        "User" => person.user == name,
        "Group" => person.groups.iter().any(|group| group == name),
        "ServiceAccount" => {
            let namespace = if namespace.is_empty() { binding.namespace } else { namespace };
            !namespace.is_empty() && person.user == format!("system:serviceaccount:{namespace}:{name}")
        }
        _ => false,
    }
}

pub(super) fn allows(rule: &PlainRule, ask: Ask<'_>) -> bool {
    let listed = |list: &[&str], word: &str| list.contains(&word) || list.contains(&"*");
    if !listed(&rule.verbs, ask.verb) {
        return false;
    }
    if !ask.url.is_empty() {
        return rule.urls.iter().any(|url| match url.strip_suffix('*') {
            Some(start) => ask.url.starts_with(start.trim_end_matches('*')),
            None => *url == ask.url,
        });
    }
    let whole = match ask.subresource {
        "" => ask.resource.to_owned(),
        subresource => format!("{}/{subresource}", ask.resource),
    };
    let any = format!("*/{}", ask.subresource);
    let resource =
        listed(&rule.resources, &whole) || !ask.subresource.is_empty() && rule.resources.contains(&any.as_str());
    listed(&rule.groups, ask.group) && resource && (rule.names.is_empty() || rule.names.contains(&ask.name))
}
