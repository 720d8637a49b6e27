//! What ConfigMaps and Secrets are made from, other than themselves.

use crate::field::word;
use crate::references::Referent;
use crate::{Field, Object};

/// A ConfigMap or a Secret that something makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which of the two.
    pub kind: Referent,
    /// Its name.
    pub name: Box<str>,
}

/// Kinds that make one object each: kind, the place of its name, and whether it has their own where none stands there.
type Maker = (&'static str, Referent, &'static [&'static str], bool);

const MAKERS: &[Maker] = &[
    ("Bundle", Referent::ConfigMap, &[], true),
    ("Certificate", Referent::Secret, &["spec", "secretName"], false),
    ("ExternalSecret", Referent::Secret, &["spec", "target", "name"], true),
    ("InfisicalSecret", Referent::Secret, &["spec", "managedSecretReference", "secretName"], false),
    ("OnePasswordItem", Referent::Secret, &[], true),
    ("SealedSecret", Referent::Secret, &["spec", "template", "metadata", "name"], true),
    ("VaultDynamicSecret", Referent::Secret, &["spec", "destination", "name"], false),
    ("VaultPKISecret", Referent::Secret, &["spec", "destination", "name"], false),
    ("VaultStaticSecret", Referent::Secret, &["spec", "destination", "name"], false),
];

/// Kinds that make several: kind, the list, the name in each of its items.
type ListMaker = (&'static str, Referent, &'static [&'static str], &'static [&'static str]);

const LIST_MAKERS: &[ListMaker] = &[
    ("Kustomization", Referent::ConfigMap, &["configMapGenerator"], &["name"]),
    ("Kustomization", Referent::Secret, &["secretGenerator"], &["name"]),
    ("SecretProviderClass", Referent::Secret, &["spec", "secretObjects"], &["secretName"]),
    ("SopsSecret", Referent::Secret, &["spec", "secretTemplates"], &["name"]),
];

/// What is made from an object.
pub(super) fn made_from(object: &Object<'_>) -> Vec<Made> {
    let mut made = Vec::new();
    for (kind, to, path, has_own_name) in MAKERS {
        if *kind == object.kind() {
            let written = if path.is_empty() { None } else { object.field(path).value() };
            let own = || if *has_own_name { object.name() } else { "" };
            push(*to, written.map(word).filter(|name| !name.is_empty()).unwrap_or_else(own), &mut made);
        }
    }
    for (kind, to, list, name) in LIST_MAKERS {
        if *kind == object.kind() {
            for item in object.field(list).items() {
                push(*to, Field::walk(item, name).value().map_or("", word), &mut made);
            }
        }
    }
    made
}

fn push(kind: Referent, name: &str, made: &mut Vec<Made>) {
    if !name.is_empty() {
        made.push(Made { kind, name: name.into() });
    }
}
