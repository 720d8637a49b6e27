//! What the rules about API versions share: the fate of an object's API at the version of the run, and how it is told.

use plimsoll_kube::api::{self, Change, Lifecycle, Replacement};
use plimsoll_kube::{Object, Version};

use crate::Finding;
use crate::prelude::*;
use crate::wording::shown;

/// What most rules of this strategy are.
pub(super) const UPDATES: Rule = Rule {
    id: "",
    title: "",
    severity: Severity::Medium,
    confidence: Confidence::High,
    audience: Audience::Default,
    strategy: Strategy::Updates,
    controls: &[],
    equivalents: &[],
    parameters: &[],
    fixable: false,
    since: "0.1.0",
    scope: Scope::Document,
    check: |_, _| {},
};

/// An object whose API comes or goes.
pub(super) struct Fate<'c, 'a> {
    object: &'c Located<Object<'a>>,
    pub(super) lifecycle: Lifecycle,
    /// What to use instead at the version of the run.
    pub(super) replacement: Option<Replacement>,
}

/// The objects of a document whose APIs come or go.
pub(super) fn fates<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = Fate<'c, 'a>> {
    ctx.objects().iter().filter_map(|object| {
        let lifecycle = api::lifecycle(object.api_version(), object.kind())?;
        let replacement = lifecycle.replacement(object.kind(), ctx.version());
        Some(Fate { object, lifecycle, replacement })
    })
}

impl Fate<'_, '_> {
    /// A finding at the `apiVersion`, about "`CronJob` of `batch/v1beta1`".
    pub(super) fn finding(&self, rule: &'static Rule, what: &str) -> Finding {
        about(rule, self.object, what).fix(self.fix(rule))
    }

    /// "; use `batch/v1`".
    pub(super) fn advice(&self, version: Version) -> String {
        let Some(next) = self.served(version) else {
            let waits = self.replacement.is_some();
            return if waits { String::new() } else { "; nothing takes its place".to_owned() };
        };
        let kind = if next.kind.is_empty() { String::new() } else { format!("`{}` of ", next.kind) };
        let note = match next.change {
            Change::Differs(note) => format!(", where {note}"),
            Change::Same | Change::Unknown => String::new(),
        };
        format!("; use {kind}`{}`{note}", next.api_version)
    }

    /// The replacement, where the version of the run serves it.
    fn served(&self, version: Version) -> Option<Replacement> {
        self.replacement.filter(|next| next.introduced.is_none_or(|since| since <= version))
    }

    fn fix(&self, rule: &Rule) -> Option<Fix> {
        let next = self.replacement.filter(|next| rule.fixable && next.kind.is_empty())?;
        let written = self.object.field(&["apiVersion"]);
        // The items of a typed list have the version of the list.
        written.value()?;
        let selector = self.object.field(&["spec", "selector"]);
        let title = format!("write `apiVersion: {}`", next.api_version);
        let edits = [Edit::set(written.path(), next.api_version)];
        match next.change {
            Change::Same if self.object.kind() == "PodDisruptionBudget" && selects_nothing(selector) => {
                Some(Fix::needs_review(
                    title,
                    "an empty selector, which selected no Pod, then selects all of the namespace",
                    edits,
                ))
            }
            Change::Same => Some(Fix::safe(title, edits)),
            Change::Differs(_) if self.object.pod().is_some() && selector.is_set() => Some(Fix::needs_review(
                title,
                "some settings that are not written have other defaults there, such as how updates roll out",
                edits,
            )),
            Change::Differs(_) | Change::Unknown => None,
        }
    }
}

/// A finding at the `apiVersion` of an object.
pub(super) fn about(rule: &'static Rule, object: &Located<Object<'_>>, what: &str) -> Finding {
    let field = object.field(&["apiVersion"]);
    let message = format!("`{}` of `{}` {what}", shown(object.kind()), shown(object.api_version()));
    rule.at(&object.place(), field.span(), field.path(), message).related(object.name_span(), "this object")
}

/// Whether a selector is `{}`, or what stands for it.
fn selects_nothing(selector: Field<'_>) -> bool {
    selector.value().is_some_and(|selector| {
        selector.entries().all(|part| {
            part.value.is_null() || (part.value.entries().next().is_none() && part.value.items().next().is_none())
        })
    })
}
