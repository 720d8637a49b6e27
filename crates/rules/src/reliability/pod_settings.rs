//! Settings of Pods that are matters of taste: how many containers, how names are resolved.

use super::amounts::RELIABILITY;
use crate::prelude::*;

pub(crate) mod containers_per_pod {
    use plimsoll_kube::ContainerList;

    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "containers-per-pod",
        title: "A Pod has many containers",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kyverno:other/limit-containers-per-pod"]),
        parameters: &[Parameter::number("maximum", "The most ordinary containers of a Pod; 4 where it is not set.")],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let most = ctx.number(&RULE, "maximum").and_then(|number| usize::try_from(number).ok()).unwrap_or(4);
        for pod in ctx.pods() {
            let count = pod.containers_in(ContainerList::Containers).count();
            if count > most {
                let message = format!("the Pod has {count} containers, and {most} are allowed");
                findings.push(RULE.on(pod, pod.field(&["containers"]), message));
            }
        }
    }
}

pub(crate) mod dns_config {
    use plimsoll_source::edit::Literal;

    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "dns-config",
        title: "A Pod does not set how names are resolved",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kube-linter:dnsconfig-options"]),
        fixable: true,
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            let policy = pod.field(&["dnsPolicy"]).as_str().unwrap_or("ClusterFirst");
            let options = pod.field(&["dnsConfig", "options"]);
            // Other policies take the node's search list, which is short.
            let concerned = policy == "ClusterFirst" || policy == "ClusterFirstWithHostNet";
            if !concerned || options.items().any(|one| Field::walk(one, &["name"]).as_str() == Some("ndots")) {
                continue;
            }
            let option = vec![("name".to_owned(), Literal::from("ndots")), ("value".to_owned(), Literal::from("2"))];
            let note = "short names of three parts and more need their whole name: `db.shop.svc.cluster.local`";
            let edit = Edit::append(options.path(), Literal::Mapping(option));
            let fix = Fix::needs_review("ask for names with two dots as they are first", note, [edit]);
            let message = "a name with fewer than five dots is looked up in the cluster first";
            findings.push(RULE.on(pod, options, message).fix(fix));
        }
    }
}

pub(crate) mod termination_grace {
    use plimsoll_source::Value;

    use super::*;
    use crate::wording::named;

    pub(crate) static RULE: Rule =
        Rule { id: "termination-grace", title: "A Pod gets too little time to end", check, ..RELIABILITY };

    /// What the API server fills in.
    const GRACE: i64 = 30;

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for pod in ctx.pods() {
            let field = pod.field(&["terminationGracePeriodSeconds"]);
            let grace = field.as_i64().unwrap_or(GRACE);
            if grace <= 0 {
                findings.push(RULE.on(pod, field, "the Pod is killed without being asked to end"));
                continue;
            }
            for container in pod.containers() {
                let hook = container.field(&["lifecycle", "preStop"]);
                let Some((place, seconds)) = waits(hook).filter(|(_, seconds)| *seconds >= grace) else { continue };
                let message = format!(
                    "{} waits {seconds} seconds before it ends, and is killed after {grace}",
                    named(&container)
                );
                findings.push(RULE.on(pod, place, message).related(field.span(), "time to end"));
            }
        }
    }

    /// How long a hook sleeps, where it says so: by its own field, or by the program `sleep`.
    fn waits(hook: Field<'_>) -> Option<(Field<'_>, i64)> {
        let sleep = hook.child(&["sleep", "seconds"]);
        if let Some(seconds) = sleep.as_i64() {
            return Some((sleep, seconds));
        }
        let command = hook.child(&["exec", "command"]);
        let words = command.items().filter_map(Value::scalar_text).take(4).flat_map(|text| text.split([' ', ';', '&']));
        let mut words = words.filter(|word| !word.is_empty());
        words.find(|word| *word == "sleep" || word.ends_with("/sleep"))?;
        Some((command, words.next()?.trim_end_matches('s').parse().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn a_hook_that_outlasts_the_pod_is_told() {
        check(
            &termination_grace::RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, lifecycle: {preStop: {sleep: {seconds: 30}}}}
#                                                    ^^ low: container `a` waits 30 seconds before it ends, and is killed after 30
  - {name: b, lifecycle: {preStop: {exec: {command: [sh, -c, sleep 45 && nginx -s quit]}}}}
#                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ low: container `b` waits 45 seconds before it ends, and is killed after 30
  - {name: c, lifecycle: {preStop: {exec: {command: [/bin/sleep, '5']}}}}
---
kind: Pod
spec: {terminationGracePeriodSeconds: 0}
#                                     ^ low: the Pod is killed without being asked to end
",
        );
        quiet(
            &termination_grace::RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{lifecycle: {preStop: {exec: {command: [sleep]}}}}]}\n",
        );
    }
}
