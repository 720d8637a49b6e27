//! `windows-run-as-container-user`: the container may be its own administrator.

use super::windows::selected;
use crate::prelude::*;
use crate::wording::{listed, named};

pub(crate) static RULE: Rule = Rule {
    id: "windows-run-as-container-user",
    title: "A Windows container may run as its administrator",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:windows-security/require-run-as-containeruser"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const USER: &[&str] = &["windowsOptions", "runAsUserName"];

/// The user of every Windows image that has few rights, and those that have all.
const UNPRIVILEGED: &str = "ContainerUser";
const ADMINISTRATORS: [&str; 3] = ["containeradministrator", "administrator", "system"];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        if !pod.is_windows(ctx.version()) && selected(pod).is_none() {
            continue;
        }
        let of_pod = pod.security_context().child(USER);
        let mut without = Vec::new();
        let mut inherit = false;
        // A process of the node runs as a user of the node: that is for another rule.
        for container in pod.containers().filter(|one| one.host_process().value != Some(true)) {
            let own = container.security_context().child(USER);
            match (own.as_str(), of_pod.as_str()) {
                (Some(user), _) if is_administrator(user) => {
                    let message = format!("{} runs as the administrator `{user}`", named(&container));
                    push(pod, own, message, findings);
                }
                (Some(_), _) => {}
                (None, Some(_)) => inherit = true,
                (None, None) => without.push(container),
            }
        }
        if let Some(user) = of_pod.as_str().filter(|user| inherit && is_administrator(user)) {
            push(pod, of_pod, format!("the Pod runs its containers as the administrator `{user}`"), findings);
        }
        if !without.is_empty() {
            let verb = if without.len() == 1 { "runs as its image's user" } else { "run as their images' users" };
            push(pod, of_pod, format!("{} {verb}, which may be the administrator", listed(&without)), findings);
        }
    }
}

fn is_administrator(user: &str) -> bool {
    let name = user.rsplit('\\').next().unwrap_or_default().to_ascii_lowercase();
    ADMINISTRATORS.contains(&name.as_str())
}

fn push(pod: &Located<Pod<'_>>, place: Field<'_>, message: String, findings: &mut Findings) {
    let note = "what only an administrator may do is refused, such as changing services or the registry of the machine";
    let fix = Fix::needs_review("run as `ContainerUser`", note, [Edit::set(place.path(), UNPRIVILEGED)]);
    findings.push(RULE.on(pod, place, message).related(pod.object().name_span(), "this object").fix(fix));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn what_the_pod_could_say_for_all_is_one_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
^^^^ medium: `a` and `b` run as their images' users, which may be the administrator
  os: {name: windows}
  containers:
  - {name: a}
  - {name: b}
  - {name: c, securityContext: {windowsOptions: {runAsUserName: 'NT AUTHORITY\\SYSTEM'}}}
#                                                               ^^^^^^^^^^^^^^^^^^^^^ medium: container `c` runs as the administrator `NT AUTHORITY\\SYSTEM`
  - {name: d, securityContext: {windowsOptions: {runAsUserName: ContainerUser}}}
---
kind: Pod
spec:
  nodeSelector: {kubernetes.io/os: windows}
  securityContext: {windowsOptions: {runAsUserName: containeradministrator}}
#                                                   ^^^^^^^^^^^^^^^^^^^^^^ medium: the Pod runs its containers as the administrator `containeradministrator`
  containers: [{name: a}]
",
        );
    }

    #[test]
    fn other_users_and_systems_are_not_meant() {
        for spec in [
            "containers: [{name: a}]",
            "os: {name: windows}, securityContext: {windowsOptions: {runAsUserName: web}}, containers: [{name: a}]",
            "os: {name: windows}, securityContext: {windowsOptions: {hostProcess: true}}, containers: [{name: a}]",
            "os: {name: windows}",
        ] {
            quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{{spec}}}\n"));
        }
    }

    #[test]
    fn the_pod_says_it_for_all() {
        let text = "kind: Pod\nspec:\n  os: {name: windows}\n  containers: [{name: a}]\n";
        let after = "kind: Pod\nspec:\n  os: {name: windows}\n  containers: [{name: a}]\n  securityContext:\n    windowsOptions:\n      runAsUserName: ContainerUser\n";
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
