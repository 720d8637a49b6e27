//! Shell scripts, read as far as it takes to know which programs they run on what.
//! Nothing is expanded: a variable stays as it is written. Of here documents the text is passed over.

use plimsoll_source::Value;

use crate::command::{Call, Word};

/// Substitutions in substitutions beyond this are text: no person writes them, and reading them must not go deep.
const DEPTH: usize = 16;

/// Words that stand before a program and are none.
const KEYWORDS: [&str; 11] = ["!", "do", "elif", "else", "if", "then", "time", "until", "while", "{", "}"];

/// Reads a script that begins at a place of the text of `value`.
pub(crate) fn read<'a>(script: &str, value: Value<'a>, at: usize) -> Vec<Call<'a>> {
    let mut reader = Reader { rest: script, at, value, frames: Vec::new(), here: Vec::new(), top: Frame::default() };
    while let Some(letter) = reader.next() {
        if reader.top.quoted { reader.in_quotes(letter) } else { reader.outside(letter) }
    }
    while !reader.frames.is_empty() {
        reader.leave();
    }
    reader.end_call(false);
    reader.top.calls
}

struct Reader<'s, 'a> {
    rest: &'s str,
    at: usize,
    value: Value<'a>,
    /// What is being read now: the script, or the innermost substitution.
    top: Frame<'a>,
    /// What it stands in.
    frames: Vec<Frame<'a>>,
    /// The words that end the here documents of this line.
    here: Vec<String>,
}

/// The script, or a substitution in it.
#[derive(Default)]
struct Frame<'a> {
    calls: Vec<Call<'a>>,
    call: Call<'a>,
    word: Option<Word<'a>>,
    /// Whether the word is the file of a redirection.
    redirected: bool,
    /// Whether a double quote is open.
    quoted: bool,
    /// Subshells that are open.
    subshells: usize,
    /// Whether a backtick ends it, in place of a parenthesis.
    backtick: bool,
}

impl<'a> Reader<'_, 'a> {
    fn next(&mut self) -> Option<char> {
        let letter = self.rest.chars().next()?;
        self.skip(letter.len_utf8());
        Some(letter)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        self.at += bytes;
    }

    /// Passes over `text` if it comes next.
    fn take(&mut self, text: &str) -> bool {
        let comes = self.rest.starts_with(text);
        if comes {
            self.skip(text.len());
        }
        comes
    }

    fn in_quotes(&mut self, letter: char) {
        match letter {
            '"' => self.top.quoted = false,
            '\\' => match self.next() {
                Some(next @ ('$' | '`' | '"' | '\\')) => self.push(next),
                Some('\n') | None => {}
                Some(next) => {
                    self.push('\\');
                    self.push(next);
                }
            },
            '$' if self.take("(") => self.enter(false),
            '`' => self.backtick(),
            letter => self.push(letter),
        }
    }

    fn outside(&mut self, letter: char) {
        match letter {
            '\'' => {
                self.word();
                while let Some(letter) = self.next().filter(|letter| *letter != '\'') {
                    self.push(letter);
                }
            }
            '"' => {
                self.word();
                self.top.quoted = true;
            }
            '\\' => match self.next() {
                Some('\n') | None => {}
                Some(next) => self.push(next),
            },
            '#' if self.top.word.is_none() => {
                let line = self.rest.find('\n').unwrap_or(self.rest.len());
                self.skip(line);
            }
            '\n' => {
                self.end_call(false);
                self.here_documents();
            }
            ' ' | '\t' | '\r' => self.end_word(),
            ';' => self.end_call(false),
            '&' if self.take(">") => self.redirection(),
            '&' => self.end_call(false),
            '|' => {
                let piped = !self.take("|");
                self.take("&");
                self.end_call(piped);
            }
            '$' if self.take("(") => self.enter(false),
            '`' => self.backtick(),
            '(' => {
                self.end_call(self.top.call.piped);
                self.top.subshells += 1;
            }
            ')' => self.parenthesis(),
            '<' if self.take("(") => self.enter(false),
            '<' if self.take("<<") => self.redirection(),
            '<' if self.take("<") => self.here_document(),
            '<' | '>' => self.redirection(),
            letter => self.push(letter),
        }
    }

    fn parenthesis(&mut self) {
        if self.top.subshells == 0 && !self.frames.is_empty() && !self.top.backtick {
            self.leave();
            return;
        }
        self.end_call(false);
        self.top.subshells = self.top.subshells.saturating_sub(1);
    }

    fn backtick(&mut self) {
        if self.top.backtick { self.leave() } else { self.enter(true) }
    }

    /// A substitution begins.
    fn enter(&mut self, backtick: bool) {
        self.word();
        if self.frames.len() < DEPTH {
            let frame = Frame { backtick, ..Frame::default() };
            self.frames.push(std::mem::replace(&mut self.top, frame));
        }
    }

    /// A substitution ends: its calls belong to the call that it stands in.
    fn leave(&mut self) {
        self.end_call(false);
        if let Some(outer) = self.frames.pop() {
            let inner = std::mem::replace(&mut self.top, outer);
            self.top.call.inner.extend(inner.calls);
        }
    }

    /// The word that is being read, begun here if there is none.
    fn word(&mut self) -> &mut Word<'a> {
        let (value, start) = (self.value, self.at);
        self.top.word.get_or_insert_with(|| Word { text: String::new().into(), value, start: Some(start) })
    }

    fn push(&mut self, letter: char) {
        let start = self.at - letter.len_utf8();
        let is_first = self.top.word.is_none();
        let word = self.word();
        if is_first {
            word.start = Some(start);
        }
        word.text.to_mut().push(letter);
    }

    fn end_word(&mut self) {
        let Some(word) = self.top.word.take() else { return };
        let call = &mut self.top.call;
        if std::mem::take(&mut self.top.redirected) {
            call.files.push(word);
        } else if !call.words.is_empty() || !KEYWORDS.contains(&word.text.as_ref()) {
            call.words.push(word);
        }
    }

    /// The next call reads what this one prints if `piped`; so it does where there is no call between.
    fn end_call(&mut self, piped: bool) {
        self.end_word();
        self.top.redirected = false;
        let frame = &mut self.top;
        if frame.call.words.is_empty() && frame.call.files.is_empty() && frame.call.inner.is_empty() {
            frame.call.piped |= piped;
            return;
        }
        let next = Call { piped, ..Call::default() };
        frame.calls.push(std::mem::replace(&mut frame.call, next));
    }

    /// The next word is a file. A number before the sign is no word.
    fn redirection(&mut self) {
        let is_number = |word: &Word<'_>| word.text.bytes().all(|byte| byte.is_ascii_digit());
        if self.top.word.as_ref().is_some_and(is_number) {
            self.top.word = None;
        }
        self.end_word();
        while ["<", ">", "&", "|"].iter().any(|sign| self.take(sign)) {}
        self.top.redirected = true;
    }

    fn here_document(&mut self) {
        self.end_word();
        self.take("-");
        let blank = self.rest.len() - self.rest.trim_start_matches([' ', '\t']).len();
        self.skip(blank);
        let end = self.rest.find([' ', '\t', '\n', ';', '|', '&', '>', '<', ')']).unwrap_or(self.rest.len());
        let word = self.rest.get(..end).unwrap_or_default().replace(['\'', '"', '\\'], "");
        self.skip(end);
        if !word.is_empty() {
            self.here.push(word);
        }
    }

    /// Passes over the here documents of the line that has ended.
    fn here_documents(&mut self) {
        for end in std::mem::take(&mut self.here) {
            while !self.rest.is_empty() {
                let length = self.rest.find('\n').map_or(self.rest.len(), |newline| newline + 1);
                let is_end = self.rest.get(..length).is_some_and(|line| line.trim_matches(['\t', '\n', '\r']) == end);
                self.skip(length);
                if is_end {
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::file;

    use super::*;

    /// Calls as text: words in brackets where a space would mislead, `<` before files, `$(…)` around what is inside.
    fn shown(script: &str) -> String {
        let file = file("a.yaml", "a");
        words(&read(script, file.root(0).unwrap(), 0))
    }

    fn words(calls: &[Call<'_>]) -> String {
        let one = |call: &Call<'_>| {
            let words = call.words.iter().map(|word| word.text.replace(' ', "_"));
            let files = call.files.iter().map(|file| format!("<{}", file.text));
            let inner = (!call.inner.is_empty()).then(|| format!("$({})", words_of(&call.inner)));
            let parts: Vec<_> = words.chain(files).chain(inner).collect();
            format!("{}{}", if call.piped { "| " } else { "" }, parts.join(" "))
        };
        calls.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn words_of(calls: &[Call<'_>]) -> String {
        words(calls)
    }

    #[test]
    fn scripts_are_read_as_a_shell_does() {
        for (script, calls) in [
            ("a b  c", "a b c"),
            ("a 'b c' \"d e\" f\\ g", "a b_c d_e f_g"),
            ("a'b'\"c\"d \"\" ''", "abcd  "),
            ("a; b && c || d & e\nf", "a; b; c; d; e; f"),
            ("a | b |& c |\n d", "a; | b; | c; | d"),
            ("a # b | c\nd a#b", "a; d a#b"),
            ("a \\\n b", "a b"),
            ("if a; then b; fi", "a; b; fi"),
            ("a | (b; c)", "a; | b; c"),
            ("(a); b", "a; b"),
            ("a >/x 2>&1 <y b", "a b </x <1 <y"),
            ("a &>/x", "a </x"),
            ("a 5<>/dev/tcp/h/1", "a </dev/tcp/h/1"),
            ("a <<E | b\nsudo x\nE\nc", "a; | b; c"),
            ("a <<-'E'\n\tsudo x\n\tE\nb", "a; b"),
            ("a <<< b c", "a c <b"),
            ("case x in a) b ;; esac", "case x in a; b; esac"),
        ] {
            assert_eq!(shown(script), calls, "{script}");
        }
    }

    #[test]
    fn substitutions_belong_to_the_call_they_stand_in() {
        for (script, calls) in [
            ("a $(b | c) d", "a  d $(b; | c)"),
            ("a \"x $(b \"c d\") y\"", "a x__y $(b c_d)"),
            ("a `b c`", "a  $(b c)"),
            ("a <(b)", "a  $(b)"),
            ("a $(b $(c) (d))", "a  $(b  $(c); d)"),
            ("x=$((1+2)); a", "x= $(1+2); a"),
            ("a '$(b)'", "a $(b)"),
            ("a $(b", "a  $(b)"),
            ("a \"b", "a b"),
            ("a ) b", "a; b"),
            ("$", "$"),
            ("\\", ""),
        ] {
            assert_eq!(shown(script), calls, "{script}");
        }
    }

    #[test]
    fn hostile_scripts_end() {
        for part in ["$(", "`", "(", "\"", "'", "<<a ", "\\", "|", "a<", "\"$(\"", "ö$(ö\n"] {
            drop(shown(&part.repeat(20_000)));
        }
    }
}
