//! `statefulset-service-name`: a StatefulSet whose Pods have no names in DNS.

use super::amounts::{RELIABILITY, called};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "statefulset-service-name",
    title: "A StatefulSet names no Service",
    severity: Severity::Medium,
    equivalents: elsewhere(&["kube-score:statefulset-has-servicename", "kics:bb241e61"]),
    check,
    ..RELIABILITY
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects().iter().filter(|object| object.group() == "apps" && object.kind() == "StatefulSet") {
        let field = object.field(&["spec", "serviceName"]);
        if field.as_str().is_some_and(|name| !name.is_empty()) {
            continue;
        }
        let message = format!("the Pods of {} have no names in DNS", called(object));
        let finding = RULE.at(&object.place(), field.span(), field.path(), message);
        findings.push(if object.partly_read { finding.confidence(Confidence::Low) } else { finding });
    }
}
