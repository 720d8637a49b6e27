//! Values that edits write, and how they are written.

use std::fmt::Write;

use crate::scalar::plain_kind;
use crate::{Kind, Value};

/// A value to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// Null.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text.
    String(String),
    /// A list.
    Sequence(Vec<Literal>),
    /// A mapping, in this order.
    Mapping(Vec<(String, Literal)>),
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Literal {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Literal {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for Literal {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Literal {
    fn from(items: Vec<T>) -> Self {
        Self::Sequence(items.into_iter().map(Into::into).collect())
    }
}

/// How texts are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// Only where the text would be read as something else.
    AsNeeded,
    Single,
    Double,
}

/// Columns of nested values and the line break between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(crate) step: usize,
    /// How far the dashes of a list stand in from its key.
    pub(crate) dash: usize,
    pub(crate) line_break: &'static str,
    pub(crate) quotes: Quotes,
    /// Blanks after `:` and `,` in flow style.
    pub(crate) airy: bool,
}

impl Literal {
    /// Whether a value of a file is this.
    pub(crate) fn matches(&self, value: Value<'_>) -> bool {
        match self {
            Self::Null => value.kind() == Kind::Null,
            Self::Bool(wanted) => value.as_bool() == Some(*wanted),
            Self::Int(wanted) => value.kind() == Kind::Int && value.as_i64() == Some(*wanted),
            Self::String(wanted) => value.as_str() == Some(wanted),
            Self::Sequence(wanted) => {
                value.kind() == Kind::Sequence
                    && value.items().count() == wanted.len()
                    && value.items().zip(wanted).all(|(item, wanted)| wanted.matches(item))
            }
            Self::Mapping(wanted) => {
                value.kind() == Kind::Mapping
                    && value.entries().count() == wanted.len()
                    && wanted
                        .iter()
                        .all(|(key, wanted)| value.get(key).is_some_and(|entry| wanted.matches(entry.value)))
            }
        }
    }

    /// Whether it is written on the line of its key even in block style.
    pub(crate) fn is_inline(&self) -> bool {
        match self {
            Self::Sequence(items) => items.is_empty(),
            Self::Mapping(entries) => entries.is_empty(),
            _ => true,
        }
    }

    /// On one line, in flow style.
    pub(crate) fn flow(&self, layout: Layout, out: &mut String) {
        let (colon, comma) = if layout.airy { (": ", ", ") } else { (":", ",") };
        match self {
            Self::Sequence(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { comma } else { "" });
                    item.flow(layout, out);
                }
                out.push(']');
            }
            Self::Mapping(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index > 0 { comma } else { "" });
                    text(key, layout.quotes, out);
                    out.push_str(colon);
                    value.flow(layout, out);
                }
                out.push('}');
            }
            scalar => scalar.scalar(layout.quotes, out),
        }
    }

    fn scalar(&self, quotes: Quotes, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Int(value) => write!(out, "{value}").unwrap_or_default(),
            Self::String(value) => text(value, quotes, out),
            Self::Sequence(_) | Self::Mapping(_) => {}
        }
    }

    /// What follows the `:` of a key at `column`: on the same line, or on lines below.
    pub(crate) fn after_colon(&self, column: usize, layout: Layout, out: &mut String) {
        match self {
            _ if self.is_inline() => {
                out.push(' ');
                self.flow(layout, out);
            }
            Self::Sequence(_) => {
                new_line(column + layout.dash, layout, out);
                self.block(column + layout.dash, layout, out);
            }
            _ => {
                new_line(column + layout.step, layout, out);
                self.block(column + layout.step, layout, out);
            }
        }
    }

    /// In block style, from a place at `column` on.
    pub(crate) fn block(&self, column: usize, layout: Layout, out: &mut String) {
        match self {
            Self::Sequence(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        new_line(column, layout, out);
                    }
                    out.push_str("- ");
                    item.block(column + 2, layout, out);
                }
            }
            Self::Mapping(entries) if !entries.is_empty() => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        new_line(column, layout, out);
                    }
                    entry(key, value, column, layout, out);
                }
            }
            inline => inline.flow(layout, out),
        }
    }
}

/// One entry of a mapping in block style, at `column`.
pub(crate) fn entry(key: &str, value: &Literal, column: usize, layout: Layout, out: &mut String) {
    text(key, layout.quotes, out);
    out.push(':');
    value.after_colon(column, layout, out);
}

pub(crate) fn new_line(column: usize, layout: Layout, out: &mut String) {
    out.push_str(layout.line_break);
    out.extend(std::iter::repeat_n(' ', column));
}

/// A text, quoted as wished or as it must be.
pub(crate) fn text(value: &str, quotes: Quotes, out: &mut String) {
    let printable = value.chars().all(|character| !character.is_control() && !is_line_break(character));
    match quotes {
        Quotes::AsNeeded if is_safe(value) => out.push_str(value),
        Quotes::Single if printable => {
            out.push('\'');
            out.push_str(&value.replace('\'', "''"));
            out.push('\'');
        }
        _ => double_quoted(value, out),
    }
}

const fn is_line_break(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// In quotes and escapes that YAML and JSON share.
fn double_quoted(value: &str, out: &mut String) {
    out.push('"');
    for character in value.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character.is_control() || is_line_break(character) => {
                write!(out, "\\u{:04x}", u32::from(character)).unwrap_or_default();
            }
            character => out.push(character),
        }
    }
    out.push('"');
}

/// Whether every reader of YAML takes the plain text as this text, in block and in flow style.
fn is_safe(value: &str) -> bool {
    let Some(first) = value.chars().next() else { return false };
    let starts = first.is_alphanumeric() || matches!(first, '/' | '_' | '.');
    let allowed = |character: char| character.is_alphanumeric() || " _-./:@+=$%()^;".contains(character);
    let number_like = value.chars().all(|character| character.is_ascii_digit() || "._:-+eExXoObT".contains(character))
        && value.contains(|character: char| character.is_ascii_digit());
    starts
        && !number_like
        && value.chars().all(allowed)
        && !value.ends_with([' ', ':'])
        && !value.contains(": ")
        && plain_kind(value) == Kind::String
        && !value.starts_with("..")
}
