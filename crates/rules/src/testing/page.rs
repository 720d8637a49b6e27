//! Reads rule pages: title, headings, paragraphs and examples.

use crate::Rule;

/// A rule page.
pub struct Page<'a> {
    /// The heading of the page.
    pub title: &'a str,
    /// The headings below it, each with its text.
    pub sections: Vec<(&'a str, String)>,
    /// The fenced blocks, in order.
    pub examples: Vec<Example>,
}

/// A fenced block: ` ```yaml bad kubernetes=1.34 `.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its language.
    pub language: String,
    /// What it shows.
    pub role: Role,
    /// Name of its file.
    pub file: String,
    /// Version it is checked at.
    pub kubernetes: String,
    /// Findings that a bad block has.
    pub count: usize,
    /// Its text.
    pub text: String,
}

/// What a block shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the rule reports.
    Bad,
    /// What it does not.
    Good,
    /// The bad block before it, after the rule's fixes.
    Fixed,
    /// A settings file for the block after it.
    Settings,
    /// Nothing that is tested.
    Plain,
}

impl<'a> Page<'a> {
    /// The page of a rule.
    pub fn of(rule: &Rule) -> Page<'static> {
        Page::read(crate::page(rule.id).unwrap_or_else(|| panic!("`{}` has no page", rule.id)))
    }

    fn read(text: &'a str) -> Self {
        let mut page = Page { title: "", sections: Vec::new(), examples: Vec::new() };
        let mut open: Option<Example> = None;
        for line in text.lines() {
            if let Some(example) = &mut open {
                if line == "```" {
                    page.examples.extend(open.take());
                } else {
                    example.text.push_str(line);
                    example.text.push('\n');
                }
            } else if let Some(info) = line.strip_prefix("```") {
                open = Some(Example::read(info));
            } else if let Some(title) = line.strip_prefix("# ") {
                page.title = title;
            } else if let Some(heading) = line.strip_prefix("## ") {
                page.sections.push((heading, String::new()));
            } else if let Some((_, section)) = page.sections.last_mut() {
                section.push_str(line);
                section.push('\n');
            } else {
                assert!(line.is_empty(), "only a title may stand before the first heading: {line}");
            }
        }
        assert!(open.is_none(), "a fence is not closed");
        page
    }

    /// The text below a heading, examples left out.
    pub fn section(&self, heading: &str) -> &str {
        self.sections.iter().find(|(known, _)| *known == heading).map_or("", |(_, text)| text)
    }
}

impl Example {
    fn read(info: &str) -> Self {
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or_default().to_owned();
        let mut role = Role::Plain;
        let (mut file, mut kubernetes, mut count) = ("manifest.yaml".to_owned(), "latest".to_owned(), 1);
        for word in words {
            match word.split_once('=') {
                None => {
                    role = match word {
                        "bad" => Role::Bad,
                        "good" => Role::Good,
                        "fixed" => Role::Fixed,
                        "settings" => Role::Settings,
                        _ => panic!("`{word}` is not a role of an example"),
                    }
                }
                Some(("file", name)) => file = name.to_owned(),
                Some(("kubernetes", version)) => kubernetes = version.to_owned(),
                Some(("count", number)) => count = number.parse().expect("a count is a number"),
                // The harness has one day; rules that judge age are run by the engine's tests.
                Some(("date", _)) => {}
                Some((option, _)) => panic!("`{option}` is not an option of an example"),
            }
        }
        Self { language, role, file, kubernetes, count, text: String::new() }
    }
}
