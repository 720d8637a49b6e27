//! The levels of the Pod Security Standards, from text to report, at the versions where they change.

use plimsoll_engine::Workspace;
use plimsoll_report::{Options, PodSecurityLevel};

use crate::corpus::options;

const HARDENED: &str = "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}";
const CONTAINER: &str = "{name: a, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}";

/// Fields of the Pod's spec, its container, the version, and the level with the first control that stands in the way.
const CASES: &[(&str, &str, &str, &str, &str)] = &[
    ("", "{name: a}", "1.37", "baseline", "allowPrivilegeEscalation"),
    (HARDENED, CONTAINER, "1.37", "restricted", ""),
    ("hostNetwork: true", CONTAINER, "1.37", "privileged", "hostNamespaces"),
    ("", "{name: a, securityContext: {privileged: true}}", "1.0", "privileged", "privileged"),
    ("", "{name: a, securityContext: {privileged: false}}", "1.0", "baseline", "runAsNonRoot"),
    // Before 1.8 nothing but the user and the volumes is asked.
    ("securityContext: {runAsNonRoot: true}", "{name: a}", "1.7", "restricted", ""),
    ("securityContext: {runAsNonRoot: true}", "{name: a}", "1.8", "baseline", "allowPrivilegeEscalation"),
    // A user other than root is no promise that it stays so.
    (
        "securityContext: {runAsUser: 1, seccompProfile: {type: RuntimeDefault}}",
        CONTAINER,
        "1.37",
        "baseline",
        "runAsNonRoot",
    ),
    // A bad value of the Pod fails, even where each container has a good one.
    (
        "securityContext: {runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}}",
        "{name: a, securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}",
        "1.37",
        "baseline",
        "runAsNonRoot",
    ),
    (
        "hostUsers: false, securityContext: {seccompProfile: {type: RuntimeDefault}}",
        CONTAINER,
        "1.34",
        "baseline",
        "runAsNonRoot",
    ),
    (
        "hostUsers: false, securityContext: {seccompProfile: {type: RuntimeDefault}}",
        CONTAINER,
        "1.35",
        "restricted",
        "",
    ),
    (
        "",
        "{name: a, livenessProbe: {httpGet: {host: 10.0.0.1, port: 80}}}",
        "1.33",
        "baseline",
        "allowPrivilegeEscalation",
    ),
    (
        "",
        "{name: a, livenessProbe: {httpGet: {host: 10.0.0.1, port: 80}}}",
        "1.34",
        "privileged",
        "hostProbesAndHostLifecycle",
    ),
    (
        "os: {name: windows}, securityContext: {runAsNonRoot: true}",
        "{name: a}",
        "1.24",
        "baseline",
        "allowPrivilegeEscalation",
    ),
    ("os: {name: windows}, securityContext: {runAsNonRoot: true}", "{name: a}", "1.25", "restricted", ""),
];

#[test]
fn levels_follow_the_version() {
    for (spec, container, version, level, control) in CASES {
        let comma = if spec.is_empty() { "" } else { ", " };
        let text = format!("kind: Pod\nmetadata: {{name: p}}\nspec: {{{spec}{comma}containers: [{container}]}}\n");
        let mut workspace = Workspace::new();
        let options =
            Options { kubernetes_version: Some((*version).to_owned()), ..options(plimsoll_report::Audience::Opinion) };
        workspace.set_options(options).unwrap();
        workspace.set_file("a.yaml", text.as_str().into());
        let report = workspace.check();
        let pod = &report.pod_security[0];
        assert_eq!(Some(pod.level), PodSecurityLevel::parse(level), "{version}: {text}{:?}", pod.blockers);
        let controls: Vec<&str> = pod.blockers.iter().map(|blocker| blocker.control.as_ref()).collect();
        assert_eq!(controls.is_empty(), control.is_empty(), "{version}: {text}{controls:?}");
        assert!(control.is_empty() || controls.contains(control), "{version}: {text}{controls:?}");
        // With every rule at work, what stands in the way is always something that a finding speaks of.
        assert!(pod.blockers.iter().all(|blocker| !blocker.findings.is_empty()), "{version}: {text}{:?}", pod.blockers);
    }
}
