//! The labels of Pod Security Admission on a `Namespace`, as several of these rules look at them.

use plimsoll_kube::psa::{Mode, PREFIX};
use plimsoll_kube::{Field, Object, SYSTEM_NAMESPACES, Version};
use plimsoll_report::{Confidence, PodSecurityLevel};

use crate::{Context, Finding, Located, Rule};

/// The namespaces of a document, without those that belong to the control plane: their Pods need what levels forbid.
pub(super) fn namespaces<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = &'c Located<Object<'a>>> {
    every_namespace(ctx).filter(|object| !SYSTEM_NAMESPACES.contains(&object.name()))
}

/// All namespaces of a document.
pub(super) fn every_namespace<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = &'c Located<Object<'a>>> {
    ctx.objects().iter().filter(|object| object.is_namespace())
}

/// A finding about a label. That it is missing is a guess where not all of the document could be read.
pub(super) fn on_label(
    rule: &'static Rule,
    object: &Located<Object<'_>>,
    label: Field<'_>,
    message: String,
) -> Finding {
    let finding = rule.at(&object.place(), label.span(), label.path(), message);
    if object.partly_read && !label.is_set() { finding.confidence(Confidence::Low) } else { finding }
}

/// The level that a namespace enforces, if it names one: what is no level is told as such.
pub(super) fn enforced(object: &Object<'_>) -> Option<PodSecurityLevel> {
    Mode::Enforce.field(object).as_str().and_then(PodSecurityLevel::parse)
}

/// The level that a setting names, else the one given.
pub(super) fn wanted(ctx: &Context<'_>, rule: &Rule, parameter: &str, otherwise: PodSecurityLevel) -> PodSecurityLevel {
    ctx.text(rule, parameter).and_then(PodSecurityLevel::parse).unwrap_or(otherwise)
}

/// Every key that is read, with what follows the prefix.
fn keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    let keys = Mode::ALL.into_iter().flat_map(|mode| [mode.label(), mode.version_label()]);
    keys.filter_map(|key| Some((key, key.strip_prefix(PREFIX)?)))
}

/// The key that was meant by one that is not read; none where nothing points to these labels.
pub(super) fn meant(key: &str) -> Option<&'static str> {
    if keys().any(|(known, _)| known == key) {
        return None;
    }
    let (prefix, name) = key.rsplit_once('/')?;
    let of_these = prefix == "pod-security.kubernetes.io";
    // Another domain of somebody's own is not a slip of this one.
    let near = of_these || (prefix.len() < 40 && crate::nearest::distance(prefix, "pod-security.kubernetes.io") <= 4);
    if !near {
        return None;
    }
    let known = crate::nearest(name, keys().map(|(_, name)| name));
    let found = keys().find(|(_, known_name)| Some(*known_name) == known).map(|(key, _)| key);
    // All that begins like this is reserved, and only these six are read.
    found.or(of_these.then_some(Mode::Enforce.label()))
}

/// Whether a text is filled in by a program before the cluster sees it.
pub(super) fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("${")
}

/// The level that a word was probably meant to be.
pub(super) fn nearest_level(text: &str) -> Option<&'static str> {
    let text = text.trim();
    crate::nearest(text, PodSecurityLevel::ALL.iter().rev().map(|level| level.as_str())).filter(|_| text.len() > 3)
}

/// `1.37`, `v1.37.2` and their like; anything else was probably meant to be the newest.
pub(super) fn nearest_version(text: &str) -> String {
    let text = text.trim().trim_start_matches(['v', 'V']);
    match Version::parse(text) {
        Some(version) if text != "latest" => format!("v{version}"),
        _ => "latest".to_owned(),
    }
}
