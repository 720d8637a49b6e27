//! What rules name: service accounts, Pods, Secrets and Roles, by name and namespace.

use plimsoll_source::order::{Order, hash};

use super::escalation::{CLUSTER, Escalation, Holder};
use super::subject::Subject;

/// What rules can name.
pub(super) struct Names<'a> {
    accounts: Order,
    /// Namespace, name, and the node of the service account; so are the tokens.
    workloads: Vec<(&'a str, &'a str, u32)>,
    by_workload: Order,
    tokens: Vec<(&'a str, &'a str, u32)>,
    by_token: Order,
    by_role: Order,
}

impl<'a> Names<'a> {
    pub(super) fn of(to: &Escalation<'_, 'a>) -> Self {
        let model = to.model;
        let name = |subject: &Subject| match subject {
            Subject::Account { name, .. } => hash(name),
            _ => 0,
        };
        let running = model.running().filter(|running| running.token.is_there());
        let workloads: Vec<_> = running
            .filter_map(|running| {
                Some((running.namespace, &*running.known.facts.name, to.node_of(&running.subject())?))
            })
            .collect();
        let tokens: Vec<_> = model
            .tokens()
            .filter_map(|(namespace, name, account)| {
                Some((namespace, name, to.node_of(&Subject::account(namespace, account))?))
            })
            .collect();
        Self {
            accounts: Order::new(to.subjects.iter().map(name)),
            by_workload: Order::new(workloads.iter().map(|(_, name, _)| hash(name))),
            by_token: Order::new(tokens.iter().map(|(_, name, _)| hash(name))),
            by_role: Order::new(model.roles().iter().map(|role| hash(role.name()))),
            workloads,
            tokens,
        }
    }

    /// What a Pod with a name belongs to: itself, or a controller that adds one or two parts to its own name.
    pub(super) fn workloads_of_pod(&self, to: &Escalation<'_, '_>, scope: u32, pod: &str) -> Vec<u32> {
        let shorter = |name: &str| name.rsplit_once('-').map(|(rest, _)| rest.to_owned());
        let once = shorter(pod);
        let twice = once.as_deref().and_then(shorter);
        let names = [Some(pod.to_owned()), once, twice];
        names
            .into_iter()
            .flatten()
            .flat_map(|name| named(&to.scopes, &self.workloads, &self.by_workload, scope, &name))
            .collect()
    }

    /// The service accounts with a name, of a namespace or of each.
    pub(super) fn accounts(&self, to: &Escalation<'_, '_>, scope: u32, wanted: &str) -> Vec<u32> {
        let within = to.scopes.get(scope as usize).map_or("", |scope| scope);
        let fits = |place: &usize| match to.subjects.get(*place) {
            Some(Subject::Account { namespace, name }) => {
                **name == *wanted && (scope == CLUSTER || **namespace == *within)
            }
            _ => false,
        };
        self.accounts.find(hash(wanted)).filter(fits).map(|place| to.node_of_number(place as u32)).collect()
    }

    /// The Roles with a name, of a namespace or of each.
    pub(super) fn roles(&self, to: &Escalation<'_, '_>, scope: u32, name: &str) -> Vec<Holder> {
        let within = to.scopes.get(scope as usize).map_or("", |scope| scope);
        let found = self.by_role.find(hash(name)).filter_map(|place| {
            let role = to.model.roles().get(place)?;
            let fits = !role.is_cluster() && !role.is_replaced && role.name() == name;
            let fits = fits && (scope == CLUSTER || role.namespace() == within);
            let own = to.scope_of(role.namespace())?;
            fits.then_some(Holder { role: place as u32, scope: own, is_cluster: false })
        });
        found.collect()
    }

    /// The tokens in Secrets with a name.
    pub(super) fn tokens(&self, to: &Escalation<'_, '_>, scope: u32, name: &str) -> Vec<u32> {
        named(&to.scopes, &self.tokens, &self.by_token, scope, name)
    }
}

/// The nodes of what has a name in a scope.
fn named(scopes: &[Box<str>], all: &[(&str, &str, u32)], order: &Order, scope: u32, wanted: &str) -> Vec<u32> {
    let within = scopes.get(scope as usize).map_or("", |scope| scope);
    let found = order.find(hash(wanted)).filter_map(|place| all.get(place));
    let fits =
        |(namespace, name, _): &&(&str, &str, u32)| *name == wanted && (scope == CLUSTER || *namespace == within);
    found.filter(fits).map(|(.., node)| *node).collect()
}
