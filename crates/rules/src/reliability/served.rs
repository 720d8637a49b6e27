//! Which workloads the Services of the workspace send requests to.

use plimsoll_kube::facts::{Role, ServiceFacts};
use plimsoll_kube::selector::Selector;
use plimsoll_kube::{Effort, Index, Known};
use plimsoll_source::order::Order;

use super::bundle::number;

/// The Services, in the order of files and places.
pub(super) fn services<'a>(index: &Index<'a>) -> impl Iterator<Item = (Known<'a>, &'a ServiceFacts)> {
    index.of_kind("Service").filter_map(|known| match &known.facts.role {
        Role::Service(service) => Some((known, &**service)),
        _ => None,
    })
}

/// The workloads that one of these selectors accepts, each selector in the namespace of its object. None where to find out
/// would take too long.
pub(super) fn selected(
    index: &Index<'_>,
    selectors: &mut dyn Iterator<Item = (Known<'_>, &Selector)>,
) -> Option<Order> {
    let mut effort = Effort::of_a_rule();
    let mut selected = Vec::new();
    for (known, selector) in selectors {
        let found = index.select(&known.facts.namespace, selector, &mut effort)?;
        selected.extend(found.iter().map(number));
    }
    Some(Order::new(selected.into_iter()))
}

/// What Services select; none where the workspace holds no Services, which are then kept elsewhere.
pub(super) struct Served(Option<Order>);

impl Served {
    pub(super) fn of(index: &Index<'_>) -> Self {
        let mut chosen = services(index).filter_map(|(known, service)| Some((known, service.selector.as_ref()?)));
        let any = services(index).next().is_some();
        Self(if any { selected(index, &mut chosen) } else { None })
    }

    /// Whether a workload may get requests through a Service.
    pub(super) fn may_reach(&self, workload: &Known<'_>) -> bool {
        self.0.as_ref().is_none_or(|served| served.contains(number(workload)))
    }
}
