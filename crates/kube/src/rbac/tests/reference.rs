//! The engine against the naive evaluator, on thousands of small clusters.

use super::clusters::{Cluster, GROUPS, USERS};
use super::naive::{ASK, Ask, Person, names};
use super::{Dice, Text};
use crate::rbac::{Reason, Request, Resource, Subject, Within};

const CLUSTERS: u64 = 2000;
const VERBS: [&str; 5] = ["get", "list", "create", "update", "deletecollection"];
const RESOURCES: [(&str, &str, &str); 7] = [
    ("", "pods", ""),
    ("", "pods", "exec"),
    ("apps", "deployments", ""),
    ("apps", "deployments", "exec"),
    ("x.io", "pods", ""),
    ("", "namespaces", ""),
    ("", "nodes", ""),
];

fn people() -> Vec<(Subject, Person)> {
    let mut people = Vec::new();
    for name in USERS.into_iter().chain(["nobody", "system:anonymous"]) {
        people.push((Subject::user(name), Person::user(name)));
    }
    for group in GROUPS {
        people.push((Subject::Group(group.into()), Person::member(group)));
    }
    for (namespace, name) in [("a", "x"), ("a", "y"), ("b", "x"), ("b", "default"), ("c", "x")] {
        people.push((Subject::account(namespace, name), Person::account(namespace, name)));
    }
    people
}

fn asks() -> Vec<(Request<'static>, Ask<'static>)> {
    let mut asks = Vec::new();
    for verb in VERBS {
        for (group, resource, subresource) in RESOURCES {
            for name in ["", "n", "m", "a"] {
                for namespace in ["", "a", "b"] {
                    let target = Resource { group, resource, subresource, name, namespace };
                    asks.push((
                        Request::new(verb, target),
                        Ask { verb, group, resource, subresource, name, namespace, ..ASK },
                    ));
                }
            }
        }
        for url in ["/a", "/a/b", "/ab", "/b", "/bxc", "/b*c", "/c"] {
            asks.push((Request::url(verb, url), Ask { verb, url, ..ASK }));
        }
    }
    asks
}

#[test]
fn the_engine_answers_as_the_documentation_has_it() {
    let (people, asks) = (people(), asks());
    for seed in 0..CLUSTERS {
        let cluster = Cluster::of_anything(&mut Dice::new(seed));
        let text = cluster.text();
        let read = Text::of(&text);
        let model = read.model(&[]);
        let mut dice = Dice::new(seed ^ 0xabcd);
        for (request, ask) in asks.iter().filter(|_| dice.one_in(16)) {
            for (subject, person) in &people {
                let (found, expected) = (model.allows(subject, request), cluster.may(person, *ask));
                assert_eq!(found.is_some(), expected, "seed {seed}: {subject} {ask:?}\n{text}");
                if let Some(Reason::Granted(grant)) = found {
                    assert!(
                        model.rule(grant).is_some_and(|rule| rule.allows(request)),
                        "seed {seed}: {subject} {ask:?}\n{text}"
                    );
                    assert!(model.grants(subject).contains(&grant));
                }
            }
            holders_are_those_whom_bindings_name(&cluster, &model, request, *ask, &text);
        }
    }
}

/// Whoever is named and may do something stands in the list, with the namespace in which they may.
fn holders_are_those_whom_bindings_name(
    cluster: &Cluster,
    model: &crate::rbac::Model<'_>,
    request: &Request<'_>,
    ask: Ask<'_>,
    text: &str,
) {
    let listed = model.who_can(request, Within::Request);
    for subject in model.subjects() {
        let person = match subject {
            Subject::User(name) => Person { user: name.to_string(), groups: Vec::new() },
            Subject::Group(name) => Person { user: String::new(), groups: vec![name.to_string()] },
            Subject::Account { namespace, name } => Person { groups: Vec::new(), ..Person::account(namespace, name) },
        };
        let expected = cluster.may_by_name(ask, &|binding, written| names(binding, written, &person));
        let found = listed.iter().any(|holder| holder.subject == subject);
        assert_eq!(found, expected, "{subject} {ask:?}\n{text}");
        if !ask.url.is_empty() {
            continue;
        }
        let everywhere = model.who_can(request, Within::Anywhere);
        for namespace in ["", "a", "b"] {
            let there = Ask { namespace, ..ask };
            let expected = cluster.may_by_name(there, &|binding, written| names(binding, written, &person));
            let holds = |holder: &&crate::rbac::Holder<'_>| {
                holder.subject == subject && (holder.namespace.is_empty() || holder.namespace == namespace)
            };
            assert_eq!(
                everywhere.iter().any(|holder| holds(&holder)),
                expected,
                "{subject} in {namespace:?} {ask:?}\n{text}"
            );
        }
    }
}
