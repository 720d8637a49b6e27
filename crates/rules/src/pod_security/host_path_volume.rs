//! `host-path-volume`: files of the node lie open to the Pod.

use crate::mounts::{Mounts, lies_in};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "host-path-volume",
    title: "A Pod mounts a directory of the node's file system",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostPathVolumes"), Control::cis("1.12", "5.2.11")],
    equivalents: elsewhere(&[
        "trivy:KSV-0023",
        "polaris:hostPathSet",
        "kubescape:C-0048",
        "kyverno:pod-security/disallow-host-path",
        "psa:hostPathVolumes",
        "kube-bench:cis-1.12/5.2.11",
        "gatekeeper:pod-security-policy/host-filesystem",
        "kics:aa8f7a35",
        "kyverno:other/limit-hostpath-vols",
    ]),
    parameters: &[Parameter::list(
        "allowed-paths",
        "Directories of the node that may be mounted, with all below them.",
    )],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        let Some(mounts) = Mounts::of_node_paths(pod) else { continue };
        for violation in ctx.violations_of(pod, Check::HostPathVolumes) {
            let Subject::Volume(volume) = violation.subject else { continue };
            let Some(volume) = mounts.node_volume(volume) else { continue };
            if ctx.list(&RULE, "allowed-paths").iter().any(|allowed| lies_in(volume.path, allowed)) {
                continue;
            }
            let message = format!("volume `{}` is {} of the node", volume.label(), volume.place());
            findings.push(volume.finding(&RULE, pod, volume.field, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use plimsoll_report::Applicability;

    use super::*;
    use crate::testing::{check, mended};

    #[test]
    fn volumes_count_whether_or_not_they_are_mounted() {
        check(
            &RULE,
            "
kind: Job
spec:
  template:
    spec:
      volumes:
      - {name: a, hostPath: {path: /var/run}}
#                           ^^^^^^^^^^^^^^^^ high: volume `a` is `/var/run` of the node
      - hostPath:
          path: /
#         ^^^^^^^ high: volume `volumes[1]` is `/` of the node
      - {name: b, emptyDir: {}}
",
        );
    }

    #[test]
    fn what_nobody_mounts_goes_safely() {
        let text = "kind: Pod\nspec:\n  containers: [{name: a}]\n  volumes:\n  - {name: v, hostPath: {path: /v}}\n";
        let after = "kind: Pod\nspec:\n  containers: [{name: a}]\n".to_owned();
        assert_eq!(mended(&RULE, "1.37", text), (after.clone(), vec![Applicability::Safe]));
        let created = text.replace("path: /v", "path: /v, type: DirectoryOrCreate");
        assert_eq!(mended(&RULE, "1.37", &created), (after, vec![Applicability::NeedsReview]));
    }

    #[test]
    fn allowed_are_directories_and_what_lies_below_them() {
        let inside = |path| lies_in(path, "/var/log/");
        assert!(inside("/var/log") && inside("/var/log/pods"));
        assert!(!inside("/var/logs") && !inside("/var") && !inside("/var/log/../lib"));
    }

    #[test]
    fn all_mounts_of_a_volume_go_with_it() {
        let text = "\
kind: Pod
spec:
  initContainers:
  - name: a
    volumeMounts:
    - {name: v, mountPath: /a}
    - {name: w, mountPath: /b}
    - {name: v, mountPath: /c}
  containers:
  - name: b
    image: b
    volumeMounts:
    - {name: v, mountPath: /a}
  volumes:
  - {name: v, hostPath: {path: /v}}
  - {name: w}
";
        let after = "\
kind: Pod
spec:
  initContainers:
  - name: a
    volumeMounts:
    - {name: w, mountPath: /b}
  containers:
  - name: b
    image: b
  volumes:
  - {name: w}
";
        assert_eq!(mended(&RULE, "1.37", text), (after.to_owned(), vec![Applicability::NeedsReview]));
    }

    #[test]
    fn of_volumes_with_the_same_name_the_first_has_the_mounts() {
        let volume = "  - {name: v, hostPath: {path: /v}}\n";
        let text =
            format!("kind: Pod\nspec:\n  containers: [{{volumeMounts: [{{name: v}}]}}]\n  volumes:\n{volume}{volume}");
        let found = crate::testing::findings(
            &RULE,
            &crate::testing::file("a.yaml", &text),
            &crate::testing::environment("1.37"),
        );
        assert_eq!(found.iter().map(|finding| finding.related.len()).collect::<Vec<_>>(), [1, 0]);
    }
}
