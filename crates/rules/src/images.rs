//! The images that containers name, read once for all rules.

use plimsoll_kube::image::{Family, Fault, Reference};
use plimsoll_kube::{Container, Field, Pod};
use plimsoll_source::Value;

use crate::wording::{named, shown};
use crate::{Finding, Located, Rule};

/// The image of a container.
pub(crate) struct Image<'a> {
    /// The container.
    pub(crate) container: Container<'a>,
    /// The reference as written.
    pub(crate) text: &'a str,
    /// What it is read as.
    pub(crate) reference: Result<Reference<'a>, Fault>,
    /// What is known of it by its name.
    pub(crate) family: Option<Family>,
}

/// When the kubelet asks the registry for an image.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PullPolicy {
    Always,
    IfNotPresent,
    Never,
}

impl<'a> Image<'a> {
    /// None where nothing is written, or something that a tool replaces before the cluster sees it.
    pub(crate) fn of(container: Container<'a>) -> Option<Self> {
        let text = container.field(&["image"]).value().and_then(Value::as_str)?;
        if text.is_empty() || ["{{", "${", "$("].iter().any(|mark| text.contains(mark)) {
            return None;
        }
        let reference = Reference::parse(text);
        let family = reference.as_ref().ok().and_then(Family::of);
        Some(Self { container, text, reference, family })
    }

    /// `image`.
    pub(crate) fn field(&self) -> Field<'a> {
        self.container.field(&["image"])
    }

    /// The reference, if it is one.
    pub(crate) fn reference(&self) -> Option<&Reference<'a>> {
        self.reference.as_ref().ok()
    }

    /// What a message calls it: "image `nginx` of container `web`".
    pub(crate) fn called(&self) -> String {
        format!("image `{}` of {}", shown(self.text), named(&self.container))
    }

    /// A finding about the reference. `what` follows what the image is called.
    pub(crate) fn finding(&self, rule: &'static Rule, pod: &Located<Pod<'a>>, what: &str) -> Finding {
        let finding = rule.on(pod, self.field(), format!("{} {what}", self.called()));
        finding.related(self.container.name_span(), "this container")
    }

    /// `imagePullPolicy` as the API server defaults it; none where it is a word that the API server refuses.
    pub(crate) fn pull_policy(&self) -> Option<PullPolicy> {
        let field = self.container.field(&["imagePullPolicy"]);
        if !field.is_set() {
            let latest = self.reference().is_some_and(|image| image.effective_tag() == Some("latest"));
            return Some(if latest { PullPolicy::Always } else { PullPolicy::IfNotPresent });
        }
        match field.as_str()? {
            "" => Some(PullPolicy::IfNotPresent),
            "Always" => Some(PullPolicy::Always),
            "IfNotPresent" => Some(PullPolicy::IfNotPresent),
            "Never" => Some(PullPolicy::Never),
            _ => None,
        }
    }
}
