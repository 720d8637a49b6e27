//! Edits: the text they give, and that the proof agrees.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::sync::Arc;

use plimsoll_source::File;
use plimsoll_source::edit::{Aliases, Edit, Literal, apply, plan, plan_within, prove};

fn file(text: &str) -> File {
    File::read("test.yaml", Arc::from(text))
}

fn edited(text: &str, edits: &[Edit]) -> Result<String, String> {
    let file = file(text);
    let replacements = plan(&file, 0, edits).map_err(|refusal| refusal.reason)?;
    let after = apply(text, &replacements).unwrap();
    prove(&file, 0, edits, &after).map_err(|refusal| format!("{}\n{after}", refusal.reason))?;
    Ok(after)
}

fn set(path: &str, value: impl Into<Literal>) -> Edit {
    Edit::set(path.parse().unwrap(), value)
}

fn remove(path: &str) -> Edit {
    Edit::remove(path.parse().unwrap())
}

fn append(path: &str, value: impl Into<Literal>) -> Edit {
    Edit::append(path.parse().unwrap(), value)
}

#[track_caller]
fn gives(text: &str, edits: &[Edit], expected: &str) {
    match edited(text, edits) {
        Ok(after) => assert_eq!(after, expected),
        Err(reason) => panic!("{reason}"),
    }
}

#[track_caller]
fn refuses(text: &str, edits: &[Edit], reason: &str) {
    let refusal = edited(text, edits).unwrap_err();
    assert!(refusal.contains(reason), "{refusal}");
}

const CONTAINERS: &str = "spec:
  containers:
    - name: web # the app
      image: web:1
      # trailing
    - name: log
      securityContext:
        privileged: true # why
        runAsUser: 0
";

#[test]
fn set_replaces_a_scalar_and_leaves_its_comment() {
    gives(
        CONTAINERS,
        &[set("spec.containers[1].securityContext.privileged", false)],
        &CONTAINERS.replace("privileged: true #", "privileged: false #"),
    );
}

#[test]
fn missing_parents_are_made_once_for_several_edits() {
    gives(
        CONTAINERS,
        &[
            set("spec.containers[0].securityContext.runAsNonRoot", true),
            set("spec.containers[0].securityContext.seccompProfile.type", "RuntimeDefault"),
            append("spec.containers[0].securityContext.capabilities.drop", "ALL"),
            set("spec.containers[0].securityContext.runAsNonRoot", true),
        ],
        &CONTAINERS.replace(
            "      image: web:1\n",
            "      image: web:1
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
        capabilities:
          drop:
            - ALL
",
        ),
    );
}

#[test]
fn insertions_that_end_on_one_line_nest() {
    gives(
        "a:\n  b:\n    c: 1",
        &[set("z", 1), set("a.w", 2), set("a.b.x", 3)],
        "a:\n  b:\n    c: 1\n    x: 3\n  w: 2\nz: 1",
    );
}

#[test]
fn lists_keep_the_indentation_of_their_neighbours() {
    gives("a:\n- x\nb: 1\n", &[append("c", "z")], "a:\n- x\nb: 1\nc:\n- z\n");
    gives("a:\n-   x\n", &[append("a", "z")], "a:\n-   x\n-   z\n");
    gives("a:\n    b:\n        - 'x'\n", &[append("a.b", "y")], "a:\n    b:\n        - 'x'\n        - 'y'\n");
    gives("a:\n    b: 1\n", &[set("c.d", 1)], "a:\n    b: 1\nc:\n    d: 1\n");
}

#[test]
fn flow_stays_flow() {
    gives("a: {b: 1, c: [x]}\n", &[set("a.d", true), append("a.c", "ALL")], "a: {b: 1, c: [x, ALL], d: true}\n");
    gives("a: {b: 1}\n", &[set("a.b", "x, y")], "a: {b: \"x, y\"}\n");
    gives("a: [\n  x,\n  y,\n]\n", &[append("a", "z")], "a: [\n  x,\n  y,\n  z,\n]\n");
    gives("a: {b: 1, c: 2, d: 3}\n", &[remove("a.b")], "a: {c: 2, d: 3}\n");
    gives("a: {b: 1, c: 2, d: 3}\n", &[remove("a.c")], "a: {b: 1, d: 3}\n");
    gives("a: {b: 1, c: 2, d: 3}\n", &[remove("a.d"), remove("a.c")], "a: {b: 1}\n");
    gives("a: {b: 1, c: 2}\n", &[remove("a.b"), remove("a.c")], "a: {}\n");
    gives("a: [ALL, x]\n", &[remove("a[0]")], "a: [x]\n");
    gives("a: {b}\n", &[set("a.b", 1)], "a: {b: 1}\n");
    gives("a: {b: }\n", &[set("a.b", 1)], "a: {b: 1 }\n");
}

#[test]
fn json_stays_json() {
    gives(
        "{\n  \"a\": 1,\n  \"b\": {}\n}\n",
        &[set("b.c", "x"), set("d.e", true), set("a", Literal::Null)],
        "{\n  \"a\": null,\n  \"b\": {\"c\": \"x\"},\n  \"d\": {\"e\": true}\n}\n",
    );
    gives("{\"a\":{\"b\":1}}", &[set("a.c", "x")], "{\"a\":{\"b\":1,\"c\":\"x\"}}");
}

#[test]
fn empty_values_are_filled() {
    gives("a:\nb: 1\n", &[set("a.c", 1)], "a:\n  c: 1\nb: 1\n");
    gives("a: # why\nb: 1\n", &[set("a.c", 1)], "a: # why\n  c: 1\nb: 1\n");
    gives("a: ~ # why\nb: 1\n", &[set("a.c", 1)], "a: # why\n  c: 1\nb: 1\n");
    gives("a: {} # why\nb: 1\n", &[set("a.c.d", 1)], "a: # why\n  c:\n    d: 1\nb: 1\n");
    gives("a: []\n", &[append("a", "x")], "a:\n  - x\n");
    gives("a:\n", &[set("a", 1)], "a: 1\n");
    gives("- \n-\n", &[set("[1].a", 1)], "- \n- a: 1\n");
}

#[test]
fn remove_takes_lines_and_leaves_comments() {
    gives(
        CONTAINERS,
        &[remove("spec.containers[1].securityContext.privileged")],
        &CONTAINERS.replace("        privileged: true # why\n", "        # why\n"),
    );
    gives(CONTAINERS, &[remove("spec.containers[0].image")], &CONTAINERS.replace("      image: web:1\n", ""));
    gives("- a: 1\n  b: 2\n  c: 3\n", &[remove("[0].a"), remove("[0].b")], "- c: 3\n");
    gives("- a: 1\n  # c\n  b: 2\n", &[remove("[0].a")], "- # c\n  b: 2\n");
    gives("a:\n  b: 1\nc: 2\n", &[remove("a.b")], "a: {}\nc: 2\n");
    gives("a:\n- b\nc: 2\n", &[remove("a[0]")], "a: []\nc: 2\n");
    gives("a:\n- b\n- d\nc: 2\n", &[remove("a[0]")], "a:\n- d\nc: 2\n");
    gives("a:\n- b\n- d\nc: 2\n", &[remove("a[1]"), append("a", "e")], "a:\n- b\n- e\nc: 2\n");
    gives("a: 1\nb: 2", &[remove("b"), set("c", 3)], "a: 1\nc: 3");
    gives("a: 1\nb: 2", &[remove("a")], "b: 2");
    gives("a: 1\n", &[remove("b.c[2].d")], "a: 1\n");
    gives("a: 1\nb: 2\na: 3\n", &[remove("a")], "b: 2\n");
}

#[test]
fn remove_takes_the_bracket_that_ends_a_block() {
    gives("a:\n  x: 1\n  b:\n    c: [d]\ne: 1\n", &[remove("a.b")], "a:\n  x: 1\ne: 1\n");
    gives("a:\n  - h: {p: 1}\n  - h: {p: 2}\n", &[remove("a[0]")], "a:\n  - h: {p: 2}\n");
    gives("a:\n  - h: {p: 1}\n  - h: {p: 2}\n", &[remove("a[1]")], "a:\n  - h: {p: 1}\n");
}

#[test]
fn line_endings_stay() {
    gives("a:\r\n  b: 1\r\n", &[set("a.c.d", 1)], "a:\r\n  b: 1\r\n  c:\r\n    d: 1\r\n");
    gives("a: 1\r\nb: 2\r\n", &[remove("b")], "a: 1\r\n");
    gives("a: 1\rb: 2\r", &[set("c", 3)], "a: 1\rb: 2\rc: 3\r");
    gives("\u{FEFF}a: 1\n", &[set("b", 2)], "\u{FEFF}a: 1\nb: 2\n");
}

#[test]
fn block_scalars_are_passed_over() {
    gives("a:\n  b: |+\n    x\n\n\nc: 1\n", &[set("a.d", 1)], "a:\n  b: |+\n    x\n\n\n  d: 1\nc: 1\n");
    gives("a:\n  b: |\n    x\n\nc: 1\n", &[set("a.d", 1)], "a:\n  b: |\n    x\n  d: 1\n\nc: 1\n");
    gives("a: |\n  x\n  y\nb: 1\n", &[set("a", "z")], "a: z\nb: 1\n");
}

#[test]
fn values_are_quoted_where_they_must_be() {
    for (value, written) in [
        ("yes", "\"yes\""),
        ("0777", "\"0777\""),
        ("1.10", "\"1.10\""),
        ("RuntimeDefault", "RuntimeDefault"),
        ("a: b", "\"a: b\""),
        ("#x", "\"#x\""),
        ("", "\"\""),
        ("nginx:1.27@sha256:ab", "nginx:1.27@sha256:ab"),
        ("a\nb", "\"a\\nb\""),
        ("2026-11-23", "\"2026-11-23\""),
        ("é", "é"),
        ("*", "\"*\""),
    ] {
        gives("a: 1\n", &[set("a", value)], &format!("a: {written}\n"));
    }
    gives("a: 'x'\n", &[set("a", "it's")], "a: 'it''s'\n");
    gives("a: \"x\"\n", &[set("a", "y")], "a: \"y\"\n");
}

#[test]
fn collections_are_written_over() {
    gives("a:\n  - x\n  - y\nb: 1\n", &[set("a", vec!["z"])], "a:\n  - z\nb: 1\n");
    gives("a:\n  b: 1\nc: 1\n", &[set("a", false)], "a: false\nc: 1\n");
    gives("a: x\nb: 1\n", &[set("a", Literal::entry("c", 1))], "a:\n  c: 1\nb: 1\n");
    gives("a: x # c\n", &[set("a", vec!["z"])], "a: # c\n  - z\n");
}

#[test]
fn shared_values_are_refused() {
    let text = "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 1\nf:\n  b: 2\n  <<: *x\n";
    refuses(text, &[set("c.b", 2)], "alias");
    refuses(text, &[set("a.b", 2)], "used again");
    refuses(text, &[remove("a")], "anchor");
    refuses(text, &[remove("d.b")], "`<<`");
    refuses(text, &[set("f.b", 3)], "`<<`");
    assert!(edited(text, &[set("d.b", 2)]).unwrap().contains("  e: 1\n  b: 2\n"));
    assert!(edited(text, &[set("c", 2)]).unwrap().contains("c: 2\n"));
}

/// The edits, named in full by what the document shares, and what they name besides.
fn named(text: &str, edits: &[Edit]) -> (Vec<Edit>, Vec<String>) {
    let file = file(text);
    let (edits, also) = Aliases::of(&file, 0).unwrap().name_all(edits.to_vec());
    (edits, also.iter().map(ToString::to_string).collect())
}

#[test]
fn what_is_shared_changes_where_all_places_are_named() {
    let text = "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 1\nf:\n  <<: *x\n  b: 2\n";
    let (edits, also) = named(text, &[set("a.b", 2)]);
    assert_eq!(also, ["c.b", "d.b"]);
    gives(text, &edits, &text.replace("b: 1", "b: 2"));
    // In any order, and also together with an edit beside it.
    let others = [set("f.b", 3), edits[2].clone(), edits[1].clone(), edits[0].clone()];
    gives(text, &others, &text.replace("b: 2", "b: 3").replace("b: 1", "b: 2"));
    let (edits, also) = named(text, &[remove("a.b")]);
    assert_eq!(also, ["c.b", "d.b"]);
    gives(text, &edits, &text.replace("b: 1", ""));
    // One place less is one too few.
    refuses(text, &edits[..2], "used again");
    refuses(text, &[set("a.b", 2), set("c.b", 2)], "used again");
    refuses(text, &[set("a.b", 2), set("c.b", 2), set("d.b", 3)], "used again");
}

#[test]
fn what_is_shared_in_depth_is_named_at_every_place() {
    let text = "- &one\n  spec: &spec\n    list: [x]\n- *one\n- spec: *spec\n";
    let (edits, also) = named(text, &[append("[0].spec.list", "y"), set("[0].spec.a.b", true)]);
    assert_eq!(also, ["[1].spec.list", "[2].spec.list", "[1].spec.a.b", "[2].spec.a.b"]);
    gives(text, &edits, "- &one\n  spec: &spec\n    list: [x, \"y\"]\n    a:\n      b: true\n- *one\n- spec: *spec\n");
    // A list that is shared itself.
    let text = "a: &l [x]\nb: {a: *l}\n";
    let (edits, also) = named(text, &[append("a", "z")]);
    assert_eq!(also, ["b.a"]);
    gives(text, &edits, &text.replace("[x]", "[x, z]"));
}

#[test]
fn a_merge_that_is_written_out_is_changed_where_it_stands() {
    let text = "a:\n  b: 1\n  <<: {b: 2}\n";
    let (edits, also) = named(text, &[set("a.<<.b", 3)]);
    assert_eq!((edits.as_slice(), also.len()), ([set("a.b", 3)].as_slice(), 0));
    gives(text, &edits, "a:\n  b: 1\n  <<: {b: 3}\n");
    let text = "a:\n  <<: [{b: 2}, {b: 3, c: 4}]\n";
    gives(text, &[set("a.b", 5)], "a:\n  <<: [{b: 5}, {b: 3, c: 4}]\n");
    gives(text, &[set("a.c", 5)], "a:\n  <<: [{b: 2}, {b: 3, c: 5}]\n");
}

#[test]
fn what_is_shared_by_fields_of_other_names_stays() {
    for (text, edit) in [
        ("a: &x {b: 1}\nc: &y {<<: *x}\nd: *y\ne: &yes true\nf: *yes\n", set("e", false)),
        ("a: &x [1]\nb: *x\n", append("a", 2)),
    ] {
        let (edits, also) = named(text, std::slice::from_ref(&edit));
        assert_eq!((edits, also), (vec![edit.clone()], Vec::<String>::new()));
        assert!(edited(text, &[edit]).is_err());
    }
    // So many that nobody would read them.
    let text = format!("a: &x {{b: 1}}\nc:\n{}", "- *x\n".repeat(40));
    assert_eq!(named(&text, &[set("a.b", 2)]), (vec![set("a.b", 2)], Vec::new()));
}

#[test]
fn what_does_not_fit_is_refused() {
    refuses("a: 1\n", &[set("a.b", 1)], "not a mapping");
    refuses("a: 1\n", &[append("a", 1)], "not a list");
    refuses("a: []\n", &[set("a[0].b", 1)], "not there");
    refuses("a: 1\n", &[set("b", 1), set("b", 2)], "two fixes");
    refuses("a: 1\n", &[set("b.c", 1), remove("b")], "two fixes");
    refuses("a: 'x\n", &[set("b", 1)], "read in full");
    refuses("# nothing\n", &[set("b", 1)], "empty");
}

#[test]
fn other_documents_are_not_touched() {
    let text = "a: 1\n--- # next\nb: 1\n---\nc: 1\n";
    let file = file(text);
    let edits = [set("b", 2), set("d.e", "x")];
    let after = apply(text, &plan(&file, 1, &edits).unwrap()).unwrap();
    assert_eq!(after, "a: 1\n--- # next\nb: 2\nd:\n  e: x\n---\nc: 1\n");
    let read = prove(&file, 1, &edits, &after).unwrap();
    assert!(Arc::ptr_eq(read.documents()[0].tree(), file.documents()[0].tree()));
    assert!(Arc::ptr_eq(read.documents()[2].tree(), file.documents()[2].tree()));
    assert!(prove(&file, 1, &edits, &after.replace("c: 1", "c: 2")).is_err());
    assert!(prove(&file, 1, &edits, &after.replace("b: 2", "b: 3")).is_err());
    assert!(prove(&file, 1, &edits, &after.replace("# next", "")).is_err());
}

fn settle(path: &str) -> Edit {
    Edit::remove_overridden(path.parse().unwrap())
}

/// Entries that are looked at to plan that in so many pairs of keys the first one goes.
fn looked_at(pairs: u32) -> usize {
    let text: String = (0..pairs).map(|key| format!("k{key}: a\nk{key}: b\n")).collect();
    let edits: Vec<Edit> = (0..pairs).map(|key| settle(&format!("k{key}"))).collect();
    let mut entries = usize::MAX;
    assert_eq!(plan_within(&file(&text), 0, &edits, &mut entries).unwrap().len(), pairs as usize);
    usize::MAX - entries
}

#[test]
fn to_plan_twice_as_much_is_twice_the_work() {
    assert_eq!(looked_at(2_000), 2 * looked_at(1_000));
    // A plan for a few looks no further than it must.
    let mut entries = 10;
    assert!(plan_within(&file("a: 1\nb: {c: 1}\n"), 0, &[set("b.c", 2)], &mut entries).is_ok());
    assert_eq!(entries, 7);
    assert!(plan_within(&file(&"- {a: 1}\n".repeat(20)), 0, &[append("", 2)], &mut entries).is_err());
}

fn rename(path: &str, to: &str) -> Edit {
    Edit::rename(path.parse().unwrap(), to)
}

#[test]
fn entries_that_do_not_count_go() {
    gives("a:\n  b: 1 # one\n  c: 2\n  b: 3 # two\n", &[settle("a.b")], "a:\n  # one\n  c: 2\n  b: 3 # two\n");
    gives("- b:\n    # in it\n    x: 1\n  c: 2\n  b: 3\n  b: 4\n", &[settle("[0].b")], "- c: 2\n  b: 4\n");
    gives("{\"a\": 1, \"b\": 2, \"a\": 3}", &[settle("a")], "{\"b\": 2, \"a\": 3}");
    gives("a: 1\n<<: {a: 2}\n", &[settle("a")], "<<: {a: 2}\n");
    gives("a: 1\n<<: {a: 2}\na: 3\n", &[settle("a")], "<<: {a: 2}\na: 3\n");
    gives("a: 1\n", &[settle("a"), settle("b")], "a: 1\n");
    refuses("a: &x 1\nb: *x\na: 2\n", &[settle("a")], "alias");
}

#[test]
fn a_key_gets_another_name_and_keeps_all_it_holds() {
    gives(
        "a:\n  # c\n  SecurityContext: # d\n    x: 1\n  b: 1\n",
        &[rename("a.SecurityContext", "securityContext")],
        "a:\n  # c\n  securityContext: # d\n    x: 1\n  b: 1\n",
    );
    gives("{\"A\": {\"B\": 1}}", &[rename("A", "a")], "{\"a\": {\"B\": 1}}");
    refuses("A: 1\na: 2\n", &[rename("A", "a")], "cannot be renamed");
    refuses("A: 1\n<<: {A: 2}\n", &[rename("A", "a")], "cannot be renamed");
}
