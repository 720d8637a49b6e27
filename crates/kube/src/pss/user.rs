//! The user that containers run as.

use super::Case;
use super::required::{Required, State};

pub(super) fn non_root(case: &mut Case<'_, '_>) {
    if case.has_own_users() {
        return;
    }
    case.require(&Required {
        state: |security| {
            let field = security.child(&["runAsNonRoot"]);
            let state = match field.as_bool() {
                Some(true) => State::Good,
                Some(false) => State::Bad,
                None => State::Absent,
            };
            (state, field)
        },
        bad: |_| "sets `runAsNonRoot: false`".to_owned(),
        absent: "is not required to run as a user other than root",
    });
}

pub(super) fn root(case: &mut Case<'_, '_>) {
    if case.has_own_users() {
        return;
    }
    case.each_security_context(|security| {
        let field = security.child(&["runAsUser"]);
        (field.as_i64() == Some(0)).then(|| (field, "sets `runAsUser: 0`".to_owned()))
    });
}
