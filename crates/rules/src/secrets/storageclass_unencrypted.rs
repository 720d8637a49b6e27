//! `storageclass-unencrypted`: volumes whose provider writes them in clear unless it is told otherwise.

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "storageclass-unencrypted",
    title: "A StorageClass does not ask for encryption",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::Secrets,
    controls: &[],
    equivalents: elsewhere(&["kubescape:C-0264"]),
    parameters: &[],
    fixable: true,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Provisioners that encrypt only where a parameter says so: the parameter and what it must be. Those of Google, Azure and
/// DigitalOcean always encrypt.
const PROVISIONERS: [(&str, &str, &str); 8] = [
    ("ebs.csi.aws.com", "encrypted", "true"),
    ("ebs.csi.eks.amazonaws.com", "encrypted", "true"),
    ("kubernetes.io/aws-ebs", "encrypted", "true"),
    ("diskplugin.csi.alibabacloud.com", "encrypted", "true"),
    ("com.tencent.cloud.csi.cbs", "encrypt", "ENCRYPT"),
    ("driver.longhorn.io", "encrypted", "true"),
    ("rbd.csi.ceph.com", "encrypted", "true"),
    ("cephfs.csi.ceph.com", "encrypted", "true"),
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let classes =
        ctx.objects().iter().filter(|object| object.kind() == "StorageClass" && object.group() == "storage.k8s.io");
    for object in classes {
        let provisioner = object.field(&["provisioner"]);
        let name = provisioner.as_str().unwrap_or_default();
        let Some((_, key, wanted)) = PROVISIONERS.iter().find(|(known, _, _)| *known == name) else { continue };
        let parameters = object.field(&["parameters"]);
        let mut entries = parameters.entries();
        let written = entries.find(|entry| entry.key.scalar_text().is_some_and(|name| name.eq_ignore_ascii_case(key)));
        let text = written.and_then(|entry| entry.value.scalar_text()).unwrap_or_default();
        // Drivers read the value as Go reads a truth value.
        if text.eq_ignore_ascii_case(wanted) || (*wanted == "true" && matches!(text, "1" | "t" | "T")) {
            continue;
        }
        let message = format!("the StorageClass `{}` does not ask `{name}` for encryption", object.name());
        let note = "the parameters of a StorageClass cannot be changed: the object has to be made anew, and volumes that exist stay as they are";
        let path = match written {
            Some(entry) => entry.value.path(),
            None => parameters.path().key(key),
        };
        let span = written.map_or_else(|| provisioner.span(), |entry| entry.value.span());
        // A key of its own is needed as well where the storage is one's own.
        let is_cloud = !name.ends_with("longhorn.io") && !name.ends_with("ceph.com");
        let fix = is_cloud.then(|| Fix::needs_review("ask for encryption", note, [Edit::set(path.clone(), *wanted)]));
        findings.push(RULE.at(&object.place(), span, path, message).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, quiet};

    #[test]
    fn only_those_that_need_to_be_told_count() {
        check(
            &RULE,
            "
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: a}
provisioner: ebs.csi.aws.com
#            ^^^^^^^^^^^^^^^ medium: the StorageClass `a` does not ask `ebs.csi.aws.com` for encryption
parameters: {type: gp3}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: b}
provisioner: kubernetes.io/aws-ebs
parameters: {Encrypted: 'false'}
#                       ^^^^^^^ medium: the StorageClass `b` does not ask `kubernetes.io/aws-ebs` for encryption
",
        );
        let class = |rest: &str| format!("apiVersion: storage.k8s.io/v1\nkind: StorageClass\n{rest}\n");
        quiet(&RULE, "1.37", &class("provisioner: ebs.csi.aws.com\nparameters: {encrypted: 'true'}"));
        quiet(&RULE, "1.37", &class("provisioner: pd.csi.storage.gke.io"));
        quiet(&RULE, "1.37", &class("provisioner: com.tencent.cloud.csi.cbs\nparameters: {encrypt: ENCRYPT}"));
        quiet(&RULE, "1.37", "kind: StorageClass\nprovisioner: ebs.csi.aws.com\n");
    }
}
