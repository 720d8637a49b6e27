//! Texts and edits made by chance: reading never panics, spans fit, edits do what they say. `serde_yaml` is the second opinion.

use std::sync::Arc;

use plimsoll_source::edit::{Edit, Literal, apply, plan, prove};
use plimsoll_source::{File, Kind, Path, Value};
use proptest::prelude::*;

/// Pieces that, in a row, come close to YAML.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "b: ", "c:", "- ", "-", "? ", ": ", "\n", "\n", "\n  ", "\n    ", "\t", "'", "\"", "|", ">", "+", "[",
        "]", "{", "}", ",", "# c", "#", "&x ", "*x", "!!int ", "<<: ", "---", "--- # d", "...", "{{", "}}", "1", "yes",
        "\r\n", "\r", "\u{2028}", "\u{85}", "\u{FEFF}", "é", "𝄞", "\\", "%", "@", "~", "\u{7}", "key: v", "//",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Walks everything that was read.
fn walk(file: &File) {
    fn visit(file: &File, value: Value<'_>, depth: u32) {
        let span = value.span();
        assert!(
            span.start <= span.end && file.text().get(span.start as usize..span.end as usize).is_some(),
            "{span:?}"
        );
        assert!(depth <= 200);
        for entry in value.entries() {
            assert!(value.get(&entry.name()).is_some());
            assert!(!entry.value.path().to_string().is_empty());
            visit(file, entry.value, depth + 1);
        }
        for item in value.items() {
            assert!(item.is_shared() || item.parent().is_some());
            visit(file, item, depth + 1);
        }
    }
    for document in 0..file.documents().len() {
        file.root(document).into_iter().for_each(|root| visit(file, root, 0));
        for error in file.document_errors(document) {
            assert!(file.text().get(error.span.start as usize..error.span.end as usize).is_some(), "{error:?}");
            file.lines().position(file.text(), error.span.start);
        }
        for comment in file.comments(document) {
            assert!(comment.span.of(file.text()).starts_with('#'));
        }
    }
}

/// A mapping of nested mappings and lists, as a literal that edits could write.
fn literal() -> impl Strategy<Value = Literal> {
    let text = prop::sample::select(vec![
        "x",
        "yes",
        "1",
        "a b",
        "a: b",
        "# c",
        "it's",
        "",
        "\"",
        "é",
        "a\nb",
        "-",
        "~",
        "[x",
        "1.5",
        "0x1",
        "a,b",
        "x: ",
        " x",
        "2026-11-23",
    ]);
    let leaf = prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Bool),
        any::<i64>().prop_map(Literal::Int),
        text.prop_map(Literal::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let key = prop::sample::select(vec!["a", "b", "c", "d", "e.f/g", "on"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Literal::Sequence),
            prop::collection::btree_map(key, inner, 0..4).prop_map(|map| Literal::Mapping(
                map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}

fn paths(value: Value<'_>, found: &mut Vec<Path>) {
    found.push(value.path());
    value.entries().for_each(|entry| paths(entry.value, found));
    value.items().for_each(|item| paths(item, found));
}

/// The same document in `serde_yaml`'s words; `None` where it reads a scalar or a key otherwise than kubectl does.
fn agrees(value: Value<'_>, other: &serde_yaml::Value) -> bool {
    match (value.kind(), other) {
        (Kind::Mapping, serde_yaml::Value::Mapping(map)) => {
            value.entries().count() == map.len()
                && value.entries().all(|entry| map.get(&*entry.name()).is_some_and(|other| agrees(entry.value, other)))
        }
        (Kind::Sequence, serde_yaml::Value::Sequence(items)) => {
            value.items().count() == items.len() && value.items().zip(items).all(|(item, other)| agrees(item, other))
        }
        (Kind::Null, serde_yaml::Value::Null) => true,
        (Kind::Bool, serde_yaml::Value::Bool(other)) => value.as_bool() == Some(*other),
        (Kind::Int, serde_yaml::Value::Number(other)) => value.as_i64() == other.as_i64(),
        (Kind::String, serde_yaml::Value::String(other)) => value.as_str() == Some(other),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics(text in pieces(), json in any::<bool>()) {
        let name = if json { "a.json" } else { "a.yaml" };
        let file = File::read(name, Arc::from(text.as_str()));
        walk(&file);
        let again = File::reread(&file, Arc::from(format!("x: 1\n---\n{text}")));
        walk(&again);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        walk(&File::read("a.yaml", Arc::from(text)));
    }

    #[test]
    fn positions_come_back(text in pieces(), at in any::<prop::sample::Index>()) {
        let file = File::read("a.yaml", Arc::from(text.as_str()));
        let offsets: Vec<usize> = text.char_indices().map(|(index, _)| index).chain([text.len()]).collect();
        let offset = u32::try_from(*at.get(&offsets)).unwrap();
        let (line, column) = file.lines().position(&text, offset);
        let back = file.lines().offset(&text, line, column).unwrap();
        // Within CRLF the column is past the line's end.
        prop_assert!(back == offset || text.get(back as usize..).is_some_and(|rest| rest.starts_with("\r\n")));
    }

    #[test]
    fn what_is_written_is_read(value in literal(), other in literal(), flow in any::<bool>()) {
        let text = if flow { "a: {x: 1}\nb: 2\n" } else { "a:\n    x: 1\nb: 2 # c\n" };
        let file = File::read("a.yaml", Arc::from(text));
        let edits = [Edit::set("a.y".parse().unwrap(), value), Edit::set("b".parse().unwrap(), other)];
        let after = apply(text, &plan(&file, 0, &edits).unwrap()).unwrap();
        let read = prove(&file, 0, &edits, &after).map_err(|refusal| TestCaseError::fail(format!("{}\n{after}", refusal.reason)))?;
        let other: serde_yaml::Value = serde_yaml::from_str(&after).map_err(|error| TestCaseError::fail(format!("{error}\n{after}")))?;
        prop_assert!(agrees(read.root(0).unwrap(), &other), "{after}");
    }

    #[test]
    fn edits_at_any_place(first in literal(), value in literal(), at in any::<prop::sample::Index>(), which in 0..4) {
        let file = File::read("a.yaml", Arc::from("root:\n  k: 1\n"));
        let edit = [Edit::set("root.k".parse().unwrap(), first), Edit::set("tail".parse().unwrap(), "end")];
        let text = apply(file.text(), &plan(&file, 0, &edit).unwrap()).unwrap();
        let file = prove(&file, 0, &edit, &text).map_err(|refusal| TestCaseError::fail(refusal.reason))?;
        let mut found = Vec::new();
        paths(file.root(0).unwrap(), &mut found);
        let path = at.get(&found).clone();
        let edits = match which {
            0 => vec![Edit::set(path, value)],
            1 => vec![Edit::remove(path)],
            2 => vec![Edit::append(path, value)],
            _ => vec![Edit::set(path.clone().key("new"), value), Edit::remove(path.key("a"))],
        };
        let Ok(replacements) = plan(&file, 0, &edits) else { return Ok(()) };
        let after = apply(&text, &replacements).unwrap();
        prove(&file, 0, &edits, &after)
            .map_err(|refusal| TestCaseError::fail(format!("{}\n{edits:?}\n{text}\nbecame\n{after}", refusal.reason)))?;
    }
}
