//! The table of rules. A new rule is one line here, in the order of ids: its id, which also names its page, and its `static`.
//! Rules of kinds that workloads do not come with stand in the second half, `ON_DEMAND`: the page fetches them when they are needed.

use crate::Rule;
use crate::{
    base_images, image_scanning, namespaces, pod_security, provenance, reading, reliability, runtime_privileges,
    secrets, updates,
};
#[cfg(feature = "full")]
use crate::{merge::merge, rbac};

/// Reads `"id" = strategy::module::NAME,` lines into a list of rules and, where pages are wanted, one of pages.
macro_rules! rules {
    (first: $($id:literal = $strategy:ident$(::$segment:ident)+,)*) => {
        static FIRST: &[&Rule] = &[$(&$strategy$(::$segment)+,)*];

        #[cfg(any(test, feature = "pages"))]
        static FIRST_PAGES: &[(&str, &str)] = &[$(($id, page!($strategy, $id)),)*];
    };
    (on demand: $($id:literal = $strategy:ident$(::$segment:ident)+,)*) => {
        #[cfg(feature = "full")]
        static ON_DEMAND: &[&Rule] = &[$(&$strategy$(::$segment)+,)*];

        static ON_DEMAND_IDS: &[&str] = &[$($id,)*];

        #[cfg(any(test, feature = "pages"))]
        static ON_DEMAND_PAGES: &[(&str, &str)] = &[$(($id, page!($strategy, $id)),)*];
    };
}

#[cfg(any(test, feature = "pages"))]
macro_rules! page {
    ($strategy:ident, $id:literal) => {
        include_str!(concat!(stringify!($strategy), "/", $id, ".md"))
    };
}

rules! {
    first:
    "api-replacement-unavailable" = updates::api_replacement_unavailable::RULE,
    "api-version-deprecated" = updates::api_version_deprecated::RULE,
    "api-version-openshift-deprecated" = updates::api_version_openshift_deprecated::RULE,
    "api-version-removed" = updates::api_version_removed::RULE,
    "apparmor-annotation-deprecated" = runtime_privileges::apparmor_annotation_deprecated::RULE,
    "apparmor-profile-forbidden" = pod_security::apparmor_profile_forbidden::RULE,
    "apparmor-profile-missing" = runtime_privileges::apparmor_profile_missing::RULE,
    "automount-service-account-token" = secrets::automount_service_account_token::RULE,
    "base-image-end-of-life" = base_images::base_image_end_of_life::RULE,
    "base-image-not-minimal" = base_images::base_image_not_minimal::RULE,
    "base-image-unmaintained" = base_images::base_image_unmaintained::RULE,
    "below-pss-baseline" = pod_security::below_pss_baseline::RULE,
    "below-pss-restricted" = pod_security::below_pss_restricted::RULE,
    "byte-order-mark-inside-document" = reading::byte_order_mark_inside_document::RULE,
    "capabilities-not-dropped" = pod_security::capabilities_not_dropped::RULE,
    "capability-added" = pod_security::capability_added::RULE,
    "capability-name-invalid" = runtime_privileges::capability_name_invalid::RULE,
    "capability-outside-baseline" = pod_security::capability_outside_baseline::RULE,
    "container-port-name-missing" = reliability::container_port_name_missing::RULE,
    "container-ports-invalid" = reliability::container_ports_invalid::RULE,
    "container-runtime-socket-mount" = runtime_privileges::container_runtime_socket_mount::RULE,
    "containers-per-pod" = reliability::pod_settings::containers_per_pod::RULE,
    "control-plane-toleration" = runtime_privileges::control_plane_toleration::RULE,
    "cpu-limit-missing" = reliability::resources::cpu_limit_missing::RULE,
    "cpu-limit-present" = reliability::cpu_limit_present::RULE,
    "cpu-request-missing" = reliability::resources::cpu_request_missing::RULE,
    "cpu-request-not-equal-limit" = reliability::equality::cpu_request_not_equal_limit::RULE,
    "cr8escape-sysctl-value" = runtime_privileges::cr8escape_sysctl_value::RULE,
    "cronjob-concurrency" = reliability::jobs::cronjob_concurrency::RULE,
    "cronjob-review" = reliability::jobs::cronjob_review::RULE,
    "cronjob-starting-deadline-missing" = reliability::jobs::cronjob_starting_deadline_missing::RULE,
    "dangerous-capability" = runtime_privileges::dangerous_capability::RULE,
    "dangerous-command" = runtime_privileges::dangerous_command::RULE,
    "dangling-gateway-backend" = reliability::routes::dangling_gateway_backend::RULE,
    "dangling-hpa" = reliability::targets::dangling_hpa::RULE,
    "dangling-ingress" = reliability::routes::dangling_ingress::RULE,
    "dangling-service" = reliability::services::dangling_service::RULE,
    "debug-image-in-production" = base_images::debug_image_in_production::RULE,
    "default-namespace" = namespaces::default_namespace::RULE,
    "dns-config" = reliability::pod_settings::dns_config::RULE,
    "document-not-an-object" = reading::document_not_an_object::RULE,
    "duplicate-env-var" = reliability::duplicate_env_var::RULE,
    "duplicate-key" = reading::duplicate_key::RULE,
    "duplicate-resource" = reliability::duplicate_resource::RULE,
    "emptydir-size-limit-missing" = reliability::emptydir_size_limit_missing::RULE,
    "env-name-or-value-check" = reliability::env_name_or_value_check::RULE,
    "env-reference-missing" = reliability::env_reference_missing::RULE,
    "ephemeral-container-present" = runtime_privileges::ephemeral_container_present::RULE,
    "ephemeral-storage-missing" = reliability::resources::ephemeral_storage_missing::RULE,
    "ephemeral-storage-not-equal" = reliability::equality::ephemeral_storage_not_equal::RULE,
    "exec-probe-dangerous-command" = runtime_privileges::exec_probe_dangerous_command::RULE,
    "flexvolume-driver-forbidden" = pod_security::flexvolume_driver_forbidden::RULE,
    "git-sync-dangerous" = runtime_privileges::git_sync_dangerous::RULE,
    "gitrepo-volume" = runtime_privileges::gitrepo_volume::RULE,
    "hidden-line-break" = reading::hidden_line_break::RULE,
    "host-aliases" = runtime_privileges::host_aliases::RULE,
    "host-ipc" = pod_security::host_ipc::RULE,
    "host-network" = pod_security::host_network::RULE,
    "host-path-volume" = pod_security::host_path_volume::RULE,
    "host-pid" = pod_security::host_pid::RULE,
    "host-port" = pod_security::host_port::RULE,
    "hostpath-cloud-credentials" = runtime_privileges::hostpath_cloud_credentials::RULE,
    "hostpath-persistentvolume" = runtime_privileges::hostpath_persistentvolume::RULE,
    "hpa-duplicate" = reliability::targets::hpa_duplicate::RULE,
    "hpa-min-equals-max" = reliability::autoscaler_bounds::hpa_min_equals_max::RULE,
    "hpa-minimum-too-low" = reliability::autoscaler_bounds::hpa_minimum_too_low::RULE,
    "hpa-missing" = reliability::scaled::hpa_missing::RULE,
    "hpa-with-static-replicas" = reliability::scaled::hpa_with_static_replicas::RULE,
    "hpa-without-requests" = reliability::hpa_without_requests::RULE,
    "ignored-content" = reading::ignored_content::RULE,
    "image-known-vulnerable-version" = image_scanning::image_known_vulnerable_version::RULE,
    "image-name-lookalike" = provenance::image_name_lookalike::RULE,
    "image-not-pinned-by-digest" = provenance::image_not_pinned_by_digest::RULE,
    "image-pull-policy-never" = provenance::pull_policy::image_pull_policy_never::RULE,
    "image-pull-policy-not-always" = provenance::pull_policy::image_pull_policy_not_always::RULE,
    "image-pull-policy-with-latest" = provenance::pull_policy::image_pull_policy_with_latest::RULE,
    "image-pull-secret-inline" = secrets::image_pull_secret_inline::RULE,
    "image-pull-secrets-missing" = provenance::image_pull_secrets_missing::RULE,
    "image-reference-invalid" = provenance::image_reference_invalid::RULE,
    "image-registry-blocked" = provenance::registries::image_registry_blocked::RULE,
    "image-registry-deprecated" = provenance::image_registry_deprecated::RULE,
    "image-registry-implicit" = provenance::image_registry_implicit::RULE,
    "image-registry-insecure" = provenance::image_registry_insecure::RULE,
    "image-registry-prefix-open" = provenance::image_registry_prefix_open::RULE,
    "image-registry-untrusted" = provenance::registries::image_registry_untrusted::RULE,
    "image-scan-not-configured" = image_scanning::image_scan_not_configured::RULE,
    "image-signature-policy-missing" = provenance::image_signature_policy_missing::RULE,
    "image-stale-tag-date" = image_scanning::image_stale_tag_date::RULE,
    "image-tag-latest" = provenance::image_tag_latest::RULE,
    "ingress-nginx-end-of-life" = image_scanning::ingress_nginx_end_of_life::RULE,
    "input-limit" = reading::input_limit::RULE,
    "instance-label-mismatch" = reliability::wanted_metadata::instance_label_mismatch::RULE,
    "interactive-container" = runtime_privileges::interactive_container::RULE,
    "invalid-quantity" = reliability::invalid_quantity::RULE,
    "invalid-utf-8" = reading::invalid_utf_8::RULE,
    "items-outside-list" = reading::items_outside_list::RULE,
    "job-active-deadline-missing" = reliability::jobs::job_active_deadline_missing::RULE,
    "job-ttl-missing" = reliability::jobs::job_ttl_missing::RULE,
    "json-syntax" = reading::syntax::json_syntax::RULE,
    "key-overridden-by-merge" = reading::key_overridden_by_merge::RULE,
    "keys-unsorted" = reading::keys_unsorted::RULE,
    "kind-missing" = reading::kind_missing::RULE,
    "kube-system-namespace" = namespaces::kube_system_namespace::RULE,
    "label-value-invalid" = reliability::label_value_invalid::RULE,
    "linux-hardening-missing" = runtime_privileges::linux_hardening_missing::RULE,
    "liveness-probe-missing" = reliability::probes_missing::liveness_probe_missing::RULE,
    "long-lived-sa-token" = secrets::long_lived_sa_token::RULE,
    "low-group-id" = runtime_privileges::low_group_id::RULE,
    "low-user-id" = runtime_privileges::low_user_id::RULE,
    "manifest-unsigned" = provenance::manifest_unsigned::RULE,
    "memory-limit-missing" = reliability::resources::memory_limit_missing::RULE,
    "memory-request-missing" = reliability::resources::memory_request_missing::RULE,
    "memory-request-not-equal-limit" = reliability::equality::memory_request_not_equal_limit::RULE,
    "misnamed-field" = reading::misnamed_field::RULE,
    "misplaced-field" = reading::misplaced_field::RULE,
    "missing-colon" = reading::syntax::missing_colon::RULE,
    "mount-propagation-bidirectional" = runtime_privileges::mount_propagation_bidirectional::RULE,
    "naked-pod" = reliability::naked_pod::RULE,
    "namespace-boundary-missing" = namespaces::namespace_boundary_missing::RULE,
    "namespace-metadata-missing" = namespaces::namespace_metadata_missing::RULE,
    "namespace-missing-from-bundle" = namespaces::namespace_missing_from_bundle::RULE,
    "namespace-psa-enforce-missing" = pod_security::namespace_psa_enforce_missing::RULE,
    "namespace-psa-label-invalid" = pod_security::namespace_psa_label_invalid::RULE,
    "namespace-psa-level-weak" = pod_security::namespace_psa_level_weak::RULE,
    "namespace-psa-version-unpinned" = pod_security::namespace_psa_version_unpinned::RULE,
    "namespace-psa-warn-audit-missing" = pod_security::namespace_psa_warn_audit_missing::RULE,
    "namespace-unprotected" = namespaces::namespace_unprotected::RULE,
    "namespace-without-limit-range" = namespaces::namespace_without_limit_range::RULE,
    "namespace-without-resource-quota" = namespaces::namespace_without_resource_quota::RULE,
    "net-raw-capability" = pod_security::net_raw_capability::RULE,
    "node-affinity-missing" = reliability::spreading::node_affinity_missing::RULE,
    "node-selection-forbidden" = runtime_privileges::node_selection_forbidden::RULE,
    "pdb-above-hpa-minimum" = reliability::budgets::pdb_above_hpa_minimum::RULE,
    "pdb-blocks-eviction" = reliability::budgets::pdb_blocks_eviction::RULE,
    "pdb-missing" = reliability::budgets::pdb_missing::RULE,
    "pdb-unhealthy-eviction-policy" = reliability::budget_policy::pdb_unhealthy_eviction_policy::RULE,
    "pdb-without-policy" = reliability::budget_policy::pdb_without_policy::RULE,
    "pod-anti-affinity-missing" = reliability::spreading::pod_anti_affinity_missing::RULE,
    "pod-os-unset" = runtime_privileges::pod_os_unset::RULE,
    "podsecuritypolicy-removed" = updates::podsecuritypolicy_removed::RULE,
    "priority-class-missing" = reliability::priorities::priority_class_missing::RULE,
    "privilege-escalation-allowed" = pod_security::privilege_escalation_allowed::RULE,
    "privileged-container" = pod_security::privileged_container::RULE,
    "privileged-port" = runtime_privileges::privileged_port::RULE,
    "probe-host-set" = pod_security::probe_host_set::RULE,
    "probe-port-not-exposed" = reliability::probe_ports::probe_port_not_exposed::RULE,
    "probe-port-unknown" = reliability::probe_ports::probe_port_unknown::RULE,
    "probe-timing" = reliability::probe_timing::RULE,
    "probes-identical" = reliability::probes_identical::RULE,
    "proc-mount-unmasked" = pod_security::proc_mount_unmasked::RULE,
    "proc-mount-unmasked-in-user-namespace" = pod_security::proc_mount_unmasked_in_user_namespace::RULE,
    "projected-token-long-expiry" = secrets::projected_token_long_expiry::RULE,
    "qos-class-not-guaranteed" = reliability::qos_class_not_guaranteed::RULE,
    "raw-block-device" = runtime_privileges::raw_block_device::RULE,
    "readiness-probe-missing" = reliability::probes_missing::readiness_probe_missing::RULE,
    "replicas-above-maximum" = reliability::replicas::replicas_above_maximum::RULE,
    "replicas-below-minimum" = reliability::replicas::replicas_below_minimum::RULE,
    "request-left-to-limit" = reliability::request_left_to_limit::RULE,
    "required-annotation-missing" = reliability::wanted_metadata::required_annotation_missing::RULE,
    "required-label-missing" = reliability::wanted_metadata::required_label_missing::RULE,
    "resource-above-maximum" = reliability::comparisons::resource_above_maximum::RULE,
    "resource-limit-ratio" = reliability::comparisons::resource_limit_ratio::RULE,
    "resource-quantity-suspicious" = reliability::resource_quantity_suspicious::RULE,
    "resource-request-above-limit" = reliability::comparisons::resource_request_above_limit::RULE,
    "restart-policy" = reliability::restart_policy::RULE,
    "restricted-annotation" = reliability::wanted_metadata::restricted_annotation::RULE,
    "rolling-update-missing" = reliability::rolling_update_missing::RULE,
    "root-group" = runtime_privileges::root_group::RULE,
    "run-as-non-root-contradiction" = pod_security::run_as_non_root_contradiction::RULE,
    "run-as-user-zero" = pod_security::run_as_user_zero::RULE,
    "runs-as-root" = pod_security::runs_as_root::RULE,
    "sandbox-runtime-missing" = runtime_privileges::sandbox_runtime_missing::RULE,
    "seccomp-annotation-ignored" = runtime_privileges::seccomp_annotation_ignored::RULE,
    "seccomp-profile-missing" = pod_security::seccomp_profile_missing::RULE,
    "seccomp-unconfined" = pod_security::seccomp_unconfined::RULE,
    "secret-in-env-var" = secrets::secret_in_env_var::RULE,
    "secret-in-manifest" = secrets::secret_in_manifest::RULE,
    "secret-not-immutable" = secrets::secret_not_immutable::RULE,
    "secret-value-known-format" = secrets::secret_value_known_format::RULE,
    "secret-volume-mode" = secrets::secret_volume_mode::RULE,
    "secret-wrong-type-or-encoding" = secrets::secret_wrong_type_or_encoding::RULE,
    "security-context-missing" = pod_security::security_context_missing::RULE,
    "selector-mismatch" = reliability::selector_mismatch::RULE,
    "selinux-options-forbidden" = pod_security::selinux_options_forbidden::RULE,
    "sensitive-configmap" = secrets::sensitive_configmap::RULE,
    "sensitive-env-value" = secrets::sensitive_env_value::RULE,
    "sensitive-hostpath-mount" = runtime_privileges::sensitive_hostpath_mount::RULE,
    "service-selector-duplicate" = reliability::services::service_selector_duplicate::RULE,
    "service-target-port-invalid" = reliability::services::service_target_port_invalid::RULE,
    "share-process-namespace" = runtime_privileges::share_process_namespace::RULE,
    "shared-user-id" = runtime_privileges::shared_user_id::RULE,
    "ssh-port" = runtime_privileges::ssh_port::RULE,
    "startup-probe-missing" = reliability::probes_missing::startup_probe_missing::RULE,
    "statefulset-service-name" = reliability::statefulset_service_name::RULE,
    "storage-class-missing" = reliability::claims::storage_class_missing::RULE,
    "storage-class-reclaim-policy" = reliability::claims::storage_class_reclaim_policy::RULE,
    "storageclass-unencrypted" = secrets::storageclass_unencrypted::RULE,
    "subpath-with-root" = runtime_privileges::subpath_with_root::RULE,
    "sudo-in-command" = runtime_privileges::sudo_in_command::RULE,
    "sys-admin-capability" = runtime_privileges::sys_admin_capability::RULE,
    "system-priority-class-misuse" = reliability::priorities::system_priority_class_misuse::RULE,
    "tab-indentation" = reading::syntax::tab_indentation::RULE,
    "tenant-cross-namespace-reference" = namespaces::tenant_cross_namespace_reference::RULE,
    "termination-grace" = reliability::pod_settings::termination_grace::RULE,
    "third-party-api-removed" = updates::third_party_api_removed::RULE,
    "tiller-deployed" = image_scanning::tiller_deployed::RULE,
    "topology-spread-missing" = reliability::spreading::topology_spread_missing::RULE,
    "unclosed-bracket" = reading::syntax::unclosed_bracket::RULE,
    "unclosed-quote" = reading::syntax::unclosed_quote::RULE,
    "unknown-alias" = reading::syntax::unknown_alias::RULE,
    "unknown-rule-in-suppression" = reading::unknown_rule_in_suppression::RULE,
    "unrendered-template" = reading::unrendered_template::RULE,
    "unsafe-sysctl" = pod_security::unsafe_sysctl::RULE,
    "unusable-key" = reading::syntax::unusable_key::RULE,
    "unused-suppression" = reading::unused_suppression::RULE,
    "user-group-id-out-of-range" = runtime_privileges::user_group_id_out_of_range::RULE,
    "user-namespace-disabled" = runtime_privileges::user_namespace_disabled::RULE,
    "volume-claim-access-mode" = reliability::claims::volume_claim_access_mode::RULE,
    "volume-claim-storage-out-of-range" = reliability::claims::volume_claim_storage_out_of_range::RULE,
    "volume-never-mounted" = reliability::volumes::volume_never_mounted::RULE,
    "volume-reference-missing" = reliability::volumes::volume_reference_missing::RULE,
    "volume-type-forbidden" = pod_security::volume_type_forbidden::RULE,
    "vpa-missing" = reliability::scaled::vpa_missing::RULE,
    "vpa-target-invalid" = reliability::targets::vpa_target_invalid::RULE,
    "windows-host-process" = pod_security::windows_host_process::RULE,
    "windows-linux-field-mix" = runtime_privileges::windows_linux_field_mix::RULE,
    "windows-run-as-container-user" = runtime_privileges::windows_run_as_container_user::RULE,
    "workload-mounts-configmap" = reliability::volumes::workload_mounts_configmap::RULE,
    "workload-mounts-pvc" = reliability::volumes::workload_mounts_pvc::RULE,
    "workload-mounts-secret" = secrets::workload_mounts_secret::RULE,
    "workload-violates-own-namespace-psa" = pod_security::workload_violates_own_namespace_psa::RULE,
    "workload-warned-by-own-namespace-psa" = pod_security::workload_warned_by_own_namespace_psa::RULE,
    "writable-hostpath-mount" = runtime_privileges::writable_hostpath_mount::RULE,
    "writable-root-filesystem" = runtime_privileges::writable_root_filesystem::RULE,
    "wrong-indentation" = reading::syntax::wrong_indentation::RULE,
    "wrong-type" = reading::wrong_type::RULE,
    "yaml-syntax" = reading::yaml_syntax::RULE,
}

rules! {
    on demand:
    "cluster-admin-binding" = rbac::subjects::CLUSTER_ADMIN,
    "podsecuritypolicy-permissive" = pod_security::podsecuritypolicy_permissive::RULE,
    "psa-exemptions-broad" = pod_security::psa_exemptions_broad::RULE,
    "rbac-admission-webhooks" = rbac::powers::ADMISSION_WEBHOOKS,
    "rbac-all-serviceaccounts-binding" = rbac::subjects::ACCOUNTS_BINDING,
    "rbac-anonymous-binding" = rbac::subjects::ANONYMOUS_BINDING,
    "rbac-authenticated-binding" = rbac::subjects::AUTHENTICATED_BINDING,
    "rbac-bind" = rbac::powers::BIND,
    "rbac-create-persistentvolumes" = rbac::powers::CREATE_PERSISTENTVOLUMES,
    "rbac-create-pods" = rbac::powers::CREATE_PODS,
    "rbac-csr-approval" = rbac::powers::CSR_APPROVAL,
    "rbac-ephemeral-containers" = rbac::powers::EPHEMERAL_CONTAINERS,
    "rbac-escalate" = rbac::powers::ESCALATE,
    "rbac-impersonate" = rbac::powers::IMPERSONATE,
    "rbac-manage-rbac" = rbac::powers::MANAGE_RBAC,
    "rbac-node-write" = rbac::powers::NODE_WRITE,
    "rbac-nodes-proxy" = rbac::powers::NODES_PROXY,
    "rbac-pod-attach" = rbac::powers::POD_ATTACH,
    "rbac-pod-exec" = rbac::powers::POD_EXEC,
    "rbac-pod-portforward" = rbac::powers::POD_PORTFORWARD,
    "rbac-secrets-access" = rbac::powers::SECRETS_ACCESS,
    "rbac-system-masters-binding" = rbac::subjects::MASTERS_BINDING,
    "rbac-token-create" = rbac::powers::TOKEN_CREATE,
    "rbac-wildcard-resources" = rbac::wildcards::RESOURCES,
    "rbac-wildcard-verbs" = rbac::wildcards::VERBS,
    "scc-allows-privileged" = pod_security::scc_allows_privileged::RULE,
    "signature-policy-weak" = provenance::signature_policy_weak::RULE,
}

/// Every rule, sorted by id.
#[cfg(feature = "full")]
pub static RULES: &[&Rule] = &merge::<{ FIRST.len() + ON_DEMAND.len() }>(FIRST, ON_DEMAND, &reading::yaml_syntax::RULE);

/// Every rule that workloads need, sorted by id.
#[cfg(not(feature = "full"))]
pub static RULES: &[&Rule] = FIRST;

/// Whether a rule is called this, here or in the full engine.
pub fn is_rule(id: &str) -> bool {
    find(id).is_some() || is_on_demand(id)
}

/// Whether only the full engine has the rule with this id.
pub fn is_on_demand(id: &str) -> bool {
    ON_DEMAND_IDS.binary_search(&id).is_ok()
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    let place = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    RULES.get(place).copied()
}

/// The text of a rule's page, in Markdown.
#[cfg(any(test, feature = "pages"))]
pub fn page(id: &str) -> Option<&'static str> {
    FIRST_PAGES.iter().chain(ON_DEMAND_PAGES).find(|(rule, _)| *rule == id).map(|(_, text)| *text)
}
