//! `duplicate-resource`: one object, written twice, of which the cluster keeps one.

use plimsoll_kube::Known;
use plimsoll_source::order::{Order, hash};

use super::bundle::{ACROSS, about_all, within};
use super::folders::{Folders, parts};
use crate::prelude::*;
use crate::wording::called;

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-resource",
    title: "The same object is written twice",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    check,
    ..ACROSS
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let objects = ctx.index().objects();
    let (folders, built) = (Folders::of(ctx), built(ctx));
    let key = |known: &Known<'_>| {
        let facts = known.facts;
        let folder = folders.of_file(known.id.file);
        // What `kubectl apply` takes together.
        let applied = if built.contains(folder) { u64::from(known.id.file) } else { folder };
        let name = hash(&facts.namespace).rotate_left(27) ^ hash(&facts.name);
        applied.rotate_left(36) ^ hash(&facts.kind).rotate_left(9) ^ hash(&facts.group).rotate_left(18) ^ name
    };
    let order = Order::new(objects.iter().map(key));
    for (known, _) in objects.iter().zip(order.repeated()).filter(|(_, repeated)| *repeated) {
        let facts = known.facts;
        if facts.name.is_empty() || facts.name.contains(['{', '$']) {
            continue;
        }
        let Some(first) = order.find(key(known)).next().and_then(|place| objects.get(place)) else { continue };
        let (Some(object), Some(other)) = (ctx.object(known), ctx.object(first)) else { continue };
        // The cluster makes up the rest of a generated name.
        if !object.field(&["metadata", "name"]).is_set() || !other.field(&["metadata", "name"]).is_set() {
            continue;
        }
        let who = called(&facts.kind, &facts.name);
        let message = format!("{who} is written twice{}: what is applied last stays", within(&facts.namespace));
        let finding = about_all(&RULE, &object, message).related_object(&other, "written here first");
        let is_one_file = first.id.file == known.id.file;
        findings.push(if is_one_file { finding } else { finding.confidence(Confidence::Medium) });
    }
}

/// Folders in which Kustomize puts the files together, where patches repeat the names of what they patch.
fn built(ctx: &Context<'_>) -> Order {
    let folders = ctx.files().filter_map(|(_, file)| {
        let (folder, name) = parts(file.name());
        matches!(name, "kustomization.yaml" | "kustomization.yml" | "Kustomization").then(|| hash(folder))
    });
    Order::new(folders)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: x}\n---\n";

    #[test]
    fn each_after_the_first_is_told() {
        check(
            &RULE,
            &format!(
                "{POD}apiVersion: v1\nkind: List\nitems:\n- {{apiVersion: v1, kind: Pod, metadata: {{name: a, namespace: x}}}}\n#                                              ^ medium: the Pod `a` is written twice in namespace `x`: what is applied last stays\n"
            ),
        );
    }

    #[test]
    fn others_of_the_name_are_others() {
        for other in [
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: y}\n",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: b, namespace: x}\n",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: x}\n",
            "apiVersion: x.io/v1\nkind: Pod\nmetadata: {name: a, namespace: x}\n",
            "apiVersion: v1\nkind: Pod\nmetadata: {generateName: a, namespace: x}\n",
            "apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Pod\n",
        ] {
            quiet(&RULE, "1.37", &format!("{POD}{other}"));
        }
    }
}
