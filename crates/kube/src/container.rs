//! Containers of a Pod, with their settings as they take effect.

use std::fmt;

use plimsoll_source::{Items, Span, Value};

use crate::field::{Label, key_span, word};
use crate::pod::SECURITY_CONTEXT;
use crate::{Effective, Field, Pod};

/// A list of containers in the spec of a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContainerList {
    /// `initContainers`.
    InitContainers,
    /// `containers`.
    Containers,
    /// `ephemeralContainers`.
    EphemeralContainers,
}

impl ContainerList {
    /// Every list, in the order in which they are looked at.
    pub const ALL: &'static [Self] = &[Self::InitContainers, Self::Containers, Self::EphemeralContainers];

    /// The key of the list.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InitContainers => "initContainers",
            Self::Containers => "containers",
            Self::EphemeralContainers => "ephemeralContainers",
        }
    }

    /// This list and no other.
    pub(crate) const fn alone(self) -> &'static [Self] {
        match self {
            Self::InitContainers => &[Self::InitContainers],
            Self::Containers => &[Self::Containers],
            Self::EphemeralContainers => &[Self::EphemeralContainers],
        }
    }

    pub(crate) const fn path(self) -> &'static [&'static str] {
        match self {
            Self::InitContainers => &["initContainers"],
            Self::Containers => &["containers"],
            Self::EphemeralContainers => &["ephemeralContainers"],
        }
    }
}

/// A container of a Pod.
#[derive(Clone, Copy, Debug)]
pub struct Container<'a> {
    pod: Pod<'a>,
    list: ContainerList,
    index: u32,
    value: Value<'a>,
    security: (Value<'a>, bool),
}

/// Containers of a Pod, list by list.
#[derive(Clone, Debug)]
pub struct Containers<'a> {
    pod: Pod<'a>,
    /// The lists not finished yet.
    lists: &'static [ContainerList],
    items: Items<'a>,
    index: u32,
}

impl<'a> Containers<'a> {
    pub(crate) fn of(pod: Pod<'a>, lists: &'static [ContainerList]) -> Self {
        let mut containers = Self { pod, lists, items: Items::of(None), index: 0 };
        containers.begin();
        containers
    }

    fn begin(&mut self) {
        self.items = Items::of(self.lists.first().and_then(|list| self.pod.field(list.path()).value()));
        self.index = 0;
    }
}

impl<'a> Iterator for Containers<'a> {
    type Item = Container<'a>;

    fn next(&mut self) -> Option<Container<'a>> {
        loop {
            let (list, after) = self.lists.split_first()?;
            if let Some(value) = self.items.next() {
                let index = self.index;
                self.index += 1;
                return Some(Container::new(self.pod, *list, index, value));
            }
            self.lists = after;
            self.begin();
        }
    }
}

impl<'a> Container<'a> {
    pub(crate) fn new(pod: Pod<'a>, list: ContainerList, index: u32, value: Value<'a>) -> Self {
        Self { pod, list, index, value, security: Field::walk(value, SECURITY_CONTEXT).root() }
    }

    /// The Pod that holds it.
    pub const fn pod(&self) -> &Pod<'a> {
        &self.pod
    }

    /// The list that holds it.
    pub const fn list(&self) -> ContainerList {
        self.list
    }

    /// Its place in the list.
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

    /// The span of its name, else of its first key.
    pub fn name_span(&self) -> Span {
        key_span(self.value)
    }

    /// What a message calls it: its name, else its place, as in `initContainers[0]`. Without backticks.
    pub fn label(&self) -> impl fmt::Display + use<'a> {
        Label { name: self.name(), list: self.list.as_str(), index: self.index }
    }

    /// The place that `path` leads to from the container.
    pub fn field(&self, path: &'static [&'static str]) -> Field<'a> {
        Field::walk(self.value, path)
    }

    /// `securityContext`.
    pub const fn security_context(&self) -> Field<'a> {
        Field::rooted(self.security, SECURITY_CONTEXT)
    }

    /// `image`.
    pub fn image(&self) -> Effective<'a, &'a str> {
        Effective::own(self.field(&["image"]), Value::as_str)
    }

    /// `privileged`.
    pub fn privileged(&self) -> Effective<'a, bool> {
        Effective::own(self.security_context().child(&["privileged"]), Value::as_bool)
    }

    /// `allowPrivilegeEscalation`.
    pub fn allow_privilege_escalation(&self) -> Effective<'a, bool> {
        Effective::own(self.security_context().child(&["allowPrivilegeEscalation"]), Value::as_bool)
    }

    /// `readOnlyRootFilesystem`.
    pub fn read_only_root_filesystem(&self) -> Effective<'a, bool> {
        Effective::own(self.security_context().child(&["readOnlyRootFilesystem"]), Value::as_bool)
    }

    /// `procMount`.
    pub fn proc_mount(&self) -> Effective<'a, &'a str> {
        Effective::own(self.security_context().child(&["procMount"]), Value::as_str)
    }

    /// `capabilities.add`.
    pub fn capabilities_add(&self) -> Effective<'a, Value<'a>> {
        Effective::own(self.security_context().child(&["capabilities", "add"]), Some)
    }

    /// `capabilities.drop`.
    pub fn capabilities_drop(&self) -> Effective<'a, Value<'a>> {
        Effective::own(self.security_context().child(&["capabilities", "drop"]), Some)
    }

    /// `runAsNonRoot`, which the Pod's stands in for.
    pub fn run_as_non_root(&self) -> Effective<'a, bool> {
        self.inherited(&["runAsNonRoot"], Value::as_bool)
    }

    /// `runAsUser`, which the Pod's stands in for.
    pub fn run_as_user(&self) -> Effective<'a, i64> {
        self.inherited(&["runAsUser"], Value::as_i64)
    }

    /// `runAsGroup`, which the Pod's stands in for.
    pub fn run_as_group(&self) -> Effective<'a, i64> {
        self.inherited(&["runAsGroup"], Value::as_i64)
    }

    /// `seccompProfile.type`. The Pod's profile stands in for a profile that is not written.
    pub fn seccomp_profile_type(&self) -> Effective<'a, &'a str> {
        self.inherited_whole(&["seccompProfile"], &["type"])
    }

    /// `appArmorProfile.type`. The Pod's profile stands in for a profile that is not written. Annotations are not
    /// looked at.
    pub fn app_armor_profile_type(&self) -> Effective<'a, &'a str> {
        self.inherited_whole(&["appArmorProfile"], &["type"])
    }

    /// `seLinuxOptions.type`. The Pod's options stand in for options that are not written.
    pub fn se_linux_type(&self) -> Effective<'a, &'a str> {
        self.inherited_whole(&["seLinuxOptions"], &["type"])
    }

    /// `seLinuxOptions.user`. The Pod's options stand in for options that are not written.
    pub fn se_linux_user(&self) -> Effective<'a, &'a str> {
        self.inherited_whole(&["seLinuxOptions"], &["user"])
    }

    /// `seLinuxOptions.role`. The Pod's options stand in for options that are not written.
    pub fn se_linux_role(&self) -> Effective<'a, &'a str> {
        self.inherited_whole(&["seLinuxOptions"], &["role"])
    }

    /// `windowsOptions.hostProcess`, which the Pod's stands in for.
    pub fn host_process(&self) -> Effective<'a, bool> {
        self.inherited(&["windowsOptions", "hostProcess"], Value::as_bool)
    }

    fn inherited<T>(&self, path: &'static [&'static str], read: fn(Value<'a>) -> Option<T>) -> Effective<'a, T> {
        Effective::inherited(self.security_context().child(path), self.pod.security_context().child(path), read)
    }

    fn inherited_whole(&self, whole: &'static [&'static str], part: &'static [&'static str]) -> Effective<'a, &'a str> {
        let from_pod = self.pod.security_context().child(whole);
        Effective::inherited_whole(self.security_context().child(whole), from_pod, part, Value::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{file, text_at};
    use crate::{Origin, Version, objects};

    /// What is known of a setting but for its value.
    fn known<'a, T>(setting: &Effective<'a, T>) -> (Origin, bool, Field<'a>) {
        (setting.origin, setting.value.is_some(), setting.field)
    }

    /// The setting of the first container: where it comes from, whether it has a value, its text and its path.
    fn setting(
        text: &str,
        read: impl for<'a> Fn(&Container<'a>) -> (Origin, bool, Field<'a>),
    ) -> (Origin, bool, String, String) {
        let file = file(text);
        let pod = objects(&file, 0)[0].pod().unwrap();
        let container = pod.containers().next().unwrap();
        let (origin, is_set, field) = read(&container);
        (origin, is_set, text_at(&file, field.span()).to_owned(), field.path().to_string())
    }

    #[test]
    fn a_setting_of_the_container_goes_before_that_of_the_pod() {
        let text = "kind: Pod\nspec:\n  securityContext: {runAsUser: 1}\n  containers: [{name: a, securityContext: {runAsUser: 2}}]\n";
        let expected = (Origin::Set, true, "2".to_owned(), "spec.containers[0].securityContext.runAsUser".to_owned());
        assert_eq!(setting(text, |container| known(&container.run_as_user())), expected);
    }

    #[test]
    fn a_setting_of_the_pod_stands_in() {
        let text = "kind: Pod\nspec:\n  securityContext: {runAsNonRoot: true}\n  containers: [{name: a, securityContext: {runAsNonRoot: }}]\n";
        let expected = (Origin::Inherited, true, "true".to_owned(), "spec.securityContext.runAsNonRoot".to_owned());
        assert_eq!(setting(text, |container| known(&container.run_as_non_root())), expected);
    }

    #[test]
    fn a_setting_that_nobody_writes_would_stand_on_the_container() {
        let text = "kind: Pod\nspec: {containers: [{name: a, securityContext: {}}]}\n";
        let path = "spec.containers[0].securityContext.runAsGroup".to_owned();
        let expected = (Origin::Absent, false, "securityContext".to_owned(), path);
        assert_eq!(setting(text, |container| known(&container.run_as_group())), expected);
    }

    #[test]
    fn nothing_stands_in_for_what_only_containers_have() {
        let text =
            "kind: Pod\nspec: {securityContext: {privileged: true, procMount: Unmasked}, containers: [{name: a}]}\n";
        assert_eq!(setting(text, |container| known(&container.privileged())).0, Origin::Absent);
        assert_eq!(setting(text, |container| known(&container.proc_mount())).0, Origin::Absent);
    }

    #[test]
    fn a_profile_hides_that_of_the_pod_as_a_whole() {
        let pod = "kind: Pod\nspec:\n  securityContext: {seccompProfile: {type: RuntimeDefault}, seLinuxOptions: {user: u, type: t}}\n";
        let own = format!(
            "{pod}  containers: [{{name: a, securityContext: {{seccompProfile: {{}}, seLinuxOptions: {{type: s}}}}}}]\n"
        );
        assert!(!setting(&own, |container| known(&container.seccomp_profile_type())).1);
        assert!(!setting(&own, |container| known(&container.se_linux_user())).1);
        let none = format!("{pod}  containers: [{{name: a}}]\n");
        assert_eq!(setting(&none, |container| known(&container.seccomp_profile_type())).0, Origin::Inherited);
        assert_eq!(setting(&none, |container| known(&container.se_linux_user())).2, "u");
    }

    #[test]
    fn containers_come_in_the_order_of_their_lists_with_their_places() {
        let file = file(
            "kind: Job\nspec: {template: {spec: {containers: [{name: b}, {image: c}], initContainers: [{name: a}], ephemeralContainers: [{name: d}]}}}\n",
        );
        let pod = objects(&file, 0)[0].pod().unwrap();
        let labels: Vec<_> = pod.containers().map(|container| container.label().to_string()).collect();
        assert_eq!(labels, ["a", "b", "containers[1]", "d"]);
        let third = pod.containers().nth(2).unwrap();
        assert_eq!(
            (third.list(), third.index(), text_at(&file, third.name_span())),
            (ContainerList::Containers, 1, "image")
        );
    }

    #[test]
    fn lists_are_read_item_by_item() {
        let file = file(
            "kind: Pod\nspec: {containers: [{name: a, securityContext: {capabilities: {add: [X, Y], drop: ALL}}}]}\n",
        );
        let pod = objects(&file, 0)[0].pod().unwrap();
        let container = pod.containers().next().unwrap();
        assert_eq!(container.capabilities_add().items().map(word).collect::<Vec<_>>(), ["X", "Y"]);
        assert_eq!(container.capabilities_drop().items().count(), 0);
        assert!(!pod.is_windows(Version::LATEST));
    }
}
