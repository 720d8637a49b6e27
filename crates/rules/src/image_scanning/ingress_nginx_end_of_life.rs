//! `ingress-nginx-end-of-life`: new holes in what faces the internet stay open.

use plimsoll_kube::image::Day;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "ingress-nginx-end-of-life",
    title: "The retired controller ingress-nginx is deployed",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::ImageScanning,
    controls: &[],
    equivalents: elsewhere(&["kubescape:C-0292"]),
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// The day of its last release, after which its repository was archived.
const RETIRED: &str = "2026-03-24";

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    if Day::parse(RETIRED).is_none_or(|retired| ctx.day() < retired) {
        return;
    }
    for (pod, image) in ctx.images() {
        let Some(reference) = image.reference().filter(|_| image.runs()) else { continue };
        let path = reference.path();
        let own = [
            "ingress-nginx/controller",
            "ingress-nginx/controller-chroot",
            "kubernetes-ingress-controller/nginx-ingress-controller",
        ];
        if own.iter().any(|name| path.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))) {
            findings.push(image.finding(
                &RULE,
                pod,
                "is ingress-nginx, which was retired on 2026-03-24 and gets no fixes",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, environment, file, findings};

    #[test]
    fn mirrors_count_and_other_controllers_do_not() {
        check(
            &RULE,
            "
kind: DaemonSet
spec:
  template:
    spec:
      containers:
      - {name: a, image: mirror.example.com/ingress-nginx/controller:v1.13.3}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high: image `mirror.example.com/ingress-nginx/controller:v1.13.3` of container `a` is ingress-nginx, which was retired on 2026-03-24 and gets no fixes
      - {name: b, image: nginx/nginx-ingress:5.2}
",
        );
    }

    #[test]
    fn before_its_end_it_was_fine() {
        let text =
            "kind: Pod\nspec: {containers: [{name: a, image: registry.k8s.io/ingress-nginx/controller:v1.13.3}]}\n";
        let mut environment = environment("1.37");
        environment.date = "2026-03-01".to_owned();
        assert_eq!(findings(&RULE, &file("a.yaml", text), &environment).len(), 0);
    }
}
