//! `image-known-vulnerable-version`: the attack on it is published.

use plimsoll_kube::image::{newer, version};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-known-vulnerable-version",
    title: "An image is a version with a known hole",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::ImageScanning,
    controls: &[],
    equivalents: elsewhere(&[
        "kubescape:C-0081",
        "kubescape:C-0090",
        "kubescape:C-0091",
        "kyverno:other/check-ingress-nginx-controller-version-and-annotation-policy",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// A published hole: the end of the repository's name, the versions that have it as pairs of the first that has it and the first that
/// has not, and its name.
struct Advisory {
    image: &'static str,
    versions: &'static [(&'static str, &'static str)],
    name: &'static str,
}

/// From the advisories of the projects, as of 2026-11-23; each row names its own.
const ADVISORIES: &[Advisory] = &[
    // GHSA-3v3m-wc6v-x4x3
    Advisory { image: "argoproj/argocd", versions: &[("3.2.0", "3.2.11"), ("3.3.0", "3.3.9")], name: "CVE-2026-42880" },
    // GHSA-786q-9hcg-v9ff
    Advisory {
        image: "argoproj/argocd",
        versions: &[("2.2.0", "2.13.9"), ("2.14.0", "2.14.16"), ("3.0.0", "3.0.14"), ("3.1.0", "3.1.2")],
        name: "CVE-2025-55190",
    },
    // GHSA-2f5v-8r3f-8pww
    Advisory {
        image: "argoproj/argocd",
        versions: &[("0.5.0", "2.1.14"), ("2.2.0", "2.2.8"), ("2.3.0", "2.3.2")],
        name: "CVE-2022-24768",
    },
    // GHSA-63qx-x74g-jcr7
    Advisory { image: "argoproj/argocd", versions: &[("0", "2.1.9"), ("2.2.0", "2.2.4")], name: "CVE-2022-24348" },
    // GHSA-69fq-xp46-6x23
    Advisory { image: "aquasec/trivy", versions: &[("0.69.4", "0.69.7")], name: "CVE-2026-33634" },
    Advisory { image: "aquasecurity/trivy", versions: &[("0.69.4", "0.69.7")], name: "CVE-2026-33634" },
    // GHSA-8pjx-jj86-j47p
    Advisory {
        image: "grafana/grafana",
        versions: &[("8.0.0", "8.0.7"), ("8.1.0", "8.1.8"), ("8.2.0", "8.2.7"), ("8.3.0", "8.3.1")],
        name: "CVE-2021-43798",
    },
    // GHSA-vqc4-mpj8-jxch
    Advisory { image: "grafana/grafana", versions: &[("9.2.0", "9.2.4")], name: "CVE-2022-39328" },
    // GHSA-mgvx-rpfc-9mpv
    Advisory {
        image: "ingress-nginx/controller",
        versions: &[("0", "1.11.5"), ("1.12.0", "1.12.1")],
        name: "CVE-2025-1974",
    },
    // GHSA-m3cq-xcx9-3gvm
    Advisory { image: "kyverno/kyverno", versions: &[("1.8.3", "1.8.5")], name: "CVE-2022-47633" },
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        // Nothing of an image in a volume runs as it was meant to.
        let Some(reference) = image.reference().filter(|_| image.runs()) else { continue };
        let Some(version) = reference.tag().and_then(version) else { continue };
        let has = |advisory: &&Advisory| {
            let rest = reference.path().strip_suffix(advisory.image);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/')) && advisory.holds(version)
        };
        let known: Vec<&str> = ADVISORIES.iter().filter(has).map(|advisory| advisory.name).collect();
        if !known.is_empty() {
            findings.push(image.finding(&RULE, pod, &format!("has the known hole {}", known.join(" and "))));
        }
    }
}

impl Advisory {
    fn holds(&self, version: &str) -> bool {
        // `2` or `2.14` moves with releases, and is most likely mended.
        let exact = version.split('.').nth(2).is_some();
        exact && self.versions.iter().any(|(first, mended)| !newer(first, version) && newer(mended, version))
    }
}

#[cfg(test)]
#[test]
fn the_first_mended_version_is_mended() {
    crate::testing::check(
        &RULE,
        "
kind: Deployment
spec:
  template:
    spec:
      containers:
      - {name: a, image: quay.io/argoproj/argocd:v2.14.15}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: image `quay.io/argoproj/argocd:v2.14.15` of container `a` has the known hole CVE-2025-55190
      - {name: b, image: quay.io/argoproj/argocd:v2.14.16}
      - {name: c, image: quay.io/argoproj/argocd:v2.14}
      - {name: d, image: grafana/grafana:8.3.0}
#                        ^^^^^^^^^^^^^^^^^^^^^ high: image `grafana/grafana:8.3.0` of container `d` has the known hole CVE-2021-43798
      - {name: e, image: registry.k8s.io/ingress-nginx/controller:v1.12.1}
      - {name: f, image: mygrafana/grafana:8.3.0}
      - {name: g, image: quay.io/argoproj/argocd:v3.3.8}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: image `quay.io/argoproj/argocd:v3.3.8` of container `g` has the known hole CVE-2026-42880
",
    );
}
