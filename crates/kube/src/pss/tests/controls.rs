//! What each control forbids, and where.

use super::{Control, container, fails, passes, places, pod, secured};

const NEWEST: u16 = 37;

/// What a container must not write, by control, with the path within the container.
const BAD_CONTAINERS: &[(Control, &str, &str)] = &[
    (Control::Privileged, "securityContext: {privileged: true}", "securityContext.privileged"),
    (
        Control::CapabilitiesBaseline,
        "securityContext: {capabilities: {add: [CHOWN, BPF]}}",
        "securityContext.capabilities.add[1]",
    ),
    (Control::HostPorts, "ports: [{containerPort: 1}, {hostPort: 80}]", "ports[1].hostPort"),
    (
        Control::AppArmorProfile,
        "securityContext: {appArmorProfile: {type: Unconfined}}",
        "securityContext.appArmorProfile.type",
    ),
    (
        Control::SeLinuxOptions,
        "securityContext: {seLinuxOptions: {type: spc_t}}",
        "securityContext.seLinuxOptions.type",
    ),
    (Control::SeLinuxOptions, "securityContext: {seLinuxOptions: {user: u}}", "securityContext.seLinuxOptions.user"),
    (Control::SeLinuxOptions, "securityContext: {seLinuxOptions: {role: r}}", "securityContext.seLinuxOptions.role"),
    (Control::ProcMount, "securityContext: {procMount: Unmasked}", "securityContext.procMount"),
    (Control::ProcMountRestricted, "securityContext: {procMount: Unmasked}", "securityContext.procMount"),
    (
        Control::WindowsHostProcess,
        "securityContext: {windowsOptions: {hostProcess: true}}",
        "securityContext.windowsOptions.hostProcess",
    ),
    (
        Control::SeccompProfileBaseline,
        "securityContext: {seccompProfile: {type: Unconfined}}",
        "securityContext.seccompProfile.type",
    ),
    (
        Control::SeccompProfileRestricted,
        "securityContext: {seccompProfile: {type: Unconfined}}",
        "securityContext.seccompProfile.type",
    ),
    (Control::HostProbesAndHostLifecycle, "livenessProbe: {httpGet: {host: a.test}}", "livenessProbe.httpGet.host"),
    (
        Control::HostProbesAndHostLifecycle,
        "readinessProbe: {tcpSocket: {host: a.test}}",
        "readinessProbe.tcpSocket.host",
    ),
    (Control::HostProbesAndHostLifecycle, "startupProbe: {httpGet: {host: a.test}}", "startupProbe.httpGet.host"),
    (
        Control::HostProbesAndHostLifecycle,
        "lifecycle: {postStart: {httpGet: {host: a.test}}}",
        "lifecycle.postStart.httpGet.host",
    ),
    (
        Control::HostProbesAndHostLifecycle,
        "lifecycle: {preStop: {tcpSocket: {host: a.test}}}",
        "lifecycle.preStop.tcpSocket.host",
    ),
    (
        Control::AllowPrivilegeEscalation,
        "securityContext: {allowPrivilegeEscalation: true}",
        "securityContext.allowPrivilegeEscalation",
    ),
    (Control::AllowPrivilegeEscalation, "image: a", "securityContext.allowPrivilegeEscalation"),
    (Control::CapabilitiesRestricted, "image: a", "securityContext.capabilities.drop"),
    (
        Control::CapabilitiesRestricted,
        "securityContext: {capabilities: {drop: [ALL], add: [CHOWN]}}",
        "securityContext.capabilities.add[0]",
    ),
    (Control::RunAsNonRoot, "securityContext: {runAsNonRoot: false}", "securityContext.runAsNonRoot"),
    (Control::RunAsUser, "securityContext: {runAsUser: 0}", "securityContext.runAsUser"),
];

#[test]
fn every_list_of_containers_is_looked_at() {
    for (control, body, path) in BAD_CONTAINERS {
        for list in ["initContainers", "containers", "ephemeralContainers"] {
            let text = pod(&format!("{list}: [{{name: web, {body}}}]"));
            fails(*control, NEWEST, &text, &[&format!("spec.{list}[0].{path}")]);
        }
    }
}

#[test]
fn every_container_is_looked_at() {
    for (control, body, path) in BAD_CONTAINERS {
        let text = pod(&format!(
            "initContainers: [{{name: a, {body}}}], containers: [{{name: b, {body}}}, {{name: c, {body}}}]"
        ));
        let expected =
            ["initContainers[0]", "containers[0]", "containers[1]"].map(|place| format!("spec.{place}.{path}"));
        assert_eq!(places(*control, NEWEST, &text), expected, "{control}");
    }
}

#[test]
fn the_pods_of_every_kind_are_looked_at() {
    let spec = "spec: {containers: [{name: web, securityContext: {privileged: true}}]}";
    let nested = [
        ("v1", "PodTemplate", "template: {SPEC}", "template."),
        ("apps/v1", "Deployment", "spec: {template: {SPEC}}", "spec.template."),
        ("apps/v1", "StatefulSet", "spec: {template: {SPEC}}", "spec.template."),
        ("extensions/v1beta1", "DaemonSet", "spec: {template: {SPEC}}", "spec.template."),
        ("apps/v1beta2", "ReplicaSet", "spec: {template: {SPEC}}", "spec.template."),
        ("v1", "ReplicationController", "spec: {template: {SPEC}}", "spec.template."),
        ("batch/v1", "Job", "spec: {template: {SPEC}}", "spec.template."),
        (
            "batch/v1beta1",
            "CronJob",
            "spec: {jobTemplate: {spec: {template: {SPEC}}}}",
            "spec.jobTemplate.spec.template.",
        ),
    ];
    for (version, kind, body, prefix) in nested {
        let text = format!("apiVersion: {version}\nkind: {kind}\n{}\n", body.replace("SPEC", spec));
        fails(Control::Privileged, NEWEST, &text, &[&format!("{prefix}spec.containers[0].securityContext.privileged")]);
    }
}

#[test]
fn an_item_of_a_list_keeps_its_place_in_the_document() {
    let text = "kind: List\nitems:\n- kind: Pod\n  spec: {hostPID: true}\n";
    fails(Control::HostNamespaces, NEWEST, text, &["items[0].spec.hostPID"]);
}

#[test]
fn what_a_container_may_write() {
    for (control, context) in [
        (Control::Privileged, "privileged: false"),
        (Control::Privileged, "privileged: null"),
        (Control::CapabilitiesBaseline, "capabilities: {add: []}"),
        (
            Control::CapabilitiesBaseline,
            "capabilities: {add: [AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD]}",
        ),
        (
            Control::CapabilitiesBaseline,
            "capabilities: {add: [NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT]}",
        ),
        (Control::AppArmorProfile, "appArmorProfile: {type: RuntimeDefault}"),
        (Control::AppArmorProfile, "appArmorProfile: {type: Localhost, localhostProfile: p}"),
        (Control::AppArmorProfile, "appArmorProfile: null"),
        (Control::SeLinuxOptions, "seLinuxOptions: {type: container_t, level: 's0:c1,c2'}"),
        (Control::SeLinuxOptions, "seLinuxOptions: {type: '', user: '', role: null}"),
        (Control::SeLinuxOptions, "seLinuxOptions: {type: container_init_t}"),
        (Control::SeLinuxOptions, "seLinuxOptions: {type: container_kvm_t}"),
        (Control::ProcMount, "procMount: Default"),
        (Control::ProcMountRestricted, "procMount: null"),
        (Control::WindowsHostProcess, "windowsOptions: {hostProcess: false}"),
        (Control::SeccompProfileBaseline, "privileged: true"),
        (Control::SeccompProfileBaseline, "seccompProfile: {type: RuntimeDefault}"),
        (Control::SeccompProfileRestricted, "seccompProfile: {type: Localhost, localhostProfile: p}"),
        (Control::AllowPrivilegeEscalation, "allowPrivilegeEscalation: false"),
        (Control::CapabilitiesRestricted, "capabilities: {drop: [KILL, ALL], add: [NET_BIND_SERVICE]}"),
        (Control::RunAsNonRoot, "runAsNonRoot: true"),
        (Control::RunAsUser, "runAsUser: 1"),
    ] {
        passes(control, NEWEST, &secured(context));
    }
}

#[test]
fn words_are_compared_to_the_letter() {
    let drop = "spec.containers[0].securityContext.capabilities.drop";
    for spelling in ["all", "All", "CAP_ALL"] {
        let text = secured(&format!("capabilities: {{drop: [{spelling}]}}"));
        fails(Control::CapabilitiesRestricted, NEWEST, &text, &[drop]);
    }
    let add = "spec.containers[0].securityContext.capabilities.add[0]";
    fails(Control::CapabilitiesBaseline, NEWEST, &secured("capabilities: {add: [chown]}"), &[add]);
    fails(Control::CapabilitiesBaseline, NEWEST, &secured("capabilities: {add: [CAP_CHOWN]}"), &[add]);
    let kind = "spec.containers[0].securityContext.seccompProfile.type";
    fails(Control::SeccompProfileBaseline, NEWEST, &secured("seccompProfile: {type: runtimedefault}"), &[kind]);
}

#[test]
fn a_profile_without_a_type_is_a_bad_one() {
    let seccomp = ["spec.containers[0].securityContext.seccompProfile.type"];
    fails(Control::SeccompProfileBaseline, NEWEST, &secured("seccompProfile: {}"), &seccomp);
    fails(Control::SeccompProfileRestricted, NEWEST, &secured("seccompProfile: {type: null}"), &seccomp);
    let app_armor = ["spec.containers[0].securityContext.appArmorProfile.type"];
    fails(Control::AppArmorProfile, NEWEST, &secured("appArmorProfile: {}"), &app_armor);
}

#[test]
fn values_of_a_wrong_type_are_not_set() {
    passes(Control::Privileged, NEWEST, &secured("privileged: 'true'"));
    passes(Control::RunAsUser, NEWEST, &secured("runAsUser: '0'"));
    passes(Control::HostPorts, NEWEST, &container("ports: [{hostPort: '80'}, text, null]"));
    passes(Control::Privileged, NEWEST, &pod("containers: {name: web}"));
    passes(Control::Privileged, NEWEST, &pod("containers: [text, null, [], {securityContext: text}]"));
    let escalation = ["spec.containers[0].securityContext.allowPrivilegeEscalation"];
    fails(Control::AllowPrivilegeEscalation, NEWEST, &secured("allowPrivilegeEscalation: 'false'"), &escalation);
    fails(Control::AllowPrivilegeEscalation, NEWEST, &pod("containers: [null]"), &escalation);
}

#[test]
fn each_namespace_of_the_node_is_one_place() {
    let text = pod("hostNetwork: true, hostPID: true, hostIPC: true");
    fails(Control::HostNamespaces, NEWEST, &text, &["spec.hostNetwork", "spec.hostPID", "spec.hostIPC"]);
    passes(Control::HostNamespaces, NEWEST, &pod("hostNetwork: false, hostPID: null"));
}

#[test]
fn port_zero_is_no_port_of_the_node() {
    passes(Control::HostPorts, NEWEST, &container("ports: [{hostPort: 0, containerPort: 80}]"));
}

#[test]
fn an_empty_host_is_the_pod_itself() {
    let text =
        container("livenessProbe: {httpGet: {host: ''}}, lifecycle: {preStop: {httpGet: {host: null}, exec: {}}}");
    passes(Control::HostProbesAndHostLifecycle, NEWEST, &text);
    let both = container("startupProbe: {httpGet: {host: 127.0.0.1}, tcpSocket: {host: b}}, readinessProbe: null");
    let expected = ["spec.containers[0].startupProbe.httpGet.host", "spec.containers[0].startupProbe.tcpSocket.host"];
    fails(Control::HostProbesAndHostLifecycle, NEWEST, &both, &expected);
}

#[test]
fn volumes_are_judged_by_their_source() {
    for kind in [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "image",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ] {
        passes(Control::RestrictedVolumes, NEWEST, &pod(&format!("volumes: [{{name: v, {kind}: {{}}}}]")));
        passes(Control::RestrictedVolumes, 0, &pod(&format!("volumes: [{{name: v, {kind}: {{}}}}]")));
    }
    for kind in [
        "hostPath",
        "gcePersistentDisk",
        "awsElasticBlockStore",
        "gitRepo",
        "nfs",
        "iscsi",
        "glusterfs",
        "rbd",
        "flexVolume",
        "cinder",
        "cephfs",
        "flocker",
        "fc",
        "azureFile",
        "vsphereVolume",
        "quobyte",
        "azureDisk",
        "photonPersistentDisk",
        "portworxVolume",
        "scaleIO",
        "storageos",
    ] {
        let text = pod(&format!("volumes: [{{name: a, secret: {{}}}}, {{{kind}: {{path: /}}, name: v}}]"));
        fails(Control::RestrictedVolumes, NEWEST, &text, &[&format!("spec.volumes[1].{kind}")]);
    }
}

#[test]
fn a_volume_without_a_source_is_an_empty_dir() {
    for volume in ["name: v", "name: v, hostPath: null", "name: v, unknown: {}"] {
        passes(Control::RestrictedVolumes, NEWEST, &pod(&format!("volumes: [{{{volume}}}]")));
        passes(Control::HostPathVolumes, NEWEST, &pod(&format!("volumes: [{{{volume}}}]")));
    }
}

#[test]
fn a_path_of_the_node_counts_even_without_a_path() {
    fails(Control::HostPathVolumes, NEWEST, &pod("volumes: [{name: v, hostPath: {}}]"), &["spec.volumes[0].hostPath"]);
}

#[test]
fn each_sysctl_is_one_place() {
    let text = pod("securityContext: {sysctls: [{name: kernel.msgmax}, {name: kernel.shm_rmid_forced}, {value: '1'}]}");
    let expected = ["spec.securityContext.sysctls[0].name", "spec.securityContext.sysctls[2].name"];
    fails(Control::Sysctls, 0, &text, &expected);
    fails(Control::Sysctls, NEWEST, &text, &expected);
    for name in ["ip_local_port_range", "tcp_syncookies", "ping_group_range", "ip_unprivileged_port_start"] {
        passes(Control::Sysctls, 0, &pod(&format!("securityContext: {{sysctls: [{{name: net.ipv4.{name}}}]}}")));
    }
}

#[test]
fn a_bad_value_on_the_pod_fails_even_where_every_container_overrides_it() {
    for (control, bad, good, path) in [
        (Control::RunAsNonRoot, "runAsNonRoot: false", "runAsNonRoot: true", "runAsNonRoot"),
        (Control::RunAsUser, "runAsUser: 0", "runAsUser: 1", "runAsUser"),
        (
            Control::SeccompProfileBaseline,
            "seccompProfile: {type: Unconfined}",
            "seccompProfile: {type: Localhost}",
            "seccompProfile.type",
        ),
        (
            Control::SeccompProfileRestricted,
            "seccompProfile: {type: Unconfined}",
            "seccompProfile: {type: Localhost}",
            "seccompProfile.type",
        ),
        (
            Control::AppArmorProfile,
            "appArmorProfile: {type: Unconfined}",
            "appArmorProfile: {type: Localhost}",
            "appArmorProfile.type",
        ),
        (
            Control::SeLinuxOptions,
            "seLinuxOptions: {type: spc_t}",
            "seLinuxOptions: {type: container_t}",
            "seLinuxOptions.type",
        ),
        (
            Control::WindowsHostProcess,
            "windowsOptions: {hostProcess: true}",
            "windowsOptions: {hostProcess: false}",
            "windowsOptions.hostProcess",
        ),
    ] {
        let text = pod(&format!(
            "securityContext: {{{bad}}}, containers: [{{name: a, securityContext: {{{good}}}}}, {{name: b, securityContext: {{{good}}}}}]"
        ));
        fails(control, NEWEST, &text, &[&format!("spec.securityContext.{path}")]);
    }
}

#[test]
fn a_container_inherits_what_must_be_written() {
    for (control, good) in [
        (Control::RunAsNonRoot, "runAsNonRoot: true"),
        (Control::SeccompProfileRestricted, "seccompProfile: {type: RuntimeDefault}"),
    ] {
        passes(
            control,
            NEWEST,
            &pod(&format!(
                "securityContext: {{{good}}}, containers: [{{name: a}}], initContainers: [{{name: b, securityContext: null}}]"
            )),
        );
        passes(control, NEWEST, &pod(&format!("containers: [{{name: a, securityContext: {{{good}}}}}]")));
    }
    let text = pod(
        "securityContext: {runAsNonRoot: true}, containers: [{name: a}, {name: b, securityContext: {runAsNonRoot: false}}]",
    );
    fails(Control::RunAsNonRoot, NEWEST, &text, &["spec.containers[1].securityContext.runAsNonRoot"]);
}

#[test]
fn what_nobody_writes_asks_for_one_edit() {
    for (control, good, path) in [
        (Control::RunAsNonRoot, "runAsNonRoot: true", "runAsNonRoot"),
        (Control::SeccompProfileRestricted, "seccompProfile: {type: RuntimeDefault}", "seccompProfile.type"),
    ] {
        let on_pod = format!("spec.securityContext.{path}");
        let written = format!("securityContext: {{{good}}}");
        fails(control, NEWEST, &pod("containers: [{name: a}]"), &[&on_pod]);
        fails(control, NEWEST, &pod("containers: [{name: a}, {name: b}], initContainers: [{name: c}]"), &[&on_pod]);
        let two_of_three = pod(&format!("containers: [{{name: a, {written}}}, {{name: b}}, {{name: c}}]"));
        fails(control, NEWEST, &two_of_three, &[&on_pod]);
        let one_of_two = pod(&format!("containers: [{{name: a, {written}}}, {{name: b}}]"));
        fails(control, NEWEST, &one_of_two, &[&format!("spec.containers[1].securityContext.{path}")]);
    }
    let bad_on_pod = pod("securityContext: {runAsNonRoot: false}, containers: [{name: a}, {name: b}]");
    fails(Control::RunAsNonRoot, NEWEST, &bad_on_pod, &["spec.securityContext.runAsNonRoot"]);
    let mixed = pod("containers: [{name: a, securityContext: {runAsNonRoot: false}}, {name: b}, {name: c}]");
    let expected = ["spec.containers[0].securityContext.runAsNonRoot", "spec.securityContext.runAsNonRoot"];
    fails(Control::RunAsNonRoot, NEWEST, &mixed, &expected);
}

#[test]
fn apparmor_annotations_count_whatever_container_they_name() {
    let key = "container.apparmor.security.beta.kubernetes.io";
    let text = |value: &str| {
        format!("kind: Pod\nmetadata:\n  annotations:\n    {key}/web: {value}\n    other: unconfined\nspec: {{}}\n")
    };
    for value in ["unconfined", "Runtime/Default", "localhost", "true"] {
        fails(Control::AppArmorProfile, NEWEST, &text(value), &[&format!("metadata.annotations[\"{key}/web\"]")]);
    }
    for value in ["runtime/default", "localhost/web", "''", "null"] {
        passes(Control::AppArmorProfile, NEWEST, &text(value));
    }
}

#[test]
fn annotations_are_those_of_the_template() {
    let annotations = "metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: unconfined}}";
    let inside = format!("kind: Deployment\nspec: {{template: {{{annotations}, spec: {{}}}}}}\n");
    assert_eq!(places(Control::AppArmorProfile, NEWEST, &inside).len(), 1);
    let outside = format!("kind: Deployment\n{annotations}\nspec: {{template: {{spec: {{}}}}}}\n");
    passes(Control::AppArmorProfile, NEWEST, &outside);
}

#[test]
fn seccomp_annotations_count_for_the_pod_and_for_containers_it_has() {
    let text = |key: &str, value: &str| {
        format!("kind: Pod\nmetadata: {{annotations: {{'{key}': '{value}'}}}}\nspec: {{containers: [{{name: web}}]}}\n")
    };
    let prefix = "container.seccomp.security.alpha.kubernetes.io";
    for key in ["seccomp.security.alpha.kubernetes.io/pod", &format!("{prefix}/web")] {
        for value in ["unconfined", ""] {
            assert_eq!(places(Control::SeccompProfileBaseline, 18, &text(key, value)).len(), 1, "{key}: {value}");
        }
        for value in ["runtime/default", "docker/default", "localhost/a"] {
            passes(Control::SeccompProfileBaseline, 18, &text(key, value));
        }
    }
    passes(Control::SeccompProfileBaseline, 18, &text(&format!("{prefix}/other"), "unconfined"));
}
