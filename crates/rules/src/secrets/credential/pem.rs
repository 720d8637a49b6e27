//! Private keys in the textual form of RFC 7468, and those of OpenSSH, PGP and PuTTY.

use plimsoll_report::Confidence::{self, High, Low, Medium};

use super::alphabet::{BASE64, DASH, EQUALS};

/// Three dashes are enough, since people cut them off; five are the rule.
const DASHES: usize = 3;
/// Longer than any label that is in use.
const LABEL: usize = 64;
/// Less than this is no key.
const BODY: usize = 60;
/// How far a key is looked for behind its header.
const AHEAD: usize = 4096;

/// Where the line ends that a private key begins with, if one begins here, and how certain it is.
pub(crate) fn header_at(text: &str, at: usize) -> Option<(usize, Confidence)> {
    let rest = text.get(at..)?;
    let dashes = DASH.run(rest.as_bytes(), LABEL);
    let label = rest.get(dashes..)?.strip_prefix("BEGIN ")?;
    let length = label.bytes().take(LABEL).position(|byte| byte == b'-')?;
    let (label, after) = label.split_at_checked(length)?;
    let closing = DASH.run(after.as_bytes(), LABEL);
    if dashes < DASHES || closing < DASHES || !label.contains("PRIVATE KEY") {
        return None;
    }
    let body = after.get(closing..)?;
    let ahead = body.get(..body.floor_char_boundary(AHEAD))?;
    let is_encrypted = label.contains("ENCRYPTED") || ahead.contains("Proc-Type: 4,ENCRYPTED");
    let certainty = if is_encrypted { Medium } else { High };
    Some((text.len() - body.len(), if is_key(ahead) { certainty } else { Low }))
}

/// Whether the lines that follow could be a key: base64, in which the headers of old keys may stand. In a text within a text a line
/// ends in `\n`, as two characters.
fn is_key(body: &str) -> bool {
    let lines = body.split(['\n', '\\']).map(|line| line.strip_prefix(['n', 'r']).unwrap_or(line).trim());
    let mut length = 0;
    for line in lines.take(32).filter(|line| !line.is_empty() && !line.contains(':')) {
        let letters = BASE64.and(EQUALS).run(line.as_bytes(), BODY);
        length += letters;
        if letters < line.len().min(BODY) {
            break;
        }
    }
    length >= BODY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(label: &str, body: &str) -> String {
        format!("{0}BEGIN {label}{0}\n{body}\n{0}END {label}{0}\n", "-----")
    }

    fn certainty(text: &str) -> Option<Confidence> {
        header_at(text, 0).map(|(_, certainty)| certainty)
    }

    #[test]
    fn the_label_says_that_it_is_private() {
        let body = ["MIIE".repeat(16), "abcd".repeat(16)].join("\n");
        for label in
            ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"]
        {
            assert_eq!(certainty(&key(label, &body)), Some(High), "{label}");
        }
        assert_eq!(certainty(&key("ENCRYPTED PRIVATE KEY", &body)), Some(Medium));
        for label in ["PUBLIC KEY", "CERTIFICATE", "private key", "PRIVATE KEY".repeat(9).as_str()] {
            assert_eq!(certainty(&key(label, &body)), None, "{label}");
        }
    }

    #[test]
    fn a_header_without_a_key_is_a_guess() {
        for body in ["", "xxxxx", "...", "<your key>", "a: b"] {
            assert_eq!(certainty(&key("PRIVATE KEY", body)), Some(Low), "{body}");
        }
    }

    #[test]
    fn a_key_may_stand_in_a_text_within_a_text() {
        let text = key("PRIVATE KEY", &"MIIE".repeat(30)).replace('\n', "\\n");
        assert_eq!(certainty(&text), Some(High));
    }

    #[test]
    fn only_the_first_line_is_taken() {
        let text = key("PRIVATE KEY", "xxx");
        assert_eq!(header_at(&text, 0).map(|(end, _)| text.get(..end).unwrap()), text.lines().next());
        assert_eq!(header_at("--BEGIN PRIVATE KEY--", 0), None);
        assert_eq!(header_at("-----BEGIN PRIVATE KEY", 0), None);
    }
}
