//! To whom bindings give roles: groups of everybody, and the role that allows everything.

use plimsoll_kube::Object;
use plimsoll_kube::rbac::{ACCOUNTS, ANONYMOUS, AUTHENTICATED, MASTERS, UNAUTHENTICATED};

use super::is_rbac;
use crate::prelude::*;
use crate::wording::{called, shown};

const ADMIN: &str = "cluster-admin";

pub(crate) static CLUSTER_ADMIN: Rule = Rule {
    equivalents: elsewhere(&[
        "trivy:KSV-0111",
        "kube-linter:cluster-admin-role-binding",
        "polaris:clusterrolebindingClusterAdmin",
        "polaris:rolebindingClusterAdminClusterRole",
        "kyverno:other/restrict-binding-clusteradmin",
        "kube-bench:cis-1.12/5.1.1",
        "kubescape:C-0035",
        "kubescape:C-0185",
        "kics:249328b8",
    ]),
    controls: &[Control::cis("1.12", "5.1.1")],
    check: cluster_admin,
    ..of("cluster-admin-binding", "Somebody is bound to `cluster-admin`", Severity::Critical)
};

pub(crate) static ANONYMOUS_BINDING: Rule = Rule {
    equivalents: elsewhere(&[
        "trivy:KSV-0122",
        "kubesec:BindingsToSystemAnonymous",
        "gatekeeper:general/disallowanonymous",
        "kubescape:C-0262",
        "kyverno:other/restrict-binding-system-groups",
    ]),
    check: |ctx, findings| {
        let is_meant =
            |kind: &str, name: &str| (kind, name) == ("User", ANONYMOUS) || (kind, name) == ("Group", UNAUTHENTICATED);
        subjects(&ANONYMOUS_BINDING, is_meant, "whoever reaches the API server, without credentials", ctx, findings);
    },
    ..of("rbac-anonymous-binding", "Whoever reaches the API server is given a role", Severity::Critical)
};

pub(crate) static AUTHENTICATED_BINDING: Rule = Rule {
    equivalents: elsewhere(&["trivy:KSV-01011", "kubescape:C-0265", "gatekeeper:general/disallowanonymous"]),
    check: |ctx, findings| {
        let is_meant = |kind: &str, name: &str| (kind, name) == ("Group", AUTHENTICATED);
        subjects(
            &AUTHENTICATED_BINDING,
            is_meant,
            "everybody who can log in, every Pod's service account among them",
            ctx,
            findings,
        );
    },
    ..of("rbac-authenticated-binding", "Everybody who can log in is given a role", Severity::High)
};

pub(crate) static MASTERS_BINDING: Rule = Rule {
    equivalents: elsewhere(&[
        "trivy:KSV-0123",
        "kube-bench:cis-1.12/5.1.7",
        "kubescape:C-0246",
        "kyverno:other/restrict-binding-system-groups",
    ]),
    controls: &[Control::cis("1.12", "5.1.7")],
    check: |ctx, findings| {
        let is_meant = |kind: &str, name: &str| (kind, name) == ("Group", MASTERS);
        subjects(&MASTERS_BINDING, is_meant, "a group that may do everything before RBAC is asked", ctx, findings);
    },
    ..of("rbac-system-masters-binding", "A binding names the group `system:masters`", Severity::Critical)
};

pub(crate) static ACCOUNTS_BINDING: Rule = Rule {
    check: |ctx, findings| {
        let is_meant = |kind: &str, name: &str| {
            let of_namespace = name.strip_prefix(ACCOUNTS).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
            kind == "Group" && of_namespace
        };
        subjects(&ACCOUNTS_BINDING, is_meant, "every service account there, also those of Pods to come", ctx, findings);
    },
    ..of(
        "rbac-all-serviceaccounts-binding",
        "Every service account of a namespace, or of the cluster, is given a role",
        Severity::High,
    )
};

/// What these rules share.
const fn of(id: &'static str, title: &'static str, severity: Severity) -> Rule {
    Rule {
        id,
        title,
        severity,
        confidence: Confidence::High,
        audience: Audience::Default,
        strategy: Strategy::Rbac,
        controls: &[],
        equivalents: &[],
        parameters: &[],
        fixable: false,
        since: "0.1.0",
        scope: Scope::Document,
        check: |_, _| {},
    }
}

fn is_binding(object: &Object<'_>) -> bool {
    is_rbac(object) && matches!(object.kind(), "RoleBinding" | "ClusterRoleBinding")
}

/// Kind and name of each subject, and where the name stands.
fn named<'a>(object: &Object<'a>) -> impl Iterator<Item = (Field<'a>, &'a str, &'a str)> {
    object.field(&["subjects"]).items().filter_map(|subject| {
        let name = Field::walk(subject, &["name"]);
        Some((name, Field::walk(subject, &["kind"]).as_str()?, name.as_str()?))
    })
}

fn subjects(
    rule: &'static Rule,
    is_meant: impl Fn(&str, &str) -> bool,
    who: &str,
    ctx: &Context<'_>,
    findings: &mut Findings,
) {
    for object in ctx.objects().iter().filter(|object| is_binding(&object.value)) {
        // Those of every cluster are called like their roles.
        if object.name().starts_with("system:") || is_own_admin(&object.value) {
            continue;
        }
        let role = object.field(&["roleRef", "name"]).as_str().unwrap_or_default();
        for (field, _, name) in named(&object.value).filter(|(_, kind, name)| is_meant(kind, name)) {
            let binding = called(object.kind(), object.name());
            let message = format!("{binding} gives `{}` to `{name}`: {who}", shown(role));
            findings.push(rule.at(&object.place(), field.span(), field.path(), message));
        }
    }
}

/// The binding that every cluster is born with.
fn is_own_admin(object: &Object<'_>) -> bool {
    (object.kind(), object.name()) == ("ClusterRoleBinding", ADMIN)
        && named(object).all(|(_, kind, name)| (kind, name) == ("Group", MASTERS))
}

fn cluster_admin(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects().iter().filter(|object| is_binding(&object.value) && !is_own_admin(&object.value)) {
        let role = object.field(&["roleRef", "name"]);
        if role.as_str() != Some(ADMIN) || object.field(&["roleRef", "kind"]).as_str() != Some("ClusterRole") {
            continue;
        }
        let whom: Vec<String> =
            named(&object.value).map(|(_, kind, name)| format!("{kind} `{}`", shown(name))).collect();
        let whom = if whom.is_empty() { "nobody yet".to_owned() } else { whom.join(", ") };
        let reach = if object.kind() == "RoleBinding" { "everything in its namespace" } else { "everything" };
        let message = format!("{} allows {reach} to {whom}", called(object.kind(), object.name()));
        findings.push(CLUSTER_ADMIN.at(&object.place(), role.span(), role.path(), message));
    }
}
