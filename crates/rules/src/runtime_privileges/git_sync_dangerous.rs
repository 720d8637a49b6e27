//! `git-sync-dangerous`: an option of git-sync that names the program it runs.

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "git-sync-dangerous",
    title: "An option of git-sync names the program that it runs",
    severity: Severity::High,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["checkov:CKV_K8S_159"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Variables that replace `git`, and those that hold settings for it.
const PROGRAM: [&str; 2] = ["GITSYNC_GIT", "GIT_SYNC_GIT"];
const SETTINGS: [&str; 2] = ["GITSYNC_GIT_CONFIG", "GIT_SYNC_GIT_CONFIG"];

/// Settings of git whose value is a command.
const COMMANDS: [&str; 9] = [
    "alias.",
    "core.editor",
    "core.fsmonitor",
    "core.gitproxy",
    "core.hookspath",
    "core.sshcommand",
    "credential.helper",
    "diff.external",
    "filter.",
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        // The variables mean nothing to other programs, so whatever the image is called counts.
        for variable in container.field(&["env"]).items() {
            let (name, value) = (Field::walk(variable, &["name"]), Field::walk(variable, &["value"]));
            let variable = name.as_str().unwrap_or_default();
            if let Some(what) = dangerous(variable, value.as_str(), &PROGRAM, &SETTINGS) {
                push(pod, &container, name, &format!("the variable `{variable}` {what}"), findings);
            }
        }
        let image = container.image().value.unwrap_or_default();
        if !image.contains("git-sync") {
            continue;
        }
        let mut words = container.field(&["command"]).items().chain(container.field(&["args"]).items()).peekable();
        while let Some(word) = words.next() {
            // Version 3 took its options with one hyphen.
            let text = word.as_str().unwrap_or_default();
            let Some(option) = text.strip_prefix('-').map(|rest| rest.strip_prefix('-').unwrap_or(rest)) else {
                continue;
            };
            let (option, value) = match option.split_once('=') {
                Some((option, value)) => (option, Some(value)),
                None => (option, words.peek().and_then(|next| next.as_str())),
            };
            if let Some(what) = dangerous(option, value, &["git"], &["git-config"]) {
                push(pod, &container, Field::of(word), &format!("the option `--{option}` {what}"), findings);
            }
        }
    }
}

fn push(pod: &Located<Pod<'_>>, container: &Container<'_>, place: Field<'_>, what: &str, findings: &mut Findings) {
    findings.push(
        RULE.on(pod, place, format!("in {}, {what}", named(container)))
            .related(container.name_span(), "this container"),
    );
}

/// What an option does, where it has git-sync run a program. A value from elsewhere may be any program.
fn dangerous(option: &str, value: Option<&str>, program: &[&str], settings: &[&str]) -> Option<&'static str> {
    if program.contains(&option) && value != Some("git") {
        return Some("replaces `git` by another program");
    }
    let runs = |value: &str| {
        let value = value.to_ascii_lowercase();
        COMMANDS.iter().any(|setting| value.contains(setting))
    };
    (settings.contains(&option) && value.is_none_or(runs)).then_some("gives `git` a command to run")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn options_and_variables_count() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: sync
    image: registry.k8s.io/git-sync/git-sync:v4.4.0
    args: [--repo=a, --git=/tmp/x, --git-config, 'core.sshCommand:/tmp/x']
#                    ^^^^^^^^^^^^ high: in container `sync`, the option `--git` replaces `git` by another program
#                                  ^^^^^^^^^^^^ high: in container `sync`, the option `--git-config` gives `git` a command to run
    env:
    - {name: GITSYNC_GIT, valueFrom: {}}
#            ^^^^^^^^^^^ high: in container `sync`, the variable `GITSYNC_GIT` replaces `git` by another program
    - {name: GITSYNC_GIT_CONFIG, value: 'http.proxy:x'}
",
        );
    }

    #[test]
    fn the_same_words_elsewhere_mean_nothing() {
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{image: tool, args: [--git=/tmp/x, -git]}]}\n");
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{image: git-sync, args: [--git, git, 5, --, -, \"\"]}]}\n",
        );
    }
}
