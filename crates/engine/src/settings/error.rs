//! What is wrong with the settings, where, and what to do.

use std::fmt;

/// Settings or options that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// Line and column in the settings file, from 1, the column in UTF-16 units. None for an option that came from elsewhere.
    pub position: Option<(u32, u32)>,
    /// What happened and what to do, without a full stop.
    pub message: String,
}

impl SettingsError {
    /// An error in an option that was chosen outside of the settings file.
    pub(crate) fn option(message: String) -> Self {
        Self { position: None, message }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(formatter, "line {line}, column {column}: {}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for SettingsError {}
