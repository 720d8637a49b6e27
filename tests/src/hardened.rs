//! A workload that is hardened hears nothing by default.

use plimsoll_report::{Audience, PodSecurityLevel};

use crate::corpus::{folder, workspace};

#[test]
fn hardened_workloads_have_no_findings() {
    for file in folder("hardened") {
        let report = workspace(&file.name, &file.text, Audience::Default).check();
        assert_eq!(report.findings, [], "{}", file.name);
        for pod in &report.pod_security {
            assert_eq!(pod.level, PodSecurityLevel::Restricted, "{}: {:?}", file.name, pod.blockers);
        }
        assert!(report.files.iter().all(|file| !file.partly_read && file.documents > 0), "{}", file.name);
    }
}
