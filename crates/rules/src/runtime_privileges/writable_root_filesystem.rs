//! `writable-root-filesystem`: what an intruder writes into the container stays there and runs.

use plimsoll_source::Value;
use plimsoll_source::edit::Literal;

use crate::places::is_used_again;
use crate::prelude::*;
use crate::wording::named;

pub(crate) static RULE: Rule = Rule {
    id: "writable-root-filesystem",
    title: "The root file system of a container is writable",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Strict,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&[
        "trivy:KSV-0014",
        "kube-linter:no-read-only-root-fs",
        "kube-score:container-security-context-readonlyrootfilesystem",
        "polaris:notReadOnlyRootFilesystem",
        "checkov:CKV_K8S_22",
        "kubescape:C-0017",
        "kubesec:ReadOnlyRootFilesystem",
        "kyverno:best-practices/require-ro-rootfs",
        "gatekeeper:pod-security-policy/read-only-root-filesystem",
        "kics:a9c2f49d",
    ]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for pod in ctx.pods() {
        // The API server refuses the setting in a Windows Pod.
        if pod.is_windows(ctx.version()) {
            continue;
        }
        let writable: Vec<_> =
            pod.containers().filter(|one| one.read_only_root_filesystem().value != Some(true)).collect();
        for container in &writable {
            let message = format!("{} may write to its root file system", named(container));
            findings.push(
                RULE.on(pod, container.read_only_root_filesystem().field, message)
                    .related(container.name_span(), "this container")
                    .fix(fix(pod, container, writable.len() == 1)),
            );
        }
    }
}

/// Programs and their libraries expect to write below `/tmp` more than anywhere else, so the container keeps one of its own.
fn fix(pod: &Pod<'_>, container: &Container<'_>, alone: bool) -> Fix {
    let mut edits = vec![Edit::set(container.read_only_root_filesystem().path(), true)];
    let volume = if has_tmp(container) || is_shared(container) { None } else { free_name(pod, container, alone) };
    let note = match &volume {
        Some(_) => "what the image holds below `/tmp` is hidden, and writing anywhere else but to volumes fails",
        None => "writing anywhere but to volumes fails",
    };
    if let Some(name) = volume {
        let named = |key: &str, value: Literal| {
            Literal::Mapping(vec![("name".to_owned(), name.as_str().into()), (key.to_owned(), value)])
        };
        edits.push(Edit::append(container.field(&["volumeMounts"]).path(), named("mountPath", "/tmp".into())));
        edits.push(Edit::append(pod.field(&["volumes"]).path(), named("emptyDir", Literal::Mapping(Vec::new()))));
    }
    Fix::needs_review("make the root file system read-only", note, edits)
}

/// Another Pod that takes the container by an alias would mount a volume that only this Pod has.
fn is_shared(container: &Container<'_>) -> bool {
    let list = container.value().parent();
    [Some(container.value()), list].into_iter().flatten().any(is_used_again)
}

fn has_tmp(container: &Container<'_>) -> bool {
    let path = |mount| Field::walk(mount, &["mountPath"]).value().and_then(Value::scalar_text);
    container
        .field(&["volumeMounts"])
        .items()
        .any(|mount| path(mount).is_some_and(|path| path.trim_end_matches('/') == "/tmp"))
}

/// With more volumes than this nobody is helped by one more, and to look through them for each container would take long.
const VOLUMES: usize = 100;

/// The longest name that the API server allows.
const NAME: usize = 63;

/// A name that no volume of the Pod has. Several containers get a directory each, as they had before.
fn free_name(pod: &Pod<'_>, container: &Container<'_>, alone: bool) -> Option<String> {
    let taken: Vec<_> = pod.volumes().take(VOLUMES + 1).collect();
    let is_free = |name: &String| name.len() <= NAME && taken.iter().all(|volume| volume.name() != name);
    let own = (!container.name().is_empty()).then(|| format!("tmp-{}", container.name()));
    let plain = alone.then(|| "tmp".to_owned());
    (taken.len() <= VOLUMES).then(|| plain.into_iter().chain(own).find(is_free)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, mended, quiet};

    #[test]
    fn what_is_not_read_only_is_writable() {
        check(
            &RULE,
            "
kind: Pod
spec:
  securityContext: {readOnlyRootFilesystem: true}
  initContainers: [{name: a}]
#                         ^ medium: init container `a` may write to its root file system
  containers:
  - {name: b, securityContext: {readOnlyRootFilesystem: false}}
#                                                       ^^^^^ medium: container `b` may write to its root file system
  - {name: c, securityContext: {readOnlyRootFilesystem: true}}
",
        );
        quiet(&RULE, "1.37", "kind: Pod\nspec: {os: {name: windows}, containers: [{name: a}]}\n");
    }

    #[test]
    fn each_container_keeps_a_directory_of_its_own() {
        let text = "\
kind: Pod
spec:
  containers:
  - name: a
  - name: b
    volumeMounts:
    - {name: v, mountPath: /tmp/}
  - name: c
    volumeMounts:
    - {name: v, mountPath: /v}
  volumes:
  - name: v
";
        let after = "\
kind: Pod
spec:
  containers:
  - name: a
    securityContext:
      readOnlyRootFilesystem: true
    volumeMounts:
    - name: tmp-a
      mountPath: /tmp
  - name: b
    volumeMounts:
    - {name: v, mountPath: /tmp/}
    securityContext:
      readOnlyRootFilesystem: true
  - name: c
    volumeMounts:
    - {name: v, mountPath: /v}
    - name: tmp
      mountPath: /tmp
    securityContext:
      readOnlyRootFilesystem: true
  volumes:
  - name: v
  - name: tmp-a
    emptyDir: {}
  - name: tmp
    emptyDir: {}
";
        assert_eq!(mended(&RULE, "1.37", text).0, after);
    }
}
