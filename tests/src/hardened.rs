//! A workload that is hardened hears nothing by default.

use plimsoll_report::{Audience, PodSecurityLevel};

use crate::corpus::{Manifest, all, folder, workspace};

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

#[test]
fn a_third_of_the_corpus_is_hardened() {
    let files = all();
    let is_hardened = |file: &&Manifest| {
        let report = workspace(&file.name, &file.text, Audience::Default).check();
        let mut levels = report.pod_security.iter().map(|pod| pod.level);
        !report.pod_security.is_empty() && levels.all(|level| level == PodSecurityLevel::Restricted)
    };
    let hardened = files.iter().filter(is_hardened).count();
    println!("{hardened} of {} manifests are hardened", files.len());
    assert!(files.len() >= 150 && hardened * 3 >= files.len(), "{hardened} of {}", files.len());
}
