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
