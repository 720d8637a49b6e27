//! `subpath-with-root`: on old versions a link in the volume leads out of it.

use plimsoll_kube::Version;

use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "subpath-with-root",
    title: "A container that may be root mounts a subPath on a version open to CVE-2021-25741",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The last version with releases that have the flaw: 1.22.0 and 1.22.1 have it, 1.22.2 does not.
const LAST_OPEN: Version = Version::new(22);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if ctx.version() > LAST_OPEN {
        return;
    }
    for (pod, container) in ctx.containers() {
        let user = container.run_as_user().value;
        if user.is_some_and(|user| user != 0) || (user.is_none() && container.run_as_non_root().value == Some(true)) {
            continue;
        }
        for mount in container.field(&["volumeMounts"]).items() {
            let parts = [Field::walk(mount, &["subPath"]), Field::walk(mount, &["subPathExpr"])];
            let written = |part: &Field<'_>| part.as_str().is_some_and(|part| !part.is_empty());
            let Some(part) = parts.into_iter().find(written) else { continue };
            let message = format!(
                "{} may be root and mounts `{}` of a volume, which CVE-2021-25741 leads out of",
                named(&container),
                part.as_str().unwrap_or_default()
            );
            findings.push(RULE.on(pod, part, message).related(container.name_span(), "this container"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_at, quiet};

    #[test]
    fn root_on_an_old_version_is_in_danger() {
        check_at(
            &RULE,
            "1.22",
            "
kind: Pod
spec:
  containers:
  - {name: a, volumeMounts: [{name: v, subPath: a}, {name: v, subPathExpr: ''}]}
#                                               ^ low: container `a` may be root and mounts `a` of a volume, which CVE-2021-25741 leads out of
  - {name: b, securityContext: {runAsUser: 1}, volumeMounts: [{name: v, subPath: a}]}
  - {name: c, securityContext: {runAsNonRoot: true}, volumeMounts: [{name: v, subPath: a}]}
",
        );
        quiet(&RULE, "1.23", "kind: Pod\nspec: {containers: [{name: a, volumeMounts: [{name: v, subPath: a}]}]}\n");
    }
}
