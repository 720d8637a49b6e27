//! `psa-exemptions-broad`: the guard of the Pod Security Standards is told whom not to look at.

use plimsoll_kube::Object;
use plimsoll_kube::pss::Level;
use plimsoll_source::Value;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "psa-exemptions-broad",
    title: "Pod Security Admission is configured to let Pods by",
    severity: Severity::High,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        let mut push = |field: Field<'_>, message: String| {
            findings.push(RULE.at(&object.place(), field.span(), field.path(), message));
        };
        for configuration in configurations(&object.value) {
            judge(configuration, &mut push);
        }
    }
}

/// The plugin's configuration: a file of its own, or a part of the configuration of all plugins.
fn configurations<'a>(object: &Object<'a>) -> Vec<Field<'a>> {
    match (object.kind(), object.group()) {
        ("PodSecurityConfiguration", "pod-security.admission.config.k8s.io") => vec![Field::of(object.value())],
        ("AdmissionConfiguration", "apiserver.config.k8s.io") => {
            let is_ours = |plugin: &Value<'a>| Field::walk(*plugin, &["name"]).as_str() == Some("PodSecurity");
            let plugins = object.field(&["plugins"]).items().filter(is_ours);
            plugins.map(|plugin| Field::walk(plugin, &["configuration"])).filter(|it| it.is_set()).collect()
        }
        _ => Vec::new(),
    }
}

fn judge(configuration: Field<'_>, push: &mut impl FnMut(Field<'_>, String)) {
    let enforce = configuration.child(&["defaults", "enforce"]);
    match enforce.as_str() {
        Some(level) if level != Level::Privileged.as_str() => {}
        Some(level) => {
            push(enforce, format!("namespaces without a label enforce level {level}, which forbids nothing"));
        }
        None => {
            push(enforce, "namespaces without a label enforce nothing, since no default level is written".to_owned());
        }
    }
    for (path, is_broad, who, words) in EXEMPTIONS {
        for item in configuration.child(path).items() {
            let name = item.scalar_text().unwrap_or_default();
            if is_broad(name) {
                push(Field::of(item), format!("{who} `{name}` {words}"));
            }
        }
    }
}

/// Where exemptions stand, which of them are broad, and the words before and after the name.
type Exemption = (&'static [&'static str], fn(&str) -> bool, &'static str, &'static str);

const EXEMPTIONS: [Exemption; 3] = [
    (&["exemptions", "usernames"], |_| true, "the user", "creates Pods that nothing looks at, in every namespace"),
    (
        &["exemptions", "runtimeClasses"],
        |name| !is_sandbox(name),
        "the runtime class",
        "keeps a Pod from being looked at, whoever creates it",
    ),
    (
        &["exemptions", "namespaces"],
        |name| name == "default",
        "the namespace",
        "is exempt, and many things land there by mistake",
    ),
];

/// Runtimes that put a kernel of their own between a Pod and its node are what exempting a runtime class is for.
fn is_sandbox(name: &str) -> bool {
    ["kata", "gvisor", "runsc", "firecracker", "sandbox", "hyperv"].iter().any(|known| name.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn both_kinds_of_files_are_read() {
        check(
            &RULE,
            "
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: Other
  configuration: {defaults: {enforce: privileged}}
- name: PodSecurity
  configuration:
    apiVersion: pod-security.admission.config.k8s.io/v1
    kind: PodSecurityConfiguration
    defaults: {audit: restricted}
#   ^^^^^^^^ high: namespaces without a label enforce nothing, since no default level is written
    exemptions:
      namespaces: [kube-system, default]
#                               ^^^^^^^ high: the namespace `default` is exempt, and many things land there by mistake
---
apiVersion: pod-security.admission.config.k8s.io/v1
kind: PodSecurityConfiguration
defaults: {enforce: privileged}
#                   ^^^^^^^^^^ high: namespaces without a label enforce level privileged, which forbids nothing
exemptions:
  usernames: ['system:serviceaccount:kube-system:replicaset-controller']
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: the user `system:serviceaccount:kube-system:replicaset-controller` creates Pods that nothing looks at, in every namespace
  runtimeClasses: [nvidia, kata-fc]
#                  ^^^^^^ high: the runtime class `nvidia` keeps a Pod from being looked at, whoever creates it
",
        );
        quiet(&RULE, "1.37", "kind: PodSecurityConfiguration\ndefaults: {enforce: privileged}\n");
        quiet(
            &RULE,
            "1.37",
            "apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins: [{name: PodSecurity, path: a.yaml}]\n",
        );
    }
}
