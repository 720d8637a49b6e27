//! Edits at any place of any text: refused, or proved to do what they say. The first line chooses the edit, the rest is the text.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use plimsoll_source::edit::{Edit, Literal, apply, plan, prove};
use plimsoll_source::{File, Path, Value};

fuzz_target!(|text: &str| {
    let Some((choice, text)) = text.split_once('\n') else { return };
    let (which, choice) = choice.split_at(choice.chars().next().map_or(0, char::len_utf8));
    let (number, word) = choice.split_once(' ').unwrap_or((choice, "x"));
    let file = File::read("a.yaml", Arc::from(text));
    let Some(root) = file.root(0) else { return };
    let mut paths = vec![root.path()];
    gather(root, &mut paths);
    let place = number.parse::<usize>().unwrap_or_default() % paths.len();
    let Some(path) = paths.get(place).cloned().or_else(|| word.parse().ok()) else { return };
    let list = || Literal::Sequence(vec![Literal::from(word), Literal::Null]);
    let edits = match which {
        "s" => vec![Edit::set(path, word)],
        "n" => vec![Edit::set(path.key(word), true)],
        "r" => vec![Edit::remove(path)],
        "a" => vec![Edit::append(path, word)],
        "l" => vec![Edit::set(path, list())],
        "o" => vec![Edit::remove_overridden(path)],
        "k" => vec![Edit::rename(path, word)],
        "m" => vec![Edit::merge(path, vec![(word.to_owned(), list()), ("a".to_owned(), Literal::Int(1))])],
        _ => vec![Edit::set(path.clone().key("a").key(word), 1_i64), Edit::append(path.key("b"), word)],
    };
    let Ok(replacements) = plan(&file, 0, &edits) else { return };
    let after = apply(text, &replacements);
    assert!(after.is_some(), "a plan fits its text");
    // A plan that cannot be proved is not offered: that it is told is all that is asked of it.
    let _ = after.map(|after| prove(&file, 0, &edits, &after).map(|file| file.documents().len()));
});

fn gather(value: Value<'_>, paths: &mut Vec<Path>) {
    if paths.len() < 500 {
        value.entries().for_each(|entry| {
            paths.push(entry.value.path());
            gather(entry.value, paths);
        });
        value.items().for_each(|item| {
            paths.push(item.path());
            gather(item, paths);
        });
    }
}
