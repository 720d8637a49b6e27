//! `image-stale-tag-date`: what was found since is not mended in it.

use plimsoll_kube::image::dated;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-stale-tag-date",
    title: "The tag of an image names a day long past",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::ImageScanning,
    controls: &[],
    equivalents: &[],
    parameters: &[Parameter::number("maximum-age-days", "How many days old an image may be.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// How old an image may be where the settings do not say.
const YEAR: i64 = 365;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let oldest = ctx.number(&RULE, "maximum-age-days").unwrap_or(YEAR);
    let today = ctx.day();
    for (pod, image) in ctx.images() {
        // What a volume holds is data as a rule, which does not rot.
        let Some(reference) = image.reference().filter(|_| image.runs()) else { continue };
        let Some(day) = reference.tag().and_then(dated) else { continue };
        let age = today.days_since(day);
        if age > oldest {
            findings.push(image.finding(&RULE, pod, &format!("is of {day}, more than {oldest} days ago")));
        }
    }
}

#[cfg(test)]
#[test]
fn days_in_tags_are_read() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  containers:
  - {name: a, image: registry.example.com/a:1.2-20240115}
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ low: image `registry.example.com/a:1.2-20240115` of container `a` is of 2024-01-15, more than 365 days ago
  - {name: b, image: registry.example.com/b:2026-10-01}
  - {name: c, image: registry.example.com/c:2023.1}
  - {name: d, image: registry.example.com/d:20990101}
  volumes: [{name: v, image: {reference: registry.example.com/tides:20240115}}]
",
    );
}
