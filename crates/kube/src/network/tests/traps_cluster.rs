//! What policies of the cluster do beside those of namespaces.

use super::{network, passes};
use crate::network::{Action, FaultKind, Network, ProblemKind, Reason, faults};
use crate::objects;
use crate::testing::{file, text_at};

const PODS: &str = "
kind: Pod
metadata: {name: a, namespace: x, labels: {app: a}}
spec: {containers: [{name: c, ports: [{name: dns, containerPort: 5353, protocol: UDP}]}]}
---
kind: Pod
metadata: {name: b, namespace: y, labels: {app: b}}
spec: {containers: [{name: c}]}
---
kind: Pod
metadata: {name: host, namespace: x}
spec: {hostNetwork: true, containers: [{name: c}]}
";

const X: &str = "namespaces: {matchLabels: {kubernetes.io/metadata.name: x}}";

fn admin(name: &str, priority: u32, rules: &str) -> String {
    format!(
        "---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {{name: {name}}}\nspec: {{priority: {priority}, subject: {{{X}}}, {rules}}}\n"
    )
}

fn baseline(rules: &str) -> String {
    format!(
        "---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\nmetadata: {{name: default}}\nspec: {{subject: {{{X}}}, {rules}}}\n"
    )
}

fn cluster(tier: &str, priority: u32, rules: &str) -> String {
    format!(
        "---\napiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {{name: {tier}-{priority}}}\nspec: {{tier: {tier}, priority: {priority}, subject: {{{X}}}, {rules}}}\n"
    )
}

fn of_namespace(spec: &str) -> String {
    format!(
        "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: own, namespace: x}}\nspec: {spec}\n"
    )
}

fn with(policies: &[String]) -> Network {
    network(&format!("{PODS}{}", policies.concat()))
}

const FROM_ALL: &str = "from: [{namespaces: {}}]";

#[test]
fn the_least_priority_goes_first_and_the_first_rule_decides() {
    let deny = admin("deny", 5, &format!("ingress: [{{action: Deny, {FROM_ALL}}}]"));
    let allow = |priority| {
        admin(
            "allow",
            priority,
            &format!("ingress: [{{action: Allow, {FROM_ALL}, ports: [{{portNumber: {{protocol: TCP, port: 80}}}}]}}]"),
        )
    };
    assert_eq!(passes(&mut with(&[deny.clone(), allow(4)]), "b", "a"), "TCP 80");
    assert_eq!(passes(&mut with(&[deny.clone(), allow(6)]), "b", "a"), "No Connections");
    // Unlike a NetworkPolicy, one of the cluster isolates nobody: what no rule is about may pass.
    assert_eq!(passes(&mut with(&[allow(4)]), "b", "a"), "All Connections");
    assert_eq!(passes(&mut with(&[deny]), "8.8.8.8", "a"), "All Connections");
}

#[test]
fn the_admin_tier_overrides_network_policies_and_the_baseline_does_not() {
    let own = of_namespace("{podSelector: {}}");
    let allow = format!("ingress: [{{action: Allow, {FROM_ALL}}}]");
    assert_eq!(passes(&mut with(&[own.clone(), admin("one", 1, &allow)]), "b", "a"), "All Connections");
    assert_eq!(passes(&mut with(&[own.clone(), baseline(&allow)]), "b", "a"), "No Connections");
    let deny = baseline(&format!("ingress: [{{action: Deny, {FROM_ALL}}}]"));
    let open = of_namespace("{podSelector: {}, ingress: [{}]}");
    assert_eq!(passes(&mut with(&[deny.clone(), open]), "b", "a"), "All Connections");
    assert_eq!(passes(&mut with(&[deny]), "b", "a"), "No Connections");
}

#[test]
fn pass_leaves_the_rest_of_the_tier_out() {
    let pass = format!("ingress: [{{action: Pass, {FROM_ALL}}}]");
    let deny = format!("ingress: [{{action: Deny, {FROM_ALL}}}]");
    let passed = [admin("pass", 1, &pass), admin("deny", 2, &deny)];
    assert_eq!(passes(&mut with(&passed), "b", "a"), "All Connections");
    assert_eq!(
        passes(&mut with(&[&passed[..], &[of_namespace("{podSelector: {}}")]].concat()), "b", "a"),
        "No Connections"
    );
    assert_eq!(passes(&mut with(&[&passed[..], &[baseline(&deny)]].concat()), "b", "a"), "No Connections");
}

#[test]
fn the_new_kind_has_both_tiers_and_other_words() {
    let accept = |tier| {
        cluster(
            tier,
            3,
            &format!(
                "ingress: [{{action: Accept, {FROM_ALL}, protocols: [{{tcp: {{destinationPort: {{number: 80}}}}}}, {{udp: {{destinationPort: {{range: {{start: 5, end: 7}}}}}}}}]}}]"
            ),
        )
    };
    let deny = |tier| cluster(tier, 9, &format!("ingress: [{{action: Deny, {FROM_ALL}}}]"));
    for tier in ["Admin", "Baseline"] {
        assert_eq!(passes(&mut with(&[deny(tier), accept(tier)]), "b", "a"), "TCP 80,UDP 5-7");
    }
    let named = cluster(
        "Admin",
        1,
        &format!("ingress: [{{action: Deny, {FROM_ALL}, protocols: [{{destinationNamedPort: dns}}]}}]"),
    );
    assert_eq!(passes(&mut with(&[named]), "b", "a"), "SCTP 1-65535,TCP 1-65535,UDP 1-5352,5354-65535");
}

#[test]
fn all_addresses_are_those_of_pods_as_well() {
    let deny = |cidr: &str| admin("one", 1, &format!("egress: [{{action: Deny, to: [{{networks: [{cidr}]}}]}}]"));
    let mut network = with(&[deny("0.0.0.0/0")]);
    assert_eq!(
        ["b", "1.2.3.4", "fd00::1"].map(|to| passes(&mut network, "a", to)),
        ["No Connections", "No Connections", "All Connections"]
    );
    let mut network = with(&[deny("10.0.0.0/8")]);
    assert_eq!(
        ["b", "1.2.3.4", "10.1.1.1"].map(|to| passes(&mut network, "a", to)),
        ["All Connections", "All Connections", "No Connections"]
    );
}

#[test]
fn pods_on_the_network_of_their_node_are_never_selected() {
    let deny = admin("one", 1, &format!("ingress: [{{action: Deny, {FROM_ALL}}}]"));
    let mut network = with(&[deny]);
    assert_eq!(["host", "b"].map(|from| passes(&mut network, from, "a")), ["All Connections", "No Connections"]);
    assert_eq!(passes(&mut network, "b", "host"), "All Connections");
}

#[test]
fn a_peer_that_nobody_understands_opens_nothing() {
    let rule = |action: &str| admin("one", 1, &format!("ingress: [{{action: {action}, from: [{{sameLabels: [a]}}]}}]"));
    assert_eq!(passes(&mut with(&[rule("Deny")]), "b", "a"), "No Connections");
    assert_eq!(passes(&mut with(&[rule("Pass")]), "b", "a"), "No Connections");
    let deny = admin("two", 2, &format!("ingress: [{{action: Deny, {FROM_ALL}}}]"));
    assert_eq!(passes(&mut with(&[rule("Allow"), deny]), "b", "a"), "No Connections");
}

#[test]
fn reasons_follow_the_tiers() {
    let pass = admin("pass", 1, &format!("ingress: [{{name: leave, action: Pass, {FROM_ALL}}}]"));
    let network = with(&[
        pass,
        baseline(&format!(
            "ingress: [{{action: Deny, {FROM_ALL}, ports: [{{portRange: {{protocol: TCP, start: 1, end: 9}}}}]}}]"
        )),
    ]);
    let explanation = network.explain(network.find("b")[0], network.find("a")[0]).unwrap();
    let steps: Vec<_> =
        explanation.ingress.steps.iter().map(|step| (step.verdict, step.connections.to_string())).collect();
    let open = "SCTP 1-65535,TCP 10-65535,UDP 1-65535".to_owned();
    let expected =
        [(Action::Pass, "All Connections".to_owned()), (Action::Deny, "TCP 1-9".to_owned()), (Action::Allow, open)];
    assert_eq!(steps, expected);
    assert_eq!(explanation.ingress.steps[0].reason, Reason::Rule { policy: 0, place: 0, name: "leave".into() });
    assert_eq!(explanation.ingress.steps[2].reason, Reason::NoPolicy);
}

#[test]
fn what_is_wrong_has_a_place() {
    let text = "apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: a}
spec:
  tier: Middle
  priority: 2000
  subject: {namespaces: {}, pods: {}}
  ingress:
  - {action: Allow, from: [{namespaces: {}}]}
  - {action: Deny, from: []}
  - {action: Deny, from: [{networks: [1.0.0.0/8]}]}
  egress:
  - {action: Deny, to: [{nodes: {}}, {networks: [wrong]}], protocols: [{tcp: {destinationPort: {}}}]}
  - {action: Accept, to: [{domainNames: [example.com]}]}
";
    let file = file(text);
    let found: Vec<_> =
        faults(&objects(&file, 0)[0]).into_iter().map(|fault| (fault.kind, text_at(&file, fault.at.span()))).collect();
    let expected = [
        (FaultKind::InvalidPriority, "2000"),
        (FaultKind::UnknownTier, "Middle"),
        (FaultKind::NoSubject, "{namespaces: {}, pods: {}}"),
        (FaultKind::UnknownAction, "Allow"),
        (FaultKind::NoPeers, "[]"),
        (FaultKind::EmptyPeer, "{networks: [1.0.0.0/8]}"),
        (FaultKind::UnclearPort, "{tcp: {destinationPort: {}}}"),
        (FaultKind::Nodes, "{}"),
        (FaultKind::InvalidRange, "wrong"),
        (FaultKind::DomainNames, "[example.com]"),
    ];
    assert_eq!(found, expected);
    assert!(found.iter().all(|(kind, _)| !kind.message().is_empty()));
}

#[test]
fn the_same_priority_leaves_open_who_goes_first() {
    let rules = format!("ingress: [{{action: Deny, {FROM_ALL}}}]");
    let network = with(&[admin("a", 3, &rules), admin("b", 3, &rules), admin("c", 4, &rules)]);
    let problems: Vec<_> = network.problems().iter().map(|problem| (problem.id.document, &problem.kind)).collect();
    assert!(matches!(problems[..], [(4, ProblemKind::SamePriority(other))] if other.document == 3));
}
