use super::*;

fn fate(api_version: &str, kind: &str) -> Lifecycle {
    lifecycle(api_version, kind).unwrap_or_else(|| panic!("{api_version} {kind}"))
}

fn instead(api_version: &str, kind: &str, minor: u16) -> Option<(&'static str, Change)> {
    let found = fate(api_version, kind).replacement(kind, Version::new(minor));
    found.map(|found| (found.api_version, found.change))
}

/// Each kind of each row, with what the table says of it.
fn all() -> Vec<(&'static str, &'static str, Lifecycle)> {
    let mut all = Vec::new();
    for api_version in KUBERNETES.keys() {
        let (_, cells) = KUBERNETES.row(api_version).unwrap();
        for cell in cells.split('\t') {
            let (kinds, fate) = cell.split_once('|').unwrap();
            all.extend(kinds.split(' ').map(|kind| (api_version, kind, Lifecycle::read(fate))));
        }
    }
    all
}

#[test]
fn each_row_is_found_and_makes_sense() {
    let all = all();
    assert!(all.len() > 100);
    for (api_version, kind, row) in &all {
        assert_eq!(lifecycle(api_version, kind), Some(*row), "{api_version} {kind}");
        assert!(row.introduced.is_some() || row.removed.is_some() || row.deprecated.is_some(), "{api_version} {kind}");
        if let (Some(deprecated), Some(removed)) = (row.deprecated, row.removed) {
            assert!(deprecated < removed, "{api_version} {kind}");
        }
        if let (Some(introduced), Some(deprecated)) = (row.introduced, row.deprecated) {
            assert!(introduced < deprecated, "{api_version} {kind}");
        }
        let mut before = State::Served;
        for minor in 1..60 {
            let version = Version::new(minor);
            let state = row.state(version);
            assert!(state >= before, "what is gone stays gone: {api_version} {kind}");
            before = state;
            if let Some(found) = row.replacement(kind, version) {
                assert_ne!((found.api_version, found.kind), (*api_version, ""), "{api_version} {kind}");
                assert!(
                    found.kind.is_empty() || found.change != Change::Same,
                    "another kind is more than another version"
                );
            }
        }
    }
}

#[test]
fn a_replacement_that_goes_has_one_itself() {
    let flow = "flowcontrol.apiserver.k8s.io/v1beta2";
    let v1beta3 = "flowcontrol.apiserver.k8s.io/v1beta3";
    assert_eq!(instead(flow, "FlowSchema", 28), Some((v1beta3, Change::Same)));
    assert_eq!(instead(flow, "FlowSchema", 29), Some(("flowcontrol.apiserver.k8s.io/v1", Change::Same)));
    let Some((_, Change::Differs(note))) = instead(flow, "PriorityLevelConfiguration", 37) else {
        panic!("it differs")
    };
    assert!(note.contains("nominalConcurrencyShares"));
    assert_eq!(instead("policy/v1beta1", "PodSecurityPolicy", 37), None);
    assert_eq!(instead("extensions/v1beta1", "Anything", 37), None);
    assert_eq!(instead("apps/v1beta1", "Anything", 37), Some(("apps/v1", Change::Unknown)));
    assert_eq!(instead("resource.k8s.io/v1beta1", "DeviceClass", 37), Some(("resource.k8s.io/v1", Change::Same)));
    // In 1.38 nobody may stay.
    assert_eq!(fate("resource.k8s.io/v1beta1", "DeviceClass").state(Version::new(38)), State::Removed);
}

#[test]
fn a_replacement_may_not_be_served_yet() {
    let found =
        fate("resource.k8s.io/v1beta2", "ResourceClaim").replacement("ResourceClaim", Version::new(33)).unwrap();
    assert_eq!((found.api_version, found.introduced), ("resource.k8s.io/v1", Some(Version::new(34))));
    let found = fate("v1", "Endpoints").replacement("Endpoints", Version::new(33)).unwrap();
    assert_eq!((found.api_version, found.kind), ("discovery.k8s.io/v1", "EndpointSlice"));
}

#[test]
fn the_tags_and_the_guide_say_the_same() {
    for (api_version, kind, deprecated, removed) in [
        ("extensions/v1beta1", "Ingress", 14, 22),
        ("apps/v1beta1", "Deployment", 8, 16),
        ("batch/v1beta1", "CronJob", 21, 25),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", 23, 26),
        ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", 16, 22),
        ("admissionregistration.k8s.io/v1beta1", "ValidatingAdmissionPolicy", 31, 34),
        ("networking.k8s.io/v1beta1", "ServiceCIDR", 34, 37),
        ("resource.k8s.io/v1beta1", "ResourceClaim", 35, 38),
    ] {
        let row = fate(api_version, kind);
        let expected = (Some(Version::new(deprecated)), Some(Version::new(removed)));
        assert_eq!((row.deprecated, row.removed), expected, "{api_version} {kind}");
    }
    for (api_version, kind) in [("v1", "Pod"), ("apps/v1", "Deployment"), ("", ""), ("networking.k8s.io/v1", "Ingress")]
    {
        assert_eq!(lifecycle(api_version, kind), None, "{api_version} {kind}");
    }
}

#[test]
fn apis_of_others_are_known() {
    let found = foreign("cert-manager.io/v1alpha2", "Certificate").unwrap();
    assert_eq!((found.component, found.deprecated, found.removed), ("cert-manager", "1.4", "1.6"));
    assert!(foreign("gateway.networking.k8s.io/v1alpha2", "GRPCRoute").unwrap().is_same);
    assert_eq!(foreign("gateway.networking.k8s.io/v1alpha2", "TLSRoute"), None);
    for api_version in OTHERS.keys() {
        let (_, cells) = OTHERS.row(api_version).unwrap();
        for cell in cells.split('\t') {
            let kinds = cell.split('|').next().unwrap();
            let found = foreign(api_version, kinds.split(' ').next().unwrap()).unwrap();
            assert!(
                !found.component.is_empty() && !found.removed.is_empty() && !found.replacement.is_empty(),
                "{cell}"
            );
            assert!(!found.is_same || !found.replacement.contains('`'), "{cell}");
        }
    }
    assert_eq!(made().date, "2026-07-24");
}
