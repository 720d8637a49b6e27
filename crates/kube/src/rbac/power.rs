//! The powers that lead further, and which of them the rules of a role give.

use super::model::Model;
use super::request::{ALL, Resource};
use crate::facts::RuleFacts;

/// Something that somebody may do, alone or with another power a step towards more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Power {
    Everything,
    CreatePods,
    CreateWorkloads,
    ChangeWorkloads,
    ChangePods,
    Exec,
    Debug,
    ReadSecrets,
    CreateSecrets,
    CreateTokens,
    ImpersonateAccounts,
    ImpersonateUsers,
    ImpersonateGroups,
    BindClusterRoles,
    BindRoles,
    CreateBindings,
    CreateClusterBindings,
    EscalateClusterRoles,
    EscalateRoles,
    ChangeClusterRoles,
    ChangeRoles,
    ProxyNodes,
    ChangeNodes,
    CreateRequests,
    ApproveRequests,
    ApproveSigners,
    MutatingWebhooks,
    ValidatingWebhooks,
    MutatingPolicies,
    PolicyBindings,
    CreateVolumes,
    CreateClaims,
    ChangeNamespaces,
}

/// Requests any of which is a power.
struct Shape {
    power: Power,
    verbs: &'static [&'static str],
    group: &'static str,
    /// With the subresource behind a slash.
    resources: &'static [&'static str],
    /// Whether the requests name an object, so that a rule with names gives some of the power.
    named: bool,
}

const RBAC: &str = crate::facts::RBAC_GROUP;
const ADMISSION: &str = "admissionregistration.k8s.io";
const CERTIFICATES: &str = "certificates.k8s.io";
const CHANGE: &[&str] = &["update", "patch"];
const CREATE: &[&str] = &["create"];
const WORKLOADS: &[&str] = &["deployments", "daemonsets", "statefulsets", "replicasets"];

const fn shape(
    power: Power,
    verbs: &'static [&'static str],
    group: &'static str,
    resources: &'static [&'static str],
    named: bool,
) -> Shape {
    Shape { power, verbs, group, resources, named }
}

/// Of each power the requests, as <https://kubernetes.io/docs/concepts/security/rbac-good-practices/> and the admission
/// of roles and bindings (`pkg/registry/rbac`) have them.
const SHAPES: &[Shape] = &[
    shape(Power::CreatePods, CREATE, "", &["pods"], false),
    shape(Power::CreateWorkloads, CREATE, "apps", WORKLOADS, false),
    shape(Power::CreateWorkloads, CREATE, "batch", &["jobs", "cronjobs"], false),
    shape(Power::CreateWorkloads, CREATE, "", &["replicationcontrollers"], false),
    // The template of a Job cannot be changed.
    shape(Power::ChangeWorkloads, CHANGE, "apps", WORKLOADS, true),
    shape(Power::ChangeWorkloads, CHANGE, "batch", &["cronjobs"], true),
    shape(Power::ChangeWorkloads, CHANGE, "", &["replicationcontrollers"], true),
    shape(Power::ChangePods, CHANGE, "", &["pods"], true),
    shape(Power::Exec, CREATE, "", &["pods/exec"], true),
    shape(Power::Debug, CHANGE, "", &["pods/ephemeralcontainers"], true),
    shape(Power::ReadSecrets, &["get", "list", "watch"], "", &["secrets"], true),
    shape(Power::CreateSecrets, CREATE, "", &["secrets"], false),
    shape(Power::CreateTokens, CREATE, "", &["serviceaccounts/token"], true),
    shape(Power::ImpersonateAccounts, &["impersonate"], "", &["serviceaccounts"], true),
    shape(Power::ImpersonateUsers, &["impersonate"], "", &["users"], true),
    shape(Power::ImpersonateGroups, &["impersonate"], "", &["groups"], true),
    shape(Power::BindClusterRoles, &["bind"], RBAC, &["clusterroles"], true),
    shape(Power::BindRoles, &["bind"], RBAC, &["roles"], true),
    shape(Power::CreateBindings, CREATE, RBAC, &["rolebindings"], false),
    shape(Power::CreateClusterBindings, CREATE, RBAC, &["clusterrolebindings"], false),
    shape(Power::EscalateClusterRoles, &["escalate"], RBAC, &["clusterroles"], true),
    shape(Power::EscalateRoles, &["escalate"], RBAC, &["roles"], true),
    shape(Power::ChangeClusterRoles, CHANGE, RBAC, &["clusterroles"], true),
    shape(Power::ChangeRoles, CHANGE, RBAC, &["roles"], true),
    shape(Power::ProxyNodes, &["get", "create"], "", &["nodes/proxy"], true),
    shape(Power::ChangeNodes, CHANGE, "", &["nodes", "nodes/status"], true),
    shape(Power::CreateRequests, CREATE, CERTIFICATES, &["certificatesigningrequests"], false),
    shape(Power::ApproveRequests, CHANGE, CERTIFICATES, &["certificatesigningrequests/approval"], true),
    shape(Power::ApproveSigners, &["approve"], CERTIFICATES, &["signers"], true),
    shape(Power::MutatingWebhooks, CREATE, ADMISSION, &["mutatingwebhookconfigurations"], false),
    shape(Power::MutatingWebhooks, CHANGE, ADMISSION, &["mutatingwebhookconfigurations"], true),
    shape(Power::ValidatingWebhooks, CREATE, ADMISSION, &["validatingwebhookconfigurations"], false),
    shape(Power::ValidatingWebhooks, CHANGE, ADMISSION, &["validatingwebhookconfigurations"], true),
    shape(Power::MutatingPolicies, CREATE, ADMISSION, &["mutatingadmissionpolicies"], false),
    shape(Power::PolicyBindings, CREATE, ADMISSION, &["mutatingadmissionpolicybindings"], false),
    shape(Power::CreateVolumes, CREATE, "", &["persistentvolumes"], false),
    shape(Power::CreateClaims, CREATE, "", &["persistentvolumeclaims"], false),
    shape(Power::ChangeNamespaces, CHANGE, "", &["namespaces"], true),
];

/// What a signer of certificates for clients of the API server is called, and how all of its kind are.
const SIGNERS: [&str; 2] = ["kubernetes.io/kube-apiserver-client", "kubernetes.io/*"];

/// A power that a rule of a role gives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub(super) power: Power,
    /// Where the rule is written.
    pub(super) role: u32,
    pub(super) rule: u32,
}

impl Power {
    /// Whether it is about what stands in no namespace, so that a binding in a namespace does not give it.
    pub(super) const fn is_of_cluster(self) -> bool {
        matches!(
            self,
            Self::ImpersonateUsers
                | Self::ImpersonateGroups
                | Self::CreateClusterBindings
                | Self::EscalateClusterRoles
                | Self::ChangeClusterRoles
                | Self::ProxyNodes
                | Self::ChangeNodes
                | Self::CreateRequests
                | Self::ApproveRequests
                | Self::ApproveSigners
                | Self::MutatingWebhooks
                | Self::ValidatingWebhooks
                | Self::MutatingPolicies
                | Self::PolicyBindings
                | Self::CreateVolumes
        )
    }
}

/// The powers that each role gives, by its own rules and those that it aggregates.
pub(super) fn powers(model: &Model<'_>) -> Vec<Vec<Held>> {
    let own: Vec<Vec<Held>> = (0..)
        .zip(model.roles())
        .map(|(number, role)| {
            let rules = (0..).zip(&role.facts.rules);
            rules
                .flat_map(|(index, rule)| {
                    of_rule(rule).into_iter().map(move |power| Held { power, role: number, rule: index })
                })
                .collect()
        })
        .collect();
    let of_role = |sources: &Vec<u32>| {
        let mut all: Vec<Held> = Vec::new();
        sources.iter().filter_map(|source| own.get(*source as usize)).for_each(|held| all.extend(held));
        all
    };
    model.aggregation.sources.iter().map(of_role).collect()
}

/// The powers that a rule gives, each once.
fn of_rule(rule: &RuleFacts) -> Vec<Power> {
    let all = |words: &[Box<str>]| words.iter().any(|word| **word == *ALL);
    let mut powers = Vec::new();
    if all(&rule.verbs) && all(&rule.groups) && all(&rule.resources) && rule.names.is_empty() {
        powers.push(Power::Everything);
    }
    for shape in SHAPES {
        let is_given = powers.last() != Some(&shape.power) && shape.is_given_by(rule);
        if is_given {
            powers.push(shape.power);
        }
    }
    powers
}

impl Shape {
    fn is_given_by(&self, rule: &RuleFacts) -> bool {
        // Most rules are told apart by their groups already.
        if !rule.groups.iter().any(|group| **group == *ALL || **group == *self.group) {
            return false;
        }
        let covers = self.resources.iter().any(|written| {
            let (resource, subresource) = written.split_once('/').unwrap_or((written, ""));
            let target = Resource { group: self.group, resource, subresource, ..Resource::default() };
            self.verbs.iter().any(|verb| rule.covers(verb, &target))
        });
        let names = match self.power {
            Power::ApproveSigners => SIGNERS.iter().any(|name| rule.allows_name(name)),
            _ if self.named => rule.names.is_empty() || rule.names.iter().any(|name| !name.is_empty()),
            _ => rule.allows_name(""),
        };
        covers && names
    }
}
