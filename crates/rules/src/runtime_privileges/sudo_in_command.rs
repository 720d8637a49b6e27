//! `sudo-in-command`: root by a detour, in a container that could be told which user to be.

use crate::command::{calls, commands, mentions};
use crate::danger::named as programs;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "sudo-in-command",
    title: "A command uses sudo",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kubescape:C-0062"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        for command in commands(&container).filter(|command| mentions(command, &["sudo"])) {
            let lists = calls(&command);
            let Some((_, word)) = lists.iter().flat_map(|list| programs(list)).find(|(name, _)| *name == "sudo") else {
                continue;
            };
            let mut finding = RULE.on(pod, Field::of(word.value), format!("{} runs `sudo`", named(&container)));
            finding.span = word.span(ctx.source_text());
            findings.push(finding.related(container.name_span(), "this container").fix(fix(word.value)));
        }
    }
}

/// Drops the word, where it is an item of a list with a program after it: an empty `command` would bring back the image's own.
fn fix(word: plimsoll_source::Value<'_>) -> Option<Fix> {
    let list = word.parent()?;
    let next = list.items().skip_while(|item| item.span() != word.span()).nth(1)?.as_str()?;
    let certain = word.as_str()?.ends_with("sudo") && !next.starts_with('-') && !next.contains('=');
    let note = "the program runs as the container's own user, and what only root may do is refused to it";
    certain.then(|| Fix::needs_review("run without `sudo`", note, [Edit::remove(word.path())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn only_where_it_is_a_program() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    command: [sudo, nginx]
#             ^^^^ medium: container `a` runs `sudo`
  - name: b
    command: [sh]
    args: [-c, 'echo sudo && exec /usr/bin/sudo -u x app']
#                                 ^^^^^^^^^^^^^ medium: container `b` runs `sudo`
",
        );
        for command in ["[echo, sudo]", "[sh, -c, \"echo 'sudo x'\"]", "[pseudo]", "sudo", "[cat, /etc/sudoers]"] {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{containers: [{{name: a, command: {command}}}]}}\n"));
        }
    }

    #[test]
    fn the_word_goes_where_a_program_follows() {
        let pod = |command| format!("kind: Pod\nspec:\n  containers:\n  - name: a\n    command: {command}\n");
        assert_eq!(mended(&RULE, "1.37", &pod("[sudo, nginx]")).0, pod("[nginx]"));
        for stays in ["[sudo, -u, x, nginx]", "[sudo]", "[sh, -c, sudo nginx]"] {
            assert_eq!(mended(&RULE, "1.37", &pod(stays)).0, pod(stays));
        }
    }
}
