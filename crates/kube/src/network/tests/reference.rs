//! Whether one packet may pass, sentence by sentence as the documentation has it
//! (<https://kubernetes.io/docs/concepts/services-networking/network-policies/>, <https://network-policy-api.sigs.k8s.io>).
//! Knows nothing of the engine, and takes all the time it needs.

use std::net::IpAddr;

use super::cluster::{
    Cluster, ClusterPeer, ClusterPods, ClusterPolicy, ClusterPort, ClusterRule, Kind, Labels, Number, Peer, Pod,
    Policy, Port, Rule, Selector,
};

/// One end of a connection.
#[derive(Clone, Copy)]
pub(super) enum End<'c> {
    Pod(&'c Pod),
    Address(IpAddr),
}

/// A packet that opens a connection.
#[derive(Clone, Copy)]
pub(super) struct Packet<'c> {
    pub(super) from: End<'c>,
    pub(super) to: End<'c>,
    pub(super) protocol: &'c str,
    pub(super) port: u16,
}

/// "For a connection from a source pod to a destination pod to be allowed, both the egress policy on the source pod and the
/// ingress policy on the destination pod need to allow the connection."
pub(super) fn may_pass(cluster: &Cluster, packet: Packet<'_>) -> bool {
    let leaves = match packet.from {
        End::Pod(pod) => side(cluster, pod, packet, false),
        End::Address(_) => true,
    };
    let enters = match packet.to {
        End::Pod(pod) => side(cluster, pod, packet, true),
        End::Address(_) => true,
    };
    leaves && enters
}

/// One tier after the other, until one has decided.
fn side(cluster: &Cluster, pod: &Pod, packet: Packet<'_>, ingress: bool) -> bool {
    let tier = |is_admin: bool| {
        let mut policies: Vec<&ClusterPolicy> = cluster
            .of_cluster
            .iter()
            .filter(|policy| matches!(policy.kind, Kind::Admin | Kind::ClusterAdmin) == is_admin)
            .collect();
        policies.sort_by_key(|policy| (policy.kind == Kind::BaselineAdmin, policy.priority));
        first_action(cluster, &policies, pod, packet, ingress)
    };
    match tier(true) {
        Some("Allow") => return true,
        Some("Deny") => return false,
        _ => {}
    }
    let applying: Vec<&Policy> = cluster.policies.iter().filter(|policy| applies(policy, pod, ingress)).collect();
    if !applying.is_empty() {
        // "Network policies do not conflict; they are additive."
        return applying.iter().any(|policy| {
            let rules = if ingress { &policy.ingress } else { &policy.egress };
            rules.iter().flatten().any(|rule| rule_allows(cluster, policy, rule, packet, ingress))
        });
    }
    tier(false) != Some("Deny")
}

/// "By default, a pod is non-isolated for ingress. A pod is isolated for ingress if there is any NetworkPolicy that both selects
/// the pod and has `Ingress` in its `policyTypes`." "If no `policyTypes` are specified on a NetworkPolicy then by default
/// `Ingress` will always be set and `Egress` will be set if the NetworkPolicy has any egress rules."
fn applies(policy: &Policy, pod: &Pod, ingress: bool) -> bool {
    let types = policy.types.clone().unwrap_or_default();
    let has_type = match (types.is_empty(), ingress) {
        (true, true) => true,
        (true, false) => policy.egress.as_ref().is_some_and(|rules| !rules.is_empty()),
        (false, true) => types.contains(&"Ingress"),
        (false, false) => types.contains(&"Egress"),
    };
    has_type && policy.namespace == pod.namespace && matches(&policy.pods, &pod.labels)
}

fn rule_allows(cluster: &Cluster, policy: &Policy, rule: &Rule, packet: Packet<'_>, ingress: bool) -> bool {
    let other = if ingress { packet.from } else { packet.to };
    // "If this field is empty or missing, this rule matches all sources."
    let peers = rule.peers.as_ref().filter(|peers| !peers.is_empty());
    let peer = peers.is_none_or(|peers| peers.iter().any(|peer| is_peer(cluster, policy, peer, other)));
    // "If this field is empty or missing, this rule matches all ports."
    let ports = rule.ports.as_ref().filter(|ports| !ports.is_empty());
    peer && ports.is_none_or(|ports| ports.iter().any(|port| is_port(port, packet)))
}

fn is_peer(cluster: &Cluster, policy: &Policy, peer: &Peer, other: End<'_>) -> bool {
    match (peer, other) {
        (Peer::Pods { namespaces, pods }, End::Pod(pod)) => {
            let in_namespace = match namespaces {
                Some(selector) => matches(selector, &namespace_labels(cluster, pod.namespace)),
                None => pod.namespace == policy.namespace,
            };
            in_namespace && pods.as_ref().is_none_or(|selector| matches(selector, &pod.labels))
        }
        (Peer::Block { cidr, except }, End::Address(address)) => {
            is_in(address, cidr) && !except.iter().any(|except| is_in(address, except))
        }
        _ => false,
    }
}

fn is_port(port: &Port, packet: Packet<'_>) -> bool {
    // "If not specified, this field defaults to TCP."
    if port.protocol.unwrap_or("TCP") != packet.protocol {
        return false;
    }
    match (&port.port, port.end) {
        // "If this field is not provided, this matches all port names and numbers."
        (None, _) => true,
        (Some(Number::Number(first)), None) => packet.port == *first,
        (Some(Number::Number(first)), Some(last)) => *first <= packet.port && packet.port <= last,
        (Some(Number::Name(name)), _) => is_named(packet, name),
    }
}

/// Whether the Pod that a packet goes to calls its port so.
fn is_named(packet: Packet<'_>, name: &str) -> bool {
    let End::Pod(pod) = packet.to else { return false };
    let mut ports = pod.ports.iter();
    let port = ports.find(|port| port.name == name && port.protocol.unwrap_or("TCP") == packet.protocol);
    port.is_some_and(|port| port.number == packet.port)
}

/// The first rule of the first policy that is about a packet.
fn first_action<'c>(
    cluster: &Cluster,
    policies: &[&'c ClusterPolicy],
    pod: &Pod,
    packet: Packet<'_>,
    ingress: bool,
) -> Option<&'c str> {
    let other = if ingress { packet.from } else { packet.to };
    for policy in policies {
        if !is_one_of(cluster, &policy.subject, pod) {
            continue;
        }
        for rule in if ingress { &policy.ingress } else { &policy.egress } {
            if is_about(cluster, rule, other, packet) {
                return Some(rule.action);
            }
        }
    }
    None
}

fn is_about(cluster: &Cluster, rule: &ClusterRule, other: End<'_>, packet: Packet<'_>) -> bool {
    let is_peer = rule.peers.iter().any(|peer| match (peer, other) {
        (ClusterPeer::Pods(pods), End::Pod(pod)) => is_one_of(cluster, pods, pod),
        (ClusterPeer::Networks(networks), End::Address(address)) => networks.iter().any(|cidr| is_in(address, cidr)),
        // "Note that cluster-internal traffic will be checked against the rule as well. So if you Allow or Deny traffic to
        // `0.0.0.0/0`, that will allow or deny all IPv4 pod-to-pod traffic as well." Pods are taken to have IPv4 addresses, of
        // which nothing else is known.
        (ClusterPeer::Networks(networks), End::Pod(_)) => networks.contains(&"0.0.0.0/0"),
        (ClusterPeer::Pods(_), End::Address(_)) => false,
    });
    let is_port = rule.ports.as_ref().is_none_or(|ports| {
        ports.iter().any(|port| match port {
            ClusterPort::Numbers { protocol, first, last } => {
                *protocol == packet.protocol && *first <= packet.port && packet.port <= *last
            }
            ClusterPort::Name(name) => is_named(packet, name),
        })
    });
    is_peer && is_port
}

/// "Note that host-networked pods are not included."
fn is_one_of(cluster: &Cluster, pods: &ClusterPods, pod: &Pod) -> bool {
    !pod.host_network
        && matches(&pods.namespaces, &namespace_labels(cluster, pod.namespace))
        && pods.pods.as_ref().is_none_or(|selector| matches(selector, &pod.labels))
}

/// "The Kubernetes control plane sets an immutable label `kubernetes.io/metadata.name` on all namespaces, the value of the label
/// is the namespace name."
fn namespace_labels(cluster: &Cluster, name: &'static str) -> Labels {
    let written = cluster.namespaces.iter().find(|(known, _)| *known == name);
    let mut labels = written.map(|(_, labels)| labels.clone()).unwrap_or_default();
    labels.push(("kubernetes.io/metadata.name", name));
    labels
}

fn matches(selector: &Selector, labels: &Labels) -> bool {
    let value = |key: &str| labels.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
    selector.labels.iter().all(|(key, wanted)| value(key) == Some(*wanted))
        && selector.expressions.iter().all(|(key, operator, values)| match *operator {
            "In" => value(key).is_some_and(|value| values.contains(&value)),
            "NotIn" => value(key).is_none_or(|value| !values.contains(&value)),
            "Exists" => value(key).is_some(),
            _ => value(key).is_none(),
        })
}

/// Whether as many bits are the same as the prefix says.
fn is_in(address: IpAddr, cidr: &str) -> bool {
    let (network, prefix) = cidr.split_once('/').unwrap();
    let prefix: u32 = prefix.parse().unwrap();
    match (address, network.parse().unwrap()) {
        (IpAddr::V4(address), IpAddr::V4(network)) => (address.to_bits() ^ network.to_bits()).leading_zeros() >= prefix,
        (IpAddr::V6(address), IpAddr::V6(network)) => (address.to_bits() ^ network.to_bits()).leading_zeros() >= prefix,
        _ => false,
    }
}
