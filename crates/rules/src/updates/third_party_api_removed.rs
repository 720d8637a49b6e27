//! `third-party-api-removed`: an operator or a controller does not know the object any more.

use plimsoll_kube::api;
use plimsoll_kube::image::newer;

use super::api::{UPDATES, about};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "third-party-api-removed",
    title: "A component does not serve the API of an object any more",
    confidence: Confidence::Medium,
    parameters: &[Parameter::list(
        "installed",
        "Components with the versions that your clusters run, such as `cert-manager=1.5`: what these still serve is not told.",
    )],
    fixable: true,
    check,
    ..UPDATES
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects() {
        let Some(api) = api::foreign(object.api_version(), object.kind()) else { continue };
        let still_served = ctx.list(&RULE, "installed").iter().any(|installed| {
            let (component, version) = installed.split_once('=').unwrap_or((installed, ""));
            let version = version.trim().trim_start_matches('v');
            !version.is_empty() && component.trim().eq_ignore_ascii_case(api.component) && newer(api.removed, version)
        });
        if still_served {
            continue;
        }
        let quote = if api.replacement.contains('`') { "" } else { "`" };
        let what = format!("is gone since {} {}; use {quote}{}{quote}", api.component, api.removed, api.replacement);
        let written = object.field(&["apiVersion"]);
        let fix = (api.is_same && written.is_set()).then(|| {
            Fix::needs_review(
                format!("write `apiVersion: {}`", api.replacement),
                "the installed version of the component must serve it already",
                [Edit::set(written.path(), api.replacement)],
            )
        });
        findings.push(about(&RULE, object, &what).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability::NeedsReview;

    use super::*;
    use crate::ParameterValue;
    use crate::testing::{check, environment_with, file, findings, mended, quiet};

    const TEXT: &str = "apiVersion: cert-manager.io/v1alpha2\nkind: Certificate\n";

    #[test]
    fn kinds_of_a_group_may_share_a_fate_or_not() {
        check(
            &RULE,
            "
apiVersion: cert-manager.io/v1alpha2
#           ^^^^^^^^^^^^^^^^^^^^^^^^ medium: `Certificate` of `cert-manager.io/v1alpha2` is gone since cert-manager 1.6; use `cert-manager.io/v1`
kind: Certificate
---
apiVersion: rbac.istio.io/v1alpha1
#           ^^^^^^^^^^^^^^^^^^^^^^ medium: `ServiceRole` of `rbac.istio.io/v1alpha1` is gone since Istio 1.6; use `AuthorizationPolicy` of `security.istio.io`
kind: ServiceRole
",
        );
        quiet(&RULE, "1.37", "apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: TLSRoute\n");
        let text = "apiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\n";
        assert_eq!(mended(&RULE, "1.37", text), (text.replace("v1beta1", "v1"), vec![NeedsReview]));
    }

    #[test]
    fn what_is_installed_may_serve_it_still() {
        for (installed, count) in [
            ("cert-manager=1.5.4", 0),
            ("Cert-Manager = v1.5", 0),
            ("cert-manager=1.6.0", 1),
            ("cert-manager", 1),
            ("istio=1.1", 1),
        ] {
            let environment = environment_with(&RULE, "installed", ParameterValue::List(vec![installed.to_owned()]));
            assert_eq!(findings(&RULE, &file("a.yaml", TEXT), &environment).len(), count, "{installed}");
        }
    }
}
