//! What the page remembers of a person's choices. The text is not among them: the boot script keeps that.

use plimsoll_report::Audience;
use serde::{Deserialize, Serialize};

/// Where the choices are kept.
pub const KEY: &str = "plimsoll.settings.v1";
/// The version that is checked against until somebody chooses another.
pub const DEFAULT_MINOR: u16 = 37;

/// A person's choices. Fields that are missing, for instance of an older page, take their default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Kubernetes version, as `1.37`.
    pub version: String,
    /// Whose findings are shown.
    pub audience: Audience,
    /// Name of the file in the editor.
    pub file: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            version: version_of(DEFAULT_MINOR),
            audience: Audience::Default,
            file: crate::strings::UNTITLED.to_owned(),
        }
    }
}

impl Settings {
    /// The same, with a version that the dial offers: what was kept may be of another page, or of a person's hand.
    #[must_use]
    pub fn sound(mut self) -> Self {
        if !is_offered(&self.version) {
            self.version = version_of(DEFAULT_MINOR);
        }
        self
    }

    /// The minor number of the chosen version, if it reads.
    pub fn minor(&self) -> Option<u16> {
        self.version.strip_prefix("1.")?.parse().ok()
    }
}

/// Whether the dial offers this version.
pub fn is_offered(version: &str) -> bool {
    plimsoll_report::calendar::minors().iter().any(|release| version_of(release.minor) == version)
}

/// `1.37` of 37.
pub fn version_of(minor: u16) -> String {
    format!("1.{minor}")
}

/// A choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system asks.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast, light or dark as the system asks.
    Contrast,
}

impl Theme {
    /// Every choice, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// Value of `data-theme`, if it is to be set.
    pub const fn scheme(self) -> Option<&'static str> {
        match self {
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
            Self::System | Self::Contrast => None,
        }
    }

    /// Value of `data-contrast`, if it is to be set.
    pub const fn contrast(self) -> Option<&'static str> {
        match self {
            Self::Contrast => Some("more"),
            Self::System | Self::Light | Self::Dark => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_is_none_becomes_the_default() {
        for version in ["9.99", "latest", "", "1.24"] {
            assert_eq!(Settings { version: version.into(), ..Settings::default() }.sound(), Settings::default());
        }
        let old = Settings { version: "1.25".into(), ..Settings::default() };
        assert_eq!(old.clone().sound(), old);
    }

    #[test]
    fn a_version_reads_back() {
        let settings = Settings { version: version_of(29), ..Settings::default() };
        assert_eq!(settings.minor(), Some(29));
        assert_eq!(Settings { version: "latest".into(), ..settings }.minor(), None);
    }
}
