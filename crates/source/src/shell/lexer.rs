//! From characters to commands.

use super::{After, Command, Redirection, Word};

/// Substitutions within each other that are looked into; deeper ones are skipped as a text without meaning.
const DEPTH: u32 = 64;

pub(super) fn commands(text: &str) -> Vec<Command> {
    let mut lexer = Lexer { text, at: 0, found: Vec::new(), depth: 0 };
    while lexer.at < text.len() {
        lexer.list();
        // A bracket that closes nothing ends nothing.
        lexer.at += 1;
    }
    lexer.found
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Command>,
    depth: u32,
}

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `(`, up to its `)`.
    Bracket,
    /// A pattern of `case`, up to its `)`.
    Pattern,
    /// The commands of a pattern, up to `;;` or `esac`.
    Clause,
}

/// Words that a command may follow at once.
const BEFORE_COMMANDS: [&str; 11] = ["!", "do", "elif", "else", "if", "then", "time", "until", "while", "{", "}"];

/// Words that end what others began.
const ENDS: [&str; 2] = ["done", "fi"];

impl Lexer<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        // Zero bytes mean nothing to a shell.
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn starts(&self, with: &str) -> bool {
        self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(with.as_bytes()))
    }

    /// Reads commands up to the end, or to a `)` that closes more than was opened here.
    fn list(&mut self) {
        let mut command = Command { depth: self.depth, ..Command::default() };
        let mut open: Vec<Open> = Vec::new();
        while self.at < self.text.len() {
            match self.byte(0) {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\\' if self.byte(1) == b'\n' => self.at += 2,
                b'#' => self.comment(),
                _ if open.last() == Some(&Open::Pattern) => self.pattern(&mut open),
                b')' if open.is_empty() => break,
                b'(' | b')' => {
                    let opens = self.byte(0) == b'(';
                    if opens {
                        open.push(Open::Bracket);
                    } else if open.last() == Some(&Open::Bracket) {
                        open.pop();
                    }
                    self.at += 1;
                    // A subshell follows what is before it as a command would.
                    let after = if opens && command.words.is_empty() { command.after } else { After::Always };
                    self.end(&mut command, after);
                }
                _ if self.is_redirection() => self.redirection(&mut command),
                b';' | b'\n' | b'&' | b'|' => {
                    if self.starts(";;") || self.starts(";&") {
                        open.last_mut()
                            .filter(|last| **last == Open::Clause)
                            .into_iter()
                            .for_each(|last| *last = Open::Pattern);
                    }
                    let after = self.operator();
                    self.end(&mut command, after);
                }
                _ => {
                    let word = self.word();
                    self.take(word, &mut command, &mut open);
                }
            }
        }
        self.end(&mut command, After::Always);
    }

    /// A step within the patterns of `case`.
    fn pattern(&mut self, open: &mut Vec<Open>) {
        match self.byte(0) {
            b')' => {
                self.at += 1;
                open.pop();
                open.push(Open::Clause);
            }
            b'(' | b'|' | b'\n' | b';' | b'&' | b'<' | b'>' => self.at += 1,
            _ => {
                let word = self.word();
                if self.text.get(word.place) == Some("esac") {
                    open.pop();
                }
            }
        }
    }

    fn end(&mut self, command: &mut Command, after: After) {
        let next = Command { after, depth: self.depth, ..Command::default() };
        let ended = std::mem::replace(command, next);
        if !(ended.words.is_empty() && ended.assignments.is_empty() && ended.redirections.is_empty()) {
            self.found.push(ended);
        } else if after == After::Always {
            // An empty line changes nothing about how the next command follows.
            command.after = ended.after;
        }
    }

    fn take(&mut self, word: Word, command: &mut Command, open: &mut Vec<Open>) {
        let is_plain = word.place.len() == word.text.len();
        if command.words.is_empty() && is_plain {
            if command.assignments.is_empty() && (BEFORE_COMMANDS.contains(&&*word.text) || ENDS.contains(&&*word.text))
            {
                return;
            }
            if &*word.text == "esac" && open.last() == Some(&Open::Clause) {
                open.pop();
                return;
            }
        }
        if command.words.is_empty() && is_assignment(&word.text) {
            command.assignments.push(word);
            return;
        }
        let is_in = is_plain && &*word.text == "in" && command.words.len() == 2;
        command.words.push(word);
        if is_in && command.words.first().is_some_and(|first| &*first.text == "case") {
            open.push(Open::Pattern);
            self.end(command, After::Always);
        }
    }

    /// Up to the end of the line.
    fn comment(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }

    fn operator(&mut self) -> After {
        let (length, after) = match (self.byte(0), self.byte(1)) {
            (b'&', b'&') => (2, After::Success),
            (b'|', b'|') => (2, After::Failure),
            (b'|', b'&') => (2, After::Pipe),
            (b'|', _) => (1, After::Pipe),
            (b';', b';' | b'&') => (2, After::Always),
            _ => (1, After::Always),
        };
        self.at += length;
        after
    }

    /// Whether arrows follow, perhaps after a number or an `&`.
    fn is_redirection(&self) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        match rest.get(digits) {
            Some(b'<' | b'>') => rest.get(digits + 1) != Some(&b'('),
            Some(b'&') => digits == 0 && rest.get(1) == Some(&b'>'),
            _ => false,
        }
    }

    fn redirection(&mut self, command: &mut Command) {
        let start = self.at;
        while self.byte(0).is_ascii_digit() || (self.at == start && self.byte(0) == b'&') {
            self.at += 1;
        }
        let arrow = self.byte(0);
        while self.byte(0) == arrow {
            self.at += 1;
        }
        if matches!(self.byte(0), b'&' | b'|' | b'-' | b'>') {
            self.at += 1;
        }
        let arrows = start..self.at;
        while matches!(self.byte(0), b' ' | b'\t') {
            self.at += 1;
        }
        let target = (self.at < self.text.len() && !self.ends_word()).then(|| self.word());
        command.redirections.push(Redirection { arrows, target });
    }

    /// Whether an unquoted word ends here.
    fn ends_word(&self) -> bool {
        match self.byte(0) {
            b' ' | b'\t' | b'\r' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' => true,
            b'<' | b'>' => self.byte(1) != b'(',
            _ => false,
        }
    }

    fn word(&mut self) -> Word {
        let start = self.at;
        let mut text = String::new();
        let mut varies = false;
        // At least one character, so that reading always goes on.
        while self.at < self.text.len() && (self.at == start || !self.ends_word()) {
            match self.byte(0) {
                b'\'' => self.single_quoted(&mut text),
                b'"' => varies |= self.double_quoted(&mut text),
                b'\\' => self.escaped(&mut text),
                b'$' | b'`' => varies |= self.substitution(&mut text),
                b'<' | b'>' if self.byte(1) == b'(' => varies |= self.bracketed(&mut text, 2),
                byte => {
                    varies |= matches!(byte, b'*' | b'?' | b'[');
                    self.push(&mut text);
                }
            }
        }
        Word { place: start..self.at, text: text.into_boxed_str(), varies }
    }

    /// Takes one character as it is.
    fn push(&mut self, text: &mut String) {
        let character = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        text.extend(character);
        self.at += character.map_or(0, char::len_utf8);
    }

    fn escaped(&mut self, text: &mut String) {
        self.at += 1;
        if self.byte(0) == b'\n' {
            self.at += 1;
        } else {
            self.push(text);
        }
    }

    fn single_quoted(&mut self, text: &mut String) {
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let length = rest.find('\'').unwrap_or(rest.len());
        text.push_str(rest.get(..length).unwrap_or_default());
        self.at = (self.at + length + 2).min(self.text.len());
    }

    /// Whether something in it varies.
    fn double_quoted(&mut self, text: &mut String) -> bool {
        let mut varies = false;
        self.at += 1;
        while self.at < self.text.len() {
            match self.byte(0) {
                b'"' => {
                    self.at += 1;
                    break;
                }
                b'\\' if matches!(self.byte(1), b'"' | b'\\' | b'$' | b'`' | b'\n') => self.escaped(text),
                b'$' | b'`' => varies |= self.substitution(text),
                _ => self.push(text),
            }
        }
        varies
    }

    /// A `$` or a backtick and what belongs to it. Whether it stands for anything.
    fn substitution(&mut self, text: &mut String) -> bool {
        if self.byte(0) == b'`' {
            return self.backticks(text);
        }
        match self.byte(1) {
            b'(' => self.bracketed(text, 2),
            b'{' => self.braced(text),
            next if next.is_ascii_alphanumeric()
                || matches!(next, b'_' | b'@' | b'*' | b'#' | b'?' | b'!' | b'$' | b'-') =>
            {
                self.push(text);
                self.push(text);
                while matches!(self.byte(0), b'_') || self.byte(0).is_ascii_alphanumeric() {
                    self.push(text);
                }
                true
            }
            _ => {
                self.push(text);
                false
            }
        }
    }

    /// `$(…)` and its like: the commands in it are found, too. `head` bytes open it; only the brackets go into the word.
    fn bracketed(&mut self, text: &mut String, head: usize) -> bool {
        text.push_str(self.text.get(self.at..self.at + head).unwrap_or_default());
        text.push(')');
        self.at += head;
        if self.starts("(") || self.depth >= DEPTH {
            self.skip_brackets();
        } else {
            self.depth += 1;
            self.list();
            self.depth -= 1;
            self.at = (self.at + 1).min(self.text.len());
        }
        true
    }

    /// To the end of the brackets that are open, whatever is in them: arithmetic, or what lies too deep.
    fn skip_brackets(&mut self) {
        let mut open = 1_u32;
        while open > 0 && self.at < self.text.len() {
            match self.byte(0) {
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// `${…}`, up to its brace.
    fn braced(&mut self, text: &mut String) -> bool {
        let start = self.at;
        let mut open = 0_u32;
        while self.at < self.text.len() {
            match self.byte(0) {
                b'\\' => self.at += 1,
                b'{' => open += 1,
                b'}' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 && self.at > start + 1 {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        text.push_str(self.text.get(start..self.at).unwrap_or_default());
        true
    }

    /// A command in backticks, up to the next one.
    fn backticks(&mut self, text: &mut String) -> bool {
        let start = self.at + 1;
        let mut end = start;
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(end).filter(|byte| **byte != b'`') {
            end += if *byte == b'\\' { 2 } else { 1 };
        }
        let end = end.min(self.text.len());
        let inside = self.text.get(start..end).unwrap_or_default();
        if self.depth < DEPTH {
            let mut inner = Lexer { text: inside, at: 0, found: Vec::new(), depth: self.depth + 1 };
            while inner.at < inside.len() {
                inner.list();
                inner.at += 1;
            }
            self.found.extend(inner.found.into_iter().map(|command| shifted(command, start)));
        }
        text.push_str("``");
        self.at = (end + 1).min(self.text.len());
        true
    }
}

/// `NAME=…`, where the name is one.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        let name = name.strip_suffix('+').unwrap_or(name);
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// A command whose places start elsewhere.
fn shifted(mut command: Command, by: usize) -> Command {
    let move_word = |word: &mut Word| word.place = word.place.start + by..word.place.end + by;
    command.assignments.iter_mut().chain(&mut command.words).for_each(move_word);
    for redirection in &mut command.redirections {
        redirection.arrows = redirection.arrows.start + by..redirection.arrows.end + by;
        redirection.target.iter_mut().for_each(move_word);
    }
    command
}
