//! Colours, on a terminal only.

use std::fmt::{self, Display};
use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};
use plimsoll_report::Severity;

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paint {
    on: bool,
}

/// Styled text.
pub(crate) struct Painted<T> {
    what: T,
    style: Option<Style>,
}

impl Paint {
    /// Colours where standard output is a terminal that wants them.
    pub(crate) fn of_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self { on: !refused && !dumb && std::io::stdout().is_terminal() }
    }

    #[cfg(test)]
    pub(crate) const fn always(on: bool) -> Self {
        Self { on }
    }

    pub(crate) fn bold<T: Display>(self, what: T) -> Painted<T> {
        self.with(Style::new().bold(), what)
    }

    pub(crate) fn dim<T: Display>(self, what: T) -> Painted<T> {
        self.with(Style::new().dimmed(), what)
    }

    /// File names and frames.
    pub(crate) fn frame<T: Display>(self, what: T) -> Painted<T> {
        self.with(AnsiColor::Blue.on_default(), what)
    }

    /// What can be done.
    pub(crate) fn good<T: Display>(self, what: T) -> Painted<T> {
        self.with(AnsiColor::Green.on_default(), what)
    }

    /// What is taken away.
    pub(crate) fn bad<T: Display>(self, what: T) -> Painted<T> {
        self.with(AnsiColor::Red.on_default(), what)
    }

    /// Words in the language of the file.
    pub(crate) fn code<T: Display>(self, what: T) -> Painted<T> {
        self.with(AnsiColor::Cyan.on_default(), what)
    }

    pub(crate) fn severity<T: Display>(self, severity: Severity, what: T) -> Painted<T> {
        let style = match severity {
            Severity::Critical => AnsiColor::Magenta.on_default().bold(),
            Severity::High => AnsiColor::Red.on_default().bold(),
            Severity::Medium => AnsiColor::Yellow.on_default().bold(),
            Severity::Low => AnsiColor::Blue.on_default().bold(),
            Severity::Info => Style::new().bold(),
        };
        self.with(style, what)
    }

    fn with<T>(self, style: Style, what: T) -> Painted<T> {
        Painted { what, style: self.on.then_some(style) }
    }
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => {
                write!(formatter, "{style}")?;
                self.what.fmt(formatter)?;
                write!(formatter, "{style:#}")
            }
            None => self.what.fmt(formatter),
        }
    }
}
