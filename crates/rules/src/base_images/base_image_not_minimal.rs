//! `base-image-not-minimal`: shells and package managers are there for whoever gets in.

use plimsoll_kube::image::{Facts, Family, Size};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "base-image-not-minimal",
    title: "An image holds a whole distribution",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::BaseImages,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        let Some(reference) = image.reference().filter(|_| image.runs()) else { continue };
        let facts = Facts::of(reference, image.family.as_ref());
        let (Some(Size::General), Some(base)) = (facts.size, facts.base) else { continue };
        let tools: Vec<String> = [base.shell, base.package_manager]
            .iter()
            .filter(|tool| !tool.is_empty())
            .map(|tool| format!("`{tool}`"))
            .collect();
        let smaller: Vec<String> =
            image.family.iter().flat_map(Family::smaller).map(|word| format!("`{word}`")).collect();
        let instead = if smaller.is_empty() {
            String::new()
        } else {
            format!("; smaller ones are called {}", smaller.join(", "))
        };
        let what = format!("holds all of {}, with {}{instead}", base.name, tools.join(" and "));
        findings.push(image.finding(&RULE, pod, &what));
    }
}

#[cfg(test)]
#[test]
fn variants_are_told_apart() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  containers:
  - {name: a, image: node:24}
#                    ^^^^^^^ low: image `node:24` of container `a` holds all of Debian, with `bash` and `apt`; smaller ones are called `slim`, `alpine`
  - {name: b, image: node:24-slim}
  - {name: c, image: ubuntu:24.04}
#                    ^^^^^^^^^^^^ low: image `ubuntu:24.04` of container `c` holds all of Ubuntu, with `bash` and `apt`
  - {name: d, image: gcr.io/distroless/base-debian13}
  - {name: e, image: registry.example.com/own:1}
  volumes: [{name: v, image: {reference: node:24}}]
",
    );
}
