//! `image-reference-invalid`: no runtime can pull it.

use std::ops::Range;

use plimsoll_source::Span;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-reference-invalid",
    title: "The name of an image is none",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Provenance,
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
        let (what, at) = match &image.reference {
            Err(fault) => (fault.kind.message(), fault.at.clone()),
            // Docker takes a first part with a capital letter for the name of a host.
            Ok(reference) => match reference.host().filter(|host| is_capital_path(host)) {
                Some(host) => ("has a capital letter in its path, which makes a host name of it", 0..host.len()),
                None => continue,
            },
        };
        let mut finding = image.finding(&RULE, pod, what);
        if let Some(value) = image.field().value() {
            finding.span = within(value.span(), image.text, at);
        }
        findings.push(finding);
    }
}

fn is_capital_path(host: &str) -> bool {
    !host.contains(['.', ':']) && host.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// The place of some bytes of a text whose value stands at `span`: the whole of it where it is written with escapes.
fn within(span: Span, text: &str, at: Range<usize>) -> Span {
    let written = (span.end - span.start) as usize;
    let quote = match written.checked_sub(text.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return span,
    };
    let place = |offset: usize| u32::try_from(offset).ok().and_then(|offset| span.start.checked_add(offset + quote));
    match (place(at.start), place(at.end)) {
        (Some(start), Some(end)) if start < end => Span { start, end },
        _ => span,
    }
}

#[cfg(test)]
#[test]
fn whatever_cannot_be_pulled_is_told_shortly() {
    use crate::testing::{environment, file, findings};
    let long = "a".repeat(300);
    let huge = "é".repeat(1_000_000);
    for (image, what) in [
        ("a\\u0007b", "has an invisible character in it"),
        ("a\\u200bb", "has an invisible character in it"),
        ("a b", "has white space in it"),
        (long.as_str(), "is longer than names of images may be"),
        (huge.as_str(), "has a character in its path that is not allowed there"),
        ("a@sha256:00", "has a digest of the wrong length"),
        ("a@md5:00", "has a digest of an algorithm that runtimes do not know"),
        ("a:99999/b", "names a port that is none"),
    ] {
        let text = format!("kind: Pod\nspec: {{containers: [{{name: c, image: \"{image}\"}}]}}\n");
        let found = findings(&RULE, &file("a.yaml", &text), &environment("1.37"));
        let [finding] = found.as_slice() else { panic!("{image}: {} findings", found.len()) };
        assert!(finding.message.ends_with(&format!("of container `c` {what}")), "{}", finding.message);
        assert!(finding.message.len() < 400, "{}", finding.message.len());
    }
}

#[cfg(test)]
#[test]
fn the_letters_that_are_wrong_are_marked() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  containers:
  - {name: a, image: registry.example.com/Shop:1}
#                                         ^ medium: image `registry.example.com/Shop:1` of container `a` has a capital letter in its path
  - {name: b, image: 'shop@sha256:74c0'}
#                                 ^^^^ medium: image `shop@sha256:74c0` of container `b` has a digest of the wrong length
  - {name: c, image: ':5000/shop'}
#                     ^^^^^ medium: image `:5000/shop` of container `c` names a port that is none
  - {name: d, image: Team/shop:1}
#                    ^^^^ medium: image `Team/shop:1` of container `d` has a capital letter in its path, which makes a host name of it
  - {name: e, image: shop:1}
  - {name: f, image: '$(IMAGE)'}
  volumes:
  - {name: g, image: {reference: 'shop:'}}
#                                     ^ medium: image `shop:` of volume `g` has a tag that is none
",
    );
}
