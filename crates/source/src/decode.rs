//! A value as JSON: what the cluster sees of it, aliases, merges and keys that stand twice resolved.

use crate::scalar::{self, Number};
use crate::{Kind, Value};

/// A value as JSON on one line, nulls kept, keys in the order of their first appearance; `None` where it would take more than
/// `room` bytes, which aliases can bring about in a short text.
pub fn to_json(value: Value<'_>, room: usize) -> Option<String> {
    let mut writer = Writer { json: String::new(), room };
    writer.value(value)?;
    Some(writer.json)
}

/// A scalar as JSON; `None` for a mapping or a list.
pub fn scalar_to_json(value: Value<'_>) -> Option<String> {
    Some(match value.kind() {
        Kind::Null => "null".to_owned(),
        Kind::Bool => if value.as_bool()? { "true" } else { "false" }.to_owned(),
        // What 64 bits with a sign do not hold becomes a float, as it does in kubectl.
        Kind::Int | Kind::Float => match value.number()? {
            Number::Int(value) => value.to_string(),
            Number::Large(value) => scalar::json_of_float(value as f64),
            Number::Float(value) => scalar::json_of_float(value),
        },
        Kind::String => text_to_json(value.as_str()?),
        Kind::Sequence | Kind::Mapping => return None,
    })
}

/// A text as JSON, in quotes.
pub fn text_to_json(text: &str) -> String {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    let mut from = 0;
    for (index, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..0x20 => "\\u00",
            _ => continue,
        };
        json.push_str(text.get(from..index).unwrap_or_default());
        json.push_str(escape);
        if escape == "\\u00" {
            json.extend([byte >> 4, byte & 15].iter().filter_map(|digit| HEX.get(usize::from(*digit))));
        }
        from = index + 1;
    }
    json.push_str(text.get(from..).unwrap_or_default());
    json.push('"');
    json
}

struct Writer {
    json: String,
    room: usize,
}

impl Writer {
    /// Goes as deep as values are nested, which reading has bounded.
    fn value(&mut self, value: Value<'_>) -> Option<()> {
        match value.kind() {
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
                    let name = entry.name();
                    self.has_room_for(&name)?;
                    self.json.push_str(&text_to_json(&name));
                    self.json.push(':');
                    self.value(entry.value)?;
                }
                self.json.push('}');
            }
            _ => {
                self.has_room_for(value.scalar_text().unwrap_or_default())?;
                self.json.push_str(&scalar_to_json(value)?);
            }
        }
        self.has_room_for("")
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.json.push(',');
        }
    }

    /// Asked before a text is copied: one long text may stand behind very many aliases.
    fn has_room_for(&self, text: &str) -> Option<()> {
        (self.json.len() + text.len() <= self.room).then_some(())
    }
}
