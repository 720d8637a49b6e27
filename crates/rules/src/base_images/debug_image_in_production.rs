//! `debug-image-in-production`: its tools serve an intruder as well as an engineer.

use plimsoll_report::ImageHolder;

use crate::prelude::*;

pub(crate) static RULE: Rule = Rule {
    id: "debug-image-in-production",
    title: "A workload runs an image for debugging",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    audience: Audience::Strict,
    strategy: Strategy::BaseImages,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check,
};

/// Images that hold tools and no service.
const TOOLS: &[&str] = &[
    "busybox",
    "curl",
    "debug",
    "debug-tools",
    "dnsutils",
    "jessie-dnsutils",
    "kali-rolling",
    "multitool",
    "net-tools",
    "netshoot",
    "network-multitool",
    "nmap",
    "swiss-army-knife",
    "tcpdump",
    "toolbox",
    "ubuntu-debootstrap",
];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (pod, image) in ctx.images() {
        // Init containers and jobs do small work with small tools, and debugging has containers of its own.
        let small_work = matches!(pod.object().kind(), "Job" | "CronJob" | "Pod");
        if small_work || image.used.holder != ImageHolder::Container {
            continue;
        }
        let Some(reference) = image.reference() else { continue };
        let debug_tag = reference.tag().is_some_and(|tag| tag.split(['-', '_']).any(|word| word == "debug"));
        let what = match reference.base_name() {
            name if TOOLS.contains(&name) => format!("is `{name}`, which holds tools and no service"),
            _ if debug_tag => "is a variant for debugging".to_owned(),
            _ => continue,
        };
        findings.push(image.finding(&RULE, pod, &what));
    }
}

#[cfg(test)]
#[test]
fn small_work_may_use_small_tools() {
    crate::testing::check(
        &RULE,
        "
kind: Deployment
spec:
  template:
    spec:
      initContainers: [{name: wait, image: busybox:1.37}]
      containers:
      - {name: a, image: nicolaka/netshoot:v0.14}
#                        ^^^^^^^^^^^^^^^^^^^^^^^ medium: image `nicolaka/netshoot:v0.14` of container `a` is `netshoot`, which holds tools and no service
      - {name: b, image: gcr.io/distroless/base-debian13:debug-nonroot}
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ medium: image `gcr.io/distroless/base-debian13:debug-nonroot` of container `b` is a variant for debugging
---
kind: Job
spec: {template: {spec: {containers: [{name: a, image: busybox:1.37}]}}}
",
    );
}
