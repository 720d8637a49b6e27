//! `plimsoll images`.

use crate::harness::Folder;

const WEB: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      containers:
      - {name: app, image: node:20-bookworm}
      - {name: log, image: registry.example.com/log:1}
";

fn folder() -> Folder {
    Folder::new().with("web.yaml", WEB)
}

#[test]
fn each_image_is_told_with_its_clocks_and_places() {
    let run = folder().run(&["images", "web.yaml", "--date", "2026-11-23"]);
    let expected = "\
ended         node:20-bookworm
              stands for docker.io/library/node:20-bookworm
              Node.js 20: ended 2026-04-30, 207 days ago; Debian 12: until 2028-06-30 by long-term support, 585 days left
              Debian, general, shell bash, package manager apt, glibc, runs as root by default
              move to Node.js 26: holes that are found from now on stay open
              web.yaml:8:28 Deployment shop/web, container app

unknown       registry.example.com/log:1
              ask those who build it how often they build it again, and how long they make fixes
              web.yaml:9:28 Deployment shop/web, container log

2 images on 2026-11-23: 1 ended, 1 unknown. ";
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.out.split_once("Sources").map(|(before, _)| before), Some(expected));
    assert!(run.out.contains("endoflife.date of 2026-08-22 (MIT)"), "{}", run.out);
}

#[test]
fn programs_and_pages_have_forms_of_their_own() {
    let run = folder().run(&["images", ".", "--date", "2026-11-23", "--format", "json"]);
    let images: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, &images["schemaVersion"], &images["date"]), (0, &1.into(), &"2026-11-23".into()));
    let node = &images["images"][0];
    assert_eq!((&node["status"], &node["reference"]["implied"][0]), (&"ended".into(), &"registry".into()));
    assert_eq!(node["clocks"][0]["daysLeft"], -207);
    assert_eq!(node["uses"][0]["location"]["start"]["line"], 8);

    let run = folder().run(&["images", ".", "--date", "2026-11-23", "--format", "markdown"]);
    let row = run.out.lines().find(|line| line.contains("node:20")).unwrap();
    assert!(row.starts_with("| `node:20-bookworm` | ended | Node.js 20: ended 2026-04-30, 207 days ago; "), "{row}");
    assert!(row.ends_with("| web.yaml:8:28 Deployment shop/web, container app |"), "{row}");
}

#[test]
fn markdown_stays_a_table_whatever_is_written() {
    let text = "kind: Pod\nmetadata: {name: \"a|b<i>\\n*c*\"}\nspec: {containers: [{name: x, image: \"a`|b\\n|\"}]}\n";
    let run = Folder::new().with("a.yaml", text).run(&["images", "a.yaml", "--format", "markdown"]);
    let row = run.out.lines().find(|line| line.contains("Pod")).unwrap();
    assert!(row.contains("Pod a\\|b&lt;i>") && row.contains("\\*c\\*"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 7, "{row}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let run = folder().with("bad.yaml", "kind: Pod\nspec: {containers: [\n").run(&["images", "."]);
    assert_eq!((run.status, run.out.contains("node:20-bookworm")), (2, true));
    assert!(run.err.contains("bad.yaml: not all of it could be read"), "{}", run.err);
    assert_eq!(folder().run(&["images", "none.yaml"]).status, 2);
    assert_eq!(folder().run(&["images", "web.yaml", "--date", "soon"]).status, 2);
    assert_eq!(folder().run(&["images"]).status, 2);
    let run = Folder::new().run_in("", &["images", "-"], "kind: Service\n");
    assert_eq!((run.status, run.out.starts_with("No images on ")), (0, true), "{}", run.out);
}
