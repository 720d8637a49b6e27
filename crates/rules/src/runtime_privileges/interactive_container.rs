//! `interactive-container`: it waits for somebody at a keyboard.

use plimsoll_kube::ContainerList;

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "interactive-container",
    title: "A container keeps its standard input or a terminal open",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["gatekeeper:general/disallowinteractive"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        let places = [(container.field(&["stdin"]), "its standard input"), (container.field(&["tty"]), "a terminal")];
        let mut open = places.into_iter().filter(|(place, _)| place.as_bool() == Some(true));
        let Some((place, what)) = open.next() else { continue };
        let mut finding = RULE.on(pod, place, format!("{} keeps {what} open", named(&container)));
        if let Some((terminal, _)) = open.next() {
            finding = finding.related(terminal.span(), "a terminal, too");
        }
        // What was added to a running Pod cannot be changed.
        if container.list() != ContainerList::EphemeralContainers {
            let written =
                [&["stdin"] as &'static [&'static str], &["stdinOnce"], &["tty"]].map(|key| container.field(key));
            let edits = written.into_iter().filter(|field| field.is_set()).map(|field| Edit::remove(field.path()));
            let note =
                "a shell without a terminal ends at once, and `kubectl attach` no longer types into the container";
            finding = finding.fix(Fix::needs_review("do not wait for input", note, edits));
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn one_finding_a_container() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, stdin: true, tty: true}
#                    ^^^^ low: container `a` keeps its standard input open
  - {name: b, tty: true, stdin: false}
#                  ^^^^ low: container `b` keeps a terminal open
  - {name: c, stdin: \"true\", tty: }
  ephemeralContainers:
  - {name: d, stdin: true}
#                    ^^^^ low: ephemeral container `d` keeps its standard input open
",
        );
    }

    #[test]
    fn all_that_belongs_together_goes() {
        let text = "kind: Pod\nspec:\n  containers:\n  - name: a\n    stdin: true\n    stdinOnce: true\n    tty: true\n    image: b\n";
        assert_eq!(mended(&RULE, "1.37", text).0, "kind: Pod\nspec:\n  containers:\n  - name: a\n    image: b\n");
    }
}
