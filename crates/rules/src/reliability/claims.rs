//! Claims of storage, and the classes that serve them.

use plimsoll_kube::{Object, Quantity};
use plimsoll_source::Value;

use super::amounts::{RELIABILITY, called, quantity, shown};
use crate::prelude::*;

/// A claim: its object, its spec, and what a message calls it.
struct Claim<'c, 'a> {
    object: &'c Located<Object<'a>>,
    spec: Field<'a>,
    name: &'a str,
}

fn claims<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = Claim<'c, 'a>> {
    ctx.objects().iter().flat_map(|object| {
        let own = (object.group().is_empty() && object.kind() == "PersistentVolumeClaim").then(|| object.value.value());
        let of_set = (object.group() == "apps" && object.kind() == "StatefulSet")
            .then(|| object.field(&["spec", "volumeClaimTemplates"]).items());
        own.into_iter().chain(of_set.into_iter().flatten()).map(move |claim| {
            let name = Field::walk(claim, &["metadata", "name"]).value().and_then(Value::scalar_text);
            Claim { object, spec: Field::walk(claim, &["spec"]), name: name.unwrap_or_default() }
        })
    })
}

fn at(rule: &'static Rule, object: &Located<Object<'_>>, field: Field<'_>, message: String) -> crate::Finding {
    let finding = rule.at(&object.place(), field.span(), field.path(), message);
    if object.partly_read && !field.is_set() { finding.confidence(Confidence::Low) } else { finding }
}

pub(crate) mod volume_claim_access_mode {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "volume-claim-access-mode",
        title: "A claim may be mounted by several nodes",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&[
            "kubesec:VolumeClaimAccessModeReadWriteOnce",
            "kics:3878dc92",
            "kyverno:other/readwriteonce-pod",
        ]),
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        for Claim { object, spec, name } in claims(ctx) {
            for mode in spec.child(&["accessModes"]).items() {
                let Some(text) = mode.as_str().filter(|text| !matches!(*text, "ReadWriteOnce" | "ReadWriteOncePod"))
                else {
                    continue;
                };
                let message = format!("the claim `{}` may be mounted as `{}`", shown(name), shown(text));
                findings.push(RULE.at(&object.place(), mode.span(), mode.path(), message));
            }
        }
    }
}

pub(crate) mod volume_claim_storage_out_of_range {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "volume-claim-storage-out-of-range",
        title: "A claim asks for no size, or for one that is not allowed",
        audience: Audience::Default,
        equivalents: elsewhere(&["kubesec:VolumeClaimRequestsStorage", "kics:8cf4671a"]),
        parameters: &[Parameter::text("maximum", "The largest size that a claim may ask for: `100Gi`.")],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let most = ctx.text(&RULE, "maximum").and_then(|text| Quantity::parse(text).ok());
        for Claim { object, spec, name } in claims(ctx) {
            let field = spec.child(&["resources", "requests", "storage"]);
            let name = shown(name);
            let message = match (quantity(field), &most) {
                (None, _) if field.is_set() => continue,
                (None, _) => format!("the claim `{name}` asks for no size, which the API server refuses"),
                (Some(size), _) if size.is_zero() => format!("the claim `{name}` asks for nothing"),
                (Some(size), Some(most)) if size > *most => {
                    format!("the claim `{name}` asks for {size}, and {most} is allowed")
                }
                _ => continue,
            };
            findings.push(at(&RULE, object, field, message));
        }
    }
}

pub(crate) mod storage_class_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "storage-class-missing",
        title: "A claim names no storage class, or one that is not allowed",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kyverno:other/require-storageclass", "gatekeeper:general/storageclass"]),
        parameters: &[Parameter::list("allowed-classes", "The classes that claims may name; any where it is not set.")],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let allowed = ctx.list(&RULE, "allowed-classes");
        for Claim { object, spec, name } in claims(ctx) {
            let field = spec.child(&["storageClassName"]);
            let name = shown(name);
            let message = match field.as_str() {
                None => format!("the claim `{name}` takes whatever class is the default"),
                // An empty name asks for a volume that somebody made by hand.
                Some("") => continue,
                Some(class) if allowed.is_empty() || allowed.iter().any(|known| known == class) => continue,
                Some(class) => format!("the storage class `{}` of the claim `{name}` is not allowed", shown(class)),
            };
            findings.push(at(&RULE, object, field, message));
        }
    }
}

pub(crate) mod storage_class_reclaim_policy {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        id: "storage-class-reclaim-policy",
        title: "A storage class reclaims volumes in another way than is wanted",
        severity: Severity::Info,
        audience: Audience::Opinion,
        equivalents: elsewhere(&["kyverno:other/restrict-storageclass"]),
        parameters: &[Parameter::text("wanted", "`Delete`, which is also the default, or `Retain`.")],
        check,
        ..RELIABILITY
    };

    fn check(ctx: &Context<'_>, findings: &mut Findings) {
        let wanted = ctx.text(&RULE, "wanted").unwrap_or("Delete");
        for object in
            ctx.objects().iter().filter(|object| object.group() == "storage.k8s.io" && object.kind() == "StorageClass")
        {
            let field = object.field(&["reclaimPolicy"]);
            let policy = field.as_str().unwrap_or("Delete");
            if policy == wanted {
                continue;
            }
            let message =
                format!("volumes of {} are reclaimed by `{}`, and `{wanted}` is wanted", called(object), shown(policy));
            findings.push(at(&RULE, object, field, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn templates_of_claims_are_claims() {
        let text = "
apiVersion: apps/v1
kind: StatefulSet
spec: {volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {}}}]}
#                                                             ^^^^^^^^^ low: the claim `data` asks for no size, which the API server refuses
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: a}
spec: {storageClassName: '', resources: {requests: {storage: 0Gi}}}
#                                                            ^^^ low: the claim `a` asks for nothing
";
        check(&volume_claim_storage_out_of_range::RULE, text);
        quiet(
            &storage_class_missing::RULE,
            "1.37",
            "apiVersion: v1\nkind: PersistentVolumeClaim\nspec: {storageClassName: ''}\n",
        );
    }
}
