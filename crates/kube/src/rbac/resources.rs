//! The resources and verbs that Kubernetes itself serves: what a rule can name beside what is installed in a cluster.
//! As of Kubernetes 1.37; of groups that are older, what still stands in roles.

/// The group of the core.
pub const CORE: &str = "";

/// A group, its resources that stand in a namespace, and those that do not.
type Group = (&'static str, &'static str, &'static str);

/// Every group of Kubernetes.
const GROUPS: &[Group] = &[
    (
        "",
        "bindings configmaps endpoints events limitranges persistentvolumeclaims pods podtemplates \
         replicationcontrollers resourcequotas secrets serviceaccounts services",
        "componentstatuses groups namespaces nodes persistentvolumes users",
    ),
    (
        "admissionregistration.k8s.io",
        "",
        "mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations \
         validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations",
    ),
    ("apiextensions.k8s.io", "", "customresourcedefinitions"),
    ("apiregistration.k8s.io", "", "apiservices"),
    ("apps", "controllerrevisions daemonsets deployments replicasets statefulsets", ""),
    ("authentication.k8s.io", "", "selfsubjectreviews tokenreviews uids userextras"),
    (
        "authorization.k8s.io",
        "localsubjectaccessreviews",
        "selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews",
    ),
    ("autoscaling", "horizontalpodautoscalers", ""),
    ("batch", "cronjobs jobs", ""),
    ("certificates.k8s.io", "podcertificaterequests", "certificatesigningrequests clustertrustbundles signers"),
    ("coordination.k8s.io", "leasecandidates leases", ""),
    ("discovery.k8s.io", "endpointslices", ""),
    ("events.k8s.io", "events", ""),
    ("flowcontrol.apiserver.k8s.io", "", "flowschemas prioritylevelconfigurations"),
    ("internal.apiserver.k8s.io", "", "storageversions"),
    ("networking.k8s.io", "ingresses networkpolicies", "ingressclasses ipaddresses servicecidrs"),
    ("node.k8s.io", "", "runtimeclasses"),
    ("policy", "poddisruptionbudgets", "podsecuritypolicies"),
    ("rbac.authorization.k8s.io", "rolebindings roles", "clusterrolebindings clusterroles"),
    ("resource.k8s.io", "resourceclaims resourceclaimtemplates", "deviceclasses devicetaintrules resourceslices"),
    ("scheduling.k8s.io", "podgroups workloads", "priorityclasses"),
    (
        "storage.k8s.io",
        "csistoragecapacities",
        "csidrivers csinodes storageclasses volumeattachments volumeattributesclasses",
    ),
    ("storagemigration.k8s.io", "", "storageversionmigrations"),
    // Last, since what stands in another group as well is served there.
    (
        "extensions",
        "daemonsets deployments ingresses networkpolicies replicasets replicationcontrollers",
        "podsecuritypolicies",
    ),
];

/// The verbs of requests for objects, and those that parts of Kubernetes ask about.
const VERBS: &str = "get list watch create update patch delete deletecollection \
                     approve attest bind escalate impersonate proxy sign use";

/// The verbs of requests for paths.
const URL_VERBS: &str = "get head options post put patch delete";

/// Whether there is a verb for objects. Constrained impersonation has verbs of its own, which begin alike.
pub fn is_verb(verb: &str) -> bool {
    listed(VERBS, verb) || verb.starts_with("impersonate:") || verb.starts_with("impersonate-on:")
}

/// Whether there is a verb for paths.
pub fn is_url_verb(verb: &str) -> bool {
    listed(URL_VERBS, verb)
}

/// Whether a group is one of Kubernetes itself.
pub fn is_group(group: &str) -> bool {
    GROUPS.iter().any(|(known, ..)| *known == group)
}

/// Whether a resource of Kubernetes itself stands in a namespace; none of what is not known.
pub fn is_namespaced(group: &str, resource: &str) -> Option<bool> {
    let (_, within, across) = GROUPS.iter().find(|(known, ..)| *known == group)?;
    if listed(within, resource) {
        return Some(true);
    }
    listed(across, resource).then_some(false)
}

/// Every resource of Kubernetes itself, with its group.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    GROUPS.iter().flat_map(|(group, within, across)| {
        let words = within.split(' ').chain(across.split(' ')).filter(|word| !word.is_empty());
        words.map(|word| (*group, word))
    })
}

/// Every verb for objects.
pub fn verbs() -> impl Iterator<Item = &'static str> {
    VERBS.split(' ').filter(|word| !word.is_empty())
}

/// The group whose resource is meant where none is named: the core's, else the first that has it.
pub fn group_of(resource: &str) -> Option<&'static str> {
    let has = |(_, within, across): &&Group| listed(within, resource) || listed(across, resource);
    GROUPS.iter().find(has).map(|(group, ..)| *group)
}

fn listed(words: &str, wanted: &str) -> bool {
    words.split(' ').any(|word| word == wanted && !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_known_by_group() {
        assert_eq!(is_namespaced("", "pods"), Some(true));
        assert_eq!(is_namespaced("", "nodes"), Some(false));
        assert_eq!(is_namespaced("", "deployments"), None);
        assert_eq!(is_namespaced("apps", ""), None);
        assert_eq!(group_of("deployments"), Some("apps"));
        assert_eq!(group_of("ingresses"), Some("networking.k8s.io"));
        assert_eq!(group_of("widgets"), None);
        assert!(is_verb("impersonate:user-info") && !is_verb("read") && is_url_verb("head") && !is_verb(""));
    }

    #[test]
    fn no_word_is_lost_at_the_end_of_a_line() {
        for (_, within, across) in GROUPS {
            for word in within.split(' ').chain(across.split(' ')) {
                assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word:?}");
            }
        }
    }
}
