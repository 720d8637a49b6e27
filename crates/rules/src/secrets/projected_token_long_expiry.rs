//! `projected-token-long-expiry`: a projected token that lives long, or that every service accepts.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "projected-token-long-expiry",
    title: "A projected token lives long or has no audience",
    severity: Severity::Low,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: &[],
    parameters: &[Parameter::number(
        "maximum-seconds",
        "The longest life of a token, in seconds; 86400 where nothing is set.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let maximum = ctx.number(&RULE, "maximum-seconds").unwrap_or(DAY);
    for pod in ctx.pods() {
        for volume in pod.volumes() {
            let sources = volume.field(&["projected", "sources"]);
            let label = volume.label();
            let mut for_api_server = None;
            for source in sources.items() {
                let token = Field::walk(source, &["serviceAccountToken"]);
                if !token.is_set() {
                    continue;
                }
                let life = token.child(&["expirationSeconds"]);
                if let Some(seconds) = life.as_i64().filter(|seconds| *seconds > maximum) {
                    let message = format!("the token in volume `{label}` lives for {}", span_of_time(seconds));
                    let note = "a program that reads the token once and keeps it is refused after an hour";
                    let fix =
                        Fix::needs_review("let it live for an hour", note, [Edit::set(life.path(), HOUR.min(maximum))]);
                    findings.push(RULE.on(pod, life, message).fix(fix));
                }
                // With the certificate of the API server beside it, the token is plainly meant for that.
                let is_for_api = || {
                    sources
                        .items()
                        .any(|source| Field::walk(source, &["configMap", "name"]).as_str() == Some("kube-root-ca.crt"))
                };
                let audience = token.child(&["audience"]);
                if audience.as_str().is_none_or(str::is_empty) && !*for_api_server.get_or_insert_with(is_for_api) {
                    let message =
                        format!("the token in volume `{label}` names no audience, so the API server accepts it");
                    findings.push(RULE.on(pod, audience, message).confidence(Confidence::Medium));
                }
            }
        }
    }
}

fn span_of_time(seconds: i64) -> String {
    match (seconds / DAY, seconds / HOUR) {
        (1, _) => "a day".to_owned(),
        (days, _) if days > 1 => format!("{days} days"),
        (_, hours) if hours > 1 => format!("{hours} hours"),
        _ => format!("{seconds} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn life_and_audience_are_judged_each_for_itself() {
        check(
            &RULE,
            "
kind: Pod
spec:
  volumes:
  - name: a
    projected:
      sources:
      - serviceAccountToken: {path: token, audience: vault, expirationSeconds: 604800}
#                                                                              ^^^^^^ low: the token in volume `a` lives for 7 days
      - serviceAccountToken: {path: token}
#       ^^^^^^^^^^^^^^^^^^^ low: the token in volume `a` names no audience, so the API server accepts it
      - serviceAccountToken: {path: token, audience: vault, expirationSeconds: 86400}
      - secret: {name: b}
",
        );
    }

    #[test]
    fn a_token_for_the_api_server_needs_no_audience() {
        let sources =
            "[{serviceAccountToken: {path: token, expirationSeconds: 3607}}, {configMap: {name: kube-root-ca.crt}}]";
        quiet(
            &RULE,
            "1.37",
            &format!("kind: Pod\nspec: {{volumes: [{{name: a, projected: {{sources: {sources}}}}}]}}\n"),
        );
    }
}
