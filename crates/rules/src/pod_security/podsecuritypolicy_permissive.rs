//! `podsecuritypolicy-permissive`: a guard of old clusters that lets too much by.

use plimsoll_kube::Object;
use plimsoll_source::Value;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "podsecuritypolicy-permissive",
    title: "A PodSecurityPolicy admits powerful Pods",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::PodSecurity,
    controls: &[],
    equivalents: elsewhere(&[
        "checkov:CKV_K8S_1",
        "checkov:CKV_K8S_2",
        "checkov:CKV_K8S_3",
        "checkov:CKV_K8S_4",
        "checkov:CKV_K8S_5",
        "checkov:CKV_K8S_6",
        "checkov:CKV_K8S_7",
        "checkov:CKV_K8S_24",
        "checkov:CKV_K8S_32",
        "checkov:CKV_K8S_36",
        "kubescape:C-0213",
        "kubescape:C-0214",
        "kubescape:C-0215",
        "kubescape:C-0216",
        "kubescape:C-0217",
        "kubescape:C-0218",
        "kubescape:C-0219",
        "kubescape:C-0220",
        "kics:a33e9173",
        "kics:87554eef",
        "kics:80f93444",
        "kics:c48e57d3",
        "kics:7307579a",
        "kics:91dacd0e",
        "kics:2270987f",
        "kics:caa93370",
        "kics:de4421f1",
        "kics:e3aa0612",
        "kubescape:C-0016",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// A field of the spec, whether its value lets something by, and what.
struct Gap {
    path: &'static [&'static str],
    is_open: fn(Field<'_>) -> bool,
    admits: &'static str,
}

const GAPS: [Gap; 11] = [
    Gap { path: &["spec", "privileged"], is_open: is_true, admits: "privileged containers" },
    Gap { path: &["spec", "hostPID"], is_open: is_true, admits: "the node's processes" },
    Gap { path: &["spec", "hostIPC"], is_open: is_true, admits: "the node's shared memory" },
    Gap { path: &["spec", "hostNetwork"], is_open: is_true, admits: "the node's network" },
    Gap { path: &["spec", "allowedHostPaths"], is_open: is_writable_path, admits: "writable paths of the node" },
    Gap { path: &["spec", "runAsUser"], is_open: admits_root, admits: "the user root" },
    Gap { path: &["spec", "allowPrivilegeEscalation"], is_open: is_not_false, admits: "privilege escalation" },
    Gap { path: &["spec", "allowedCapabilities"], is_open: holds_something, admits: "added capabilities" },
    Gap {
        path: &["spec", "defaultAddCapabilities"],
        is_open: holds_something,
        admits: "capabilities added by default",
    },
    Gap { path: &["spec", "requiredDropCapabilities"], is_open: keeps_net_raw, admits: "the default capabilities" },
    Gap { path: &["spec", "readOnlyRootFilesystem"], is_open: is_not_true, admits: "a writable root file system" },
];

fn is_true(field: Field<'_>) -> bool {
    field.as_bool() == Some(true)
}

fn is_not_true(field: Field<'_>) -> bool {
    field.as_bool() != Some(true)
}

fn is_not_false(field: Field<'_>) -> bool {
    field.as_bool() != Some(false)
}

fn holds_something(field: Field<'_>) -> bool {
    field.items().next().is_some()
}

fn is_writable_path(field: Field<'_>) -> bool {
    field.items().any(|path| is_not_true(Field::walk(path, &["readOnly"])))
}

/// `MustRunAsNonRoot`, or ranges without 0.
fn admits_root(field: Field<'_>) -> bool {
    let root = |range: Value<'_>| Field::walk(range, &["min"]).as_i64().is_none_or(|min| min <= 0);
    match field.child(&["rule"]).as_str() {
        Some("MustRunAsNonRoot") => false,
        Some("MustRunAs") => field.child(&["ranges"]).items().any(root),
        _ => true,
    }
}

fn keeps_net_raw(field: Field<'_>) -> bool {
    let drops = |item: Value<'_>| matches!(item.scalar_text(), Some("ALL" | "NET_RAW"));
    !field.items().any(drops)
}

const SECCOMP: &str = "seccomp.security.alpha.kubernetes.io/allowedProfileNames";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        if object.kind() != "PodSecurityPolicy" || !matches!(object.group(), "policy" | "extensions") {
            continue;
        }
        let open = GAPS.iter().map(|gap| (gap, object.field(gap.path))).filter(|(gap, field)| (gap.is_open)(*field));
        let mut open: Vec<_> = open.map(|(gap, field)| (gap.admits, field)).collect();
        open.extend(any_seccomp(&object.value).map(|field| ("every seccomp profile", field)));
        let Some((first, field)) = open.first() else { continue };
        let more = match open.len() - 1 {
            0 => String::new(),
            1 => ", and one thing more".to_owned(),
            count => format!(", and {count} things more"),
        };
        let message = format!("this policy admits {first}{more}");
        let mut finding = RULE.at(&object.place(), field.span(), field.path(), message);
        for (admits, field) in open.iter().skip(1) {
            finding = finding.related(field.span(), format!("{admits}, too"));
        }
        findings.push(finding.related(object.name_span(), "this policy"));
    }
}

fn any_seccomp<'a>(object: &Object<'a>) -> Option<Field<'a>> {
    let entry = object.annotations().find(|entry| entry.key.scalar_text() == Some(SECCOMP))?;
    let any = entry.value.scalar_text()?.split(',').any(|name| matches!(name.trim(), "*" | "unconfined"));
    any.then(|| Field::of(entry.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn one_finding_tells_of_all_gaps() {
        check(
            &RULE,
            "
apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: {name: open, annotations: {seccomp.security.alpha.kubernetes.io/allowedProfileNames: '*'}}
spec: {hostPID: true, allowedHostPaths: [{pathPrefix: /, readOnly: true}]}
#               ^^^^ low: this policy admits the node's processes, and 5 things more
---
apiVersion: policy/v1beta1
kind: PodSecurityPolicy
spec: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, requiredDropCapabilities: [ALL], runAsUser: {rule: MustRunAs, ranges: [{min: 0, max: 5}]}}
#                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ low: this policy admits the user root
",
        );
        quiet(&RULE, "1.37", "apiVersion: example.com/v1\nkind: PodSecurityPolicy\nspec: {privileged: true}\n");
    }
}
