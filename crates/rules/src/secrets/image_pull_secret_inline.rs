//! `image-pull-secret-inline`: credentials of a registry in a manifest.

use std::sync::Arc;

use plimsoll_source::{File, Value};

use super::credential::base64::{Variant, decode_text};
use super::credential::placeholder::is_placeholder;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "image-pull-secret-inline",
    title: "Credentials of a registry are written in a manifest",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

const KEYS: [&str; 2] = [".dockerconfigjson", ".dockercfg"];
/// What an entry for a registry may hold.
const HELD: [&str; 4] = ["auth", "password", "identitytoken", "registrytoken"];
/// A larger one is no configuration, and not read.
const LARGEST: usize = 1 << 20;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let secrets = ctx.objects().iter().filter(|object| object.kind() == "Secret" && object.group().is_empty());
    for object in secrets {
        for (part, encoded) in [(object.field(&["stringData"]), false), (object.field(&["data"]), true)] {
            for key in KEYS {
                let Some(value) = part.value().and_then(|part| part.get(key)).map(|entry| entry.value) else {
                    continue;
                };
                let Some(text) = value.as_str().filter(|text| text.len() <= LARGEST && !ctx.leaks().hold(value)) else {
                    continue;
                };
                let json = if encoded { decode_text(text, Variant::Standard) } else { Some(text.to_owned()) };
                let Some(registry) = json.and_then(|json| registry(&json)) else { continue };
                let message = format!("the Secret `{}` holds the credentials for {registry}", object.name());
                let span = value.key().map_or_else(|| value.span(), Value::span);
                findings.push(
                    RULE.at(&object.place(), span, value.path(), message).related(object.name_span(), "this Secret"),
                );
            }
        }
    }
}

/// The first registry that something is written for.
fn registry(json: &str) -> Option<String> {
    let file = File::read("config.json", Arc::from(json));
    let root = file.root(0)?;
    let registries = root.get("auths").map_or(root, |auths| auths.value);
    let mut entries = registries.entries().filter(|entry| {
        HELD.iter().filter_map(|key| entry.value.get(key)).filter_map(|held| held.value.as_str()).any(is_real)
    });
    let first = entries.next()?;
    let name = first.name();
    let name = if name.contains('`') || name.len() > 128 { "a registry".to_owned() } else { format!("`{name}`") };
    Some(if entries.next().is_some() { format!("{name} and others") } else { name })
}

fn is_real(held: &str) -> bool {
    let decoded = decode_text(held, Variant::Standard);
    let password = decoded.as_deref().and_then(|text| text.split_once(':')).map(|(_, password)| password);
    !is_placeholder(password.unwrap_or(held))
}

/// Whether an object is JSON that could configure registries.
pub(super) fn is_configuration(json: &str) -> bool {
    let file = File::read("config.json", Arc::from(json));
    let is_json = json.trim_start().starts_with('{') && file.errors().is_empty() && file.document_errors(0).is_empty();
    is_json && file.root(0).is_some_and(|root: Value<'_>| root.kind() == plimsoll_source::Kind::Mapping)
}

#[cfg(test)]
mod tests {
    use super::super::credential::samples::encoded;
    use super::*;
    use crate::testing::{check, quiet};

    fn secret(json: &str) -> String {
        format!(
            "\nkind: Secret\nmetadata: {{name: pull}}\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: {}\n",
            encoded(json)
        )
    }

    #[test]
    fn the_registry_is_named_and_nothing_else() {
        let json =
            format!("{{\"auths\": {{\"registry.example.com\": {{\"auth\": \"{}\"}}}}}}", encoded("shop:hunter2"));
        let carets = "# ^^^^^^^^^^^^^^^^^ medium: the Secret `pull` holds the credentials for `registry.example.com`\n";
        check(&RULE, &format!("{}{carets}", secret(&json)));
        check(
            &RULE,
            "
kind: Secret
metadata: {name: old}
stringData:
  .dockercfg: '{\"a.example\": {\"username\": \"u\", \"password\": \"hunter2\"}, \"b.example\": {\"password\": \"hunter2\"}}'
# ^^^^^^^^^^ medium: the Secret `old` holds the credentials for `a.example` and others
",
        );
    }

    #[test]
    fn without_credentials_there_is_nothing_to_say() {
        for json in [
            "{}",
            "{\"auths\": {}}",
            "{\"auths\": {\"a\": {}}}",
            "{\"auths\": {\"a\": {\"auth\": \"\"}}}",
            "{\"auths\": {\"a\": {\"password\": \"changeme\"}}}",
            "no json",
            "[1]",
        ] {
            quiet(&RULE, "1.37", &secret(json));
        }
    }
}
