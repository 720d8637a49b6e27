//! What the person sees of text that does not parse, and how much is read all the same.

use std::fmt::Write;
use std::sync::Arc;

use plimsoll_source::{File, SyntaxErrorKind as Kind, limits};

fn read(text: &str) -> File {
    File::read("test.yaml", Arc::from(text))
}

#[test]
fn the_first_error_is_exact_and_plain() {
    for (text, kind, span, message) in [
        ("a:\n\tc: 1\nb: 1\n", Kind::TabIndentation, "\t", "indent with spaces"),
        ("a: 1\n  \t\nb: 1\n", Kind::TabIndentation, "\t", "blank line"),
        ("-\tb: 1\n", Kind::TabIndentation, "\t", "spaces"),
        ("a: \"\\/\"\nb: 1\n", Kind::Syntax, "\\/", "JSON"),
        ("a: \"\\ud83d\\ude3a\"\nb: 1\n", Kind::Syntax, "\\u", "the character itself"),
        ("a: {x\n  : 1}\nb: 1\n", Kind::Key, "x", "on one line"),
        ("a: {\"x\n  y\": 1}\nb: 1\n", Kind::Key, "\"x\n  y\"", "on one line"),
        ("a: {x:, y: 1}\nb: 1\n", Kind::MissingColon, ":", "a blank is missing"),
        ("a: [x:]\nb: 1\n", Kind::MissingColon, ":", "a blank is missing"),
        ("a: [x?y]\nb: 1\n", Kind::Syntax, "x?y", "in quotes"),
        ("a: [:x]\nb: 1\n", Kind::Syntax, ":x", "in quotes"),
        ("18446744073709551615: 1\nb: 1\n", Kind::Key, "18446744073709551615", "too large"),
        ("a: 1 # \u{1}\nb: 1\n", Kind::ControlCharacter, "\u{1}", "U+0001"),
        ("a: 'x\nb: 1\n", Kind::UnclosedQuote, "'x", "not closed"),
        ("a: \"x\nb: 1\n", Kind::UnclosedQuote, "\"x", "not closed"),
        ("a: [1, 2\nb: 1\n", Kind::UnclosedFlow, "[", "`[` is not closed"),
        ("a: {x: 1]\nb: 1\n", Kind::UnclosedFlow, "{", "closed by `]`"),
        ("a: 1\nfoo\nb: 2\n", Kind::MissingColon, "foo", "key: value"),
        ("a: 1\nfoo:bar\nb: 2\n", Kind::MissingColon, ":", "after the `:`"),
        ("a: 1\n  c: 3\nb: 2\n", Kind::Indentation, "c", "indented more"),
        ("a: x: y\nb: 2\n", Kind::Syntax, ":", "in quotes"),
        ("a: @x\nb: 2\n", Kind::Syntax, "@", "`@`"),
        ("a: 'x' y\nb: 2\n", Kind::Syntax, "y", "quote"),
        ("a: \"\\d\"\nb: 2\n", Kind::Syntax, "\\d", "escape"),
        ("a: *x\nb: 2\n", Kind::Alias, "*x", "anchor"),
        ("a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n", Kind::Template, "{{- if .Values.x }}", "Helm template"),
        ("a: {{ .Values.x }}\nb: 2\n", Kind::Template, "{{ .Values.x }}", "Helm template"),
        ("a: \u{7}\nb: 2\n", Kind::ControlCharacter, "\u{7}", "U+0007"),
    ] {
        let file = read(text);
        let errors = file.document_errors(0);
        let first = errors.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((first.kind, first.span.of(text)), (kind, span), "{text}: {}", first.message);
        assert!(first.message.contains(message), "{text}: {}", first.message);
        assert!(file.documents()[0].partly_read());
        assert!(file.root(0).unwrap().get("b").is_some() || text.starts_with('-'), "{text}");
    }
}

#[test]
fn no_message_is_the_parsers() {
    for (text, kind, span, message) in [
        ("%YAML 1.1\na: 1\n", Kind::Syntax, "%YAML 1.1", "take it away"),
        ("%YAML 1.1\n%YAML 1.1\n", Kind::Syntax, "%YAML 1.1", "take it away"),
        ("%FOO x\na: 1\n", Kind::Syntax, "%FOO x", "kubectl takes none"),
        ("a: !x!y z\n", Kind::Syntax, "!x!y", "is a tag"),
        ("a: !<x\n", Kind::Syntax, "!<x", "is a tag"),
        ("a: &\nb: 1\n", Kind::Syntax, "&", "a name must follow"),
        ("a: [- b]\n", Kind::Syntax, "-", "within brackets"),
        ("a: \"\\ud800\"\n", Kind::Syntax, "\"\\ud800\"", "not an escape"),
        ("a: `x`\n", Kind::Syntax, "`", "a backtick"),
        ("a: {b: 1}c\n", Kind::Syntax, "c", "follows the closing bracket"),
        ("a: - b\n", Kind::Indentation, "- b", "below its key"),
        ("a:\n  b: 1\n c: 2\n", Kind::Indentation, "c: 2", "not indented"),
        ("a: |\n\tx\n", Kind::TabIndentation, "\t", "indent with spaces"),
        ("a: 1\n  \n\tb: 1\n", Kind::TabIndentation, "\t", "indent with spaces"),
    ] {
        let errors = read(text).document_errors(0);
        let first = &errors[0];
        assert_eq!((first.kind, first.span.of(text)), (kind, span), "{text}: {}", first.message);
        assert!(first.message.contains(message), "{text}: {}", first.message);
    }
    let long = format!("{}: 1\nb: 2\n", "k".repeat(1025));
    let errors = read(&long).document_errors(0);
    assert_eq!((errors[0].kind, errors.len()), (Kind::Key, 1));
    assert!(errors[0].message.contains("1024 characters"));
    assert_eq!(read(&format!("{}: 1\n", "é".repeat(1000))).document_errors(0), []);
    assert!(read(&"? ".repeat(100_000)).document_errors(0).len() <= 2);
}

#[test]
fn templates_are_one_error() {
    let text =
        "kind: {{ .kind }}\nmetadata:\n  name: {{ x }}\n{{- range .y }}\n  a: {{ . }}\n{{- end }}\nspec: {a: 1}\n";
    let file = read(text);
    assert_eq!(file.document_errors(0).len(), 1, "{:?}", file.document_errors(0));
    assert!(file.root(0).unwrap().at(&["spec", "a"]).is_some());
    assert!(read("a: \"{{ x }}\"\nb: text {{ y }}\n").document_errors(0).is_empty());
}

#[test]
fn several_broken_lines_leave_the_rest() {
    let file = read("a: 1\nfoo\nb: 2\nbar\nc: 3\nbaz\nd: 4\n");
    assert_eq!(file.document_errors(0).len(), 3);
    let names: Vec<_> = file.root(0).unwrap().entries().map(|entry| entry.name().into_owned()).collect();
    assert_eq!(names, ["a", "b", "c", "d"]);
    let mut text = String::new();
    for number in 0..20 {
        writeln!(text, "k{number}: 1\nfoo").unwrap();
    }
    let file = read(&text);
    assert!(file.root(0).unwrap().get("k0").is_some());
    assert!(file.documents()[0].partly_read());
}

#[test]
fn depth_is_limited() {
    let indented =
        |levels: usize| -> String { (0..levels).map(|level| format!("{}a:\n", " ".repeat(level))).collect() };
    assert!(read(&indented(150)).document_errors(0).is_empty());
    assert_eq!(read(&indented(3000)).document_errors(0)[0].kind, Kind::TooDeep);
    for text in [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "[{\"a\":".repeat(50_000),
    ] {
        let errors = read(&text).document_errors(0);
        assert!(!errors.is_empty());
    }
    let json = format!("{}{}", "[".repeat(500), "]".repeat(500));
    assert_eq!(File::read("a.json", Arc::from(json)).document_errors(0)[0].kind, Kind::TooDeep);
}

#[test]
fn aliases_are_limited() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{items}]").unwrap();
    }
    let file = read(&bomb);
    assert_eq!(file.document_errors(0).len(), 1);
    assert_eq!(file.document_errors(0)[0].kind, Kind::TooManyNodes);
    let mut chain = "a0: &a0 {x: 1}\n".to_owned();
    for level in 1..5000 {
        writeln!(chain, "a{level}: &a{level} {{<<: *a{}}}", level - 1).unwrap();
    }
    let file = read(&chain);
    assert_eq!(file.document_errors(0)[0].kind, Kind::TooDeep);
    let root = file.root(0).unwrap();
    assert!(root.entries().all(|entry| entry.value.entries().count() < 2));
    assert!(root.at(&["a150", "x"]).is_some());
}

#[test]
fn files_are_limited() {
    let file = read("a: 1\0\n");
    assert_eq!((file.errors()[0].kind, file.errors()[0].span.start), (Kind::Binary, 4));
    assert!(file.documents().is_empty());
    let file = read(&"a: 1\n".repeat(limits::FILE_BYTES / 5 + 1));
    assert_eq!(file.errors()[0].kind, Kind::TooLarge);
    let file = read(&"a: 1\n---\n".repeat(limits::DOCUMENTS + 5));
    assert_eq!(file.documents().len(), limits::DOCUMENTS);
    assert_eq!(file.errors()[0].kind, Kind::TooManyDocuments);
}

#[test]
fn large_files_take_time_in_proportion() {
    for text in [
        "a".repeat(2_000_000),
        "a, ".repeat(200_000),
        format!("[{}]", "a, ".repeat(200_000)),
        format!("a: \"{}\"", "b\\n".repeat(500_000)),
        "a: b: c\n".repeat(100_000),
        "'a'#b\n".repeat(100_000),
        "\u{2028}#".repeat(200_000),
        "{{ x }}\n".repeat(100_000),
        "#\n".repeat(500_000),
        "\n".repeat(2_000_000),
        "- &a x\n".repeat(100_000),
        "&a ".repeat(100_000),
        "a: *b\n".repeat(100_000),
        "\u{7}\n".repeat(200_000),
        "- - - -\n".repeat(50_000),
        "a: |+\n".repeat(100_000),
        "a:\n".to_owned() + &"  b: 1\n".repeat(200_000),
    ] {
        let file = read(&text);
        let _ = file.lines().position(&text, u32::try_from(text.len()).unwrap());
    }
}
