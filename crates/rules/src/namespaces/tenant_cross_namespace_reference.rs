//! `tenant-cross-namespace-reference`: one tenant's object opens a door to others.

use plimsoll_kube::{Object, SYSTEM_NAMESPACES};

use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "tenant-cross-namespace-reference",
    title: "An object opens its namespace to another one",
    severity: Severity::Medium,
    // Whether the two belong to one tenant, the manifest does not say.
    confidence: Confidence::Low,
    audience: Audience::Strict,
    strategy: Strategy::Namespaces,
    controls: &[],
    equivalents: &[],
    parameters: &[Parameter::list("trusted-namespaces", "Names of namespaces to which every tenant may open its own.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let trusted = ctx.list(&RULE, "trusted-namespaces");
    for object in ctx.objects() {
        let own = object.namespace();
        let is_foreign = |name: &str| {
            !name.is_empty()
                && name != own
                && !SYSTEM_NAMESPACES.contains(&name)
                && !trusted.iter().any(|trusted| trusted == name)
        };
        let mut say = |field: Field<'_>, message: String| {
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message));
        };
        match (object.kind(), object.group()) {
            ("RoleBinding", "rbac.authorization.k8s.io") if !own.is_empty() => {
                of_binding(object, &is_foreign, &mut say);
            }
            ("ReferenceGrant", "gateway.networking.k8s.io") if !own.is_empty() => {
                of_grant(object, &is_foreign, &mut say);
            }
            ("Gateway", "gateway.networking.k8s.io") => of_gateway(object, &mut say),
            ("NetworkPolicy", "networking.k8s.io") => of_policy(object, &mut say),
            _ => {}
        }
    }
}

type Say<'s, 'a> = &'s mut dyn FnMut(Field<'a>, String);

fn of_binding<'a>(object: &Object<'a>, is_foreign: &dyn Fn(&str) -> bool, say: Say<'_, 'a>) {
    for subject in object.field(&["subjects"]).items() {
        let text = |path| Field::walk(subject, path).as_str().unwrap_or_default();
        let (field, namespace, whom) = match (text(&["kind"]), text(&["name"])) {
            ("ServiceAccount", name) => {
                let field = Field::walk(subject, &["namespace"]);
                (field, field.as_str().unwrap_or_default(), format!("service account `{}`", shown(name)))
            }
            ("User", name) => {
                let account = name.strip_prefix("system:serviceaccount:").and_then(|name| name.split_once(':'));
                let Some((namespace, name)) = account else { continue };
                (Field::walk(subject, &["name"]), namespace, format!("service account `{}`", shown(name)))
            }
            ("Group", name) => {
                let Some(namespace) = name.strip_prefix("system:serviceaccounts:") else { continue };
                (Field::walk(subject, &["name"]), namespace, "every service account".to_owned())
            }
            _ => continue,
        };
        if is_foreign(namespace) {
            let own = shown(object.namespace());
            say(field, format!("{whom} of namespace `{}` is given rights in namespace `{own}`", shown(namespace)));
        }
    }
}

fn of_grant<'a>(object: &Object<'a>, is_foreign: &dyn Fn(&str) -> bool, say: Say<'_, 'a>) {
    for from in object.field(&["spec", "from"]).items() {
        let field = Field::walk(from, &["namespace"]);
        let Some(namespace) = field.as_str().filter(|name| is_foreign(name)) else { continue };
        let kind = Field::walk(from, &["kind"]).as_str().unwrap_or("object");
        let own = shown(object.namespace());
        say(
            field,
            format!("every {} of namespace `{}` may refer into namespace `{own}`", shown(kind), shown(namespace)),
        );
    }
}

fn of_gateway<'a>(object: &Object<'a>, say: Say<'_, 'a>) {
    for listener in object.field(&["spec", "listeners"]).items() {
        let field = Field::walk(listener, &["allowedRoutes", "namespaces", "from"]);
        if field.as_str() == Some("All") {
            let name = Field::walk(listener, &["name"]).as_str().unwrap_or_default();
            say(field, format!("listener `{}` takes routes from every namespace", shown(name)));
        }
    }
}

fn of_policy<'a>(object: &Object<'a>, say: Say<'_, 'a>) {
    for rule in object.field(&["spec", "ingress"]).items() {
        for peer in Field::walk(rule, &["from"]).items() {
            let field = Field::walk(peer, &["namespaceSelector"]);
            let set = |path| {
                field
                    .child(path)
                    .value()
                    .is_some_and(|value| value.entries().next().is_some() || value.items().next().is_some())
            };
            let is_empty = field.is_set() && !set(&["matchLabels"]) && !set(&["matchExpressions"]);
            if is_empty {
                say(field, format!("network policy `{}` lets in Pods of every namespace", shown(object.name())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParameterValue::List;
    use crate::testing::{check, environment_with, file, findings, quiet};

    const BINDING: &str = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a, namespace: shop}\nsubjects: [{kind: ServiceAccount, name: b, namespace: ci}]\n";

    #[test]
    fn each_kind_of_door_is_known() {
        check(
            &RULE,
            "
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: a, namespace: shop}
subjects:
- {kind: ServiceAccount, name: b, namespace: ci}
#                                            ^^ medium: service account `b` of namespace `ci` is given rights in namespace `shop`
- {kind: User, name: 'system:serviceaccount:ci:b'}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: service account `b` of namespace `ci` is given rights in namespace `shop`
- {kind: Group, name: 'system:serviceaccounts:ci'}
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: every service account of namespace `ci` is given rights in namespace `shop`
- {kind: ServiceAccount, name: own, namespace: shop}
- {kind: User, name: ada}
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: a, namespace: shop}
spec: {from: [{kind: HTTPRoute, namespace: web}]}
#                                          ^^^ medium: every HTTPRoute of namespace `web` may refer into namespace `shop`
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
spec: {listeners: [{name: https, allowedRoutes: {namespaces: {from: All}}}, {name: b, allowedRoutes: {namespaces: {from: Same}}}]}
#                                                                   ^^^ medium: listener `https` takes routes from every namespace
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: open}
spec: {ingress: [{from: [{namespaceSelector: {}}, {namespaceSelector: {matchLabels: {a: b}}}, {podSelector: {}}]}]}
#                                            ^^ medium: network policy `open` lets in Pods of every namespace
",
        );
    }

    #[test]
    fn the_control_plane_and_those_that_are_trusted_are_no_tenants() {
        quiet(&RULE, "1.37", &BINDING.replace("namespace: ci", "namespace: kube-system"));
        quiet(&RULE, "1.37", &BINDING.replace(", namespace: shop", ""));
        quiet(&RULE, "1.37", &BINDING.replace("subjects: [", "subjects: [5, {kind: ServiceAccount, namespace: 5}] # "));
        let environment = environment_with(&RULE, "trusted-namespaces", List(vec!["ci".to_owned()]));
        assert!(findings(&RULE, &file("a.yaml", BINDING), &environment).is_empty());
    }
}
