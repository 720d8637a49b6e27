//! What the rules of a role give away, as far as it is written with words and not with stars alone.

use plimsoll_kube::rbac::ALL;
use plimsoll_source::Value;

use super::is_own_role;
use crate::prelude::*;
use crate::wording::called;

/// Something that a role can give away.
pub(super) struct Power {
    /// Group of the API, "" for the core.
    pub(super) group: &'static str,
    /// As rules write them: `pods`, `pods/exec`.
    pub(super) resources: &'static [&'static str],
    pub(super) verbs: &'static [&'static str],
    /// Whether it is about what has no namespace: a Role cannot give it.
    pub(super) of_cluster: bool,
    /// What it comes to, after "which".
    pub(super) means: &'static str,
}

/// One finding for each rule of a role that gives away one of `powers`, on the word that names the resource.
pub(super) fn check(rule: &'static Rule, powers: &[Power], ctx: &Context<'_>, findings: &mut Findings) {
    for object in ctx.objects().iter().filter(|object| is_own_role(&object.value)) {
        for written in object.field(&["rules"]).items() {
            // What is named is meant.
            if Field::walk(written, &["resourceNames"]).items().next().is_some() {
                continue;
            }
            let bindable = powers.iter().filter(|power| !power.of_cluster || object.kind() == "ClusterRole");
            let Some((power, resource, verbs)) = bindable.filter_map(|power| given(written, power)).next() else {
                continue;
            };
            let message = format!(
                "{} allows `{}` of `{}`, which {}",
                called(object.kind(), object.name()),
                verbs.join("`, `"),
                resource.scalar_text().unwrap_or_default(),
                power.means
            );
            let field = Field::of(resource);
            findings.push(rule.at(&object.place(), field.span(), field.path(), message));
        }
    }
}

/// The word that names the resource, and the verbs. A rule that allows every verb on every resource says more than this power.
fn given<'a, 'p>(rule: Value<'a>, power: &'p Power) -> Option<(&'p Power, Value<'a>, Vec<&'a str>)> {
    if !words(rule, "apiGroups").any(|(_, group)| group == ALL || group == power.group) {
        return None;
    }
    let matches = |word: &str| word == ALL || power.resources.iter().any(|resource| covers(word, resource));
    let mut resources = words(rule, "resources").filter(|(_, word)| matches(word));
    let first = resources.next()?;
    let resource = if first.1 == ALL { resources.next().unwrap_or(first) } else { first };
    let all: Vec<&str> = words(rule, "verbs").map(|(_, verb)| verb).collect();
    let named: Vec<&str> = all.iter().copied().filter(|verb| power.verbs.contains(verb)).collect();
    if !named.is_empty() {
        return Some((power, resource.0, named));
    }
    (all.contains(&ALL) && resource.1 != ALL).then(|| (power, resource.0, vec![ALL]))
}

/// `*/exec` stands for a subresource of everything.
fn covers(word: &str, resource: &str) -> bool {
    let of_all = word.strip_prefix("*/");
    word == resource || of_all.is_some_and(|part| resource.split_once('/').is_some_and(|(_, own)| own == part))
}

/// The words of a list of a rule.
pub(super) fn words<'a>(rule: Value<'a>, list: &str) -> impl Iterator<Item = (Value<'a>, &'a str)> + use<'a> {
    let items = rule.at(&[list]).into_iter().flat_map(Value::items);
    items.filter_map(|item| Some((item, item.scalar_text()?)))
}
