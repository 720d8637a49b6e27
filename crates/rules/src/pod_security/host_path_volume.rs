//! `host-path-volume`: files of the node lie open to the Pod.

use plimsoll_kube::Volume;
use plimsoll_source::Value;

use super::places::{remove_item, remove_items};
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "host-path-volume",
    title: "A Pod mounts a directory of the node's file system",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::PodSecurity,
    controls: &[Control::pss("baseline", "hostPathVolumes"), Control::cis("1.12", "5.2.11")],
    equivalents: &[
        "trivy:KSV-0023",
        "polaris:hostPathSet",
        "kubescape:C-0048",
        "kyverno:pod-security/disallow-host-path",
        "psa:hostPathVolumes",
        "kube-bench:cis-1.12/5.2.11",
        "gatekeeper:pod-security-policy/host-filesystem",
        "kics:aa8f7a35",
        "kyverno:other/limit-hostpath-vols",
    ],
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, violation) in ctx.violations(Check::HostPathVolumes) {
        let Subject::Volume(volume) = &violation.subject else { continue };
        let path = violation.field.child(&["path"]).value().and_then(Value::scalar_text).unwrap_or_default();
        let mounts = mounts(pod, volume.name());
        let edits = without(pod, volume);
        // The kubelet makes the path of `DirectoryOrCreate` and `FileOrCreate` also where nobody mounts it.
        let creates = violation.field.child(&["type"]).as_str().is_some_and(|kind| kind.ends_with("OrCreate"));
        let unused = edits.len() == 1 && !creates;
        let note = format!("programs no longer find what they read or write in `{path}` of the node");
        let mut finding = RULE.on(pod, violation.field, format!("volume `{}` is `{path}` of the node", volume.label()));
        for mount in mounts {
            finding = finding.related(mount.span(), "mounted here");
        }
        findings.push(finding.fix(Fix::safe_if(unused, "remove the volume and its mounts", note, edits)));
    }
}

/// The names under which containers mount a volume, in files and as devices.
fn mounts<'a>(pod: &Pod<'a>, volume: &str) -> Vec<Field<'a>> {
    let lists = pod.containers().flat_map(|container| LISTS.map(|list| container.field(list)));
    let names = lists.flat_map(Field::items).map(|mount| Field::walk(mount, &["name"]));
    names.filter(|name| name.as_str() == Some(volume)).collect()
}

fn without(pod: &Pod<'_>, volume: &Volume<'_>) -> Vec<Edit> {
    let lists = pod.containers().flat_map(|container| LISTS.map(|list| container.field(list)));
    let mounts = |mount| Field::walk(mount, &["name"]).as_str() == Some(volume.name());
    let mut edits = vec![remove_item(volume.value())];
    edits.extend(remove_items(lists, mounts));
    edits
}

const LISTS: [&[&str]; 2] = [&["volumeMounts"], &["volumeDevices"]];

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
}
