//! The settings in a text that hold a secret: those whose names promise one, and URLs with a password.

use plimsoll_report::Confidence;
use plimsoll_source::order::by_number;
use plimsoll_source::{Span, Value};

use super::credential::assignment::assignments;
use super::credential::weight;
use super::parts::Parts;
use crate::Context;

/// A setting that holds a secret.
pub(crate) struct Setting<'a> {
    /// Its name; none for a URL.
    pub(crate) name: Option<&'a str>,
    /// Its value.
    pub(crate) span: Span,
    pub(crate) confidence: Confidence,
}

/// The settings of a text that hold a secret which no format gives away, in the order of places.
pub(crate) fn settings<'a>(ctx: &Context<'a>, value: Value<'a>) -> Vec<Setting<'a>> {
    let (Some(text), Some(document)) = (value.as_str(), ctx.documents().first()) else { return Vec::new() };
    let mut found: Vec<Setting<'a>> = Vec::new();
    let leaks = || ctx.leaks().within(value.span());
    let mut parts = Parts::new(value, document.source.text());
    for one in assignments(text) {
        let (Some(name), Some(word)) = (text.get(one.name.0..one.name.1), text.get(one.value.0..one.value.1)) else {
            continue;
        };
        let Some(confidence) = weight(one.promise, word) else { continue };
        // The name goes before its value, and is less likely to stand anywhere else in between.
        parts.of(name);
        let span = parts.of(word);
        if !ctx.leaks().touch(span) {
            found.push(Setting { name: Some(name), span, confidence });
        }
    }
    let urls = leaks().filter(|leak| leak.is_url() && !leak.encoded);
    found.extend(urls.map(|leak| Setting { name: None, span: leak.span, confidence: leak.confidence }));
    by_number(&mut found, |setting| setting.span.number());
    found
}
