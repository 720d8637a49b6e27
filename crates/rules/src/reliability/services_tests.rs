use super::*;
use crate::testing::{check, quiet};

const POD: &str = "kind: Pod\nmetadata: {name: a, namespace: x, labels: {app: web}}\nspec: {containers: [{name: a, ports: [{name: http, containerPort: 80}]}]}\n---\n";

#[test]
fn only_where_workloads_are_a_service_can_miss_them() {
    let rule = &dangling_service::RULE;
    let service = |head: &str| format!("apiVersion: v1\nkind: Service\nmetadata: {{name: s, namespace: {head}\n");
    check(
        rule,
        &format!(
            "{POD}{}",
            service(
                "x}\nspec: {selector: {app: wob}}\n#                ^^^^^^^^^^ medium: service `s` selects no Pod in namespace `x`"
            )
        ),
    );
    check(
        rule,
        &format!(
            "{POD}{}",
            service(
                "y}\nspec: {selector: {app: web}}\n#                ^^^^^^^^^^ medium: service `s` selects no Pod in namespace `y`; Pods with these labels are in namespace `x`"
            )
        ),
    );
    quiet(rule, "1.37", &format!("{POD}{}", service("x}\nspec: {selector: {app: web}}")));
    quiet(rule, "1.37", &format!("{POD}{}", service("y}\nspec: {selector: {app: wob}}")));
    quiet(rule, "1.37", &format!("{POD}{}", service("x}\nspec: {type: ExternalName, selector: {app: wob}}")));
    quiet(rule, "1.37", &service("x}\nspec: {selector: {app: wob}}"));
    quiet(
        rule,
        "1.37",
        &format!("{POD}{}", service("kube-system}\nspec: {selector: {component: etcd}}")).replace("x,", "kube-system,"),
    );
}

#[test]
fn names_of_ports_are_those_of_the_pods() {
    let rule = &service_target_port_invalid::RULE;
    let service = |port: &str| {
        format!(
            "{POD}apiVersion: v1\nkind: Service\nmetadata: {{name: s, namespace: x}}\nspec:\n  selector: {{app: web}}\n  ports:\n  - {port}\n"
        )
    };
    check(
        rule,
        &service(
            "{port: 80, targetPort: web}\n#                          ^^^ medium: service `s` sends to port `web` (TCP), which no Pod it selects has",
        ),
    );
    check(
        rule,
        &service(
            "{port: 80, targetPort: '80'}\n#                          ^^^^ medium: service `s` sends to `80`, which is neither a number nor the name of a port",
        ),
    );
    check(
        rule,
        &service(
            "{port: 80, targetPort: 70000}\n#                          ^^^^^ medium: service `s` sends to port 70000, which no host has",
        ),
    );
    for fine in ["{port: 80, targetPort: http}", "{port: 80, targetPort: 8080}", "{port: 80}"] {
        quiet(rule, "1.37", &service(fine));
    }
}

#[test]
fn a_selector_is_the_same_in_whatever_order() {
    let service = |name: &str, namespace: &str, spec: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {spec}\n---\n"
        )
    };
    let first = service("a", "x", "{selector: {app: web, tier: front}}");
    let rule = &service_selector_duplicate::RULE;
    check(
        rule,
        &format!(
            "{first}apiVersion: v1\nkind: Service\nmetadata: {{name: b, namespace: x}}\nspec: {{selector: {{tier: front, app: web}}}}\n#                ^^^^^^^^^^^^^^^^^^^^^^^ low: service `b` selects what Service `a` selects\n"
        ),
    );
    for other in [
        service("b", "y", "{selector: {app: web, tier: front}}"),
        service("b", "x", "{selector: {app: front, tier: web}}"),
        service("b", "x", "{selector: {app: web}}"),
        service("b", "x", "{clusterIP: None, selector: {app: web, tier: front}}"),
        service("b", "x", "{type: ExternalName, selector: {app: web, tier: front}}"),
        first.clone(),
    ] {
        quiet(rule, "1.37", &format!("{first}{other}"));
    }
}
