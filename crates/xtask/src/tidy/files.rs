//! What our own files may hold, and how long they may be.

use std::path::Path;

use anyhow::Result;

use crate::new_rule;
use crate::repo::{self, Repo, has_extension};

const RULE_LINES: usize = 200;
const OTHER_LINES: usize = 500;

pub(super) fn faults(repo: &Repo) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for path in repo::files(&repo.root, |path| has_extension(path, &["rs", "js", "ts", "css", "html"]))? {
        let shown = repo.shown(&path);
        let text = repo::read(&path)?;
        faults.extend(of_file(&shown, &text));
    }
    for path in repo::files(&repo.rules(), |path| has_extension(path, &["rs", "md"]))? {
        if new_rule::is_unfilled(&repo::read(&path)?) {
            faults.push(format!("{}: a part of the scaffold is still to be filled in", repo.shown(&path)));
        }
    }
    Ok(faults)
}

fn of_file(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (lines, limit) = (text.lines().count(), limit_of(path));
    if lines > limit {
        faults.push(format!("{path}: {lines} lines, and {limit} are allowed"));
    }
    for (number, line) in text.lines().enumerate() {
        for reason in of_line(path, line) {
            faults.push(format!("{path}:{}: {reason}", number + 1));
        }
    }
    faults
}

/// Rules are the files that most people will read and write: they stay short.
fn limit_of(path: &str) -> usize {
    let in_strategy =
        path.strip_prefix("crates/rules/src/").is_some_and(|rest| rest.contains('/') && !rest.starts_with("testing/"));
    if in_strategy { RULE_LINES } else { OTHER_LINES }
}

fn of_line(path: &str, line: &str) -> Vec<&'static str> {
    let kind = Path::new(path).extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    let mut reasons = Vec::new();
    if line.contains(concat!("TO", "DO")) || line.contains(concat!("FIX", "ME")) {
        reasons.push("unfinished work belongs in an issue");
    }
    if kind == "css" && !path.ends_with("tokens.css") && has_colour(line) {
        reasons.push("a colour is written here: use a token");
    }
    let in_page = path == "index.html" || path.starts_with("web/");
    if in_page && (kind == "rs" || kind == "html") && has_style_attribute(line) {
        reasons.push("the policy blocks style attributes: use a class");
    }
    let raw = [
        concat!("inner", "HTML"),
        concat!("outer", "HTML"),
        concat!("insertAdjacent", "HTML"),
        concat!("from_html", "_unchecked"),
    ];
    let raw_rust = [concat!("set_inner", "_html"), concat!("set_outer", "_html")];
    if in_page && raw.iter().chain(&raw_rust).any(|word| line.contains(word)) {
        reasons.push("text reaches the page as text nodes, never as HTML");
    }
    reasons
}

/// `#` and three to eight hexadecimal digits, as a value: an id selector stands before any colon.
fn has_colour(line: &str) -> bool {
    let Some((_, value)) = line.split_once(':') else { return false };
    value.split('#').skip(1).any(|rest| {
        let word: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|letter| letter.is_ascii_hexdigit())
    })
}

/// `style=` as an attribute of markup, not the end of another name.
fn has_style_attribute(line: &str) -> bool {
    line.split("style=").skip(1).zip(line.match_indices("style=")).any(|(after, (at, _))| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| letter.is_whitespace() || letter == '"') && after.starts_with(['"', '{', '\''])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_live_in_the_tokens() {
        assert_eq!(of_line("web/styles/a.css", "  color: #fff;").len(), 1);
        assert_eq!(of_line("web/styles/a.css", "  border: 1px solid #a0b1c2d3;").len(), 1);
        assert!(of_line("web/styles/tokens.css", "  --air: #fff;").is_empty());
        assert!(of_line("web/styles/a.css", "#dad a:hover { color: var(--ink); }").is_empty());
        assert!(of_line("web/styles/a.css", "  fill: url(#hatch);").is_empty());
    }

    #[test]
    fn nothing_is_styled_or_written_raw() {
        for line in [
            "<p style=\"a\">",
            "    <p class=\"b\" style={x}>",
            "element.set_inner_html(text)",
            "Html::from_html_unchecked(text)",
        ] {
            assert_eq!(of_line("web/src/a.rs", line).len(), 1, "{line}");
        }
        for line in ["let font_style=\"a\";", "a.style = b", "<p class=\"style\">"] {
            assert!(of_line("web/src/a.rs", line).is_empty(), "{line}");
        }
    }

    #[test]
    fn rules_are_shorter_than_other_files() {
        assert_eq!(limit_of("crates/rules/src/rbac/a.rs"), RULE_LINES);
        for path in ["crates/rules/src/context.rs", "crates/rules/src/testing/carets.rs", "crates/kube/src/a/b.rs"] {
            assert_eq!(limit_of(path), OTHER_LINES, "{path}");
        }
    }
}
