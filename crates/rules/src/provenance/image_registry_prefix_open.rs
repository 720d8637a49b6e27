//! `image-registry-prefix-open`: `registry.example.com` is also the beginning of `registry.example.com.evil.io`.

use plimsoll_kube::Object;
use plimsoll_source::Value;

use crate::prelude::*;
use crate::wording::{called, shown};

pub(crate) static RULE: Rule = Rule {
    id: "image-registry-prefix-open",
    title: "A list of registries also lets in names that begin alike",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Provenance,
    controls: &[],
    equivalents: elsewhere(&["trivy:KSV-0124"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        match (object.group(), object.kind()) {
            ("constraints.gatekeeper.sh", "K8sAllowedRepos") => {
                for item in object.field(&["spec", "parameters", "repos"]).items() {
                    let Some(entry) = item.as_str().filter(|entry| is_open(entry)) else { continue };
                    push(object, item, entry, &format!("{entry}/"), findings);
                }
            }
            ("kyverno.io", "ClusterPolicy" | "Policy") => {
                for item in patterns(object) {
                    let Some(text) = item.as_str() else { continue };
                    let open = |part: &&str| {
                        part.strip_suffix('*').is_some_and(|start| !start.contains(['*', '!']) && is_open(start))
                    };
                    let Some(part) = text.split('|').map(str::trim).find(open) else { continue };
                    let closed = part.strip_suffix('*').map(|start| text.replace(part, &format!("{start}/*")));
                    push(object, item, part, &closed.unwrap_or_default(), findings);
                }
            }
            _ => {}
        }
    }
}

fn push(object: &Located<Object<'_>>, item: Value<'_>, entry: &str, closed: &str, findings: &mut Findings) {
    let field = Field::of(item);
    let message = format!(
        "`{}` in {} also lets in every name that begins with it",
        shown(entry),
        called(object.kind(), object.name())
    );
    let note = "an image of exactly this name is no longer let in";
    let fix = Fix::needs_review("end the entry with a slash", note, [Edit::set(field.path(), closed)]);
    findings.push(RULE.at(&object.place(), field.span(), field.path(), message).fix(fix));
}

/// Whether something that belongs to somebody else begins like an entry. What ends in a tag or a digest names one image.
fn is_open(entry: &str) -> bool {
    let last = entry.rsplit('/').next().unwrap_or(entry);
    let tagged = entry.contains('/') && last.contains(':');
    !entry.is_empty() && !entry.ends_with(['/', '*', ':', '@']) && !tagged && !entry.contains('@')
}

/// The patterns for images in rules that validate Pods. Keys stand in anchors there: `(image)`, `=(initContainers)`.
fn patterns<'a>(object: &Object<'a>) -> Vec<Value<'a>> {
    let mut found = Vec::new();
    for rule in object.field(&["spec", "rules"]).items() {
        let one = Field::walk(rule, &["validate", "pattern", "spec"]).value();
        let any = Field::walk(rule, &["validate", "anyPattern"]);
        let any = any.items().filter_map(|pattern| Field::walk(pattern, &["spec"]).value()).collect::<Vec<_>>();
        for spec in one.into_iter().chain(any) {
            let lists = spec.entries().filter(|entry| names(entry.key, "ontainers"));
            for container in lists.flat_map(|entry| entry.value.items().collect::<Vec<_>>()) {
                found.extend(container.entries().filter(|entry| names(entry.key, "image")).map(|entry| entry.value));
            }
        }
    }
    found
}

fn names(key: Value<'_>, word: &str) -> bool {
    key.scalar_text().is_some_and(|key| key.trim_end_matches(')').ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn a_slash_closes_an_entry() {
        check(
            &RULE,
            "
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata: {name: repos}
spec:
  parameters:
    repos: [registry.example.com, ghcr.io/team/, \"docker.io/library/nginx:\"]
#           ^^^^^^^^^^^^^^^^^^^^ high: `registry.example.com` in the K8sAllowedRepos `repos` also lets in every name that begins with it
",
        );
    }

    #[test]
    fn patterns_of_kyverno_have_stars() {
        let text = "\
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: repos}
spec:
  rules:
  - validate:
      pattern:
        spec:
          =(initContainers):
          - image: 'ghcr.io/team/* | registry.example.com*'
          containers:
          - image: \"*:latest\"
";
        assert_eq!(mended(&RULE, "1.37", text).0, text.replace("example.com*", "example.com/*"));
    }
}
