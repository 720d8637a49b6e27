//! Which screen the fragment of the address names, and back.

/// A place of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Editor and results.
    #[default]
    Check,
    /// Editor and results, with the text that the link carries.
    Shared(String),
    /// The catalogue.
    Rules,
    /// A rule's page.
    Rule(String),
}

/// The fragment of the Check screen.
pub const CHECK: &str = "#/check";
/// The fragment of the catalogue.
pub const RULES: &str = "#/rules";

impl Route {
    /// Reads a fragment, with or without its `#`. What is not known leads to Check.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_start_matches('/');
        let path = path.split('?').next().unwrap_or(path).trim_end_matches('/');
        match path.split_once('/') {
            Some(("check", payload)) if !payload.is_empty() => Self::Shared(payload.to_owned()),
            Some(("rules", id)) if !id.is_empty() => Self::Rule(id.to_owned()),
            None if path == "rules" => Self::Rules,
            _ => Self::Check,
        }
    }

    /// Whether what the editor holds is the person's own, and not a link's that nobody has changed.
    pub fn is_own(&self) -> bool {
        !matches!(self, Self::Shared(_))
    }

    /// Whether the editor and its results are on the screen.
    pub fn is_check(&self) -> bool {
        matches!(self, Self::Check | Self::Shared(_))
    }
}

/// The fragment of a rule's page.
pub fn rule(id: &str) -> String {
    format!("{RULES}/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_lead_to_their_screens() {
        for (fragment, route) in [
            ("", Route::Check),
            ("#/check", Route::Check),
            ("#/check/", Route::Check),
            ("#/check/v1.abc-_", Route::Shared("v1.abc-_".into())),
            ("#/rules", Route::Rules),
            ("#/rules/", Route::Rules),
            ("#/rules/host-pid", Route::Rule("host-pid".into())),
            ("#/rules?embed=1", Route::Rules),
            ("#/nowhere/at/all", Route::Check),
        ] {
            assert_eq!(Route::parse(fragment), route, "{fragment}");
        }
        assert_eq!(Route::parse(&rule("host-pid")), Route::Rule("host-pid".into()));
    }
}
