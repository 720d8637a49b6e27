//! Volumes.

use super::{Case, Subject};
use crate::field::word;
use crate::{Field, Volume};

pub(super) fn host_path(case: &mut Case<'_, '_>) {
    for volume in case.pod.volumes() {
        let field = volume.field(&["hostPath"]);
        if field.is_set() {
            let message = match field.child(&["path"]).value().map_or("", word) {
                "" => format!("volume `{}` is a path of the node", volume.label()),
                path => format!("volume `{}` is the path `{path}` of the node", volume.label()),
            };
            case.push(Subject::Volume(volume), field, message);
        }
    }
}

/// A volume without a source passes: the API server makes it an `emptyDir` before admission looks at it.
pub(super) fn restricted(case: &mut Case<'_, '_>) {
    for volume in case.pod.volumes() {
        let Some(source) = volume.source() else { continue };
        let kind = word(source.key);
        if !Volume::is_harmless(kind) {
            let message = format!("volume `{}` is of the type `{kind}`", volume.label());
            case.push(Subject::Volume(volume), Field::of(source.value), message);
        }
    }
}
