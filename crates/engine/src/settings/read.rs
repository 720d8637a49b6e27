//! From the text of a settings file to [`Settings`], with every error at its place.
//! The seeds read words and keys themselves, so that an unknown one is met while the reader still stands on it.

use std::fmt;

use plimsoll_kube::Version;
use plimsoll_report::Severity;
use plimsoll_rules::Rule;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::parameter::ParameterSeed;
use super::{Exception, RuleSetting, Settings, SettingsError, Target, parse_audience, unknown_rule};
use crate::date::is_date;
use crate::nearest;

/// Marks a message as ours: what the YAML reader puts before it is cut off.
const OURS: char = '\u{2}';

const KEYS: &[&str] = &["audience", "exceptions", "kubernetes-version", "rules"];
const EXCEPTION_KEYS: &[&str] = &["expires", "object", "reason", "rule"];

pub(super) fn settings(text: &str) -> Result<Settings, SettingsError> {
    let says_nothing = |line: &str| matches!(line.trim(), "" | "---" | "...") || line.trim_start().starts_with('#');
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.lines().all(says_nothing) {
        return Ok(Settings::default());
    }
    SettingsSeed.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| at_place(&error, text))
}

/// Cuts the reader's own additions from a message of ours, and counts its column as an editor does.
fn at_place(error: &serde_yaml::Error, text: &str) -> SettingsError {
    let position = error.location().map(|place| {
        let line = text.lines().nth(place.line().saturating_sub(1)).unwrap_or_default();
        let column: usize = line.chars().take(place.column().saturating_sub(1)).map(char::len_utf16).sum();
        (place.line().try_into().unwrap_or(u32::MAX), u32::try_from(column).map_or(u32::MAX, |column| column + 1))
    });
    let words = error.to_string();
    let words = match error.location() {
        Some(place) => {
            let ending = format!(" at line {} column {}", place.line(), place.column());
            words.strip_suffix(&ending).unwrap_or(&words).to_owned()
        }
        None => words,
    };
    let message = match words.split_once(OURS) {
        Some((_, ours)) => ours.to_owned(),
        None => format!("this does not read as settings: {words}"),
    };
    SettingsError { position, message }
}

pub(super) fn ours<E: serde::de::Error>(message: impl fmt::Display) -> E {
    E::custom(format_args!("{OURS}{message}"))
}

/// A word that a function turns into a value.
struct Word<T> {
    parse: fn(&str) -> Result<T, String>,
    expected: &'static str,
}

impl<'de, T> DeserializeSeed<'de> for Word<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T> Visitor<'_> for Word<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expected)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).map_err(ours)
    }
}

/// A key of a mapping whose keys are known.
struct Key<'k> {
    known: &'k [&'static str],
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'static str, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = &'static str;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "one of the keys {}", listed(self.known))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<&'static str, E> {
        self.known.iter().copied().find(|known| *known == text).ok_or_else(|| {
            ours(match nearest(text, self.known.iter().copied()) {
                Some(near) => format!("unknown key `{text}`; did you mean `{near}`?"),
                None => format!("unknown key `{text}`; the keys here are {}", listed(self.known)),
            })
        })
    }
}

fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// Refuses a key that came before: YAML readers disagree about which of the two counts.
fn once<E: serde::de::Error>(seen: &mut Vec<&'static str>, key: &'static str) -> Result<(), E> {
    if seen.contains(&key) {
        return Err(ours(format!("`{key}` is written twice; keep one of them")));
    }
    seen.push(key);
    Ok(())
}

struct SettingsSeed;

impl<'de> DeserializeSeed<'de> for SettingsSeed {
    type Value = Settings;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Settings, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for SettingsSeed {
    type Value = Settings;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a mapping with the keys {}", listed(KEYS))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Settings, A::Error> {
        let mut settings = Settings::default();
        let mut seen = Vec::new();
        while let Some(key) = map.next_key_seed(Key { known: KEYS })? {
            once(&mut seen, key)?;
            match key {
                "kubernetes-version" => settings.kubernetes_version = Some(map.next_value_seed(VERSION)?),
                "audience" => settings.audience = Some(map.next_value_seed(AUDIENCE)?),
                "rules" => settings.rules = map.next_value_seed(RulesSeed)?,
                _ => settings.exceptions = map.next_value_seed(ExceptionsSeed)?,
            }
        }
        Ok(settings)
    }
}

const VERSION: Word<Version> = Word { parse: parse_version, expected: "a version of Kubernetes such as `1.37`" };

fn parse_version(text: &str) -> Result<Version, String> {
    Version::parse(text).ok_or_else(|| format!("`{text}` is no version of Kubernetes; write it as `1.37`, or `latest`"))
}

const AUDIENCE: Word<plimsoll_report::Audience> = Word {
    parse: |text| {
        parse_audience(text)
            .ok_or_else(|| format!("unknown audience `{text}`; it is one of `default`, `strict`, `opinion`, `all`"))
    },
    expected: "one of `default`, `strict`, `opinion`, `all`",
};

const RULE: Word<&'static Rule> = Word { parse: known_rule, expected: "the id of a rule" };

fn known_rule(id: &str) -> Result<&'static Rule, String> {
    plimsoll_rules::find(id).ok_or_else(|| unknown_rule(id))
}

struct RulesSeed;

impl<'de> DeserializeSeed<'de> for RulesSeed {
    type Value = Vec<(&'static str, RuleSetting)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RulesSeed {
    type Value = Vec<(&'static str, RuleSetting)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a mapping from ids of rules to `off`, `on` or a mapping")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut rules: Self::Value = Vec::new();
        while let Some(rule) = map.next_key_seed(RULE)? {
            let setting = map.next_value_seed(RuleSeed(rule))?;
            if rules.iter().any(|(id, _)| *id == rule.id) {
                return Err(ours(format!("`{}` is written twice; keep one of them", rule.id)));
            }
            rules.push((rule.id, setting));
        }
        Ok(rules)
    }
}

struct RuleSeed(&'static Rule);

impl<'de> DeserializeSeed<'de> for RuleSeed {
    type Value = RuleSetting;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<RuleSetting, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RuleSeed {
    type Value = RuleSetting;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("`off`, `on`, or a mapping with `severity` and the parameters of the rule")
    }

    fn visit_bool<E>(self, on: bool) -> Result<RuleSetting, E> {
        Ok(RuleSetting { off: !on, ..RuleSetting::default() })
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<RuleSetting, E> {
        match word {
            "on" => self.visit_bool(true),
            "off" => self.visit_bool(false),
            _ => Err(ours(format!("`{word}` is neither `on` nor `off`; a severity is written as `severity: {word}`"))),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleSetting, A::Error> {
        let parameters = self.0.parameters;
        let names = parameters.iter().filter_map(|parameter| match &parameter.name {
            std::borrow::Cow::Borrowed(name) => Some(*name),
            std::borrow::Cow::Owned(_) => None,
        });
        let known: Vec<&'static str> = ["severity"].into_iter().chain(names).collect();
        let mut setting = RuleSetting::default();
        let mut seen = Vec::new();
        while let Some(key) = map.next_key_seed(Key { known: &known })? {
            once(&mut seen, key)?;
            match parameters.iter().find(|parameter| parameter.name == key) {
                Some(parameter) => setting.parameters.push((key, map.next_value_seed(ParameterSeed(parameter.kind))?)),
                None => setting.severity = Some(map.next_value_seed(SEVERITY)?),
            }
        }
        Ok(setting)
    }
}

const SEVERITY: Word<Severity> = Word {
    parse: |text| {
        let words: Vec<&str> = Severity::ALL.iter().map(|severity| severity.as_str()).collect();
        Severity::parse(text).ok_or_else(|| format!("unknown severity `{text}`; it is one of {}", listed(&words)))
    },
    expected: "a severity",
};

struct ExceptionsSeed;

impl<'de> DeserializeSeed<'de> for ExceptionsSeed {
    type Value = Vec<Exception>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ExceptionsSeed {
    type Value = Vec<Exception>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of exceptions, each with `rule`, `object` and `reason`")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut exceptions = Vec::new();
        while let Some(exception) = seq.next_element_seed(ExceptionSeed)? {
            exceptions.push(exception);
        }
        Ok(exceptions)
    }
}

struct ExceptionSeed;

impl<'de> DeserializeSeed<'de> for ExceptionSeed {
    type Value = Exception;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Exception, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ExceptionSeed {
    type Value = Exception;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an exception with `rule`, `object` and `reason`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Exception, A::Error> {
        let (mut rule, mut target, mut reason, mut expires) = (None, None, None, None);
        let mut seen = Vec::new();
        while let Some(key) = map.next_key_seed(Key { known: EXCEPTION_KEYS })? {
            once(&mut seen, key)?;
            match key {
                "rule" => rule = Some(map.next_value_seed(RULE)?),
                "object" => target = Some(map.next_value_seed(TARGET)?),
                "reason" => reason = Some(map.next_value_seed(REASON)?),
                _ => expires = Some(map.next_value_seed(DATE)?),
            }
        }
        let rule =
            rule.ok_or_else(|| A::Error::custom(format_args!("{OURS}this exception names no rule; add `rule`")))?;
        let target = target.ok_or_else(|| {
            ours::<A::Error>(
                "this exception names no object; add `object: Kind/name` or a file; to allow it everywhere, write `off` under `rules`",
            )
        })?;
        let reason = reason
            .ok_or_else(|| ours::<A::Error>("this exception has no reason; add `reason` and say why it is fine"))?;
        Ok(Exception { rule, target, reason, expires })
    }
}

const TARGET: Word<Target> = Word {
    parse: |text| match text.trim() {
        "" => Err("`object` is empty; write `Kind/name`, `Kind/namespace/name` or a file".to_owned()),
        text => Ok(Target::parse(text)),
    },
    expected: "an object as `Kind/name` or `Kind/namespace/name`, or a file",
};

const REASON: Word<String> = Word {
    parse: |text| match text.trim() {
        "" => Err("`reason` is empty; say why this is fine".to_owned()),
        text => Ok(text.to_owned()),
    },
    expected: "a reason",
};

const DATE: Word<String> = Word {
    parse: |text| {
        if is_date(text) { Ok(text.to_owned()) } else { Err(format!("`{text}` is no date; write it as `2026-11-23`")) }
    },
    expected: "a date such as `2026-11-23`",
};
