//! Who may do what: asked from both sides, and where somebody's power leads.

use plimsoll_kube::facts::ObjectFacts;
use plimsoll_kube::rbac::{Binding, Chain, Escalation, Grant, Holder, Model, Place, Proof, Subject, Within, defaults};
use plimsoll_report::{MapGraph, MapLine, MapNode, MapPlace, MapRequest, MapTie, MapTold};

use super::graph::Graph;
use super::line;
use super::role::request;
use super::world::{World, index, namespace_of, place};

/// Lines of an answer.
const LINES: usize = 500;

/// Calls with the model of all files, and of what every new cluster has.
fn with_model<T>(world: &World<'_>, ask: impl FnOnce(Teller<'_, '_, '_>) -> T) -> T {
    let documents = world.documents();
    let objects = index(&documents, &[]);
    let background = defaults::objects();
    let model = Model::new(objects.objects(), &background);
    ask(Teller { world, model: &model })
}

#[derive(Clone, Copy)]
struct Teller<'t, 'a, 'f> {
    world: &'t World<'f>,
    model: &'t Model<'a>,
}

/// `ClusterRole/reader`, `Role/shop/reader`.
fn told_name(facts: &ObjectFacts) -> String {
    match namespace_of(facts) {
        "" => [&*facts.kind, "/", &*facts.name].concat(),
        namespace => [&*facts.kind, "/", namespace, "/", &*facts.name].concat(),
    }
}

fn within(namespace: &str) -> String {
    if namespace.is_empty() { "everywhere".to_owned() } else { ["in `", namespace, "`"].concat() }
}

impl Teller<'_, '_, '_> {
    fn written(self, place_in: Place, label: &str) -> Option<MapPlace> {
        let (file, object) = self.world.object(place_in.id)?;
        Some(place(file, place_in.part.value(&object).span(), label))
    }

    /// Where a rule stands, and its binding.
    fn places(self, grant: Grant, has_binding: bool) -> Vec<MapPlace> {
        let role =
            self.model.roles().get(grant.role as usize).map_or_else(String::new, |role| told_name(role.known.facts));
        let mut places = Vec::new();
        match self.model.place_of_rule(grant).and_then(|place| self.written(place, &role)) {
            Some(place) => places.push(place),
            None => places.push(MapPlace { label: role, ..MapPlace::default() }),
        }
        if has_binding && let Some(binding) = self.model.bindings().get(grant.binding as usize) {
            let name = told_name(binding.known.facts);
            let at = self.model.place_of_subject(grant).and_then(|place| self.written(place, &name));
            places.push(at.unwrap_or(MapPlace { label: name, ..MapPlace::default() }));
        }
        places
    }

    /// `get, list on pods, pods/log of apps (only web)`.
    fn words(self, grant: Grant) -> String {
        let Some(rule) = self.model.rule(grant) else { return String::new() };
        let list = |words: &[Box<str>]| words.join(", ");
        if !rule.urls.is_empty() {
            return [&*list(&rule.verbs), " on ", &list(&rule.urls)].concat();
        }
        let groups: Vec<&str> = rule.groups.iter().map(|group| &**group).filter(|group| !group.is_empty()).collect();
        let of = if groups.is_empty() { String::new() } else { [" of ", &*groups.join(", ")].concat() };
        let only = if rule.names.is_empty() { String::new() } else { [" (only ", &*list(&rule.names), ")"].concat() };
        [&*list(&rule.verbs), " on ", &list(&rule.resources), &of, &only].concat()
    }

    /// What runs as somebody, and finds the token.
    fn runs(self, subject: &Subject) -> Vec<String> {
        let running = self.model.running().filter(|running| running.token.is_there() && running.subject() == *subject);
        running.map(|running| told_name(running.known.facts)).collect()
    }
}

pub(super) fn who_can(world: &World<'_>, asked: &MapRequest) -> MapTold {
    with_model(world, |teller| {
        let request = request(asked);
        let scope = if asked.namespace.is_empty() { Within::Anywhere } else { Within::Request };
        let all = teller.model.who_can(&request, scope);
        let is_default = |holder: &&Holder<'_>| {
            teller.model.bindings().get(holder.grant.binding as usize).is_some_and(Binding::is_default)
        };
        let own: Vec<&Holder<'_>> = all.iter().filter(|holder| !is_default(holder)).collect();
        let named = if asked.name.is_empty() { String::new() } else { [" `", &*asked.name, "`"].concat() };
        let where_ =
            if asked.namespace.is_empty() { String::new() } else { [" in `", &*asked.namespace, "`"].concat() };
        let can = [" can `", &*asked.verb, "` `", &asked.resource, "`", &named, &where_].concat();
        let count = own.len().to_string();
        let title = match own.len() {
            0 => ["nobody whom the files name", &can].concat(),
            1 => ["1 entry", &can].concat(),
            _ => [&*count, " entries", &can].concat(),
        };
        let mut lines: Vec<MapLine> = Vec::new();
        for holder in own.iter().take(LINES) {
            let runs = teller.runs(holder.subject);
            let runs =
                if runs.is_empty() { String::new() } else { ["; `", &*runs.join("`, `"), "` runs as it"].concat() };
            let text = [
                "`",
                &*holder.subject.to_string(),
                "` ",
                &within(holder.namespace),
                ": ",
                &teller.words(holder.grant),
                &runs,
            ];
            lines.push(line(&text, teller.places(holder.grant, true)));
        }
        let hidden = (all.len() - own.len()).to_string();
        if all.len() > own.len() {
            lines.push(line(&[&hidden, " more by bindings of every new cluster"], Vec::new()));
        }
        MapTold { title, lines }
    })
}

pub(super) fn powers(world: &World<'_>, subject: &str) -> (MapTold, MapGraph) {
    let Some(subject) = Subject::parse(subject) else { return (MapTold::default(), MapGraph::default()) };
    with_model(world, |teller| {
        let mut lines = Vec::new();
        let mut graph = Graph::default();
        let escalation = Escalation::of(teller.model);
        let chain = escalation.chain(&subject);
        let name = subject.to_string();
        let title = match &chain {
            Some(chain) if chain.is_certain() => ["`", &*name, "` can take all power over the cluster"].concat(),
            Some(_) => ["`", &*name, "` may take all power over the cluster"].concat(),
            None => ["no steps lead from `", &*name, "` to all power over the cluster"].concat(),
        };
        if let Some(chain) = &chain {
            teller.steps(chain, &mut lines, &mut graph);
        }
        for grant in teller.model.grants(&subject).into_iter().take(LINES) {
            let Some(binding) = teller.model.bindings().get(grant.binding as usize).filter(|one| !one.is_default())
            else {
                continue;
            };
            lines.push(line(&[&within(binding.namespace()), ": ", &teller.words(grant)], teller.places(grant, true)));
        }
        (MapTold { title, lines }, graph.graph)
    })
}

impl Teller<'_, '_, '_> {
    fn steps(self, chain: &Chain<'_>, lines: &mut Vec<MapLine>, graph: &mut Graph) {
        for (number, step) in (1_u32..).zip(&chain.steps) {
            let (from, to) = (step.from.to_string(), step.to.to_string());
            let condition =
                step.technique.condition().map_or_else(String::new, |condition| [" (", condition, ")"].concat());
            let mut places = Vec::new();
            for proof in &step.proofs {
                places.extend(match proof {
                    Proof::Granted(grant) => self.places(*grant, true),
                    Proof::Rule(role, rule) => {
                        self.places(Grant { binding: 0, subject: 0, role: *role, rule: *rule }, false)
                    }
                });
            }
            let number = number.to_string();
            let place = places.first().filter(|place| place.line > 0).cloned();
            lines.push(line(
                &["step ", &number, ": `", &from, "` ", step.technique.as_str(), &condition, ": `", &to, "`"],
                places,
            ));
            let (start, _) = graph.named(0, "", "", &from);
            let (end, _) = graph.named(0, "", "", &to);
            graph.edge(start, MapTie::Leads, end, step.technique.as_str(), place);
        }
    }
}

/// Who has which role, and whose power leads to all of it.
pub(super) fn graph(world: &World<'_>) -> MapGraph {
    with_model(world, |teller| {
        let model = teller.model;
        let escalation = Escalation::of(model);
        let mut graph = Graph::default();
        let mut numbers: Vec<(&Subject, u32)> = Vec::new();
        let bound = |subject: &Subject| {
            let grants =
                model.grants(subject).into_iter().filter_map(|grant| model.bindings().get(grant.binding as usize));
            grants.into_iter().any(|binding| !binding.is_default())
        };
        let leads = |subject: &Subject| match escalation.chain(subject) {
            Some(chain) => {
                let word =
                    if chain.is_certain() { "leads to cluster-admin in " } else { "may lead to cluster-admin in " };
                let steps = chain.length();
                let unit = if steps == 1 { " step" } else { " steps" };
                [word, &steps.to_string(), unit].concat()
            }
            None => String::new(),
        };
        for subject in model.subjects().iter().filter(|subject| bound(subject)) {
            let (kind, namespace, name) = match subject {
                Subject::Account { namespace, name } => ("ServiceAccount", &**namespace, &**name),
                Subject::Group(name) => ("Group", "", &**name),
                Subject::User(name) => ("User", "", &**name),
            };
            let place = match subject {
                Subject::Account { namespace, name } => {
                    model.account(namespace, name).and_then(|account| world.place(account.known.id, ""))
                }
                _ => None,
            };
            let node = MapNode {
                name: name.to_owned(),
                kind: kind.to_owned(),
                namespace: namespace.to_owned(),
                problem: leads(subject),
                place,
            };
            numbers.push((subject, graph.node(node)));
        }
        let number_of =
            |wanted: &Subject| numbers.iter().find(|(known, _)| *known == wanted).map(|(_, number)| *number);
        for running in model.running().filter(|running| running.token.is_there()) {
            let Some(to) = number_of(&running.subject()) else { continue };
            let facts = running.known.facts;
            let node = MapNode {
                name: facts.name.to_string(),
                kind: facts.kind.to_string(),
                namespace: running.namespace.to_owned(),
                problem: String::new(),
                place: world.place(running.known.id, ""),
            };
            let place = node.place.clone();
            let from = graph.node(node);
            graph.edge(from, MapTie::Runs, to, "", place);
        }
        let first = graph.graph.nodes.len();
        for binding in model.bindings().iter().filter(|binding| !binding.is_default() && !binding.is_replaced) {
            let of = if &*binding.facts.role_kind == "ClusterRole" { "" } else { binding.namespace() };
            let known = model.roles().iter().find(|role| {
                role.name() == &*binding.facts.role
                    && role.namespace() == of
                    && !role.is_replaced
                    && (role.is_cluster() == of.is_empty())
            });
            let (role, node) = graph.named(first, &binding.facts.role_kind, of, &binding.facts.role);
            match known {
                Some(role) => node.place = world.place(role.known.id, ""),
                None => "is not in the files".clone_into(&mut node.problem),
            }
            for (index, subject) in (0..).zip(&binding.facts.subjects) {
                let Some(from) = Subject::of(subject, binding.namespace()).as_ref().and_then(number_of) else {
                    continue;
                };
                let at = Place { id: binding.known.id, part: plimsoll_kube::rbac::Part::Subject(index) };
                let scope = if binding.is_cluster() { "everywhere" } else { binding.namespace() };
                graph.edge(from, MapTie::Holds, role, scope, teller.written(at, binding.name()));
            }
        }
        graph.finish(false)
    })
}
