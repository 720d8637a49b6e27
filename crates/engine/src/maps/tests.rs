use plimsoll_report::{MapAnswer, MapGraph, MapMade, MapQuery, MapReach, MapRequest, MapTold};

use crate::Workspace;

const SHOP: &str = include_str!("../../../../web/examples/microservices.yaml");

fn ask(text: &str, query: &MapQuery) -> MapAnswer {
    let mut workspace = Workspace::new();
    workspace.set_file("shop.yaml", text.into());
    workspace.map(query)
}

fn reach(text: &str, deny: &[&str]) -> MapReach {
    let deny = deny.iter().map(|namespace| (*namespace).to_owned()).collect();
    let MapAnswer::Reach(reach) = ask(text, &MapQuery::Reach { deny }) else { panic!("another answer") };
    reach
}

fn graph(text: &str, query: &MapQuery) -> MapGraph {
    let MapAnswer::Graph(graph) = ask(text, query) else { panic!("another answer") };
    graph
}

fn made(text: &str, query: &MapQuery) -> MapMade {
    let MapAnswer::Made(made) = ask(text, query) else { panic!("another answer") };
    made
}

fn told(text: &str, query: &MapQuery) -> MapTold {
    let MapAnswer::Told(told) = ask(text, query) else { panic!("another answer") };
    told
}

fn end(map: &MapReach, name: &str) -> u32 {
    map.ends.iter().position(|end| end.name == name).unwrap().try_into().unwrap()
}

fn cell<'m>(map: &'m MapReach, cells: &[u32], from: &str, to: &str) -> &'m str {
    let place = end(map, from) as usize * map.ends.len() + end(map, to) as usize;
    &map.sets[cells[place] as usize]
}

fn lines(told: &[plimsoll_report::MapLine]) -> Vec<String> {
    let place = |place: &plimsoll_report::MapPlace| format!(" {}:{}", place.label, place.line);
    told.iter().map(|line| [line.text.clone(), line.places.iter().map(place).collect()].concat()).collect()
}

/// Each tie as words.
fn ties(graph: &MapGraph) -> Vec<String> {
    let name = |number: u32| {
        let node = &graph.nodes[number as usize];
        [&*node.kind, " ", &node.name].concat().trim().to_owned()
    };
    let words = |edge: &plimsoll_report::MapEdge| {
        let all = [&*name(edge.from), edge.tie.as_str(), &name(edge.to), &edge.label, &edge.problem];
        all.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    graph.edges.iter().map(words).collect()
}

#[test]
fn the_matrix_has_a_row_for_each_workload_and_for_the_world_outside() {
    let map = reach(SHOP, &[]);
    let names: Vec<&str> = map.ends.iter().map(|end| &*end.name).collect();
    assert_eq!(names, ["build-agent", "api", "db", "deployer", "web", "outside", "ingress controller"]);
    let now = |from, to| cell(&map, &map.cells, from, to);
    assert_eq!(now("web", "api"), "TCP 8080");
    assert_eq!(now("build-agent", "db"), "TCP 5432");
    assert_eq!(now("web", "db"), "No Connections");
    assert_eq!(now("outside", "web"), "All Connections");
    assert_eq!(now("ingress controller", "web"), "TCP 8080");
    assert_eq!(now("ingress controller", "db"), "No Connections");
    assert_eq!(now("web", "web"), "");
    assert_eq!(map.namespaces, ["ci", "shop"]);
    assert!(map.before.is_empty() && map.made.is_none() && map.notes.is_empty());
    assert_eq!(map.cells.len(), map.ends.len() * map.ends.len());
    let drawn = ties(&map.graph);
    assert!(drawn.contains(&"Deployment build-agent may reach StatefulSet db 5432".to_owned()), "{drawn:?}");
    assert!(drawn.contains(&"outside reaches freely Deployment web".to_owned()), "{drawn:?}");
    assert!(!drawn.contains(&"Deployment web reaches freely Deployment build-agent".to_owned()), "{drawn:?}");
}

#[test]
fn a_default_deny_takes_connections_away_and_is_read_again() {
    let map = reach(SHOP, &["shop"]);
    assert_eq!(cell(&map, &map.before, "outside", "web"), "All Connections");
    assert_eq!(cell(&map, &map.cells, "outside", "web"), "No Connections");
    // What goes out is shut as well, and no rule opens it.
    assert_eq!(cell(&map, &map.cells, "web", "api"), "No Connections");
    assert_eq!(cell(&map, &map.cells, "build-agent", "db"), "TCP 5432");
    let made = map.made.unwrap();
    assert!(made.holds, "{:?}", made.lines);
    assert!(made.yaml.contains("name: default-deny") && made.yaml.contains("namespace: shop"), "{}", made.yaml);
    assert_eq!(
        lines(&made.lines),
        [
            "4 workloads of `shop`: nothing passes either way but what a rule allows",
            "all of them can still ask the DNS of the cluster"
        ]
    );
    let names: Vec<&str> = map.ends.iter().map(|end| &*end.name).collect();
    assert!(!names.contains(&"probe"), "{names:?}");
}

#[test]
fn a_policy_of_the_same_name_is_not_replaced() {
    let text = "{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {name: default-deny, namespace: a}, spec: {podSelector: {}}}\n---\n\
                {kind: Pod, metadata: {name: p, namespace: a}, spec: {}}\n";
    assert!(reach(text, &["a"]).made.unwrap().yaml.contains("name: default-deny-2"));
}

#[test]
fn a_pair_is_explained_by_the_rules_of_both_sides() {
    let map = reach(SHOP, &[]);
    let why = |from, to, deny: &[&str]| {
        let deny = deny.iter().map(|namespace| (*namespace).to_owned()).collect();
        let told = told(SHOP, &MapQuery::Why { deny, from: end(&map, from), to: end(&map, to) });
        let mut all = vec![told.title.clone()];
        all.extend(lines(&told.lines));
        all
    };
    let line = |text: &str| SHOP.lines().position(|line| line.contains(text)).unwrap() + 1;
    let (rule, policy) = (line("- podSelector: {matchLabels: {app: api}}") - 1, line("name: db-in"));
    assert_eq!(
        why("build-agent", "db", &[]),
        [
            "`build-agent` may reach `db` on TCP 5432".to_owned(),
            "no policy selects `build-agent`, so nothing limits what leaves it".to_owned(),
            format!("`db-in` lets in TCP 5432: ingress rule 1 :{rule}"),
            format!("`db-in` selects `db` and lets in nothing else from there :{policy}"),
        ]
    );
    assert_eq!(
        why("web", "db", &[])[2],
        format!("`db-in` selects `db`, and no rule lets anything in from there :{policy}")
    );
    let shut = why("web", "api", &["shop"]);
    assert_eq!(shut[0], "`web` may not reach `api`");
    assert_eq!(shut[1], "`allow-dns` and `default-deny` select `web`, and no rule lets anything out to there");
}

#[test]
fn the_least_policies_keep_what_is_ticked() {
    let map = reach(SHOP, &[]);
    let pair = |from, to| (end(&map, from), end(&map, to));
    let pairs = vec![pair("web", "api"), pair("api", "db"), pair("outside", "web"), pair("build-agent", "outside")];
    let made = made(SHOP, &MapQuery::Keep { pairs });
    assert!(made.holds, "{}\n{:?}", made.yaml, made.lines);
    assert_eq!(lines(&made.lines)[0], "4 connections pass as before, and nothing else but the question of DNS");
    assert!(made.yaml.contains("        - podSelector:\n            matchLabels: {app: web}\n      ports:\n        - {protocol: TCP, port: 8080}\n"));
}

#[test]
fn what_labels_do_not_tell_apart_is_said() {
    let pod = |name: &str| {
        format!("---\n{{kind: Pod, metadata: {{name: {name}, namespace: a, labels: {{app: x}}}}, spec: {{}}}}\n")
    };
    let text = ["one", "two", "three"].map(pod).concat();
    let made = made(&text, &MapQuery::Keep { pairs: vec![(0, 1)] });
    assert!(!made.holds);
    assert!(lines(&made.lines).iter().any(|line| line.starts_with("these pass as well")), "{:?}", made.lines);
    let bare = made_of_bare();
    assert!(!bare.holds && lines(&bare.lines)[0].contains("Pods without labels"), "{:?}", bare.lines);
}

fn made_of_bare() -> MapMade {
    let text = "{kind: Pod, metadata: {name: a}, spec: {}}\n---\n{kind: Pod, metadata: {name: b}, spec: {}}\n";
    made(text, &MapQuery::Keep { pairs: vec![(0, 1)] })
}

#[test]
fn objects_are_tied_and_what_is_broken_is_marked() {
    let graph = graph(SHOP, &MapQuery::Objects { namespace: "shop".to_owned() });
    let drawn = ties(&graph);
    for tie in [
        "Deployment web names ConfigMap web-settings",
        "Deployment api names Secret db-password is not in the files",
        "Deployment deployer runs as ServiceAccount deployer",
        "StatefulSet db names Service db",
        "Service api selects Deployment api",
        "Ingress shop sends to Service web",
        "outside sends to Ingress shop",
        "NetworkPolicy db-in is about StatefulSet db",
        "RoleBinding previews names Role previews",
        "RoleBinding previews names ServiceAccount build-agent",
    ] {
        assert!(drawn.iter().any(|known| known == tie), "{tie}: {drawn:#?}");
    }
    let broken: Vec<&str> =
        graph.nodes.iter().filter(|node| !node.problem.is_empty()).map(|node| &*node.name).collect();
    assert_eq!(broken, ["db", "db-password"]);
    let edge = graph.edges.iter().find(|edge| edge.problem == "is not in the files").unwrap();
    let line = SHOP.lines().position(|line| line.contains("secretRef")).unwrap() + 1;
    assert_eq!(edge.place.as_ref().unwrap().line as usize, line);
}

#[test]
fn too_many_objects_are_drawn_by_namespace() {
    let pod = |number: usize| {
        format!(
            "---\n{{kind: Pod, metadata: {{name: p{number}, namespace: n{}}}, spec: {{serviceAccountName: x}}}}\n",
            number % 4
        )
    };
    let text: String = (0..400).map(pod).collect();
    let whole = graph(&text, &MapQuery::Objects { namespace: String::new() });
    assert!(whole.is_grouped);
    let names: Vec<&str> = whole.nodes.iter().map(|node| &*node.name).collect();
    assert_eq!(names, ["n0 (101)", "n1 (101)", "n2 (101)", "n3 (101)"]);
    assert!(!graph(&text, &MapQuery::Objects { namespace: "n1".to_owned() }).is_grouped);
    let map = reach(&text, &["n1"]);
    assert_eq!(map.ends.len(), 5);
    assert_eq!((map.ends[1].more, &*map.ends[1].namespace), (99, "n1"));
}

#[test]
fn who_can_and_what_somebody_can_are_told_with_places() {
    let request = MapRequest {
        verb: "get".into(),
        resource: "secrets".into(),
        namespace: "shop".into(),
        ..MapRequest::default()
    };
    let who = told(SHOP, &MapQuery::WhoCan(request));
    assert_eq!(who.title, "2 entries can `get` `secrets` in `shop`");
    let all = lines(&who.lines);
    assert!(all[0].starts_with("`ServiceAccount/shop/deployer` everywhere: * on *"), "{all:?}");
    assert!(
        all[0]
            .contains("`Deployment/shop/deployer` runs as it ClusterRole/cluster-admin:0 ClusterRoleBinding/deployer:"),
        "{all:?}"
    );
    assert!(all[1].starts_with("`Group/support` in `shop`: get on secrets, configmaps Role/shop/reader:"), "{all:?}");
    let subject = "ServiceAccount/ci/build-agent".to_owned();
    let MapAnswer::Powers(powers, chain) = ask(SHOP, &MapQuery::Powers { subject }) else { panic!("another answer") };
    assert_eq!(powers.title, "`ServiceAccount/ci/build-agent` can take all power over the cluster");
    assert!(powers.lines[0].text.contains("runs Pods as a service account of its choice"), "{:?}", powers.lines);
    assert_eq!(chain.nodes.first().unwrap().name, "ServiceAccount/ci/build-agent");
    assert_eq!(chain.nodes.last().unwrap().name, "cluster-admin");
}

#[test]
fn the_picture_of_access_marks_whose_power_leads_to_all_of_it() {
    let graph = graph(SHOP, &MapQuery::Access);
    let drawn = ties(&graph);
    assert!(drawn.contains(&"Deployment build-agent runs as ServiceAccount build-agent".to_owned()), "{drawn:?}");
    assert!(drawn.contains(&"ServiceAccount build-agent holds Role previews shop".to_owned()), "{drawn:?}");
    assert!(
        drawn.contains(&"ServiceAccount deployer holds ClusterRole cluster-admin everywhere".to_owned()),
        "{drawn:?}"
    );
    let agent = graph.nodes.iter().find(|node| node.name == "build-agent" && node.kind == "ServiceAccount").unwrap();
    assert_eq!(agent.problem, "leads to cluster-admin in 2 steps");
    assert!(graph.nodes.iter().any(|node| node.name == "support" && node.problem.is_empty()));
}

fn role(namespace: &str, verbs: &[&str], resources: &[&str], names: &[&str]) -> MapMade {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let (verbs, resources, names) = (owned(verbs), owned(resources), owned(names));
    made("", &MapQuery::Role { namespace: namespace.to_owned(), verbs, resources, names })
}

#[test]
fn the_least_role_allows_what_was_asked_and_nothing_else() {
    let made = role("shop", &["get", "list"], &["pods", "pods/log", "deployments"], &[]);
    assert!(made.holds, "{:?}", made.lines);
    assert!(
        made.yaml.contains("kind: Role\n")
            && made.yaml.contains("  - apiGroups: [\"\"]\n    resources: [pods, pods/log]\n    verbs: [get, list]\n")
    );
    assert!(lines(&made.lines)[0].starts_with("allows 6 of 6"));
    let named = role("shop", &["get", "create"], &["secrets"], &["a", "no"]);
    assert!(named.holds && named.yaml.contains("resourceNames: [a, \"no\"]"), "{}", named.yaml);
    let wide = role("shop", &["*"], &["pods"], &[]);
    assert!(!wide.holds && lines(&wide.lines).iter().any(|line| line.contains("no verb `*`")), "{:?}", wide.lines);
    assert!(role("shop", &["get"], &["nodes"], &[]).yaml.contains("kind: ClusterRole\n"));
    assert_eq!(role("", &[], &["pods"], &[]), MapMade::default());
}

#[test]
fn bad_input_gives_an_answer() {
    for text in [
        "",
        "kind: [",
        "{kind: NetworkPolicy, metadata: {name: 1}, spec: {podSelector: [], ingress: 7}}",
        "{kind: Service, spec: {selector: {a: b}}}",
    ] {
        for query in [
            MapQuery::Objects { namespace: String::new() },
            MapQuery::Reach { deny: vec!["x: {".to_owned()] },
            MapQuery::Why { deny: Vec::new(), from: 9, to: 10 },
            MapQuery::Keep { pairs: vec![(1, 7)] },
            MapQuery::Access,
            MapQuery::WhoCan(MapRequest::default()),
            MapQuery::Powers { subject: "/".to_owned() },
        ] {
            ask(text, &query);
        }
    }
}
