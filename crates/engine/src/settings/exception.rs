//! Exceptions: findings that somebody allows from the settings file.

use plimsoll_report::Resource;
use plimsoll_rules::Rule;

use crate::glob;

/// One finding, or family of findings, that is allowed.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The rule.
    pub rule: &'static Rule,
    /// What it is allowed on.
    pub target: Target,
    /// Why.
    pub reason: String,
    /// The last day it holds.
    pub expires: Option<String>,
}

/// What an exception is about. Parts may hold `*` and `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `Kind/name` or `Kind/namespace/name`.
    Object {
        /// The kind.
        kind: String,
        /// The namespace; any where none is written.
        namespace: Option<String>,
        /// The name.
        name: String,
    },
    /// A path, where `**` stands for any folders.
    File(String),
}

impl Exception {
    /// Whether its last day is before this one.
    pub(crate) fn has_expired(&self, date: &str) -> bool {
        self.expires.as_deref().is_some_and(|last| last < date)
    }
}

impl Target {
    /// Reads the value of the key `object`. A first segment in the form of a kind makes it an object, unless the last one
    /// has the ending of a manifest.
    #[cfg(feature = "settings")]
    pub(crate) fn parse(text: &str) -> Self {
        let segments: Vec<&str> = text.split('/').collect();
        let is_kind = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_uppercase() || first == '*')
                && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '*')
                && word != "**"
        };
        let is_file = [".yaml", ".yml", ".json"].iter().any(|ending| text.ends_with(ending)) || text.contains("**");
        match segments.as_slice() {
            [kind, name] if !is_file && is_kind(kind) => {
                Self::Object { kind: (*kind).to_owned(), namespace: None, name: (*name).to_owned() }
            }
            [kind, namespace, name] if !is_file && is_kind(kind) => Self::Object {
                kind: (*kind).to_owned(),
                namespace: Some((*namespace).to_owned()),
                name: (*name).to_owned(),
            },
            _ => Self::File(text.to_owned()),
        }
    }

    /// Whether a finding in this file, about this object, is meant.
    pub(crate) fn covers(&self, file: &str, resource: Option<&Resource>) -> bool {
        match self {
            Self::File(pattern) => glob::path_fits(pattern, file),
            Self::Object { kind, namespace, name } => resource.is_some_and(|resource| {
                glob::segment_fits(kind, &resource.kind)
                    && glob::segment_fits(name, &resource.name)
                    && namespace.as_ref().is_none_or(|namespace| glob::segment_fits(namespace, &resource.namespace))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn web() -> Resource {
        Resource { api_version: "v1".into(), kind: "Pod".into(), namespace: "shop".into(), name: "web".into() }
    }

    #[test]
    fn objects_and_files_are_told_apart() {
        for object in ["Pod/web", "Pod/shop/web", "Pod/*", "*/web", "Pod/shop/w?b"] {
            assert!(Target::parse(object).covers("a.yaml", Some(&web())), "{object}");
            assert!(!Target::parse(object).covers("a.yaml", None), "{object}");
        }
        for other in ["Deployment/web", "Pod/other/web", "Pod/webs", "pod/web"] {
            assert!(!Target::parse(other).covers("a.yaml", Some(&web())), "{other}");
        }
        for file in ["a.yaml", "*.yaml", "**/a.yaml", "Charts/../a.yaml", "deploy/**"] {
            assert!(matches!(Target::parse(file), Target::File(_)), "{file}");
        }
        assert!(Target::parse("deploy/**").covers("deploy/x/a.yaml", None));
    }
}
