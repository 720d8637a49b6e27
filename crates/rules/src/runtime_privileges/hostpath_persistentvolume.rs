//! `hostpath-persistentvolume`: a claim of it is a path of whichever node the Pod runs on.

use plimsoll_source::Value;

use crate::mounts::lies_in;
use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "hostpath-persistentvolume",
    title: "A PersistentVolume is a directory of the node's file system",
    severity: Severity::High,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::RuntimePrivileges,
    controls: &[],
    equivalents: elsewhere(&["kyverno:other/limit-hostpath-type-pv"]),
    parameters: &[Parameter::list(
        "allowed-paths",
        "Directories of the node that PersistentVolumes may be: those, and what lies below them, are not reported.",
    )],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects().iter().filter(|object| object.kind() == "PersistentVolume" && object.group().is_empty())
    {
        let volume = object.field(&["spec", "hostPath"]);
        if !volume.is_set() {
            continue;
        }
        let path = volume.child(&["path"]);
        let text = path.value().and_then(Value::scalar_text).unwrap_or_default();
        if ctx.list(&RULE, "allowed-paths").iter().any(|allowed| lies_in(text, allowed)) {
            continue;
        }
        let place = if text.is_empty() { "a path".to_owned() } else { format!("`{text}`") };
        let message = format!("volume `{}` is {place} of the node, for whoever claims it", object.name());
        findings.push(
            RULE.at(&object.place(), path.span(), path.path(), message).related(object.name_span(), "this object"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn whatever_path_it_is() {
        check(
            &RULE,
            "
apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec:
  hostPath: {path: /srv, type: Directory}
#                  ^^^^ high: volume `data` is `/srv` of the node, for whoever claims it
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: none}
spec: {hostPath: {}}
#      ^^^^^^^^ high: volume `none` is a path of the node, for whoever claims it
",
        );
        quiet(&RULE, "1.37", "kind: PersistentVolume\nspec: {local: {path: /srv}, hostPath: }\n");
        quiet(&RULE, "1.37", "apiVersion: a.io/v1\nkind: PersistentVolume\nspec: {hostPath: {path: /srv}}\n");
    }
}
