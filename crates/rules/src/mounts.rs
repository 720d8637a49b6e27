//! What the containers of a Pod mount, and how a volume goes away with all its mounts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use plimsoll_kube::{Container, Field, Pod, Volume};
use plimsoll_source::Value;

use crate::places::{remove_item, remove_items, reviewable};
use crate::{Finding, Fix, Located, Rule};

/// An item of a container's `volumeMounts` or `volumeDevices`.
pub(crate) struct Mount<'a> {
    /// Who mounts.
    pub container: Container<'a>,
    /// The list.
    list: Field<'a>,
    /// The item.
    value: Value<'a>,
}

/// What containers mount, as files and as devices, by the name of the volume.
#[derive(Default)]
pub(crate) struct Mounts<'a> {
    places: BTreeMap<Cow<'a, str>, usize>,
    /// With the number of the volume that they are of.
    mounts: Vec<(Option<u32>, Vec<Mount<'a>>)>,
}

/// A volume that is a path of the node, with its mounts.
pub(crate) struct NodeVolume<'a, 'm> {
    volume: Volume<'a>,
    /// Its `hostPath`.
    pub field: Field<'a>,
    /// The path, as written.
    pub path: &'a str,
    /// Who mounts it.
    pub mounts: &'m [Mount<'a>],
}

impl<'a> Mount<'a> {
    /// The place that `path` leads to from the item.
    pub(crate) fn field(&self, path: &'static [&'static str]) -> Field<'a> {
        Field::walk(self.value, path)
    }
}

impl<'a> Mounts<'a> {
    fn of(pod: &Pod<'a>) -> Self {
        let mut found = Self::default();
        for container in pod.containers() {
            for list in [container.field(&["volumeMounts"]), container.field(&["volumeDevices"])] {
                for value in list.items() {
                    let name = Field::walk(value, &["name"]).as_str().unwrap_or_default();
                    let place = *found.places.entry(Cow::Borrowed(name)).or_insert(found.mounts.len());
                    let mount = Mount { container, list, value };
                    match found.mounts.get_mut(place) {
                        Some((_, mounts)) => mounts.push(mount),
                        None => found.mounts.push((None, vec![mount])),
                    }
                }
            }
        }
        // Of volumes with the same name, which the API server refuses, the first has the mounts: else a hostile file could make each of
        // many volumes tell of each of many mounts.
        for volume in pod.volumes() {
            let place = found.places.get(volume.name()).copied();
            if let Some((owner, _)) = place.and_then(|place| found.mounts.get_mut(place)) {
                owner.get_or_insert(volume.index());
            }
        }
        found
    }

    /// Those of a Pod that takes a path of the node; of other Pods they are not asked for.
    pub(crate) fn of_node_paths(pod: &Pod<'a>) -> Option<Self> {
        pod.volumes().any(|volume| volume.field(HOST_PATH).is_set()).then(|| Self::of(pod))
    }

    /// The volumes of a Pod that are paths of the node.
    pub(crate) fn node_volumes<'m>(&'m self, pod: &Pod<'a>) -> impl Iterator<Item = NodeVolume<'a, 'm>> {
        pod.volumes().filter_map(|volume| self.node_volume(volume))
    }

    /// A volume, if it is a path of the node.
    pub(crate) fn node_volume(&self, volume: Volume<'a>) -> Option<NodeVolume<'a, '_>> {
        let field = volume.field(HOST_PATH);
        let path = field.child(&["path"]).value().and_then(Value::scalar_text).unwrap_or_default();
        field.is_set().then(|| NodeVolume { mounts: self.of_volume(&volume), volume, field, path })
    }

    fn of_volume(&self, volume: &Volume<'_>) -> &[Mount<'a>] {
        let place = self.places.get(volume.name());
        let mounts = place.and_then(|place| self.mounts.get(*place));
        mounts.filter(|(owner, _)| *owner == Some(volume.index())).map_or(&[], |(_, mounts)| mounts)
    }
}

const HOST_PATH: &[&str] = &["hostPath"];

impl NodeVolume<'_, '_> {
    /// What a message calls the volume, without backticks.
    pub(crate) fn label(&self) -> impl std::fmt::Display {
        self.volume.label()
    }

    /// What a message calls the path.
    pub(crate) fn place(&self) -> String {
        if self.path.is_empty() { "a path".to_owned() } else { format!("`{}`", self.path) }
    }

    /// A finding about the volume, with its mounts and the fix that removes both.
    pub(crate) fn finding(
        &self,
        rule: &'static Rule,
        pod: &Located<Pod<'_>>,
        field: Field<'_>,
        message: String,
    ) -> Finding {
        let mut finding = rule.on(pod, field, message);
        for mount in self.mounts {
            finding = finding.related(mount.field(&["name"]).span(), "mounted here");
        }
        finding.fix(self.removal())
    }

    fn removal(&self) -> Option<Fix> {
        // The kubelet makes the path of `DirectoryOrCreate` and `FileOrCreate` also where nobody mounts it.
        let creates = self.field.child(&["type"]).as_str().is_some_and(|kind| kind.ends_with("OrCreate"));
        let note = format!("programs no longer find what they read or write in {} of the node", self.place());
        let mut edits = vec![remove_item(self.volume.value())];
        for of_list in self.mounts.chunk_by(|one, other| one.list.span() == other.list.span()) {
            let items: Vec<_> = of_list.iter().map(|mount| mount.value).collect();
            edits.extend(of_list.first().into_iter().flat_map(|mount| remove_items(mount.list, &items)));
        }
        reviewable(Fix::safe_if(self.mounts.is_empty() && !creates, "remove the volume and its mounts", note, edits))
    }
}

/// Whether a path is a directory or lies below it. A path with `..` may lead anywhere.
pub(crate) fn lies_in(path: &str, directory: &str) -> bool {
    let below = path.strip_prefix(directory.trim_end_matches('/'));
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) && path.split('/').all(|part| part != "..")
}
