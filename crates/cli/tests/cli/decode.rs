//! `plimsoll decode`.

use crate::harness::Folder;

#[test]
fn each_document_is_a_line_as_the_cluster_sees_it() {
    let text = "# c\na: &a {x: yes, w: 010}\nb: {x: 1, <<: *a}\nb: {<<: *a, z: ~}\n---\n# nothing\n---\n- 1.0\n";
    let run = Folder::new().with("a.yaml", text).run(&["decode", "a.yaml"]);
    let expected = "{\"a\":{\"x\":true,\"w\":8},\"b\":{\"x\":true,\"w\":8,\"z\":null}}\n[1]\n";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, expected, ""));
}

#[test]
fn broken_documents_are_said_and_the_others_printed() {
    let folder = Folder::new().with("a.yaml", "a: 1\n---\nb: [\nc: 2\n---\nd: 3\n").with("b.yaml", "e: 4\n");
    let run = folder.run(&["decode", "."]);
    assert_eq!((run.status, run.out.as_str()), (2, "{\"a\":1}\n{\"d\":3}\n{\"e\":4}\n"));
    assert_eq!(run.err, "plimsoll: a.yaml:3:4: `[` is not closed\n");
}

#[test]
fn a_file_that_is_no_text_is_said() {
    let run = Folder::new().with("a.yaml", b"a: 1\0").run(&["decode", "a.yaml"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "plimsoll: a.yaml:1:5: the file holds a zero byte, so it is not a text\n");
    assert_eq!(Folder::new().run(&["decode", "none.yaml"]).status, 2);
    assert_eq!(Folder::new().run(&["decode"]).status, 2);
}

#[test]
fn json_values_follow_one_another() {
    let folder = Folder::new().with("a.json", "{\"a\": 1}\n{\"b\": 2.50}\n{\"c\": [1, null]}\n");
    let run = folder.run(&["decode", "a.json"]);
    assert_eq!((run.status, run.out.as_str()), (0, "{\"a\":1}\n{\"b\":2.5}\n{\"c\":[1,null]}\n"));
}

#[test]
fn encodings_are_kubectls() {
    let wide = |unit: fn(u16) -> [u8; 2]| "\u{FEFF}a: é😺".encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let folder = Folder::new()
        .with("1.yaml", wide(u16::to_le_bytes))
        .with("2.yaml", wide(u16::to_be_bytes))
        .with("3.yaml", "\u{FEFF}a: é😺");
    let run = folder.run(&["decode", "."]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "{\"a\":\"é😺\"}\n".repeat(3).as_str(), ""));
    let run = folder.with("4.yaml", b"a: \xE2\x82b\xFF").run(&["decode", "4.yaml"]);
    assert_eq!((run.status, run.out.as_str()), (0, "{\"a\":\"\u{FFFD}b\u{FFFD}\"}\n"));
    assert!(run.err.contains("4.yaml: is not UTF-8 from byte 3 on"), "{}", run.err);
}

#[test]
fn standard_input_is_decoded() {
    let run = Folder::new().run_in("", &["decode", "-"], "a: [*b]\n");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.starts_with("plimsoll: -:1:5: `*b`"), "{}", run.err);
}

#[test]
fn what_aliases_make_of_little_is_not_printed() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a,".repeat(2000));
    let run = Folder::new().with("a.yaml", text).run(&["decode", "a.yaml"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("a.yaml:1:1: with its aliases the file comes to more than 128 MB"), "{}", run.err);
}
