//! What the labels of a `Namespace` ask of Pod Security Admission, read as the plugin of Kubernetes reads them.
//! Source of the facts: `PolicyToEvaluate` and `ValidateNamespace` of `k8s.io/pod-security-admission`. A cluster's own
//! defaults and exemptions stand in a file of the API server and are not known here: what no label says is privileged.

use crate::pss::{self, Control, Level, Violation};
use crate::{Field, Object, Pod, Version};

/// What all labels of Pod Security Admission begin with.
pub const PREFIX: &str = "pod-security.kubernetes.io/";

/// What the plugin does with a Pod that misses the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It refuses Pods. What makes Pods is let in.
    Enforce,
    /// It notes them, and what makes them, in the audit log.
    Audit,
    /// It warns whoever sends them, or what makes them.
    Warn,
}

impl Mode {
    /// Every mode, the strongest first.
    pub const ALL: [Self; 3] = [Self::Enforce, Self::Warn, Self::Audit];

    /// The end of the label that gives its level.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Audit => "audit",
            Self::Warn => "warn",
        }
    }

    /// The key of the label that gives its level.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Enforce => "pod-security.kubernetes.io/enforce",
            Self::Audit => "pod-security.kubernetes.io/audit",
            Self::Warn => "pod-security.kubernetes.io/warn",
        }
    }

    /// The key of the label that gives its version.
    pub const fn version_label(self) -> &'static str {
        match self {
            Self::Enforce => "pod-security.kubernetes.io/enforce-version",
            Self::Audit => "pod-security.kubernetes.io/audit-version",
            Self::Warn => "pod-security.kubernetes.io/warn-version",
        }
    }

    /// The label that gives its level, in an object.
    pub fn field<'a>(self, object: &Object<'a>) -> Field<'a> {
        object.field(match self {
            Self::Enforce => &["metadata", "labels", "pod-security.kubernetes.io/enforce"],
            Self::Audit => &["metadata", "labels", "pod-security.kubernetes.io/audit"],
            Self::Warn => &["metadata", "labels", "pod-security.kubernetes.io/warn"],
        })
    }

    /// The label that gives its version, in an object.
    pub fn version_field<'a>(self, object: &Object<'a>) -> Field<'a> {
        object.field(match self {
            Self::Enforce => &["metadata", "labels", "pod-security.kubernetes.io/enforce-version"],
            Self::Audit => &["metadata", "labels", "pod-security.kubernetes.io/audit-version"],
            Self::Warn => &["metadata", "labels", "pod-security.kubernetes.io/warn-version"],
        })
    }
}

/// The version of the standards that a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// The newest that the cluster knows.
    Latest,
    /// This one, or the newest that the cluster knows where that is older.
    At(Version),
}

impl Pin {
    /// Reads `latest` or `v1.37`: nothing else is a version here.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "latest" {
            return Some(Self::Latest);
        }
        let digits = text.strip_prefix("v1.")?;
        let plain = digits == "0" || (!digits.starts_with('0') && !digits.is_empty());
        let whole = plain && digits.bytes().all(|byte| byte.is_ascii_digit());
        // A number beyond every release is a version, and is clamped.
        whole.then(|| Self::At(Version::new(digits.parse().unwrap_or(u16::MAX))))
    }

    /// The version that a cluster of this version judges at.
    pub fn at(self, cluster: Version) -> Version {
        match self {
            Self::Latest => cluster,
            Self::At(version) => version.min(cluster),
        }
    }
}

/// A level of the standards at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The level.
    pub level: Level,
    /// The version, no newer than the cluster.
    pub version: Version,
    /// The mode whose label gives the level: that of `enforce` also stands for a `warn` that is not written.
    pub from: Mode,
}

/// What a namespace demands of Pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Of Pods that are to be let in.
    pub enforce: Demand,
    /// Of Pods and of what makes them, if the audit log is not to note them.
    pub audit: Demand,
    /// Of Pods and of what makes them, if nobody is to be warned.
    pub warn: Demand,
}

/// The first version at which `enforce` stands for a `warn` that is not written.
pub const WARN_FOLLOWS_ENFORCE: Version = Version::new(26);

impl Policy {
    /// The demands of a namespace in a cluster of a version; `label` gives the value of a label.
    pub fn of<'l>(cluster: Version, label: impl Fn(&str) -> Option<&'l str>) -> Self {
        let demand = |mode: Mode| {
            let level = match label(mode.label()) {
                None => Level::Privileged,
                // What is no level is the strictest where it can refuse, and none where it only tells.
                Some(text) => Level::parse(text).unwrap_or(match mode {
                    Mode::Enforce => Level::Restricted,
                    Mode::Audit | Mode::Warn => Level::Privileged,
                }),
            };
            let pin = label(mode.version_label()).and_then(Pin::parse).unwrap_or(Pin::Latest);
            Demand { level, version: pin.at(cluster), from: mode }
        };
        let (enforce, audit, mut warn) = (demand(Mode::Enforce), demand(Mode::Audit), demand(Mode::Warn));
        let says_nothing = label(Mode::Warn.label()).is_none();
        if says_nothing && enforce.level > warn.level && cluster >= WARN_FOLLOWS_ENFORCE {
            let own_version = label(Mode::Warn.version_label()).is_some();
            warn = Demand { version: if own_version { warn.version } else { enforce.version }, ..enforce };
        }
        Self { enforce, audit, warn }
    }

    /// The demand of a mode.
    pub const fn demand(&self, mode: Mode) -> Demand {
        match mode {
            Mode::Enforce => self.enforce,
            Mode::Audit => self.audit,
            Mode::Warn => self.warn,
        }
    }
}

impl Demand {
    /// What in a Pod misses the demand. Nothing where it is met, also for a Pod on Windows that level baseline refuses and
    /// level restricted admits.
    pub fn misses<'a>(&self, pod: &Pod<'a>) -> Vec<Violation<'a>> {
        let containers: Vec<_> = pod.containers().collect();
        let asks = |control: &Control| match self.level {
            Level::Privileged => false,
            Level::Baseline => control.level() == Level::Baseline,
            Level::Restricted => control.overridden_by(self.version).is_none(),
        };
        let controls = Control::ALL.iter().copied().filter(asks);
        controls.flat_map(|control| pss::check_among(control, pod, &containers, self.version)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects;
    use crate::testing::file;

    fn policy(cluster: u16, labels: &[(&str, &'static str)]) -> Policy {
        Policy::of(Version::new(cluster), |key| {
            let key = key.strip_prefix(PREFIX).unwrap();
            labels.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
        })
    }

    fn shown(demand: Demand) -> String {
        format!("{}:{}", demand.level, demand.version)
    }

    #[test]
    fn without_labels_nothing_is_asked() {
        let policy = policy(37, &[]);
        assert!(Mode::ALL.iter().all(|mode| policy.demand(*mode).level == Level::Privileged));
    }

    #[test]
    fn a_wrong_level_is_restricted_where_it_refuses_and_privileged_where_it_tells() {
        for wrong in ["Restricted", "", " baseline", "high"] {
            let policy = policy(37, &[("enforce", wrong), ("warn", wrong), ("audit", wrong)]);
            assert_eq!(shown(policy.enforce), "restricted:1.37");
            assert_eq!((policy.warn.level, policy.audit.level), (Level::Privileged, Level::Privileged));
        }
    }

    #[test]
    fn a_wrong_version_is_the_newest_and_a_later_one_is_clamped() {
        for (written, meant) in [
            ("v1.30", "1.30"),
            ("v1.0", "1.0"),
            ("latest", "1.36"),
            ("v1.37", "1.36"),
            ("v1.99999999999", "1.36"),
            ("1.30", "1.36"),
            ("v1.30.2", "1.36"),
            ("v1.030", "1.36"),
            ("v2.0", "1.36"),
            ("", "1.36"),
        ] {
            let policy = policy(36, &[("enforce", "baseline"), ("enforce-version", written)]);
            assert_eq!(policy.enforce.version.to_string(), meant, "{written}");
        }
        assert_eq!((Pin::parse("1.30"), Pin::parse("v1."), Pin::parse("v1.00")), (None, None, None));
        assert!(Pin::parse("v1.99999999999").is_some());
    }

    #[test]
    fn what_is_enforced_is_warned_of_from_1_26_on() {
        let enforce = [("enforce", "restricted"), ("enforce-version", "v1.25")];
        assert_eq!(policy(25, &enforce).warn.level, Level::Privileged);
        assert_eq!(shown(policy(26, &enforce).warn), "restricted:1.25");
        assert_eq!(policy(26, &enforce).warn.from, Mode::Enforce);
        let own_version = [("enforce", "restricted"), ("enforce-version", "v1.25"), ("warn-version", "latest")];
        assert_eq!(shown(policy(26, &own_version).warn), "restricted:1.26");
        let own_level = [("enforce", "restricted"), ("warn", "privileged")];
        assert_eq!(policy(37, &own_level).warn.level, Level::Privileged);
        assert_eq!(policy(37, &enforce).audit.level, Level::Privileged);
    }

    #[test]
    fn a_demand_is_judged_at_its_own_version() {
        let file = file("kind: Pod\nspec: {containers: [{name: a, livenessProbe: {httpGet: {host: x}}}]}\n");
        let pod = objects(&file, 0)[0].pod().unwrap();
        let misses = |level, minor| {
            let demand = Demand { level, version: Version::new(minor), from: Mode::Enforce };
            demand.misses(&pod).len()
        };
        assert_eq!((misses(Level::Baseline, 33), misses(Level::Baseline, 34)), (0, 1));
        assert_eq!(misses(Level::Privileged, 37), 0);
        assert!(misses(Level::Restricted, 37) > 1);
    }

    #[test]
    fn level_restricted_admits_on_windows_what_baseline_refuses() {
        let file = file(
            "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a, securityContext: {runAsNonRoot: true, capabilities: {add: [X]}}}]}\n",
        );
        let pod = objects(&file, 0)[0].pod().unwrap();
        let demand = |level| Demand { level, version: Version::LATEST, from: Mode::Enforce };
        assert_eq!(demand(Level::Baseline).misses(&pod).len(), 1);
        assert_eq!(demand(Level::Restricted).misses(&pod).len(), 0);
    }
}
