//! Aggregated `ClusterRoles`: the rules that the controller of Kubernetes writes into them, which are those of the roles
//! that their selectors accept, and of those that these aggregate in turn (`pkg/controller/clusterroleaggregation`).

use plimsoll_source::order::{Order, hash};

use super::model::Role;
use crate::index::Effort;
use crate::selector::{Operator, Selector};

/// Of each role, the roles whose written rules it has.
#[derive(Debug, Default)]
pub(super) struct Aggregation {
    pub(super) sources: Vec<Vec<u32>>,
    /// Roles that aggregate themselves by way of others.
    pub(super) cycles: Vec<u32>,
    /// Roles whose sources are more than can be followed.
    pub(super) cut: Vec<u32>,
}

/// Cluster roles by their labels.
struct Labelled<'m, 'a> {
    roles: &'m [Role<'a>],
    /// Of each label, the role.
    owners: Vec<u32>,
    by_label: Order,
}

impl Aggregation {
    pub(super) fn of(roles: &[Role<'_>]) -> Self {
        let mut this = Self { sources: (0..).zip(roles).map(|(own, _)| vec![own]).collect(), ..Self::default() };
        if roles.iter().all(|role| selectors(role).is_none()) {
            return this;
        }
        let labelled = Labelled::of(roles);
        let mut effort = Effort::of_a_rule();
        let chosen: Vec<Option<Vec<u32>>> =
            (0..).zip(roles).map(|(own, role)| Some(labelled.chosen(own, selectors(role)?, &mut effort))).collect();
        for (own, _) in (0..).zip(&chosen).filter(|(_, chosen)| chosen.is_some()) {
            let followed = follow(own, &chosen, &mut effort);
            if followed.is_cycle {
                this.cycles.push(own);
            }
            if !effort.spend(1) {
                this.cut.push(own);
            }
            if let Some(sources) = this.sources.get_mut(own as usize) {
                *sources = followed.sources;
            }
        }
        this
    }
}

/// The selectors of a role that aggregates. One that the API server refuses keeps the rules that are written.
pub(super) fn selectors<'a>(role: &Role<'a>) -> Option<&'a [Selector]> {
    let selectors = role.facts.aggregates.as_deref()?;
    let refused = selectors.is_empty() || selectors.iter().any(Selector::is_refused);
    (!refused && !role.is_replaced).then_some(selectors)
}

struct Followed {
    sources: Vec<u32>,
    is_cycle: bool,
}

/// What a role comes to have: the least that satisfies all aggregation rules.
fn follow(own: u32, chosen: &[Option<Vec<u32>>], effort: &mut Effort) -> Followed {
    let mut seen = vec![false; chosen.len()];
    let mut followed = Followed { sources: Vec::new(), is_cycle: false };
    let mut open = vec![own];
    while let Some(role) = open.pop() {
        for next in chosen.get(role as usize).into_iter().flatten().flatten() {
            followed.is_cycle |= *next == own;
            let Some(seen) = seen.get_mut(*next as usize).filter(|seen| !**seen) else { continue };
            *seen = true;
            if !effort.spend(1) {
                return followed;
            }
            match chosen.get(*next as usize) {
                Some(Some(_)) => open.push(*next),
                _ => followed.sources.push(*next),
            }
        }
    }
    followed.sources.sort_unstable();
    followed
}

impl<'m, 'a> Labelled<'m, 'a> {
    fn of(roles: &'m [Role<'a>]) -> Self {
        let (mut owners, mut keys) = (Vec::new(), Vec::new());
        for (own, role) in (0..).zip(roles).filter(|(_, role)| role.is_cluster() && !role.is_replaced) {
            for (key, value) in &role.facts.labels {
                owners.push(own);
                keys.push(label(key, value));
            }
        }
        Self { roles, owners, by_label: Order::new(keys.into_iter()) }
    }

    /// The cluster roles that one of the selectors accepts, but for the one that asks.
    fn chosen(&self, own: u32, selectors: &[Selector], effort: &mut Effort) -> Vec<u32> {
        let mut chosen = Vec::new();
        let mut consider = |number: u32, selector: &Selector| {
            let Some(role) = self.roles.get(number as usize) else { return };
            let fits = role.is_cluster() && !role.is_replaced && selector.matches(&role.facts.labels);
            // The controller leaves out whatever has the name of the role itself.
            let itself = self.roles.get(own as usize).is_some_and(|own| own.name() == role.name());
            if fits && !itself {
                chosen.push(number);
            }
        };
        for selector in selectors {
            let listed = selector.requirements().iter().find(|requirement| requirement.operator == Operator::In);
            let Some(listed) = listed else {
                for (number, _) in (0..).zip(self.roles).take_while(|_| effort.spend(1)) {
                    consider(number, selector);
                }
                continue;
            };
            for value in &listed.values {
                let found = self.by_label.find(label(&listed.key, value)).take_while(|_| effort.spend(1));
                found.filter_map(|place| self.owners.get(place)).for_each(|number| consider(*number, selector));
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }
}

fn label(key: &str, value: &str) -> u64 {
    hash(key).rotate_left(11) ^ hash(value)
}
