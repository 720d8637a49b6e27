//! Pods of Windows nodes, and the fields that belong to one system only.

use plimsoll_kube::{Field, Pod};
use plimsoll_source::Value;

/// Fields of a Pod that the API server refuses where `os.name` is `windows`.
const OF_LINUX_POD: [&[&str]; 14] = [
    &["hostIPC"],
    &["hostPID"],
    &["hostUsers"],
    &["securityContext", "appArmorProfile"],
    &["securityContext", "fsGroup"],
    &["securityContext", "fsGroupChangePolicy"],
    &["securityContext", "runAsGroup"],
    &["securityContext", "runAsUser"],
    &["securityContext", "seLinuxOptions"],
    &["securityContext", "seccompProfile"],
    &["securityContext", "supplementalGroups"],
    &["securityContext", "supplementalGroupsPolicy"],
    &["securityContext", "sysctls"],
    &["shareProcessNamespace"],
];

/// The same of a container's `securityContext`.
const OF_LINUX_CONTAINER: [&[&str]; 10] = [
    &["allowPrivilegeEscalation"],
    &["appArmorProfile"],
    &["capabilities"],
    &["privileged"],
    &["procMount"],
    &["readOnlyRootFilesystem"],
    &["runAsGroup"],
    &["runAsUser"],
    &["seLinuxOptions"],
    &["seccompProfile"],
];

/// The fields of a Pod that only Linux knows.
pub(super) fn of_linux<'a>(pod: &Pod<'a>) -> impl Iterator<Item = Field<'a>> {
    let own = OF_LINUX_POD.into_iter().map(|path| pod.field(path));
    let of_containers = pod
        .containers()
        .flat_map(|container| OF_LINUX_CONTAINER.into_iter().map(move |path| container.security_context().child(path)));
    own.chain(of_containers).filter(|field| counts(*field))
}

/// The API server takes `hostPID: false` and `sysctls: []` for nothing said; of the others it refuses every value.
fn counts(field: Field<'_>) -> bool {
    let Some(value) = field.value() else { return false };
    let key = value.key().and_then(Value::scalar_text).unwrap_or_default();
    match key {
        "hostPID" | "hostIPC" => value.as_bool() == Some(true),
        "sysctls" => value.items().next().is_some(),
        _ => true,
    }
}

/// The fields of a Pod that only Windows knows.
pub(super) fn of_windows<'a>(pod: &Pod<'a>) -> impl Iterator<Item = Field<'a>> {
    let contexts = std::iter::once(pod.security_context()).chain(pod.containers().map(|one| one.security_context()));
    contexts.map(|context| context.child(&["windowsOptions"])).filter(|field| field.is_set())
}

/// Where a Pod asks for nodes that run Windows.
pub(super) fn selected<'a>(pod: &Pod<'a>) -> Option<Field<'a>> {
    let selector = pod.field(&["nodeSelector"]);
    let labels = [selector.child(&["kubernetes.io/os"]), selector.child(&["beta.kubernetes.io/os"])];
    let by_label = labels.into_iter().find(|label| label.as_str() == Some("windows"));
    by_label.or_else(|| {
        let affinity = pod.field(&["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"]);
        // One of the terms is enough for the scheduler, so each has to ask for Windows.
        let mut terms = affinity.child(&["nodeSelectorTerms"]).items().map(asks_for_windows);
        let first = terms.next()??;
        terms.all(|term| term.is_some()).then_some(first)
    })
}

fn asks_for_windows(term: Value<'_>) -> Option<Field<'_>> {
    Field::walk(term, &["matchExpressions"]).items().find_map(|expression| {
        let key = Field::walk(expression, &["key"]);
        let is_os = matches!(key.as_str(), Some("kubernetes.io/os" | "beta.kubernetes.io/os"));
        let is_in = Field::walk(expression, &["operator"]).as_str() == Some("In");
        let mut values = Field::walk(expression, &["values"]).items().map(|value| value.as_str() == Some("windows"));
        (is_os && is_in && values.next() == Some(true) && values.all(|is_windows| is_windows)).then_some(key)
    })
}
