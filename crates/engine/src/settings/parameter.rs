//! Reads the value of a rule's parameter, which has to be what the rule asks for.

use std::fmt;

use plimsoll_report::ParameterKind;
use plimsoll_rules::ParameterValue;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};

use super::read::ours;

/// Reads a value of this kind.
#[derive(Clone, Copy)]
pub(super) struct ParameterSeed(pub(super) ParameterKind);

impl<'de> DeserializeSeed<'de> for ParameterSeed {
    type Value = ParameterValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<ParameterValue, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl ParameterSeed {
    fn given<E: serde::de::Error>(self, kind: ParameterKind, value: ParameterValue) -> Result<ParameterValue, E> {
        match (self.0, value) {
            // One text may stand for a list of one.
            (ParameterKind::List, ParameterValue::Text(text)) => Ok(ParameterValue::List(vec![text])),
            (wanted, value) if wanted == kind => Ok(value),
            (_, _) => Err(ours(format!("this is {}; {} is wanted", named(kind), named(self.0)))),
        }
    }
}

const fn named(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::List => "a list of texts",
        ParameterKind::Number => "a whole number",
        ParameterKind::Switch => "`true` or `false`",
        ParameterKind::Text => "a text",
    }
}

impl<'de> Visitor<'de> for ParameterSeed {
    type Value = ParameterValue;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(named(self.0))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<ParameterValue, E> {
        self.given(ParameterKind::Switch, ParameterValue::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<ParameterValue, E> {
        self.given(ParameterKind::Number, ParameterValue::Int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<ParameterValue, E> {
        self.visit_i64(i64::try_from(value).map_err(|_| ours("this number is too large"))?)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<ParameterValue, E> {
        self.given(ParameterKind::Text, ParameterValue::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ParameterValue, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = seq.next_element_seed(Item)? {
            texts.push(text);
        }
        self.given(ParameterKind::List, ParameterValue::List(texts))
    }
}

/// An item of a list: a text, or a number such as a port or a user.
struct Item;

impl<'de> DeserializeSeed<'de> for Item {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Item {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a whole number")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }
}
