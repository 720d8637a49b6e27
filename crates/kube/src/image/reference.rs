//! References to images, as the kubelet reads them: the grammar of the OCI distribution specification with the defaults of Docker.

use std::fmt;
use std::ops::Range;

/// The registry of a reference that names none.
pub const DEFAULT_REGISTRY: &str = "docker.io";
/// The tag of a reference that names neither tag nor digest.
pub const DEFAULT_TAG: &str = "latest";
/// How long the name of a repository may be, with its registry.
const NAME_LENGTH: usize = 255;
const TAG_LENGTH: usize = 128;

/// A reference to an image, in the words that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    text: &'a str,
    host: Option<&'a str>,
    path: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

/// Why a text is no reference, and the bytes of it that are to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where in the text.
    pub at: Range<usize>,
}

/// What can be wrong with a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// There is no text.
    Empty,
    /// Space around or within it.
    Space,
    /// A character that the user cannot see.
    Control,
    /// `https://` before it.
    Scheme,
    /// A capital letter in the path.
    UpperCase,
    /// A character that no path may have, or a separator where none may stand.
    Path,
    /// A path whose part is empty: `a//b`, `a/`, `/a`.
    EmptyPart,
    /// A registry that is no host name.
    Host,
    /// A port that is no number up to 65535, or has no host before it.
    Port,
    /// A tag that is empty, too long, or has a character that no tag may have.
    Tag,
    /// A digest that is not `algorithm:hex`.
    Digest,
    /// A digest whose algorithm no runtime knows.
    DigestAlgorithm,
    /// A digest that is too short or too long.
    DigestLength,
    /// A name that is too long.
    TooLong,
    /// 64 hexadecimal digits, which could be the id of an image.
    Id,
}

impl FaultKind {
    /// What to say of it, after the reference: "... has a capital letter in its path".
    pub const fn message(self) -> &'static str {
        match self {
            Self::Empty => "is empty",
            Self::Space => "has white space in it",
            Self::Control => "has an invisible character in it",
            Self::Scheme => "begins with a scheme, which images have not",
            Self::UpperCase => "has a capital letter in its path",
            Self::Path => "has a character in its path that is not allowed there",
            Self::EmptyPart => "has an empty part in its path",
            Self::Host => "names a registry that is no host",
            Self::Port => "names a port that is none",
            Self::Tag => "has a tag that is none",
            Self::Digest => "has a digest that is none",
            Self::DigestAlgorithm => "has a digest of an algorithm that runtimes do not know",
            Self::DigestLength => "has a digest of the wrong length",
            Self::TooLong => "is longer than names of images may be",
            Self::Id => "looks like the id of an image, which is no name",
        }
    }
}

impl<'a> Reference<'a> {
    /// Reads a reference.
    ///
    /// # Errors
    /// The first thing that keeps the text from being a reference.
    pub fn parse(text: &'a str) -> Result<Self, Fault> {
        readable(text)?;
        let (name, digest) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (text, None),
        };
        // A colon before the last slash belongs to a port.
        let base = name.rfind('/').map_or(0, |slash| slash + 1);
        let last = name.get(base..).unwrap_or_default();
        let (name, tag) = match last.find(':') {
            Some(colon) => (name.get(..base + colon).unwrap_or_default(), last.get(colon + 1..)),
            None => (name, None),
        };
        if name.is_empty() {
            let kind = if tag.is_some() { FaultKind::Port } else { FaultKind::Empty };
            return Err(Fault { kind, at: 0..text.len() });
        }
        let (host, path) = match name.split_once('/') {
            Some((first, rest)) if is_host(first) => (Some(first), rest),
            _ => (None, name),
        };
        if let Some(host) = host {
            check_host(host)?;
        }
        let start = name.len() - path.len();
        check_path(path, start)?;
        if name.len() > NAME_LENGTH {
            return Err(Fault { kind: FaultKind::TooLong, at: 0..name.len() });
        }
        if host.is_none() && name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Fault { kind: FaultKind::Id, at: 0..name.len() });
        }
        if let Some(tag) = tag {
            check_tag(tag, name.len() + 1)?;
        }
        if let Some(digest) = digest {
            check_digest(digest, text.len() - digest.len())?;
        }
        Ok(Self { text, host, path, tag, digest })
    }

    /// The text as written.
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The registry as written, with its port.
    pub const fn host(&self) -> Option<&'a str> {
        self.host
    }

    /// The registry that is asked, with its port.
    pub fn registry(&self) -> &'a str {
        match self.host {
            None | Some("index.docker.io" | "registry-1.docker.io" | "registry.hub.docker.com") => DEFAULT_REGISTRY,
            Some(host) => host,
        }
    }

    /// The port of the registry, where one is written.
    pub fn port(&self) -> Option<u16> {
        self.host?.rsplit_once(':')?.1.parse().ok()
    }

    /// The path as written, without registry, tag and digest.
    pub const fn path(&self) -> &'a str {
        self.path
    }

    /// The last part of the path.
    pub fn base_name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    /// The tag as written.
    pub const fn tag(&self) -> Option<&'a str> {
        self.tag
    }

    /// The digest, as `sha256:...`.
    pub const fn digest(&self) -> Option<&'a str> {
        self.digest
    }

    /// The tag that is asked for: none where a digest alone is.
    pub fn effective_tag(&self) -> Option<&'a str> {
        self.tag.or(if self.digest.is_none() { Some(DEFAULT_TAG) } else { None })
    }

    /// Whether Docker Hub keeps it under `library/`, which is not written.
    pub fn is_official(&self) -> bool {
        self.registry() == DEFAULT_REGISTRY && !self.path.contains('/')
    }

    /// Registry and path, in full: `docker.io/library/nginx`.
    pub fn repository(&self) -> String {
        let library = if self.is_official() { "library/" } else { "" };
        format!("{}/{library}{}", self.registry(), self.path)
    }

    /// The whole reference, in full.
    pub fn in_full(&self) -> String {
        let mut full = self.repository();
        if let Some(tag) = self.effective_tag() {
            full.push(':');
            full.push_str(tag);
        }
        if let Some(digest) = self.digest {
            full.push('@');
            full.push_str(digest);
        }
        full
    }
}

impl fmt::Display for Reference<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text)
    }
}

fn fault(kind: FaultKind, at: usize, length: usize) -> Result<(), Fault> {
    Err(Fault { kind, at: at..at + length })
}

/// What no part of a reference may have.
fn readable(text: &str) -> Result<(), Fault> {
    if text.is_empty() {
        return fault(FaultKind::Empty, 0, 0);
    }
    for (at, letter) in text.char_indices() {
        let kind = match letter {
            ' ' | '\t' | '\n' | '\r' => FaultKind::Space,
            _ if letter.is_control() || is_invisible(letter) => FaultKind::Control,
            _ => continue,
        };
        return fault(kind, at, letter.len_utf8());
    }
    match text.find("://") {
        Some(colon) => fault(FaultKind::Scheme, 0, colon + 3),
        None => Ok(()),
    }
}

/// What takes no room or turns the text around it.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether the first part of a name is a registry: Docker looks for a dot, a colon, a capital letter, or `localhost`.
fn is_host(part: &str) -> bool {
    part == "localhost" || part.bytes().any(|byte| matches!(byte, b'.' | b':') || byte.is_ascii_uppercase())
}

fn check_host(host: &str) -> Result<(), Fault> {
    let (name, port) = match host.rfind(']') {
        Some(end) if host.starts_with('[') => {
            (host.get(..=end).unwrap_or_default(), host.get(end + 1..).unwrap_or_default())
        }
        _ => host.find(':').map_or((host, ""), |colon| host.split_at(colon)),
    };
    if let Some(number) = port.strip_prefix(':') {
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if name.is_empty() || !digits || number.parse::<u16>().is_err() {
            return fault(FaultKind::Port, name.len(), port.len());
        }
    } else if !port.is_empty() {
        return fault(FaultKind::Host, 0, host.len());
    }
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let legal = match inner {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => name.split('.').all(is_label),
    };
    if legal { Ok(()) } else { fault(FaultKind::Host, 0, name.len()) }
}

fn is_label(label: &str) -> bool {
    let ends = [label.bytes().next(), label.bytes().next_back()];
    ends.iter().all(|end| end.is_some_and(|byte| byte.is_ascii_alphanumeric()))
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn check_path(path: &str, start: usize) -> Result<(), Fault> {
    let mut at = start;
    for part in path.split('/') {
        if part.is_empty() {
            return fault(FaultKind::EmptyPart, at.saturating_sub(1), 1);
        }
        if let Some((place, bad)) = part.char_indices().find(|(_, letter)| !is_path_letter(*letter)) {
            let kind = if bad.is_ascii_uppercase() { FaultKind::UpperCase } else { FaultKind::Path };
            return fault(kind, at + place, bad.len_utf8());
        }
        if let Some((place, length)) = bad_separator(part) {
            return fault(FaultKind::Path, at + place, length);
        }
        at += part.len() + 1;
    }
    Ok(())
}

const fn is_path_letter(letter: char) -> bool {
    matches!(letter, 'a'..='z' | '0'..='9' | '.' | '_' | '-')
}

/// A run of separators that is no separator: one stands between letters or digits, and is `.`, `_`, `__` or hyphens.
fn bad_separator(part: &str) -> Option<(usize, usize)> {
    let mut place = 0;
    let mut rest = part;
    while !rest.is_empty() {
        let word = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let after = rest.get(word..)?;
        let length = after.bytes().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
        let separator = after.get(..length)?;
        let legal = matches!(separator, "." | "_" | "__") || separator.bytes().all(|byte| byte == b'-');
        let at_end = after.len() == length;
        if length > 0 && (!legal || word == 0 || at_end) {
            return Some((place + word, length));
        }
        place += word + length;
        rest = after.get(length..)?;
    }
    None
}

fn check_tag(tag: &str, start: usize) -> Result<(), Fault> {
    if tag.is_empty() {
        return fault(FaultKind::Tag, start - 1, 1);
    }
    let legal = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-');
    if let Some((place, bad)) = tag.char_indices().find(|(_, letter)| !legal(*letter)) {
        return fault(FaultKind::Tag, start + place, bad.len_utf8());
    }
    if tag.starts_with(['.', '-']) {
        return fault(FaultKind::Tag, start, 1);
    }
    if tag.len() > TAG_LENGTH { fault(FaultKind::Tag, start, tag.len()) } else { Ok(()) }
}

fn check_digest(digest: &str, start: usize) -> Result<(), Fault> {
    let all = |kind| fault(kind, start, digest.len());
    let Some((algorithm, hex)) = digest.split_once(':') else { return all(FaultKind::Digest) };
    let hex_start = start + algorithm.len() + 1;
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ if !algorithm.is_empty()
            && algorithm.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+._-".contains(&byte)) =>
        {
            return fault(FaultKind::DigestAlgorithm, start, algorithm.len());
        }
        _ => return all(FaultKind::Digest),
    };
    let legal = |letter: char| matches!(letter, '0'..='9' | 'a'..='f');
    if let Some((place, bad)) = hex.char_indices().find(|(_, letter)| !legal(*letter)) {
        return fault(FaultKind::Digest, hex_start + place, bad.len_utf8());
    }
    if hex.len() == length { Ok(()) } else { fault(FaultKind::DigestLength, hex_start, hex.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "74c0f62947d1081de9e663e7b9e7712740f2c4093141eb6cf549a88b6992c80a";

    #[test]
    fn what_is_not_written_is_implied() {
        for (text, full) in [
            ("nginx", "docker.io/library/nginx:latest"),
            ("nginx:1.30", "docker.io/library/nginx:1.30"),
            ("library/nginx", "docker.io/library/nginx:latest"),
            ("index.docker.io/nginx", "docker.io/library/nginx:latest"),
            ("docker.io/grafana/grafana:12.1", "docker.io/grafana/grafana:12.1"),
            ("localhost/a", "localhost/a:latest"),
            ("host:5000/a/b__c/d.e-f---g:v1", "host:5000/a/b__c/d.e-f---g:v1"),
            ("[::1]:5000/a", "[::1]:5000/a:latest"),
            ("Host/a", "Host/a:latest"),
            ("a:5000", "docker.io/library/a:5000"),
        ] {
            assert_eq!(Reference::parse(text).map(|image| image.in_full()), Ok(full.to_owned()), "{text}");
        }
        let pinned = format!("nginx@sha256:{HEX}");
        let image = Reference::parse(&pinned).unwrap();
        assert_eq!((image.effective_tag(), image.digest().map(str::len)), (None, Some(71)));
        let both = format!("r.example:443/a:1@sha256:{HEX}");
        let image = Reference::parse(&both).unwrap();
        assert_eq!((image.tag(), image.port(), image.registry()), (Some("1"), Some(443), "r.example:443"));
        assert_eq!((image.path(), image.base_name()), ("a", "a"));
    }

    #[test]
    fn a_fault_names_its_place() {
        use FaultKind::*;
        let long = format!("{}/{}", "a".repeat(200), "b".repeat(100));
        let tag = format!("a:{}", "1".repeat(129));
        let digests = [
            format!("a@sha256:{}", HEX.trim_end_matches('a')),
            format!("a@sha256:{}", HEX.to_uppercase()),
            format!("a@sha512:{HEX}"),
            format!("a@md5:{HEX}"),
        ];
        for (text, kind, at) in [
            ("", Empty, ""),
            (" nginx", Space, " "),
            ("ngi nx", Space, " "),
            ("nginx\n", Space, "\n"),
            ("ngi\u{7}nx", Control, "\u{7}"),
            ("ngi\u{200b}nx", Control, "\u{200b}"),
            ("https://a.b/c", Scheme, "https://"),
            ("Nginx", UpperCase, "N"),
            ("a.b/C", UpperCase, "C"),
            ("a.b/c_-d", Path, "_-"),
            ("-a", Path, "-"),
            ("a.", Path, "."),
            ("näh", Path, "ä"),
            ("a//b", EmptyPart, "/"),
            ("a/", EmptyPart, "/"),
            ("/a", EmptyPart, "/"),
            (":5000/a", Port, ":5000"),
            (":5000", Port, ":5000"),
            ("a:/b", Port, ":"),
            ("a:99999/b", Port, ":99999"),
            ("a:x/b", Port, ":x"),
            ("-a.b/c", Host, "-a.b"),
            ("[::x]:1/a", Host, "[::x]"),
            ("a:", Tag, ":"),
            ("a:b:c", Tag, ":"),
            ("a:.b", Tag, "."),
            ("a@b", Digest, "b"),
            ("a@", Digest, ""),
            (&tag, Tag, tag.trim_start_matches("a:")),
            (&long, TooLong, &long),
            (HEX, Id, HEX),
            (&digests[0], DigestLength, HEX.trim_end_matches('a')),
            (&digests[1], Digest, "C"),
            (&digests[2], DigestLength, HEX),
            (&digests[3], DigestAlgorithm, "md5"),
        ] {
            let fault = Reference::parse(text).unwrap_err();
            assert_eq!((fault.kind, text.get(fault.at)), (kind, Some(at)), "{text:?}");
        }
    }

    #[test]
    fn whatever_is_written_there_is_an_answer() {
        let parts = ["", "a", "A", ":", "/", "@", "sha256:", HEX, ".", "-", "_", "[", "]", "é", "\u{0}", "5000"];
        for one in parts {
            for two in parts {
                for three in parts {
                    for four in parts {
                        let text = format!("{one}{two}{three}{four}");
                        if let Err(fault) = Reference::parse(&text) {
                            assert!(text.get(fault.at.clone()).is_some(), "{text:?}: {:?}", fault.at);
                        }
                    }
                }
            }
        }
    }
}
