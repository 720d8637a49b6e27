//! Settings in a text of any kind: `.env`, properties, INI, YAML, JSON, XML-free configuration, the words of a command. A name, a
//! separator, a value; only those are told whose name promises a secret.

use super::name::{Promise, promise};

/// A setting whose name promises a secret. Places are bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Assignment {
    pub(crate) promise: Promise,
    pub(crate) name: (usize, usize),
    pub(crate) value: (usize, usize),
}

/// Longer values are files, not settings; longer names are none.
const VALUE: usize = 4096;
const NAME: usize = 128;
/// Spaces around a separator.
const SPACES: usize = 16;

/// The settings of a text whose names promise a secret.
pub(crate) fn assignments(text: &str) -> Vec<Assignment> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut resume, mut line, mut is_comment) = (0, true, false);
    for (at, byte) in bytes.iter().copied().enumerate() {
        match byte {
            b'\n' => (line, is_comment) = (true, false),
            b' ' | b'\t' | b'\r' if line => continue,
            _ if line => {
                is_comment = matches!(byte, b'#' | b';') || bytes.get(at..).is_some_and(|rest| rest.starts_with(b"//"));
                line = false;
            }
            _ => {}
        }
        if at < resume || is_comment || !matches!(byte, b'=' | b':' | b' ') {
            continue;
        }
        let Some(assignment) = assignment_at(text, at, byte) else { continue };
        resume = assignment.value.1;
        found.push(assignment);
    }
    found
}

fn assignment_at(text: &str, at: usize, separator: u8) -> Option<Assignment> {
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    let name = name_before(before)?;
    let name_text = text.get(name.0..name.1)?;
    let is_quoted = name.1 < at && before.ends_with(['"', '\'']);
    let after = match separator {
        b'=' if after.starts_with('=') => return None,
        // `host:8080` and `a::b` assign nothing.
        b':' if !is_quoted && !after.starts_with([' ', '\t', '"', '\'', '=']) => return None,
        // `--password hunter2`.
        b' ' if !name_text.starts_with("--") || after.starts_with(['-', '=', ' ']) => return None,
        b':' => after.strip_prefix('=').unwrap_or(after),
        _ => after,
    };
    let promise = promise(name_text.trim_start_matches('-'))?;
    let start = text.len() - after.len();
    let value = value_at(text, start)?;
    Some(Assignment { promise, name, value })
}

/// The name that a text ends with, quotes and spaces left out.
fn name_before(before: &str) -> Option<(usize, usize)> {
    let bytes = before.as_bytes();
    let spaces = bytes.iter().rev().take(SPACES).take_while(|byte| matches!(**byte, b' ' | b'\t')).count();
    let mut end = bytes.len() - spaces;
    let mut strip = |quote: &[u8]| {
        let is_there = bytes.get(..end).is_some_and(|rest| rest.last().is_some_and(|last| quote.contains(last)));
        end -= usize::from(is_there);
    };
    strip(b"\"'");
    strip(b"\\");
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b'-' | b'.');
    let length = bytes.get(..end)?.iter().rev().take(NAME + 1).take_while(is_name).count();
    (1..=NAME).contains(&length).then_some((end - length, end))
}

/// The value that begins at a place: in quotes, or a word.
fn value_at(text: &str, start: usize) -> Option<(usize, usize)> {
    let rest = text.get(start..)?;
    let rest = rest.get(rest.bytes().take(SPACES).take_while(|byte| matches!(byte, b' ' | b'\t')).count()..)?;
    // In a text within a text quotes are escaped.
    let rest = if rest.starts_with("\\\"") { rest.get(1..)? } else { rest };
    let start = text.len() - rest.len();
    let first = *rest.as_bytes().first()?;
    if matches!(first, b'"' | b'\'') {
        let inside = rest.get(1..)?;
        let mut escaped = false;
        let end = inside.bytes().take(VALUE).position(|byte| {
            let ends = byte == b'\n' || (byte == first && !escaped);
            escaped = byte == b'\\' && !escaped && text.as_bytes().get(start.wrapping_sub(1)) != Some(&b'\\');
            ends
        })?;
        let end = start + 1 + end;
        let end = if text.get(start + 1..end)?.ends_with('\\') { end - 1 } else { end };
        return (text.as_bytes().get(end) != Some(&b'\n')).then_some((start + 1, end));
    }
    let is_end = |byte: u8| {
        byte <= b' '
            || matches!(
                byte,
                b',' | b';' | b'&' | b'"' | b'\'' | b'`' | b')' | b'}' | b']' | b'|' | b'<' | b'>' | b'\\'
            )
    };
    let length = rest.bytes().take(VALUE).position(is_end).unwrap_or(rest.len());
    let value = rest.get(..length)?;
    (length <= VALUE && !value.is_empty() && !is_code(value)).then_some((start, start + length))
}

/// `get_password()`, `os.environ[`, `config.password`: a program computes the value.
fn is_code(word: &str) -> bool {
    let is_path = || {
        let mut parts = word.split('.').peekable();
        let first = parts.next();
        first.is_some() && parts.peek().is_some() && parts.chain(first).all(is_identifier)
    };
    word.contains(['(', '[', '{']) || is_path()
}

fn is_identifier(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str)> {
        let part = |(start, end): (usize, usize)| text.get(start..end).unwrap();
        assignments(text).iter().map(|one| (part(one.name), part(one.value))).collect()
    }

    #[test]
    fn files_of_settings_are_read() {
        assert_eq!(read("A=b\nexport DB_PASSWORD=hunter2\nC=d"), [("DB_PASSWORD", "hunter2")]);
        assert_eq!(read("spring.datasource.password = hunter2\r\nx=y"), [("spring.datasource.password", "hunter2")]);
        assert_eq!(read("db:\n  user: a\n  password: \"hunter 2\"\n"), [("password", "hunter 2")]);
        assert_eq!(read("{\"user\":\"a\",\"password\":\"b c\",\"token\": 'd'}"), [("password", "b c"), ("token", "d")]);
        assert_eq!(read("Server=db;User Id=sa;Password=hunter2;X=y"), [("Password", "hunter2")]);
        assert_eq!(read("jdbc:mysql://db/shop?user=a&password=hunter2&x=y"), [("password", "hunter2")]);
        assert_eq!(read("{\\\"password\\\": \\\"hunter2\\\"}"), [("password", "hunter2")]);
    }

    #[test]
    fn the_words_of_a_command_are_read() {
        assert_eq!(read("--db-password=hunter2 -v"), [("--db-password", "hunter2")]);
        assert_eq!(read("run --password hunter2 --user a"), [("--password", "hunter2")]);
        assert_eq!(read("run --password --user a"), []);
        assert_eq!(read("the password hunter2"), []);
    }

    #[test]
    fn comments_comparisons_and_programs_assign_nothing() {
        for text in [
            "# password=hunter2",
            "  ; password = hunter2",
            "// token: abc",
            "if password == x",
            "password:\n  from: a",
            "password=",
            "password = get_password()",
            "token = os.environ[X]",
            "token: config.token",
            "password::text",
            "password:8080",
            "password: {",
            "password=\"open\n",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_once() {
        for piece in ["password=", "password=\"", "--token ", "a: ", "password: 'x' "] {
            let text = piece.repeat(200_000);
            assert!(assignments(&text).len() <= text.len());
        }
    }
}
