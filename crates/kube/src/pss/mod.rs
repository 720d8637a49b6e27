//! The Pod Security Standards, as Pod Security Admission of Kubernetes 1.37 judges a Pod at a version of the policy.
//! Each control is evaluated literally; whether a value does harm is for the rules to say. Two allowances hold at every
//! version, as they do there: `image` volumes pass, and the `appArmorProfile` field is looked at.
//! Source of the facts: the check files of `k8s.io/pod-security-admission/policy`, tree of 1.37.

mod control;
mod kernel;
mod node;
mod power;
mod required;
mod user;
mod volumes;

#[cfg(test)]
mod tests;

pub use control::Control;
pub use plimsoll_report::PodSecurityLevel as Level;
pub use power::BASELINE_CAPABILITIES;

use plimsoll_source::Span;
use plimsoll_source::order::Order;

use crate::{Container, Field, Pod, Version, Volume};

/// One place that a control forbids.
#[derive(Clone, Debug)]
pub struct Violation<'a> {
    /// The control.
    pub control: Control,
    /// The level that the Pod misses by it: baseline, and so restricted too, or restricted alone.
    pub level: Level,
    /// What the place belongs to.
    pub subject: Subject<'a>,
    /// The value, or the place where a value is missing.
    pub field: Field<'a>,
    /// The fact, lower case, no full stop.
    pub message: String,
}

/// What a violation belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The Pod as a whole.
    Pod,
    /// One container.
    Container(Container<'a>),
    /// One volume.
    Volume(Volume<'a>),
}

/// Where a Pod lies on the ladder.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    /// The strictest level that admits the Pod.
    pub level: Level,
    /// What keeps it from the levels above, those of baseline first. Each asks for one edit; none at level restricted.
    pub violations: Vec<Violation<'a>>,
}

/// Every place that `control` forbids at `version`; none where the control does not apply at that version. Whether
/// another control overrides it plays no part.
///
/// A setting that must be written on the Pod or on each container, and is not, is one violation: on the container where
/// all others write it themselves, else on the Pod, where one edit is enough.
pub fn check<'a>(control: Control, pod: &Pod<'a>, version: Version) -> Vec<Violation<'a>> {
    let containers: Vec<_> = pod.containers().collect();
    check_among(control, pod, &containers, version)
}

/// As [`check`], for a caller that has the containers of the Pod at hand and asks for one control after the other.
pub fn check_among<'a>(
    control: Control,
    pod: &Pod<'a>,
    containers: &[Container<'a>],
    version: Version,
) -> Vec<Violation<'a>> {
    let mut violations = Vec::new();
    if control.applies(version) {
        Case { pod, containers, version, control, violations: &mut violations }.judge();
    }
    violations
}

/// The level of a Pod at `version`, and what keeps it from higher ones.
///
/// At level restricted some controls of baseline are overridden. The control that overrides is mostly the stricter one:
/// a place that fails both is given once, for baseline. Only for Pods on Windows it is the laxer one, so that level
/// restricted can admit what baseline does not; such a Pod is restricted and has no violations. A place that several
/// containers share is given once.
pub fn evaluate<'a>(pod: &Pod<'a>, version: Version) -> Evaluation<'a> {
    let containers: Vec<_> = pod.containers().collect();
    let judge = |level: Level| {
        let mut violations = Vec::new();
        for control in
            Control::ALL.iter().copied().filter(|control| control.level() == level && control.applies(version))
        {
            Case { pod, containers: &containers, version, control, violations: &mut violations }.judge();
        }
        violations
    };
    let (mut violations, mut restricted) = (judge(Level::Baseline), judge(Level::Restricted));
    let overriding = |violation: &Violation<'_>| violation.control.overridden_by(version);
    if restricted.is_empty() && violations.iter().all(|violation| overriding(violation).is_some()) {
        return Evaluation { level: Level::Restricted, violations: Vec::new() };
    }
    let level = if violations.is_empty() { Level::Baseline } else { Level::Privileged };
    // Containers can share a place through an alias. Where many do, comparing each with each would take for ever.
    violations.append(&mut restricted);
    let asked = violations.iter().map(|violation| (overriding(violation).unwrap_or(violation.control), violation));
    let repeated = Order::new(asked.map(|(control, violation)| place(control, violation.field.span()))).repeated();
    let mut repeated = repeated.into_iter();
    violations.retain(|_| repeated.next() == Some(false));
    Evaluation { level, violations }
}

/// A place that breaks a control, as a number. A document is never as long as the bits for the length count.
fn place(control: Control, span: Span) -> u64 {
    u64::from(span.start) << 32 | u64::from(span.len()) << 5 | control as u64
}

/// One control at work on one Pod.
struct Case<'c, 'a> {
    pod: &'c Pod<'a>,
    containers: &'c [Container<'a>],
    version: Version,
    control: Control,
    violations: &'c mut Vec<Violation<'a>>,
}

impl<'a> Case<'_, 'a> {
    fn judge(&mut self) {
        match self.control {
            Control::AppArmorProfile => kernel::app_armor(self),
            Control::CapabilitiesBaseline => power::capabilities_baseline(self),
            Control::HostNamespaces => node::namespaces(self),
            Control::HostPathVolumes => volumes::host_path(self),
            Control::HostPorts => node::ports(self),
            Control::HostProbesAndHostLifecycle => node::probes(self),
            Control::Privileged => power::privileged(self),
            Control::ProcMount | Control::ProcMountRestricted => kernel::proc_mount(self),
            Control::SeLinuxOptions => kernel::se_linux(self),
            Control::SeccompProfileBaseline => kernel::seccomp_baseline(self),
            Control::Sysctls => kernel::sysctls(self),
            Control::WindowsHostProcess => node::host_process(self),
            Control::AllowPrivilegeEscalation => power::escalation(self),
            Control::CapabilitiesRestricted => power::capabilities_restricted(self),
            Control::RestrictedVolumes => volumes::restricted(self),
            Control::RunAsNonRoot => user::non_root(self),
            Control::RunAsUser => user::root(self),
            Control::SeccompProfileRestricted => kernel::seccomp_restricted(self),
        }
    }

    fn on_pod(&mut self, field: Field<'a>, message: String) {
        self.push(Subject::Pod, field, message);
    }

    fn on_container(&mut self, container: &Container<'a>, field: Field<'a>, message: String) {
        self.push(Subject::Container(*container), field, message);
    }

    fn push(&mut self, subject: Subject<'a>, field: Field<'a>, message: String) {
        let (control, level) = (self.control, self.control.level());
        self.violations.push(Violation { control, level, subject, field, message });
    }

    /// Judges the security context of the Pod and of every container: the judge gives the place and the words of what
    /// it finds, the words to follow the subject.
    fn each_security_context(&mut self, mut judge: impl FnMut(Field<'a>) -> Option<(Field<'a>, String)>) {
        if let Some((field, fact)) = judge(self.pod.security_context()) {
            self.say(Subject::Pod, field, &fact);
        }
        for container in self.containers {
            if let Some((field, fact)) = judge(container.security_context()) {
                self.say(Subject::Container(*container), field, &fact);
            }
        }
    }

    fn say(&mut self, subject: Subject<'a>, field: Field<'a>, fact: &str) {
        self.push(subject, field, format!("{subject} {fact}"));
    }

    /// Whether the users of the Pod are not those of the node, and `version` relaxes for that.
    fn has_own_users(&self) -> bool {
        self.version >= Version::new(35) && self.pod.host_users() == Some(false)
    }

    /// Whether the Pod runs on Windows, and `version` makes exceptions for that.
    fn is_windows(&self) -> bool {
        self.pod.is_windows(self.version)
    }
}

/// What a message calls the subject.
impl std::fmt::Display for Subject<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pod => formatter.write_str("the Pod"),
            Self::Container(container) => write!(formatter, "`{}`", container.label()),
            Self::Volume(volume) => write!(formatter, "volume `{}`", volume.label()),
        }
    }
}
