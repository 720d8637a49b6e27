//! What kubectl accepts and people do not expect, with its places.

use std::sync::Arc;

use plimsoll_source::{File, SurpriseKind as Kind};

/// The surprises of a text, sorted by place: kind, what is surprising, and what counts instead.
fn told(text: &str) -> Vec<(Kind, String, String)> {
    let file = File::read("test.yaml", Arc::from(text));
    let mut found: Vec<_> = (0..file.documents().len()).flat_map(|document| file.surprises(document)).collect();
    found.sort_by_key(|surprise| surprise.span);
    let line = |span: plimsoll_source::Span| {
        let rest = text.get(span.start as usize..).unwrap_or_default();
        rest.lines().next().unwrap_or_default().to_owned()
    };
    let told = found.into_iter().map(|surprise| {
        (surprise.kind, surprise.span.of(text).to_owned(), surprise.related.map(line).unwrap_or_default())
    });
    told.collect()
}

#[track_caller]
fn check(text: &str, expected: &[(Kind, &str, &str)]) {
    let told = told(text);
    let told: Vec<_> = told.iter().map(|(kind, span, related)| (*kind, span.as_str(), related.as_str())).collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn ordinary_text_holds_none() {
    for text in [
        "",
        "a: 1\n",
        "# c\na: 1\n...\n# c\n",
        "\u{FEFF}a: 1\n---\n\u{FEFF}b: 1\n",
        "x: &x {a: 1}\ny: {<<: *x, a: 2}\nz: {a: 1, <<: *x}\n",
        "x: &x {a: 1}\ny: {<<: *x, <<: *x}\n",
        "a: \"x\u{2028}y\"\nb: 'x\u{2029}y'\n",
        "{\"a\": 1}\n\n",
        "8080: 1\n9090: 2\n",
        "a: [1, 2]\n# c\n",
    ] {
        check(text, &[]);
    }
}

#[test]
fn keys_that_stand_again() {
    check("a: 1\nb: 2\na: 3\n", &[(Kind::DuplicateKey, "a", "a: 3")]);
    check("a: 1\na: 2\n\"a\": 3\n", &[(Kind::DuplicateKey, "a", "\"a\": 3"), (Kind::DuplicateKey, "a", "\"a\": 3")]);
    check("x: [{y: 1, true: 2}]\n", &[(Kind::DuplicateKey, "y", "true: 2}]")]);
    check("{\"a\": 1, \"a\": 1}", &[(Kind::DuplicateKey, "\"a\"", "\"a\": 1}")]);
    let many: String = (0..40).map(|number| format!("k{}: {number}\n", number % 39)).collect();
    check(&many, &[(Kind::DuplicateKey, "k0", "k0: 39")]);
}

#[test]
fn merges_that_override() {
    let merge = (Kind::OverriddenByMerge, "a", "a: 1}");
    check("x: &x {a: 1}\ny:\n  a: 2\n  <<: *x\n", &[merge]);
    check("y:\n  a: 2\n  <<: {a: 1}\n", &[merge]);
    check("y:\n  a: 2\n  <<: [{b: 1}, {a: 1}]\n", &[(Kind::OverriddenByMerge, "a", "a: 1}]")]);
    check("y:\n  a: 2\n  <<: {<<: {a: 1}}\n", &[(Kind::OverriddenByMerge, "a", "a: 1}}")]);
    check("y:\n  a: 2\n  <<: {a: 1}\n  a: 3\n", &[(Kind::DuplicateKey, "a", "a: 3")]);
}

#[test]
fn line_breaks_that_few_programs_show() {
    for hidden in ["\u{85}", "\u{2028}", "\u{2029}"] {
        check(&format!("a: 1 # c{hidden}b: 2\n"), &[(Kind::LineBreak, hidden, "")]);
        check(&format!("a: x{hidden}b: 2\n"), &[(Kind::LineBreak, hidden, "")]);
    }
}

#[test]
fn marks_within_a_document() {
    check("# c\n\u{FEFF}a: 1\n", &[(Kind::ByteOrderMark, "\u{FEFF}", "")]);
    check("a: 1 # \u{FEFF}\n", &[(Kind::ByteOrderMark, "\u{FEFF}", "")]);
    check("a: \"\u{FEFF}\"\n", &[(Kind::ByteOrderMark, "\u{FEFF}", "")]);
}

#[test]
fn text_after_the_end() {
    for (text, ignored) in [
        ("a: 1\n... \nb: 2\n", "b: 2"),
        ("a: 1\n... x\n", "x"),
        ("# c\n...\na: 1\n", "a: 1"),
        ("{a: 1}\n# c\n\nb: 2\nc: 3\n", "b: 2\nc: 3"),
        ("{a: 1}\n@ text\n", "@ text"),
        ("  a: 1\nb: 2\n", "b: 2"),
        ("  a: 1\n  c: {d: e}\n # c\n b: 2\n @\n", "b: 2\n @"),
        ("  - a\n- b\n", "- b"),
        ("{a: 1}}\n", "}"),
        ("a: 1\n%YAML 1.1\n", "%YAML 1.1"),
    ] {
        check(text, &[(Kind::Ignored, ignored, "")]);
        let file = File::read("test.yaml", Arc::from(text));
        assert_eq!(file.document_errors(0), [], "{text}");
    }
}
