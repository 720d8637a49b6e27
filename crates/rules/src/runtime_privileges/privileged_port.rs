//! `privileged-port`: a port that takes root's power to bind.

use plimsoll_source::Value;

use super::windows::selected;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "privileged-port",
    title: "A container listens on a port below 1024",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kube-linter:privileged-ports", "trivy:KSV-0117"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The first port that needs no power, unless the Pod sets another one.
const UNPRIVILEGED: i64 = 1024;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        // Windows knows no such ports.
        if pod.is_windows(ctx.version()) || selected(pod).is_some() {
            continue;
        }
        let first = first_unprivileged(pod);
        for container in pod.containers() {
            for port in container.field(&["ports"]).items() {
                let place = Field::walk(port, &["containerPort"]);
                let Some(number) = place.as_i64().filter(|number| (1..first.min(UNPRIVILEGED)).contains(number)) else {
                    continue;
                };
                findings.push(
                    RULE.on(
                        pod,
                        place,
                        format!("{} listens on port {number}, below {UNPRIVILEGED}", named(&container)),
                    )
                    .related(container.name_span(), "this container"),
                );
            }
        }
    }
}

/// Where the sysctl is set that moves the border, the ports above it are as good as any.
fn first_unprivileged(pod: &Pod<'_>) -> i64 {
    let text = |sysctl: Value<'_>, key| sysctl.get(key).and_then(|entry| entry.value.scalar_text().map(str::to_owned));
    let is_border =
        |sysctl: &Value<'_>| text(*sysctl, "name").as_deref() == Some("net.ipv4.ip_unprivileged_port_start");
    let border = pod.sysctls().items().find(is_border).and_then(|sysctl| text(sysctl, "value")?.parse().ok());
    border.unwrap_or(UNPRIVILEGED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn ports_are_whole_numbers_from_one() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    ports:
    - {containerPort: 1023, protocol: UDP}
#                     ^^^^ low: container `a` listens on port 1023, below 1024
    - {containerPort: 1024}
    - {containerPort: 0}
    - {containerPort: -5}
    - {containerPort: http}
    - 80
",
        );
    }

    #[test]
    fn a_pod_may_move_the_border() {
        let pod = |start| {
            format!(
                "kind: Pod\nspec: {{securityContext: {{sysctls: [{{name: net.ipv4.ip_unprivileged_port_start, value: \"{start}\"}}]}}, containers: [{{name: a, ports: [{{containerPort: 80}}]}}]}}\n"
            )
        };
        quiet(&RULE, "1.37", &pod("0"));
        quiet(&RULE, "1.37", &pod("80"));
        assert_eq!(
            crate::testing::findings(
                &RULE,
                &crate::testing::file("a.yaml", &pod("81")),
                &crate::testing::environment("1.37")
            )
            .len(),
            1
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{ports: [{containerPort: 80}]}]}\n");
    }
}
