//! The level of a Pod and what keeps it from higher ones.

use super::{Level, ladder, level, pod, secured};
use crate::testing::{file, text_at};
use crate::{Version, objects, pss};

const HARDENED: &str = "runAsNonRoot: true, allowPrivilegeEscalation: false, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}";

fn hardened(more: &str) -> String {
    secured(&format!("{HARDENED}{more}"))
}

#[test]
fn a_hardened_pod_is_restricted_and_a_plain_one_baseline() {
    for minor in [25, 37, 38, 99] {
        level(minor, &hardened(""), Level::Restricted);
        level(minor, &pod("containers: [{name: web}]"), Level::Baseline);
        level(minor, &hardened(", privileged: true"), Level::Privileged);
    }
}

#[test]
fn what_keeps_a_plain_pod_from_restricted() {
    let (level, violations) = ladder(37, &pod("containers: [{name: a}, {name: b}]"));
    assert_eq!(level, Level::Baseline);
    assert_eq!(
        violations,
        [
            "restricted allowPrivilegeEscalation spec.containers[0].securityContext.allowPrivilegeEscalation",
            "restricted allowPrivilegeEscalation spec.containers[1].securityContext.allowPrivilegeEscalation",
            "restricted capabilities_restricted spec.containers[0].securityContext.capabilities.drop",
            "restricted capabilities_restricted spec.containers[1].securityContext.capabilities.drop",
            "restricted runAsNonRoot spec.securityContext.runAsNonRoot",
            "restricted seccompProfile_restricted spec.securityContext.seccompProfile.type",
        ]
    );
}

#[test]
fn a_user_other_than_root_is_not_enough() {
    let text = secured(&format!("{}, runAsUser: 1", HARDENED.replace("runAsNonRoot: true, ", "")));
    let (level, violations) = ladder(37, &text);
    assert_eq!(level, Level::Baseline);
    assert_eq!(violations, ["restricted runAsNonRoot spec.securityContext.runAsNonRoot"]);
}

#[test]
fn a_place_that_fails_baseline_is_not_repeated() {
    for (more, place) in [
        (
            ", seccompProfile: {type: Unconfined}",
            "baseline seccompProfile_baseline spec.containers[0].securityContext.seccompProfile.type",
        ),
        (", procMount: Unmasked", "baseline procMount spec.containers[0].securityContext.procMount"),
    ] {
        let (level, violations) = ladder(37, &hardened(more));
        assert_eq!((level, violations), (Level::Privileged, vec![place.to_owned()]));
    }
    let (_, violations) = ladder(37, &hardened(", capabilities: {drop: [ALL], add: [CHOWN, SYS_ADMIN]}"));
    assert_eq!(
        violations,
        [
            "baseline capabilities_baseline spec.containers[0].securityContext.capabilities.add[1]",
            "restricted capabilities_restricted spec.containers[0].securityContext.capabilities.add[0]",
        ]
    );
    let (_, violations) = ladder(
        37,
        &pod(&format!(
            "volumes: [{{name: v, hostPath: {{}}}}], containers: [{{name: a, securityContext: {{{HARDENED}}}}}]"
        )),
    );
    assert_eq!(violations, ["baseline hostPathVolumes spec.volumes[0].hostPath"]);
}

#[test]
fn an_unmasked_proc_of_a_pod_with_its_own_users_is_baseline() {
    let text =
        format!("containers: [{{name: a, securityContext: {{{HARDENED}, procMount: Unmasked}}}}], hostUsers: false");
    level(34, &pod(&text), Level::Privileged);
    let (level, violations) = ladder(35, &pod(&text));
    assert_eq!(level, Level::Baseline);
    assert_eq!(violations, ["restricted procMount_restricted spec.containers[0].securityContext.procMount"]);
}

#[test]
fn on_windows_restricted_admits_what_baseline_does_not() {
    let text = pod(
        "os: {name: windows}, containers: [{name: a, securityContext: {runAsNonRoot: true, capabilities: {add: [SYS_TIME]}}}]",
    );
    level(24, &text, Level::Privileged);
    let (level, violations) = ladder(25, &text);
    assert_eq!((level, violations.len()), (Level::Restricted, 0));
}

#[test]
fn restricted_means_no_violations_and_privileged_means_some_of_baseline() {
    for text in [
        pod("containers: [{name: a}]"),
        pod("hostNetwork: true"),
        hardened(""),
        hardened(", runAsUser: 0"),
        pod("os: {name: windows}, containers: [{name: a, securityContext: {capabilities: {add: [SYS_TIME]}}}]"),
    ] {
        for minor in 0..40 {
            let (level, violations) = ladder(minor, &text);
            assert_eq!(level == Level::Restricted, violations.is_empty(), "1.{minor}: {violations:?}");
            let baseline = violations.iter().any(|violation| violation.starts_with("baseline"));
            assert_eq!(level == Level::Privileged, baseline, "1.{minor}: {violations:?}");
        }
    }
}

#[test]
fn messages_state_the_fact_and_name_the_thing() {
    let text = "
kind: Pod
metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/web: unconfined}}
spec:
  hostPID: true
  securityContext: {runAsUser: 0, sysctls: [{name: kernel.msgmax}], seccompProfile: {}}
  volumes: [{name: etc, hostPath: {path: /etc}}, {nfs: {}}]
  containers:
  - name: web
    ports: [{hostPort: 80}]
    livenessProbe: {tcpSocket: {host: db}}
    securityContext: {privileged: true, runAsNonRoot: false, procMount: Unmasked, seLinuxOptions: {user: root}, capabilities: {add: [BPF]}}
  - image: nameless
";
    let file = file(text);
    let pod = objects(&file, 0)[0].pod().unwrap();
    let violations = pss::evaluate(&pod, Version::LATEST).violations;
    let messages: Vec<_> =
        violations.iter().map(|each| format!("{} ({})", each.message, text_at(&file, each.field.span()))).collect();
    assert_eq!(
        messages,
        [
            "an annotation gives `web` the AppArmor profile `unconfined` (unconfined)",
            "`web` adds the capability `BPF` (BPF)",
            "the Pod shares the processes of the node (true)",
            "volume `etc` is the path `/etc` of the node ({path: /etc})",
            "`web` takes port 80 of the node (80)",
            "`livenessProbe` of `web` calls the host `db` (db)",
            "`web` is privileged (true)",
            "`web` mounts /proc as `Unmasked` (Unmasked)",
            "`web` sets the SELinux user `root` (root)",
            "the Pod sets the seccomp profile without a `type` (seccompProfile)",
            "the Pod sets the sysctl `kernel.msgmax`, which is not a safe one (kernel.msgmax)",
            "`web` does not forbid privilege escalation (securityContext)",
            "`containers[1]` does not forbid privilege escalation (image)",
            "`web` does not drop the capabilities `ALL` (capabilities)",
            "`containers[1]` does not drop the capabilities `ALL` (image)",
            "volume `volumes[1]` is of the type `nfs` ({})",
            "`web` sets `runAsNonRoot: false` (false)",
            "`containers[1]` is not required to run as a user other than root (image)",
            "the Pod sets `runAsUser: 0` (0)",
        ]
    );
}

#[test]
fn a_place_that_containers_share_is_given_once() {
    let text = "
kind: Pod
spec:
  containers:
  - name: a
    securityContext: &context
      <<: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      capabilities: {drop: [ALL], add: [CHOWN, BPF]}
  - name: b
    securityContext: *context
";
    let context = "spec.containers[0].securityContext";
    let (_, violations) = ladder(37, text);
    assert_eq!(
        violations,
        [
            format!("baseline capabilities_baseline {context}.capabilities.add[1]"),
            format!("restricted allowPrivilegeEscalation {context}.allowPrivilegeEscalation"),
            format!("restricted capabilities_restricted {context}.capabilities.add[0]"),
        ]
    );
}

#[test]
fn a_pod_of_very_many_containers_is_judged_in_time() {
    let mut text = "kind: Pod\nmetadata:\n  annotations:\n".to_owned();
    for number in 0..20_000 {
        text.push_str(&format!("    container.apparmor.security.beta.kubernetes.io/c{number}: unconfined\n"));
    }
    text.push_str("spec:\n  containers:\n");
    for number in 0..20_000 {
        text.push_str(&format!("  - {{name: c{number}, securityContext: {{capabilities: {{add: [BPF]}}}}}}\n"));
    }
    let (_, violations) = ladder(37, &text);
    // The annotation, the capability, escalation and what is dropped for each, and two for the Pod.
    assert_eq!(violations.len(), 4 * 20_000 + 2);
}

#[test]
fn an_object_without_the_spec_of_a_pod_has_no_level() {
    for text in [
        "kind: Pod\n",
        "kind: Pod\nspec: null\n",
        "kind: Deployment\nspec: {replicas: 2}\n",
        "kind: CronJob\nspec: {jobTemplate: {spec: {template: {metadata: {}}}}}\n",
        "kind: Service\nspec: {}\n",
        "apiVersion: example.com/v1\nkind: Deployment\nspec: {template: {spec: {}}}\n",
    ] {
        let file = file(text);
        assert!(objects(&file, 0)[0].pod().is_none(), "{text}");
    }
}
