//! A cluster as a list of manifests, in JSON.

use super::cluster::{
    Cluster, ClusterPeer, ClusterPods, ClusterPolicy, ClusterPort, ClusterRule, Kind, Labels, Number, Peer, Pod,
    Policy, Port, Rule, Selector,
};

pub(super) fn manifests(cluster: &Cluster) -> String {
    let mut items = Vec::new();
    for (name, written) in &cluster.namespaces {
        let metadata = format!("{{\"name\": \"{name}\", \"labels\": {}}}", labels(written));
        items.push(format!("{{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {metadata}}}"));
    }
    items.extend(cluster.pods.iter().map(pod));
    items.extend(cluster.policies.iter().map(policy));
    items.extend(cluster.of_cluster.iter().map(cluster_policy));
    format!("{{\"kind\": \"List\", \"items\": [\n{}\n]}}\n", items.join(",\n"))
}

fn list<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(", "))
}

fn fields(fields: &[Option<String>]) -> String {
    format!("{{{}}}", fields.iter().flatten().cloned().collect::<Vec<_>>().join(", "))
}

fn labels(labels: &Labels) -> String {
    let pairs: Vec<Option<String>> =
        labels.iter().map(|(key, value)| Some(format!("\"{key}\": \"{value}\""))).collect();
    fields(&pairs)
}

fn selector(selector: &Selector) -> String {
    let expression = |(key, operator, values): &(&str, &str, Vec<&str>)| {
        let values = if values.is_empty() { String::new() } else { format!(", \"values\": {}", words(values)) };
        format!("{{\"key\": \"{key}\", \"operator\": \"{operator}\"{values}}}")
    };
    let (equal, expressions) = (&selector.labels, &selector.expressions);
    fields(&[
        (!equal.is_empty()).then(|| format!("\"matchLabels\": {}", labels(equal))),
        (!expressions.is_empty()).then(|| format!("\"matchExpressions\": {}", list(expressions, expression))),
    ])
}

fn words(words: &[&str]) -> String {
    list(words, |word| format!("\"{word}\""))
}

fn pod(pod: &Pod) -> String {
    let ports = list(&pod.ports, |port| {
        fields(&[
            Some(format!("\"name\": \"{}\", \"containerPort\": {}", port.name, port.number)),
            port.protocol.map(|protocol| format!("\"protocol\": \"{protocol}\"")),
        ])
    });
    // A namespace that is left out is `default`.
    let namespace = (pod.namespace != "default").then(|| format!("\"namespace\": \"{}\"", pod.namespace));
    let name = format!("\"name\": \"{}\", \"labels\": {}", pod.name, labels(&pod.labels));
    let metadata = fields(&[Some(name), namespace]);
    let host = if pod.host_network { "\"hostNetwork\": true, " } else { "" };
    let spec = format!("{{{host}\"containers\": [{{\"name\": \"c\", \"ports\": {ports}}}]}}");
    format!("{{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {metadata}, \"spec\": {spec}}}")
}

fn policy(policy: &Policy) -> String {
    let spec = fields(&[
        Some(format!("\"podSelector\": {}", selector(&policy.pods))),
        policy.types.as_ref().map(|types| format!("\"policyTypes\": {}", words(types))),
        policy.ingress.as_ref().map(|rules| format!("\"ingress\": {}", list(rules, |one| rule(one, "from")))),
        policy.egress.as_ref().map(|rules| format!("\"egress\": {}", list(rules, |one| rule(one, "to")))),
    ]);
    let metadata = format!("{{\"name\": \"{}\", \"namespace\": \"{}\"}}", policy.name, policy.namespace);
    format!(
        "{{\"apiVersion\": \"networking.k8s.io/v1\", \"kind\": \"NetworkPolicy\", \"metadata\": {metadata}, \"spec\": {spec}}}"
    )
}

fn rule(rule: &Rule, key: &str) -> String {
    fields(&[
        rule.peers.as_ref().map(|peers| format!("\"{key}\": {}", list(peers, peer))),
        rule.ports.as_ref().map(|ports| format!("\"ports\": {}", list(ports, port))),
    ])
}

fn peer(peer: &Peer) -> String {
    match peer {
        Peer::Pods { namespaces, pods } => fields(&[
            namespaces.as_ref().map(|one| format!("\"namespaceSelector\": {}", selector(one))),
            pods.as_ref().map(|one| format!("\"podSelector\": {}", selector(one))),
        ]),
        Peer::Block { cidr, except } => {
            let except = if except.is_empty() { String::new() } else { format!(", \"except\": {}", words(except)) };
            format!("{{\"ipBlock\": {{\"cidr\": \"{cidr}\"{except}}}}}")
        }
    }
}

fn port(port: &Port) -> String {
    let number = port.port.as_ref().map(|number| match number {
        Number::Number(number) => format!("\"port\": {number}"),
        Number::Name(name) => format!("\"port\": \"{name}\""),
    });
    let protocol = port.protocol.map(|protocol| format!("\"protocol\": \"{protocol}\""));
    fields(&[protocol, number, port.end.map(|end| format!("\"endPort\": {end}"))])
}

fn cluster_policy(policy: &ClusterPolicy) -> String {
    let (version, kind, head) = match policy.kind {
        Kind::Admin => ("v1alpha1", "AdminNetworkPolicy", format!("\"priority\": {}, ", policy.priority)),
        Kind::BaselineAdmin => ("v1alpha1", "BaselineAdminNetworkPolicy", String::new()),
        Kind::ClusterAdmin => {
            ("v1alpha2", "ClusterNetworkPolicy", format!("\"tier\": \"Admin\", \"priority\": {}, ", policy.priority))
        }
        Kind::ClusterBaseline => {
            ("v1alpha2", "ClusterNetworkPolicy", format!("\"tier\": \"Baseline\", \"priority\": {}, ", policy.priority))
        }
    };
    let is_new = version == "v1alpha2";
    let spec = format!(
        "{{{head}\"subject\": {}, \"ingress\": {}, \"egress\": {}}}",
        cluster_pods(&policy.subject),
        list(&policy.ingress, |rule| cluster_rule(rule, "from", is_new)),
        list(&policy.egress, |rule| cluster_rule(rule, "to", is_new)),
    );
    let group = "policy.networking.k8s.io";
    let metadata = format!("{{\"name\": \"{}\"}}", policy.name);
    format!(
        "{{\"apiVersion\": \"{group}/{version}\", \"kind\": \"{kind}\", \"metadata\": {metadata}, \"spec\": {spec}}}"
    )
}

fn cluster_pods(pods: &ClusterPods) -> String {
    let namespaces = selector(&pods.namespaces);
    match &pods.pods {
        None => format!("{{\"namespaces\": {namespaces}}}"),
        Some(pods) => {
            format!("{{\"pods\": {{\"namespaceSelector\": {namespaces}, \"podSelector\": {}}}}}", selector(pods))
        }
    }
}

fn cluster_rule(rule: &ClusterRule, key: &str, is_new: bool) -> String {
    let action = if is_new && rule.action == "Allow" { "Accept" } else { rule.action };
    let peers = list(&rule.peers, |peer| match peer {
        ClusterPeer::Pods(pods) => cluster_pods(pods),
        ClusterPeer::Networks(networks) => format!("{{\"networks\": {}}}", words(networks)),
    });
    let ports = rule.ports.as_ref().map(|ports| match is_new {
        true => format!("\"protocols\": {}", list(ports, new_port)),
        false => format!("\"ports\": {}", list(ports, old_port)),
    });
    fields(&[Some(format!("\"action\": \"{action}\", \"{key}\": {peers}")), ports])
}

fn new_port(port: &ClusterPort) -> String {
    match port {
        ClusterPort::Name(name) => format!("{{\"destinationNamedPort\": \"{name}\"}}"),
        ClusterPort::Numbers { protocol, first, last } => {
            let number = match first == last {
                true => format!("\"number\": {first}"),
                false => format!("\"range\": {{\"start\": {first}, \"end\": {last}}}"),
            };
            format!("{{\"{}\": {{\"destinationPort\": {{{number}}}}}}}", protocol.to_lowercase())
        }
    }
}

fn old_port(port: &ClusterPort) -> String {
    match port {
        ClusterPort::Name(name) => format!("{{\"namedPort\": \"{name}\"}}"),
        ClusterPort::Numbers { protocol, first, last } if first == last => {
            format!("{{\"portNumber\": {{\"protocol\": \"{protocol}\", \"port\": {first}}}}}")
        }
        ClusterPort::Numbers { protocol, first, last } => {
            format!("{{\"portRange\": {{\"protocol\": \"{protocol}\", \"start\": {first}, \"end\": {last}}}}}")
        }
    }
}
