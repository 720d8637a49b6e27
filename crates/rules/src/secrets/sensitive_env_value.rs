//! `sensitive-env-value`: a password in the environment or on the command line, where everybody who may see the Pod reads it.

use plimsoll_source::edit::Literal;
use plimsoll_source::{Span, Value};

use super::credential::name::promise;
use super::credential::weight;
use super::settings::{Setting, settings};
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "sensitive-env-value",
    title: "A container is given a credential in clear",
    severity: Severity::High,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: elsewhere(&[
        "polaris:sensitiveContainerEnvVar",
        "kubescape:C-0012",
        "kubescape:C-0259",
        "kube-linter:env-var-secret",
    ]),
    parameters: &[Parameter::list("allowed-names", "Names of variables and options whose values are no secrets.")],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let allowed = ctx.list(&RULE, "allowed-names");
    for (pod, container) in ctx.containers() {
        let seen = Seen { ctx, pod, container: &container, allowed };
        for variable in container.field(&["env"]).items() {
            seen.variable(variable, findings);
        }
        for list in [container.field(&["command"]), container.field(&["args"])] {
            seen.words(list, findings);
        }
    }
}

struct Seen<'c, 'a> {
    ctx: &'c Context<'a>,
    pod: &'c Located<Pod<'a>>,
    container: &'c Container<'a>,
    allowed: &'c [String],
}

impl<'a> Seen<'_, 'a> {
    fn is_allowed(&self, name: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed == name.trim_start_matches('-'))
    }

    fn variable(&self, variable: Value<'a>, findings: &mut Findings) {
        let value = variable.get("value").map(|entry| entry.value).filter(|value| value.as_str().is_some());
        let Some((value, text)) = value.and_then(|value| Some((value, value.as_str()?))) else { return };
        let name = Field::walk(variable, &["name"]).as_str().unwrap_or_default();
        if text.is_empty() || self.is_allowed(name) {
            return;
        }
        let own = promise(name).and_then(|promise| weight(promise, text));
        if let Some(certainty) = own.filter(|_| !self.ctx.leaks().hold(value)) {
            let finding = self.finding(value, value.span(), &format!("the variable `{name}` of"), "", certainty);
            findings.push(finding.fix(by_reference(self.pod, variable, name)));
            return;
        }
        for setting in settings(self.ctx, value) {
            if !self.is_allowed(setting.name.unwrap_or_default()) {
                findings.push(self.told(value, &format!("the variable `{name}`"), &setting));
            }
        }
    }

    fn words(&self, list: Field<'a>, findings: &mut Findings) {
        let mut option: Option<&str> = None;
        for word in list.items() {
            let Some(text) = word.as_str() else { continue };
            // `--password` and its value may be two words.
            let promised =
                option.filter(|name| !self.is_allowed(name)).and_then(|name| promise(name.trim_start_matches('-')));
            let certainty = promised.filter(|_| !text.starts_with('-')).and_then(|promise| weight(promise, text));
            if let Some(certainty) = certainty.filter(|_| !self.ctx.leaks().hold(word)) {
                let what = format!("the option `{}` of", option.unwrap_or_default());
                findings.push(self.finding(word, word.span(), &what, "", certainty));
            } else {
                for setting in settings(self.ctx, word) {
                    if !self.is_allowed(setting.name.unwrap_or_default()) {
                        findings.push(self.told(word, "the command", &setting));
                    }
                }
            }
            option =
                Some(text).filter(|text| text.starts_with('-') && text.len() < 64 && !text.contains(['=', ' ', '`']));
        }
    }

    fn told(&self, value: Value<'a>, what: &str, setting: &Setting<'_>) -> crate::Finding {
        let detail = match setting.name {
            Some(name) => format!(": `{name}`"),
            None => ", in a URL".to_owned(),
        };
        self.finding(value, setting.span, &format!("{what} of"), &detail, setting.confidence)
    }

    fn finding(&self, value: Value<'a>, span: Span, what: &str, detail: &str, certainty: Confidence) -> crate::Finding {
        let message = format!("{what} {} holds a credential in clear{detail}", named(self.container));
        RULE.at(&self.pod.place(), span, value.path(), message)
            .related(self.container.name_span(), "this container")
            .confidence(certainty)
    }
}

/// Takes the value from a Secret that is named after the object.
fn by_reference(pod: &Pod<'_>, variable: Value<'_>, name: &str) -> Option<Fix> {
    let object = pod.object().name();
    // A name that is made up by the API server is none for a Secret.
    if variable.is_shared() || variable.get("valueFrom").is_some() || object.is_empty() || object.ends_with('-') {
        return None;
    }
    let secret = format!("{object}-credentials");
    let note = format!("the container does not start until a Secret `{secret}` holds the key `{name}`");
    let entry = |key: &str, value: &str| (key.to_owned(), Literal::from(value));
    let reference = Literal::Mapping(vec![entry("name", &secret), entry("key", name)]);
    let from = Literal::Mapping(vec![("secretKeyRef".to_owned(), reference)]);
    let path = variable.path();
    let edits = [Edit::remove(path.clone().key("value")), Edit::set(path.key("valueFrom"), from)];
    Some(Fix::needs_review("take the value from a Secret", note, edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    fn pod(rest: &str) -> String {
        format!("\nkind: Pod\nmetadata: {{name: shop}}\nspec:\n  containers:\n  - name: a\n{rest}")
    }

    #[test]
    fn variables_are_judged_by_name_and_value() {
        check(
            &RULE,
            &pod("    env:
    - {name: DB_PASSWORD, value: hunter2}
#                                ^^^^^^^ high: the variable `DB_PASSWORD` of container `a` holds a credential in clear
    - {name: DB_URL, value: 'postgres://shop:hunter22@db/shop'}
#                                            ^^^^^^^^ high: the variable `DB_URL` of container `a` holds a credential in clear, in a URL
    - {name: OPTIONS, value: '-Ddb.user=a -Ddb.password=hunter2'}
#                                                       ^^^^^^^ high: the variable `OPTIONS` of container `a` holds a credential in clear: `-Ddb.password`
"),
        );
        quiet(
            &RULE,
            "1.37",
            &pod("    env:
    - {name: DB_PASSWORD, value: changeme}
    - {name: DB_PASSWORD, value: $(OTHER)}
    - {name: DB_PASSWORD_FILE, value: /run/secrets/db}
    - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}}
    - {name: DB_PASSWORD, value: ''}
    - {name: DB_PASSWORD}
    - {name: TOKEN, value: 'vault:secret/a#b'}
    - {name: PULL_SECRET, value: registry-login}
    - {value: hunter2}
    - hunter2
"),
        );
    }

    #[test]
    fn the_words_of_a_command_count() {
        check(
            &RULE,
            &pod("    command: [server, --db-password, hunter2]
#                                    ^^^^^^^ high: the option `--db-password` of container `a` holds a credential in clear
    args: ['--redis-password=hunter2', --verbose]
#                            ^^^^^^^ high: the command of container `a` holds a credential in clear: `--redis-password`
"),
        );
        quiet(&RULE, "1.37", &pod("    args: [--password, --verbose, '--token=$(TOKEN)', --token, $(TOKEN)]\n"));
    }
}
