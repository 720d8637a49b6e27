//! Places of findings and of edits, in texts where lines, columns and bytes are easily miscounted.

use plimsoll_report::{FixSelection, Location, Position, TextEdit};

use crate::common::{of_rule, workspace};

/// Texts whose one finding of `host-pid` stands at what is in `⟦…⟧`, and which the fix sets to `false`.
const CASES: &[(&str, &str)] = &[
    ("plain", "kind: Pod\nspec:\n  hostPID: ⟦true⟧\n  containers: []\n"),
    ("two bytes before it", "kind: Pod\nmetadata: {name: é}\nspec: {nodeName: é, hostPID: ⟦true⟧}\n"),
    ("three bytes before it", "kind: Pod\nspec: {nodeName: '節点', hostPID: ⟦true⟧, x: 名}\n"),
    ("four bytes before it", "# 😀\nkind: Pod\nspec: {nodeName: \"😀😀\", hostPID: ⟦true⟧} # 😀\n"),
    ("accents of their own", "kind: Pod\nspec: {nodeName: e\u{301}, hostPID: ⟦true⟧}\n"),
    ("carriage returns and line feeds", "kind: Pod\r\nspec:\r\n  nodeName: é\r\n  hostPID: ⟦true⟧\r\n"),
    ("both kinds of lines", "kind: Pod\r\nspec:\n  nodeName: a\r\n  hostPID: ⟦true⟧\n"),
    ("carriage returns alone", "kind: Pod\rspec:\r  hostPID: ⟦true⟧\r"),
    ("a tab after the colon", "kind: Pod\nspec:\n  hostPID:\t⟦true⟧\n"),
    ("tabs within braces", "kind: Pod\nspec: {nodeName:\ta,\t\thostPID: ⟦true⟧}\n"),
    ("tabs and a comment after it", "kind: Pod\nspec:\n  hostPID: ⟦true⟧\t\t# é\n"),
    ("the last line without an end", "kind: Pod\nspec:\n  nodeName: 😀\n  hostPID: ⟦true⟧"),
    ("the last line without an end, in braces", "kind: Pod\nspec: {hostPID: ⟦true⟧}"),
    ("the last line of carriage returns without an end", "kind: Pod\r\nspec:\r\n  hostPID: ⟦true⟧"),
    ("the third document", "a: é\n---\n# 😀\n---\nkind: Pod\nspec:\n  hostPID: ⟦true⟧\n---\nb: 1\n"),
    (
        "the third document of carriage returns",
        "a: é\r\n---\r\nb: 😀\r\n---\r\nkind: Pod\r\nspec: {hostPID: ⟦true⟧}\r\n",
    ),
    ("a document that begins with comments", "a: 1\n--- # é\n# 😀\n\nkind: Pod\nspec: {hostPID: ⟦true⟧}\n"),
    ("a mark at the start", "\u{feff}kind: Pod\nspec:\n  hostPID: ⟦true⟧\n"),
    ("a mark at the start of the line itself", "\u{feff}{kind: Pod, spec: {hostPID: ⟦true⟧}}\n"),
    ("a mark before the first marker", "\u{feff}---\nkind: Pod\nspec: {hostPID: ⟦true⟧}\n"),
    ("a mark, carriage returns and no end", "\u{feff}kind: Pod\r\nspec:\r\n  hostPID: ⟦true⟧"),
    ("a block text before it", "kind: Pod\nmetadata:\n  name: |-\n    é\n\n    😀\nspec:\n  hostPID: ⟦true⟧\n"),
    ("JSON on one line", "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"é😀\"},\"spec\":{\"hostPID\":⟦true⟧}}"),
    (
        "JSON on lines that tabs begin",
        "{\r\n\t\"kind\": \"Pod\",\r\n\t\"spec\": {\r\n\t\t\"hostPID\": ⟦true⟧\r\n\t}\r\n}",
    ),
    ("a value of JSON after another one", "{\"a\": \"😀\"}\n{\"kind\": \"Pod\", \"spec\": {\"hostPID\": ⟦true⟧}}\n"),
];

/// Containers that lack a `securityContext`, which the fix of `privilege-escalation-allowed` writes where `⟦…⟧` stands.
const INSERTED: &[(&str, &str)] = &[
    (
        "the end of the file",
        "kind: Pod\nspec:\n  containers:\n  - name: é⟦\n    securityContext:\n      allowPrivilegeEscalation: false⟧\n",
    ),
    (
        "the last line without an end",
        "kind: Pod\nspec:\n  containers:\n  - name: 😀⟦\n    securityContext:\n      allowPrivilegeEscalation: false⟧",
    ),
    (
        "carriage returns",
        "kind: Pod\r\nspec:\r\n  containers:\r\n  - name: é⟦\r\n    securityContext:\r\n      allowPrivilegeEscalation: false⟧\r\n",
    ),
    (
        "carriage returns without an end",
        "kind: Pod\r\nspec:\r\n  containers:\r\n  - name: é⟦\r\n    securityContext:\r\n      allowPrivilegeEscalation: false⟧",
    ),
    (
        "a comment at the end of the line",
        "kind: Pod\nspec:\n  containers:\n  - name: a # 😀⟦\n    securityContext:\n      allowPrivilegeEscalation: false⟧\n  nodeName: b\n",
    ),
    (
        "tabs after the colon",
        "kind: Pod\nspec:\n  containers:\n  - name:\ta\t# é⟦\n    securityContext:\n      allowPrivilegeEscalation: false⟧\n",
    ),
    (
        "the third document",
        "a: é\n---\nb: 😀\n---\nkind: Pod\nspec:\n  containers:\n  - name: a⟦\n    securityContext:\n      allowPrivilegeEscalation: false⟧\n---\nc: 1\n",
    ),
    (
        "a mark at the start",
        "\u{feff}kind: Pod\nspec:\n  containers:\n  - name: a⟦\n    securityContext:\n      allowPrivilegeEscalation: false⟧\n",
    ),
    (
        "braces after others",
        "kind: Pod\nspec: {nodeName: 😀, containers: [{name: é⟦, securityContext: {allowPrivilegeEscalation: false}⟧}]}\n",
    ),
    (
        "JSON",
        "{\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"name\":\"é😀\"⟦,\"securityContext\":{\"allowPrivilegeEscalation\":false}⟧}]}}",
    ),
];

/// The text without its marks, and the range between them.
fn marked(case: &str) -> (String, usize, usize) {
    let (before, rest) = case.split_once('⟦').unwrap();
    let (inner, after) = rest.split_once('⟧').unwrap();
    (format!("{before}{inner}{after}"), before.len(), before.len() + inner.len())
}

/// Counts lines and columns from the start of the text.
fn position(text: &str, offset: usize) -> Position {
    let (mut line, mut column) = (1, 1);
    let mut letters = text.split_at(offset).0.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\n' || letter == '\r' {
            if letter == '\r' && letters.peek() == Some(&'\n') {
                letters.next();
            }
            (line, column) = (line + 1, 1);
        } else {
            column += u32::try_from(letter.len_utf16()).unwrap();
        }
    }
    Position { line, column, offset: u32::try_from(offset).unwrap() }
}

fn location(text: &str, from: usize, to: usize) -> Location {
    Location { start: position(text, from), end: position(text, to) }
}

/// The edits of the first fix that a rule's one finding has.
fn edits(text: &str, rule: &str, which: &str) -> Vec<TextEdit> {
    let name = if text.contains("{\"") { "a.json" } else { "a.yaml" };
    let mut workspace = workspace(&[(name, text)], "");
    let report = workspace.check();
    assert_eq!(of_rule(&report, rule).len(), 1, "{which}: {:?}", report.findings);
    let place = report.findings.iter().position(|finding| finding.rule == rule).unwrap();
    let mut plan = workspace.plan_fixes(&FixSelection::These(vec![(u32::try_from(place).unwrap(), 0)]));
    assert_eq!(plan.refused, [], "{which}");
    plan.files.remove(0).edits
}

/// What an editor makes of them that knows lines and columns only.
fn applied(text: &str, edits: &[TextEdit], which: &str) -> String {
    let mut after = text.to_owned();
    for edit in edits.iter().rev() {
        let (start, end) = (edit.start.offset as usize, edit.end.offset as usize);
        assert_eq!(location(text, start, end), Location { start: edit.start, end: edit.end }, "{which}");
        after.replace_range(start..end, &edit.text);
    }
    after
}

#[test]
fn a_finding_and_its_edit_are_where_the_value_is() {
    for (which, case) in CASES {
        let (text, from, to) = marked(case);
        let name = if text.contains("{\"") { "a.json" } else { "a.yaml" };
        let report = workspace(&[(name, &text)], "").check();
        let found = of_rule(&report, "host-pid");
        assert_eq!(found.len(), 1, "{which}: {:?}", report.findings);
        assert_eq!(found[0].location, location(&text, from, to), "{which}");
        let edits = edits(&text, "host-pid", which);
        assert_eq!(edits.len(), 1, "{which}: {edits:?}");
        assert_eq!((edits[0].start, edits[0].end), (position(&text, from), position(&text, to)), "{which}");
        let after = format!("{}false{}", text.split_at(from).0, text.split_at(to).1);
        assert_eq!(applied(&text, &edits, which), after, "{which}");
    }
}

#[test]
fn what_is_inserted_stands_at_the_end_of_its_mapping() {
    for (which, case) in INSERTED {
        let (after, from, to) = marked(case);
        let text = format!("{}{}", after.split_at(from).0, after.split_at(to).1);
        let edits = edits(&text, "privilege-escalation-allowed", which);
        assert_eq!(applied(&text, &edits, which), after, "{which}");
    }
}

#[test]
fn every_place_of_a_report_is_counted_alike() {
    for (which, case) in CASES.iter().chain(INSERTED) {
        let (text, ..) = marked(case);
        let report = workspace(&[("a.yaml", &text)], "").check();
        let related = report.findings.iter().flat_map(|finding| finding.related.iter().map(|one| one.location));
        let blockers = report.pod_security.iter().flat_map(|pod| pod.blockers.iter().map(|one| one.location));
        let places = report.findings.iter().map(|finding| finding.location).chain(related).chain(blockers);
        for place in places {
            let counted = location(&text, place.start.offset as usize, place.end.offset as usize);
            assert_eq!(place, counted, "{which}");
        }
    }
}
