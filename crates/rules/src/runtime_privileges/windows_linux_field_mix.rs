//! `windows-linux-field-mix`: a Pod for one system with a field of the other, which the API server refuses.

use plimsoll_kube::Version;
use plimsoll_source::Value;

use super::windows::{of_linux, of_windows};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "windows-linux-field-mix",
    title: "A Pod for one operating system has a field of the other",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The first version that compares the fields with the system.
const COMPARED: Version = Version::new(25);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.version() < COMPARED {
        return;
    }
    for pod in ctx.pods() {
        let name = pod.field(&["os", "name"]);
        match name.as_str() {
            Some("windows") => of_linux(pod).for_each(|field| push(pod, name, field, "Linux", findings)),
            Some("linux") => of_windows(pod).for_each(|field| push(pod, name, field, "Windows", findings)),
            _ => {}
        }
    }
}

fn push(pod: &Located<Pod<'_>>, name: Field<'_>, field: Field<'_>, system: &str, findings: &mut Findings) {
    let key = field.value().and_then(Value::key);
    let word = key.and_then(Value::scalar_text).unwrap_or_default();
    let mut finding = RULE
        .on(pod, field, format!("`{word}` is for {system} alone, and the API server refuses it in this Pod"))
        .related(name.span(), "the Pod's system")
        // Nothing runs that could stop.
        .fix(Fix::safe("remove the field", [Edit::remove(field.path())]));
    if let Some(key) = key {
        finding.span = key.span();
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn both_ways_round() {
        check(
            &RULE,
            "
kind: Pod
spec:
  os: {name: windows}
  hostPID: false
  hostUsers: false
# ^^^^^^^^^ low: `hostUsers` is for Linux alone, and the API server refuses it in this Pod
  securityContext: {runAsUser: 1, runAsNonRoot: true, sysctls: [], windowsOptions: {runAsUserName: a}}
#                   ^^^^^^^^^ low: `runAsUser` is for Linux alone, and the API server refuses it in this Pod
  initContainers:
  - {name: a, securityContext: {capabilities: {drop: [ALL]}}}
#                               ^^^^^^^^^^^^ low: `capabilities` is for Linux alone, and the API server refuses it in this Pod
---
kind: Pod
spec:
  os: {name: linux}
  containers:
  - {name: a, securityContext: {windowsOptions: {hostProcess: true}}}
#                               ^^^^^^^^^^^^^^ low: `windowsOptions` is for Windows alone, and the API server refuses it in this Pod
",
        );
    }

    #[test]
    fn without_a_system_nothing_is_compared() {
        let pod = "kind: Pod\nspec: {securityContext: {runAsUser: 1, windowsOptions: {}}";
        quiet(&RULE, "1.37", &format!("{pod}}}\n"));
        quiet(&RULE, "1.37", &format!("{pod}, os: {{name: plan9}}}}\n"));
        quiet(&RULE, "1.24", &format!("{pod}, os: {{name: windows}}}}\n"));
    }

    #[test]
    fn all_of_them_go() {
        let text = "kind: Pod\nspec:\n  os: {name: windows}\n  hostPID: true\n  securityContext:\n    fsGroup: 1\n    runAsNonRoot: true\n";
        assert_eq!(
            mended(&RULE, "1.37", text).0,
            "kind: Pod\nspec:\n  os: {name: windows}\n  securityContext:\n    runAsNonRoot: true\n"
        );
    }
}
