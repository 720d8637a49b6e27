//! `image-scan-not-configured`: known holes are shipped unseen.

use plimsoll_source::{Span, Value};

use crate::DocumentRef;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-scan-not-configured",
    title: "A pipeline builds images and nothing scans them",
    severity: Severity::Low,
    confidence: Confidence::Low,
    audience: Audience::Strict,
    strategy: Strategy::ImageScanning,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Workspace,
    check,
};

/// What builds or pushes an image.
const BUILDS: &[&str] = &[
    "docker/build-push-action",
    "docker build",
    "docker buildx build",
    "docker push",
    "podman build",
    "buildah bud",
    "buildah build",
    "kaniko-project/executor",
    "ko build",
    "pack build",
];

/// What looks for known holes in images.
const SCANNERS: &[&str] = &[
    "trivy",
    "Trivy",
    "grype",
    "anchore",
    "snyk",
    "clair",
    "docker scout",
    "scout-action",
    "container_scanning",
    "Container-Scanning",
    "twistcli",
    "prisma",
    "sysdig",
    "aquasec",
    "neuvector",
    "wizcli",
    "xray",
    "kubescape",
    "osv-scanner",
    "stackrox",
    "roxctl",
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let in_cluster = |kind: &str| ctx.index().of_kind(kind).next().is_some();
    if ["VulnerabilityReport", "ClusterVulnerabilityReport", "VulnerabilityManifest"]
        .iter()
        .any(|kind| in_cluster(kind))
    {
        return;
    }
    let mut first = None;
    for part in ctx.documents().iter().filter(|part| is_pipeline(part)) {
        let text = part.source.text();
        let Some(text) = text.get(part.span().start as usize..part.span().end as usize) else { continue };
        if SCANNERS.iter().any(|scanner| text.contains(scanner)) {
            return;
        }
        let build = BUILDS.iter().filter_map(|build| Some((text.find(build)?, build.len()))).min();
        if let (None, Some((at, length))) = (&first, build) {
            first = Some((part, at, length));
        }
    }
    let Some((part, at, length)) = first else { return };
    let start = part.span().start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    let span = Span { start, end: start.saturating_add(u32::try_from(length).unwrap_or_default()) };
    let message = "an image is built here, and no scanner looks at it in any pipeline of the workspace";
    findings.push(RULE.at(&part.place(), span, part.path_at(span), message));
}

/// Whether a document is a pipeline of GitHub, GitLab, Azure, Bitbucket or CircleCI rather than an object.
fn is_pipeline(part: &DocumentRef<'_>) -> bool {
    let has = |root: Value<'_>, key: &str| root.get(key).is_some();
    part.root().is_some_and(|root| {
        !has(root, "kind")
            && ["jobs", "stages", "steps", "pipelines", "workflows", "image"].iter().any(|key| has(root, key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn one_scanner_is_enough() {
        let pipeline = "
on: push
jobs:
  build:
    steps:
    - uses: docker/build-push-action@v6
#           ^^^^^^^^^^^^^^^^^^^^^^^^ low: an image is built here, and no scanner looks at it in any pipeline of the workspace
";
        check(&RULE, pipeline);
        quiet(&RULE, "1.37", &format!("{pipeline}    - uses: aquasecurity/trivy-action@0.34.0\n"));
        quiet(&RULE, "1.37", "kind: Pod\nspec: {containers: [{name: a, command: [docker build]}]}\n");
        quiet(&RULE, "1.37", "jobs: {test: {steps: [{run: make}]}}\n");
    }
}
