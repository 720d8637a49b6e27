//! The least role for some verbs and resources, read again and asked for everything that Kubernetes knows.

use plimsoll_kube::rbac::{Model, Request, Resource, Subject, Target, resources};
use plimsoll_kube::{Id, Known};
use plimsoll_report::{MapLine, MapMade, MapRequest};

use super::line;
use super::world::{MADE, facts_of};
use super::yaml::{head, list};

/// What a role is to allow.
pub(super) struct Wish<'w> {
    pub(super) namespace: &'w str,
    pub(super) verbs: &'w [String],
    pub(super) resources: &'w [String],
    pub(super) names: &'w [String],
}

/// A resource as somebody writes it: `deployments.apps`, `pods/log`, `/metrics`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked<'q> {
    pub(super) group: &'q str,
    pub(super) resource: &'q str,
    pub(super) subresource: &'q str,
}

impl<'q> Asked<'q> {
    pub(super) fn of(text: &'q str) -> Self {
        let (kind, subresource) = text.split_once('/').unwrap_or((text, ""));
        let (resource, group) = kind.split_once('.').map_or((kind, None), |(resource, group)| (resource, Some(group)));
        let group = group.or_else(|| resources::group_of(resource)).unwrap_or(resources::CORE);
        Self { group, resource, subresource }
    }

    pub(super) fn is_known(&self) -> bool {
        !resources::is_group(self.group) || resources::is_namespaced(self.group, self.resource).is_some()
    }

    fn is_of_cluster(&self) -> bool {
        resources::is_namespaced(self.group, self.resource) == Some(false)
    }

    fn words(&self) -> String {
        if self.subresource.is_empty() {
            self.resource.to_owned()
        } else {
            [self.resource, "/", self.subresource].concat()
        }
    }
}

/// A request as the API server sees it.
pub(super) fn request(asked: &MapRequest) -> Request<'_> {
    if asked.resource.starts_with('/') {
        return Request::url(&asked.verb, &asked.resource);
    }
    let Asked { group, resource, subresource } = Asked::of(&asked.resource);
    let target = Resource { group, resource, subresource, name: &asked.name, namespace: &asked.namespace };
    let request = Request { verb: &asked.verb, target: Target::Resource(target) };
    request.as_seen(resources::is_namespaced(group, resource).unwrap_or(true))
}

/// Verbs for which a name in the rule helps nobody: what is created has no name yet, and a list has none.
const NAMELESS: [&str; 2] = ["create", "deletecollection"];

pub(super) fn role(wish: &Wish<'_>) -> MapMade {
    let mut made = MapMade::default();
    let asked: Vec<Asked<'_>> =
        wish.resources.iter().filter(|text| !text.is_empty()).map(|text| Asked::of(text)).collect();
    if wish.verbs.is_empty() || asked.is_empty() {
        return made;
    }
    for verb in wish.verbs.iter().filter(|verb| !resources::is_verb(verb)) {
        made.lines.push(line(&["Kubernetes has no verb `", verb, "`"], Vec::new()));
    }
    for asked in asked.iter().filter(|asked| !asked.is_known()) {
        made.lines.push(line(
            &["Kubernetes itself has no resource `", asked.resource, "`: name its group, as in `widgets.example.com`"],
            Vec::new(),
        ));
    }
    let is_cluster = wish.namespace.is_empty() || asked.iter().any(Asked::is_of_cluster);
    if is_cluster && !wish.namespace.is_empty() {
        made.lines.push(line(
            &["what stands in no namespace needs a ClusterRole, bound by a ClusterRoleBinding"],
            Vec::new(),
        ));
    }
    let kind = if is_cluster { "ClusterRole" } else { "Role" };
    let namespace = if is_cluster { "" } else { wish.namespace };
    made.yaml = [
        &*head("rbac.authorization.k8s.io/v1", kind, "least", namespace),
        "rules:\n",
        &rules(wish, &asked, &mut made.lines),
    ]
    .concat();
    compare(wish, &asked, is_cluster, &mut made);
    made
}

fn rules(wish: &Wish<'_>, asked: &[Asked<'_>], lines: &mut Vec<MapLine>) -> String {
    let mut groups: Vec<&str> = asked.iter().map(|asked| asked.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let (nameless, named): (Vec<&str>, Vec<&str>) =
        wish.verbs.iter().map(String::as_str).partition(|verb| !wish.names.is_empty() && NAMELESS.contains(verb));
    if !nameless.is_empty() {
        lines.push(line(
            &["`", &nameless.join("`, `"), "` cannot be limited to names, and is given for all"],
            Vec::new(),
        ));
    }
    let is_read = |verb: &&str| matches!(*verb, "list" | "watch");
    if !wish.names.is_empty() && named.iter().any(is_read) {
        lines.push(line(
            &["with names, `list` and `watch` work only for requests with `metadata.name` as their field selector"],
            Vec::new(),
        ));
    }
    let mut text = String::new();
    for group in groups {
        let words: Vec<String> = asked.iter().filter(|asked| asked.group == group).map(Asked::words).collect();
        for (verbs, names) in [(&named, wish.names), (&nameless, &[])] {
            if verbs.is_empty() {
                continue;
            }
            text.push_str(
                &["  - apiGroups: [\"", group, "\"]\n    resources: ", &list(words.iter().map(String::as_str)), "\n"]
                    .concat(),
            );
            if !names.is_empty() {
                text.push_str(&["    resourceNames: ", &list(names.iter().map(String::as_str)), "\n"].concat());
            }
            text.push_str(&["    verbs: ", &list(verbs.iter().copied()), "\n"].concat());
        }
    }
    text
}

/// Asks the role for everything that is wanted, and for everything else that Kubernetes knows.
fn compare(wish: &Wish<'_>, asked: &[Asked<'_>], is_cluster: bool, made: &mut MapMade) {
    let kind = if is_cluster { "ClusterRole" } else { "Role" };
    let binding = [
        &*head(
            "rbac.authorization.k8s.io/v1",
            &[kind, "Binding"].concat(),
            "least",
            if is_cluster { "" } else { wish.namespace },
        ),
        "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ",
        kind,
        ", name: least}\nsubjects: [{kind: User, name: probe}]\n",
    ];
    let facts = facts_of(&[&*made.yaml, "---\n", &binding.concat()].concat());
    let known: Vec<Known<'_>> = (0..)
        .zip(&facts)
        .map(|(ordinal, facts)| Known { id: Id { file: MADE, document: 0, ordinal }, facts })
        .collect();
    let model = Model::new(&known, &[]);
    let probe = Subject::user("probe");
    let allows = |verb: &str, asked: &Asked<'_>, name: &str| {
        let Asked { group, resource, subresource } = *asked;
        let namespace = if asked.is_of_cluster() { "" } else { wish.namespace };
        model.allows(&probe, &Request::new(verb, Resource { group, resource, subresource, name, namespace })).is_some()
    };
    let (mut given, mut refused) = (0_usize, Vec::new());
    for asked in asked {
        for verb in wish.verbs {
            let nameless = wish.names.is_empty() || NAMELESS.contains(&verb.as_str());
            let names: Vec<&str> = if nameless { vec![""] } else { wish.names.iter().map(String::as_str).collect() };
            match names.iter().all(|name| allows(verb, asked, name)) {
                true => given += 1,
                false => refused.push([verb, " ", &*asked.words()].concat()),
            }
        }
    }
    let mut beside = 0_usize;
    let mut others = 0_usize;
    for (group, resource) in resources::all() {
        let other = Asked { group, resource, subresource: "" };
        for verb in resources::verbs() {
            if asked.contains(&other) && wish.verbs.iter().any(|wanted| wanted == verb) {
                continue;
            }
            others += 1;
            beside += usize::from(allows(verb, &other, "") || wish.names.iter().any(|name| allows(verb, &other, name)));
        }
    }
    made.holds = refused.is_empty() && beside == 0;
    let (given, others, beside) = (given.to_string(), others.to_string(), beside.to_string());
    made.lines.insert(
        0,
        match refused.is_empty() {
            true => line(&["allows ", &given, " of ", &given, " that were asked for"], Vec::new()),
            false => line(&["does not allow `", &refused.join("`, `"), "`"], Vec::new()),
        },
    );
    made.lines.insert(
        1,
        line(
            &["allows ", &beside, " of the ", &others, " other pairs of verb and resource that Kubernetes has"],
            Vec::new(),
        ),
    );
}
