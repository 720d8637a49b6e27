//! Policies that let only signed images run: which objects are such, and which images they look at.

use plimsoll_kube::{Field, Object};
use plimsoll_source::{Items, Value};

/// A policy that verifies signatures.
pub(super) struct Policy<'a> {
    /// Patterns of the references that it looks at; none for all.
    patterns: Vec<&'a str>,
    /// The only namespace that it looks at.
    namespace: Option<&'a str>,
}

/// Kinds that look at their own namespace only.
const NAMESPACED: &[&str] = &["ImagePolicy", "NamespacedImageValidatingPolicy", "Policy"];

/// Kinds that verify signatures, with their group and the paths of the patterns below them: a list of objects or texts, and the key in each.
const KINDS: &[(&str, &str, &[&str], &str)] = &[
    ("policy.sigstore.dev", "ClusterImagePolicy", &["spec", "images"], "glob"),
    ("policies.kyverno.io", "ImageValidatingPolicy", &["spec", "matchImageReferences"], "glob"),
    ("policies.kyverno.io", "NamespacedImageValidatingPolicy", &["spec", "matchImageReferences"], "glob"),
    ("config.openshift.io", "ClusterImagePolicy", &["spec", "scopes"], ""),
    ("config.openshift.io", "ImagePolicy", &["spec", "scopes"], ""),
    ("portieris.cloud.ibm.com", "ClusterImagePolicy", &["spec", "repositories"], "name"),
    ("portieris.cloud.ibm.com", "ImagePolicy", &["spec", "repositories"], "name"),
    ("constraints.gatekeeper.sh", "RatifyVerification", &[], ""),
];

/// The rules of a Kyverno policy that verify images, and what each says of it.
pub(super) fn verify_images<'a>(object: &Object<'a>) -> Vec<Value<'a>> {
    let mut entries = Vec::new();
    if object.group() == "kyverno.io" && matches!(object.kind(), "ClusterPolicy" | "Policy") {
        for rule in object.field(&["spec", "rules"]).items() {
            entries.extend(Field::walk(rule, &["verifyImages"]).items());
        }
    }
    entries
}

/// Whether objects of a kind may verify signatures.
pub(super) fn may_verify(kind: &str, group: &str) -> bool {
    let kyverno = group == "kyverno.io" && matches!(kind, "ClusterPolicy" | "Policy");
    kyverno || KINDS.iter().any(|(own, name, ..)| *own == group && *name == kind)
}

impl<'a> Policy<'a> {
    /// The policy that an object is.
    pub(super) fn of(object: &Object<'a>) -> Option<Self> {
        let namespace = NAMESPACED.contains(&object.kind()).then(|| object.namespace());
        if let Some((.., path, key)) =
            KINDS.iter().find(|(group, kind, ..)| *group == object.group() && *kind == object.kind())
        {
            let mut patterns = Vec::new();
            for item in Items::of(if path.is_empty() { None } else { object.field(path).value() }) {
                let text = if key.is_empty() { Some(item) } else { item.get(key).map(|entry| entry.value) };
                patterns.extend(text.and_then(Value::as_str));
            }
            return Some(Self { patterns, namespace });
        }
        let mut entries = verify_images(object).into_iter().peekable();
        entries.peek()?;
        let mut patterns = Vec::new();
        for entry in entries {
            patterns.extend(Field::walk(entry, &["imageReferences"]).items().filter_map(Value::as_str));
            patterns.extend(Field::walk(entry, &["image"]).as_str());
        }
        Some(Self { patterns, namespace })
    }

    /// Whether it looks at an image, given in full, in a namespace. One that is not written may be any.
    pub(super) fn looks_at(&self, image: &str, namespace: &str) -> bool {
        let here = self.namespace.is_none_or(|own| own == namespace || own.is_empty() || namespace.is_empty());
        here && (self.patterns.is_empty() || self.patterns.iter().any(|pattern| fits(image, pattern)))
    }
}

/// Whether a text fits a pattern in which `*` stands for anything.
fn fits(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut ends = false;
    for part in parts {
        ends = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    // A pattern without tag fits every tag.
    ends || rest.is_empty() || (!pattern.contains('*') && !first.is_empty() && rest.starts_with([':', '@', '/']))
}

#[cfg(test)]
#[test]
fn stars_stand_for_anything() {
    for (text, pattern, expected) in [
        ("ghcr.io/a/b:1", "*", true),
        ("ghcr.io/a/b:1", "ghcr.io/a/*", true),
        ("ghcr.io/a/b:1", "ghcr.io/a/**", true),
        ("ghcr.io/a/b:1", "ghcr.io/a*:1", true),
        ("ghcr.io/a/b:1", "ghcr.io/a*:2", false),
        ("ghcr.io/a/b:1", "quay.io/*", false),
        ("ghcr.io/a/b:1", "", false),
    ] {
        assert_eq!(fits(text, pattern), expected, "{pattern}");
    }
}
