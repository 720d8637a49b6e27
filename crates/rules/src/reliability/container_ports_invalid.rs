//! `container-ports-invalid`: ports that the API server refuses, or of which one hides the other.

use plimsoll_source::Value;
use plimsoll_source::order::{Order, hash};

use super::amounts::{RELIABILITY, shown};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "container-ports-invalid",
    title: "A port of a container is not valid",
    severity: Severity::High,
    audience: Audience::Default,
    equivalents: elsewhere(&["kube-score:container-ports-check", "kube-linter:invalid-target-ports"]),
    check,
    ..RELIABILITY
};

/// The longest name of a port.
const NAME: usize = 15;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, container) in ctx.containers() {
        let ports: Vec<_> = container.field(&["ports"]).items().collect();
        if ports.is_empty() {
            continue;
        }
        let name = |port: &Value<'_>| {
            Field::walk(*port, &["name"]).value().and_then(Value::scalar_text).unwrap_or_default().to_owned()
        };
        let repeated = Order::new(ports.iter().map(|port| hash(&name(port)))).repeated();
        for (port, repeated) in ports.iter().zip(repeated) {
            let text = name(port);
            let (field, problem) = match problem(*port) {
                Some(found) => found,
                None if repeated && !text.is_empty() => {
                    (Field::walk(*port, &["name"]), format!("calls two of its ports `{}`", shown(&text)))
                }
                None => continue,
            };
            let message = format!("{} {problem}", named(&container));
            findings.push(RULE.on(pod, field, message).related(container.name_span(), "this container"));
        }
    }
}

/// The first thing that the API server refuses, and where.
fn problem(port: Value<'_>) -> Option<(Field<'_>, String)> {
    let number = Field::walk(port, &["containerPort"]);
    match number.value().map(Value::as_i64) {
        None => return Some((number, "declares a port without a number".to_owned())),
        Some(Some(number)) if (1..=65535).contains(&number) => {}
        Some(_) => {
            let text = number.value().and_then(Value::scalar_text).unwrap_or_default();
            return Some((number, format!("declares port `{}`: numbers go from 1 to 65535", shown(text))));
        }
    }
    let on_node = Field::walk(port, &["hostPort"]);
    if on_node.as_i64().is_some_and(|number| !(0..=65535).contains(&number)) {
        return Some((on_node, "binds a port of the node that does not exist".to_owned()));
    }
    let protocol = Field::walk(port, &["protocol"]);
    if protocol.as_str().is_some_and(|name| !matches!(name, "TCP" | "UDP" | "SCTP" | "")) {
        return Some((protocol, "declares a port of a protocol other than `TCP`, `UDP` and `SCTP`".to_owned()));
    }
    let name = Field::walk(port, &["name"]);
    let text = name.as_str().filter(|text| !text.is_empty())?;
    let problem = if text.len() > NAME {
        format!("calls a port by more than {NAME} characters")
    } else if !is_name(text) {
        format!("calls a port `{}`: names have lower-case letters, digits and single hyphens between them", shown(text))
    } else {
        return None;
    };
    Some((name, problem))
}

/// Whether a text is a service name of IANA's in lower case.
fn is_name(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(legal)
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
        && !text.contains("--")
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn what_the_api_server_refuses_is_told_where_it_stands() {
        check(
            &RULE,
            "
kind: Pod
spec:
  containers:
  - name: a
    ports:
    - {containerPort: 0}
#                     ^ high: container `a` declares port `0`: numbers go from 1 to 65535
    - {name: none}
#            ^^^^ high: container `a` declares a port without a number
    - {containerPort: 80, name: http, protocol: http}
#                                               ^^^^ high: container `a` declares a port of a protocol other than `TCP`, `UDP` and `SCTP`
    - {containerPort: 81, name: http}
#                               ^^^^ high: container `a` calls two of its ports `http`
    - {containerPort: 82, name: a--b}
#                               ^^^^ high: container `a` calls a port `a--b`: names have lower-case letters, digits and single hyphens between them
    - {containerPort: 83, name: sixteen-letters-}
#                               ^^^^^^^^^^^^^^^^ high: container `a` calls a port by more than 15 characters
    - {containerPort: 99999}
#                     ^^^^^ high: container `a` declares port `99999`: numbers go from 1 to 65535
",
        );
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{ports: [{containerPort: 1, name: a}]}, {ports: [{containerPort: 1, name: a}, {containerPort: 2}, {containerPort: 3}]}]}\n",
        );
    }
}
