//! Snippets that say what they expect: `# ^^^^ severity: message` under the place of each finding. The `#` may be left out,
//! as it has to be under the first columns.

use plimsoll_source::File;

use super::{environment, file, findings};
use crate::{Finding, Rule};

/// Checks an annotated snippet at the newest version. Every finding must be annotated, and every annotation found.
pub fn check(rule: &'static Rule, annotated: &str) {
    check_at(rule, "latest", annotated);
}

/// Checks an annotated snippet at a version.
pub fn check_at(rule: &'static Rule, version: &str, annotated: &str) {
    let snippet = Snippet::read(annotated);
    assert!(!snippet.expected.is_empty(), "no line of the snippet has carets; use `quiet` where nothing is expected");
    snippet.compare(rule, version);
}

/// Checks that a rule has nothing to say of a text at a version.
pub fn quiet(rule: &'static Rule, version: &str, text: &str) {
    Snippet { text: text.to_owned(), expected: Vec::new() }.compare(rule, version);
}

struct Snippet {
    text: String,
    expected: Vec<Expected>,
}

/// Line from 1, columns from 0 in characters, and "severity: message".
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    line: usize,
    columns: (usize, usize),
    words: String,
}

impl Snippet {
    fn read(annotated: &str) -> Self {
        let (mut text, mut expected, mut line) = (String::new(), Vec::new(), 0);
        for written in annotated.split_inclusive('\n') {
            match carets(written) {
                Some((columns, words)) => expected.push(Expected { line, columns, words }),
                None => {
                    line += 1;
                    text.push_str(written);
                }
            }
        }
        expected.sort();
        Self { text, expected }
    }

    fn compare(self, rule: &'static Rule, version: &str) {
        let file = file("test.yaml", &self.text);
        let mut found: Vec<_> =
            findings(rule, &file, &environment(version)).iter().map(|finding| place(&file, finding)).collect();
        found.sort();
        assert!(
            found == self.expected,
            "\n`{}` found:\n{found:#?}\nexpected:\n{:#?}\nin:\n{}",
            rule.id,
            self.expected,
            self.text
        );
    }
}

/// The columns and words of a line of carets.
fn carets(line: &str) -> Option<((usize, usize), String)> {
    let line_start = line.trim_start();
    let comment = line_start.strip_prefix('#').unwrap_or(line_start).trim_start();
    let words = comment.trim_start_matches('^');
    let count = comment.len() - words.len();
    if count == 0 {
        return None;
    }
    let start = line.chars().take_while(|character| *character != '^').count();
    Some(((start, start + count), words.trim().to_owned()))
}

fn place(file: &File, finding: &Finding) -> Expected {
    let text = file.text();
    let before = text.get(..finding.span.start as usize).expect("spans lie between characters");
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let start = before.get(line_start..).map_or(0, |head| head.chars().count());
    let covered = finding.span.of(text);
    let covered = covered.lines().next().unwrap_or_default();
    Expected {
        line: before.matches('\n').count() + 1,
        columns: (start, start + covered.chars().count()),
        words: format!("{}: {}", finding.rule.severity, finding.message),
    }
}
