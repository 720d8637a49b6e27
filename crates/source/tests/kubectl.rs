//! Texts beside what kubectl decodes from them, in the order in which the notes on reading list them: scalars, structure, documents.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;

use plimsoll_source::{File, SurpriseKind, SyntaxErrorKind, decode_bytes, to_json};

fn read(text: &str) -> File {
    File::read("test.yaml", Arc::from(text))
}

/// The documents of a text as JSON, which have no errors.
#[track_caller]
fn decoded(text: &str) -> Vec<String> {
    let file = read(text);
    let documents = 0..file.documents().len();
    for document in documents.clone() {
        assert_eq!(file.document_errors(document), [], "{text:?}");
    }
    documents.filter_map(|document| file.root(document)).map(|root| to_json(root, usize::MAX).unwrap()).collect()
}

/// Whether something is said about a text: an error, or a surprise of some kind.
fn said(text: &str) -> (Vec<SyntaxErrorKind>, Vec<SurpriseKind>) {
    let file = read(text);
    let errors = file.document_errors(0).into_iter().map(|error| error.kind).collect();
    (errors, file.surprises(0).map(|surprise| surprise.kind).collect())
}

#[test]
fn scalars() {
    for (text, value) in [
        ("[yes, Yes, YES, on, y]", "[true,true,true,true,true]"),
        ("[no, No, NO, off, n]", "[false,false,false,false,false]"),
        ("[0777, 0o777]", "[511,511]"),
        ("[0x1F, 0b101, 1_000]", "[31,5,1000]"),
        ("09", "9"),
        ("[1e3, 1.0]", "[1000,1]"),
        (".5", "0.5"),
        ("[1:30, 2026-11-23, 2026-11-23T10:00:00Z]", r#"["1:30","2026-11-23","2026-11-23T10:00:00Z"]"#),
        ("1e400", r#""1e400""#),
        ("[~, null, Null, NULL]", "[null,null,null,null]"),
        ("", "null"),
        ("!!binary aGVsbG8=", r#""hello""#),
        ("{y: 1, on: 2}", r#"{"true":2}"#),
        ("{off: 1, 8080: 2, 0x10: 3}", r#"{"false":1,"8080":2,"16":3}"#),
        (r#"["yes", '0', "1e3", '~']"#, r#"["yes","0","1e3","~"]"#),
        // What the server rejects keeps its type, so that it can be told.
        (r#"{runAsUser: "0", privileged: "true"}"#, r#"{"runAsUser":"0","privileged":"true"}"#),
        ("{privileged: 1, image: 1.10, value: yes}", r#"{"privileged":1,"image":1.1,"value":true}"#),
        ("{Privileged: true, privileged: false}", r#"{"Privileged":true,"privileged":false}"#),
        ("[-]", r#"["-"]"#),
        ("{a: -, b: [x, -]}", r#"{"a":"-","b":["x","-"]}"#),
    ] {
        assert_eq!(decoded(&format!("v: {text}\n")), [format!("{{\"v\":{value}}}")], "{text}");
    }
    for text in [".inf", "-.Inf", ".nan"] {
        assert_eq!(said(&format!("v: {text}\n")).0, [SyntaxErrorKind::Value], "{text}");
    }
    for text in ["~: 1\n", "null: 1\n", "[a]: 1\n", "{a: b}: 1\n", "? [a]\n: 1\n"] {
        assert_eq!(said(text).0, [SyntaxErrorKind::Key], "{text}");
    }
}

#[test]
fn structure() {
    for (text, value, surprise) in [
        ("a: 1\na: 2\n", r#"{"a":2}"#, Some(SurpriseKind::DuplicateKey)),
        ("p: false\n<<: {p: true}\n", r#"{"p":true}"#, Some(SurpriseKind::OverriddenByMerge)),
        ("<<: {p: true}\np: false\n", r#"{"p":false}"#, None),
        ("a: 1 # c\u{85}b: 2\n", r#"{"a":1,"b":2}"#, Some(SurpriseKind::LineBreak)),
        ("a: 1 # c\u{2028}b: 2\n", r#"{"a":1,"b":2}"#, Some(SurpriseKind::LineBreak)),
        ("a: 1 # c\u{2029}b: 2\n", r#"{"a":1,"b":2}"#, Some(SurpriseKind::LineBreak)),
        ("\u{FEFF}a: 1\n", r#"{"a":1}"#, None),
        ("\u{FEFF}\u{FEFF}a: 1\n", r#"{"a":1}"#, None),
        ("b: 1\n\u{FEFF}a: 1\n", "{\"b\":1,\"\u{FEFF}a\":1}", Some(SurpriseKind::ByteOrderMark)),
        ("a: 1 # \u{FEFF}\n", r#"{"a":1}"#, Some(SurpriseKind::ByteOrderMark)),
        ("a: 1\r\nb: 2\r\n", r#"{"a":1,"b":2}"#, None),
        ("a: 1\rb: 2\r", r#"{"a":1,"b":2}"#, None),
        ("a:\t1\n", r#"{"a":1}"#, None),
        ("a: 'a'#b\n", r#"{"a":"a"}"#, None),
        ("a: |#b\n  c\n", r#"{"a":"c\n"}"#, None),
        ("a: >-2#b\n   c\n", r#"{"a":" c"}"#, None),
    ] {
        assert_eq!(decoded(text), [value], "{text:?}");
        assert_eq!(said(text).1, Vec::from_iter(surprise), "{text:?}");
    }
    assert_eq!(said("a:\n\tb: 1\n").0, [SyntaxErrorKind::TabIndentation]);
    let wide: Vec<u8> = "\u{FEFF}a: é\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decoded(&decode_bytes(wide).text), [r#"{"a":"é"}"#]);
    let invalid = decode_bytes(b"a: \xFF\n".to_vec());
    assert_eq!((decoded(&invalid.text), invalid.invalid_at), (vec!["{\"a\":\"\u{FFFD}\"}".to_owned()], Some(3)));
}

#[test]
fn documents() {
    for (text, values) in [
        ("a: 1\n---\nb: 2\n", &[r#"{"a":1}"#, r#"{"b":2}"#][..]),
        ("a: 1\n--- # c\nb: 2\n", &[r#"{"a":1}"#, r#"{"b":2}"#]),
        ("a: 1\n---\t \nb: 2\n", &[r#"{"a":1}"#, r#"{"b":2}"#]),
        ("a: 1\n...\nb: 2\n", &[r#"{"a":1}"#]),
        ("{a: 1}\nb: 2\n", &[r#"{"a":1}"#]),
        ("a: |\n  x", &[r#"{"a":"x\n"}"#]),
        // The `---` of the first line is read with what follows it.
        ("---\n\u{FEFF}a: 1\n", &["{\"\u{FEFF}a\":1}"]),
        ("---\n---\n\u{FEFF}a: 1\n", &[r#"{"a":1}"#]),
        ("---\r# c\ra: 1\r", &[r#"{"a":1}"#]),
        ("---#: 2\na: 1\n", &[r#"{"---#":2,"a":1}"#]),
        ("\n---#: 2\na: 1\n", &[r#"{"a":1}"#]),
        ("\u{FEFF}---\n\u{FEFF}a: 1\n", &["{\"\u{FEFF}a\":1}"]),
        // JSON to kubectl where the file begins with it, and YAML further down.
        ("{\"a\": \"b \u{2028} \\/\"}\n", &["{\"a\":\"b \u{2028} /\"}"]),
        ("{\"a\": 1}\n---\n{\"a\": \"b \u{2028} c\"}\n", &[r#"{"a":1}"#, "{\"a\":\"b\u{2028}c\"}"]),
    ] {
        assert_eq!(decoded(text), values, "{text:?}");
    }
    for text in ["--- {a: 1}\n", "\u{FEFF}----\n", "\n---#\u{85}7\n", "\n--- # c\ra: 1\n"] {
        let file = read(text);
        let errors: Vec<_> = (0..file.documents().len()).flat_map(|document| file.document_errors(document)).collect();
        assert_eq!(errors[0].kind, SyntaxErrorKind::DocumentStart, "{text:?}");
    }
    assert_eq!(said("---\n{\"a\": \"\\/\"}\n").0, [SyntaxErrorKind::Syntax]);
    let before = read("{\"a\": \" \u{2028}\"}");
    let after = File::reread(&before, "---\n---\n{\"a\": \" \u{2028}\"}".into());
    assert_eq!(after.root(0).unwrap().get("a").unwrap().value.as_str(), Some("\u{2028}"));
    let file = read("a: &x 1\n---\nb: [\n---\nc: *x\nd: 1\n");
    assert_eq!(file.document_errors(0), []);
    assert_eq!(file.document_errors(1)[0].kind, SyntaxErrorKind::UnclosedFlow);
    assert_eq!(file.document_errors(2)[0].kind, SyntaxErrorKind::Alias);
    assert_eq!(file.root(2).unwrap().get("d").unwrap().value.as_i64(), Some(1));
}

#[test]
fn texts_of_several_lines_with_hidden_breaks() {
    for (text, value) in [
        ("a{}  b", "a{}b"),
        ("a \u{85} b", "a b"),
        ("a{}{}  b", "a{}{}b"),
        ("a{}\n  b", "a{}\nb"),
        ("a \n{} b", "a{}b"),
        ("\"a{}b\"", "a{}b"),
        ("\"a \t{} b\"", "a{}b"),
        ("\"a\n {}b\"", "a{}b"),
        ("\"a{}\n  b\"", "a{}\nb"),
        ("\"a\\ {} \\x62\\\"\"", "a {}b\""),
        ("\"a \\{}  b\"", "a b"),
        ("\"a\\{} \n b\"", "a\nb"),
        ("'a {} b'", "a{}b"),
        ("'{}a''\n{}\n  b{}'", "{}a'{}\nb{}"),
        ("'a\u{85}\u{85} b'", "a\nb"),
        ("|\n  a{}  b\n", "a{}b\n"),
        ("|\n  a{}", "a{}"),
        ("|+\n  a{}", "a{}\n"),
        ("|-\n  a{}{}\n", "a"),
        ("|+{}", "\n"),
        ("|\n{}  a\n", "{}a\n"),
        ("|\n  a\n  {}\n  b\n", "a\n{}\nb\n"),
        ("|2\n   a{}  b # {}", " a{}b # {}"),
        (">\n  a{}  b\n", "a{}b\n"),
        (">\n  a{}{}  b\n\n", "a{}{}b\n"),
        (">\n  a\n{}  b\n", "a{}b\n"),
        (">\n  a{}   b{}  c\n", "a{} b{}c\n"),
        (">-\n  a\u{85}  b\u{85}\u{85}  c\u{85}", "a b\nc"),
        ("[a{}b]", "a{}b"),
        ("a\r\r\n  b", "a b"),
        ("|\n  a\r\r\n  b\n", "a\nb\n"),
    ] {
        for hidden in ["\u{2028}", "\u{2029}"] {
            let text = text.replace("{}", hidden);
            let file = read(&format!("v: {text}"));
            assert_eq!(file.document_errors(0), [], "{text:?}");
            let found = file.root(0).unwrap().get("v").unwrap().value;
            let found = found.items().next().unwrap_or(found).as_str();
            assert_eq!(found, Some(&*value.replace("{}", hidden)), "{text:?}");
        }
    }
}

#[test]
fn what_kubectl_refuses_is_told() {
    let long = format!("a: {{{}: 1}}\n", "k".repeat(1025));
    let quoted = format!("a: {{\"{}\" : 1}}\n", "é".repeat(1022));
    for text in [
        "a: x\u{2028}y\n",
        "a: [!!str, b]\n",
        "a: {b: !x}\n",
        "a: [!]\n",
        "a: !#\n",
        "a: [&b[c]]\n",
        "a: &b.c d\n",
        "\"a\u{2028}b\": 1\n",
        "{'a\u{2029}b': 1}\n",
        "a: {!b\n  c: 1}\n",
        "a: {b # c\n  # d\n  : 1}\n",
        "a:\n\t{}\n",
        "a:\n \t[b]\n",
        "-\t{}\n",
        "...\n",
        "a: |\n  \tb\n",
        "a: >-\n\n \t\n  b\n",
        " a: |+\n \t",
        "a: |+\n  b\n \t",
        "  a: [b\n\t\n]\n",
        "---\u{A0}\na: 1\n",
        "  a: [b\n\t]\n",
        "- a: {b: c\n \t}\n",
        &long,
        &quoted,
    ] {
        assert_ne!(said(text).0, [], "{text}");
    }
    let fits = format!("a: {{{}: 1, ? {} : 1}}\n", "k".repeat(1024), "é".repeat(2000));
    for text in [
        "a: [&b, !c , &d-e_1 f, !<tag:yaml.org,2002:str> g]\n",
        "a: !!map {b: 1}\n",
        "a: {\n\"b\":\t{}, ? !c\n  d : 1}\n",
        ".inf: 1\n.nan: 2\n",
        &fits,
    ] {
        assert_eq!(said(text), (vec![], vec![]), "{text}");
    }
}
