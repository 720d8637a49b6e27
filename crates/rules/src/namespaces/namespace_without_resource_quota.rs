//! `namespace-without-resource-quota`: the namespace may take the whole cluster.

use plimsoll_kube::facts::Role;

use super::guarded::{each_namespace, on_namespace};
use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-without-resource-quota",
    title: "A namespace has no ResourceQuota for CPU and memory",
    severity: Severity::Low,
    // It may stand in another repository.
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::Namespaces,
    controls: &[],
    equivalents: elsewhere(&["trivy:KSV-0040", "kics:48a5beba"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    each_namespace(ctx, "ResourceQuota", |namespace, quotas| {
        let (mut any, mut bounds_cpu, mut bounds_memory) = (false, false, false);
        for quota in quotas {
            let Role::ResourceQuota { cpu, memory } = quota else { continue };
            (any, bounds_cpu, bounds_memory) = (true, bounds_cpu || *cpu, bounds_memory || *memory);
        }
        let what = match (bounds_cpu, bounds_memory) {
            (true, true) => return,
            (true, false) => "memory",
            (false, true) => "CPU",
            (false, false) => "CPU or memory",
        };
        let name = shown(&namespace.facts.name);
        let message = if any {
            format!("no ResourceQuota of namespace `{name}` bounds {what}")
        } else {
            format!("namespace `{name}` has no ResourceQuota")
        };
        on_namespace(ctx, &RULE, &namespace, message).into_iter().for_each(|finding| findings.push(finding));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn what_no_quota_bounds_is_named() {
        check(
            &RULE,
            "
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Namespace, metadata: {name: a}}
#                                                    ^ low: no ResourceQuota of namespace `a` bounds memory
- {apiVersion: v1, kind: ResourceQuota, metadata: {namespace: a}, spec: {hard: {requests.cpu: 4}}}
- {apiVersion: v1, kind: Namespace, metadata: {name: b}}
#                                                    ^ low: no ResourceQuota of namespace `b` bounds CPU or memory
- {apiVersion: v1, kind: ResourceQuota, metadata: {namespace: b}, spec: {hard: {pods: 4}}}
- {apiVersion: v1, kind: Namespace, metadata: {name: c}}
#                                                    ^ low: namespace `c` has no ResourceQuota
",
        );
    }

    #[test]
    fn two_quotas_may_share_the_work() {
        quiet(
            &RULE,
            "1.37",
            "
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Namespace, metadata: {name: a}}
- {apiVersion: v1, kind: ResourceQuota, metadata: {namespace: a}, spec: {hard: {cpu: 4}}}
- {apiVersion: v1, kind: ResourceQuota, metadata: {namespace: a}, spec: {hard: {limits.memory: 4Gi}}}
",
        );
    }
}
