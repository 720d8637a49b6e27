//! What is asked for, from the words of the command line.

use plimsoll_kube::rbac::{Request, Resource, Target, resources};
use serde::Serialize;

use crate::output::say;

/// Parts of objects that have a name of their own in requests.
const SUBRESOURCES: &[&str] = &[
    "approval",
    "attach",
    "binding",
    "ephemeralcontainers",
    "eviction",
    "exec",
    "finalize",
    "log",
    "portforward",
    "proxy",
    "resize",
    "rollback",
    "scale",
    "status",
    "token",
];

/// A request in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Asked {
    pub(super) verb: String,
    pub(super) group: String,
    pub(super) resource: String,
    pub(super) subresource: String,
    pub(super) name: String,
    /// "" for the whole cluster.
    pub(super) namespace: String,
    /// "" for objects.
    pub(super) url: String,
    #[serde(skip)]
    is_namespaced: bool,
}

impl Asked {
    /// From a verb, a resource or a path, and the name and namespace that are given apart.
    pub(super) fn new(verb: &str, resource: &str, name: Option<&str>, namespace: Option<&str>) -> Self {
        let mut asked = Self {
            verb: verb.to_owned(),
            group: String::new(),
            resource: String::new(),
            subresource: String::new(),
            name: name.unwrap_or_default().to_owned(),
            namespace: namespace.unwrap_or_default().to_owned(),
            url: String::new(),
            is_namespaced: true,
        };
        if resource.starts_with('/') {
            asked.url = resource.to_owned();
            asked.namespace.clear();
            return asked;
        }
        let (kind, rest) = resource.split_once('/').unwrap_or((resource, ""));
        // Behind a slash stands a part of the objects, or the name of one.
        match rest.split_once('/') {
            Some((part, name)) => {
                asked.subresource = part.to_owned();
                asked.name = name.to_owned();
            }
            None if SUBRESOURCES.contains(&rest) || !asked.name.is_empty() => asked.subresource = rest.to_owned(),
            None => asked.name = rest.to_owned(),
        }
        let (resource, group) = kind.split_once('.').map_or((kind, None), |(resource, group)| (resource, Some(group)));
        let known = resources::group_of(resource);
        asked.resource = resource.to_owned();
        asked.group = group.or(known).unwrap_or(resources::CORE).to_owned();
        asked.is_namespaced = resources::is_namespaced(&asked.group, resource).unwrap_or(true);
        asked
    }

    /// Says what Kubernetes itself does not have, in case it is a slip.
    pub(super) fn say_unknown(&self) {
        if !self.url.is_empty() {
            return;
        }
        if !resources::is_verb(&self.verb) {
            say(format_args!("Kubernetes has no verb `{}`", self.verb));
        }
        if resources::is_group(&self.group) && resources::is_namespaced(&self.group, &self.resource).is_none() {
            let plural = format!("{}s", self.resource);
            say(match resources::group_of(&plural) {
                Some(_) => format!("Kubernetes has no resource `{}`; did you mean `{plural}`?", self.resource),
                None => format!(
                    "Kubernetes itself has no resource `{0}`: name its group, as in `{0}.example.com`",
                    self.resource
                ),
            });
        }
    }

    /// The request, as the API server sees it.
    pub(super) fn request(&self) -> Request<'_> {
        let target = match self.url.as_str() {
            "" => Target::Resource(Resource {
                group: &self.group,
                resource: &self.resource,
                subresource: &self.subresource,
                name: &self.name,
                namespace: &self.namespace,
            }),
            url => Target::Url(url),
        };
        Request { verb: &self.verb, target }.as_seen(self.is_namespaced)
    }

    /// `get secrets/token in namespace shop`.
    pub(super) fn words(&self) -> String {
        if !self.url.is_empty() {
            return format!("{} {}", self.verb, self.url);
        }
        let group = if self.group.is_empty() { String::new() } else { format!(".{}", self.group) };
        let slash = |part: &str| if part.is_empty() { String::new() } else { format!("/{part}") };
        let within = match self.request().namespace() {
            "" => String::new(),
            namespace => format!(" in namespace {namespace}"),
        };
        let named = if self.name.is_empty() { String::new() } else { format!(" named {}", self.name) };
        format!("{} {}{group}{}{named}{within}", self.verb, self.resource, slash(&self.subresource))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(verb: &str, resource: &str, name: Option<&str>, namespace: Option<&str>) -> String {
        Asked::new(verb, resource, name, namespace).words()
    }

    #[test]
    fn a_resource_has_a_group_a_part_and_a_name() {
        assert_eq!(words("get", "secrets", None, Some("shop")), "get secrets in namespace shop");
        assert_eq!(words("get", "secrets/token1", None, None), "get secrets named token1");
        assert_eq!(words("create", "pods/exec", None, None), "create pods/exec");
        assert_eq!(words("create", "pods/exec", Some("web"), None), "create pods/exec named web");
        assert_eq!(words("create", "pods/exec/web", None, None), "create pods/exec named web");
        assert_eq!(words("get", "pods", Some("exec"), None), "get pods named exec");
        assert_eq!(words("patch", "deployments", None, None), "patch deployments.apps");
        assert_eq!(words("patch", "widgets.example.com/a", None, None), "patch widgets.example.com named a");
        assert_eq!(words("get", "/metrics", None, Some("shop")), "get /metrics");
    }

    #[test]
    fn what_stands_in_no_namespace_is_about_the_cluster() {
        assert_eq!(words("get", "nodes/proxy", None, Some("shop")), "get nodes/proxy");
        assert_eq!(words("patch", "namespaces/shop", None, None), "patch namespaces named shop in namespace shop");
    }
}
