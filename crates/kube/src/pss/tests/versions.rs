//! What changed with which version of the policy.

use super::{Control, container, fails, passes, pod, secured};
use crate::Version;

/// Each change: the version it came with, the control, a Pod, and whether the Pod fails before and from then on.
fn changes() -> Vec<(u16, Control, String, bool, bool)> {
    let windows = |spec: &str| pod(&format!("os: {{name: windows}}, {spec}"));
    let own_users = |spec: &str| pod(&format!("hostUsers: false, {spec}"));
    let sysctl = |name: &str| pod(&format!("securityContext: {{sysctls: [{{name: {name}, value: '1'}}]}}"));
    let annotated =
        "kind: Pod\nmetadata: {annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}}\nspec: {}\n";
    let plain = "containers: [{name: web}]";
    let root = "containers: [{name: web, securityContext: {runAsUser: 0}}]";
    let unmasked = "containers: [{name: web, securityContext: {procMount: Unmasked}}]";
    vec![
        (8, Control::AllowPrivilegeEscalation, pod(plain), false, true),
        (19, Control::SeccompProfileBaseline, annotated.to_owned(), true, false),
        (19, Control::SeccompProfileBaseline, secured("seccompProfile: {type: Unconfined}"), false, true),
        (19, Control::SeccompProfileRestricted, pod(plain), false, true),
        (22, Control::CapabilitiesRestricted, pod(plain), false, true),
        (23, Control::RunAsUser, pod(root), false, true),
        (25, Control::AllowPrivilegeEscalation, windows(plain), true, false),
        (25, Control::CapabilitiesRestricted, windows(plain), true, false),
        (25, Control::SeccompProfileRestricted, windows(plain), true, false),
        (27, Control::Sysctls, sysctl("net.ipv4.ip_local_reserved_ports"), true, false),
        (29, Control::Sysctls, sysctl("net.ipv4.tcp_keepalive_time"), true, false),
        (29, Control::Sysctls, sysctl("net.ipv4.tcp_fin_timeout"), true, false),
        (29, Control::Sysctls, sysctl("net.ipv4.tcp_keepalive_intvl"), true, false),
        (29, Control::Sysctls, sysctl("net.ipv4.tcp_keepalive_probes"), true, false),
        (31, Control::SeLinuxOptions, secured("seLinuxOptions: {type: container_engine_t}"), true, false),
        (32, Control::Sysctls, sysctl("net.ipv4.tcp_rmem"), true, false),
        (32, Control::Sysctls, sysctl("net.ipv4.tcp_wmem"), true, false),
        (34, Control::HostProbesAndHostLifecycle, container("livenessProbe: {httpGet: {host: a.test}}"), false, true),
        (35, Control::RunAsNonRoot, own_users(plain), true, false),
        (35, Control::RunAsUser, own_users(root), true, false),
        (35, Control::ProcMount, own_users(unmasked), true, false),
        (35, Control::ProcMountRestricted, own_users(unmasked), false, true),
        (37, Control::Sysctls, sysctl("net.ipv4.tcp_slow_start_after_idle"), true, false),
        (37, Control::Sysctls, sysctl("net.ipv4.tcp_notsent_lowat"), true, false),
    ]
}

#[test]
fn each_change_came_with_its_version() {
    for (minor, control, text, before, after) in changes() {
        for (minor, fails) in [(0, before), (minor - 1, before), (minor, after), (minor + 1, after), (99, after)] {
            // A control that came later than 1.0 has nothing to say there.
            let fails = fails && Version::new(minor) >= control.since();
            let found = !super::places(control, minor, &text).is_empty();
            assert_eq!(found, fails, "{control} at 1.{minor}:\n{text}");
        }
    }
}

#[test]
fn controls_apply_from_their_first_version_on() {
    let later = [
        (Control::AllowPrivilegeEscalation, 8),
        (Control::SeccompProfileRestricted, 19),
        (Control::CapabilitiesRestricted, 22),
        (Control::RunAsUser, 23),
        (Control::HostProbesAndHostLifecycle, 34),
        (Control::ProcMountRestricted, 35),
    ];
    for control in Control::ALL {
        let since = later.iter().find(|(other, _)| other == control).map_or(0, |(_, minor)| *minor);
        assert_eq!(control.since(), Version::new(since), "{control}");
    }
}

#[test]
fn controls_have_the_evaluators_names_in_its_order() {
    let ids: Vec<_> = Control::ALL.iter().map(|control| (control.level(), control.id())).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    assert!(Control::ALL.iter().all(|control| Control::parse(control.id()) == Some(*control)));
    assert_eq!(Control::parse("Privileged"), None);
}

#[test]
fn overriding_starts_with_the_control_that_overrides() {
    for (overridden, by, since) in [
        (Control::HostPathVolumes, Control::RestrictedVolumes, 0),
        (Control::SeccompProfileBaseline, Control::SeccompProfileRestricted, 19),
        (Control::CapabilitiesBaseline, Control::CapabilitiesRestricted, 22),
        (Control::ProcMount, Control::ProcMountRestricted, 35),
    ] {
        assert_eq!(overridden.overridden_by(Version::new(since)), Some(by));
        if since > 0 {
            assert_eq!(overridden.overridden_by(Version::new(since - 1)), None);
        }
    }
    let overridden = Control::ALL.iter().filter(|control| control.overridden_by(Version::LATEST).is_some());
    assert_eq!(overridden.count(), 4);
}

#[test]
fn windows_excuses_nothing_else() {
    let spec = "os: {name: windows}, containers: [{name: web, securityContext: {runAsUser: 0, privileged: true}}]";
    fails(Control::RunAsUser, 37, &pod(spec), &["spec.containers[0].securityContext.runAsUser"]);
    fails(Control::RunAsNonRoot, 37, &pod(spec), &["spec.securityContext.runAsNonRoot"]);
    fails(Control::Privileged, 37, &pod(spec), &["spec.containers[0].securityContext.privileged"]);
    fails(
        Control::AllowPrivilegeEscalation,
        37,
        &pod("os: {name: Windows}, containers: [{name: web}]"),
        &["spec.containers[0].securityContext.allowPrivilegeEscalation"],
    );
}

#[test]
fn only_host_users_false_relaxes() {
    for value in ["true", "null", "'false'"] {
        let text = pod(&format!("hostUsers: {value}, containers: [{{name: web}}]"));
        fails(Control::RunAsNonRoot, 37, &text, &["spec.securityContext.runAsNonRoot"]);
    }
    let text = pod("hostUsers: false, containers: [{name: web, securityContext: {privileged: true}}]");
    fails(Control::Privileged, 37, &text, &["spec.containers[0].securityContext.privileged"]);
    passes(Control::RunAsNonRoot, 37, &text);
}
