use serde::{Deserialize, Serialize};

use crate::RuleInfo;
use crate::words::words;

/// A rule's page as the page of the product renders it: nodes, never HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePage {
    /// The catalogue entry.
    pub rule: RuleInfo,
    /// The body, from the first heading on.
    pub body: Vec<Node>,
}

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "camelCase")]
pub enum Node {
    /// A heading.
    Heading {
        /// 2 to 4.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether the order matters.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Node>>,
    },
    /// An example.
    Code {
        /// `yaml`, `dockerfile`, `shell`, "".
        language: String,
        /// What it shows.
        role: ExampleRole,
        /// Its text.
        text: String,
    },
    /// A table.
    Table {
        /// Cells of the head.
        head: Vec<Vec<Inline>>,
        /// Rows of cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "camelCase")]
pub enum Inline {
    /// Plain words.
    Text {
        /// The words.
        text: String,
    },
    /// Words in the language of the file.
    Code {
        /// The words.
        text: String,
    },
    /// Stressed words.
    Emphasis {
        /// The words.
        text: String,
    },
    /// A link. `https:` or a fragment of our own (`#/…`).
    Link {
        /// The words.
        text: String,
        /// Where it leads.
        href: String,
    },
}

words! {
    /// What an example of a page shows.
    ExampleRole {
        /// What the rule reports.
        Bad = "bad",
        /// What it does not.
        Good = "good",
        /// The bad example after the rule's fixes.
        Fixed = "fixed",
        /// A settings file.
        Settings = "settings",
        /// Nothing that is tested.
        Plain = "plain",
    }
}
