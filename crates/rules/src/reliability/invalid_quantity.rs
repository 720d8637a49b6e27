//! `invalid-quantity`: an amount that the API server cannot read, or that is negative.

use plimsoll_kube::{NoQuantity, Object, Quantity};
use plimsoll_source::Value;

use super::amounts::{RELIABILITY, shown};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "invalid-quantity",
    title: "An amount is no quantity",
    severity: Severity::High,
    audience: Audience::Default,
    fixable: true,
    check,
    ..RELIABILITY
};

const AMOUNTS: [&[&str]; 2] = [&["requests"], &["limits"]];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        judge_resources(pod.field(&["resources"]), pod, findings);
        judge_all(pod.field(&["overhead"]), pod, findings);
        for container in pod.containers() {
            judge_resources(container.field(&["resources"]), pod, findings);
        }
        for volume in pod.volumes() {
            judge(volume.field(&["emptyDir", "sizeLimit"]).value(), pod, findings);
            judge_resources(volume.field(&["ephemeral", "volumeClaimTemplate", "spec", "resources"]), pod, findings);
        }
    }
    for object in ctx.objects() {
        match (object.group(), object.kind()) {
            ("", "PersistentVolumeClaim") => judge_resources(object.field(&["spec", "resources"]), object, findings),
            ("", "PersistentVolume") => judge_all(object.field(&["spec", "capacity"]), object, findings),
            ("", "ResourceQuota") => judge_all(object.field(&["spec", "hard"]), object, findings),
            ("", "LimitRange") => {
                let entries = object.field(&["spec", "limits"]).items().flat_map(Value::entries);
                entries.for_each(|entry| judge_all(Field::of(entry.value), object, findings));
            }
            ("apps", "StatefulSet") => {
                for claim in object.field(&["spec", "volumeClaimTemplates"]).items() {
                    judge_resources(Field::walk(claim, &["spec", "resources"]), object, findings);
                }
            }
            _ => {}
        }
    }
}

/// Where a finding is: an object, or the object of a Pod.
trait Holder {
    fn of(&self) -> crate::Place<'_>;
}

impl Holder for Located<Pod<'_>> {
    fn of(&self) -> crate::Place<'_> {
        self.place()
    }
}

impl Holder for Located<Object<'_>> {
    fn of(&self) -> crate::Place<'_> {
        self.place()
    }
}

fn judge_resources(resources: Field<'_>, holder: &dyn Holder, findings: &mut Findings) {
    if resources.is_set() {
        AMOUNTS.into_iter().for_each(|path| judge_all(resources.child(path), holder, findings));
    }
}

fn judge_all(amounts: Field<'_>, holder: &dyn Holder, findings: &mut Findings) {
    amounts.entries().for_each(|entry| judge(Some(entry.value), holder, findings));
}

fn judge(value: Option<Value<'_>>, holder: &dyn Holder, findings: &mut Findings) {
    let Some(value) = value else { return };
    let text = value.scalar_text().unwrap_or_default();
    let message = match Quantity::read(value) {
        None => return,
        Some(Ok(amount)) if !amount.is_negative() => return,
        Some(Ok(_)) => format!("`{}` is less than nothing", shown(text)),
        Some(Err(NoQuantity::Suffix)) => format!("`{}` ends in a suffix that does not exist", shown(text)),
        Some(Err(NoQuantity::Format)) if value.scalar_text().is_none() => "a quantity is a number or a text".to_owned(),
        Some(Err(NoQuantity::Format)) => format!("`{}` is no quantity", shown(text)),
    };
    let fix = meant(text).map(|meant| Fix::safe(format!("write `{meant}`"), [Edit::set(value.path(), meant)]));
    findings.push(RULE.at(&holder.of(), value.span(), value.path(), message).fix(fix));
}

/// What a suffix of everyday writing means. Safe: the API server takes none of the object as it is.
fn meant(text: &str) -> Option<String> {
    let split = text.find(|one: char| !one.is_ascii_digit() && one != '.')?;
    let (number, suffix) = text.split_at_checked(split)?;
    let suffix = suffix.trim_start();
    let letter = suffix.chars().next()?.to_ascii_uppercase();
    let plain = match letter {
        'K' => "k",
        'M' => "M",
        'G' => "G",
        'T' => "T",
        _ => return None,
    };
    let binary = match suffix.get(1..)?.to_ascii_lowercase().as_str() {
        "" | "b" => false,
        "i" | "ib" => true,
        _ => return None,
    };
    let meant = if binary { format!("{number}{letter}i") } else { format!("{number}{plain}") };
    (number.len() < 20 && Quantity::parse(&meant).is_ok()).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn amounts_are_judged_wherever_they_stand() {
        check(
            &RULE,
            "
kind: Pod
spec:
  overhead: {cpu: 1.2.3}
#                 ^^^^^ high: `1.2.3` is no quantity
  containers:
  - {name: a, resources: {requests: {cpu: -1, memory: 64MB}, limits: {cpu: [1], memory: 1K, a.b/c: yes}}}
#                                         ^^ high: `-1` is less than nothing
#                                                     ^^^^ high: `64MB` is no quantity
#                                                                          ^^^ high: a quantity is a number or a text
#                                                                                       ^^ high: `1K` ends in a suffix that does not exist
#                                                                                                  ^^^ high: `yes` is no quantity
  volumes: [{name: v, emptyDir: {sizeLimit: lots}}]
#                                           ^^^^ high: `lots` is no quantity
---
apiVersion: v1
kind: LimitRange
spec: {limits: [{type: Container, max: {cpu: 1cpu}}]}
#                                            ^^^^ high: `1cpu` is no quantity
---
apiVersion: v1
kind: ResourceQuota
spec: {hard: {pods: many, limits.cpu: 1e400}}
#                   ^^^^ high: `many` is no quantity
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{resources: {limits: {cpu: , memory: 1e3, a: '0'}, requests: }}]}\n",
        );
    }

    #[test]
    fn everyday_suffixes_have_a_meaning() {
        let all =
            ["64MB", "64 GiB", "1K", "1gi", "5kb", "1.5mib", "1m5", "lots", "5%", "7.Mb", "10tib", "1b"].map(meant);
        let expected = ["64M", "64Gi", "1k", "1Gi", "5k", "1.5Mi", "", "", "", "7.M", "10Ti", ""];
        assert_eq!(all.map(Option::unwrap_or_default), expected);
    }
}
