//! Made-up roles and bindings.

use std::fmt::Write;

use crate::dice::Dice;

const RULES: [(&str, &str); 8] = [
    ("", "pods"),
    ("", "secrets"),
    ("", "configmaps"),
    ("apps", "deployments"),
    ("batch", "jobs"),
    ("", "pods/exec"),
    ("", "serviceaccounts/token"),
    ("rbac.authorization.k8s.io", "rolebindings"),
];
const VERBS: [&str; 4] = ["get, list, watch", "create", "update, patch", "delete"];

/// Manifests with this many subjects, half users and half service accounts, each bound once; there are two roles for five of
/// them, a quarter of the roles for the whole cluster.
pub fn access(subjects: usize) -> String {
    let mut dice = Dice::new(2);
    let roles = subjects * 2 / 5;
    let namespaces = subjects / 50 + 1;
    let mut text = String::new();
    for number in 0..roles {
        let (kind, within) = kind_of(number, namespaces);
        let _always = writeln!(
            text,
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: r{number}{within}}}\nrules:"
        );
        for _ in 0..4 {
            let pick = |dice: &mut Dice, most: usize| usize::try_from(dice.below(most as u64)).unwrap_or_default();
            let (group, resource) = RULES.get(pick(&mut dice, RULES.len())).copied().unwrap_or_default();
            let verbs = VERBS.get(pick(&mut dice, VERBS.len())).copied().unwrap_or_default();
            let _always = writeln!(text, "- {{verbs: [{verbs}], apiGroups: ['{group}'], resources: [{resource}]}}");
        }
    }
    for number in 0..subjects {
        let role = usize::try_from(dice.below(roles as u64)).unwrap_or_default();
        let (kind, _) = kind_of(role, namespaces);
        let namespace = role % namespaces;
        let (binding, within) = if kind == "ClusterRole" && number.is_multiple_of(10) {
            ("ClusterRoleBinding", String::new())
        } else {
            ("RoleBinding", format!(", namespace: n{namespace}"))
        };
        let subject = if number.is_multiple_of(2) {
            format!("{{kind: User, name: u{number}}}")
        } else {
            format!("{{kind: ServiceAccount, name: s{number}, namespace: n{namespace}}}")
        };
        let _always = writeln!(
            text,
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {binding}\nmetadata: {{name: b{number}{within}}}\nroleRef: {{kind: {kind}, name: r{role}}}\nsubjects: [{subject}]"
        );
    }
    text
}

fn kind_of(role: usize, namespaces: usize) -> (&'static str, String) {
    if role.is_multiple_of(4) {
        ("ClusterRole", String::new())
    } else {
        ("Role", format!(", namespace: n{}", role % namespaces))
    }
}
