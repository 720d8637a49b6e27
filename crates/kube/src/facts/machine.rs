//! What others need to know of virtual machines, and who owns something.

use plimsoll_source::Value;

use super::{Labels, Target, labels};
use crate::{Field, Object};

/// What others need to know of a virtual machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineFacts {
    /// The labels of its Pods.
    pub labels: Labels,
    /// The machine that it is the instance of.
    pub owner: Option<Target>,
}

impl MachineFacts {
    pub(super) fn of(object: &Object<'_>) -> Self {
        let template = object.field(&["spec", "template", "metadata", "labels"]);
        let own = object.field(&["metadata", "labels"]);
        let written = if object.kind() == "VirtualMachine" { template } else { own };
        Self { labels: labels(written.value().into_iter().flat_map(Value::entries)), owner: owner(object) }
    }
}

/// The controller that owns an object, as `ownerReferences` say.
pub(super) fn owner(object: &Object<'_>) -> Option<Target> {
    let mut owners = object.field(&["metadata", "ownerReferences"]).items();
    let owner = owners.find(|owner| Field::walk(*owner, &["controller"]).as_bool() == Some(true))?;
    Some(Target::of(Field::of(owner)))
}
