//! Texts to begin with.

/// A text to begin with.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// For links and tests.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What it shows.
    pub teaches: &'static str,
    /// Name of its file.
    pub file: &'static str,
    /// The text.
    pub text: &'static str,
}

macro_rules! examples {
    ($($id:literal $file:literal $title:literal $teaches:literal)*) => {
        &[$(Example { id: $id, title: $title, teaches: $teaches, file: $file, text: include_str!(concat!("../examples/", $file)) },)*]
    };
}

/// Every example, in the order of the list.
pub static EXAMPLES: &[Example] = examples! {
    "careless-web" "careless-web.yaml"
        "Careless web Deployment"
        "What a first draft leaves open: root, an added capability, a port of the node"
    "hardened-web" "hardened-web.yaml"
        "Hardened web Deployment"
        "Every setting that the level restricted asks for, in one Deployment"
    "build-agent" "build-agent.yaml"
        "CI build agent"
        "A privileged container and the container runtime's socket: two ways to own the node"
    "shop" "shop.yaml"
        "A whole small application"
        "Findings in their own document: Namespace, ConfigMap, Deployment, Service, Ingress, NetworkPolicy"
    "nightly-report" "nightly-report.yaml"
        "CronJob from an old cluster"
        "A CronJob's Pod, four levels down, is weighed like any other"
    "log-agent" "log-agent.yaml"
        "Log agent on every node"
        "Host network, host processes, host paths, and a probe that 1.34 began to forbid"
    "database" "database.yaml"
        "StatefulSet database"
        "A root init container undoes the care taken with the main one"
    "migrate-job" "migrate-job.yaml"
        "Job with init and sidecar containers"
        "Every list of containers counts, and one of them is not as tight as the others"
    "user-namespaces" "user-namespaces.yaml"
        "Pod with user namespaces"
        "What hostUsers: false changes from 1.35 on"
    "tuned-pod" "tuned-pod.yaml"
        "Kernel settings and profiles"
        "Sysctls, seccomp, AppArmor and SELinux, by version"
    "windows-pod" "windows-pod.yaml"
        "Windows Pod"
        "Which controls apply to Windows and which do not"
    "windows-host-process" "windows-host-process.yaml"
        "Windows HostProcess DaemonSet"
        "The privileged container of Windows"
    "helm-output" "helm-output.yaml"
        "Output of a Helm chart"
        "Empty security contexts that a chart leaves, each in its own document"
    "helm-template" "helm-template.yaml"
        "Helm template, not rendered"
        "Why a template cannot be judged before it is rendered"
    "kustomize-output" "kustomize-output.yaml"
        "Output of kustomize"
        "Sorted keys: findings stand where kustomize put the fields"
    "cluster-dump" "cluster-dump.yaml"
        "Dump of a cluster"
        "A List from kubectl get, with status and managed fields, read object by object"
    "json-manifest" "json-manifest.json"
        "Manifest in JSON"
        "The same findings on the same values, in JSON"
    "broken" "broken.yaml"
        "Broken YAML"
        "Three slips: what is still checked, and what is not judged"
};

/// The example with this id.
pub fn find(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_index_says() {
        let index: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(include_str!("../examples/index.json")).expect("an index");
        let rows: Vec<[&str; 4]> = index
            .iter()
            .map(|row| ["id", "title", "teaches", "file"].map(|key| row[key].as_str().expect("text")))
            .collect();
        let table: Vec<[&str; 4]> =
            EXAMPLES.iter().map(|example| [example.id, example.title, example.teaches, example.file]).collect();
        assert_eq!(table, rows);
        assert!(EXAMPLES.len() >= 12);
    }
}
