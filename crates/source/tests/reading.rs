//! What a file holds, as kubectl reads it.

use std::sync::Arc;

use plimsoll_source::File;

fn read(text: &str) -> File {
    File::read("test.yaml", Arc::from(text))
}

#[test]
fn documents_values_and_comments() {
    let file = read("# first\na: 1\nb:\n  - x: yes # why\n    z: \"no\"\n---\nc: {d: [1, 2]}\n");
    assert_eq!(file.documents().len(), 2);
    let root = file.root(0).unwrap();
    assert_eq!(root.get("a").unwrap().value.as_i64(), Some(1));
    let item = root.get("b").unwrap().value.items().next().unwrap();
    assert_eq!(item.get("x").unwrap().value.as_bool(), Some(true));
    assert_eq!(item.get("z").unwrap().value.as_str(), Some("no"));
    assert_eq!(item.get("z").unwrap().value.path().to_string(), "b[0].z");
    let comments: Vec<_> = file.comments(0).map(|comment| (comment.text, comment.own_line)).collect();
    assert_eq!(comments, [("first", true), ("why", false)]);
    let second = file.root(1).unwrap().at(&["c", "d"]).unwrap().items().nth(1).unwrap();
    assert_eq!(second.span().of(file.text()), "2");
    assert_eq!(second.path().to_string(), "c.d[1]");
}
