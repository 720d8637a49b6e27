//! Where objects name images: containers and volumes of Pods, and the custom resources that are known to run what they name.

use std::fmt;

use plimsoll_report::ImageHolder;
use plimsoll_source::{Kind, Span, Value};

use crate::field::{Label, key_span, word};
use crate::{Container, Field, Object, Pod};

/// A place that names an image.
#[derive(Clone, Copy, Debug)]
pub struct Used<'a> {
    /// What runs or mounts it.
    pub holder: ImageHolder,
    /// The place of the reference.
    pub field: Field<'a>,
    /// The container or volume, else what holds the field.
    item: Value<'a>,
    list: &'static str,
    index: u32,
}

/// Custom resources that run images: group, kinds, paths to references. `*` stands for every item of a list or a map, and `@` at the end for
/// all that the spec of a Pod names. From the API of each project.
const CUSTOM: &[(&str, &str, &str)] = &[
    ("apps.kruise.io", "CloneSet DaemonSet StatefulSet", "spec.template.spec.@"),
    ("apps.openshift.io", "DeploymentConfig", "spec.template.spec.@"),
    ("argoproj.io", "CronWorkflow", "spec.workflowSpec.templates.*.@ spec.workflowSpec.templates.*.script.image"),
    ("argoproj.io", "Rollout", "spec.template.spec.@"),
    (
        "argoproj.io",
        "ClusterWorkflowTemplate Workflow WorkflowTemplate",
        "spec.templates.*.@ spec.templates.*.script.image",
    ),
    ("batch.volcano.sh", "Job", "spec.tasks.*.template.spec.@"),
    ("jobset.x-k8s.io", "JobSet", "spec.replicatedJobs.*.template.spec.template.spec.@"),
    ("keda.sh", "ScaledJob", "spec.jobTargetRef.template.spec.@"),
    ("kubevirt.io", "VirtualMachine", "spec.template.spec.volumes.*.containerDisk.image"),
    ("kubevirt.io", "VirtualMachineInstance", "spec.volumes.*.containerDisk.image"),
    ("leaderworkerset.x-k8s.io", "LeaderWorkerSet", "spec.leaderWorkerTemplate.*.spec.@"),
    ("monitoring.coreos.com", "Alertmanager Prometheus PrometheusAgent ThanosRuler", "spec.image spec.@"),
    ("opentelemetry.io", "OpenTelemetryCollector", "spec.image spec.@"),
    ("postgresql.cnpg.io", "Cluster", "spec.imageName"),
    ("ray.io", "RayCluster", "spec.headGroupSpec.template.spec.@ spec.workerGroupSpecs.*.template.spec.@"),
    ("serving.knative.dev", "Configuration Service", "spec.template.spec.@"),
    ("serving.knative.dev", "Revision", "spec.@"),
    ("tekton.dev", "ClusterTask Task", "spec.steps.*.image spec.sidecars.*.image"),
];

/// What the spec of a Pod names; Argo's templates have one container of their own.
const POD: [&str; 6] = [
    "initContainers.*.image",
    "containers.*.image",
    "ephemeralContainers.*.image",
    "volumes.*.image.reference",
    "container.image",
    "sidecars.*.image",
];

/// Where an object names images, in the order of its lists.
pub fn used<'a>(object: &Object<'a>) -> Vec<Used<'a>> {
    if let Some(pod) = object.pod() {
        return pod.images().collect();
    }
    let mut found = Vec::new();
    let known = CUSTOM
        .iter()
        .filter(|(group, kinds, _)| *group == object.group() && kinds.split(' ').any(|kind| kind == object.kind()));
    for path in known.flat_map(|(.., paths)| paths.split(' ')) {
        match path.strip_suffix(".@") {
            Some(above) => walk(object.value(), above, &mut |spec| {
                POD.iter().for_each(|path| walk(spec, path, &mut |value| found.push(value)));
            }),
            None => walk(object.value(), path, &mut |value| found.push(value)),
        }
    }
    found.into_iter().map(custom).collect()
}

/// Calls `each` with every value that a path leads to. No path is longer than those of the table.
fn walk<'a>(value: Value<'a>, path: &str, each: &mut dyn FnMut(Value<'a>)) {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let mut go = |below: Value<'a>| if rest.is_empty() { each(below) } else { walk(below, rest, each) };
    match (step, value.kind()) {
        ("*", Kind::Mapping) => value.entries().for_each(|entry| go(entry.value)),
        ("*", _) => value.items().for_each(go),
        _ => value.get(step).into_iter().for_each(|entry| go(entry.value)),
    }
}

/// What an image in a custom resource is for, by what stands around it.
fn custom(image: Value<'_>) -> Used<'_> {
    let mut item = image.parent().unwrap_or(image);
    // The references of volumes stand one step deeper.
    if item.key().and_then(Value::as_str) == Some("image") {
        item = item.parent().unwrap_or(item);
    }
    let list = item.parent().and_then(Value::key).and_then(Value::as_str).unwrap_or_default();
    let holder = match list {
        "volumes" => ImageHolder::Volume,
        list => by_list(list).unwrap_or(ImageHolder::Field),
    };
    Used { holder, field: Field::of(image), item, list: "", index: 0 }
}

fn by_list(list: &str) -> Option<ImageHolder> {
    Some(match list {
        "initContainers" => ImageHolder::InitContainer,
        "containers" => ImageHolder::Container,
        "ephemeralContainers" => ImageHolder::EphemeralContainer,
        _ => return None,
    })
}

impl<'a> Used<'a> {
    /// Where a container names its image.
    pub fn of(container: &Container<'a>) -> Self {
        let list = container.list().as_str();
        Self {
            holder: by_list(list).unwrap_or(ImageHolder::Container),
            field: container.field(&["image"]),
            item: container.value(),
            list,
            index: container.index(),
        }
    }

    /// The name of the container or volume; "" where it has none.
    pub fn name(&self) -> &'a str {
        Field::walk(self.item, &["name"]).value().map_or("", word)
    }

    /// What a message calls it: its name, else its place, as in `containers[0]`. Without backticks.
    pub fn label(&self) -> impl fmt::Display + use<'a> {
        Label { name: self.name(), list: self.list, index: self.index }
    }

    /// The span of its name, else of its first key.
    pub fn name_span(&self) -> Span {
        key_span(self.item)
    }

    /// Where it is written when the registry is asked.
    pub fn pull_policy(&self) -> Field<'a> {
        match self.holder {
            ImageHolder::Volume => Field::walk(self.item, &["image", "pullPolicy"]),
            _ => Field::walk(self.item, &["imagePullPolicy"]),
        }
    }
}

impl<'a> Pod<'a> {
    /// Where it names images: init containers, containers, ephemeral containers, volumes.
    pub fn images(&self) -> impl Iterator<Item = Used<'a>> + use<'a> {
        let volumes = self.volumes().filter(|volume| volume.value().get("image").is_some()).map(|volume| Used {
            holder: ImageHolder::Volume,
            field: volume.field(&["image", "reference"]),
            item: volume.value(),
            list: "volumes",
            index: volume.index(),
        });
        self.containers().map(|container| Used::of(&container)).chain(volumes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects;
    use crate::testing::file;

    fn named(text: &str) -> Vec<String> {
        let file = file(text);
        let found = objects(&file, 0).iter().flat_map(used).collect::<Vec<_>>();
        let shown = |used: &Used<'_>| format!("{} {}", used.field.path(), used.field.as_str().unwrap_or("-"));
        found.iter().map(shown).collect()
    }

    #[test]
    fn containers_and_volumes_name_images() {
        let text = "
kind: CronJob
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers: [{name: a, image: a}, {name: b}]
          initContainers: [{image: c}]
          volumes: [{name: v, image: {reference: d}}, {name: w, emptyDir: {}}, {image: {}}, {image: 1}, 2]
";
        assert_eq!(
            named(text),
            [
                "spec.jobTemplate.spec.template.spec.initContainers[0].image c",
                "spec.jobTemplate.spec.template.spec.containers[0].image a",
                "spec.jobTemplate.spec.template.spec.containers[1].image -",
                "spec.jobTemplate.spec.template.spec.volumes[0].image.reference d",
                "spec.jobTemplate.spec.template.spec.volumes[2].image.reference -",
                "spec.jobTemplate.spec.template.spec.volumes[3].image.reference -",
            ]
        );
    }

    #[test]
    fn custom_resources_name_images_where_their_makers_say() {
        for (text, expected) in [
            (
                "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, spec: {template: {spec: {containers: [{image: a}]}}}}",
                vec!["spec.template.spec.containers[0].image a"],
            ),
            (
                "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {templates: [{container: {image: a}}, {script: {image: b}}]}}",
                vec!["spec.templates[0].container.image a", "spec.templates[1].script.image b"],
            ),
            (
                "{apiVersion: tekton.dev/v1, kind: Task, spec: {steps: [{image: a}, 1, {}], sidecars: {}}}",
                vec!["spec.steps[0].image a"],
            ),
            (
                "{apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, spec: {leaderWorkerTemplate: {size: 2, workerTemplate: {spec: {containers: [{image: a}]}}}}}",
                vec!["spec.leaderWorkerTemplate.workerTemplate.spec.containers[0].image a"],
            ),
            ("{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {imageName: a}}", vec!["spec.imageName a"]),
            ("{apiVersion: example.com/v1, kind: Cluster, spec: {imageName: a}}", vec![]),
            ("{apiVersion: serving.knative.dev/v1, kind: Service, spec: [a]}", vec![]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
