//! A value as JSON: what the cluster sees of it, aliases, merges and keys that stand twice resolved.

use std::fmt::Write as _;

use crate::scalar::Number;
use crate::{Kind, Value};

/// A value as JSON on one line, nulls kept, keys in the order of their first appearance; `None` where it would take more than
/// `room` bytes, which aliases can bring about in a short text.
pub fn to_json(value: Value<'_>, room: usize) -> Option<String> {
    let mut writer = Writer { json: String::new(), room };
    writer.value(value)?;
    Some(writer.json)
}

struct Writer {
    json: String,
    room: usize,
}

impl Writer {
    /// Goes as deep as values are nested, which reading has bounded.
    fn value(&mut self, value: Value<'_>) -> Option<()> {
        match value.kind() {
            Kind::Null => self.json.push_str("null"),
            Kind::Bool => self.json.push_str(if value.as_bool()? { "true" } else { "false" }),
            Kind::Int | Kind::Float => self.number(value.number()?),
            Kind::String => self.text(value.as_str()?)?,
            Kind::Sequence => {
                self.json.push('[');
                for (index, item) in value.items().enumerate() {
                    self.comma(index);
                    self.value(item)?;
                }
                self.json.push(']');
            }
            Kind::Mapping => {
                self.json.push('{');
                for (index, entry) in value.entries().enumerate() {
                    self.comma(index);
                    self.text(&entry.name())?;
                    self.json.push(':');
                    self.value(entry.value)?;
                }
                self.json.push('}');
            }
        }
        (self.json.len() <= self.room).then_some(())
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.json.push(',');
        }
    }

    /// What 64 bits with a sign do not hold becomes a float, as it does in kubectl.
    fn number(&mut self, number: Number) {
        let _infallible = match number {
            Number::Int(value) => write!(self.json, "{value}"),
            Number::Large(value) => self.float(value as f64),
            Number::Float(value) => self.float(value),
        };
    }

    fn float(&mut self, value: f64) -> std::fmt::Result {
        let size = value.abs();
        if !value.is_finite() {
            self.json.write_str("null")
        } else if size != 0.0 && !(1e-6..1e21).contains(&size) {
            write!(self.json, "{value:e}")
        } else {
            write!(self.json, "{value}")
        }
    }

    fn text(&mut self, text: &str) -> Option<()> {
        // Looked at before it is copied: one long text may stand behind very many aliases.
        (self.json.len() + text.len() <= self.room).then_some(())?;
        self.json.push('"');
        let mut from = 0;
        for (index, byte) in text.bytes().enumerate() {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0..0x20 => "",
                _ => continue,
            };
            self.json.push_str(text.get(from..index).unwrap_or_default());
            self.json.push_str(escape);
            if escape.is_empty() {
                let _infallible = write!(self.json, "\\u{byte:04x}");
            }
            from = index + 1;
        }
        self.json.push_str(text.get(from..).unwrap_or_default());
        self.json.push('"');
        Some(())
    }
}
