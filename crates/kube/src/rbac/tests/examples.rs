//! The traps, one by one.

use super::Text;
use super::escalation::told;
use crate::facts::ObjectFacts;
use crate::rbac::{Escalation, Model, Reason, Request, Resource, Subject, Within, defaults};

fn with<T>(text: &str, look: impl FnOnce(&Model<'_>) -> T) -> T {
    look(&Text::of(text).model(&[]))
}

fn with_defaults<T>(text: &str, look: impl FnOnce(&Model<'_>) -> T) -> T {
    let background: Vec<ObjectFacts> = defaults::objects();
    look(&Text::of(text).model(&background))
}

fn role(namespace: &str, name: &str, rules: &str) -> String {
    let kind = if namespace.is_empty() { "ClusterRole" } else { "Role" };
    format!(
        "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: '{namespace}'}}\nrules: {rules}\n"
    )
}

fn bind(namespace: &str, kind: &str, role: &str, subjects: &str) -> String {
    let own = if namespace.is_empty() { "ClusterRoleBinding" } else { "RoleBinding" };
    format!(
        "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {own}\nmetadata: {{name: of-{role}, namespace: '{namespace}'}}\nroleRef: {{kind: {kind}, name: {role}}}\nsubjects: {subjects}\n"
    )
}

fn ask<'q>(verb: &'q str, resource: &'q str, name: &'q str, namespace: &'q str) -> Request<'q> {
    let (resource, subresource) = resource.split_once('/').unwrap_or((resource, ""));
    Request::new(verb, Resource { group: "", resource, subresource, name, namespace })
}

const U: &str = "[{kind: User, name: u}]";

/// Whether user `u` may do something with one rule of a cluster role.
fn allowed(rule: &str, request: &Request<'_>) -> bool {
    let text = role("", "r", &format!("[{rule}]")) + &bind("", "ClusterRole", "r", U);
    with(&text, |model| model.allows(&Subject::user("u"), request).is_some())
}

#[test]
fn names_do_not_allow_requests_without_one() {
    let rule = "{apiGroups: [''], resources: [configmaps, configmaps/x], verbs: ['*'], resourceNames: [a]}";
    assert!(allowed(rule, &ask("get", "configmaps", "a", "n")));
    assert!(allowed(rule, &ask("list", "configmaps", "a", "n")), "a list by field selector has a name");
    for verb in ["list", "watch", "create", "deletecollection"] {
        assert!(!allowed(rule, &ask(verb, "configmaps", "", "n")), "{verb}");
    }
    assert!(!allowed(rule, &ask("get", "configmaps", "b", "n")));
    assert!(allowed(rule, &ask("create", "configmaps/x", "a", "n")), "what is created below an object has its name");
}

#[test]
fn a_resource_does_not_stand_for_its_subresources() {
    assert!(!allowed("{apiGroups: [''], resources: [pods], verbs: ['*']}", &ask("create", "pods/exec", "", "n")));
    assert!(allowed("{apiGroups: [''], resources: ['*'], verbs: ['*']}", &ask("create", "pods/exec", "", "n")));
    assert!(allowed("{apiGroups: [''], resources: ['*/exec'], verbs: ['*']}", &ask("create", "pods/exec", "", "n")));
    for nothing in ["pods/*", "pod*", "'*/*'"] {
        let rule = format!("{{apiGroups: [''], resources: [{nothing}], verbs: ['*']}}");
        assert!(!allowed(&rule, &ask("create", "pods/exec", "", "n")), "{nothing}");
        assert!(!allowed(&rule, &ask("get", "pods", "", "n")), "{nothing}");
    }
    assert!(!allowed("{apiGroups: [apps], resources: [pods], verbs: ['*']}", &ask("get", "pods", "", "n")));
    assert!(!allowed("{apiGroups: [''], resources: [pods], verbs: ['get*']}", &ask("get", "pods", "", "n")));
}

#[test]
fn paths_are_given_by_cluster_bindings_only_and_a_star_stands_at_the_end() {
    let rule = "{nonResourceURLs: [/metrics, /logs/*], verbs: [get]}";
    for (path, expected) in [("/metrics", true), ("/metrics/a", false), ("/logs/a/b", true), ("/logs", false)] {
        assert_eq!(allowed(rule, &Request::url("get", path)), expected, "{path}");
    }
    let text = role("", "r", &format!("[{rule}]")) + &bind("n", "ClusterRole", "r", U);
    assert!(with(&text, |model| model.allows(&Subject::user("u"), &Request::url("get", "/metrics")).is_none()));
}

#[test]
fn a_binding_in_a_namespace_gives_a_cluster_role_only_there() {
    let text =
        role("", "r", "[{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]") + &bind("n", "ClusterRole", "r", U);
    with(&text, |model| {
        let may = |request: Request<'_>| model.allows(&Subject::user("u"), &request).is_some();
        assert!(
            may(ask("get", "pods", "", "n")) && !may(ask("get", "pods", "", "m")) && !may(ask("get", "pods", "", ""))
        );
        assert!(!may(ask("get", "nodes", "", "n").as_seen(false)), "nodes stand in no namespace");
        assert!(may(ask("patch", "namespaces", "n", "").as_seen(false)), "a namespace counts as standing in itself");
        assert!(!may(ask("list", "namespaces", "", "n").as_seen(false)));
    });
}

#[test]
fn a_service_account_is_in_three_groups_and_has_a_long_name() {
    let rules = "[{apiGroups: [''], resources: [pods], verbs: [get]}]";
    let may = |subjects: &str| {
        let text = role("", "r", rules) + &bind("", "ClusterRole", "r", subjects);
        with(&text, |model| model.allows(&Subject::account("n", "s"), &ask("get", "pods", "", "n")).is_some())
    };
    for group in ["system:serviceaccounts", "system:serviceaccounts:n", "system:authenticated", "system:masters"] {
        assert_eq!(may(&format!("[{{kind: Group, name: '{group}'}}]")), group != "system:masters", "{group}");
    }
    assert!(may("[{kind: User, name: 'system:serviceaccount:n:s'}]"));
    assert!(!may(
        "[{kind: User, name: s}, {kind: Group, name: 'system:serviceaccounts:m'}, {kind: Group, name: 'system:unauthenticated'}]"
    ));
    assert!(may("[{kind: ServiceAccount, name: s, namespace: n}]"));
    assert!(!may("[{kind: ServiceAccount, name: s}]"), "in a cluster binding a service account needs its namespace");
}

#[test]
fn in_a_role_binding_a_service_account_without_a_namespace_is_one_of_its_own() {
    let text = role("n", "r", "[{apiGroups: [''], resources: [pods], verbs: [get]}]")
        + &bind("n", "Role", "r", "[{kind: ServiceAccount, name: s}]");
    with(&text, |model| {
        assert!(model.allows(&Subject::account("n", "s"), &ask("get", "pods", "", "n")).is_some());
        assert!(model.allows(&Subject::account("default", "s"), &ask("get", "pods", "", "n")).is_none());
        assert_eq!(
            problems(model),
            [
                "subjects[0] names a service account without a namespace, which is taken for one of its own namespace",
                "subjects[0] names a service account that is not there"
            ]
        );
    });
}

#[test]
fn masters_are_never_refused_anything() {
    let reason = with("", |model| model.allows(&Subject::Group("system:masters".into()), &ask("get", "x", "", "")));
    assert_eq!(reason, Some(Reason::Master));
}

#[test]
fn an_aggregated_role_has_the_rules_of_others_and_loses_its_own() {
    let aggregated = "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all, labels: {x: one}}\naggregationRule: {clusterRoleSelectors: [{matchLabels: {x: one}}, {matchExpressions: [{key: z, operator: Exists}]}]}\nrules: [{apiGroups: [''], resources: [secrets], verbs: [get]}]\n";
    let part = |name: &str, labels: &str, resource: &str| {
        format!(
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: {name}, labels: {labels}}}\nrules: [{{apiGroups: [''], resources: [{resource}], verbs: [get]}}]\n"
        )
    };
    let text = aggregated.to_owned()
        + &part("one", "{x: one}", "pods")
        + &part("two", "{z: ''}", "nodes")
        + &part("three", "{x: other}", "services")
        + &bind("", "ClusterRole", "all", U);
    with(&text, |model| {
        let may = |resource| model.allows(&Subject::user("u"), &ask("get", resource, "", "")).is_some();
        assert!(may("pods") && may("nodes") && !may("services") && !may("secrets"));
        assert_eq!(problems(model), ["rules[0] has rules of its own, which its aggregation rule overwrites"]);
    });
}

#[test]
fn roles_that_aggregate_each_other_are_told_and_end() {
    let text = "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a, labels: {a: ''}}\naggregationRule: {clusterRoleSelectors: [{matchLabels: {b: ''}}]}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: b, labels: {b: ''}}\naggregationRule: {clusterRoleSelectors: [{matchLabels: {a: ''}}, {matchLabels: {c: ''}}]}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: c, labels: {c: ''}}\nrules: [{apiGroups: [''], resources: [pods], verbs: [get]}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: d}\naggregationRule: {clusterRoleSelectors: [{matchExpressions: [{key: a, operator: Is}]}]}\n";
    with(&(text.to_owned() + &bind("", "ClusterRole", "a", U)), |model| {
        assert!(model.allows(&Subject::user("u"), &ask("get", "pods", "", "")).is_some());
        let cycle = "aggregationRule aggregates itself by way of other roles";
        assert_eq!(
            problems(model),
            [cycle, cycle, "aggregationRule has an aggregation rule that the API server refuses"]
        );
    });
}

#[test]
fn the_last_of_two_with_the_same_name_counts() {
    let text = role("n", "r", "[{apiGroups: [''], resources: [pods], verbs: [get]}]")
        + &role("n", "r", "[{apiGroups: [''], resources: [nodes], verbs: [get]}]")
        + &bind("n", "Role", "r", U);
    with(&text, |model| {
        assert!(model.allows(&Subject::user("u"), &ask("get", "pods", "", "n")).is_none());
        assert_eq!(problems(model), ["metadata.name is replaced by another of the same name"]);
    });
}

#[test]
fn what_gives_nobody_anything_is_told_with_its_place() {
    let text = role(
        "n",
        "r",
        "[{verbs: [read, get], apiGroups: [''], resources: [pods, deployments]}, {verbs: [get], nonResourceURLs: [/a*b]}, {}, {verbs: [create], apiGroups: [''], resources: [pods], resourceNames: [a]}, {verbs: [fetch], apiGroups: [x.io], resources: [widgets]}]",
    ) + &bind("n", "Role", "missing", "[{kind: Robot, name: u}, {kind: User}]")
        + &bind("", "Role", "r", "[]")
        + &bind("n", "ClusterRole", "view", "[]");
    let expected = [
        "rules[0].verbs[0] names a verb that there is not",
        "rules[0].resources[1] names a resource that the groups of its rule do not have",
        "rules[1].nonResourceURLs[0] has a rule for paths, which nothing in a namespace can give",
        "rules[1].nonResourceURLs[0] names a path with a star before its end",
        "rules[2] has a rule without verbs",
        "rules[2] has a rule that names neither resources with their groups nor paths",
        "rules[3].verbs[0] limits a verb to names whose requests have none",
        "roleRef.name names a role that is not there",
        "subjects[0] names a subject of a kind that there is not",
        "subjects[1] names a subject without a name",
        "roleRef.name names a role of a kind that it may not name",
    ];
    assert_eq!(with(&text, problems), expected);
}

fn problems(model: &Model<'_>) -> Vec<String> {
    model.problems().iter().map(|problem| format!("{} {}", problem.place.part.path(), problem.kind.as_str())).collect()
}

#[test]
fn whoever_may_is_listed_with_where() {
    let rules = "[{apiGroups: [''], resources: [secrets], verbs: [get]}]";
    let text = role("", "r", rules)
        + &bind("n", "ClusterRole", "r", "[{kind: Group, name: dev}, {kind: User, name: u}]")
        + &bind("m", "ClusterRole", "r", "[{kind: Group, name: dev}]")
        + &bind("", "ClusterRole", "r", U);
    with(&text, |model| {
        let list = |within| {
            let holders = model.who_can(&ask("get", "secrets", "", "n"), within);
            holders.iter().map(|holder| format!("{}@{}", holder.subject, holder.namespace)).collect::<Vec<_>>()
        };
        assert_eq!(list(Within::Anywhere), ["User/u@", "Group/dev@n", "Group/dev@m"]);
        assert_eq!(list(Within::Request), ["User/u@", "Group/dev@n"]);
        assert_eq!(list(Within::Namespace("m")), ["User/u@", "Group/dev@m"]);
    });
}

#[test]
fn the_defaults_of_a_cluster_are_a_background() {
    let text = bind("shop", "ClusterRole", "edit", U);
    with_defaults(&text, |model| {
        let may =
            |subject: &str, request: Request<'_>| model.allows(&Subject::parse(subject).unwrap(), &request).is_some();
        assert!(may("User/u", ask("get", "secrets", "", "shop")) && may("User/u", ask("list", "pods", "", "shop")));
        assert!(may("User/u", ask("get", "endpoints", "", "shop")), "view is part of edit");
        assert!(!may("User/u", ask("update", "endpoints", "", "shop")), "since 1.22");
        assert!(
            may("User/zoe", Request::url("get", "/api/v1"))
                && !may("User/system:anonymous", Request::url("get", "/api/v1"))
        );
        assert!(may("User/system:anonymous", Request::url("get", "/version")));
        assert!(may("ServiceAccount/kube-system/generic-garbage-collector", ask("delete", "pods", "", "x")));
        assert!(model.problems().is_empty(), "a role of every cluster is there");
        assert!(may("Group/system:masters", ask("get", "x", "", "")));
    });
}

fn chain_of(text: &str, subject: &str) -> Option<String> {
    with_defaults(text, |model| {
        let subject = Subject::parse(subject).unwrap();
        Escalation::of(model).chain(&subject).as_ref().map(told)
    })
}

#[test]
fn whoever_makes_pods_is_every_service_account_of_the_namespace() {
    let text = role("shop", "deployer", "[{apiGroups: [apps], resources: [deployments], verbs: [create]}]")
        + &bind("shop", "Role", "deployer", U)
        + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}\n"
        + &bind("", "ClusterRole", "cluster-admin", "[{kind: ServiceAccount, name: operator, namespace: shop}]");
    assert_eq!(
        chain_of(&text, "u").unwrap(),
        "User/u runs Pods as a service account of its choice -> ServiceAccount/shop/operator\nServiceAccount/shop/operator may do everything there -> cluster-admin"
    );
    assert_eq!(chain_of(&text, "v"), None);
}

#[test]
fn a_chain_goes_on_through_the_controllers_of_the_cluster() {
    let text = role(
        "",
        "r",
        "[{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create], resourceNames: [clusterrole-aggregation-controller]}]",
    ) + &bind("kube-system", "ClusterRole", "r", U);
    assert_eq!(
        chain_of(&text, "u").unwrap(),
        "User/u asks for a token of the service account -> ServiceAccount/kube-system/clusterrole-aggregation-controller\nServiceAccount/kube-system/clusterrole-aggregation-controller writes into a role of its own what it does not have -> cluster-admin"
    );
}

#[test]
fn those_who_impersonate_each_other_go_round_and_end() {
    let act = |name: &str, as_whom: &str| {
        role(
            "",
            name,
            &format!("[{{apiGroups: [''], resources: [users], verbs: [impersonate], resourceNames: [{as_whom}]}}]"),
        ) + &bind("", "ClusterRole", name, &format!("[{{kind: User, name: {name}}}]"))
    };
    let text = act("a", "b") + &act("b", "c") + &act("c", "a");
    assert_eq!(chain_of(&text, "a"), None);
    let text = text + &bind("", "ClusterRole", "cluster-admin", "[{kind: User, name: c}]");
    assert_eq!(chain_of(&text, "a").unwrap().lines().count(), 3);
}

/// With one strong service account, `u` gets to it by each technique. A rule is its verbs, its group and its resources.
#[test]
fn each_technique_leads_to_what_is_stronger() {
    const RBAC: &str = "rbac.authorization.k8s.io";
    const CERTIFICATES: &str = "certificates.k8s.io";
    const ADMISSION: &str = "admissionregistration.k8s.io";
    type Rule<'r> = (&'r str, &'r str, &'r str);
    let stage = "
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {serviceAccountName: operator}}}
---
apiVersion: v1
kind: Secret
metadata: {name: key, namespace: shop, annotations: {kubernetes.io/service-account.name: operator}}
type: kubernetes.io/service-account-token
"
    .to_owned()
        + &bind(
            "",
            "ClusterRole",
            "cluster-admin",
            "[{kind: ServiceAccount, name: operator, namespace: shop}, {kind: User, name: root}]",
        );
    let rows: &[(&str, &[Rule<'_>], &str)] = &[
        ("shop", &[("create", "batch", "jobs")], "runs Pods as a service account of its choice"),
        ("shop", &[("patch", "apps", "deployments")], "runs Pods as a service account of its choice"),
        ("shop", &[("create", "", "pods/exec")], "runs commands in a Pod, where the token of its service account lies"),
        (
            "shop",
            &[("update", "", "pods/ephemeralcontainers")],
            "adds a container to a Pod, which mounts the token of its service account",
        ),
        ("shop", &[("patch", "", "pods")], "changes the image of a Pod, which finds the token of its service account"),
        ("shop", &[("watch", "", "secrets")], "reads the Secret that holds a token"),
        ("shop", &[("get", "", "secrets, resourceNames: [key]")], "reads the Secret that holds a token"),
        (
            "shop",
            &[("get", "", "secrets, resourceNames: [made]"), ("create", "", "secrets")],
            "makes a Secret for the token of a service account, and reads it",
        ),
        ("shop", &[("create", "", "serviceaccounts/token")], "asks for a token of the service account"),
        ("shop", &[("impersonate", "", "serviceaccounts, resourceNames: [operator]")], "impersonates"),
        ("", &[("impersonate", "", "users")], "impersonates"),
        (
            "",
            &[
                ("impersonate", "", "groups, resourceNames: ['system:masters']"),
                ("impersonate", "", "users, resourceNames: [u]"),
            ],
            "impersonates",
        ),
        (
            "shop",
            &[("bind", RBAC, "clusterroles, resourceNames: [edit]"), ("create", RBAC, "rolebindings")],
            "binds a role to itself that it does not have",
        ),
        (
            "",
            &[("bind", RBAC, "clusterroles, resourceNames: [cluster-admin]"), ("create", RBAC, "clusterrolebindings")],
            "binds a role to itself that it does not have",
        ),
        (
            "",
            &[("escalate", RBAC, "clusterroles"), ("patch", RBAC, "clusterroles, resourceNames: [r]")],
            "writes into a role of its own what it does not have",
        ),
        (
            "",
            &[("get", "", "nodes/proxy")],
            "speaks to the kubelets, which run commands in every Pod and write no audit log",
        ),
        ("", &[("patch", "", "nodes/status")], "draws Pods to a node of its own"),
        (
            "",
            &[
                ("create", CERTIFICATES, "certificatesigningrequests"),
                ("update", CERTIFICATES, "certificatesigningrequests/approval"),
                ("approve", CERTIFICATES, "signers, resourceNames: ['kubernetes.io/kube-apiserver-client']"),
            ],
            "asks for a client certificate with a name of its choice, and approves it",
        ),
        (
            "",
            &[("update", ADMISSION, "mutatingwebhookconfigurations")],
            "changes Pods of other service accounts as they are made",
        ),
        (
            "",
            &[("create", ADMISSION, "mutatingadmissionpolicies, mutatingadmissionpolicybindings")],
            "changes Pods of other service accounts as they are made",
        ),
        (
            "",
            &[("create", ADMISSION, "validatingwebhookconfigurations")],
            "sees Secrets with tokens as they are written",
        ),
    ];
    for (namespace, rules, technique) in rows {
        let rule = |(verb, group, resources): &Rule<'_>| {
            let (resources, rest) =
                resources.split_once(", resourceNames").map_or((*resources, String::new()), |(resources, names)| {
                    (resources, format!(", resourceNames{names}"))
                });
            format!("{{verbs: [{verb}], apiGroups: ['{group}'], resources: [{resources}]{rest}}}")
        };
        let rules: Vec<String> = rules.iter().map(rule).collect();
        let text = stage.clone()
            + &role("", "r", &format!("[{}]", rules.join(", ")))
            + &bind(namespace, "ClusterRole", "r", U);
        let chain = chain_of(&text, "u").unwrap_or_default();
        assert!(chain.starts_with(&format!("User/u {technique} -> ")), "{technique}: {rules:?}\n{chain}");
        assert!(chain.ends_with("-> cluster-admin"), "{chain}");
    }
}

#[test]
fn a_namespace_with_a_level_keeps_pods_off_the_node_unless_it_is_lifted_or_a_volume_helps() {
    let guarded = |rules: &str, volumes: bool| {
        let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}\n".to_owned()
            + &role("", "r", rules)
            + &bind("shop", "ClusterRole", "r", U)
            + &role("", "v", "[{verbs: [create], apiGroups: [''], resources: [persistentvolumes]}]")
            + &bind("", "ClusterRole", "v", if volumes { U } else { "[]" });
        chain_of(&text, "u").map(|chain| chain.lines().next().unwrap_or_default().to_owned())
    };
    let pods = "{verbs: [create], apiGroups: [''], resources: [pods, persistentvolumeclaims]}";
    assert_eq!(guarded(&format!("[{pods}]"), false), None);
    let volume = "User/u makes a PersistentVolume of the files of a node, and a Pod that mounts it -> root on a node";
    assert_eq!(guarded(&format!("[{pods}]"), true).as_deref(), Some(volume));
    let lift = "{verbs: [patch], apiGroups: [''], resources: [namespaces]}";
    let lifted = "User/u lifts the Pod Security level of the namespace, and makes a Pod that mounts the files of its node -> root on a node";
    assert_eq!(guarded(&format!("[{pods}, {lift}]"), false).as_deref(), Some(lifted));
}

#[test]
fn a_token_that_is_not_mounted_is_not_found_in_a_pod() {
    let text = |pod: &str, account: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: shop}}\nspec: {{serviceAccountName: operator, {pod}}}\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: operator, namespace: shop}}\n{account}\n"
        ) + &bind("", "ClusterRole", "cluster-admin", "[{kind: ServiceAccount, name: operator, namespace: shop}]")
            + &role("", "r", "[{verbs: [create], apiGroups: [''], resources: [pods/exec]}]")
            + &bind("shop", "ClusterRole", "r", U)
    };
    let no = "automountServiceAccountToken: false";
    let projected = "automountServiceAccountToken: false, volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}}]}}]";
    let other = "automountServiceAccountToken: false, volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, audience: vault}}]}}]";
    for (pod, account, expected) in [
        ("", "", true),
        (no, "", false),
        ("", no, false),
        ("automountServiceAccountToken: true", no, true),
        (projected, "", true),
        (other, "", false),
    ] {
        assert_eq!(chain_of(&text(pod, account), "u").is_some(), expected, "{pod} {account}");
    }
}
