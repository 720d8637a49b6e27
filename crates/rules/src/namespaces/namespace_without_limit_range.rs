//! `namespace-without-limit-range`: containers that ask for nothing are given nothing, and take all.

use plimsoll_kube::facts::Role;

use super::guarded::{each_namespace, on_namespace};
use crate::prelude::*;
use crate::wording::shown;

pub(crate) static RULE: Rule = Rule {
    id: "namespace-without-limit-range",
    title: "A namespace has no LimitRange that gives containers requests and limits",
    severity: Severity::Low,
    // It may stand in another repository.
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::Namespaces,
    controls: &[],
    equivalents: elsewhere(&["trivy:KSV-0039", "kics:4a20ebac"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    each_namespace(ctx, "LimitRange", |namespace, ranges| {
        let (mut any, mut gives) = (false, false);
        for range in ranges {
            any = true;
            gives |= matches!(range, Role::LimitRange { gives_defaults: true, .. });
        }
        if gives {
            return;
        }
        let name = shown(&namespace.facts.name);
        let message = if any {
            format!("the LimitRange of namespace `{name}` gives containers no requests or limits")
        } else {
            format!("namespace `{name}` has no LimitRange")
        };
        on_namespace(ctx, &RULE, &namespace, message).into_iter().for_each(|finding| findings.push(finding));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn a_range_without_defaults_gives_nothing() {
        check(
            &RULE,
            "
apiVersion: v1
kind: Namespace
metadata: {name: a}
#                ^ low: the LimitRange of namespace `a` gives containers no requests or limits
---
apiVersion: v1
kind: LimitRange
metadata: {namespace: a}
spec: {limits: [{type: Container, max: {cpu: 1}}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: b}
#                ^ low: namespace `b` has no LimitRange
",
        );
    }

    #[test]
    fn one_that_names_no_namespace_may_be_meant() {
        let range = "apiVersion: v1\nkind: LimitRange\nspec: {limits: [{type: Container, default: {cpu: 1}}]}\n";
        quiet(&RULE, "1.37", &format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: a}}\n---\n{range}"));
        quiet(
            &RULE,
            "1.37",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system}\n---\nkind: Pod\nmetadata: {namespace: a}\nspec: {}\n",
        );
    }
}
