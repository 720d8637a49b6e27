//! What people get wrong about `NetworkPolicy`, one test each.

use super::{lines, lines_of, network, network_with, passes};
use crate::network::{Action, HostNetwork, Network, ProblemKind, Reason, faults};
use crate::objects;
use crate::testing::{file, text_at};

const PODS: &str = "
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec: {containers: [{name: a, ports: [{name: http, containerPort: 9090}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: far, namespace: other, labels: {app: web}}
spec: {containers: [{name: a}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: other, labels: {team: a}}
";

fn with(spec: &str) -> Network {
    network(&format!("{PODS}---\n{}", policy(spec)))
}

fn policy(spec: &str) -> String {
    format!("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: one}}\nspec: {spec}\n")
}

#[test]
fn without_policies_everything_may_pass() {
    let all = [
        "0.0.0.0-255.255.255.255[External] => default/db[Pod] : All Connections",
        "0.0.0.0-255.255.255.255[External] => default/web[Pod] : All Connections",
        "0.0.0.0-255.255.255.255[External] => other/far[Pod] : All Connections",
        "default/db[Pod] => 0.0.0.0-255.255.255.255[External] : All Connections",
        "default/db[Pod] => default/web[Pod] : All Connections",
        "default/db[Pod] => other/far[Pod] : All Connections",
    ];
    let lines = lines(PODS);
    assert_eq!(lines.len(), 12);
    assert_eq!(lines[..6], all);
}

#[test]
fn a_policy_isolates_one_direction_and_only_its_own_namespace() {
    let mut network = with("{podSelector: {}, policyTypes: [Ingress]}");
    assert_eq!(passes(&mut network, "web", "db"), "No Connections");
    assert_eq!(passes(&mut network, "web", "far"), "All Connections");
    assert_eq!(passes(&mut network, "far", "web"), "No Connections");
    assert_eq!(passes(&mut network, "web", "8.8.8.8"), "All Connections");
    assert_eq!(passes(&mut network, "8.8.8.8", "web"), "No Connections");
}

#[test]
fn egress_is_implied_only_by_rules_for_it() {
    let from_web = |spec: &str| passes(&mut with(spec), "web", "far");
    // An empty list has no rules, so the policy says nothing of egress.
    assert_eq!(from_web("{podSelector: {}, egress: []}"), "All Connections");
    assert_eq!(from_web("{podSelector: {}, egress: }"), "All Connections");
    assert_eq!(from_web("{podSelector: {}, policyTypes: [], egress: []}"), "All Connections");
    assert_eq!(from_web("{podSelector: {}, policyTypes: [Egress]}"), "No Connections");
    assert_eq!(from_web("{podSelector: {}, egress: [{ports: [{port: 80}]}]}"), "TCP 80");
    // And ingress is always implied.
    let mut both = with("{podSelector: {}, egress: [{}]}");
    assert_eq!(passes(&mut both, "far", "web"), "No Connections");
}

#[test]
fn rules_of_a_direction_that_the_types_leave_out_do_not_count() {
    let mut network = with("{podSelector: {}, policyTypes: [Egress], ingress: [{ports: [{port: 1}]}], egress: [{}]}");
    assert_eq!(passes(&mut network, "far", "web"), "All Connections");
}

#[test]
fn an_empty_rule_lets_everything_in_and_no_rule_nothing() {
    let to_web = |spec: &str| passes(&mut with(spec), "far", "web");
    assert_eq!(to_web("{podSelector: {}, ingress: []}"), "No Connections");
    assert_eq!(to_web("{podSelector: {}, ingress: }"), "No Connections");
    assert_eq!(to_web("{podSelector: {}, ingress: [{}]}"), "All Connections");
    // To the API server a null in a list is an empty rule.
    assert_eq!(to_web("{podSelector: {}, ingress: [~]}"), "All Connections");
    assert_eq!(to_web("{podSelector: {}, ingress: [{from: []}]}"), "All Connections");
    assert_eq!(to_web("{podSelector: {}, ingress: [{from: , ports: []}]}"), "All Connections");
}

#[test]
fn two_selectors_in_one_peer_must_both_match_and_two_peers_need_not() {
    let one = "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: db}}}]}]}";
    let two = "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}, {podSelector: {matchLabels: {app: db}}}]}]}";
    assert_eq!(["far", "db"].map(|from| passes(&mut with(one), from, "web")), ["No Connections", "No Connections"]);
    assert_eq!(["far", "db"].map(|from| passes(&mut with(two), from, "web")), ["All Connections", "All Connections"]);
}

#[test]
fn a_pod_selector_alone_stays_in_the_namespace_of_the_policy() {
    let mut network =
        with("{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}");
    assert_eq!(passes(&mut network, "web", "db"), "All Connections");
    assert_eq!(passes(&mut network, "far", "db"), "No Connections");
}

#[test]
fn every_namespace_has_its_name_as_a_label() {
    // The namespace `default` is not written, and `other` is written without the label.
    for (name, expected) in
        [("default", ["All Connections", "No Connections"]), ("other", ["No Connections", "All Connections"])]
    {
        let spec = format!(
            "{{podSelector: {{}}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: {name}}}}}}}]}}]}}"
        );
        assert_eq!(["db", "far"].map(|from| passes(&mut with(&spec), from, "web")), expected);
    }
}

#[test]
fn a_named_port_is_another_number_in_each_pod() {
    let mut network = with("{podSelector: {}, ingress: [{ports: [{port: http}]}]}");
    assert_eq!(passes(&mut network, "far", "web"), "TCP 8080");
    assert_eq!(passes(&mut network, "far", "db"), "TCP 9090");
    let mut network = with("{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}");
    assert_eq!(passes(&mut network, "db", "web"), "TCP 8080");
    assert_eq!(passes(&mut network, "db", "far"), "No Connections");
    assert_eq!(passes(&mut network, "db", "8.8.8.8"), "No Connections");
    // The protocol must be the same.
    let mut network = with("{podSelector: {}, ingress: [{ports: [{port: http, protocol: UDP}]}]}");
    assert_eq!(passes(&mut network, "far", "web"), "No Connections");
}

#[test]
fn ports_may_be_ranges_and_whole_protocols() {
    let to_web =
        |ports: &str| passes(&mut with(&format!("{{podSelector: {{}}, ingress: [{{ports: {ports}}}]}}")), "far", "web");
    assert_eq!(to_web("[{port: 80, endPort: 90}, {port: 85, endPort: 95}]"), "TCP 80-95");
    assert_eq!(to_web("[{protocol: UDP}]"), "UDP 1-65535");
    assert_eq!(to_web("[{}]"), "TCP 1-65535");
    assert_eq!(to_web("[{protocol: UDP}, {protocol: TCP}, {protocol: SCTP}]"), "All Connections");
    assert_eq!(to_web("[{port: 53, protocol: UDP}, {port: 53}]"), "TCP 53,UDP 53");
}

#[test]
fn policies_add_up_and_both_ends_must_agree() {
    let second =
        policy("{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 81}]}]}").replace("one", "two");
    let third = policy("{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 81}, {port: 99}]}]}")
        .replace("name: one", "name: three, namespace: other");
    let first = policy("{podSelector: {}, ingress: [{ports: [{port: 80}]}]}");
    let text = format!("{PODS}---\n{first}---\n{second}---\n{third}");
    let mut network = network(&text);
    assert_eq!(passes(&mut network, "db", "web"), "TCP 80-81");
    assert_eq!(passes(&mut network, "far", "web"), "TCP 81");
    assert_eq!(passes(&mut network, "far", "db"), "No Connections");
}

#[test]
fn addresses_fall_apart_where_policies_differ_and_nowhere_else() {
    let spec = "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}, {from: [{ipBlock: {cidr: 11.0.0.0/8}}]}]}";
    let lines = lines_of(&mut with(spec));
    let to_web: Vec<&str> =
        lines.iter().filter_map(|line| line.strip_suffix("[External] => default/web[Pod] : All Connections")).collect();
    // What two rules say of addresses that lie beside each other is one line.
    assert_eq!(to_web, ["10.0.0.0-10.0.255.255", "10.2.0.0-11.255.255.255"]);
    let to_db: Vec<&str> =
        lines.iter().filter_map(|line| line.strip_suffix("[External] => default/db[Pod] : All Connections")).collect();
    assert_eq!(to_db, ["0.0.0.0-255.255.255.255"]);
    assert!(!lines.iter().any(|line| line.contains("::")));
}

#[test]
fn all_of_ipv4_is_nothing_of_ipv6() {
    let mut network = with("{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}");
    assert_eq!(passes(&mut network, "web", "1.2.3.4"), "All Connections");
    assert_eq!(passes(&mut network, "web", "fd00::1"), "No Connections");
    // Where Pods have their addresses no manifest says: a range stands for the world outside.
    assert_eq!(passes(&mut network, "web", "db"), "No Connections");
    let mut network = with("{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: fd00::/8}}]}]}");
    let lines = lines_of(&mut network);
    assert!(lines.contains(
        &"default/web[Pod] => fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff[External] : All Connections".to_owned()
    ));
}

#[test]
fn pods_on_the_network_of_their_node_are_read_as_one_chooses() {
    let text = format!(
        "{}---\n{}",
        PODS.replace("{containers: [{name: a}]}", "{hostNetwork: true, containers: []}"),
        policy("{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {}}]}]}")
    );
    let passes_with = |host_network| passes(&mut network_with(&text, host_network), "far", "web");
    assert_eq!(passes_with(HostNetwork::LikePods), "All Connections");
    assert_eq!(passes_with(HostNetwork::LikeNodes), "No Connections");
}

#[test]
fn pods_of_one_owner_are_one_end_unless_policies_tell_them_apart() {
    let pod = |name: &str, labels: &str| {
        format!(
            "kind: Pod\nmetadata: {{name: {name}, labels: {{app: web, {labels}}}, ownerReferences: [{{kind: ReplicaSet, name: web-1, controller: true}}]}}\nspec: {{}}\n---\n"
        )
    };
    let pods = format!("{}{}", pod("web-1-a", "hash: a"), pod("web-1-b", "hash: b"));
    let ends = |text: &str| {
        let network = network(text);
        network.endpoints().iter().map(ToString::to_string).filter(|end| end.starts_with("default")).collect::<Vec<_>>()
    };
    assert_eq!(ends(&pods), ["default/web-1[ReplicaSet]"]);
    let owner = "kind: ReplicaSet\nmetadata: {name: web-1, ownerReferences: [{kind: Deployment, name: web, controller: true}]}\nspec: {template: {spec: {}}}\n---\n";
    assert_eq!(ends(&format!("{pods}{owner}")), ["default/web[Deployment]"]);
    let top = "kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {}}}\n---\n";
    assert_eq!(ends(&format!("{pods}{owner}{top}")), ["default/web[Deployment]"]);
    let telling = policy("{podSelector: {matchLabels: {hash: a}}}");
    assert_eq!(ends(&format!("{pods}{telling}")), ["default/web-1-a[Pod]", "default/web-1-b[Pod]"]);
}

#[test]
fn reasons_name_the_rules_of_both_sides_or_who_denies() {
    let second = policy("{podSelector: {}}").replace("one", "two");
    let first = policy(
        "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 1}]}, {from: [{podSelector: {}}], ports: [{port: 5432}]}]}",
    );
    let network = network(&format!("{PODS}---\n{first}---\n{second}"));
    let end = |name: &str| network.find(name)[0];
    let explanation = network.explain(end("web"), end("db")).unwrap();
    assert_eq!(explanation.connections.to_string(), "TCP 1,5432");
    assert_eq!(explanation.egress.steps.len(), 1);
    assert_eq!(explanation.egress.steps[0].reason, Reason::NoPolicy);
    let steps: Vec<_> =
        explanation.ingress.steps.iter().map(|step| (step.connections.to_string(), step.verdict)).collect();
    assert_eq!(steps[0], ("TCP 1".to_owned(), Action::Allow));
    assert_eq!(steps[1], ("TCP 5432".to_owned(), Action::Allow));
    assert_eq!(explanation.ingress.steps[1].reason, Reason::Rule { policy: 0, place: 1, name: "".into() });
    assert_eq!(steps[2].1, Action::Deny);
    assert_eq!(explanation.ingress.steps[2].reason, Reason::Isolated { policies: vec![0, 1] });
    let outside = network.explain(end("8.8.8.8"), end("web")).unwrap();
    assert_eq!(outside.egress.steps[0].reason, Reason::Outside);
    assert_eq!(outside.ingress.steps[0].reason, Reason::Isolated { policies: vec![1] });
}

#[test]
fn what_is_wrong_has_a_place_and_the_rest_counts() {
    let spec = "
  podSelector: {matchExpressions: [{key: app, operator: Is, values: [web]}]}
  policyTypes: [Ingress, Engress]
  ingress:
  - from:
    - ipBlock: {cidr: 10.0.0.0}
    - ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16, 10.0.0.0/8]}
    - {}
    - {podSelector: {}, ipBlock: {cidr: 1.0.0.0/8}}
    ports:
    - port: 0
    - {port: 90, endPort: 80}
    - {endPort: 80}
    - {port: http, endPort: 80}
    - {port: '80'}
    - {port: 81, protocol: tcp}
    - port: 70000
    - port: 82
";
    let text = policy(spec);
    let file = file(&text);
    let object = objects(&file, 0)[0];
    let found: Vec<_> = faults(&object).into_iter().map(|fault| text_at(&file, fault.at.span())).collect();
    let expected = [
        "{key: app, operator: Is, values: [web]}",
        "Engress",
        "10.0.0.0",
        "11.0.0.0/16",
        "10.0.0.0/8",
        "{}",
        "{cidr: 1.0.0.0/8}",
        "0",
        "80",
        "80",
        "80",
        "'80'",
        "tcp",
        "70000",
    ];
    assert_eq!(found, expected);
    let mut network = with(
        &spec
            .replace("operator: Is", "operator: In")
            .replace("ipBlock: {cidr: 10.0.0.0}", "ipBlock: {cidr: 9.0.0.0/8}"),
    );
    assert_eq!(passes(&mut network, "9.0.0.1", "web"), "TCP 82");
    assert_eq!(passes(&mut network, "10.0.0.1", "web"), "No Connections");
}

#[test]
fn names_of_ports_that_nobody_declares_and_objects_told_twice_are_said() {
    let text = format!(
        "{PODS}---\n{}---\n{}",
        policy("{podSelector: {}}"),
        policy("{podSelector: {}, ingress: [{}, {ports: [{port: metrics}, {port: http}]}]}")
    );
    let mut network = network(&text);
    let problems: Vec<_> =
        network.problems().iter().map(|problem| (problem.id.document, problem.kind.clone())).collect();
    assert_eq!(problems, [(4, ProblemKind::Replaced), (5, ProblemKind::UndeclaredPort("metrics".into()))]);
    assert_eq!(passes(&mut network, "far", "web"), "All Connections");
}

#[test]
fn nothing_that_one_can_write_stops_it() {
    for spec in [
        "",
        "5",
        "[]",
        "{podSelector: 5, policyTypes: 5, ingress: 5, egress: {}}",
        "{ingress: [5, [], {from: 5, ports: 5}, {from: [5, ~], ports: [5, ~]}]}",
        "{egress: [{to: [{ipBlock: 5}, {ipBlock: {cidr: 5, except: 5}}, {podSelector: 5, namespaceSelector: []}]}]}",
    ] {
        for kind in [
            "networking.k8s.io/v1\nkind: NetworkPolicy",
            "policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy",
            "policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy",
        ] {
            let mut network = network(&format!("{PODS}---\napiVersion: {kind}\nspec: {spec}\n"));
            assert!(network.lines(true).len() >= 12);
        }
    }
}

#[test]
fn more_than_can_be_worked_out_is_said() {
    let mut text = String::new();
    for number in 0..1_500 {
        text += &format!("---\nkind: Pod\nmetadata: {{name: p{number}, labels: {{a: p{number}}}}}\nspec: {{}}\n");
        let other = format!("{{matchExpressions: [{{key: a, operator: NotIn, values: [p{number}]}}]}}");
        let spec = format!("{{podSelector: {other}, ingress: [{{from: [{{podSelector: {other}}}]}}]}}");
        text += &format!("---\n{}", policy(&spec).replace("name: one", &format!("name: n{number}")));
    }
    let mut network = network(&text);
    assert!(network.is_too_large() && network.lines(true).is_empty() && network.explain(0, 1).is_none());
}
