//! The images that containers and volumes name, read once for all rules.

use plimsoll_kube::image::{Family, Fault, Reference, Used};
use plimsoll_kube::{Field, Pod};
use plimsoll_report::ImageHolder;

use crate::wording::shown;
use crate::{Finding, Located, Rule};

/// The image of a container or a volume.
pub(crate) struct Image<'a> {
    /// What runs or mounts it.
    pub(crate) used: Used<'a>,
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
    pub(crate) fn of(used: Used<'a>) -> Option<Self> {
        let text = used.field.as_str()?;
        if text.is_empty() || ["{{", "${", "$("].iter().any(|mark| text.contains(mark)) {
            return None;
        }
        let reference = Reference::parse(text);
        let family = reference.as_ref().ok().and_then(Family::of);
        Some(Self { used, text, reference, family })
    }

    /// `image` of a container, `image.reference` of a volume.
    pub(crate) fn field(&self) -> Field<'a> {
        self.used.field
    }

    /// Whether its programs run. Those of a volume are mounted so that they cannot.
    pub(crate) fn runs(&self) -> bool {
        self.used.holder != ImageHolder::Volume
    }

    /// What its holder does with it.
    pub(crate) fn verb(&self) -> &'static str {
        if self.runs() { "runs" } else { "holds" }
    }

    /// What a message calls what runs or mounts it: "init container `migrate`", "volume `model`".
    pub(crate) fn holder(&self) -> String {
        let kind = match self.used.holder {
            ImageHolder::InitContainer => "init container",
            ImageHolder::EphemeralContainer => "ephemeral container",
            ImageHolder::Volume => "volume",
            ImageHolder::Container | ImageHolder::Field => "container",
        };
        format!("{kind} `{}`", self.used.label())
    }

    /// The reference, if it is one.
    pub(crate) fn reference(&self) -> Option<&Reference<'a>> {
        self.reference.as_ref().ok()
    }

    /// What a message calls it: "image `nginx` of container `web`".
    pub(crate) fn called(&self) -> String {
        format!("image `{}` of {}", shown(self.text), self.holder())
    }

    /// A finding about the reference. `what` follows what the image is called.
    pub(crate) fn finding(&self, rule: &'static Rule, pod: &Located<Pod<'a>>, what: &str) -> Finding {
        let finding = rule.on(pod, self.field(), format!("{} {what}", self.called()));
        finding.related(self.used.name_span(), if self.runs() { "this container" } else { "this volume" })
    }

    /// The pull policy as the API server defaults it; none where it is a word that the API server refuses.
    pub(crate) fn pull_policy(&self) -> Option<PullPolicy> {
        let field = self.used.pull_policy();
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
