//! What Ingresses, routes and Services let in.

use super::{lines, network};
use crate::facts::Door;
use crate::network::Way;

const SHOP: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: main, port: 80, targetPort: http}, {name: admin, port: 81, targetPort: 9000}, {name: dns, port: 53, protocol: UDP}]}
---
";

fn ingress(port: &str) -> String {
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: in, namespace: shop}}\nspec: {{rules: [{{http: {{paths: [{{path: /, backend: {{service: {{name: web, port: {port}}}}}}}]}}}}]}}\n---\n"
    )
}

fn routed(manifests: &str) -> Vec<String> {
    let lines = lines(&format!("{SHOP}{manifests}"));
    lines.into_iter().filter(|line| line.starts_with('{')).collect()
}

const TO_WEB: &str = "{ingress-controller} => shop/web[Deployment] : ";

#[test]
fn the_controller_reaches_the_ports_of_pods_that_it_routes_to() {
    assert!(routed("").is_empty());
    assert_eq!(routed(&ingress("{number: 80}")), [format!("{TO_WEB}TCP 8080")]);
    assert_eq!(routed(&ingress("{name: admin}")), [format!("{TO_WEB}TCP 9000")]);
    assert_eq!(
        routed(&[ingress("{number: 81}"), ingress("{number: 80}").replace("name: in,", "name: two,")].concat()),
        [format!("{TO_WEB}TCP 8080,9000")]
    );
    assert!(routed(&ingress("{number: 82}")).is_empty());
    // An Ingress speaks HTTP.
    assert!(routed(&ingress("{number: 53}")).is_empty());
}

#[test]
fn routes_of_other_kinds_do_too() {
    let http = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a, namespace: edge}\nspec: {rules: [{backendRefs: [{name: web, namespace: shop, port: 80}]}]}\n";
    assert_eq!(routed(http), [format!("{TO_WEB}TCP 8080")]);
    let udp = "apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: UDPRoute\nmetadata: {name: a, namespace: shop}\nspec: {rules: [{backendRefs: [{name: web, port: 53}]}]}\n";
    assert_eq!(routed(udp), [format!("{TO_WEB}UDP 53")]);
    let route = |port: &str| {
        routed(&format!(
            "apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {{name: a, namespace: shop}}\nspec: {{to: {{kind: Service, name: web}}{port}}}\n"
        ))
    };
    assert_eq!(route(""), [format!("{TO_WEB}TCP 8080,9000")]);
    assert_eq!(route(", port: {targetPort: admin}"), [format!("{TO_WEB}TCP 9000")]);
    assert_eq!(route(", port: {targetPort: http}"), [format!("{TO_WEB}TCP 8080")]);
    assert_eq!(route(", port: {targetPort: 9000}"), [format!("{TO_WEB}TCP 9000")]);
    assert!(route(", port: {targetPort: 80}").is_empty());
}

#[test]
fn policies_are_in_the_way_of_the_controller_as_of_any_pod() {
    let policy = |from: &str| {
        format!(
            "{}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a, namespace: shop}}\nspec: {{podSelector: {{}}, ingress: [{{from: {from}}}]}}\n",
            ingress("{number: 80}")
        )
    };
    assert!(routed(&policy("[{podSelector: {}}]")).is_empty());
    assert!(routed(&policy("[{namespaceSelector: {matchLabels: {a: b}}}]")).is_empty());
    assert_eq!(routed(&policy("[{namespaceSelector: {}}]")), [format!("{TO_WEB}TCP 8080")]);
    // It runs in the cluster, whatever its address.
    assert!(routed(&policy("[{ipBlock: {cidr: 0.0.0.0/0}}]")).is_empty());
}

#[test]
fn services_that_the_world_reaches_are_told() {
    let policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, namespace: shop}\nspec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: http}]}]}\n";
    for (spec, door) in [
        ("type: NodePort", Door::NodePort),
        ("type: LoadBalancer", Door::LoadBalancer),
        ("externalIPs: [1.2.3.4]", Door::ExternalIps),
    ] {
        let text = format!("{}{policy}", SHOP.replace("spec: {selector", &format!("spec: {{{spec}, selector")));
        let network = network(&text);
        let [one] = network.exposures() else { panic!("one workload is exposed") };
        assert_eq!(
            (one.way, network.set(one.ports).to_string().as_str()),
            (Way::Service(door), "TCP 8080,9000,UDP 53")
        );
        assert_eq!(network.set(one.open).to_string(), "TCP 8080");
    }
    assert!(network(SHOP).exposures().is_empty());
}
