//! A rule's page from Markdown to nodes. What the nodes cannot say is an error here, not a surprise in the page.

use std::iter::Peekable;

use anyhow::{Result, bail, ensure};
use plimsoll_report::{ExampleRole, Inline, Node};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The nodes of a page, from its first second-level heading on. `rules` are the ids that a link may name.
pub(crate) fn read(text: &str, rules: &[&str]) -> Result<Vec<Node>> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).peekable();
    let mut reader = Reader { events, rules };
    let mut nodes = reader.nodes()?;
    let first = nodes.iter().position(|node| matches!(node, Node::Heading { level: 2, .. }));
    let Some(first) = first else { bail!("the page has no heading of the second level") };
    nodes.drain(..first);
    Ok(nodes)
}

struct Reader<'text> {
    events: Peekable<Parser<'text>>,
    rules: &'text [&'text str],
}

impl<'text> Reader<'text> {
    /// Blocks up to the end of the block that they stand in.
    fn nodes(&mut self) -> Result<Vec<Node>> {
        let mut nodes = Vec::new();
        while let Some(event) = self.events.peek() {
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_block(tag) => nodes.push(self.block()?),
                // A tight list's item holds words without a paragraph around them.
                _ => nodes.push(Node::Paragraph { text: self.inlines()? }),
            }
        }
        Ok(nodes)
    }

    fn block(&mut self) -> Result<Node> {
        let Some(Event::Start(tag)) = self.events.next() else { bail!("a block was expected") };
        let node = match tag {
            Tag::Heading { level, .. } => Node::Heading { level: level_of(level)?, text: self.inlines()? },
            Tag::Paragraph => Node::Paragraph { text: self.inlines()? },
            Tag::List(start) => Node::List { ordered: start.is_some(), items: self.items()? },
            Tag::CodeBlock(kind) => self.code(&kind)?,
            Tag::Table(_) => return self.table(),
            other => bail!("a page has no room for {other:?}"),
        };
        self.events.next();
        Ok(node)
    }

    fn items(&mut self) -> Result<Vec<Vec<Node>>> {
        let mut items = Vec::new();
        while self.events.next_if(|event| matches!(event, Event::Start(Tag::Item))).is_some() {
            items.push(self.nodes()?);
            self.events.next();
        }
        Ok(items)
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> Result<Node> {
        let CodeBlockKind::Fenced(info) = kind else {
            bail!("code is indented: put it between fences, with its language")
        };
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or_default().to_owned();
        let role = words.next().and_then(ExampleRole::parse).unwrap_or(ExampleRole::Plain);
        Ok(Node::Code { language, role, text: self.plain()? })
    }

    fn table(&mut self) -> Result<Node> {
        let mut head = Vec::new();
        let mut rows = Vec::new();
        loop {
            match self.events.next() {
                Some(Event::Start(Tag::TableHead)) => head = self.cells()?,
                Some(Event::Start(Tag::TableRow)) => rows.push(self.cells()?),
                Some(Event::End(TagEnd::Table)) => return Ok(Node::Table { head, rows }),
                other => bail!("a table has no room for {other:?}"),
            }
        }
    }

    fn cells(&mut self) -> Result<Vec<Vec<Inline>>> {
        let mut cells = Vec::new();
        while self.events.next_if(|event| matches!(event, Event::Start(Tag::TableCell))).is_some() {
            cells.push(self.inlines()?);
            self.events.next();
        }
        self.events.next();
        Ok(cells)
    }

    /// Runs of words up to the end of their block, or to a block inside it.
    fn inlines(&mut self) -> Result<Vec<Inline>> {
        let mut runs = Vec::new();
        while let Some(event) = self.events.next_if(|event| !matches!(event, Event::End(_)) && !starts_block(event)) {
            match event {
                Event::Text(text) => append(&mut runs, &text),
                Event::SoftBreak | Event::HardBreak => append(&mut runs, " "),
                Event::Code(text) => runs.push(Inline::Code { text: text.into_string() }),
                Event::Start(Tag::Emphasis | Tag::Strong) => {
                    runs.push(Inline::Emphasis { text: self.plain()? });
                    self.events.next();
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let href = self.address(&dest_url)?;
                    runs.push(Inline::Link { text: self.plain()?, href });
                    self.events.next();
                }
                other => bail!("a page has no room for {other:?}"),
            }
        }
        Ok(runs)
    }

    /// The bare words up to an end.
    fn plain(&mut self) -> Result<String> {
        let mut words = String::new();
        while let Some(event) = self.events.next_if(|event| !matches!(event, Event::End(_))) {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak => words.push(' '),
                other => bail!("only words can stand here, not {other:?}"),
            }
        }
        Ok(words)
    }

    /// Links lead to a source on the web, to a place in the page (`#/…`), or to another rule's page by its file name.
    fn address(&self, written: &str) -> Result<String> {
        if written.starts_with("https://") || written.starts_with("#/") {
            return Ok(written.to_owned());
        }
        let id = written.trim_start_matches("./").rsplit('/').next().and_then(|file| file.strip_suffix(".md"));
        let Some(id) = id else { bail!("the link to `{written}` is neither https, nor `#/…`, nor a rule's page") };
        ensure!(self.rules.contains(&id), "the link to `{written}` names no rule");
        Ok(format!("#/rules/{id}"))
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn starts_block(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(tag) if is_block(tag))
}

fn level_of(level: HeadingLevel) -> Result<u8> {
    match level {
        // Only the page's title, which stands before the first heading that is kept.
        HeadingLevel::H1 => Ok(1),
        HeadingLevel::H2 => Ok(2),
        HeadingLevel::H3 => Ok(3),
        HeadingLevel::H4 => Ok(4),
        HeadingLevel::H5 | HeadingLevel::H6 => bail!("headings of a page go down to the fourth level"),
    }
}

fn append(runs: &mut Vec<Inline>, words: &str) {
    match runs.last_mut() {
        Some(Inline::Text { text }) => text.push_str(words),
        _ => runs.push(Inline::Text { text: words.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        serde_json::to_string(&read(text, &["other-rule"]).unwrap()).unwrap()
    }

    #[test]
    fn a_page_becomes_nodes() {
        let text = "# Title\n\nLead.\n\n## What it\nchecks\n\nOne `two` *three*\n[four](other-rule.md).\n\n```yaml bad file=a.yaml\na: 1\n```\n";
        let expected = concat!(
            r#"[{"t":"heading","level":2,"text":[{"t":"text","text":"What it"}]},{"t":"paragraph","text":[{"t":"text","text":"checks"}]},"#,
            r#"{"t":"paragraph","text":[{"t":"text","text":"One "},{"t":"code","text":"two"},{"t":"text","text":" "},{"t":"emphasis","text":"three"},"#,
            r##"{"t":"text","text":" "},{"t":"link","text":"four","href":"#/rules/other-rule"},{"t":"text","text":"."}]},"##,
            r#"{"t":"code","language":"yaml","role":"bad","text":"a: 1\n"}]"#,
        );
        assert_eq!(json(text), expected);
    }

    #[test]
    fn lists_nest_and_tables_have_heads() {
        let text = "## H\n\n- a\n  1. b\n- c\n\n| x | y |\n|---|---|\n| `1` | 2 |\n";
        let expected = concat!(
            r#"[{"t":"heading","level":2,"text":[{"t":"text","text":"H"}]},{"t":"list","ordered":false,"items":[[{"t":"paragraph","text":[{"t":"text","text":"a"}]},"#,
            r#"{"t":"list","ordered":true,"items":[[{"t":"paragraph","text":[{"t":"text","text":"b"}]}]]}],[{"t":"paragraph","text":[{"t":"text","text":"c"}]}]]},"#,
            r#"{"t":"table","head":[[{"t":"text","text":"x"}],[{"t":"text","text":"y"}]],"rows":[[[{"t":"code","text":"1"}],[{"t":"text","text":"2"}]]]}]"#,
        );
        assert_eq!(json(text), expected);
    }

    #[test]
    fn what_nodes_cannot_say_is_refused() {
        for text in [
            "No heading.",
            "## H\n\n<b>x</b>\n",
            "## H\n\n[a](http://x)\n",
            "## H\n\n[a](missing.md)\n",
            "## H\n\n![a](https://x/y.png)\n",
            "## H\n\n    code\n",
        ] {
            assert!(read(text, &[]).is_err(), "{text}");
        }
    }
}
