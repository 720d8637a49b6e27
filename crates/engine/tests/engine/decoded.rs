//! A document as the cluster sees it, with its marks.

use plimsoll_report::Decoded;

use crate::common::workspace;

/// The JSON with its indentation, and behind each line what is said of it.
fn shown(decoded: &Decoded) -> String {
    let line = |line: &plimsoll_report::DecodedLine| {
        let notes: String = line.notes.iter().map(|note| format!(" <- {note}")).collect();
        format!("{}{}{notes}\n", " ".repeat(line.depth as usize), line.json)
    };
    decoded.lines.iter().map(line).collect()
}

fn decode(text: &str, line: u32) -> Decoded {
    workspace(&[("a.yaml", text)], "").decode("a.yaml", line)
}

#[test]
fn what_a_reader_would_not_expect_is_marked_on_its_line() {
    let text = "a: yes
b: 0777
c: \"yes\"
d: ~
e:
y: 1.50
twice: 1
twice: 2
base: &base {image: x, user: 1}
list:
- *base
- {<<: *base, user: 2}
- user: 3
  <<: *base
none: []
";
    assert_eq!(
        shown(&decode(text, 1)),
        "{
 \"a\": true, <- written `yes`
 \"b\": 511, <- written `0777`
 \"c\": \"yes\",
 \"d\": null, <- written `~`
 \"e\": null,
 \"true\": 1.5, <- the key is written `y` <- written `1.50`
 \"twice\": 2, <- written twice: line 7 does not count
 \"base\": {
  \"image\": \"x\",
  \"user\": 1
 },
 \"list\": [
  { <- an alias stands for line 9
   \"image\": \"x\",
   \"user\": 1
  },
  {
   \"image\": \"x\", <- merged in
   \"user\": 2
  },
  {
   \"user\": 1, <- a merge that comes later overrides line 13 <- merged in
   \"image\": \"x\" <- merged in
  }
 ],
 \"none\": []
}
"
    );
}

#[test]
fn the_document_on_the_line_is_shown_and_every_line_has_its_place() {
    let text = "a: 1\n---\nb: é\n\nc:\n  - 'd'\n";
    let decoded = decode(text, 4);
    assert_eq!((decoded.document, decoded.documents, decoded.lines_of_file), (2, 2, (3, 6)));
    let places: Vec<_> = decoded.lines.iter().map(|line| (line.line, line.column)).collect();
    assert_eq!(places, [(3, 1), (3, 1), (5, 1), (6, 5), (0, 0), (0, 0)]);
    assert_eq!(decode(text, 1).document, 1);
    assert_eq!(decode(text, 99).document, 2);
    assert_eq!(decode("", 1), Decoded::default());
    assert_eq!(workspace(&[], "").decode("a.yaml", 1), Decoded::default());
}

#[test]
fn what_kubectl_refuses_has_a_reason_and_no_lines() {
    let decoded = decode("a: 1\n---\nb: [\n", 3);
    assert!(decoded.lines.is_empty());
    assert_eq!(decoded.refused.map(|note| note.line), Some(3));
}

#[test]
fn what_concerns_no_key_is_said_above() {
    let notes = decode("# a\u{2028}hostNetwork: true\n...\nleft: over\n", 1).notes;
    assert_eq!(notes.iter().map(|note| note.line).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn what_aliases_make_long_is_cut() {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, inner) in [("b", "a"), ("c", "b"), ("d", "c")] {
        text.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{inner}"); 10].join(", ")));
    }
    let decoded = decode(&text, 1);
    assert!(decoded.is_cut);
    assert_eq!(decoded.lines.len(), 2_000);
    let long = decode(&format!("a: {}\n", "é".repeat(10_000)), 1);
    assert!(long.lines[1].json.ends_with("é…\"") && long.lines[1].json.len() < 1_000);
}
