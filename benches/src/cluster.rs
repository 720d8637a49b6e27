//! Made-up clusters of workloads and network policies.

use std::fmt::Write;

use crate::dice::Dice;

/// The manifests of a cluster with this many workloads, and half as many network policies. Most policies are about one workload,
/// let in some others and some addresses, by name and by number of the port; some isolate or open a whole namespace.
pub fn cluster(workloads: usize) -> String {
    let mut dice = Dice::new(1);
    let namespaces = workloads / 50 + 1;
    let mut text = String::new();
    for number in 0..namespaces {
        let labels = format!("{{team: t{}}}", number % 5);
        let _always =
            writeln!(text, "---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: n{number}, labels: {labels}}}");
    }
    for number in 0..workloads {
        let (namespace, tier, port) = (number % namespaces, dice.below(7), 8000 + dice.below(20));
        let labels = format!("{{app: w{number}, tier: t{tier}}}");
        let spec = format!("{{containers: [{{name: a, ports: [{{name: http, containerPort: {port}}}]}}]}}");
        let _always = writeln!(
            text,
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: w{number}, namespace: n{namespace}}}\nspec: {{template: {{metadata: {{labels: {labels}}}, spec: {spec}}}}}"
        );
    }
    for number in 0..workloads / 2 {
        let workload = usize::try_from(dice.below(workloads as u64)).unwrap_or_default();
        let (namespace, spec) = match number % 20 {
            0 => (number / 20 % namespaces, "{podSelector: {}, policyTypes: [Ingress]}".to_owned()),
            1 => (number / 20 % namespaces, "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}, {to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}]}".to_owned()),
            _ => (workload % namespaces, about_one(&mut dice, workload)),
        };
        let _always = writeln!(
            text,
            "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p{number}, namespace: n{namespace}}}\nspec: {spec}"
        );
    }
    text
}

fn about_one(dice: &mut Dice, workload: usize) -> String {
    let (tier, team, first) = (dice.below(7), dice.below(5), 1000 + dice.below(9000));
    let own = format!("{{podSelector: {{matchExpressions: [{{key: tier, operator: In, values: [t{tier}, t0]}}]}}}}");
    let others = format!(
        "{{namespaceSelector: {{matchLabels: {{team: t{team}}}}}, podSelector: {{matchLabels: {{tier: t{tier}}}}}}}"
    );
    let ports = format!("[{{port: http}}, {{port: {first}, endPort: {}}}]", first + 10);
    let outside =
        format!("{{from: [{{ipBlock: {{cidr: 10.{}.0.0/16, except: [10.{}.1.0/24]}}}}]}}", first % 200, first % 200);
    let ingress = format!("[{{from: [{own}, {others}], ports: {ports}}}, {outside}]");
    format!("{{podSelector: {{matchLabels: {{app: w{workload}}}}}, ingress: {ingress}}}")
}
