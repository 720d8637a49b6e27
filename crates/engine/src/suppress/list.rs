//! The words of a suppression: `allow RULE, RULE (reason)`.

use std::ops::Range;

/// More rules than a person would name in one place. Those after them are not allowed.
const MOST: usize = 1_000;

/// What a suppression names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List<'t> {
    /// Ids as written, with their places in the text.
    pub(super) ids: Vec<(Range<usize>, &'t str)>,
    /// "" where none is given.
    pub(super) reason: &'t str,
}

/// What a comment says to us; `None` for a comment that is not ours. `text` starts at its `#`.
pub(super) fn comment(text: &str) -> Option<Result<List<'_>, &'static str>> {
    let said = text.trim_start_matches('#').trim_start().strip_prefix("plimsoll:")?.trim_start();
    let Some(rest) = said.strip_prefix("allow").filter(|rest| !rest.starts_with(is_id)) else {
        return Some(Err("this comment says nothing that is known; write `# plimsoll: allow RULE (reason)`"));
    };
    let list = list(text, rest);
    if list.ids.is_empty() {
        return Some(Err("this suppression names no rule; write `# plimsoll: allow RULE (reason)`"));
    }
    Some(Ok(list))
}

/// What the value of an annotation says.
pub(super) fn annotation(text: &str) -> Result<List<'_>, &'static str> {
    let list = list(text, text);
    if list.ids.is_empty() {
        return Err("this suppression names no rule; write `plimsoll.dev/allow: \"RULE, RULE\"`");
    }
    Ok(list)
}

fn is_id(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-'
}

/// Ids divided by commas; what stands in parentheses, or after an id without a comma, is the reason.
fn list<'t>(whole: &'t str, rest: &'t str) -> List<'t> {
    let (head, reason) = match rest.split_once('(') {
        Some((head, tail)) => (head, tail.rsplit_once(')').map_or(tail, |(inside, _)| inside)),
        None => (rest, ""),
    };
    let mut list = List { ids: Vec::new(), reason: reason.trim() };
    for piece in head.split(',') {
        if list.ids.len() >= MOST {
            break;
        }
        let mut words = piece.split_whitespace();
        let Some(first) = words.next() else { continue };
        list.ids.push((place(whole, first), first));
        for word in words {
            if plimsoll_rules::is_rule(word) {
                list.ids.push((place(whole, word), word));
                continue;
            }
            if list.reason.is_empty() {
                let from = place(whole, word).start;
                let end = place(whole, head).end;
                list.reason =
                    whole.get(from..end).unwrap_or_default().trim_matches(|c: char| c.is_whitespace() || c == '-');
                return list;
            }
        }
    }
    list
}

/// Where a part of a text stands in it.
fn place(whole: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start..start + part.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<&str> {
        let list = comment(text).unwrap().unwrap();
        for (range, id) in &list.ids {
            assert_eq!(text.get(range.clone()), Some(*id));
        }
        list.ids.iter().map(|(_, id)| *id).collect()
    }

    #[test]
    fn comments_are_read() {
        assert_eq!(ids("# plimsoll: allow host-network (the CNI, see (a))"), ["host-network"]);
        assert_eq!(comment("#plimsoll:allow a-b, c (why not)").unwrap().unwrap().reason, "why not");
        assert_eq!(ids("#plimsoll:allow a-b, c (why not)"), ["a-b", "c"]);
        assert_eq!(ids("## plimsoll: allow host-network host-pid"), ["host-network", "host-pid"]);
        assert_eq!(comment("# plimsoll: allow host-network - the CNI").unwrap().unwrap().reason, "the CNI");
        assert_eq!(comment("# plimsoll is fine"), None);
        assert_eq!(comment("# a comment"), None);
    }

    #[test]
    fn comments_that_say_nothing_known_are_told() {
        for text in [
            "# plimsoll: ignore host-network",
            "# plimsoll: allow",
            "# plimsoll: allow (because)",
            "# plimsoll: allowed x",
        ] {
            assert!(comment(text).unwrap().is_err(), "{text}");
        }
    }
}
