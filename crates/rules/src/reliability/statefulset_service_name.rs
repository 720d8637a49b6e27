//! `statefulset-service-name`: a StatefulSet whose Pods have no names in DNS.

use plimsoll_kube::facts::{Role, WorkloadFacts};
use plimsoll_kube::{Effort, Known};

use super::bundle::{ACROSS, Bundle, about, short, within};
use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "statefulset-service-name",
    title: "The Pods of a StatefulSet have no names in DNS",
    severity: Severity::Medium,
    equivalents: elsewhere(&["kube-score:statefulset-has-servicename", "kics:bb241e61"]),
    check,
    ..ACROSS
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut bundle = None;
    let mut effort = Effort::of_a_rule();
    for known in ctx.index().of_kind("StatefulSet").filter(|known| *known.facts.group == *"apps") {
        let Some(workload) = known.facts.workload() else { continue };
        let bundle = bundle.get_or_insert_with(|| Bundle::of(ctx));
        let Some((problem, confidence, service)) = problem(bundle, &known, workload, &mut effort) else { continue };
        let Some(object) = ctx.object(&known) else { continue };
        let who = called(&known.facts.kind, &known.facts.name);
        let message = format!("the Pods of {who} have no names in DNS: it names {problem}");
        let finding = about(&RULE, &object, object.field(&["spec", "serviceName"]), message);
        let finding = match service.and_then(|service| ctx.object(&service)) {
            Some(service) => finding.related_object(&service, "this Service"),
            None => finding,
        };
        // Where not all could be read, a guess stays one.
        let is_sure = finding.confidence.is_none();
        findings.push(if is_sure { finding.confidence(confidence) } else { finding });
    }
}

/// What is wrong with the Service of a set, how sure that is, and the Service.
fn problem<'a>(
    bundle: &Bundle<'_, 'a>,
    known: &Known<'a>,
    workload: &WorkloadFacts,
    effort: &mut Effort,
) -> Option<(String, Confidence, Option<Known<'a>>)> {
    let (namespace, name) = (&*known.facts.namespace, short(&workload.service));
    if name.is_empty() {
        return Some(("no Service".to_owned(), Confidence::High, None));
    }
    let Some(found) = bundle.index.in_namespace("Service", namespace, &workload.service) else {
        let confidence = bundle.misses("Service", namespace, known)?;
        return Some((format!("Service `{name}`, which is not there{}", within(namespace)), confidence, None));
    };
    let Role::Service(service) = &found.facts.role else { return None };
    let words = if !service.is_headless {
        format!("Service `{name}`, which is not headless")
    } else {
        let selector = service.selector.as_ref()?;
        let comparisons = selector.requirements().len().saturating_mul(workload.labels.len());
        if !effort.spend(comparisons) || selector.matches(&workload.labels) {
            return None;
        }
        format!("Service `{name}`, which does not select them")
    };
    Some((words, Confidence::High, Some(found)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    const SET: &str = "
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec: {serviceName: NAME, template: {metadata: {labels: {app: db}}, spec: {containers: []}}}
";

    fn set(name: &str, carets: &str, problem: &str, service: &str) -> String {
        let words = "medium: the Pods of the StatefulSet `db` have no names in DNS: it names";
        let set = SET.replace("NAME", name);
        let told = if problem.is_empty() { String::new() } else { format!("#{carets} {words} {problem}\n") };
        format!(
            "{set}{told}---\napiVersion: v1\nkind: Service\nmetadata: {{name: db, namespace: shop}}\nspec: {service}\n"
        )
    }

    #[test]
    fn a_set_needs_a_headless_service_that_selects_its_pods() {
        let headless = "{clusterIP: None, selector: {app: db}}";
        check(&RULE, &set("", "      ^^^^^^^^^^^", "no Service", headless));
        check(
            &RULE,
            &set("dbs", "                   ^^^", "Service `dbs`, which is not there in namespace `shop`", headless),
        );
        let plain = "{selector: {app: db}}";
        check(&RULE, &set("db", "                   ^^", "Service `db`, which is not headless", plain));
        let other = "{clusterIP: None, selector: {app: web}}";
        check(&RULE, &set("db", "                   ^^", "Service `db`, which does not select them", other));
        quiet(&RULE, "1.37", &set("db", "", "", headless));
        quiet(&RULE, "1.37", &set("db", "", "", "{clusterIP: None}"));
        quiet(&RULE, "1.37", &SET.replace("NAME", "db"));
    }
}
