//! `plimsoll connectivity`.

use crate::harness::Folder;

const SHOP: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: in, namespace: shop}
spec: {rules: [{http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}
";

const POLICY: &str = "\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - podSelector: {matchLabels: {app: web}}
    ports: [{port: 5432}]
  - from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
";

fn shop() -> Folder {
    Folder::new().with("shop.yaml", SHOP).with("policy.yaml", POLICY)
}

#[test]
fn each_pair_that_may_talk_is_a_line() {
    let run = shop().run(&["connectivity", "."]);
    let expected = "\
0.0.0.0-255.255.255.255[External] => shop/web[Deployment] : All Connections
10.0.0.0-10.0.255.255[External] => shop/db[StatefulSet] : All Connections
10.2.0.0-10.255.255.255[External] => shop/db[StatefulSet] : All Connections
shop/db[StatefulSet] => 0.0.0.0-255.255.255.255[External] : All Connections
shop/db[StatefulSet] => shop/web[Deployment] : All Connections
shop/web[Deployment] => 0.0.0.0-255.255.255.255[External] : All Connections
shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432
{ingress-controller} => shop/web[Deployment] : TCP 8080
";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, expected, ""));
}

#[test]
fn a_pair_is_explained_with_places() {
    let run = shop().run(&["connectivity", ".", "--explain", "shop/web", "db"]);
    let expected = "\
shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432

egress of shop/web[Deployment] allows All Connections
  allows All Connections: no policy has a say in it

ingress of shop/db[StatefulSet] allows TCP 5432
  allows TCP 5432: ingress rule 1 of NetworkPolicy shop/db (policy.yaml:7:5)
  denies SCTP 1-65535,TCP 1-5431,5433-65535,UDP 1-65535: selected by NetworkPolicy shop/db (policy.yaml:3:18), no rule of which is about it

";
    assert_eq!((run.status, run.out.as_str()), (0, expected));
    let run = shop().run(&["connectivity", ".", "--explain", "{ingress-controller}", "web"]);
    assert!(run.out.starts_with("{ingress-controller} => shop/web[Deployment] : TCP 8080\n"), "{}", run.out);
    assert!(run.out.contains("Ingress shop/in (shop.yaml:18:18) sends to TCP 8080"), "{}", run.out);
    let run = shop().run(&["connectivity", ".", "--explain", "nobody", "web"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`nobody` is no workload of these files"), "{}", run.err);
}

#[test]
fn json_has_every_pair_with_its_reasons() {
    let run = shop().run(&["connectivity", ".", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, &json["schemaVersion"]), (0, &serde_json::json!(1)));
    let pairs = json["connections"].as_array().unwrap();
    let pair = |from: &str, to: &str| {
        let found = pairs.iter().find(|pair| pair["from"] == from && pair["to"] == to);
        found.unwrap_or_else(|| panic!("{from} => {to} is there"))
    };
    let allowed = pair("shop/web[Deployment]", "shop/db[StatefulSet]");
    assert_eq!(allowed["connections"]["ports"], serde_json::json!([{"protocol": "TCP", "first": 5432, "last": 5432}]));
    let reason = &allowed["ingress"]["reasons"][0];
    assert_eq!((&reason["by"], &reason["rule"]), (&serde_json::json!("rule"), &serde_json::json!(0)));
    assert_eq!(reason["place"]["path"], "spec.ingress[0]");
    let denied = pair("11.0.0.0-255.255.255.255[External]", "shop/db[StatefulSet]");
    assert_eq!(denied["connections"]["text"], "No Connections");
    assert_eq!(denied["ingress"]["reasons"][0]["by"], "isolation");
    assert_eq!(json["exposed"][0]["by"], "Ingress shop/in");
    assert_eq!(json["policies"][0]["name"], "db");
}

#[test]
fn markdown_is_a_table() {
    let run = shop().run(&["connectivity", ".", "--format", "markdown"]);
    assert!(run.out.contains("| shop/web[Deployment] | shop/db[StatefulSet] | TCP 5432 |\n"), "{}", run.out);
    assert!(run.out.contains("| Ingress shop/in | shop/web[Deployment] | TCP 8080 | TCP 8080 |\n"), "{}", run.out);
}

#[test]
fn what_changed_between_two_folders_is_listed() {
    let new = POLICY.replace("5432", "5433").replace("10.1.0.0", "10.2.0.0");
    let folder = Folder::new()
        .with("old/shop.yaml", SHOP)
        .with("old/policy.yaml", POLICY)
        .with("new/shop.yaml", SHOP)
        .with("new/policy.yaml", new);
    let run = folder.run(&["connectivity", "--diff", "old", "new"]);
    let expected = "\
+ 10.1.0.0-10.1.255.255[External] => shop/db[StatefulSet] : All Connections
- 10.2.0.0-10.2.255.255[External] => shop/db[StatefulSet] : All Connections
~ shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432 -> TCP 5433
";
    assert_eq!((run.status, run.out.as_str()), (0, expected));
    let run = folder.run(&["connectivity", "--diff", "old", "old"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    let run = folder.run(&["connectivity", "--format", "markdown", "--diff", "old", "new"]);
    assert!(
        run.out.contains("| changed | shop/web[Deployment] | shop/db[StatefulSet] | TCP 5432 | TCP 5433 |"),
        "{}",
        run.out
    );
    let run = folder.run(&["connectivity", "--format", "json", "--diff", "old", "new"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["changes"][0]["change"], "added");
}

#[test]
fn what_is_wrong_is_said_and_the_rest_still_counts() {
    let broken = POLICY.replace("port: 5432}", "port: 5432}, {port: 99999}");
    let run = Folder::new().with("a.yaml", format!("{SHOP}---\n{broken}")).run(&["connectivity", "a.yaml"]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432\n"), "{}", run.out);
    assert_eq!(run.err, "plimsoll: a.yaml:29:34: a port is a number from 1 to 65535\n");
    let run = Folder::new().with("a.yaml", format!("{SHOP}---\na: [\n")).run(&["connectivity", "a.yaml"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("what stands there may be missing from the list"), "{}", run.err);
    assert_eq!(run.out.lines().count(), 7);
    let host = SHOP.replace("spec: {containers: [{name: a}]}", "spec: {hostNetwork: true, containers: [{name: a}]}");
    let run = Folder::new().with("a.yaml", host).run(&["connectivity", "a.yaml"]);
    assert!(run.err.contains("`shop/db[StatefulSet]` uses the network of its node"), "{}", run.err);
    assert_eq!(Folder::new().run(&["connectivity"]).status, 2);
}
