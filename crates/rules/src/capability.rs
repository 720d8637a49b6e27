//! Names of capabilities, as Pod Security Admission and as runtimes compare them.

pub(crate) use plimsoll_kube::pss::BASELINE_CAPABILITIES as BASELINE;

/// What Linux has beyond [`BASELINE`], and the word for everything.
const OTHERS: [&str; 29] = [
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "DAC_READ_SEARCH",
    "IPC_LOCK",
    "IPC_OWNER",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "NET_ADMIN",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

/// Every name that a capability list may hold.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    BASELINE.into_iter().chain(OTHERS)
}

/// The capability of the baseline set that an odd spelling means: runtimes read `chown`, some of them `CAP_CHOWN` too.
pub(crate) fn canonical(name: &str) -> Option<&'static str> {
    BASELINE.into_iter().find(|known| *known != name && means(name, known))
}

/// Whether some runtime takes `name` for the capability `known`.
pub(crate) fn means(name: &str, known: &str) -> bool {
    without_prefix(name).unwrap_or(name).eq_ignore_ascii_case(known)
}

/// What follows `CAP_`, which containerd puts before every name and so does not expect there.
pub(crate) fn without_prefix(name: &str) -> Option<&str> {
    let (prefix, rest) = name.split_at_checked(4)?;
    prefix.eq_ignore_ascii_case("CAP_").then_some(rest)
}

#[cfg(test)]
#[test]
fn linux_has_forty_one() {
    assert_eq!(names().filter(|name| *name != "ALL").collect::<std::collections::BTreeSet<_>>().len(), 41);
}
