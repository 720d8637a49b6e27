//! `windows-host-process`: there is no container, only a process of the node.

use crate::places::reviewable;
use crate::prelude::*;
use crate::wording::owner;

pub(crate) static RULE: Rule = Rule {
    id: "windows-host-process",
    title: "A Windows container runs as a process of the node",
    severity: Severity::Critical,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "windowsHostProcess"), Control::cis("1.12", "5.2.10")],
    equivalents: elsewhere(&[
        "trivy:KSV-0103",
        "polaris:hostProcess",
        "psa:windowsHostProcess",
        "kube-bench:cis-1.12/5.2.10",
        "gatekeeper:pod-security-policy/host-process",
        "kyverno:pod-security/disallow-host-process",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let violations = ctx.violations_of(pod, Check::WindowsHostProcess);
        let fix = if violations.is_empty() { None } else { everywhere(pod) };
        for violation in violations {
            let (whose, name, label) = owner(pod, &violation.subject);
            let message = match &violation.subject {
                Subject::Container(_) => format!("{whose} runs as a process of the Windows node"),
                Subject::Pod | Subject::Volume(_) => {
                    format!("{whose} runs its containers as processes of the Windows node")
                }
            };
            findings.push(RULE.on(pod, violation.field, message).related(name, label).fix(fix.clone()));
        }
    }
}

/// All containers of a Pod are HostProcess containers or none is, so every place changes at once.
fn everywhere(pod: &Pod<'_>) -> Option<Fix> {
    let contexts = std::iter::once(pod.security_context()).chain(pod.containers().map(|one| one.security_context()));
    let places = contexts.map(|context| context.child(&["windowsOptions", "hostProcess"]));
    let set = places.filter(|place| place.as_bool() == Some(true));
    let edits = set.map(|place| Edit::set(place.path(), false));
    let note = "work on the node itself stops, and the image may lack the user that the process ran as";
    reviewable(Fix::needs_review("run in a container", note, edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended};

    const MIXED: &str = "
kind: Pod
spec:
  securityContext: {windowsOptions: {hostProcess: true}}
  containers:
  - name: a
    securityContext: {windowsOptions: {hostProcess: true}}
  - name: b
";

    #[test]
    fn each_place_is_a_finding() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext: {windowsOptions: {hostProcess: true}}
#                                                 ^^^^ critical: the Pod runs its containers as processes of the Windows node
  containers:
  - name: a
    securityContext: {windowsOptions: {hostProcess: true}}
#                                                   ^^^^ critical: container `a` runs as a process of the Windows node
",
        );
    }

    #[test]
    fn all_places_change_at_once() {
        let (after, promises) = mended(&RULE, "1.37", MIXED);
        assert_eq!(after, MIXED.replace("true", "false"));
        assert_eq!(promises.len(), 2);
    }
}
