//! Volumes of a Pod.

use std::fmt;

use plimsoll_source::{Entry, Items, Value};

use crate::Field;
use crate::field::{Label, word};

/// A volume of a Pod.
#[derive(Clone, Copy, Debug)]
pub struct Volume<'a> {
    index: u32,
    value: Value<'a>,
}

/// Sources of a volume that level restricted allows.
const HARMLESS: [&str; 9] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/// All others in the API, in the order in which the Pod Security Standards look for them.
const OTHERS: [&str; 21] = [
    "hostPath",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "gitRepo",
    "nfs",
    "iscsi",
    "glusterfs",
    "rbd",
    "flexVolume",
    "cinder",
    "cephfs",
    "flocker",
    "fc",
    "azureFile",
    "vsphereVolume",
    "quobyte",
    "azureDisk",
    "photonPersistentDisk",
    "portworxVolume",
    "scaleIO",
    "storageos",
];

/// The volumes of a Pod.
#[derive(Clone, Debug)]
pub struct Volumes<'a> {
    items: Items<'a>,
    index: u32,
}

impl<'a> Volumes<'a> {
    pub(crate) fn of(field: Field<'a>) -> Self {
        Self { items: field.items(), index: 0 }
    }
}

impl<'a> Iterator for Volumes<'a> {
    type Item = Volume<'a>;

    fn next(&mut self) -> Option<Volume<'a>> {
        let volume = Volume { index: self.index, value: self.items.next()? };
        self.index += 1;
        Some(volume)
    }
}

impl<'a> Volume<'a> {
    /// Its place in `volumes`.
    pub const fn index(&self) -> u32 {
        self.index
    }

    /// Its mapping.
    pub const fn value(&self) -> Value<'a> {
        self.value
    }

    /// Its name, "" where none is written.
    pub fn name(&self) -> &'a str {
        self.field(&["name"]).value().map_or("", word)
    }

    /// What a message calls it: its name, else its place, as in `volumes[0]`. Without backticks.
    pub fn label(&self) -> impl fmt::Display + use<'a> {
        Label { name: self.name(), list: "volumes", index: self.index }
    }

    /// The place that `path` leads to from the volume.
    pub fn field(&self, path: &'static [&'static str]) -> Field<'a> {
        Field::walk(self.value, path)
    }

    /// What it is made of: the key (`hostPath`) and its value. None where nothing is written, which makes it an
    /// `emptyDir`.
    pub fn source(&self) -> Option<Entry<'a>> {
        let rank = |entry: &Entry<'a>| {
            let key = entry.key.scalar_text()?;
            HARMLESS.iter().chain(&OTHERS).position(|source| *source == key)
        };
        let written = self.value.entries().filter(|entry| !entry.value.is_null());
        written
            .filter_map(|entry| rank(&entry).map(|rank| (rank, entry)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, entry)| entry)
    }

    /// Whether level restricted of the Pod Security Standards allows a source of this name.
    pub fn is_harmless(source: &str) -> bool {
        HARMLESS.contains(&source)
    }
}
