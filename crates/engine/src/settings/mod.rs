//! The settings file `plimsoll.yaml`: what it may say, and what it said.

mod error;
mod exception;
mod read;

use std::collections::BTreeMap;

use plimsoll_kube::Version;
use plimsoll_report::{Audience, Severity};

pub use error::SettingsError;
pub use exception::{Exception, Target};
pub(crate) use read::unknown_rule;

/// What a settings file asks for. Everything it leaves out falls to the product.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `kubernetes-version`.
    pub kubernetes_version: Option<Version>,
    /// `audience`; `all` reads as the last of them.
    pub audience: Option<Audience>,
    /// `rules`, by id.
    pub rules: BTreeMap<&'static str, RuleSetting>,
    /// `exceptions`, in the order of the file.
    pub exceptions: Vec<Exception>,
}

/// What a settings file says of one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSetting {
    /// Switched off. A rule that is named otherwise is on, whatever the audience.
    pub off: bool,
    /// The severity of its findings.
    pub severity: Option<Severity>,
    /// What its parameters are.
    pub parameters: BTreeMap<&'static str, ParameterValue>,
}

/// A value of a rule's parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Texts.
    List(Vec<String>),
}

impl Settings {
    /// Reads the text of a settings file. "" asks for nothing.
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        read::settings(text)
    }
}

/// The value that a word of the settings or of the command line names: an audience, or `all`.
pub fn parse_audience(word: &str) -> Option<Audience> {
    if word == "all" { Audience::ALL.last().copied() } else { Audience::parse(word) }
}
