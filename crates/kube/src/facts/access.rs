//! What roles allow, and whom bindings give it to.

use plimsoll_source::{Kind, Value};

use super::{Labels, labels};
use crate::field::word;
use crate::selector::Selector;
use crate::{Field, Object, Volume};

/// The group of roles and bindings.
pub const RBAC_GROUP: &str = "rbac.authorization.k8s.io";

/// A list of words. What is no text is left out: the API server refuses it.
pub type Words = Box<[Box<str>]>;

/// A `Role` or a `ClusterRole`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleFacts {
    /// `rules`, in their order.
    pub rules: Box<[RuleFacts]>,
    /// `aggregationRule.clusterRoleSelectors`, where there is such a rule.
    pub aggregates: Option<Box<[Selector]>>,
    /// Its labels, by which others aggregate it.
    pub labels: Labels,
}

/// One of the rules of a role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFacts {
    /// `verbs`.
    pub verbs: Words,
    /// `apiGroups`.
    pub groups: Words,
    /// `resources`.
    pub resources: Words,
    /// `resourceNames`.
    pub names: Words,
    /// `nonResourceURLs`.
    pub urls: Words,
}

/// A `RoleBinding` or a `ClusterRoleBinding`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BindingFacts {
    /// `roleRef.kind`.
    pub role_kind: Box<str>,
    /// `roleRef.name`.
    pub role: Box<str>,
    /// `subjects`, in their order.
    pub subjects: Box<[SubjectFacts]>,
}

/// Somebody whom a binding gives a role to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectFacts {
    /// `User`, `Group` or `ServiceAccount`.
    pub kind: Box<str>,
    /// "" where none is written.
    pub namespace: Box<str>,
    /// The name.
    pub name: Box<str>,
}

impl RoleFacts {
    pub(super) fn of(object: &Object<'_>) -> Self {
        let selectors = object
            .field(&["aggregationRule"])
            .value()
            .map(|rule| Field::walk(rule, &["clusterRoleSelectors"]).items().map(Selector::of).collect());
        Self {
            rules: object.field(&["rules"]).items().map(RuleFacts::of).collect(),
            aggregates: selectors.filter(|_| object.kind() == "ClusterRole"),
            labels: labels(object.labels()),
        }
    }
}

impl RuleFacts {
    fn of(rule: Value<'_>) -> Self {
        Self {
            verbs: words(rule, &["verbs"]),
            groups: words(rule, &["apiGroups"]),
            resources: words(rule, &["resources"]),
            names: words(rule, &["resourceNames"]),
            urls: words(rule, &["nonResourceURLs"]),
        }
    }
}

impl BindingFacts {
    pub(super) fn of(object: &Object<'_>) -> Self {
        let subject = |subject| SubjectFacts {
            kind: text(Field::walk(subject, &["kind"])),
            namespace: text(Field::walk(subject, &["namespace"])),
            name: text(Field::walk(subject, &["name"])),
        };
        Self {
            role_kind: text(object.field(&["roleRef", "kind"])),
            role: text(object.field(&["roleRef", "name"])),
            subjects: object.field(&["subjects"]).items().map(subject).collect(),
        }
    }
}

/// What the type of a `Secret` says that holds the token of a service account.
const TOKEN_TYPE: &str = "kubernetes.io/service-account-token";

pub(super) fn is_token(secret: &Object<'_>) -> bool {
    secret.field(&["type"]).as_str() == Some(TOKEN_TYPE)
}

pub(super) fn token_account(secret: &Object<'_>) -> Box<str> {
    let account = secret.field(&["metadata", "annotations", "kubernetes.io/service-account.name"]);
    account.as_str().unwrap_or_default().into()
}

/// A token for another audience opens nothing at the API server.
pub(super) fn projects_token(volume: &Volume<'_>) -> bool {
    let source = volume.source().filter(|source| source.key.scalar_text() == Some("projected"));
    source.into_iter().flat_map(|source| Field::walk(source.value, &["sources"]).items()).any(|part| {
        let token = Field::walk(part, &["serviceAccountToken"]);
        token.is_set() && token.child(&["audience"]).as_str().is_none_or(str::is_empty)
    })
}

fn text(field: Field<'_>) -> Box<str> {
    field.value().map_or("", word).into()
}

/// To the API server a null in a list of texts is an empty text.
fn words(value: Value<'_>, path: &'static [&'static str]) -> Words {
    let texts = Field::walk(value, path).items().filter(|item| matches!(item.kind(), Kind::String | Kind::Null));
    texts.map(|item| word(item).into()).collect()
}

#[cfg(test)]
mod tests {
    use crate::facts::{ObjectFacts, Role};
    use crate::objects;
    use crate::testing::file;

    fn role(text: &str) -> Role {
        ObjectFacts::of(&objects(&file(text), 0)[0]).role
    }

    #[test]
    fn the_rules_of_a_role_are_kept_as_written() {
        let written = role(
            "apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: a, labels: {x: one}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}
rules:
- {apiGroups: ['', apps, 5, ], resources: [pods], verbs: [get, ~], resourceNames: [a]}
- {nonResourceURLs: [/x], verbs: get}
-
",
        );
        let Role::Permissions(role) = written else { panic!("{written:?}") };
        let [first, second, third] = &*role.rules else { panic!("{role:?}") };
        let strings = |words: &[Box<str>]| words.join(",");
        assert_eq!(strings(&first.groups), ",apps");
        assert_eq!(strings(&first.verbs), "get,");
        assert_eq!((strings(&second.urls), second.verbs.len()), ("/x".to_owned(), 0));
        assert!(third.verbs.is_empty());
        assert_eq!((role.labels.len(), role.aggregates.map(|selectors| selectors.len())), (1, Some(1)));
    }

    #[test]
    fn a_binding_names_its_role_and_its_subjects() {
        let written = role(
            "apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
roleRef: {kind: Role, name: a}
subjects: [{kind: ServiceAccount, name: b, namespace: c}, {kind: User, name: 5}, null]
",
        );
        let Role::Binding(binding) = written else { panic!("{written:?}") };
        assert_eq!((&*binding.role_kind, &*binding.role, binding.subjects.len()), ("Role", "a", 3));
        assert_eq!(&*binding.subjects[1].name, "5");
        assert_eq!(role("apiVersion: v1\nkind: Role\nrules: []\n"), Role::Other, "another group's kind");
    }
}
