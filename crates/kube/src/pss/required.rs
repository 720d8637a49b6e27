//! Settings that must be written on the Pod or on each container.

use super::{Case, Subject};
use crate::Field;

/// How a security context stands to a required setting.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Good,
    Bad,
    Absent,
}

/// A required setting.
pub(super) struct Required<'a> {
    /// Judges a security context and gives the place of the setting.
    pub state: fn(Field<'a>) -> (State, Field<'a>),
    /// Words a bad value, after the subject.
    pub bad: fn(Field<'a>) -> String,
    /// Words an absent value, after the subject.
    pub absent: &'static str,
}

impl<'a> Case<'_, 'a> {
    /// One violation for each bad value. For all containers that nobody gives a value there is one more, which asks for
    /// one edit: on the container where it is the only one and the others have a value of their own, else on the Pod. A
    /// bad value on the Pod says it already.
    pub(super) fn require(&mut self, required: &Required<'a>) {
        let (on_pod, pod_field) = (required.state)(self.pod.security_context());
        if on_pod == State::Bad {
            self.say(Subject::Pod, pod_field, &(required.bad)(pod_field));
        }
        let mut without = None;
        let mut count = 0_usize;
        for container in self.containers {
            let (state, field) = (required.state)(container.security_context());
            match state {
                State::Good => {}
                State::Bad => self.say(Subject::Container(*container), field, &(required.bad)(field)),
                State::Absent => {
                    without = Some((container, field));
                    count += 1;
                }
            }
        }
        let Some((container, field)) = without.filter(|_| on_pod == State::Absent) else { return };
        if count == 1 && self.containers.len() > 1 {
            self.say(Subject::Container(*container), field, required.absent);
        } else {
            self.say(Subject::Pod, pod_field, required.absent);
        }
    }
}
