//! `misnamed-field`: `Privileged`, `securitycontext` and their like, which set nothing.

use plimsoll_source::Kind;

use super::misplaced_field::home;
use super::shape::{self, Shape};
use crate::nearest::distance;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "misnamed-field",
    title: "A field is spelt as no field of the API is",
    severity: Severity::High,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::Reading,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.is_regular() {
        return;
    }
    for object in ctx.objects() {
        shape::walk(&object.value, &mut |seen| {
            if seen.known.is_some() || seen.shape.name.is_empty() || seen.entry.key.kind() != Kind::String {
                return;
            }
            let name = seen.entry.name();
            let Some((meant, slips)) = meant(seen.shape, &name).filter(|_| home(seen.shape, &name).is_none()) else {
                return;
            };
            let key = seen.entry.key;
            let message = format!("`{name}` is no field of {}: `{meant}` is", seen.shape.name);
            let mut finding = RULE.at(&object.place(), key.span(), key.path(), message);
            // Another case, or a hyphen, is a slip beyond doubt.
            if slips == 0 {
                finding = finding.confidence(Confidence::High);
            }
            findings.push(finding.fix((slips < 2).then(|| {
                Fix::needs_review(
                    format!("write `{meant}`"),
                    "the setting takes effect, which it does not so far",
                    [Edit::rename(key.path(), meant)],
                )
            })));
        });
    }
}

/// The field that a name was probably meant to be, and the letters that differ when case and hyphens do not count.
fn meant(shape: &'static Shape, name: &str) -> Option<(&'static str, usize)> {
    // No field is near a name of another size; a short one is near too many.
    if !(3..40).contains(&name.len()) || name.contains('`') {
        return None;
    }
    let letters = name.replace(['-', '_'], "");
    let slips = |field: &&'static str| distance(&letters, field);
    let fields = shape.fields.iter().map(|(field, _)| *field);
    let nearest = fields.min_by_key(slips)?;
    let bound = if letters.len() < 4 {
        0
    } else if letters.len() < 8 {
        1
    } else {
        2
    };
    Some((nearest, slips(&nearest))).filter(|(_, slips)| *slips <= bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn slips_are_told_with_what_was_meant() {
        check(
            &RULE,
            "
kind: Deployment
spec: {template: {spec: {hostnetwork: true, containers: [{Image: x, volumeMount: [],
#                        ^^^^^^^^^^^ high: `hostnetwork` is no field of the Pod's `spec`: `hostNetwork` is
#                                                         ^^^^^ high: `Image` is no field of a container: `image` is
#                                                                   ^^^^^^^^^^^ high: `volumeMount` is no field of a container: `volumeMounts` is
  securityContext: {Privileged: true, readOnlyRootFileSystem: true, runAsNonroot: true, capabilities: {Drop: [ALL]}}}]}}}
#                   ^^^^^^^^^^ high: `Privileged` is no field of a container's `securityContext`: `privileged` is
#                                     ^^^^^^^^^^^^^^^^^^^^^^ high: `readOnlyRootFileSystem` is no field of a container's `securityContext`: `readOnlyRootFilesystem` is
#                                                                   ^^^^^^^^^^^^ high: `runAsNonroot` is no field of a container's `securityContext`: `runAsNonRoot` is
#                                                                                                      ^^^^ high: `Drop` is no field of `capabilities`: `drop` is
",
        );
    }

    #[test]
    fn what_is_near_no_field_is_left_alone() {
        quiet(
            &RULE,
            "1.37",
            "kind: Pod\nspec: {x-defaults: 1, containers: [{image: x, newField: 1}], 5: 1, os: {nam: x}}\n",
        );
        quiet(&RULE, "1.37", "kind: Widget\nspec: {securitycontext: {Privileged: true}}\n");
    }

    #[test]
    fn the_name_is_mended_and_all_below_it_stays() {
        let text = "kind: Pod\nspec:\n  security_context: # c\n    runAsUser: 1\n";
        let (after, promises) = mended(&RULE, "1.37", text);
        assert_eq!(after, text.replace("security_context", "securityContext"));
        assert_eq!(promises, [plimsoll_report::Applicability::NeedsReview]);
    }
}
