//! `base-image-end-of-life`: new holes in it stay open.

use plimsoll_kube::image::{Clock, State, clocks};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "base-image-end-of-life",
    title: "An image is built on a release that gets no fixes",
    severity: Severity::High,
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
        let Some(reference) = image.reference() else { continue };
        let ended: Vec<String> = clocks(reference, image.family.as_ref(), today).iter().filter_map(told).collect();
        if ended.is_empty() {
            continue;
        }
        let mut finding = image.finding(&RULE, pod, &format!("is made of {}", ended.join(", and of ")));
        // Somebody else's image may say more in its name than is in it, and the files of a volume may be data.
        if image.family.is_none() || !image.runs() {
            finding.confidence = Some(Confidence::Medium);
        }
        findings.push(finding);
    }
}

/// What has ended: "Node.js 20, which got its last fixes in 2026-04".
fn told(clock: &Clock<'_>) -> Option<String> {
    let State::Ended(day) = clock.state else { return None };
    let since = day
        .map_or_else(|| "gets no fixes any more".to_owned(), |day| format!("got its last fixes in {}", day.in_month()));
    Some(format!("{} {}, which {since}", clock.product.title, clock.version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings};

    #[test]
    fn each_part_of_a_tag_has_its_own_end() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - {name: a, image: node:18-buster}
#                    ^^^^^^^^^^^^^^ high: image `node:18-buster` of container `a` is made of Node.js 18, which got its last fixes in 2025-04, and of Debian 10, which got its last fixes in 2024-06
  - {name: b, image: node:24-trixie}
  - {name: c, image: node:24-bookworm}
  - {name: d, image: node}
  - {name: e, image: node:99}
  - {name: f, image: alpine:1.0}
#                    ^^^^^^^^^^ high: image `alpine:1.0` of container `f` is made of Alpine 1.0, which gets no fixes any more
  volumes:
  - {name: g, image: {reference: python:3.8}}
#                                ^^^^^^^^^^ high: image `python:3.8` of volume `g` is made of Python 3.8, which got its last fixes in 2024-10
",
        );
    }

    #[test]
    fn the_day_decides() {
        let file = file("a.yaml", "kind: Pod\nspec: {containers: [{name: a, image: python:3.14}]}\n");
        let mut environment = environment("1.37");
        assert_eq!(findings(&RULE, &file, &environment).len(), 0);
        environment.date = "2030-11-01".to_owned();
        assert_eq!(findings(&RULE, &file, &environment).len(), 1);
    }
}
