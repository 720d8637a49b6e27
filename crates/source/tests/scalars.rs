//! Scalars as kubectl and the API server see them.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;

use plimsoll_source::{File, Kind, SyntaxErrorKind, Value};

fn file(text: &str) -> File {
    File::read("test.yaml", Arc::from(format!("v: {text}\n")))
}

fn value(file: &File) -> Value<'_> {
    file.root(0).unwrap().get("v").unwrap().value
}

fn kind(text: &str) -> Kind {
    value(&file(text)).kind()
}

fn boolean(text: &str) -> Option<bool> {
    value(&file(text)).as_bool()
}

fn whole(text: &str) -> Option<i64> {
    value(&file(text)).as_i64()
}

fn string(text: &str) -> Option<String> {
    value(&file(text)).as_str().map(str::to_owned)
}

#[test]
fn words_for_true_and_false() {
    for text in ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE", "!!bool yes"] {
        assert_eq!(boolean(text), Some(true), "{text}");
    }
    for text in ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE", "!!bool \"no\""] {
        assert_eq!(boolean(text), Some(false), "{text}");
    }
    for text in ["yEs", "\"yes\"", "'true'", "!!str true", "|\n  true", "tRUE", "!custom yes", "! yes"] {
        assert_eq!(kind(text), Kind::String, "{text}");
    }
}

#[test]
fn numbers_of_every_base() {
    for (text, number) in [
        ("0777", 511),
        ("0o777", 511),
        ("-0777", -511),
        ("0x1F", 31),
        ("0X1f", 31),
        ("0b101", 5),
        ("-0b101", -5),
        ("1_000", 1000),
        ("1__0", 10),
        ("+7", 7),
        ("0", 0),
        ("-0", 0),
        ("!!int \"5\"", 5),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
    ] {
        assert_eq!(whole(text), Some(number), "{text}");
        assert_eq!(kind(text), Kind::Int, "{text}");
    }
    for (text, number) in
        [("09", 9), ("1e3", 1000), ("1.0", 1), ("1E+3", 1000), ("5.", 5), ("1_0.0", 10), ("!!float 5", 5)]
    {
        assert_eq!(whole(text), Some(number), "{text}");
        assert_eq!(kind(text), Kind::Float, "{text}");
    }
    assert_eq!(value(&file(".5")).as_f64(), Some(0.5));
    assert_eq!(whole("1.5"), None);
    assert_eq!((kind("18446744073709551615"), whole("18446744073709551615")), (Kind::Int, None));
    assert_eq!((kind("18446744073709551616"), whole("18446744073709551616")), (Kind::Float, None));
}

#[test]
fn what_only_looks_like_a_number() {
    for text in [
        "1:30",
        "2026-11-23",
        "2026-11-23T10:00:00Z",
        "1e400",
        "0x",
        "0b2",
        "1.2.3",
        "_1",
        "--flag",
        ".",
        "+",
        "1e",
        "0xg",
        "'0'",
        "1 2",
    ] {
        assert_eq!(kind(text), Kind::String, "{text}");
    }
}

#[test]
fn null_is_not_set() {
    for text in ["", "~", "null", "Null", "NULL", "!!null ''", "# comment"] {
        assert!(kind(text) == Kind::Null, "{text}");
    }
    assert!(kind("nULL") != Kind::Null);
    assert!(kind("''") != Kind::Null);
}

#[test]
fn tags_decide() {
    assert_eq!(string("!!binary aGVsbG8=").as_deref(), Some("hello"));
    assert_eq!(string("!!timestamp 2001-12-4").as_deref(), Some("2001-12-4"));
    assert_eq!(string("!!str 0777").as_deref(), Some("0777"));
    for text in ["!!int foo", "!!bool 1", "!!binary '*'", "!!timestamp 2001-", "!!timestamp x", ".inf", "-.Inf", ".nan"]
    {
        let file = File::read("test.yaml", Arc::from(format!("v: {text}\n")));
        assert_eq!(file.document_errors(0).first().map(|error| error.kind), Some(SyntaxErrorKind::Value), "{text}");
    }
}

#[test]
fn text_of_quoted_and_folded_scalars() {
    for (text, read) in [
        ("\"a\\tb\\u00e9\"", "a\tbé"),
        ("'it''s'", "it's"),
        ("a\n  b", "a b"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("|+\n  a\n\n", "a\n\n\n"),
        ("|\n  end of file", "end of file\n"),
        ("plain # comment", "plain"),
        ("a#b", "a#b"),
        ("\"\\\n  a\"", "a"),
    ] {
        assert_eq!(string(text).as_deref(), Some(read), "{text}");
    }
}

#[test]
fn keys_are_names() {
    let file = File::read("test.yaml", Arc::from("y: 1\noff: 2\n8080: 3\n0x10: 4\n\"on\": 5\n"));
    let root = file.root(0).unwrap();
    let names: Vec<_> = root.entries().map(|entry| entry.name().into_owned()).collect();
    assert_eq!(names, ["true", "false", "8080", "16", "on"]);
    assert_eq!(root.get("16").unwrap().value.as_i64(), Some(4));
    for text in ["~: 1", ": 1", "[a]: 1", "{a: b}: 1"] {
        let file = File::read("test.yaml", Arc::from(text));
        assert_eq!(file.document_errors(0).first().map(|error| error.kind), Some(SyntaxErrorKind::Key), "{text}");
    }
}
