//! `label-value-invalid`: a label that the API server refuses.

use plimsoll_kube::Object;
use plimsoll_source::{Entries, Entry};

use super::amounts::{RELIABILITY, shown};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "label-value-invalid",
    title: "A label is not valid",
    severity: Severity::High,
    audience: Audience::Default,
    equivalents: elsewhere(&["kube-score:label-values", "kics:1123031a"]),
    check,
    ..RELIABILITY
};

/// The longest value, and the longest name of a key.
const LONGEST: usize = 63;
/// The longest prefix of a key.
const PREFIX: usize = 253;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        object.labels().for_each(|label| judge(object, "label", label, findings));
        let Some(pod) = object.pod() else {
            if object.group().is_empty() && matches!(object.kind(), "Service" | "ReplicationController") {
                judge_all(object, "selector", object.field(&["spec", "selector"]).entries(), findings);
            }
            continue;
        };
        if object.kind() != "Pod" {
            judge_all(object, "label", pod.labels(), findings);
            judge_all(object, "selector", object.field(&["spec", "selector", "matchLabels"]).entries(), findings);
        }
        judge_all(object, "node selector", pod.field(&["nodeSelector"]).entries(), findings);
    }
}

fn judge_all(object: &Located<Object<'_>>, what: &str, labels: Entries<'_>, findings: &mut Findings) {
    for label in labels {
        judge(object, what, label, findings);
    }
}

fn judge(object: &Located<Object<'_>>, word: &str, label: Entry<'_>, findings: &mut Findings) {
    let key = label.name();
    let (span, problem) = if let Some(problem) = of_key(&key) {
        (label.key.span(), format!("the {word} `{}` {problem}", shown(&key)))
    } else {
        // Of another type is another rule's.
        let Some(text) = label.value.as_str() else { return };
        if text.len() > LONGEST {
            (
                label.value.span(),
                format!("the value of the {word} `{}` has more than {LONGEST} characters", shown(&key)),
            )
        } else if !text.is_empty() && !is_name(text) {
            (label.value.span(), format!("the value `{}` of the {word} `{}` is not allowed", shown(text), shown(&key)))
        } else {
            return;
        }
    };
    findings.push(RULE.at(&object.place(), span, label.value.path(), problem));
}

fn of_key(key: &str) -> Option<&'static str> {
    let (prefix, name) = match key.rsplit_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    if prefix.is_some_and(|prefix| prefix.len() > PREFIX || !is_subdomain(prefix)) {
        return Some("has a prefix that is no domain");
    }
    if name.is_empty() || name.len() > LONGEST || !is_name(name) {
        return Some("is not allowed as a key");
    }
    None
}

/// Letters, digits, `-`, `_` and `.`, with a letter or a digit at both ends.
fn is_name(text: &str) -> bool {
    let ends = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    ends(bytes.first())
        && ends(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

fn is_subdomain(text: &str) -> bool {
    text.split('.').all(|part| {
        let ends = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let bytes = part.as_bytes();
        ends(bytes.first())
            && ends(bytes.last())
            && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn keys_and_values_have_a_syntax() {
        check(
            &RULE,
            "
kind: Deployment
metadata:
  labels: {app: -a, a b: c, Example.com/x: y, ok: '', a/b/c: d}
#               ^^ high: the value `-a` of the label `app` is not allowed
#                   ^^^ high: the label `a b` is not allowed as a key
#                           ^^^^^^^^^^^^^ high: the label `Example.com/x` has a prefix that is no domain
#                                                     ^^^^^ high: the label `a/b/c` has a prefix that is no domain
spec:
  selector: {matchLabels: {app: 'a b'}}
#                               ^^^^^ high: the value `a b` of the selector `app` is not allowed
  template: {metadata: {labels: {app: 5}}, spec: {nodeSelector: {disk: 'ssd,fast'}}}
#                                                                      ^^^^^^^^^^ high: the value `ssd,fast` of the node selector `disk` is not allowed
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nmetadata: {labels: {a.b-c/D_e.f: X.y_z-1}}\n");
        let long = format!("kind: Pod\nmetadata: {{labels: {{a: {}}}}}\n", "x".repeat(64));
        assert_eq!(
            crate::testing::findings(
                &RULE,
                &crate::testing::file("a.yaml", &long),
                &crate::testing::environment("1.37")
            )
            .len(),
            1
        );
    }
}
