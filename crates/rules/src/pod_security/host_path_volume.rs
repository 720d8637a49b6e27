//! `host-path-volume`: files of the node lie open to the Pod.

use std::borrow::Cow;
use std::collections::BTreeMap;

use plimsoll_kube::Volume;
use plimsoll_source::Value;

use crate::places::{remove_item, remove_items, reviewable};
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
        let violations = ctx.violations_of(pod, Check::HostPathVolumes);
        let mounts = if violations.is_empty() { Mounts::default() } else { Mounts::of(pod) };
        for violation in violations {
            let Subject::Volume(volume) = &violation.subject else { continue };
            let mounts = mounts.named(volume.name());
            let path = violation.field.child(&["path"]).value().and_then(Value::scalar_text).unwrap_or_default();
            if ctx.list(&RULE, "allowed-paths").iter().any(|allowed| lies_in(path, allowed)) {
                continue;
            }
            let place = if path.is_empty() { "a path".to_owned() } else { format!("`{path}`") };
            let message = format!("volume `{}` is {place} of the node", volume.label());
            let mut finding = RULE.on(pod, violation.field, message);
            for (_, mount) in mounts {
                finding = finding.related(Field::walk(*mount, &["name"]).span(), "mounted here");
            }
            // The kubelet makes the path of `DirectoryOrCreate` and `FileOrCreate` also where nobody mounts it.
            let creates = violation.field.child(&["type"]).as_str().is_some_and(|kind| kind.ends_with("OrCreate"));
            let note = format!("programs no longer find what they read or write in {place} of the node");
            let title = "remove the volume and its mounts";
            let fix = Fix::safe_if(mounts.is_empty() && !creates, title, note, without(volume, mounts));
            findings.push(finding.fix(reviewable(fix)));
        }
    }
}

/// Whether a path is a directory or lies below it. A path with `..` may lead anywhere.
fn lies_in(path: &str, directory: &str) -> bool {
    let below = path.strip_prefix(directory.trim_end_matches('/'));
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) && path.split('/').all(|part| part != "..")
}

/// A list of mounts and one of its items.
type Mount<'a> = (Field<'a>, Value<'a>);

/// What containers mount, as files and as devices, by the name of the volume.
#[derive(Default)]
struct Mounts<'a> {
    places: BTreeMap<Cow<'a, str>, usize>,
    mounts: Vec<Vec<Mount<'a>>>,
}

impl<'a> Mounts<'a> {
    fn of(pod: &Pod<'a>) -> Self {
        let mut found = Self::default();
        for container in pod.containers() {
            for list in [container.field(&["volumeMounts"]), container.field(&["volumeDevices"])] {
                for mount in list.items() {
                    let name = Field::walk(mount, &["name"]).as_str().unwrap_or_default();
                    let place = *found.places.entry(Cow::Borrowed(name)).or_insert(found.mounts.len());
                    match found.mounts.get_mut(place) {
                        Some(mounts) => mounts.push((list, mount)),
                        None => found.mounts.push(vec![(list, mount)]),
                    }
                }
            }
        }
        found
    }

    fn named(&self, volume: &str) -> &[Mount<'a>] {
        self.places.get(volume).and_then(|place| self.mounts.get(*place)).map_or(&[], Vec::as_slice)
    }
}

fn without(volume: &Volume<'_>, mounts: &[Mount<'_>]) -> Vec<Edit> {
    let mut edits = vec![remove_item(volume.value())];
    for of_list in mounts.chunk_by(|(one, _), (other, _)| one.span() == other.span()) {
        let items: Vec<_> = of_list.iter().map(|(_, mount)| *mount).collect();
        edits.extend(of_list.first().into_iter().flat_map(|(list, _)| remove_items(*list, &items)));
    }
    edits
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
}
