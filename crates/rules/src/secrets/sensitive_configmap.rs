//! `sensitive-configmap`: a ConfigMap is given to everybody who may read the namespace, and is not encrypted.

use super::credential::name::promise;
use super::credential::weight;
use super::settings::settings;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "sensitive-configmap",
    title: "A ConfigMap holds a credential",
    severity: Severity::High,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: elsewhere(&[
        "polaris:sensitiveConfigmapContent",
        "trivy:KSV-0109",
        "trivy:KSV-01010",
        "kubescape:C-0012",
    ]),
    parameters: &[Parameter::list("allowed-names", "Names of keys and settings whose values are no secrets.")],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let allowed = ctx.list(&RULE, "allowed-names");
    let is_allowed = |name: &str| allowed.iter().any(|allowed| allowed == name);
    let maps = ctx.objects().iter().filter(|object| object.kind() == "ConfigMap" && object.group().is_empty());
    for object in maps {
        for entry in object.field(&["data"]).entries() {
            let Some(text) = entry.value.as_str() else { continue };
            let key = entry.name();
            if is_allowed(&key) {
                continue;
            }
            let mut push = |span, name: &str, confidence| {
                let message = format!("{name} of ConfigMap `{}` holds a credential in clear", object.name());
                findings.push(RULE.at(&object.place(), span, entry.value.path(), message).confidence(confidence));
            };
            let promised = promise(&key).filter(|_| !text.trim_end().contains('\n'));
            let masked = || is_masked(text).then_some(Confidence::Low);
            let own = promised.and_then(|promise| weight(promise, text).or_else(masked));
            if let Some(confidence) = own.filter(|_| !ctx.leaks().hold(entry.value)) {
                push(entry.value.span(), &format!("the key `{key}`"), confidence);
                continue;
            }
            for setting in settings(ctx, entry.value) {
                match setting.name {
                    Some(name) if is_allowed(name) => {}
                    Some(name) => push(setting.span, &format!("the setting `{name}` in `{key}`"), setting.confidence),
                    None => push(setting.span, &format!("a URL in `{key}`"), setting.confidence),
                }
            }
        }
    }
}

/// `*****` or `xxxx`: whoever applies the file puts the credential where the mask is.
fn is_masked(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3 && ['*', 'x', 'X'].iter().any(|mask| text.chars().all(|letter| letter == *mask))
}

#[cfg(test)]
mod tests {
    use super::super::credential::samples;
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn keys_and_the_settings_in_files_are_looked_at() {
        check(
            &RULE,
            "
kind: ConfigMap
metadata: {name: shop}
data:
  db_password: abc123
#              ^^^^^^ high: the key `db_password` of ConfigMap `shop` holds a credential in clear
  application.properties: |
    spring.datasource.url=jdbc:postgresql://db/shop
    spring.datasource.password=hunter2
#                              ^^^^^^^ high: the setting `spring.datasource.password` in `application.properties` of ConfigMap `shop` holds a credential in clear
    cache.url=redis://:hunter22@cache:6379
#                      ^^^^^^^^ high: a URL in `application.properties` of ConfigMap `shop` holds a credential in clear
  config.json: '{\"user\": \"a\", \"password\": \"hunter2\"}'
#                                          ^^^^^^^ high: the setting `password` in `config.json` of ConfigMap `shop` holds a credential in clear
",
        );
    }

    #[test]
    fn placeholders_references_and_other_things_are_none() {
        quiet(
            &RULE,
            "1.37",
            "
kind: ConfigMap
metadata: {name: shop}
data:
  db_password: changeme
  TOKEN: ${TOKEN}
  password.env: |
    # PASSWORD=hunter2
    PASSWORD=$PASSWORD
    PASSWORD_FILE=/run/secrets/password
  user: shop
  number: 5
  public-key: ssh-ed25519 AAAA
binaryData: {password: aHVudGVyMg==}
---
kind: ConfigMap
data: {password: }
---
kind: ConfigMap
data: [password, hunter2]
---
apiVersion: a.io/v1
kind: ConfigMap
data: {password: hunter2}
",
        );
    }

    #[test]
    fn a_mask_is_told_with_low_confidence() {
        let text = "kind: ConfigMap\nmetadata: {name: shop}\ndata: {db_password: xxxxx, user: xxxxx, token: x}\n";
        let found = crate::testing::findings(
            &RULE,
            &crate::testing::file("a.yaml", text),
            &crate::testing::environment("1.37"),
        );
        let told: Vec<_> = found.iter().map(|finding| (finding.path.to_string(), finding.confidence)).collect();
        assert_eq!(told, [("data.db_password".to_owned(), Some(Confidence::Low))]);
    }

    #[test]
    fn what_has_a_known_format_is_told_by_that() {
        let token = samples::github();
        let text = format!("kind: ConfigMap\ndata:\n  TOKEN: {token}\n  a.env: |\n    TOKEN={token}\n");
        quiet(&RULE, "1.37", &text);
    }
}
