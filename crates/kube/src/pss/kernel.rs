//! What the kernel guards containers with: AppArmor, SELinux, seccomp, the masks of /proc, sysctls.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use plimsoll_source::Entry;

use super::required::{Required, State};
use super::{Case, Subject};
use crate::field::word;
use crate::{Container, Field, Version};

const APP_ARMOR_ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";
const SECCOMP_POD_ANNOTATION: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_ANNOTATION: &str = "container.seccomp.security.alpha.kubernetes.io/";

/// The first version that reads seccomp profiles from fields, and no longer from annotations.
const SECCOMP_FIELDS: Version = Version::new(19);

/// Each type with the minor version from which it is allowed.
const SELINUX_TYPES: [(&str, u16); 5] =
    [("", 0), ("container_t", 0), ("container_init_t", 0), ("container_kvm_t", 0), ("container_engine_t", 31)];

/// Each name with the minor version from which it is allowed.
const SAFE_SYSCTLS: [(&str, u16); 14] = [
    ("kernel.shm_rmid_forced", 0),
    ("net.ipv4.ip_local_port_range", 0),
    ("net.ipv4.tcp_syncookies", 0),
    ("net.ipv4.ping_group_range", 0),
    ("net.ipv4.ip_unprivileged_port_start", 0),
    ("net.ipv4.ip_local_reserved_ports", 27),
    ("net.ipv4.tcp_keepalive_time", 29),
    ("net.ipv4.tcp_fin_timeout", 29),
    ("net.ipv4.tcp_keepalive_intvl", 29),
    ("net.ipv4.tcp_keepalive_probes", 29),
    ("net.ipv4.tcp_rmem", 32),
    ("net.ipv4.tcp_wmem", 32),
    ("net.ipv4.tcp_slow_start_after_idle", 37),
    ("net.ipv4.tcp_notsent_lowat", 37),
];

fn allows(table: &[(&str, u16)], version: Version, word: &str) -> bool {
    table.iter().any(|(name, minor)| *name == word && *minor <= version.minor())
}

fn is_guarding_profile(kind: &str) -> bool {
    matches!(kind, "RuntimeDefault" | "Localhost")
}

/// Annotations count whatever container they name, as the check has it.
pub(super) fn app_armor(case: &mut Case<'_, '_>) {
    case.each_security_context(|security| {
        let profile = security.child(&["appArmorProfile"]);
        let field = profile.child(&["type"]);
        let kind = field.value().map_or("", word);
        let is_bad = profile.is_set() && !is_guarding_profile(kind);
        is_bad.then(|| (field, format!("sets the AppArmor profile {}", Profile(kind))))
    });
    let forbidden = |profile: &str| !matches!(profile, "" | "runtime/default") && !profile.starts_with("localhost/");
    annotations(case, APP_ARMOR_ANNOTATION, forbidden, |case, container, annotation| {
        let name = word(annotation.key).strip_prefix(APP_ARMOR_ANNOTATION).unwrap_or("");
        let message = format!("an annotation gives `{name}` the AppArmor profile `{}`", word(annotation.value));
        let subject = container.map_or(Subject::Pod, |container| Subject::Container(*container));
        case.push(subject, Field::of(annotation.value), message);
    });
}

pub(super) fn se_linux(case: &mut Case<'_, '_>) {
    let version = case.version;
    for key in ["type", "user", "role"] {
        case.each_security_context(|security| {
            let option = security.child(&["seLinuxOptions"]).value()?.get(key)?.value;
            let value = word(option);
            let allowed = if key == "type" { allows(&SELINUX_TYPES, version, value) } else { value.is_empty() };
            (!allowed).then(|| (Field::of(option), format!("sets the SELinux {key} `{value}`")))
        });
    }
}

pub(super) fn proc_mount(case: &mut Case<'_, '_>) {
    if case.control == super::Control::ProcMount && case.has_own_users() {
        return;
    }
    for container in case.containers {
        let field = container.security_context().child(&["procMount"]);
        let Some(mount) = field.value().map(word).filter(|mount| *mount != "Default") else { continue };
        case.on_container(container, field, format!("`{}` mounts /proc as `{mount}`", container.label()));
    }
}

pub(super) fn sysctls(case: &mut Case<'_, '_>) {
    for sysctl in case.pod.sysctls().items() {
        let field = Field::walk(sysctl, &["name"]);
        let name = field.value().map_or("", word);
        if !allows(&SAFE_SYSCTLS, case.version, name) {
            case.on_pod(field, format!("the Pod sets the sysctl `{name}`, which is not a safe one"));
        }
    }
}

pub(super) fn seccomp_baseline(case: &mut Case<'_, '_>) {
    if case.version < SECCOMP_FIELDS {
        return seccomp_annotations(case);
    }
    case.each_security_context(|security| {
        let (state, field) = seccomp_state(security);
        (state == State::Bad).then(|| (field, bad_seccomp(field)))
    });
}

pub(super) fn seccomp_restricted(case: &mut Case<'_, '_>) {
    if !case.is_windows() {
        case.require(&Required { state: seccomp_state, bad: bad_seccomp, absent: "has no seccomp profile" });
    }
}

/// A profile that is written without a type is a bad one.
fn seccomp_state(security: Field<'_>) -> (State, Field<'_>) {
    let profile = security.child(&["seccompProfile"]);
    let field = profile.child(&["type"]);
    let state = match field.value().map_or("", word) {
        _ if !profile.is_set() => State::Absent,
        kind if is_guarding_profile(kind) => State::Good,
        _ => State::Bad,
    };
    (state, field)
}

fn bad_seccomp(field: Field<'_>) -> String {
    format!("sets the seccomp profile {}", Profile(field.value().map_or("", word)))
}

/// A profile in a message.
struct Profile<'a>(&'a str);

impl fmt::Display for Profile<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => formatter.write_str("without a `type`"),
            kind => write!(formatter, "`{kind}`"),
        }
    }
}

/// Only annotations for the Pod and for containers that it has count, as the check has it.
fn seccomp_annotations(case: &mut Case<'_, '_>) {
    let forbidden =
        |profile: &str| !matches!(profile, "runtime/default" | "docker/default") && !profile.starts_with("localhost/");
    for annotation in case.pod.annotations().filter(|entry| word(entry.key) == SECCOMP_POD_ANNOTATION) {
        if forbidden(word(annotation.value)) {
            seccomp_annotation(case, Subject::Pod, annotation);
        }
    }
    annotations(case, SECCOMP_ANNOTATION, forbidden, |case, container, annotation| {
        if let Some(container) = container {
            seccomp_annotation(case, Subject::Container(*container), annotation);
        }
    });
}

fn seccomp_annotation<'a>(case: &mut Case<'_, 'a>, subject: Subject<'a>, annotation: Entry<'a>) {
    let message = format!("an annotation gives {subject} the seccomp profile `{}`", word(annotation.value));
    case.push(subject, Field::of(annotation.value), message);
}

/// Says something of each annotation that gives a container, named after `prefix`, a forbidden profile. The container
/// is none where the Pod has none of that name. The names are gathered once: both lists can be long.
fn annotations<'c, 'a>(
    case: &mut Case<'c, 'a>,
    prefix: &str,
    forbidden: impl Fn(&str) -> bool,
    say: impl Fn(&mut Case<'c, 'a>, Option<&'c Container<'a>>, Entry<'a>),
) {
    let mut containers = None;
    for annotation in case.pod.annotations() {
        let Some(name) = word(annotation.key).strip_prefix(prefix) else { continue };
        if forbidden(word(annotation.value)) {
            let all = case.containers;
            let by_name: &BTreeMap<_, _> = containers.get_or_insert_with(|| {
                let mut by_name = BTreeMap::new();
                for (index, container) in all.iter().enumerate() {
                    by_name.insert(Cow::Borrowed(container.name()), index);
                }
                by_name
            });
            say(case, by_name.get(name).and_then(|index| all.get(*index)), annotation);
        }
    }
}
