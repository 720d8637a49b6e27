//! What somebody asks of the API server, and whether a rule of a role allows it: the comparisons of the RBAC authorizer
//! of Kubernetes (`pkg/apis/rbac/v1/evaluation_helpers.go`), one by one.

use crate::facts::{RuleFacts, Words};

/// Stands for every verb, group, resource or path.
pub const ALL: &str = "*";

/// A request to the API server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'q> {
    /// `get`, `create`, …
    pub verb: &'q str,
    /// What it is about.
    pub target: Target<'q>,
}

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'q> {
    /// Objects.
    Resource(Resource<'q>),
    /// A path that is no object's, such as `/metrics`.
    Url(&'q str),
}

/// The objects that a request is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resource<'q> {
    /// `apps`; "" for the core group.
    pub group: &'q str,
    /// `deployments`.
    pub resource: &'q str,
    /// `scale`; "" for the object itself.
    pub subresource: &'q str,
    /// The one object; "" for all of them, and for one that is being created.
    pub name: &'q str,
    /// "" for the whole cluster, and for what stands in no namespace.
    pub namespace: &'q str,
}

impl<'q> Request<'q> {
    /// A request for objects.
    pub const fn new(verb: &'q str, resource: Resource<'q>) -> Self {
        Self { verb, target: Target::Resource(resource) }
    }

    /// A request for a path.
    pub const fn url(verb: &'q str, path: &'q str) -> Self {
        Self { verb, target: Target::Url(path) }
    }

    /// The request as the API server sees it. One about a single `Namespace` counts as one within it, so that a
    /// `RoleBinding` in a namespace may let somebody read or change the namespace itself; one about other objects that
    /// stand in no namespace is one about the cluster.
    pub fn as_seen(mut self, is_namespaced: bool) -> Self {
        if let Target::Resource(resource) = &mut self.target {
            if resource.group.is_empty() && resource.resource == "namespaces" {
                resource.namespace = resource.name;
            } else if !is_namespaced {
                resource.namespace = "";
            }
        }
        self
    }

    /// The namespace that it is about; "" for the whole cluster.
    pub const fn namespace(&self) -> &'q str {
        match self.target {
            Target::Resource(resource) => resource.namespace,
            Target::Url(_) => "",
        }
    }
}

impl RuleFacts {
    /// Whether it allows a request, wherever its role is bound.
    pub fn allows(&self, request: &Request<'_>) -> bool {
        match request.target {
            Target::Resource(target) => self.covers(request.verb, &target) && self.allows_name(target.name),
            Target::Url(path) => has(&self.verbs, request.verb) && self.urls.iter().any(|url| url_matches(url, path)),
        }
    }

    /// Whether it allows a verb on a resource, for the names that it allows.
    pub(super) fn covers(&self, verb: &str, target: &Resource<'_>) -> bool {
        has(&self.verbs, verb)
            && has(&self.groups, target.group)
            && self.resources.iter().any(|written| resource_matches(written, target))
    }

    /// A request without a name is not one for all names: a rule that lists names does not allow it.
    pub(super) fn allows_name(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|written| **written == *name)
    }
}

fn has(words: &Words, wanted: &str) -> bool {
    words.iter().any(|word| **word == *ALL || **word == *wanted)
}

/// `*` stands for every resource and subresource, `*/scale` for a subresource of every resource; `pods/*` and `pods*`
/// stand for nothing.
fn resource_matches(written: &str, target: &Resource<'_>) -> bool {
    if written == ALL {
        return true;
    }
    match written.split_once('/') {
        None => target.subresource.is_empty() && written == target.resource,
        Some((resource, subresource)) => {
            !target.subresource.is_empty()
                && subresource == target.subresource
                && (resource == target.resource || resource == ALL)
        }
    }
}

/// A star stands for the rest of a path, and only at its end.
fn url_matches(written: &str, path: &str) -> bool {
    written == path || written.ends_with('*') && path.starts_with(written.trim_end_matches('*'))
}
