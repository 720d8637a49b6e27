use super::*;
use crate::testing::{check, quiet};

const SERVICES: &str = "apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{name: http, port: 80, targetPort: web}, {port: 81}]}
---
apiVersion: v1
kind: Service
metadata: {name: far, namespace: other}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: out, namespace: shop}
spec: {type: ExternalName}
---
";

fn ingress(version: &str, backends: &str) -> String {
    format!(
        "{SERVICES}apiVersion: networking.k8s.io/{version}\nkind: Ingress\nmetadata: {{name: i, namespace: shop}}\nspec:\n  rules:\n  - http:\n      paths:\n{backends}"
    )
}

#[test]
fn each_path_of_an_ingress_leads_to_a_port_of_a_service() {
    check(
        &dangling_ingress::RULE,
        &ingress(
            "v1",
            "      - {backend: {service: {name: web, port: {number: 80}}}}
      - {backend: {service: {name: web, port: {name: http}}}}
      - {backend: {service: {name: web, port: {number: 8080}}}}
#                                                      ^^^^ medium: ingress `i` sends to port 8080 of Service `web`, which has no such port
      - {backend: {service: {name: web, port: {name: https}}}}
#                                                    ^^^^^ medium: ingress `i` sends to port `https` of Service `web`, which has no such port
      - {backend: {service: {name: web}}}
#                                  ^^^ medium: ingress `i` sends to no port of Service `web`, which the API server refuses
      - {backend: {service: {name: wob, port: {number: 80}}}}
#                                  ^^^ medium: ingress `i` sends to Service `wob`, which is not there in namespace `shop`
      - {backend: {service: {name: far, port: {number: 80}}}}
#                                  ^^^ medium: ingress `i` sends to Service `far`, which is not there in namespace `shop`; there is one in namespace `other`
      - {backend: {service: {name: out, port: {number: 1}}}}
      - {backend: {service: {name: redirect, port: {name: use-annotation}}}}
      - {backend: {resource: {kind: Bucket, name: b}}}
      - {backend: {serviceName: web, servicePort: 80}}
#        ^^^^^^^ medium: ingress `i` sends to no Service, which the API server refuses
      - {backend: 5}
#        ^^^^^^^ medium: ingress `i` sends to no Service, which the API server refuses
",
        ),
    );
}

#[test]
fn older_versions_have_other_names() {
    check(
        &dangling_ingress::RULE,
        &ingress(
            "v1beta1",
            "      - {backend: {serviceName: web, servicePort: 80}}
      - {backend: {serviceName: wob, servicePort: 80}}
#                               ^^^ medium: ingress `i` sends to Service `wob`, which is not there in namespace `shop`
      - {backend: {serviceName: web, servicePort: web}}
",
        ),
    );
}

#[test]
fn a_route_may_send_to_another_namespace() {
    let route = |backends: &str| {
        format!(
            "{SERVICES}apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: r, namespace: shop}}\nspec:\n  rules:\n  - backendRefs:\n{backends}"
        )
    };
    check(
        &dangling_gateway_backend::RULE,
        &route(
            "    - {name: far, namespace: other, port: 80}
    - {name: web, port: 80}
    - {name: web, kind: Bucket}
    - {name: web}
#            ^^^ medium: route `r` sends to no port of Service `web`, which the API server refuses
    - {name: web, namespace: other, port: 80}
#            ^^^ medium: route `r` sends to Service `web`, which is not there in namespace `other`; there is one in namespace `shop`
    - {name: web, port: 8080}
#                       ^^^^ medium: route `r` sends to port 8080 of Service `web`, which has no such port
",
        ),
    );
    quiet(&dangling_gateway_backend::RULE, "1.37", &route("    - 5\n    - {name: wob, namespace: third, port: 80}\n"));
}

#[test]
fn without_services_there_is_nothing_to_miss() {
    let alone = ingress("v1", "      - {backend: {service: {name: wob, port: {number: 80}}}}\n");
    quiet(&dangling_ingress::RULE, "1.37", alone.strip_prefix(SERVICES).unwrap());
}
