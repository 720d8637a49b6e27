//! What the page remembers of a person's choices. The text is not among them: the boot script keeps that.

use plimsoll_report::Audience;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::page::text;

/// The version that is checked against until somebody chooses another.
pub const DEFAULT_MINOR: u16 = 37;

/// A person's choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// Reads what was kept. What does not read takes its default: it may be of another page, or of a person's hand.
    pub fn read(kept: &JsValue) -> Self {
        let default = Self::default();
        let theme = text(kept, "theme").and_then(|word| Theme::parse(&word));
        let audience = text(kept, "audience").and_then(|word| Audience::parse(&word));
        Self {
            theme: theme.unwrap_or(default.theme),
            version: text(kept, "version").filter(|version| is_offered(version)).unwrap_or(default.version),
            audience: audience.unwrap_or(default.audience),
            file: text(kept, "file").filter(|file| !file.is_empty()).unwrap_or(default.file),
        }
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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

    /// The choice that a kept word names.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "system" => Some(Self::System),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            "contrast" => Some(Self::Contrast),
            _ => None,
        }
    }

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
    fn only_versions_of_the_dial_are_offered() {
        assert!(is_offered("1.25") && is_offered("1.38"));
        assert!(!is_offered("9.99") && !is_offered("latest") && !is_offered("") && !is_offered("1.24"));
    }

    #[test]
    fn a_theme_is_read_as_it_is_kept() {
        for theme in Theme::ALL {
            let kept = serde_json::to_value(theme).expect("a word");
            assert_eq!(kept.as_str().and_then(Theme::parse), Some(theme));
        }
        assert_eq!(Theme::parse("sepia"), None);
    }

    #[test]
    fn a_version_reads_back() {
        let settings = Settings { version: version_of(29), ..Settings::default() };
        assert_eq!(settings.minor(), Some(29));
        assert_eq!(Settings { version: "latest".into(), ..settings }.minor(), None);
    }
}
