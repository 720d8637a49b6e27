//! The table of default roles.

/// A role: its name, whom it is bound to, and its rules. A rule is its verbs, groups, resources and names, between bars;
/// `core` is the core's group, and of a rule for paths the group is `url`.
pub(super) type Default = (&'static str, &'static str, &'static [&'static str]);

/// What a role aggregates or is aggregated to: the ends of the labels.
pub(super) const AGGREGATED: [(&str, &str); 3] = [("admin", ""), ("edit", "admin"), ("view", "edit")];

/// What most of them may do beside.
pub(super) const EVENTS: &str = "create update patch|core events.k8s.io|events";
const LIST: &str = "list watch|core|pods";

/// The cluster roles.
pub(super) const ROLES: &[Default] = &[
    ("cluster-admin", "group:system:masters", &["*|*|*", "*|url|*"]),
    ("admin", "", &[]),
    ("edit", "", &[]),
    ("view", "", &[]),
    (
        "system:aggregate-to-admin",
        "",
        &["create|authorization.k8s.io|localsubjectaccessreviews", "ALL|rbac.authorization.k8s.io|roles rolebindings"],
    ),
    (
        "system:aggregate-to-edit",
        "",
        &[
            "READ|core|pods/attach pods/proxy pods/exec pods/portforward secrets services/proxy",
            "impersonate|core|serviceaccounts",
            "WRITE|core|pods pods/attach pods/proxy pods/exec pods/portforward",
            "create|core|pods/eviction serviceaccounts/token",
            "WRITE|core|replicationcontrollers replicationcontrollers/scale serviceaccounts services services/proxy \
             persistentvolumeclaims configmaps secrets events",
            "WRITE|apps|statefulsets statefulsets/scale daemonsets deployments deployments/scale deployments/rollback \
             replicasets replicasets/scale",
            "WRITE|autoscaling|horizontalpodautoscalers",
            "WRITE|batch|jobs cronjobs",
            "WRITE|extensions|daemonsets deployments deployments/scale deployments/rollback ingresses replicasets \
             replicasets/scale replicationcontrollers/scale networkpolicies",
            "WRITE|policy|poddisruptionbudgets",
            "WRITE|networking.k8s.io|networkpolicies ingresses",
            "ALL|coordination.k8s.io|leases",
            "WRITE|resource.k8s.io|resourceclaims resourceclaimtemplates",
        ],
    ),
    (
        "system:aggregate-to-view",
        "",
        &[
            "READ|core|pods replicationcontrollers replicationcontrollers/scale serviceaccounts services \
             services/status endpoints persistentvolumeclaims persistentvolumeclaims/status configmaps limitranges \
             resourcequotas bindings events pods/status resourcequotas/status namespaces/status \
             replicationcontrollers/status pods/log namespaces",
            "READ|discovery.k8s.io|endpointslices",
            "READ|apps|controllerrevisions statefulsets statefulsets/status statefulsets/scale daemonsets \
             daemonsets/status deployments deployments/status deployments/scale replicasets replicasets/status \
             replicasets/scale",
            "READ|autoscaling|horizontalpodautoscalers horizontalpodautoscalers/status",
            "READ|batch|jobs cronjobs cronjobs/status jobs/status",
            "READ|extensions|daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses \
             ingresses/status replicasets replicasets/scale replicasets/status replicationcontrollers/scale \
             networkpolicies",
            "READ|policy|poddisruptionbudgets poddisruptionbudgets/status",
            "READ|networking.k8s.io|networkpolicies ingresses ingresses/status",
            "READ|resource.k8s.io|resourceclaims resourceclaims/status resourceclaimtemplates",
        ],
    ),
    (
        "system:basic-user",
        "group:system:authenticated",
        &[
            "create|authorization.k8s.io|selfsubjectaccessreviews selfsubjectrulesreviews",
            "create|authentication.k8s.io|selfsubjectreviews",
        ],
    ),
    (
        "system:discovery",
        "group:system:authenticated",
        &["get|url|/livez /readyz /healthz /version /version/ /openapi /openapi/* /api /api/* /apis /apis/*"],
    ),
    (
        "system:public-info-viewer",
        "group:system:authenticated group:system:unauthenticated",
        &["get|url|/livez /readyz /healthz /version /version/"],
    ),
    (
        "system:service-account-issuer-discovery",
        "group:system:serviceaccounts",
        &[
            "get|url|/.well-known/openid-configuration /.well-known/openid-configuration/ /openid/v1/jwks /openid/v1/jwks/",
        ],
    ),
    (
        "system:monitoring",
        "group:system:monitoring",
        &["get|url|/metrics /metrics/slis /livez /readyz /healthz /livez/* /readyz/* /healthz/*"],
    ),
    (
        "system:auth-delegator",
        "",
        &["create|authentication.k8s.io|tokenreviews", "create|authorization.k8s.io|subjectaccessreviews"],
    ),
    ("system:heapster", "", &["READ|core|events pods nodes namespaces", "READ|extensions|deployments"]),
    ("system:kube-aggregator", "", &["READ|core|services endpoints"]),
    ("system:kube-dns", "sa:kube-dns", &["list watch|core|endpoints services"]),
    (
        "system:kubelet-api-admin",
        "",
        &[
            "READ proxy|core|nodes",
            "*|core|nodes/proxy nodes/metrics nodes/stats nodes/log nodes/configz nodes/healthz nodes/pods",
        ],
    ),
    ("system:node-bootstrapper", "", &["READ create|certificates.k8s.io|certificatesigningrequests"]),
    ("system:node-problem-detector", "", &["get|core|nodes", "patch|core|nodes/status", EVENTS]),
    (
        "system:node",
        "",
        &[
            "create|authentication.k8s.io|tokenreviews",
            "create|authorization.k8s.io|subjectaccessreviews localsubjectaccessreviews",
            "READ|core|services secrets configmaps pods",
            "READ create update patch|core|nodes",
            "update patch|core|nodes/status pods/status",
            "create delete|core|pods",
            "create|core|pods/eviction serviceaccounts/token",
            "get|core|persistentvolumeclaims persistentvolumes endpoints",
            "READ create|certificates.k8s.io|certificatesigningrequests",
            "get create update patch delete|coordination.k8s.io|leases",
            "get|storage.k8s.io|volumeattachments",
            "READ|storage.k8s.io|csidrivers",
            "get create update patch delete|storage.k8s.io|csinodes",
            "READ|node.k8s.io|runtimeclasses",
            EVENTS,
        ],
    ),
    (
        "system:node-proxier",
        "user:system:kube-proxy",
        &[
            "list watch|core|services endpoints",
            "READ|core|nodes",
            EVENTS,
            "list watch|discovery.k8s.io|endpointslices",
        ],
    ),
    (
        "system:kube-controller-manager",
        "user:system:kube-controller-manager",
        &[
            EVENTS,
            "create|coordination.k8s.io|leases",
            "get update|coordination.k8s.io|leases|kube-controller-manager",
            "create|core|secrets serviceaccounts serviceaccounts/token",
            "delete|core|secrets",
            "get|core|namespaces secrets serviceaccounts configmaps",
            "update|core|secrets serviceaccounts",
            "create|authentication.k8s.io|tokenreviews",
            "create|authorization.k8s.io|subjectaccessreviews",
            "list watch|*|*",
        ],
    ),
    (
        "system:kube-scheduler",
        "user:system:kube-scheduler",
        &[
            EVENTS,
            "create|coordination.k8s.io|leases",
            "get update|coordination.k8s.io|leases|kube-scheduler",
            "READ|core|nodes services replicationcontrollers namespaces persistentvolumeclaims persistentvolumes",
            "READ delete|core|pods",
            "create|core|pods/binding bindings",
            "patch update|core|pods/status",
            "READ|apps extensions|replicasets",
            "READ|apps|statefulsets",
            "READ|policy|poddisruptionbudgets",
            "create|authentication.k8s.io|tokenreviews",
            "create|authorization.k8s.io|subjectaccessreviews",
            "READ|storage.k8s.io|csinodes csidrivers csistoragecapacities",
        ],
    ),
    (
        "system:volume-scheduler",
        "user:system:kube-scheduler",
        &["READ update patch|core|persistentvolumes persistentvolumeclaims", "READ|storage.k8s.io|storageclasses"],
    ),
    (
        "system:persistent-volume-provisioner",
        "",
        &[
            "READ create delete|core|persistentvolumes",
            "READ update|core|persistentvolumeclaims",
            "READ|storage.k8s.io|storageclasses",
            "watch|core|events",
            EVENTS,
        ],
    ),
    (
        "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
        "",
        &["create|certificates.k8s.io|certificatesigningrequests/nodeclient"],
    ),
    (
        "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
        "",
        &["create|certificates.k8s.io|certificatesigningrequests/selfnodeclient"],
    ),
    (
        "system:certificates.k8s.io:legacy-unknown-approver",
        "",
        &["approve|certificates.k8s.io|signers|kubernetes.io/legacy-unknown"],
    ),
    (
        "system:certificates.k8s.io:kubelet-serving-approver",
        "",
        &["approve|certificates.k8s.io|signers|kubernetes.io/kubelet-serving"],
    ),
    (
        "system:certificates.k8s.io:kube-apiserver-client-approver",
        "",
        &["approve|certificates.k8s.io|signers|kubernetes.io/kube-apiserver-client"],
    ),
    (
        "system:certificates.k8s.io:kube-apiserver-client-kubelet-approver",
        "",
        &["approve|certificates.k8s.io|signers|kubernetes.io/kube-apiserver-client-kubelet"],
    ),
];

/// What the controllers of the control plane may, each by a role `system:controller:NAME` that is bound to the service
/// account of its name in `kube-system`.
pub(super) const CONTROLLERS: &[(&str, &[&str])] = &[
    (
        "attachdetach-controller",
        &[
            "list watch|core|persistentvolumes persistentvolumeclaims pods",
            "READ|core|nodes",
            "patch update|core|nodes/status",
            "READ create delete|storage.k8s.io|volumeattachments",
            "READ|storage.k8s.io|csidrivers csinodes",
        ],
    ),
    ("clusterrole-aggregation-controller", &["escalate READ update patch|rbac.authorization.k8s.io|clusterroles"]),
    (
        "cronjob-controller",
        &[
            "READ update|batch|cronjobs",
            "READ create update delete patch|batch|jobs",
            "update|batch|cronjobs/status cronjobs/finalizers",
            "list delete|core|pods",
        ],
    ),
    (
        "daemon-set-controller",
        &[
            "READ|extensions apps|daemonsets",
            "update|extensions apps|daemonsets/status daemonsets/finalizers",
            "list watch|core|nodes",
            "list watch create delete patch|core|pods",
            "create|core|pods/binding",
            "READ create delete update patch|apps|controllerrevisions",
        ],
    ),
    (
        "deployment-controller",
        &[
            "READ update|extensions apps|deployments",
            "update|extensions apps|deployments/status deployments/finalizers",
            "READ create update patch delete|apps extensions|replicasets",
            "READ update|core|pods",
        ],
    ),
    (
        "disruption-controller",
        &[
            "READ|extensions apps|deployments replicasets",
            "READ|core|replicationcontrollers",
            "READ|policy|poddisruptionbudgets",
            "READ|apps|statefulsets",
            "update|policy|poddisruptionbudgets/status",
            "patch update|core|pods/status",
            "get|*|*/scale",
        ],
    ),
    (
        "endpoint-controller",
        &[
            "READ|core|services pods",
            "get list create update delete|core|endpoints",
            "create|core|endpoints/restricted",
        ],
    ),
    (
        "endpointslice-controller",
        &[
            "READ|core|services pods nodes",
            "update|core|services/finalizers",
            "get list create update delete|discovery.k8s.io|endpointslices",
        ],
    ),
    (
        "endpointslicemirroring-controller",
        &[
            "READ|core|services endpoints",
            "update|core|services/finalizers endpoints/finalizers",
            "get list create update delete|discovery.k8s.io|endpointslices",
        ],
    ),
    (
        "ephemeral-volume-controller",
        &["READ|core|pods", "update|core|pods/finalizers", "READ create|core|persistentvolumeclaims"],
    ),
    (
        "expand-controller",
        &[
            "READ update patch|core|persistentvolumes",
            "update patch|core|persistentvolumeclaims/status",
            "READ|core|persistentvolumeclaims",
        ],
    ),
    ("generic-garbage-collector", &["READ patch update delete|*|*"]),
    (
        "horizontal-pod-autoscaler",
        &[
            "READ|autoscaling|horizontalpodautoscalers",
            "update|autoscaling|horizontalpodautoscalers/status",
            "get update|*|*/scale",
            "list|core metrics.k8s.io|pods",
            "get list|custom.metrics.k8s.io external.metrics.k8s.io|*",
        ],
    ),
    (
        "job-controller",
        &[
            "READ update patch|batch|jobs",
            "update|batch|jobs/status jobs/finalizers",
            "list watch create delete patch|core|pods",
        ],
    ),
    (
        "legacy-service-account-token-cleaner",
        &["get|core|configmaps|kube-apiserver-legacy-service-account-token-tracking", "patch delete|core|secrets"],
    ),
    (
        "namespace-controller",
        &[
            "READ delete|core|namespaces",
            "update|core|namespaces/finalize namespaces/status",
            "get list delete deletecollection|*|*",
        ],
    ),
    (
        "node-controller",
        &[
            "get list update delete patch|core|nodes",
            "patch update|core|nodes/status pods/status",
            "list get delete|core|pods",
        ],
    ),
    (
        "persistent-volume-binder",
        &[
            "READ update create delete|core|persistentvolumes",
            "update|core|persistentvolumes/status persistentvolumeclaims/status",
            "READ update|core|persistentvolumeclaims",
            "READ create delete|core|pods",
            "READ|storage.k8s.io|storageclasses",
            "get list|core|nodes",
            "watch|core|events",
        ],
    ),
    ("pod-garbage-collector", &["list watch delete|core|pods", "get list|core|nodes", "patch|core|pods/status"]),
    ("pv-protection-controller", &["READ update|core|persistentvolumes"]),
    ("pvc-protection-controller", &["READ update|core|persistentvolumeclaims", "READ|core|pods"]),
    (
        "replicaset-controller",
        &[
            "READ update|apps extensions|replicasets",
            "update|apps extensions|replicasets/status replicasets/finalizers",
            "list watch patch create delete|core|pods",
        ],
    ),
    (
        "replication-controller",
        &[
            "READ update|core|replicationcontrollers",
            "update|core|replicationcontrollers/status replicationcontrollers/finalizers",
            "list watch patch create delete|core|pods",
        ],
    ),
    (
        "resource-claim-controller",
        &[
            "READ|core|pods",
            "update|core|pods/finalizers",
            "READ create delete update patch|resource.k8s.io|resourceclaims",
            "update patch|resource.k8s.io|resourceclaims/status",
            "update patch|core|pods/status",
        ],
    ),
    ("resourcequota-controller", &["list watch|*|*", "update|core|resourcequotas/status"]),
    ("root-ca-cert-publisher", &["create update|core|configmaps"]),
    ("route-controller", &["list watch|core|nodes", "patch|core|nodes/status"]),
    ("service-account-controller", &["create|core|serviceaccounts"]),
    ("service-controller", &["READ|core|services", "patch update|core|services/status", "list watch|core|nodes"]),
    (
        "statefulset-controller",
        &[
            LIST,
            "READ|apps|statefulsets",
            "update|apps|statefulsets/status statefulsets/finalizers",
            "get create delete update patch|core|pods",
            "READ create delete update patch|apps|controllerrevisions",
            "get create update delete|core|persistentvolumeclaims",
        ],
    ),
    ("ttl-after-finished-controller", &["READ delete|batch|jobs"]),
    ("ttl-controller", &["update patch list watch|core|nodes"]),
    (
        "validatingadmissionpolicy-status-controller",
        &[
            "READ|admissionregistration.k8s.io|validatingadmissionpolicies",
            "get patch update|admissionregistration.k8s.io|validatingadmissionpolicies/status",
        ],
    ),
    (
        "certificate-controller",
        &[
            "READ delete|certificates.k8s.io|certificatesigningrequests",
            "update|certificates.k8s.io|certificatesigningrequests/status certificatesigningrequests/approval",
            "approve|certificates.k8s.io|signers|kubernetes.io/kube-apiserver-client-kubelet",
            "sign|certificates.k8s.io|signers|kubernetes.io/legacy-unknown kubernetes.io/kube-apiserver-client kubernetes.io/kube-apiserver-client-kubelet kubernetes.io/kubelet-serving",
            "create|authorization.k8s.io|subjectaccessreviews",
        ],
    ),
];

/// Roles in `kube-system` that every cluster has.
pub(super) const SYSTEM_ROLES: &[Default] = &[
    (
        "extension-apiserver-authentication-reader",
        "user:system:kube-controller-manager user:system:kube-scheduler",
        &["READ|core|configmaps|extension-apiserver-authentication"],
    ),
    ("system:controller:bootstrap-signer", "sa:bootstrap-signer", &["READ|core|secrets"]),
    ("system:controller:cloud-provider", "sa:cloud-provider", &["create READ|core|configmaps"]),
    ("system:controller:token-cleaner", "sa:token-cleaner", &["READ delete|core|secrets", EVENTS]),
    (
        "system::leader-locking-kube-controller-manager",
        "user:system:kube-controller-manager sa:kube-controller-manager",
        &["watch|core|configmaps", "get update|core|configmaps|kube-controller-manager"],
    ),
    (
        "system::leader-locking-kube-scheduler",
        "user:system:kube-scheduler sa:kube-scheduler",
        &["watch|core|configmaps", "get update|core|configmaps|kube-scheduler"],
    ),
];
