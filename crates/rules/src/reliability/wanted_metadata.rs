//! Labels and annotations that settings ask for, or forbid.

use plimsoll_kube::Object;
use plimsoll_source::Value;
use plimsoll_source::edit::Literal;

use super::amounts::{RELIABILITY, shown};
use super::patterns::is_like;
use crate::places::is_used_again;
use crate::prelude::*;

const LABELS: &[&str] = &["metadata", "labels"];
const ANNOTATIONS: &[&str] = &["metadata", "annotations"];

/// Reports each key of a list that an object lacks: `key`, or `key=pattern` for its value.
fn ask(
    object: &Located<Object<'_>>,
    rule: &'static Rule,
    path: &'static [&'static str],
    word: &str,
    wanted: &[String],
    findings: &mut Findings,
) {
    let field = object.field(path);
    for entry in wanted {
        let (key, pattern) = entry.split_once('=').unwrap_or((entry, "*"));
        let value =
            field.value().and_then(|all| all.get(key)).map(|entry| entry.value).filter(|value| !value.is_null());
        let text = value.and_then(Value::scalar_text);
        let named = format!("the {} `{}`", object.kind(), object.name());
        let (span, place, message) = match (value, text) {
            (Some(_), Some(text)) if is_like(text, pattern) => continue,
            (Some(value), text) => {
                let text = shown(text.unwrap_or_default());
                (
                    value.span(),
                    value.path(),
                    format!("the {word} `{key}` of {named} is `{text}`, and not like `{pattern}`"),
                )
            }
            (None, _) => (field.span(), field.path().key(key), format!("{named} has no {word} `{key}`")),
        };
        let fix = (rule.fixable && value.is_none()).then(|| {
            let edit = Edit::merge(
                field.path(),
                vec![(key.to_owned(), Literal::from(if pattern.contains('*') { "fill-in" } else { pattern }))],
            );
            Fix::show_only(format!("add the {word}"), [edit])
        });
        let finding = rule.at(&object.place(), span, place, message).fix(fix);
        findings.push(if object.partly_read { finding.confidence(Confidence::Low) } else { finding });
    }
}

pub(crate) mod required_label_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "required-label-missing",
        title: "An object lacks a label that is wanted",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kube-linter:required-label-owner",
            "kubescape:C-0076",
            "kubescape:C-0077",
            "kyverno:best-practices/require-labels",
            "gatekeeper:general/requiredlabels",
        ]),
        parameters: &[Parameter::list(
            "labels",
            "Labels that every object has, each as `key` or as `key=value`, in which `*` stands for any text.",
        )],
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let wanted = ctx.list(&RULE, "labels");
        let usual = ["app.kubernetes.io/name".to_owned()];
        for object in ctx.objects() {
            // Without settings, what Kubernetes recommends for what runs.
            match wanted {
                [] if object.pod().is_none() => {}
                [] => ask(object, &RULE, LABELS, "label", &usual, findings),
                _ => ask(object, &RULE, LABELS, "label", wanted, findings),
            }
        }
    }
}

pub(crate) mod required_annotation_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "required-annotation-missing",
        title: "An object lacks an annotation that is wanted",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kube-linter:required-annotation-email",
            "kyverno:other/require-annotations",
            "gatekeeper:general/requiredannotations",
            "kube-linter:template/statefulset-volumeclaimtemplate-annotation",
        ]),
        parameters: &[Parameter::list(
            "annotations",
            "Annotations that every workload has, each as `key` or as `key=value`, in which `*` stands for any text.",
        )],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let wanted = ctx.list(&RULE, "annotations");
        for object in ctx.objects().iter().filter(|object| object.pod().is_some()) {
            ask(object, &RULE, ANNOTATIONS, "annotation", wanted, findings);
        }
    }
}

pub(crate) mod restricted_annotation {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "restricted-annotation",
        title: "An object has an annotation that is not allowed",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kyverno:other/restrict-annotations",
            "kyverno:other/allowed-annotations",
            "kyverno:other/metadata-match-regex",
            "kube-linter:template/forbidden-annotation",
        ]),
        parameters: &[
            Parameter::list("forbidden", "Annotations that no object may have; `*` stands for any text."),
            Parameter::list("allowed", "The only annotations that objects may have; `*` stands for any text."),
        ],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let (forbidden, allowed) = (ctx.list(&RULE, "forbidden"), ctx.list(&RULE, "allowed"));
        if forbidden.is_empty() && allowed.is_empty() {
            return;
        }
        for object in ctx.objects() {
            let of_pod = object.pod().filter(|_| object.kind() != "Pod");
            let of_pod = of_pod.into_iter().flat_map(|pod| pod.annotations());
            for entry in object.annotations().chain(of_pod) {
                let key = entry.name();
                let known = |patterns: &[String]| patterns.iter().any(|pattern| is_like(&key, pattern));
                if known(forbidden) || (!allowed.is_empty() && !known(allowed)) {
                    let message = format!("the annotation `{}` is not allowed", shown(&key));
                    findings.push(RULE.at(&object.place(), entry.key.span(), entry.value.path(), message));
                }
            }
        }
    }
}

pub(crate) mod instance_label_mismatch {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "instance-label-mismatch",
        title: "The instance label differs from the name",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["polaris:metadataAndInstanceMismatched"]),
        fixable: true,
        check,
        ..RELIABILITY
    };

    const INSTANCE: &[&str] = &["metadata", "labels", "app.kubernetes.io/instance"];

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for object in ctx.objects().iter().filter(|object| object.pod().is_some()) {
            let (field, name) = (object.field(INSTANCE), object.name());
            let instance = field.as_str().unwrap_or_default();
            if instance == name || name.is_empty() || name.len() > 63 {
                continue;
            }
            let message = match instance {
                "" => format!("`{name}` has no label `app.kubernetes.io/instance`"),
                other => format!("the label `app.kubernetes.io/instance` of `{name}` is `{}`", shown(other)),
            };
            let note = "what selects the workload by this label no longer finds it";
            let fix = Fix::needs_review("label it with its name", note, [Edit::set(field.path(), name)]);
            let is_shared =
                [&["metadata"], LABELS].iter().any(|path| object.field(path).value().is_some_and(is_used_again));
            let finding = RULE.at(&object.place(), field.span(), field.path(), message);
            findings.push(finding.fix((!is_shared).then_some(fix)));
        }
    }
}
