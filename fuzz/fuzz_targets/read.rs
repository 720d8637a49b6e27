//! Any bytes are read, read again beside another document as if they were new, and decoded; every place lies in the text.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use plimsoll_source::{File, Value, decode_bytes, to_json};

fuzz_target!(|bytes: &[u8]| {
    let (json, bytes) = bytes.split_first().map_or((false, bytes), |(first, rest)| (*first == b'j', rest));
    let text = decode_bytes(bytes.to_vec()).text;
    let name = if json { "a.json" } else { "a.yaml" };
    let file = File::read(name, Arc::from(text.as_str()));
    look(&file);
    let text: Arc<str> = Arc::from(format!("x: 1\n---\n{text}"));
    let again = File::reread(&file, Arc::clone(&text));
    look(&again);
    let anew = File::read(name, text);
    for index in 0..anew.documents().len() {
        assert_eq!(decoded(&again, index), decoded(&anew, index), "what was read before changes nothing");
    }
});

fn decoded(file: &File, document: usize) -> Option<String> {
    file.root(document).and_then(|root| to_json(root, 1 << 20))
}

fn look(file: &File) {
    let holds = |start: u32, end: u32| assert!(file.text().get(start as usize..end as usize).is_some());
    for index in 0..file.documents().len() {
        for error in file.document_errors(index) {
            holds(error.span.start, error.span.end);
            file.lines().position(file.text(), error.span.start);
        }
        for surprise in file.surprises(index) {
            holds(surprise.span.start, surprise.span.end);
        }
        for comment in file.comments(index) {
            holds(comment.span.start, comment.span.end);
        }
        let Some(root) = file.root(index) else { continue };
        let mut left = 20_000;
        walk(file, root, &mut left);
        let _ = to_json(root, 1 << 20);
    }
}

fn walk(file: &File, value: Value<'_>, left: &mut u32) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    let span = value.span();
    assert!(file.text().get(span.start as usize..span.end as usize).is_some(), "{span:?}");
    for entry in value.entries() {
        let name = entry.name();
        assert!(value.get(&name).is_some(), "{name}");
        walk(file, entry.value, left);
    }
    value.items().for_each(|item| walk(file, item, left));
}
