//! Requests and limits that are missing.

use super::amounts::{CPU, MEMORY, Resource, STORAGE};
use super::wanted::{Want, look, missing};
use crate::prelude::*;

const CPU_REQUEST: Want =
    Want { resource: &CPU, is_there: Resource::is_requested, limit: false, placeholder: "100m", note: "" };
const CPU_LIMIT: Want = Want {
    resource: &CPU,
    is_there: Resource::is_limited,
    limit: true,
    placeholder: "1",
    note: "a program that could use more is slowed down, also while it starts",
};
const MEMORY_REQUEST: Want =
    Want { resource: &MEMORY, is_there: Resource::is_requested, limit: false, placeholder: "128Mi", note: "" };
const MEMORY_LIMIT: Want = Want {
    resource: &MEMORY,
    is_there: Resource::is_limited,
    limit: true,
    placeholder: "256Mi",
    note: "a container that needs more than it requests is killed",
};
const STORAGE_LIMIT: Want = Want {
    resource: &STORAGE,
    is_there: Resource::is_limited,
    limit: true,
    placeholder: "1Gi",
    note: "a Pod that writes more than it requests is evicted",
};

pub(crate) mod cpu_request_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&[
            "trivy:KSV-0015",
            "kube-linter:unset-cpu-requirements",
            "kube-score:container-resources",
            "polaris:cpuRequestsMissing",
            "checkov:CKV_K8S_10",
            "kubescape:C-0050",
            "kubescape:C-0268",
            "kubesec:RequestsCPU",
            "kyverno:best-practices/require-requests-limits",
            "gatekeeper:general/containerrequests",
            "gatekeeper:general/containerresources",
            "kics:ca469dd4",
        ]),
        check: |ctx, findings| look(ctx, findings, &RULE, &CPU_REQUEST),
        ..missing("cpu-request-missing", "A container requests no CPU", Severity::Low, Audience::Strict)
    };
}

pub(crate) mod cpu_limit_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&[
            "trivy:KSV-0011",
            "kube-linter:unset-cpu-requirements",
            "kube-score:container-resources",
            "polaris:cpuLimitsMissing",
            "checkov:CKV_K8S_11",
            "kubescape:C-0009",
            "kubescape:C-0050",
            "kubescape:C-0270",
            "kubescape:C-0303",
            "kubesec:LimitsCPU",
            "kyverno:other/require-cpu-limits",
            "gatekeeper:general/containerlimits",
            "gatekeeper:general/containerresources",
            "kics:4ac0e2b7",
        ]),
        check: |ctx, findings| look(ctx, findings, &RULE, &CPU_LIMIT),
        ..missing("cpu-limit-missing", "A container has no CPU limit", Severity::Low, Audience::Opinion)
    };
}

pub(crate) mod memory_request_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&[
            "trivy:KSV-0016",
            "kube-linter:unset-memory-requirements",
            "kube-score:container-resources",
            "polaris:memoryRequestsMissing",
            "checkov:CKV_K8S_12",
            "kubescape:C-0004",
            "kubescape:C-0269",
            "kubesec:RequestsMemory",
            "kyverno:best-practices/require-requests-limits",
            "gatekeeper:general/containerrequests",
            "gatekeeper:general/containerresources",
            "kics:229588ef",
        ]),
        check: |ctx, findings| look(ctx, findings, &RULE, &MEMORY_REQUEST),
        ..missing("memory-request-missing", "A container requests no memory", Severity::Medium, Audience::Default)
    };
}

pub(crate) mod memory_limit_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&[
            "trivy:KSV-0018",
            "kube-linter:unset-memory-requirements",
            "kube-score:container-resources",
            "polaris:memoryLimitsMissing",
            "checkov:CKV_K8S_13",
            "kubescape:C-0004",
            "kubescape:C-0009",
            "kubescape:C-0271",
            "kubescape:C-0303",
            "kubesec:LimitsMemory",
            "kyverno:best-practices/require-requests-limits",
            "gatekeeper:general/containerlimits",
            "gatekeeper:general/containerresources",
            "kics:b14d1bc4",
        ]),
        check: |ctx, findings| look(ctx, findings, &RULE, &MEMORY_LIMIT),
        ..missing("memory-limit-missing", "A container has no memory limit", Severity::Medium, Audience::Default)
    };
}

pub(crate) mod ephemeral_storage_missing {
    use super::*;

    pub(crate) static RULE: Rule = Rule {
        equivalents: elsewhere(&[
            "kube-score:container-ephemeral-storage-request-and-limit",
            "gatekeeper:general/ephemeralstoragelimit",
        ]),
        check: |ctx, findings| look(ctx, findings, &RULE, &STORAGE_LIMIT),
        ..missing(
            "ephemeral-storage-missing",
            "A container may fill the disk of its node",
            Severity::Low,
            Audience::Strict,
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_at, quiet};

    const POD: &str = "kind: Pod\nspec: {resources: {requests: {memory: 1Gi}}, containers: [{name: a}]}\n";

    #[test]
    fn a_limit_is_a_request_too() {
        let rule = &memory_request_missing::RULE;
        check(
            rule,
            "
kind: Pod
spec:
  initContainers: [{name: a, resources: {limits: {memory: 1Gi}}}]
  containers: [{name: b, resources: {requests: {cpu: 1, memory: }}}]
#                                                       ^^^^^^ medium: container `b` requests no memory
  ephemeralContainers: [{name: c}]
",
        );
        quiet(
            &memory_limit_missing::RULE,
            "1.37",
            "kind: Pod\nspec: {containers: [{resources: {limits: {memory: 0}}}]}\n",
        );
    }

    #[test]
    fn a_pod_may_request_for_all_its_containers_from_1_34_on() {
        quiet(&memory_request_missing::RULE, "1.34", POD);
        check_at(
            &memory_request_missing::RULE,
            "1.33",
            &format!(
                "{POD}#                                                                ^ medium: container `a` requests no memory\n"
            ),
        );
        quiet(&memory_limit_missing::RULE, "1.37", &POD.replace("requests", "limits"));
    }
}
