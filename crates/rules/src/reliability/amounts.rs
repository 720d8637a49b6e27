//! Requests and limits of containers, as they take effect.

use plimsoll_kube::{ContainerList, Object, Quantity, Version};

use crate::prelude::*;

/// What most rules of this strategy are.
pub(super) const RELIABILITY: Rule = Rule {
    id: "",
    title: "",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Reliability,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check: |_, _| {},
};

/// A resource that containers request and are limited in.
pub(super) struct Resource {
    /// Its name in the API.
    pub name: &'static str,
    /// What a message calls it.
    pub word: &'static str,
    pub requests: &'static [&'static str],
    pub limits: &'static [&'static str],
    /// Whether a Pod may say it for all its containers.
    pub of_pod: bool,
}

pub(super) static CPU: Resource = Resource {
    name: "cpu",
    word: "CPU",
    requests: &["resources", "requests", "cpu"],
    limits: &["resources", "limits", "cpu"],
    of_pod: true,
};

pub(super) static MEMORY: Resource = Resource {
    name: "memory",
    word: "memory",
    requests: &["resources", "requests", "memory"],
    limits: &["resources", "limits", "memory"],
    of_pod: true,
};

pub(super) static STORAGE: Resource = Resource {
    name: "ephemeral-storage",
    word: "ephemeral storage",
    requests: &["resources", "requests", "ephemeral-storage"],
    limits: &["resources", "limits", "ephemeral-storage"],
    of_pod: false,
};

/// The first version whose Pods have resources of their own without a feature gate.
const POD_RESOURCES: Version = Version::new(34);

impl Resource {
    /// Whether a container has a request. A limit alone sets the request too.
    pub(super) fn is_requested(&self, pod: &Pod<'_>, container: &Container<'_>, version: Version) -> bool {
        container.field(self.requests).is_set() || self.is_limited(pod, container, version) || {
            self.speaks(version) && pod.field(self.requests).is_set()
        }
    }

    /// Whether a container, or its Pod as a whole, has a limit.
    pub(super) fn is_limited(&self, pod: &Pod<'_>, container: &Container<'_>, version: Version) -> bool {
        container.field(self.limits).is_set() || (self.speaks(version) && pod.field(self.limits).is_set())
    }

    fn speaks(&self, version: Version) -> bool {
        self.of_pod && version >= POD_RESOURCES
    }

    /// The request of a container, which its limit stands in for, and its limit: what of them can be read.
    pub(super) fn written(&self, container: &Container<'_>) -> (Option<Quantity>, Option<Quantity>) {
        let limit = quantity(container.field(self.limits));
        let request = container.field(self.requests);
        (if request.is_set() { quantity(request) } else { limit.clone() }, limit)
    }
}

/// The quantity that a field holds.
pub(super) fn quantity(field: Field<'_>) -> Option<Quantity> {
    field.value().and_then(Quantity::of_value)
}

/// The containers that may have resources: the API server refuses them for ephemeral ones.
pub(super) fn holders<'a>(pod: &Pod<'a>) -> impl Iterator<Item = Container<'a>> + use<'a> {
    pod.containers().filter(|container| container.list() != ContainerList::EphemeralContainers)
}

/// The longest text of somebody else's that a message shows.
const SHOWN: usize = 64;

/// A text as a message shows it between backticks.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(SHOWN).map(|one| if one == '`' { '\'' } else { one }).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// What a message calls an object: its name, else its kind.
pub(super) fn called(object: &Object<'_>) -> String {
    match object.name() {
        "" => format!("this {}", shown(object.kind())),
        name => format!("`{}`", shown(name)),
    }
}
