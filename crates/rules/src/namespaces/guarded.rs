//! Which of the workspace's namespaces have an object of a kind that guards them.

use plimsoll_kube::facts::Role;
use plimsoll_kube::{Known, is_built_in_namespace};
use plimsoll_source::order::{Order, hash};

use crate::{Context, Finding, Rule};
use plimsoll_report::Confidence;

/// How many guards of one namespace are looked at: nobody writes more, and a hostile file might.
const GUARDS: usize = 64;

/// The guards of each namespace that the workspace declares, to be asked in the order of the namespaces. A guard that names no
/// namespace may be meant for any.
pub(super) fn each_namespace<'a>(
    ctx: &Context<'a>,
    kind: &str,
    mut judge: impl FnMut(Known<'a>, &mut dyn Iterator<Item = &'a Role>),
) {
    let guards: Vec<Known<'a>> = ctx.index().of_kind(kind).filter(|known| known.facts.role != Role::Other).collect();
    let order = Order::new(guards.iter().map(|known| hash(&known.facts.namespace)));
    let of = |namespace: &'a str| {
        let found = order.find(hash(namespace)).filter_map(|place| guards.get(place));
        found.filter(move |known| *known.facts.namespace == *namespace).map(|known| &known.facts.role).take(GUARDS)
    };
    for namespace in ctx.index().of_kind("Namespace") {
        let facts = namespace.facts;
        if facts.group.is_empty() && !facts.name.is_empty() && !is_built_in_namespace(&facts.name) {
            judge(namespace, &mut of(&facts.name).chain(of("")));
        }
    }
}

/// A finding about a namespace, on its name. What is missing may stand where something could not be read.
pub(super) fn on_namespace(
    ctx: &Context<'_>,
    rule: &'static Rule,
    namespace: &Known<'_>,
    message: String,
) -> Option<Finding> {
    let object = ctx.object(namespace)?;
    let path = object.field(&["metadata", "name"]).path();
    let finding = rule.at(&object.place(), object.name_span(), path, message);
    Some(if ctx.index().is_partly_read() { finding.confidence(Confidence::Low) } else { finding })
}
