//! Small clusters at random: as plain values for the naive evaluators, and as text for the engine.

use std::fmt::Write;

use super::Dice;

#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    pub(super) roles: Vec<PlainRole>,
    pub(super) bindings: Vec<PlainBinding>,
    pub(super) rest: Vec<Thing>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct PlainRole {
    /// "" for a `ClusterRole`.
    pub(super) namespace: &'static str,
    pub(super) name: &'static str,
    pub(super) labels: Vec<(&'static str, &'static str)>,
    pub(super) rules: Vec<PlainRule>,
    /// Of each selector: label, operator, value.
    pub(super) aggregates: Option<Vec<(&'static str, &'static str, &'static str)>>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct PlainRule {
    pub(super) verbs: Vec<&'static str>,
    pub(super) groups: Vec<&'static str>,
    pub(super) resources: Vec<&'static str>,
    pub(super) names: Vec<&'static str>,
    pub(super) urls: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) struct PlainBinding {
    /// "" for a `ClusterRoleBinding`.
    pub(super) namespace: &'static str,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) role: &'static str,
    /// Kind, namespace, name.
    pub(super) subjects: Vec<(&'static str, &'static str, &'static str)>,
}

/// Something that is no role and no binding.
#[derive(Clone, Debug)]
pub(super) enum Thing {
    Account {
        namespace: &'static str,
        name: &'static str,
        automount: Option<bool>,
    },
    Workload {
        namespace: &'static str,
        name: &'static str,
        account: &'static str,
        automount: Option<bool>,
        projected: bool,
    },
    Token {
        namespace: &'static str,
        name: &'static str,
        account: &'static str,
    },
    Namespace {
        name: &'static str,
        level: &'static str,
    },
}

pub(super) const NAMESPACES: [&str; 2] = ["a", "b"];
pub(super) const USERS: [&str; 2] = ["u", "v"];
pub(super) const GROUPS: [&str; 6] = [
    "g",
    "system:authenticated",
    "system:unauthenticated",
    "system:serviceaccounts",
    "system:serviceaccounts:a",
    "system:masters",
];
const ROLES: [&str; 3] = ["r", "s", "cluster-admin"];
const ACCOUNTS: [&str; 3] = ["x", "y", "default"];

impl Cluster {
    /// Rules of all shapes.
    pub(super) fn of_anything(dice: &mut Dice) -> Self {
        Self::of(dice, any_rule, 3, 3)
    }

    /// Rules that lead further, and what they lead to.
    pub(super) fn of_powers(dice: &mut Dice) -> Self {
        let mut cluster = Self::of(dice, power_rule, 8, 4);
        for _ in 0..dice.below(5) {
            let (namespace, name) = (dice.pick(&NAMESPACES), dice.pick(&["w", "w-1"]));
            let automount = dice.pick(&[None, None, Some(true), Some(false)]);
            let account = dice.pick(&ACCOUNTS);
            let thing = match dice.below(4) {
                0 => Thing::Account { namespace, name: account, automount },
                1 => Thing::Token { namespace, name, account },
                2 => Thing::Namespace { name: namespace, level: dice.pick(&["privileged", "baseline", "nonsense"]) },
                _ => Thing::Workload { namespace, name, account, automount, projected: dice.one_in(5) },
            };
            cluster.rest.push(thing);
        }
        cluster
    }

    fn of(dice: &mut Dice, rule: fn(&mut Dice, bool) -> PlainRule, most: usize, most_rules: usize) -> Self {
        let mut cluster = Self::default();
        for _ in 0..=dice.below(5) {
            let namespace = dice.pick(&["", "", "a", "b"]);
            let labels = ["l", "m"].into_iter().filter(|_| dice.one_in(3)).map(|key| (key, "1")).collect::<Vec<_>>();
            let selector = |dice: &mut Dice| {
                (
                    dice.pick(&["l", "m"]),
                    dice.pick(&["In", "In", "NotIn", "Exists", "DoesNotExist", "="]),
                    dice.pick(&["1", "2"]),
                )
            };
            let aggregates =
                (namespace.is_empty() && dice.one_in(4)).then(|| (0..=dice.below(2)).map(|_| selector(dice)).collect());
            let rules = (0..dice.below(most_rules)).map(|_| rule(dice, namespace.is_empty())).collect();
            cluster.roles.push(PlainRole { namespace, name: dice.pick(&ROLES), labels, rules, aggregates });
        }
        for number in 0..=dice.below(most) {
            let namespace = dice.pick(&["", "a", "b", "a"]);
            let kind = if namespace.is_empty() { "ClusterRole" } else { dice.pick(&["Role", "ClusterRole"]) };
            let subjects = (0..=dice.below(2)).map(|_| subject(dice)).collect();
            // Now and then two bindings have the same name: the last one counts.
            let name = format!("b{}", if dice.one_in(6) { 0 } else { number });
            cluster.bindings.push(PlainBinding { namespace, name, kind, role: dice.pick(&ROLES), subjects });
        }
        cluster
    }

    /// As text, in the order in which things are applied.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for role in &self.roles {
            let kind = if role.namespace.is_empty() { "ClusterRole" } else { "Role" };
            head(&mut text, "rbac.authorization.k8s.io/v1", kind, role.namespace, role.name);
            let labels: Vec<String> = role.labels.iter().map(|(key, value)| format!("{key}: '{value}'")).collect();
            writeln!(text, "  labels: {{{}}}", labels.join(", ")).unwrap();
            if let Some(selectors) = &role.aggregates {
                let selector = |(key, operator, value): &(&str, &str, &str)| match *operator {
                    "=" => format!("{{matchLabels: {{{key}: '{value}'}}}}"),
                    "In" | "NotIn" => {
                        format!("{{matchExpressions: [{{key: {key}, operator: {operator}, values: ['{value}']}}]}}")
                    }
                    _ => format!("{{matchExpressions: [{{key: {key}, operator: {operator}}}]}}"),
                };
                let all: Vec<String> = selectors.iter().map(selector).collect();
                writeln!(text, "aggregationRule: {{clusterRoleSelectors: [{}]}}", all.join(", ")).unwrap();
            }
            text.push_str("rules:\n");
            for rule in &role.rules {
                let mut parts = vec![format!("verbs: {:?}", rule.verbs)];
                let mut part = |name: &str, words: &[&str]| {
                    if !words.is_empty() {
                        parts.push(format!("{name}: {words:?}"));
                    }
                };
                part("apiGroups", &rule.groups);
                part("resources", &rule.resources);
                part("resourceNames", &rule.names);
                part("nonResourceURLs", &rule.urls);
                writeln!(text, "- {{{}}}", parts.join(", ")).unwrap();
            }
        }
        for binding in &self.bindings {
            let kind = if binding.namespace.is_empty() { "ClusterRoleBinding" } else { "RoleBinding" };
            head(&mut text, "rbac.authorization.k8s.io/v1", kind, binding.namespace, &binding.name);
            writeln!(text, "roleRef: {{kind: {}, name: {}}}\nsubjects:", binding.kind, binding.role).unwrap();
            for (kind, namespace, name) in &binding.subjects {
                let namespace = if namespace.is_empty() { String::new() } else { format!(", namespace: {namespace}") };
                writeln!(text, "- {{kind: {kind}, name: {name:?}{namespace}}}").unwrap();
            }
        }
        self.rest.iter().for_each(|thing| thing.write(&mut text));
        text
    }
}

impl Thing {
    fn write(&self, text: &mut String) {
        let automount =
            |set: &Option<bool>| set.map_or(String::new(), |set| format!("automountServiceAccountToken: {set}"));
        match self {
            Self::Account { namespace, name, automount: set } => {
                head(text, "v1", "ServiceAccount", namespace, name);
                writeln!(text, "{}", automount(set)).unwrap();
            }
            Self::Workload { namespace, name, account, automount: set, projected } => {
                head(text, "apps/v1", "Deployment", namespace, name);
                let volumes = if *projected {
                    "[{name: t, projected: {sources: [{serviceAccountToken: {path: t}}]}}]"
                } else {
                    "[]"
                };
                writeln!(text, "spec:\n  template:\n    spec:\n      serviceAccountName: {account}\n      volumes: {volumes}\n      {}", automount(set)).unwrap();
            }
            Self::Token { namespace, name, account } => {
                head(text, "v1", "Secret", namespace, name);
                writeln!(text, "  annotations: {{kubernetes.io/service-account.name: {account}}}\ntype: kubernetes.io/service-account-token").unwrap();
            }
            Self::Namespace { name, level } => {
                head(text, "v1", "Namespace", "", name);
                writeln!(text, "  labels: {{pod-security.kubernetes.io/enforce: {level}}}").unwrap();
            }
        }
    }
}

fn head(text: &mut String, version: &str, kind: &str, namespace: &str, name: &str) {
    writeln!(text, "---\napiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}").unwrap();
    if !namespace.is_empty() {
        writeln!(text, "  namespace: {namespace}").unwrap();
    }
}

fn subject(dice: &mut Dice) -> (&'static str, &'static str, &'static str) {
    match dice.below(7) {
        0 | 1 => ("User", "", dice.pick(&USERS)),
        2 => ("User", "", "system:serviceaccount:a:x"),
        3 => ("Group", "", dice.pick(&GROUPS)),
        4 => ("Robot", "", "u"),
        _ => ("ServiceAccount", dice.pick(&["a", "b", ""]), dice.pick(&ACCOUNTS)),
    }
}

fn any_rule(dice: &mut Dice, is_cluster: bool) -> PlainRule {
    let verbs = dice.some(1, &["get", "list", "create", "update", "deletecollection", "*"]);
    if is_cluster && dice.one_in(5) {
        return PlainRule {
            verbs,
            urls: dice.some(1, &["/a", "/a/*", "/a*", "*", "/b*c", "/b**"]),
            ..PlainRule::default()
        };
    }
    PlainRule {
        verbs,
        groups: dice.some(1, &["", "apps", "*"]),
        resources: dice
            .some(1, &["pods", "pods/exec", "*/exec", "*", "pods/*", "deployments", "namespaces", "*/", "nodes"]),
        names: dice.some(0, &["n", "a", ""]),
        urls: Vec::new(),
    }
}

fn power_rule(dice: &mut Dice, _: bool) -> PlainRule {
    const RBAC: &str = "rbac.authorization.k8s.io";
    const CERTIFICATES: &str = "certificates.k8s.io";
    const ADMISSION: &str = "admissionregistration.k8s.io";
    let pool: &[(&[&'static str], &'static str, &[&'static str])] = &[
        (&["*"], "*", &["*"]),
        (&["*"], "*", &["*/token"]),
        (&["create"], "", &["pods"]),
        (&["create", "list"], "batch", &["jobs"]),
        (&["patch"], "apps", &["deployments"]),
        (&["update"], "batch", &["jobs", "cronjobs"]),
        (&["update"], "", &["pods"]),
        (&["create"], "", &["pods/exec"]),
        (&["patch"], "", &["pods/ephemeralcontainers"]),
        (&["list"], "", &["secrets"]),
        (&["create"], "", &["secrets"]),
        (&["create", "list"], "", &["secrets"]),
        (&["create"], "", &["serviceaccounts/token"]),
        (&["impersonate"], "", &["serviceaccounts"]),
        (&["impersonate"], "", &["users"]),
        (&["impersonate"], "", &["groups"]),
        (&["impersonate"], "", &["users", "groups"]),
        (&["bind"], RBAC, &["clusterroles"]),
        (&["bind"], RBAC, &["roles"]),
        (&["create"], RBAC, &["rolebindings"]),
        (&["create"], RBAC, &["clusterrolebindings"]),
        (&["escalate", "update"], RBAC, &["clusterroles"]),
        (&["escalate", "update"], RBAC, &["roles"]),
        (&["escalate"], RBAC, &["roles", "clusterroles"]),
        (&["bind", "create"], RBAC, &["*"]),
        (&["get"], "", &["nodes/proxy"]),
        (&["patch"], "", &["nodes"]),
        (&["create"], CERTIFICATES, &["certificatesigningrequests"]),
        (&["update"], CERTIFICATES, &["certificatesigningrequests/approval"]),
        (&["approve"], CERTIFICATES, &["signers"]),
        (&["*"], CERTIFICATES, &["*"]),
        (&["patch"], ADMISSION, &["mutatingwebhookconfigurations"]),
        (&["create"], ADMISSION, &["validatingwebhookconfigurations"]),
        (&["create"], ADMISSION, &["mutatingadmissionpolicies", "mutatingadmissionpolicybindings"]),
        (&["create"], "", &["persistentvolumes", "persistentvolumeclaims"]),
        (&["create"], "", &["persistentvolumeclaims"]),
        (&["patch"], "", &["namespaces"]),
    ];
    let (verbs, group, resources) = dice.pick(pool);
    let names = if dice.one_in(3) {
        dice.some(
            1,
            &[
                "x",
                "u",
                "g",
                "w",
                "w-1",
                "w-1-2",
                "r",
                "s",
                "a",
                "system:masters",
                "cluster-admin",
                "default",
                "kubernetes.io/*",
                "",
            ],
        )
    } else {
        Vec::new()
    };
    PlainRule { verbs: verbs.to_vec(), groups: vec![group], resources: resources.to_vec(), names, urls: Vec::new() }
}
