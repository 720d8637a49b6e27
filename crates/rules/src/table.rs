//! The table of rules. A new rule is one line here, in the order of ids: its id, which also names its page, and its `static`.

use crate::Rule;
use crate::{namespaces, pod_security, reading, reliability, runtime_privileges};

/// Reads `"id" = strategy::module::NAME,` lines into the list of rules and, where pages are wanted, the list of pages.
macro_rules! rules {
    ($($id:literal = $strategy:ident$(::$segment:ident)+,)*) => {
        /// Every rule, sorted by id.
        pub static RULES: &[&Rule] = &[$(&$strategy$(::$segment)+,)*];

        #[cfg(any(test, feature = "pages"))]
        static PAGES: &[(&str, &str)] =
            &[$(($id, include_str!(concat!(stringify!($strategy), "/", $id, ".md"))),)*];
    };
}

rules! {
    "apparmor-annotation-deprecated" = runtime_privileges::apparmor_annotation_deprecated::RULE,
    "apparmor-profile-forbidden" = pod_security::apparmor_profile_forbidden::RULE,
    "apparmor-profile-missing" = runtime_privileges::apparmor_profile_missing::RULE,
    "byte-order-mark-inside-document" = reading::byte_order_mark_inside_document::RULE,
    "capabilities-not-dropped" = pod_security::capabilities_not_dropped::RULE,
    "capability-added" = pod_security::capability_added::RULE,
    "capability-name-invalid" = runtime_privileges::capability_name_invalid::RULE,
    "capability-outside-baseline" = pod_security::capability_outside_baseline::RULE,
    "container-runtime-socket-mount" = runtime_privileges::container_runtime_socket_mount::RULE,
    "control-plane-toleration" = runtime_privileges::control_plane_toleration::RULE,
    "cpu-limit-missing" = reliability::resources::cpu_limit_missing::RULE,
    "cpu-limit-present" = reliability::cpu_limit_present::RULE,
    "cpu-request-missing" = reliability::resources::cpu_request_missing::RULE,
    "cpu-request-not-equal-limit" = reliability::equality::cpu_request_not_equal_limit::RULE,
    "cr8escape-sysctl-value" = runtime_privileges::cr8escape_sysctl_value::RULE,
    "dangerous-capability" = runtime_privileges::dangerous_capability::RULE,
    "default-namespace" = namespaces::default_namespace::RULE,
    "document-not-an-object" = reading::document_not_an_object::RULE,
    "duplicate-key" = reading::duplicate_key::RULE,
    "emptydir-size-limit-missing" = reliability::emptydir_size_limit_missing::RULE,
    "ephemeral-container-present" = runtime_privileges::ephemeral_container_present::RULE,
    "ephemeral-storage-missing" = reliability::resources::ephemeral_storage_missing::RULE,
    "ephemeral-storage-not-equal" = reliability::equality::ephemeral_storage_not_equal::RULE,
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
    "ignored-content" = reading::ignored_content::RULE,
    "input-limit" = reading::input_limit::RULE,
    "interactive-container" = runtime_privileges::interactive_container::RULE,
    "invalid-quantity" = reliability::invalid_quantity::RULE,
    "invalid-utf-8" = reading::invalid_utf_8::RULE,
    "items-outside-list" = reading::items_outside_list::RULE,
    "json-syntax" = reading::syntax::json_syntax::RULE,
    "key-overridden-by-merge" = reading::key_overridden_by_merge::RULE,
    "kind-missing" = reading::kind_missing::RULE,
    "kube-system-namespace" = namespaces::kube_system_namespace::RULE,
    "linux-hardening-missing" = runtime_privileges::linux_hardening_missing::RULE,
    "low-group-id" = runtime_privileges::low_group_id::RULE,
    "low-user-id" = runtime_privileges::low_user_id::RULE,
    "memory-limit-missing" = reliability::resources::memory_limit_missing::RULE,
    "memory-request-missing" = reliability::resources::memory_request_missing::RULE,
    "memory-request-not-equal-limit" = reliability::equality::memory_request_not_equal_limit::RULE,
    "misnamed-field" = reading::misnamed_field::RULE,
    "misplaced-field" = reading::misplaced_field::RULE,
    "missing-colon" = reading::syntax::missing_colon::RULE,
    "mount-propagation-bidirectional" = runtime_privileges::mount_propagation_bidirectional::RULE,
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
    "node-selection-forbidden" = runtime_privileges::node_selection_forbidden::RULE,
    "privilege-escalation-allowed" = pod_security::privilege_escalation_allowed::RULE,
    "privileged-container" = pod_security::privileged_container::RULE,
    "privileged-port" = runtime_privileges::privileged_port::RULE,
    "probe-host-set" = pod_security::probe_host_set::RULE,
    "proc-mount-unmasked" = pod_security::proc_mount_unmasked::RULE,
    "proc-mount-unmasked-in-user-namespace" = pod_security::proc_mount_unmasked_in_user_namespace::RULE,
    "qos-class-not-guaranteed" = reliability::qos_class_not_guaranteed::RULE,
    "raw-block-device" = runtime_privileges::raw_block_device::RULE,
    "resource-above-maximum" = reliability::comparisons::resource_above_maximum::RULE,
    "resource-limit-ratio" = reliability::comparisons::resource_limit_ratio::RULE,
    "resource-quantity-suspicious" = reliability::resource_quantity_suspicious::RULE,
    "resource-request-above-limit" = reliability::comparisons::resource_request_above_limit::RULE,
    "root-group" = runtime_privileges::root_group::RULE,
    "run-as-non-root-contradiction" = pod_security::run_as_non_root_contradiction::RULE,
    "run-as-user-zero" = pod_security::run_as_user_zero::RULE,
    "runs-as-root" = pod_security::runs_as_root::RULE,
    "sandbox-runtime-missing" = runtime_privileges::sandbox_runtime_missing::RULE,
    "seccomp-annotation-ignored" = runtime_privileges::seccomp_annotation_ignored::RULE,
    "seccomp-profile-missing" = pod_security::seccomp_profile_missing::RULE,
    "seccomp-unconfined" = pod_security::seccomp_unconfined::RULE,
    "selinux-options-forbidden" = pod_security::selinux_options_forbidden::RULE,
    "sensitive-hostpath-mount" = runtime_privileges::sensitive_hostpath_mount::RULE,
    "share-process-namespace" = runtime_privileges::share_process_namespace::RULE,
    "shared-user-id" = runtime_privileges::shared_user_id::RULE,
    "ssh-port" = runtime_privileges::ssh_port::RULE,
    "subpath-with-root" = runtime_privileges::subpath_with_root::RULE,
    "sys-admin-capability" = runtime_privileges::sys_admin_capability::RULE,
    "tab-indentation" = reading::syntax::tab_indentation::RULE,
    "tenant-cross-namespace-reference" = namespaces::tenant_cross_namespace_reference::RULE,
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
    "volume-type-forbidden" = pod_security::volume_type_forbidden::RULE,
    "windows-host-process" = pod_security::windows_host_process::RULE,
    "workload-violates-own-namespace-psa" = pod_security::workload_violates_own_namespace_psa::RULE,
    "workload-warned-by-own-namespace-psa" = pod_security::workload_warned_by_own_namespace_psa::RULE,
    "writable-hostpath-mount" = runtime_privileges::writable_hostpath_mount::RULE,
    "writable-root-filesystem" = runtime_privileges::writable_root_filesystem::RULE,
    "wrong-indentation" = reading::syntax::wrong_indentation::RULE,
    "wrong-type" = reading::wrong_type::RULE,
    "yaml-syntax" = reading::yaml_syntax::RULE,
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    let place = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    RULES.get(place).copied()
}

/// The text of a rule's page, in Markdown.
#[cfg(any(test, feature = "pages"))]
pub fn page(id: &str) -> Option<&'static str> {
    PAGES.iter().find(|(rule, _)| *rule == id).map(|(_, text)| *text)
}
