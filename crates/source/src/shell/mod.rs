//! Command lines of POSIX shells: enough to say which commands run, with which words, and how they are joined.
//!
//! Follows the token and grammar chapters of POSIX (<https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html>),
//! with the arrows of bash. Nothing is expanded: what a variable holds is not known. Never fails.

mod lexer;

use std::ops::Range;

/// The commands of a text in the order in which they end, those within substitutions before the command they are in.
pub fn commands(text: &str) -> Vec<Command> {
    lexer::commands(text)
}

/// A simple command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// `NAME=value` before the command.
    pub assignments: Vec<Word>,
    /// The command and its arguments.
    pub words: Vec<Word>,
    /// Where its input comes from and its output goes.
    pub redirections: Vec<Redirection>,
    /// How it follows the command before it.
    pub after: After,
    /// How many substitutions, `$(…)` or backticks, it is in.
    pub depth: u32,
}

/// How a command follows the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum After {
    /// It is the first, or follows whatever the other did: `;`, a line break, `&`, a bracket.
    #[default]
    Always,
    /// `&&`.
    Success,
    /// `||`.
    Failure,
    /// `|`: it reads what the other writes.
    Pipe,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the text, quotes included.
    pub place: Range<usize>,
    /// What it means: without quotes and backslashes. A variable stands in it as it is written, a command as `$()`.
    pub text: Box<str>,
    /// Whether a part of it is known only when it runs: a variable, a substitution, or a pattern outside quotes.
    pub varies: bool,
}

/// A redirection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirection {
    /// Its arrows, with a number before them if there is one: `2>`, `>>`, `<`.
    pub arrows: Range<usize>,
    /// The file, or the word that a heredoc ends with. None where the text ends before.
    pub target: Option<Word>,
}

impl Command {
    /// The command's own name, without the folders it is in; "" where it only sets variables.
    pub fn name(&self) -> &str {
        let word = self.words.first().map_or("", |word| &*word.text);
        word.rsplit('/').next().unwrap_or_default()
    }

    /// What follows its name.
    pub fn arguments(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().skip(1)
    }
}
