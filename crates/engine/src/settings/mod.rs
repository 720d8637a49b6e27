//! The settings file `plimsoll.yaml`: what it may say, and what it said.

mod error;
mod exception;
#[cfg(feature = "settings")]
mod parameter;
#[cfg(feature = "settings")]
mod read;

use plimsoll_kube::Version;
use plimsoll_report::{Audience, Severity};
use plimsoll_rules::ParameterValue;

use crate::nearest;

pub use error::SettingsError;
pub use exception::{Exception, Target};

/// What a settings file asks for. Everything it leaves out falls to the product.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `kubernetes-version`.
    pub kubernetes_version: Option<Version>,
    /// `audience`; `all` reads as the last of them.
    pub audience: Option<Audience>,
    /// `rules`: ids with what is said of them, in the order of the file, each once.
    pub rules: Vec<(&'static str, RuleSetting)>,
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
    /// Names and values of its parameters, in the order of the file, each once.
    pub parameters: Vec<(&'static str, ParameterValue)>,
}

impl Settings {
    /// What the file says of a rule.
    pub fn rule(&self, id: &str) -> Option<&RuleSetting> {
        self.rules.iter().find(|(rule, _)| *rule == id).map(|(_, setting)| setting)
    }

    /// Reads the text of a settings file. "" asks for nothing.
    #[cfg(feature = "settings")]
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        read::settings(text)
    }

    /// Reads the text of a settings file, which this build can only do for "".
    #[cfg(not(feature = "settings"))]
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        Err(SettingsError::option("this build of the engine reads no settings file: use the command".to_owned()))
    }
}

/// The value that a word of the settings or of the command line names: an audience, or `all`.
pub fn parse_audience(word: &str) -> Option<Audience> {
    if word == "all" { Audience::ALL.last().copied() } else { Audience::parse(word) }
}

/// What to say of an id that no rule has.
pub(crate) fn unknown_rule(id: &str) -> String {
    match nearest(id, plimsoll_rules::RULES.iter().map(|rule| rule.id)) {
        Some(near) => format!("unknown rule `{id}`; did you mean `{near}`?"),
        None => format!("unknown rule `{id}`; `plimsoll rules` lists them"),
    }
}
