//! `secret-value-known-format`: a credential that its format gives away.

use plimsoll_source::Value;

use super::credential::article;
use super::leak::{Ground, Leak};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "secret-value-known-format",
    title: "A text has the format of a known credential",
    severity: Severity::Critical,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: elsewhere(&[
        "polaris:sensitiveContainerEnvVar",
        "polaris:sensitiveConfigmapContent",
        "kubescape:C-0012",
    ]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let Some(document) = ctx.documents().first() else { return };
    for leak in ctx.leaks().iter().filter(|leak| !leak.is_url() || leak.ground == Ground::Elsewhere) {
        let path = leak.value.map_or_else(|| document.path_at(leak.span), Value::path);
        let what = format!("{} {}", article(leak.what), leak.what);
        let shown = if leak.what == "private key" { String::new() } else { format!(", `{}`", leak.shown) };
        let encoded = if leak.encoded { " in base64" } else { "" };
        let message = format!("{} holds {what}{encoded}{shown}", place(leak));
        findings
            .push(RULE.at(&ctx.place_at(document, leak.span), leak.span, path, message).confidence(leak.confidence));
    }
}

/// What a message calls the place of a credential: the setting that holds it.
fn place(leak: &Leak<'_>) -> String {
    let Some(value) = leak.value else { return "a comment".to_owned() };
    let of_list = || value.parent().and_then(Value::key);
    let key = value.key().or_else(of_list).and_then(Value::scalar_text).unwrap_or_default();
    // A variable is known by its name.
    let variable = value.parent().filter(|_| key == "value").and_then(|item| item.get("name"));
    let name = variable.and_then(|name| name.value.as_str()).unwrap_or(key);
    if name.is_empty() || name.contains('`') || name.len() > LONGEST {
        "a text".to_owned()
    } else {
        format!("`{name}`")
    }
}

/// A longer name is not repeated.
const LONGEST: usize = 128;

#[cfg(test)]
mod tests {
    use super::super::credential::samples;
    use super::*;
    use crate::testing::{check, environment, file, findings, quiet};

    fn messages(text: &str) -> Vec<String> {
        let found = findings(&RULE, &file("a.yaml", text), &environment("1.37"));
        found.into_iter().map(|finding| format!("{} {}", finding.path, finding.message)).collect()
    }

    #[test]
    fn every_text_of_every_object_is_looked_at() {
        let token = samples::github();
        let text = format!(
            "# {token}\nkind: Deployment\nmetadata: {{annotations: {{a.b/c: 'x {token}'}}}}\nspec: {{template: {{spec: {{containers: [{{name: a, args: [--token={token}], env: [{{name: T, value: {token}}}]}}]}}}}}}\n---\nkind: Widget\nspec: {{x: [{token}]}}\n"
        );
        let what = "holds a GitHub personal access token, `ghp_…`";
        let expected = [
            format!(" a comment {what}"),
            format!("metadata.annotations[\"a.b/c\"] `a.b/c` {what}"),
            format!("spec.template.spec.containers[0].args[0] `args` {what}"),
            format!("spec.template.spec.containers[0].env[0].value `T` {what}"),
            format!("spec.x[0] `x` {what}"),
        ];
        assert_eq!(messages(&text), expected);
    }

    #[test]
    fn the_mark_lies_on_the_credential() {
        let (token, carets) = (samples::github(), "^".repeat(40));
        let text = format!(
            "
kind: ConfigMap
data:
  app.env: |
    A=b
    TOKEN={token}
#         {carets} critical: `app.env` holds a GitHub personal access token, `ghp_…`
    C=d
"
        );
        check(&RULE, &text);
    }

    #[test]
    fn base64_hides_nothing() {
        let text = format!("kind: Secret\ndata:\n  token: {}\n", samples::encoded(&samples::github()));
        assert_eq!(messages(&text), ["data.token `token` holds a GitHub personal access token in base64, `ghp_…`"]);
        let key =
            format!("kind: Secret\nstringData:\n  key: |\n    {}\n", samples::private_key().replace('\n', "\n    "));
        assert_eq!(messages(&key), ["stringData.key `key` holds a private key"]);
    }

    #[test]
    fn a_manifest_that_is_kept_once_more_is_told_once() {
        let token = samples::github();
        let kept = format!("kubectl.kubernetes.io/last-applied-configuration: '{{\"data\":{{\"t\":\"{token}\"}}}}'");
        assert_eq!(
            messages(&format!("kind: ConfigMap\nmetadata:\n  annotations:\n    {kept}\ndata: {{t: {token}}}\n")).len(),
            1
        );
        assert_eq!(messages(&format!("kind: ConfigMap\nmetadata:\n  annotations:\n    {kept}\n")).len(), 1);
    }

    #[test]
    fn an_alias_is_told_where_it_is_written() {
        let token = samples::github();
        assert_eq!(messages(&format!("kind: Widget\na: &a {token}\nb: *a\nc: *a\n")).len(), 1);
    }

    #[test]
    fn a_password_in_a_url_has_other_rules_in_pods_and_config_maps() {
        let url = "postgres://shop:Tr0ub4dor@db/shop";
        quiet(
            &RULE,
            "1.37",
            &format!("kind: ConfigMap\ndata: {{url: '{url}'}}\n---\nkind: Secret\nstringData: {{url: '{url}'}}\n"),
        );
        quiet(&RULE, "1.37", &format!("kind: Pod\nspec: {{containers: [{{name: a, args: ['{url}']}}]}}\n"));
        assert_eq!(
            messages(&format!("kind: Widget\nspec: {{url: '{url}'}}\n")),
            ["spec.url `url` holds a password in a URL, `Tr…`"]
        );
    }
}
