//! `plimsoll who-can` and `plimsoll can`.

use serde_json::Value;

use crate::harness::Folder;

const SHOP: &str = "\
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: deployer, namespace: shop}
rules:
- {verbs: [create, get], apiGroups: [apps], resources: [deployments]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: deployers, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deployer}
subjects:
- {kind: User, name: alice}
- {kind: ServiceAccount, name: ci, namespace: shop}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operator}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: operator, namespace: shop}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: operator, namespace: shop}
spec: {template: {spec: {serviceAccountName: operator}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}
";

fn folder() -> Folder {
    Folder::new().with("shop.yaml", SHOP)
}

#[test]
fn whoever_may_is_listed_with_rule_and_binding() {
    let run = folder().run(&["who-can", "create", "deployments", "-n", "shop"]);
    let expected = "\
ServiceAccount/shop/operator everywhere
  * on * of *: ClusterRole/cluster-admin (of every cluster)
  by ClusterRoleBinding/operator (shop.yaml:19)
  runs as Deployment/shop/operator
ServiceAccount/shop/ci in namespace shop
  create, get on deployments of apps: Role/shop/deployer (shop.yaml:5)
  by RoleBinding/shop/deployers (shop.yaml:13)
User/alice in namespace shop
  create, get on deployments of apps: Role/shop/deployer (shop.yaml:5)
  by RoleBinding/shop/deployers (shop.yaml:12)
3 entries for create deployments.apps in namespace shop; 1 more of every cluster (`--defaults` lists them)
";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, expected, ""));
    let other = folder().run(&["who-can", "create", "deployments", "-n", "other", "."]);
    assert!(other.out.contains("operator everywhere") && !other.out.contains("alice"), "{}", other.out);
}

#[test]
fn the_list_is_json_with_places() {
    let run = folder().run(&["who-can", "get", "deployments/web", "-n", "shop", "--format", "json", "shop.yaml"]);
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&answer["schemaVersion"], &answer["request"]["name"]), (&Value::from(1), &Value::from("web")));
    let alice = answer["holders"].as_array().unwrap().iter().find(|holder| holder["subject"] == "User/alice").unwrap();
    assert_eq!(
        (&alice["rule"]["at"]["path"], &alice["binding"]["at"]["path"]),
        (&Value::from("rules[0]"), &Value::from("subjects[0]"))
    );
    assert_eq!(alice["rule"]["at"]["location"]["start"]["line"], 5);
    assert_eq!(alice["rule"]["apiGroups"][0], "apps");
}

#[test]
fn a_chain_tells_each_step() {
    let run = folder().run(&["can", "User/alice", "."]);
    let expected = "\
in namespace shop
  create, get on deployments of apps
    Role/shop/deployer (shop.yaml:5) by RoleBinding/shop/deployers (shop.yaml:12)
leads to all power over the cluster in 2 steps:
  1. User/alice runs Pods as a service account of its choice: ServiceAccount/shop/operator
     create, get on deployments of apps: Role/shop/deployer (shop.yaml:5) by RoleBinding/shop/deployers (shop.yaml:12)
  2. ServiceAccount/shop/operator may do everything there: cluster-admin
     * on * of *: ClusterRole/cluster-admin (of every cluster) by ClusterRoleBinding/operator (shop.yaml:19)
";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, expected, ""));
}

#[test]
fn a_workload_is_asked_about_through_its_service_account() {
    let run = folder().run(&["can", "deployment/shop/operator", "."]);
    assert!(
        run.out.starts_with("Deployment/shop/operator runs as ServiceAccount/shop/operator: its token is mounted\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("in 1 step:"), "{}", run.out);
    let run = folder().run(&["can", "Deployment/shop/none", "."]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`Deployment/shop/none` is none of"), "{}", run.err);
}

#[test]
fn a_request_is_answered_with_yes_or_no() {
    let ask = |subject: &str, request: &str| folder().run(&["can", subject, "--request", request, "-n", "shop", "."]);
    let yes = ask("alice", "create deployments");
    assert_eq!(
        (yes.status, yes.out.lines().next()),
        (0, Some("yes: User/alice create deployments.apps in namespace shop"))
    );
    assert!(yes.out.contains("RoleBinding/shop/deployers (shop.yaml:12)"));
    let no = ask("alice", "delete deployments");
    assert_eq!((no.status, no.out.as_str()), (1, "no: User/alice delete deployments.apps in namespace shop\n"));
    assert!(ask("Group/system:masters", "delete deployments").out.contains("never refuses"));
    assert_eq!(ask("alice", "delete").status, 2);
}

#[test]
fn what_is_wrong_is_said_and_the_rest_answered() {
    let text = format!(
        "{SHOP}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: lost, namespace: shop}}\nroleRef: {{kind: Role, name: none}}\n---\na: [\n"
    );
    let run = Folder::new().with("a.yaml", text).run(&["who-can", "get", "pod", "."]);
    assert_eq!(run.status, 2, "something is not read");
    assert!(run.err.contains("plimsoll: Kubernetes has no resource `pod`; did you mean `pods`?\n"), "{}", run.err);
    assert!(
        run.err.contains("plimsoll: a.yaml:33:29: RoleBinding/shop/lost names a role that is not there\n"),
        "{}",
        run.err
    );
    assert!(run.out.contains("operator everywhere"), "{}", run.out);
}
