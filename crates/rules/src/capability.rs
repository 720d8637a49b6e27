//! Names of capabilities, as Pod Security Admission compares them: letter by letter.

/// What the baseline level allows to add.
pub(crate) const BASELINE: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// The capability of the baseline set that an odd spelling means: runtimes read `chown`, some of them `CAP_CHOWN` too.
pub(crate) fn canonical(name: &str) -> Option<&'static str> {
    let bare = match name.split_at_checked(4) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("CAP_") => rest,
        _ => name,
    };
    BASELINE.into_iter().find(|known| known.eq_ignore_ascii_case(bare) && *known != name)
}
