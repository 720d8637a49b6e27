//! Every image of a workspace: where it is named, what is known of it, what to do.

use plimsoll_report::{ClockState, Image, ImageHolder, ImagePart, ImageSize, ImageStatus, Images, Options};

use crate::common::{DATE, workspace};

const MOST: usize = 1_000;

fn images(text: &str) -> Images {
    workspace(&[("a.yaml", text)], "").images(MOST)
}

/// What is known of one image.
fn image(reference: &str) -> Image {
    let text = serde_json::json!({"kind": "Pod", "spec": {"containers": [{"name": "a", "image": reference}]}});
    let mut images = images(&text.to_string()).images;
    assert_eq!(images.len(), 1, "{reference:?}");
    images.remove(0)
}

#[test]
fn every_place_is_named_and_each_image_told_once() {
    let web = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      volumes:
      - {name: model, image: {reference: registry.example.com/model:3}}
      initContainers: [{name: wait, image: node:24}]
      containers: [{name: app, image: node:24}, {image: \"\"}, {image: 1}, {name: none}]
      ephemeralContainers: [{name: look, image: registry.example.com/look:1}]
";
    let rollout = "
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: api}
spec:
  template:
    spec:
      containers: [{name: api, image: node:24}]
      volumes: [{name: data, image: {reference: registry.example.com/data:1}}]
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: db}
spec: {imageName: registry.example.com/db:1}
";
    let images = workspace(&[("b.yaml", rollout), ("a.yaml", web)], "").images(MOST);
    let told: Vec<String> = images
        .images
        .iter()
        .flat_map(|image| image.uses.iter().map(move |one| (image, one)))
        .map(|(image, one)| {
            let line = one.location.start.line;
            format!(
                "{} {} {} {:?} {} {}:{line} {}",
                image.image, one.resource.kind, one.resource.name, one.holder, one.name, one.file, one.path
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "registry.example.com/data:1 Rollout api Volume data b.yaml:9 spec.template.spec.volumes[0].image.reference",
            "registry.example.com/db:1 Cluster db Field  b.yaml:14 spec.imageName",
            "registry.example.com/look:1 Deployment web EphemeralContainer look a.yaml:12 spec.template.spec.ephemeralContainers[0].image",
            "registry.example.com/model:3 Deployment web Volume model a.yaml:9 spec.template.spec.volumes[0].image.reference",
            "node:24 Deployment web InitContainer wait a.yaml:10 spec.template.spec.initContainers[0].image",
            "node:24 Deployment web Container app a.yaml:11 spec.template.spec.containers[0].image",
            "node:24 Rollout api Container api b.yaml:8 spec.template.spec.containers[0].image",
        ]
    );
}

#[test]
fn what_is_not_written_is_said() {
    let nginx = image("nginx").reference.unwrap();
    assert_eq!((nginx.full.as_str(), nginx.registry.as_str()), ("docker.io/library/nginx:latest", "docker.io"));
    assert_eq!((nginx.path.as_str(), nginx.tag.as_deref(), nginx.digest), ("library/nginx", Some("latest"), None));
    assert_eq!((nginx.implied.as_slice(), nginx.moves), (ImagePart::ALL, true));
    let digest = format!("sha256:{}", "0a".repeat(32));
    let pinned = image(&format!("quay.io/a/b@{digest}")).reference.unwrap();
    assert_eq!((pinned.tag, pinned.digest, pinned.moves), (None, Some(digest), false));
    assert_eq!((pinned.implied.as_slice(), pinned.path.as_str()), ([].as_slice(), "a/b"));
}

#[test]
fn each_part_has_a_clock_with_a_source() {
    let node = image("node:20-bookworm-slim");
    assert_eq!((node.status, node.family.as_deref()), (ImageStatus::Ended, Some("docker.io/library/node")));
    let clocks: Vec<_> = node
        .clocks
        .iter()
        .map(|clock| (clock.name.as_str(), clock.version.as_str(), clock.state, clock.ends.as_deref(), clock.days_left))
        .collect();
    assert_eq!(
        clocks,
        [
            ("Node.js", "20", ClockState::Ended, Some("2026-04-30"), Some(-207)),
            ("Debian", "12", ClockState::LongTerm, Some("2028-06-30"), Some(585)),
        ]
    );
    assert_eq!(node.clocks[0].source, "https://endoflife.date/nodejs");
    assert_eq!(node.contents.shell.as_deref(), Some("bash"));
    assert_eq!((node.contents.size, node.contents.user.as_deref()), (Some(ImageSize::Small), Some("root")));
    let distroless = image("gcr.io/distroless/static-debian13:nonroot");
    assert_eq!((distroless.contents.shell.as_deref(), distroless.status), (Some(""), ImageStatus::Maintained));
    let own = image("registry.example.com/own:1");
    assert_eq!((own.contents.shell, own.status, own.family), (None, ImageStatus::Unknown, None));
}

#[test]
fn advice_fits_the_status() {
    for (reference, status, advice) in [
        ("node:20-buster", "ended", "move to Node.js 26 and Debian 13: holes that are found from now on stay open"),
        ("fedora:43", "ends-soon", "plan the move to Fedora 44: the last fixes come on 2026-12-09"),
        (
            "bitnami/redis:7.2",
            "unmaintained",
            "move to the project's own image: nobody has made fixes of this one since 2025-08",
        ),
        (
            "quay.io/minio/minio:1",
            "unmaintained",
            "look for an image that somebody maintains: nobody has made fixes of this one since 2025-10",
        ),
        ("node:24", "maintained", "take each release of this line, and pin it by its digest"),
        ("nginx", "unknown", "name a version: what `latest` is today, only the registry knows"),
        ("alpine:3.99", "unknown", "look up how long Alpine 3.99 gets fixes: it is not in the data"),
        ("wordpress:6", "unknown", "look at its releases: no end of fixes is known of it"),
        (
            "registry.example.com/a:1",
            "unknown",
            "ask those who build it how often they build it again, and how long they make fixes",
        ),
        ("k8s.gcr.io/echoserver:1.4", "unknown", "look for it on `registry.k8s.io`: `k8s.gcr.io` takes no new images"),
        ("$(REGISTRY)/a:1", "unknown", "render the manifest first, and look at what comes out"),
        (":5000/a", "unknown", "write a name that runtimes can read: this one names a port that is none"),
    ] {
        let image = image(reference);
        assert_eq!((image.status.as_str(), image.advice.as_str()), (status, advice), "{reference}");
    }
}

#[test]
fn the_worst_come_first_whatever_the_order_of_the_files() {
    let pod = |image: &str| format!("kind: Pod\nspec: {{containers: [{{name: a, image: '{image}'}}]}}\n");
    let (node, own, redis) = (pod("node:24"), pod("r.example/a:1"), pod("bitnami/redis:7"));
    let files = [("c.yaml", node.as_str()), ("a.yaml", own.as_str()), ("b.yaml", redis.as_str())];
    let one = workspace(&files, "").images(MOST);
    let shown: Vec<_> = one.images.iter().map(|image| image.status).collect();
    assert_eq!(shown, [ImageStatus::Unmaintained, ImageStatus::Unknown, ImageStatus::Maintained]);
    let mut turned = files;
    turned.reverse();
    assert_eq!(workspace(&turned, "").images(MOST), one);
    assert_eq!((one.date.as_str(), one.sources.len(), one.left_out), (DATE, 3, 0));
}

#[test]
fn the_day_decides() {
    let mut workspace = workspace(&[("a.yaml", "kind: Pod\nspec: {containers: [{image: 'debian:13'}]}\n")], "");
    for (date, status) in [
        ("2026-11-23", ImageStatus::Maintained),
        ("2030-06-01", ImageStatus::EndsSoon),
        ("2030-07-01", ImageStatus::Ended),
    ] {
        workspace.set_options(Options { date: date.to_owned(), ..Options::default() }).unwrap();
        assert_eq!(workspace.images(MOST).images[0].status, status, "{date}");
    }
}

#[test]
fn bad_input_is_an_answer() {
    for (reference, problem) in [
        ("a\u{7}b", "has an invisible character in it"),
        ("Team", "has a capital letter in its path"),
        (&"a/".repeat(200), "has an empty part in its path"),
        (&"a".repeat(300), "is longer than names of images may be"),
        ("a@sha256:0a", "has a digest of the wrong length"),
    ] {
        let image = image(reference);
        assert_eq!((image.problem.as_deref(), image.reference), (Some(problem), None), "{reference:?}");
        assert_eq!(image.status, ImageStatus::Unknown);
    }
    assert_eq!(image("https://me:secret@r.example/a").image, "https://…@r.example/a");
    assert_eq!(image(&"é".repeat(1_000_000)).image.chars().count(), 401);
    for text in ["kind: Pod\nspec: []\n", "kind: Pod\nspec: {containers: {a: 1}, volumes: 3}\n", "kind: [\n", "{}", ""]
    {
        assert_eq!(images(text).images, [], "{text}");
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let containers = "{image: 'a:1'},{image: 'b:1'},".repeat(10);
    let text = format!("kind: Pod\nspec: {{containers: [{containers}]}}\n---\nkind: Pod\nspec: {{containers: [\n");
    let images = workspace(&[("a.yaml", &text)], "").images(5);
    assert_eq!((images.images.len(), images.left_out), (2, 15));
    assert_eq!(images.images[0].uses.len() + images.images[1].uses.len(), 5);
    assert_eq!(images.partly_read, ["a.yaml"]);
    assert!(images.images.iter().flat_map(|image| &image.uses).all(|one| one.holder == ImageHolder::Container));
}
