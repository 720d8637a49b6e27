//! The controls of the Pod Security Standards and the versions from which they apply.

use std::fmt;

use super::Level;
use crate::Version;

/// A control of the Pod Security Standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Control {
    /// AppArmor profiles other than the runtime's and local ones.
    AppArmorProfile,
    /// Capabilities beyond those that runtimes give by default.
    CapabilitiesBaseline,
    /// The network, processes or IPC of the node.
    HostNamespaces,
    /// Paths of the node.
    HostPathVolumes,
    /// Ports of the node.
    HostPorts,
    /// Probes and hooks that call another host.
    HostProbesAndHostLifecycle,
    /// Privileged containers.
    Privileged,
    /// An unmasked /proc, unless the Pod has users of its own.
    ProcMount,
    /// SELinux users, roles, and types beyond those made for containers.
    SeLinuxOptions,
    /// Seccomp profiles other than the runtime's and local ones, where one is set.
    SeccompProfileBaseline,
    /// Sysctls that reach beyond the Pod.
    Sysctls,
    /// `HostProcess` containers of Windows.
    WindowsHostProcess,
    /// Privilege escalation that is not forbidden.
    AllowPrivilegeEscalation,
    /// Capabilities that are not dropped, or added beyond one.
    CapabilitiesRestricted,
    /// An unmasked /proc.
    ProcMountRestricted,
    /// Volumes of other types than the harmless ones.
    RestrictedVolumes,
    /// Containers that may run as root.
    RunAsNonRoot,
    /// Containers that are told to run as root.
    RunAsUser,
    /// A seccomp profile that is not set, or is neither the runtime's nor a local one.
    SeccompProfileRestricted,
}

impl Control {
    /// Every control, those of baseline first, each level in the order of the ids, as the evaluator has them.
    pub const ALL: &'static [Self] = &[
        Self::AppArmorProfile,
        Self::CapabilitiesBaseline,
        Self::HostNamespaces,
        Self::HostPathVolumes,
        Self::HostPorts,
        Self::HostProbesAndHostLifecycle,
        Self::Privileged,
        Self::ProcMount,
        Self::SeLinuxOptions,
        Self::SeccompProfileBaseline,
        Self::Sysctls,
        Self::WindowsHostProcess,
        Self::AllowPrivilegeEscalation,
        Self::CapabilitiesRestricted,
        Self::ProcMountRestricted,
        Self::RestrictedVolumes,
        Self::RunAsNonRoot,
        Self::RunAsUser,
        Self::SeccompProfileRestricted,
    ];

    /// The name that the evaluator of Kubernetes gives it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AppArmorProfile => "appArmorProfile",
            Self::CapabilitiesBaseline => "capabilities_baseline",
            Self::HostNamespaces => "hostNamespaces",
            Self::HostPathVolumes => "hostPathVolumes",
            Self::HostPorts => "hostPorts",
            Self::HostProbesAndHostLifecycle => "hostProbesAndHostLifecycle",
            Self::Privileged => "privileged",
            Self::ProcMount => "procMount",
            Self::SeLinuxOptions => "seLinuxOptions",
            Self::SeccompProfileBaseline => "seccompProfile_baseline",
            Self::Sysctls => "sysctls",
            Self::WindowsHostProcess => "windowsHostProcess",
            Self::AllowPrivilegeEscalation => "allowPrivilegeEscalation",
            Self::CapabilitiesRestricted => "capabilities_restricted",
            Self::ProcMountRestricted => "procMount_restricted",
            Self::RestrictedVolumes => "restrictedVolumes",
            Self::RunAsNonRoot => "runAsNonRoot",
            Self::RunAsUser => "runAsUser",
            Self::SeccompProfileRestricted => "seccompProfile_restricted",
        }
    }

    /// The control with that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|control| control.id() == id)
    }

    /// The level that demands it.
    pub const fn level(self) -> Level {
        match self {
            Self::AppArmorProfile
            | Self::CapabilitiesBaseline
            | Self::HostNamespaces
            | Self::HostPathVolumes
            | Self::HostPorts
            | Self::HostProbesAndHostLifecycle
            | Self::Privileged
            | Self::ProcMount
            | Self::SeLinuxOptions
            | Self::SeccompProfileBaseline
            | Self::Sysctls
            | Self::WindowsHostProcess => Level::Baseline,
            Self::AllowPrivilegeEscalation
            | Self::CapabilitiesRestricted
            | Self::ProcMountRestricted
            | Self::RestrictedVolumes
            | Self::RunAsNonRoot
            | Self::RunAsUser
            | Self::SeccompProfileRestricted => Level::Restricted,
        }
    }

    /// The first version at which it applies. It applies at every later one, also at those that are not known yet.
    pub const fn since(self) -> Version {
        Version::new(match self {
            Self::AllowPrivilegeEscalation => 8,
            Self::SeccompProfileRestricted => 19,
            Self::CapabilitiesRestricted => 22,
            Self::RunAsUser => 23,
            Self::HostProbesAndHostLifecycle => 34,
            Self::ProcMountRestricted => 35,
            _ => 0,
        })
    }

    /// Whether it applies at `version`.
    pub fn applies(self, version: Version) -> bool {
        version >= self.since()
    }

    /// The control that stands in its place at level restricted.
    pub fn overridden_by(self, version: Version) -> Option<Self> {
        let control = match self {
            Self::CapabilitiesBaseline => Self::CapabilitiesRestricted,
            Self::HostPathVolumes => Self::RestrictedVolumes,
            Self::ProcMount => Self::ProcMountRestricted,
            Self::SeccompProfileBaseline => Self::SeccompProfileRestricted,
            _ => return None,
        };
        control.applies(version).then_some(control)
    }
}

impl fmt::Display for Control {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id())
    }
}
