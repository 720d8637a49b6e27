//! Makes manifests strange: small changes of the sort that tell readers of YAML apart.
#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "places are taken from the lengths of what they are places of"
)]

use super::Case;
use super::dice::Dice;

/// What may stand where a value stands.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "yes", "No", "on", "OFF", "y", "n", "Y", "N", "True", "FALSE", "tRUE", "~", "null", "Null", "nULL", "", "0777",
    "0o17", "0o8", "08", "0x1F", "0X1f", "0b101", "0b2", "1_000", "_1", "1__0", "1e3", "1E+3", "1.0", "1.", ".5", "-.5",
    "+1", "-0", "--1", "+-1", "1e400", ".inf", "-.INF", ".nan", "1:30", "1:30:15", "190:20:30.15", "2001-12-14",
    "2001-12-14t21:59:43.10-05:00", "1.2.3", "12e03", "0.1e", "0x", "9223372036854775807", "9223372036854775808",
    "18446744073709551616", "-9223372036854775809", "1e21", "1e-7", "123456789.123456789", "0.30000000000000004",
    "+.inf", "0_7", "0x_1", "1_.5", "<<", "=", "*a", "&a x", "&a", "!!str 1", "!!str", "!!int '1'", "!!int 0x1F",
    "!!float 1", "!!bool yes", "!!null ''", "!!binary aGk=", "!!binary 'a'", "!!timestamp 2001-12-14", "!x y",
    "!<tag:yaml.org,2002:str> 1", "! 1", "!!set {a}", "!!omap [a: 1]", "!!map {a: 1}", "!!seq [1]", "'it''s'",
    "\"a\\tb\"", "\"\\x41\\u00e9\\U0001F600\"", "\"\\/\"", "\"a\\\n    b\"", "\"\\e\\N\\_\\L\\P\"", "'a\n\n    b'",
    "\"a\n    b  \n\n  c\"", "'a'#b", "\"a\"#b", "a#b", "a #b", "a: b", "a:b", "a :b", "- a", "-a", "- - a", "? a",
    "?a", ":a", ": a", "[a, b", "[a, b]", "[a,, b]", "[a, ]", "[,]", "[a: b, c]", "[a:, b]", "[? a : b]", "[a b, 'c']",
    "{a: 1, b}", "{a, b: }", "{a:1}", "{\"a\":1}", "{'a':1}", "{a: 1,}", "{,}", "{a: {b: [c]}}", "{? a : b}", "{: a}",
    "{}", "[]", "[[]]", "[-1, -a, - b]", "[#a\n  b]", "[a\n  #c\n  , b]", "{a: b #c\n  }", "{a\n  : b}", "[a\n, b]",
    "{x: 1\n}", "|", "|\n  a", "|-\n    a\n     b\n", "|+\n    a\n\n", ">\n    a\n    b\n\n    c\n",
    ">-\n    a\n\n      b\n    c", "|2\n    a", "|2-\n      a", "|-2\n      a", "|0\n    a", "|10\n    a",
    "| # c\n    a", "|#c\n    a", "|\n\n     a\n    b", "|\n  \n    a", "|\n\ta", ">\n    a\n\tb",
    "|\n    a\n   # c\n    b", "@a", "`a`", "%a", "&", "*", "!", "|a", ">a", "#a", "# a", ",a", "]", "}", "a]", "a}",
    "a,b", "a\n    b", "a\n\n    b", "a\n    # c\n    b", "a\n    - b", "a\n    b: c", "a\tb", "\ta", "a\t", "a\t# c",
    "a \t# c", "'a'\t# c", "\u{e9}", "\u{FEFF}a", "a\u{FEFF}", "a\u{85}b", "a\u{2028}b", "'a\u{85}b'", "\"a\u{2028}b\"",
    "a # c\u{2028}  x: y", "a\u{a0}b", "\u{a0}", "\u{200b}", "\u{1F600}", "a\u{7f}", "a\u{1}", "\"\\ud83d\\ude00\"",
    "\"\\0\"", "\"\\a\\b\\v\\f\"", "{{ .Values.x }}", "\"{{ .x }}\"", "$(X)", "a\\nb", "'a\\nb'", "<<: *a", "'<<'",
    "---", "--- a", "...", "a ---", "http://a:1/b?c#d", "\u{2029}", "1,000", "1e", "e1", ".", "..", "-", "- ", "+", "0",
    "00", "-0777", "0.0", "-0.0", "0b", "0b-1", "0x-1", "\"\" ''", "'' x", "\"a\" # c", "''''", "\"\\\"\"", "'\\'",
    "\"\\\n\"", "? ", "\"unclosed", "'unclosed", "[!!str, a]", "[!, a]", "{a: !x}", "[! , a]", "[&a, b]", "[&a[b]]", "&a.b c",
    "[-]", "{a: -, b: 1}", "a\u{2028}    b", "[a\u{2028}b]", "\"a \u{2028} b\"", "'a\u{2029}\n    b'", "|+\n    a\u{2029}    b\u{2029}\n",
    ">-\n    a\u{2028}\u{85}    b\n\u{2028}    c",
];

/// What may stand on a line of its own.
#[rustfmt::skip]
const LINES: &[&str] = &[
    "---", "--- ", "--- # c", "--- a", "---a", "----", " ---", "...", "... # c", "...a", "%YAML 1.1", "%YAML 1.2",
    "%TAG ! tag:x,2000:", "%X", "# c", "#c", " # c", "\t", "\t# c", "  \t", "", " ", "<<: {a: 1}",
    "<<: [{a: 1}, {b: 2}]", "<<: *a", "<<:", "<<: a", "<<: []", "<<: [*a, *a]", "'<<': {a: 1}", "!!merge <<: {a: 1}",
    "? a", "? a\n: b", ": b", "? - a\n: b", "?", ":", "a: &a {b: 1}", "a: &a\n  b: 1", "a: *a", "*a : b", "&a a: b",
    "? &a b\n: *a", "- a", "-", "- - a", "-   a: 1\n    b: 2", "a", "a:", "a: 1", "a : 1", "a:1", "'a': 1", "'a' : 1",
    "'a':1", "\"a\":1", "\"a\\u0062\": 1", "1: a", "1.0: a", "1e3: a", "1000000.0: a", "1.5: a", "0x1F: a", "0777: a",
    "yes: a", "On: a", "~: a", "null: a", ": a", "[a]: b", "{a: b}: c", "? {a: b}\n: c", "!!str 1: a", "!!int 1: a",
    "2001-12-14: a", "18446744073709551615: a", "-1: a", ".5: a", ".inf: a", "a: 1\na: 2", "a: {b: 1}\na: {c: 2}",
    "a: |\n  b\n  c", "a: >\n  b\n  c", "a:\n- b\n- c", "a:\n  - b\n  - c", "a:\n   b: 1\n   c: 2", "a: b: c",
    "a: 'b': c", "a: [b]: c", "a: - b", "a: ? b", "a: b\n  c: d", "\u{FEFF}", "\u{FEFF}a: 1", "a\u{FEFF}: 1", "\u{85}",
    "\u{2028}", "# c\u{2028}a: 1", "# c\u{85}a: 1", "a: 1 # c\u{2029}b: 2", "a: 1\rb: 2", "# c\ra: 1", "}", "]", "{",
    "[", "{a: 1}", "[a]", "a: 'b", "a: \"b", "@", "`", "!", "!a", "!a b: c", "&", "*", "|", ">", "- |\n  a",
    "- >-\n  a", "a: !!binary |\n  aGk=", "a: !!binary >\n  aG\n  k=", "a: &x 1\nb: &x 2\nc: *x", "a: &x [*x]", "a: *y",
    "\"a b\": 1", "a b: 1", "a#b: 1", "a #b: 1", "a: #b", "a:#b", "a:\t1", "a\t: 1", "a:\n\tb: 1", "\ta: 1", "-\ta: 1",
    "- \ta", "?\ta",
];

/// Single characters and pieces that go anywhere.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{a0}", ":", ": ",
    " :", " : ", "#", " #", "# ", " # ", "-", "- ", "?", "? ", "'", "\"", "''", "\"\"", "[", "]", "{", "}", "[]", "{}",
    ",", ", ", "&", "&a ", "*", "*a", "!", "!!str ", "!!int ", "!x ", "|", ">", "|-", "|+", "%", "@", "`", "\\", "\\n",
    "<<: ", "~", "---", "...", "\n---\n", "\n...\n", "\n# c\n", " # c\n", "\u{1}", "\u{7f}", "\u{e9}", "\u{1F600}", "0",
    "1", "a", "_", ".", "=", "/", "\\/", "\\u00e9", "\\ud800", "$", "{{", "}}", "\n ", "\n\t", "\\\n",
];

/// Bytes that no UTF-8 text holds.
const BYTES: &[&[u8]] = &[b"\xFF", b"\xE2\x82", b"\xC0\xAF", b"\xED\xA0\x80", b"\x80", b"\0", b"\xFF\xFE", b"\xF0\x9F"];

/// One mutant: a document or two of the case, changed in one to three places.
pub(super) fn mutant(cases: &[Case], seed: u64) -> Case {
    let mut dice = Dice::new(seed);
    let case = &cases[dice.below(cases.len())];
    let mut text = case.text.clone();
    for _ in 0..dice.pick(&[1, 1, 1, 2, 3]) {
        text = changed(&text, &mut dice);
    }
    let mut bytes = text.clone().into_bytes();
    match dice.below(120) {
        0 => bytes = wide(&text, 0xFEFF_u16.to_le_bytes(), u16::to_le_bytes),
        1 => bytes = wide(&text, 0xFEFF_u16.to_be_bytes(), u16::to_be_bytes),
        2 | 3 => bytes.splice(0..0, *b"\xEF\xBB\xBF").for_each(drop),
        4 | 5 => {
            let at = dice.below(bytes.len());
            bytes.splice(at..at, dice.pick(BYTES).iter().copied()).for_each(drop);
        }
        _ => {}
    }
    Case { name: format!("{} mutant {seed}", case.name), json: case.json, bytes, text }
}

fn changed(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        return dice.pick(LINES).to_owned();
    }
    let at = dice.below(lines.len());
    let line = lines[at].clone();
    let indent = line.len() - line.trim_start_matches(' ').len();
    match dice.below(20) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, line),
        2 => {
            let other = dice.below(lines.len());
            lines.swap(at, other);
        }
        3 => lines[at] = format!("{}{line}", " ".repeat(1 + dice.below(3))),
        4 => lines[at] = line.strip_prefix(&" ".repeat(1 + dice.below(2))).unwrap_or(&line).to_owned(),
        5 => lines[at] = line.replacen("  ", "\t", 1),
        6..=9 => lines[at] = with_value(&line, &deeper(dice.pick(VALUES), indent)),
        10..=13 => {
            let depth = (indent + dice.pick(&[0, 0, 0, 0, 2, 1])).saturating_sub(dice.pick(&[0, 0, 0, 2]));
            let new = dice.pick(LINES);
            let new: String = new.split('\n').map(|line| format!("{}{line}\n", " ".repeat(depth))).collect();
            lines.insert(at, new);
        }
        14 => {
            lines[at] = format!(
                "{}{}",
                line.trim_end(),
                dice.pick(&["\r\n", "\r", "\u{85}", "\u{2028}", "", " \n", "\t\n", "  # c\n", "\n\n"])
            );
        }
        15 => return text.replace('\n', dice.pick(&["\r\n", "\r", "\r\n"])),
        16 => return text.get(..floor(text, dice.below(text.len()))).unwrap_or_default().to_owned(),
        _ => {
            let place = floor(&line, dice.below(line.len() + 1));
            lines[at] = format!("{}{}{}", &line[..place], dice.pick(PIECES), &line[place..]);
        }
    }
    lines.concat()
}

/// A line with another value after its key or dash.
fn with_value(line: &str, value: &str) -> String {
    let key = line.find(": ").map(|at| at + 2).or_else(|| line.find("- ").map(|at| at + 2));
    let key = key.or_else(|| line.trim_end().ends_with(':').then(|| line.trim_end().len()));
    match key {
        Some(at) => format!("{} {value}\n", line[..at].trim_end()),
        None => format!("{}{value}\n", line.trim_end()),
    }
}

/// A value of several lines, moved to the indentation of its line.
fn deeper(value: &str, indent: usize) -> String {
    value.replace('\n', &format!("\n{}", " ".repeat(indent)))
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

fn wide(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
}
