//! Errors in plain words, on the place that a person would change.

use granit_parser::ErrorKind as Parser;

use crate::build::Broken;
use crate::{Span, SyntaxError, SyntaxErrorKind as Kind, limits};

/// The error for a reading that broke off. `bracket` is the innermost one that was open.
pub(crate) fn explain(text: &str, broken: &Broken, bracket: Option<u32>) -> SyntaxError {
    let error = match broken {
        Broken::TooDeep(at) => return too_deep(Span::new(*at, at.saturating_add(1))),
        Broken::Parser(error) => error,
    };
    let at = floor(text, error.marker().byte_offset().unwrap_or(text.len()));
    let place = Place { text, at };
    if let Some(error) = bracket.and_then(|bracket| place.forgotten_bracket(bracket as usize)) {
        return error;
    }
    let (span, kind, message) = match error.kind() {
        Parser::RecursionLimitExceeded => return too_deep(place.character()),
        Parser::TabNotAllowed
        | Parser::TabInBlockIndentation
        | Parser::TabInIndentation
        | Parser::TabAtBlockScalarStart
        | Parser::TabInPlainScalar => {
            (place.tabs(), Kind::TabIndentation, "a tab is not allowed here: indent with spaces".to_owned())
        }
        Parser::UnclosedQuotedScalar | Parser::DocumentIndicatorInQuotedScalar => {
            (place.rest_of_line(), Kind::UnclosedQuote, "the quote that opens here is not closed".to_owned())
        }
        Parser::UnclosedFlowCollection { open } => {
            (place.character(), Kind::UnclosedFlow, format!("`{open}` is not closed"))
        }
        Parser::MismatchedFlowCollectionEnd { open, close } => {
            (place.character(), Kind::UnclosedFlow, format!("`{open}` is closed by `{close}`"))
        }
        Parser::MisplacedFlowCollectionEnd => {
            (place.character(), Kind::UnclosedFlow, "this bracket closes nothing".to_owned())
        }
        Parser::UnexpectedEofFlowSequence
        | Parser::UnexpectedEofFlowMapping
        | Parser::UnexpectedEofImplicitFlowMapping => {
            (place.character(), Kind::UnclosedFlow, "the text ends within brackets or braces".to_owned())
        }
        Parser::ExpectedFlowMappingSeparator => {
            (place.word(), Kind::Syntax, "a `,` or `}` is missing before this".to_owned())
        }
        Parser::ExpectedFlowSequenceSeparator => {
            (place.word(), Kind::Syntax, "a `,` or `]` is missing before this".to_owned())
        }
        Parser::SimpleKeyExpected | Parser::InvalidSimpleKey | Parser::ExpectedBlockMappingKey
            if !place.is_list_item() =>
        {
            place.no_colon()
        }
        Parser::MappingValueNotAllowed | Parser::InvalidColonPlacement => place.stray_colon(),
        Parser::UnexpectedCharacter { character } => {
            let character = if *character == '`' { "a backtick".to_owned() } else { format!("`{character}`") };
            (place.character(), Kind::Syntax, format!("no value can start with {character}: put it in quotes"))
        }
        Parser::InvalidTrailingSingleQuotedScalar | Parser::InvalidTrailingDoubleQuotedScalar => {
            (place.word(), Kind::Syntax, "this follows the closing quote: put all of the value in quotes".to_owned())
        }
        Parser::UnknownQuotedScalarEscape
        | Parser::InvalidQuotedScalarHexEscape
        | Parser::InvalidLowSurrogateHexEscape
        | Parser::InvalidLowSurrogate
        | Parser::MissingLowSurrogate
        | Parser::UnpairedLowSurrogate
        | Parser::InvalidUnicodeEscape => {
            let message = "this is not an escape: write `\\\\` for a backslash, or use single quotes";
            (place.escape(), Kind::Syntax, message.to_owned())
        }
        Parser::CommentInterceptedScalar => {
            (place.rest_of_line(), Kind::Syntax, "a comment stands within a text of several lines".to_owned())
        }
        Parser::CommentNotSeparated => {
            (place.rest_of_line(), Kind::Syntax, "a blank is missing before the `#`".to_owned())
        }
        Parser::BlockSequenceEntryNotAllowed if place.follows_key() => {
            (place.rest_of_line(), Kind::Indentation, "a list starts on the line below its key".to_owned())
        }
        Parser::ExpectedBlockMappingKey
        | Parser::SimpleKeyExpected
        | Parser::InvalidSimpleKey
        | Parser::InvalidIndentation
        | Parser::ExpectedBlockSequenceEntry
        | Parser::BlockSequenceEntryNotAllowed
        | Parser::MappingKeyNotAllowed
        | Parser::InvalidBlockScalarIndent
        | Parser::InvalidQuotedScalarIndent
        | Parser::InvalidFlowScalarIndent => {
            let message = "this is not indented like the lines it belongs with";
            (place.rest_of_line(), Kind::Indentation, message.to_owned())
        }
        Parser::InvalidBlockScalarHeader | Parser::ZeroBlockScalarIndent => {
            (place.word(), Kind::Syntax, "after `|` or `>` the text must start on the next line".to_owned())
        }
        Parser::MissingAnchorOrAliasName => {
            let message = "a name must follow the `&` or `*`: put the value in quotes if it is a text";
            (place.word(), Kind::Syntax, message.to_owned())
        }
        Parser::BlockEntryInFlowCollection | Parser::PlainScalarStartsWithDashFlowIndicator => {
            let message =
                "no item within brackets or braces can start with `-`: put it in quotes, or take the `-` away";
            (place.word(), Kind::Syntax, message.to_owned())
        }
        Parser::UndeclaredTagHandle
        | Parser::ExpectedTagBang
        | Parser::InvalidTagTerminator
        | Parser::MissingTagUri
        | Parser::UnclosedVerbatimTag => {
            let message = "what starts with `!` is a tag, and this is none: put the value in quotes if it is a text";
            (place.word(), Kind::Syntax, message.to_owned())
        }
        _ => match place.directive() {
            Some(span) => {
                let message = "a line that starts with `%` instructs the parser, and kubectl takes none: take it away";
                (span, Kind::Syntax, message.to_owned())
            }
            None => (place.word(), Kind::Syntax, "this cannot stand here".to_owned()),
        },
    };
    SyntaxError::new(span, kind, message)
}

fn too_deep(span: Span) -> SyntaxError {
    SyntaxError::new(span, Kind::TooDeep, format!("this is nested more than {} levels deep", limits::DEPTH))
}

/// Where the parser stopped.
struct Place<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Place<'t> {
    fn rest(&self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.split(['\n', '\r']).next().unwrap_or_default()
    }

    fn line(&self) -> &'t str {
        line(self.text, self.at).of(self.text)
    }

    fn span(&self, length: usize) -> Span {
        Span::new(narrow(self.at), narrow(self.at + length))
    }

    fn character(&self) -> Span {
        self.span(self.rest().chars().next().map_or(0, char::len_utf8))
    }

    fn word(&self) -> Span {
        let rest = self.rest();
        let end = rest.find([' ', '\t', ',', ']', '}']).unwrap_or(rest.len());
        if end == 0 { self.character() } else { self.span(end) }
    }

    /// The first escape from here on that YAML does not know.
    fn escape(&self) -> Span {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut characters = rest.char_indices();
        while let Some((index, character)) = characters.next() {
            let Some((_, escaped)) = (character == '\\').then(|| characters.next()).flatten() else { continue };
            let digits = match escaped {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ if "0abtnvfre \"/\\N_LP\t\r\n".contains(escaped) => 0,
                _ => usize::MAX,
            };
            let tail = rest.get(index + 2..).unwrap_or_default();
            if digits > 0 && tail.bytes().take_while(u8::is_ascii_hexdigit).take(digits).count() < digits {
                let at = self.at + index;
                return Span::new(narrow(at), narrow(at + 1 + escaped.len_utf8()));
            }
        }
        self.word()
    }

    fn rest_of_line(&self) -> Span {
        self.span(self.rest().trim_end().len())
    }

    /// The first tabs of the line, else of the rest of it.
    fn tabs(&self) -> Span {
        let line = line(self.text, self.at);
        let written = line.of(self.text);
        let Some(first) = written.find('\t') else {
            // The parser may stand on what comes before the line with the tab.
            let next = self.text.get(self.at..).and_then(|rest| rest.find('\t'));
            return next.map_or_else(|| self.character(), |next| Place { at: self.at + next, ..*self }.tabs());
        };
        let length = written.bytes().skip(first).take_while(|byte| *byte == b'\t').count();
        Span::new(line.start + narrow(first), line.start + narrow(first + length))
    }

    /// A bracket that was not closed before a line that is indented no deeper than its own.
    fn forgotten_bracket(&self, bracket: usize) -> Option<SyntaxError> {
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let opened = line(self.text, bracket);
        let here = line(self.text, self.at);
        let written = here.of(self.text).trim_start();
        if here.start <= opened.start
            || indent(here.of(self.text)) > indent(opened.of(self.text))
            || written.is_empty()
            || written.starts_with([']', '}', ',', '"', '\'', '{', '['])
        {
            return None;
        }
        let place = Place { text: self.text, at: bracket };
        let open = self.text.get(bracket..)?.chars().next()?;
        Some(SyntaxError::new(place.character(), Kind::UnclosedFlow, format!("`{open}` is not closed")))
    }

    fn is_list_item(&self) -> bool {
        self.line().trim_start().starts_with("- ")
    }

    /// Whether this stands on the line of a key.
    fn follows_key(&self) -> bool {
        self.text.get(..self.at).unwrap_or_default().trim_end_matches(' ').ends_with(':')
    }

    /// The first line that starts with `%`, where that is the first line of all or the line of this place.
    fn directive(&self) -> Option<Span> {
        let first =
            self.text.find('%').filter(|first| self.text.get(..*first).is_some_and(|text| text.trim().is_empty()));
        let here = line(self.text, self.at);
        let span = if here.of(self.text).starts_with('%') { here } else { line(self.text, first?) };
        Some(span)
    }

    fn no_colon(&self) -> (Span, Kind, String) {
        let rest = self.rest().trim_end();
        let before =
            self.line().get(..self.at - line(self.text, self.at).start as usize).unwrap_or_default().trim_end();
        if before.ends_with(['}', ']']) {
            let message = "this follows the closing bracket: put all of the value in quotes";
            return (self.span(rest.len()), Kind::Syntax, message.to_owned());
        }
        if rest.contains(": ") && before.is_empty() {
            let message = "this is not indented like the lines it belongs with";
            return (self.span(rest.len()), Kind::Indentation, message.to_owned());
        }
        let colon = rest.find(':').filter(|colon| !rest.get(colon + 1..).unwrap_or_default().starts_with("//"));
        match colon {
            Some(colon) if !rest.starts_with(['\'', '"']) && colon + 1 < rest.len() => {
                let at = self.at + colon;
                let span = Span::new(narrow(at), narrow(at + 1));
                (span, Kind::MissingColon, "a blank is missing after the `:`".to_owned())
            }
            _ => (
                self.span(rest.len()),
                Kind::MissingColon,
                "a `:` is missing: this line should be `key: value`".to_owned(),
            ),
        }
    }

    /// A colon that cannot belong to a key here: a second one on its line, or on a line that goes on from the one above.
    fn stray_colon(&self) -> (Span, Kind, String) {
        let line = line(self.text, self.at);
        let before = Span::new(line.start, narrow(self.at)).of(self.text);
        if before.trim_start().trim_start_matches("- ").contains(": ") {
            let message = "a value that holds `: ` must be in quotes";
            return (self.character(), Kind::Syntax, message.to_owned());
        }
        let start = line.start + narrow(before.len() - before.trim_start().len());
        if before.chars().count() > limits::KEY {
            let error = long_key(Span::new(start, narrow(self.at)));
            return (error.span, error.kind, error.message);
        }
        let message = "this is indented more than the line above allows";
        (Span::new(start, narrow(self.at)), Kind::Indentation, message.to_owned())
    }
}

pub(crate) fn long_key(key: Span) -> SyntaxError {
    SyntaxError::new(key, Kind::Key, format!("a key must not be longer than {} characters", limits::KEY))
}

/// The line of a place without its line break.
fn line(text: &str, at: usize) -> Span {
    let start = text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |index| index + 1);
    let rest = text.get(at..).unwrap_or_default();
    Span::new(narrow(start), narrow(at + rest.find(['\n', '\r']).unwrap_or(rest.len())))
}

/// The line of a place, or the nearest before it that is not blank.
pub(crate) fn written_line(text: &str, at: u32) -> Option<Span> {
    let at = floor(text, at as usize);
    let here = line(text, at);
    if !here.of(text).trim().is_empty() {
        return Some(here);
    }
    let before = text.get(..here.start as usize)?.trim_end();
    let last = before.char_indices().next_back()?.0;
    Some(line(text, last))
}

/// Every `{{ … }}` of a text.
pub(crate) fn all_templates(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("{{")).map(|start| at + start) {
        let rest = text.get(start..).unwrap_or_default();
        let Some(end) = rest.find("}}").map(|end| start + end + 2) else { break };
        // A template may reach over lines; their breaks stay, so that other lines keep their indentation.
        let mut from = start;
        for piece in text.get(start..end).unwrap_or_default().split_inclusive('\n') {
            spans.push(Span::new(narrow(from), narrow(from + piece.trim_end_matches(['\n', '\r']).len())));
            from += piece.len();
        }
        at = end;
    }
    spans
}

/// Errors on lines that hold `{{` have one cause: the text is a template. They become one error, at the first.
pub(crate) fn templates(text: &str, errors: &mut Vec<SyntaxError>) {
    if errors.is_empty() || !text.contains("{{") {
        return;
    }
    let mut found = false;
    errors.retain_mut(|error| {
        if matches!(error.kind, Kind::Alias | Kind::TooDeep | Kind::TooManyNodes | Kind::ControlCharacter) {
            return true;
        }
        let Some(span) = template(text, error.span.start) else { return true };
        if found {
            return false;
        }
        found = true;
        error.span = span;
        error.kind = Kind::Template;
        "this is a Helm template: render it with `helm template` and paste the result".clone_into(&mut error.message);
        true
    });
}

/// The template on the line of a place, or on the written line before.
fn template(text: &str, at: u32) -> Option<Span> {
    let here = written_line(text, at)?;
    let before = here.start.checked_sub(1).and_then(|before| written_line(text, before));
    for line in [Some(here), before].into_iter().flatten() {
        let written = line.of(text);
        if let Some(start) = written.find("{{") {
            let length = written.get(start..)?.find("}}").map_or(written.len() - start, |end| end + 2);
            return Some(Span::new(line.start + narrow(start), line.start + narrow(start + length)));
        }
    }
    None
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
