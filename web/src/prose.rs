//! Sentences with names in backticks, and the sections of a rule's page.

use plimsoll_report::{Inline, Node};

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// A name, as the file has it.
    Name(&'a str),
}

/// Takes a sentence apart at its backticks. A backtick without its pair stays a word.
pub fn pieces(sentence: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some((words, (name, after))) =
        rest.split_once('`').and_then(|(words, after)| Some((words, after.split_once('`')?)))
    {
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        if !name.is_empty() {
            pieces.push(Piece::Name(name));
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The sentence without its backticks, for places that hold plain text.
pub fn plain(sentence: &str) -> String {
    sentence.replace('`', "")
}

/// The words of a run.
pub fn text_of(words: &[Inline]) -> String {
    words.iter().map(inline_text).collect()
}

fn inline_text(inline: &Inline) -> &str {
    match inline {
        Inline::Text { text } | Inline::Code { text } | Inline::Emphasis { text } | Inline::Link { text, .. } => text,
    }
}

/// The nodes under a heading of level 2, up to the next.
pub fn section<'a>(body: &'a [Node], heading: &str) -> &'a [Node] {
    let is_heading = |node: &Node| matches!(node, Node::Heading { level: 2, .. });
    let named = |node: &Node| matches!(node, Node::Heading { level: 2, text } if text_of(text) == heading);
    let Some(start) = body.iter().position(named) else { return &[] };
    let rest = body.get(start + 1..).unwrap_or_default();
    let end = rest.iter().position(is_heading).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

const ATTACK: &str = "Attack: ";

/// The attack of a "Why it matters" section: its paragraph that says so, without the label.
pub fn attack(section: &[Node]) -> Option<Vec<Inline>> {
    section.iter().find_map(|node| {
        let Node::Paragraph { text } = node else { return None };
        let (Inline::Text { text: first }, rest) = text.split_first()? else { return None };
        let first = first.strip_prefix(ATTACK)?;
        Some(std::iter::once(Inline::Text { text: first.to_owned() }).chain(rest.iter().cloned()).collect())
    })
}

/// Whether a node is the attack.
pub fn is_attack(node: &Node) -> bool {
    attack(std::slice::from_ref(node)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_between_backticks() {
        use Piece::{Name, Words};
        assert_eq!(
            pieces("container `agent` runs `x`"),
            [Words("container "), Name("agent"), Words(" runs "), Name("x")]
        );
        assert_eq!(pieces("a ` alone"), [Words("a ` alone")]);
        assert_eq!(pieces(""), []);
        assert_eq!(plain("`a` is b"), "a is b");
    }

    #[test]
    fn a_section_ends_at_the_next_heading_and_gives_its_attack() {
        let words = |text: &str| vec![Inline::Text { text: text.into() }];
        let heading = |text: &str| Node::Heading { level: 2, text: words(text) };
        let body = [
            heading("What it checks"),
            Node::Paragraph { text: words("one") },
            heading("Why it matters"),
            Node::Paragraph { text: words("because") },
            Node::Paragraph { text: words("Attack: somebody does") },
            heading("Example"),
        ];
        let why = section(&body, "Why it matters");
        assert_eq!(why.len(), 2);
        assert_eq!(attack(why).map(|words| text_of(&words)).as_deref(), Some("somebody does"));
        assert!(section(&body, "References").is_empty());
    }
}
