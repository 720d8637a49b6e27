//! `image-registry-insecure`: whoever stands between the node and the registry chooses what runs.

use plimsoll_kube::image::{Insecure, insecure_registry};

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-registry-insecure",
    title: "An image comes from a registry that cannot prove who it is",
    severity: Severity::High,
    confidence: Confidence::Medium,
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
        let plain = image.text.starts_with("http://");
        let what = match image.reference().and_then(insecure_registry) {
            Some(Insecure::Address) => "comes from a bare address, for which certificates are rarely issued",
            Some(Insecure::Localhost) => "comes from the node itself, which runtimes ask without encryption",
            Some(Insecure::Port) => "comes from port 80, where nothing is encrypted",
            None if plain => "asks for a registry without encryption",
            None => continue,
        };
        findings.push(image.finding(&RULE, pod, what));
    }
}

#[cfg(test)]
#[test]
fn addresses_and_the_node_itself_count() {
    crate::testing::check(
        &RULE,
        "
kind: Pod
spec:
  containers:
  - {name: a, image: '10.1.2.3:5000/a:1'}
#                    ^^^^^^^^^^^^^^^^^^^ high: image `10.1.2.3:5000/a:1` of container `a` comes from a bare address, for which certificates are rarely issued
  - {name: b, image: 'localhost:5000/b:1'}
#                    ^^^^^^^^^^^^^^^^^^^^ high: image `localhost:5000/b:1` of container `b` comes from the node itself, which runtimes ask without encryption
  - {name: c, image: 'registry.example.com:5000/c:1'}
",
    );
}
