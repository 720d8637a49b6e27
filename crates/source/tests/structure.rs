//! Duplicates, merges, aliases, line breaks and everything else in which readers differ.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;

use plimsoll_source::{File, Language, SyntaxErrorKind, Value};

fn read(text: &str) -> File {
    File::read("test.yaml", Arc::from(text))
}

fn root(file: &File) -> Value<'_> {
    file.root(0).unwrap()
}

#[track_caller]
fn clean(file: &File) {
    for document in 0..file.documents().len() {
        assert_eq!(file.document_errors(document), []);
    }
}

#[test]
fn the_last_duplicate_wins() {
    let file = read("a: 1\nb: 2\na: 3\n");
    let root = root(&file);
    assert_eq!(root.get("a").unwrap().value.as_i64(), Some(3));
    assert_eq!(root.entries().count(), 2);
    assert_eq!(root.written().count(), 3);
    let many: String = (0..40).map(|number| format!("k{}: {number}\n", number % 39)).collect();
    let file = read(&many);
    assert_eq!(file.root(0).unwrap().get("k0").unwrap().value.as_i64(), Some(39));
}

#[test]
fn merges_apply_in_order() {
    let file = read("privileged: false\n<<: {privileged: true, a: 1}\na: 2\n");
    assert_eq!(root(&file).get("privileged").unwrap().value.as_bool(), Some(true));
    assert_eq!(root(&file).get("a").unwrap().value.as_i64(), Some(2));
    assert!(root(&file).get("privileged").unwrap().value.is_shared());
    assert!(!root(&file).get("a").unwrap().value.is_shared());
    let file = read("a: &a {x: 1, w: 1}\nb: &b {x: 2, z: 2}\nc:\n  <<: [*a, *b]\n");
    let merged = root(&file).get("c").unwrap().value;
    let values: Vec<_> = ["x", "w", "z"].iter().map(|key| merged.get(key).unwrap().value.as_i64()).collect();
    assert_eq!(values, [Some(1), Some(1), Some(2)]);
    assert_eq!(merged.entries().count(), 3);
    clean(&file);
    let quoted = read("\"<<\": {a: 1}\n");
    assert!(root(&quoted).get("a").is_none());
    assert_eq!(read("<<: 1\n").document_errors(0)[0].kind, SyntaxErrorKind::Merge);
    assert_eq!(read("<<: [{a: 1}, 2]\n").document_errors(0)[0].kind, SyntaxErrorKind::Merge);
}

#[test]
fn aliases_are_followed_within_a_document() {
    let file = read("a: &x {b: [1, 2]}\nc: *x\n---\nd: *x\n");
    let value = root(&file).at(&["c", "b"]).unwrap();
    assert!(value.is_shared());
    assert_eq!(value.path().to_string(), "a.b");
    assert_eq!(value.items().count(), 2);
    let errors = file.document_errors(1);
    assert_eq!(errors[0].kind, SyntaxErrorKind::Alias);
    assert_eq!(errors[0].span.of(file.text()), "*x");
    let itself = read("a: &x [*x]\nb: 1\n");
    assert_eq!(itself.document_errors(0)[0].kind, SyntaxErrorKind::Alias);
    assert_eq!(root(&itself).get("b").unwrap().value.as_i64(), Some(1));
    let file = read("&k name: 1\n*k : 2\n");
    assert_eq!(root(&file).get("name").unwrap().value.as_i64(), Some(2));
    let file = read("a: &k privileged\nb: {*k : true}\nc:\n  *k : false\nd: [*k : 1]\n");
    clean(&file);
    assert_eq!(root(&file).at(&["b", "privileged"]).unwrap().as_bool(), Some(true));
    assert_eq!(root(&file).at(&["c", "privileged"]).unwrap().as_bool(), Some(false));
    let pair = root(&file).get("d").unwrap().value.items().next().unwrap();
    assert_eq!(pair.get("privileged").unwrap().value.as_i64(), Some(1));
}

#[test]
fn separators_cut_before_anything_is_parsed() {
    let file = read("---\na: 1\n--- # two\nb: 'x\n---\t\nc: 3\n---\n");
    assert_eq!(file.documents().len(), 3);
    assert!(file.documents()[1].partly_read());
    assert_eq!(file.root(2).unwrap().get("c").unwrap().value.as_i64(), Some(3));
    assert_eq!(file.comments(1).next().unwrap().text, "two");
    let file = read("--- {a: 1}\nb: 1\n");
    let errors = file.document_errors(0);
    assert_eq!((errors[0].kind, errors[0].span.of(file.text())), (SyntaxErrorKind::DocumentStart, "{a: 1}"));
    assert_eq!(read("").documents().len(), 0);
    assert!(read("# only\n").documents()[0].is_empty());
    assert!(read("\n---\n\n").documents().iter().all(plimsoll_source::Document::is_empty));
}

#[test]
fn what_follows_the_end_is_ignored() {
    for text in ["a: 1\n...\n@ {[\n", "{a: 1}\n@ text\n", "{a: 1}\nb: 2\n"] {
        let file = read(text);
        clean(&file);
        assert_eq!(root(&file).get("a").unwrap().value.as_i64(), Some(1), "{text}");
        assert!(root(&file).get("b").is_none());
    }
    assert!(read("# c\n...\na: 1\n").documents()[0].is_empty());
}

#[test]
fn line_breaks_that_hide_in_comments() {
    for hidden in ['\u{85}', '\u{2028}', '\u{2029}'] {
        let text = format!("spec:\n  a: 1 # c{hidden}  hostNetwork: true # d\n  b: \"x{hidden}y\"\n");
        let file = read(&text);
        clean(&file);
        let value = root(&file).at(&["spec", "hostNetwork"]).unwrap();
        assert_eq!(value.as_bool(), Some(true));
        assert_eq!(value.span().of(&text), "true");
        let comments: Vec<_> = file.comments(0).map(|comment| comment.text).collect();
        assert_eq!(comments, ["c", "d"]);
    }
}

#[test]
fn line_breaks_that_hide_in_blocks() {
    for (hidden, kept) in [("\u{85}", "\n"), ("\u{2028}", "\u{2028}"), ("\u{2029}", "\u{2029}")] {
        let text = format!("spec:\n  a: |\n    # x{hidden}  hostNetwork: true\n  b: 1\n");
        let file = read(&text);
        clean(&file);
        assert_eq!(root(&file).at(&["spec", "hostNetwork"]).unwrap().as_bool(), Some(true));
        assert_eq!(root(&file).at(&["spec", "a"]).unwrap().as_str(), Some(&*format!("# x{kept}")));
        for (block, expected) in [
            (format!("|\n  x{hidden}  y\n"), format!("x{kept}y\n")),
            (format!(">\n  x{hidden}  y\n"), format!("x{}y\n", if kept == "\n" { " " } else { kept })),
            (format!("|+\n  x{hidden}\n"), format!("x{kept}\n")),
            (format!("|{hidden}  x\n"), "x\n".to_owned()),
        ] {
            let file = read(&format!("a: {block}"));
            clean(&file);
            assert_eq!(root(&file).get("a").unwrap().value.as_str(), Some(&*expected), "{block:?}");
        }
        let file = read(&format!("a: |\n    x{hidden}y: 2\n  b: 1\n"));
        assert!(file.documents()[0].partly_read());
    }
}

#[test]
fn a_mark_is_part_of_the_key_but_at_the_start() {
    for text in ["# c\n\u{FEFF}a: 1\nb: 2\n", "\n\u{FEFF}a: 1\n", "b: 2\n\u{FEFF}a: 1\n", "b:\n\u{FEFF}a: 1\n"] {
        let file = read(text);
        clean(&file);
        let entry = root(&file).get("\u{FEFF}a").unwrap();
        assert_eq!((entry.key.span().of(text), entry.value.as_i64()), ("\u{FEFF}a", Some(1)), "{text}");
        assert!(root(&file).span().contains(entry.key.span()));
    }
    let file = read("a: \u{FEFF}1\nb: '\u{FEFF}1'\n");
    clean(&file);
    assert!(["a", "b"].iter().all(|key| root(&file).get(key).unwrap().value.as_str() == Some("\u{FEFF}1")));
}

#[test]
fn comments_that_touch_what_they_follow() {
    for text in [
        "a: [1]#c\nb: 1\n",
        "a: {x: 1}#c\nb: 1\n",
        "a: [#c\n 1]\nb: 1\n",
        "a: {x: 1,#c\n y: 2}\nb: 1\n",
        "a: \"x\"#c\nb: 1\n",
    ] {
        let file = read(text);
        clean(&file);
        assert_eq!(root(&file).get("b").unwrap().value.as_i64(), Some(1), "{text}");
        assert_eq!(file.comments(0).next().unwrap().text, "c", "{text}");
    }
    let file = read("a: [1#c\n ]\n");
    assert_eq!(root(&file).get("a").unwrap().value.items().next().unwrap().as_str(), Some("1#c"));
}

#[test]
fn marks_tabs_and_line_endings() {
    let file = read("\u{FEFF}a: 1\n");
    assert_eq!(root(&file).get("a").unwrap().value.as_i64(), Some(1));
    let file = read("a:\r\n  b: |\r\n    x\r\n    y\r\nc: 1\r\n");
    assert_eq!(root(&file).at(&["a", "b"]).unwrap().as_str(), Some("x\ny\n"));
    let file = read("a:\r  b: 1\rc: 2\r");
    assert_eq!(root(&file).at(&["a", "b"]).unwrap().as_i64(), Some(1));
    let file = read("a:\t1\n");
    clean(&file);
    assert_eq!(root(&file).get("a").unwrap().value.as_i64(), Some(1));
    let file = read("a: 'x'#b\nc: 1\n");
    clean(&file);
    assert_eq!(root(&file).get("c").unwrap().value.as_i64(), Some(1));
    assert_eq!(file.comments(0).count(), 1);
}

#[test]
fn spans_are_exact() {
    let text = "a: 'é' # c\nb:\n- |+\n  x\n\n- >-\n  y\n\nc: {d: }\ne:\nf: [x]\n";
    let file = read(text);
    clean(&file);
    let spans = |path: &[&str]| root(&file).at(path).unwrap().span().of(text).to_owned();
    assert_eq!(spans(&["a"]), "'é'");
    assert_eq!(spans(&["b"]), "- |+\n  x\n\n- >-\n  y");
    assert_eq!(spans(&["c"]), "{d: }");
    assert_eq!(spans(&["f"]), "[x]");
    assert_eq!(root(&file).get("e").unwrap().value.span().start as usize, text.find("e:").unwrap() + 2);
    let items: Vec<_> = root(&file).get("b").unwrap().value.items().map(|item| item.span().of(text)).collect();
    assert_eq!(items, ["|+\n  x\n", ">-\n  y"]);
}

#[test]
fn json_is_read_through_the_same_tree() {
    let text = "{\n\t\"a\": [1, 2.5e3, true, null, \"\\u00e9\\ud834\\udd1e\"],\n\t\"a\\n\": {}, \"<<\": 1, \"x\": 1, \"x\": 2\n}\n";
    let file = File::read("test.json", Arc::from(text));
    clean(&file);
    assert_eq!(file.language(), Language::Json);
    let items: Vec<_> = root(&file).get("a").unwrap().value.items().collect();
    assert_eq!(items[1].as_i64(), Some(2500));
    assert!(items[3].is_null());
    assert_eq!(items[4].as_str(), Some("é𝄞"));
    assert_eq!(root(&file).get("x").unwrap().value.as_i64(), Some(2));
    assert!(root(&file).get("a\n").unwrap().value.is_flow());
    assert_eq!(root(&file).entries().count(), 4);
}

/// The texts of a file's documents, trimmed.
fn documents(file: &File) -> Vec<&str> {
    file.documents().iter().map(|document| document.span().of(file.text()).trim()).collect()
}

#[test]
fn json_values_may_follow_one_another() {
    for (text, expected) in [
        ("{\"a\": 1}\n{\"b\": 2}\n", &["{\"a\": 1}", "{\"b\": 2}"][..]),
        ("\u{FEFF} {\"a\": \"}\\\"\"}{\"b\": 2} [3]", &["\u{FEFF} {\"a\": \"}\\\"\"}", "{\"b\": 2}", "[3]"]),
        ("{\"a\": 1}\n---\n{\"b\": 2}\n{\"c\": 3}", &["{\"a\": 1}", "{\"b\": 2}\n{\"c\": 3}"]),
        ("{\"a\": 1}---\nb: 2", &["{\"a\": 1}", "b: 2"]),
        ("{\"a\": 1}\nb: 2\n---\nc: 3", &["{\"a\": 1}", "b: 2", "c: 3"]),
        ("{\"a\": 1} # c\n{\"b\": 2}", &["{\"a\": 1}", "# c\n{\"b\": 2}"]),
        // Not JSON from its first value on: a document of YAML, and kubectl ignores what follows it.
        ("{a: 1}\n{\"b\": 2}", &["{a: 1}\n{\"b\": 2}"]),
        ("# c\n{\"a\": 1}\n{\"b\": 2}", &["# c\n{\"a\": 1}\n{\"b\": 2}"]),
        ("[1]\n[2]", &["[1]\n[2]"]),
    ] {
        let file = read(text);
        clean(&file);
        assert_eq!(documents(&file), expected, "{text}");
    }
}

#[test]
fn json_is_strict_by_name_only() {
    for (text, span, message) in [
        ("{\"a\": 1, // no\n\"b\": 2}", "/", "no comments"),
        ("{\"a\": 1,}", "}", "no `,`"),
        ("[1, 2,]", "]", "no `,`"),
        ("{a: 1}", "a", "double quotes"),
        ("{'a': 1}", "'", "double quotes"),
        ("{\"a\": 1 \"b\": 2}", "\"", "`,` or `}`"),
        ("{\"a\": 01}", "01", "not a number"),
        ("{\"a\": tru}", "tru", "a value is missing"),
        ("{\"a\": \"b}", "\"b}", "not closed"),
        ("{\"a\": [1}", "}", "`]`"),
        ("{\"a\": 1", "", "ends before `}`"),
        ("{\"a\": 1} x", "x", "a value is missing"),
    ] {
        let file = File::read("test.json", Arc::from(text));
        let errors: Vec<_> = (0..file.documents().len()).flat_map(|index| file.document_errors(index)).collect();
        assert_eq!(errors[0].span.of(text), span, "{text}: {}", errors[0].message);
        assert!(errors[0].message.contains(message), "{text}: {}", errors[0].message);
        if text.contains("\"a\": 1,") {
            assert_eq!(root(&file).get("a").unwrap().value.as_i64(), Some(1), "{text}");
        }
    }
    let file = read("{\"a\": 1, # yes\n b: 2,}");
    clean(&file);
    assert_eq!(root(&file).get("b").unwrap().value.as_i64(), Some(2));
}

/// A document as JSON.
fn json(text: &str) -> String {
    let file = read(text);
    assert_eq!(file.document_errors(0), []);
    plimsoll_source::to_json(file.root(0).unwrap(), usize::MAX).unwrap()
}

#[test]
fn a_document_is_decoded_to_json() {
    for (text, expected) in [
        (
            "a: yes\nb: 0777\nc: 1e3\nd: 1:30\ne: ~\nf: 'no'\n",
            r#"{"a":true,"b":511,"c":1000,"d":"1:30","e":null,"f":"no"}"#,
        ),
        (
            "x: &x {a: 1, b: 2}\nw:\n  b: 3\n  <<: *x\nz: [*x]\n",
            r#"{"x":{"a":1,"b":2},"w":{"b":2,"a":1},"z":[{"a":1,"b":2}]}"#,
        ),
        ("a: 1\nb: 2\na: 3\n", r#"{"a":3,"b":2}"#),
        ("on: 1\n8080: 2\n1e6: 3\n.25: 4\n1e-7: 5\n", r#"{"true":1,"8080":2,"1e+06":3,"0.25":4,"1e-07":5}"#),
        ("a: 0b-11\nb: 0b11\nc: -0b11\n", r#"{"a":-3,"b":3,"c":-3}"#),
        // A carriage return ends a comment.
        ("a: 1 # c\rb: 2\n# c\rc: 3\n", r#"{"a":1,"b":2,"c":3}"#),
        ("a: &a {b: 1}\nc:\n  !!merge <<: *a\n", r#"{"a":{"b":1},"c":{"b":1}}"#),
        // The second item of a list is not the value of the second node, which here is a `<<`.
        ("<<: {a: 1}\nb: [x, v, z]\n", r#"{"a":1,"b":["x","v","z"]}"#),
        ("a: {? b : 1, \"c\":2, d:e: 3}\n", r#"{"a":{"b":1,"c":2,"d:e":3}}"#),
        ("a: \"\\\"\\\\\\n\\r\\t\\b é\"\nb: |\n  x\n", r#"{"a":"\"\\\n\r\t\u0008 é","b":"x\n"}"#),
        ("[18446744073709551615, 1e21, 1e-7, 0.5, -0.0]", "[18446744073709552000,1e+21,1e-7,0.5,-0]"),
    ] {
        assert_eq!(json(text), expected, "{text}");
    }
}

#[test]
fn what_aliases_make_of_little_has_a_bound() {
    let file = read(&format!("a: &a {}\nb: [{}]\n", "x".repeat(1000), "*a,".repeat(1000)));
    assert_eq!(plimsoll_source::to_json(file.root(0).unwrap(), 100_000), None);
    assert_eq!(plimsoll_source::to_json(file.root(0).unwrap(), 2_000_000).map(|json| json.len()), Some(1_004_014));
}

#[test]
fn unchanged_documents_are_not_read_again() {
    let before = read("a: 1\n---\nb: 1\n---\nc: 1\n");
    let after = File::reread(&before, Arc::from("a: 1\n---\nb: 22\n---\nx: 1\n---\nc: 1\n"));
    let tree = |file: &File, document: usize| Arc::clone(file.documents()[document].tree());
    assert!(Arc::ptr_eq(&tree(&before, 0), &tree(&after, 0)));
    assert!(!Arc::ptr_eq(&tree(&before, 1), &tree(&after, 1)));
    assert!(Arc::ptr_eq(&tree(&before, 2), &tree(&after, 3)));
    assert_eq!(after.root(3).unwrap().get("c").unwrap().key.span().of(after.text()), "c");
    let swapped = File::reread(&before, Arc::from("c: 1\n---\na: 1\n---\nb: 1\n"));
    assert!(Arc::ptr_eq(&tree(&before, 1), &tree(&swapped, 2)));
    assert!(Arc::ptr_eq(&tree(&before, 0), &tree(&swapped, 1)));
}
