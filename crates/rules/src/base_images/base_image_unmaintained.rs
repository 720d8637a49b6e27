//! `base-image-unmaintained`: its publisher has stopped, or publishes elsewhere.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "base-image-unmaintained",
    title: "Nobody maintains an image any more",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
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
    let today = ctx.day();
    for (pod, image) in ctx.images() {
        let (Some(reference), Some(family)) = (image.reference(), &image.family) else { continue };
        // Those have rules of their own.
        if ["ingress-nginx", "tiller"].iter().any(|own| family.image.contains(own)) {
            continue;
        }
        let Some(day) = family.retired(reference.effective_tag(), today) else { continue };
        let instead = match family.successor {
            "" => String::new(),
            successor => format!("; instead there is {successor}"),
        };
        findings.push(image.finding(&RULE, pod, &format!("has had no maintainers since {}{instead}", day.in_month())));
    }
}

#[cfg(test)]
#[test]
fn some_tags_of_a_retired_family_live_on() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  containers:
  - {name: a, image: openjdk:17-slim}
#                    ^^^^^^^^^^^^^^^ medium: image `openjdk:17-slim` of container `a` has had no maintainers since 2022-07; instead there is eclipse-temurin
  - {name: b, image: openjdk:27-ea-slim}
  - {name: c, image: bitnamilegacy/redis:7.2}
#                    ^^^^^^^^^^^^^^^^^^^^^^^ medium: image `bitnamilegacy/redis:7.2` of container `c` has had no maintainers since 2025-08; instead there is the project's own image
  - {name: d, image: eclipse-temurin:25}
",
    );
}
