//! How the page calls what the data only has ids for: other tools, benchmarks, strategies, levels.

use std::borrow::Cow;

use plimsoll_report::{Applicability, Audience, Control, PodSecurityLevel, RuleInfo, Severity, Strategy};

/// Another tool's name and its own id of a check, of `peer:id`.
pub fn elsewhere(equivalent: &str) -> (&str, &str) {
    let (peer, id) = equivalent.split_once(':').unwrap_or(("", equivalent));
    (peer_name(peer), id.rsplit('/').next().filter(|_| has_folders(peer)).unwrap_or(id))
}

/// Peers whose ids carry the folder of their policy library.
fn has_folders(peer: &str) -> bool {
    matches!(peer, "kyverno" | "gatekeeper")
}

fn peer_name(peer: &str) -> &str {
    match peer {
        "psa" => "Pod Security Admission",
        "trivy" => "Trivy",
        "checkov" => "Checkov",
        "kubescape" => "Kubescape",
        "kics" => "KICS",
        "polaris" => "Polaris",
        "kyverno" => "Kyverno",
        "gatekeeper" => "Gatekeeper",
        "hadolint" => "Hadolint",
        "pluto" => "Pluto",
        "netpol-analyzer" => "NetPol Analyzer",
        // kube-linter, kube-score, kube-bench and kubesec write themselves in lower case.
        other => other,
    }
}

/// A benchmark's item, as a person would cite it.
pub fn control(control: &Control) -> String {
    let Control { benchmark, version, id } = control;
    match benchmark.as_ref() {
        "pss" => format!("Pod Security Standards, {version}: {id}"),
        "cis-kubernetes" => format!("CIS Kubernetes Benchmark {version}, {id}"),
        "nsa-cisa" => format!("NSA and CISA Kubernetes Hardening Guide {version}, {id}"),
        other => format!("{other} {version}, {id}"),
    }
}

/// A benchmark's name.
pub fn benchmark(benchmark: &str) -> &str {
    match benchmark {
        "pss" => "Pod Security Standards",
        "cis-kubernetes" => "CIS Kubernetes",
        "nsa-cisa" => "NSA and CISA",
        other => other,
    }
}

/// What a strategy is called in lists.
pub const fn strategy(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::BaseImages => "Base images",
        Strategy::NetworkPolicies => "Network policies",
        Strategy::PodSecurity => "Pod security",
        Strategy::Rbac => "RBAC",
        Strategy::ImageScanning => "Image scanning",
        Strategy::Secrets => "Secrets",
        Strategy::Provenance => "Provenance",
        Strategy::RuntimePrivileges => "Runtime privileges",
        Strategy::Observability => "Observability",
        Strategy::Updates => "Updates",
        Strategy::Namespaces => "Namespaces",
        Strategy::ApiServer => "API server",
        Strategy::Reliability => "Reliability",
        Strategy::Reading => "Reading the file",
    }
}

/// A severity at the head of a group.
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low => "Low",
        Severity::Info => "Info",
    }
}

/// An audience, in the bar.
pub const fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Default => "most teams",
        Audience::Strict => "strict teams",
        Audience::Opinion => "every opinion",
    }
}

/// The symbol of a severity's topmark.
pub const fn topmark(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "#tm-critical",
        Severity::High => "#tm-high",
        Severity::Medium => "#tm-medium",
        Severity::Low => "#tm-low",
        Severity::Info => "#tm-info",
    }
}

/// Tag of a fix, and its class.
pub const fn tag(applicability: Applicability) -> (&'static str, &'static str) {
    match applicability {
        Applicability::Safe => ("safe", "tag safe"),
        Applicability::NeedsReview => ("to review", "tag review"),
        Applicability::ShowOnly => ("to fill in", "tag"),
    }
}

/// A fix in the row of a closed finding, and its class.
pub const fn mend(applicability: Applicability) -> (&'static str, &'static str) {
    match applicability {
        Applicability::Safe => ("safe fix", "mend"),
        Applicability::NeedsReview => ("fix to review", "mend review"),
        Applicability::ShowOnly => ("fix to fill in", "mend show"),
    }
}

/// The level of the Pod Security Standards that a rule's subject lies outside of.
pub fn outside(rule: &RuleInfo) -> Option<PodSecurityLevel> {
    let levels = rule.controls.iter().filter(|control| control.benchmark == "pss");
    levels.filter_map(|control| PodSecurityLevel::parse(&control.version)).min()
}

/// A level's name, first letter large.
pub const fn level(level: PodSecurityLevel) -> &'static str {
    match level {
        PodSecurityLevel::Privileged => "Privileged",
        PodSecurityLevel::Baseline => "Baseline",
        PodSecurityLevel::Restricted => "Restricted",
    }
}

/// Whether a rule answers to this word: by its id, its title or another tool's id.
pub fn matches(rule: &RuleInfo, word: &str) -> bool {
    let has = |text: &Cow<'_, str>| text.to_ascii_lowercase().contains(word);
    has(&rule.id) || has(&rule.title) || rule.equivalents.iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peers_have_their_own_spelling() {
        assert_eq!(elsewhere("trivy:KSV-0017"), ("Trivy", "KSV-0017"));
        assert_eq!(elsewhere("kyverno:pod-security/disallow-privileged"), ("Kyverno", "disallow-privileged"));
        assert_eq!(elsewhere("kube-bench:cis-1.12/5.2.2"), ("kube-bench", "cis-1.12/5.2.2"));
    }
}
