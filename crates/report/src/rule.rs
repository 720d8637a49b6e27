use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// The harm a finding does if it is true. The worst comes first, so that sorting puts it on top.
    Severity {
        /// The node or the cluster is lost.
        Critical = "critical",
        /// A boundary that people rely on is gone.
        High = "high",
        /// An attack gets easier, or an outage likelier.
        Medium = "medium",
        /// Hardening that is missing.
        Low = "low",
        /// Worth knowing.
        Info = "info",
    }
}

words! {
    /// The chance that a finding is true.
    Confidence {
        /// It follows from the file.
        High = "high",
        /// It follows from the file and an ordinary assumption.
        Medium = "medium",
        /// It is a guess.
        Low = "low",
    }
}

words! {
    /// Who wants to hear of a finding. Each value includes those before it.
    Audience {
        /// Most teams.
        Default = "default",
        /// Teams that harden beyond what many need.
        Strict = "strict",
        /// Teams that hold one of several defensible views.
        Opinion = "opinion",
    }
}

words! {
    /// What a rule serves: one of the twelve ways to secure containers, or one of two that are ours.
    Strategy {
        /// Use minimal base images.
        BaseImages = "base-images",
        /// Leverage network policies.
        NetworkPolicies = "network-policies",
        /// Implement the Pod Security Standards.
        PodSecurity = "pod-security",
        /// Enable role-based access control.
        Rbac = "rbac",
        /// Scan container images for vulnerabilities.
        ImageScanning = "image-scanning",
        /// Implement secret management.
        Secrets = "secrets",
        /// Enforce image provenance and integrity.
        Provenance = "provenance",
        /// Limit container runtime privileges.
        RuntimePrivileges = "runtime-privileges",
        /// Enable logging and monitoring.
        Observability = "observability",
        /// Regularly update and patch Kubernetes and the container runtime.
        Updates = "updates",
        /// Use namespace segmentation.
        Namespaces = "namespaces",
        /// Restrict API server access.
        ApiServer = "api-server",
        /// Keep the benefits that Kubernetes promises.
        Reliability = "reliability",
        /// How the file itself is read.
        Reading = "reading",
    }
}

/// One item of a published benchmark, verified against its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Control {
    /// `pss`, `cis-kubernetes`, `nsa-cisa`.
    pub benchmark: Cow<'static, str>,
    /// Version of the benchmark; for `pss` the level.
    pub version: Cow<'static, str>,
    /// The item within it.
    pub id: Cow<'static, str>,
}

impl Control {
    /// A control of the Pod Security Standards, by level and by the name its evaluator gives it.
    pub const fn pss(level: &'static str, id: &'static str) -> Self {
        Self::of("pss", level, id)
    }

    /// A recommendation of the CIS Kubernetes Benchmark.
    pub const fn cis(version: &'static str, id: &'static str) -> Self {
        Self::of("cis-kubernetes", version, id)
    }

    /// A section of the NSA/CISA Kubernetes Hardening Guide.
    pub const fn nsa(version: &'static str, id: &'static str) -> Self {
        Self::of("nsa-cisa", version, id)
    }

    const fn of(benchmark: &'static str, version: &'static str, id: &'static str) -> Self {
        Self { benchmark: Cow::Borrowed(benchmark), version: Cow::Borrowed(version), id: Cow::Borrowed(id) }
    }
}

/// A setting that a rule reads from `plimsoll.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its key.
    pub name: Cow<'static, str>,
    /// What it may be.
    pub kind: ParameterKind,
    /// What it does, in a sentence.
    pub description: Cow<'static, str>,
}

words! {
    /// What a parameter may be.
    ParameterKind {
        /// A list of texts.
        List = "list",
        /// A whole number.
        Number = "number",
        /// `true` or `false`.
        Switch = "switch",
        /// A text.
        Text = "text",
    }
}

impl Parameter {
    /// A list of texts.
    pub const fn list(name: &'static str, description: &'static str) -> Self {
        Self::of(name, ParameterKind::List, description)
    }

    /// A whole number.
    pub const fn number(name: &'static str, description: &'static str) -> Self {
        Self::of(name, ParameterKind::Number, description)
    }

    /// `true` or `false`.
    pub const fn switch(name: &'static str, description: &'static str) -> Self {
        Self::of(name, ParameterKind::Switch, description)
    }

    /// A text.
    pub const fn text(name: &'static str, description: &'static str) -> Self {
        Self::of(name, ParameterKind::Text, description)
    }

    const fn of(name: &'static str, kind: ParameterKind, description: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), kind, description: Cow::Borrowed(description) }
    }
}

/// What the catalogue says of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleInfo {
    /// Kebab-case name of the bad thing; never renamed.
    pub id: Cow<'static, str>,
    /// The bad thing, as a sentence without a full stop.
    pub title: Cow<'static, str>,
    /// Harm if true.
    pub severity: Severity,
    /// Chance that it is true.
    pub confidence: Confidence,
    /// Who wants to hear it.
    pub audience: Audience,
    /// What it serves.
    pub strategy: Strategy,
    /// Benchmarks it answers for.
    pub controls: Vec<Control>,
    /// Names other tools give the same check, as `peer:id`.
    pub equivalents: Vec<Cow<'static, str>>,
    /// Whether its findings can carry a fix.
    pub fixable: bool,
    /// Settings it reads.
    pub parameters: Vec<Parameter>,
    /// The release it came with.
    pub since: Cow<'static, str>,
}

/// The rules that tell of text that does not parse, sorted: while somebody types, their findings come and go.
pub const SYNTAX_RULES: [&str; 9] = [
    "json-syntax",
    "missing-colon",
    "tab-indentation",
    "unclosed-bracket",
    "unclosed-quote",
    "unknown-alias",
    "unusable-key",
    "wrong-indentation",
    "yaml-syntax",
];

/// Whether a rule tells of text that does not parse.
pub fn is_syntax(rule: &str) -> bool {
    SYNTAX_RULES.contains(&rule)
}
