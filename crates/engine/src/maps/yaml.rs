//! Manifests as text. What is written is quoted where YAML would read something else.

use std::borrow::Cow;

use plimsoll_kube::network::{Connections, Family, Protocol, Range};
use plimsoll_source::text_to_json;

/// A text as a scalar of YAML.
pub(super) fn scalar(text: &str) -> Cow<'_, str> {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_plain { text.into() } else { text_to_json(text).into() }
}

/// A list on one line.
pub(super) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let scalars: Vec<Cow<'_, str>> = texts.into_iter().map(scalar).collect();
    ["[", &scalars.join(", "), "]"].concat()
}

/// A mapping on one line.
pub(super) fn map<'t>(entries: impl IntoIterator<Item = (&'t str, &'t str)>) -> String {
    let entries: Vec<String> =
        entries.into_iter().map(|(key, value)| [&*scalar(key), ": ", &*scalar(value)].concat()).collect();
    ["{", &entries.join(", "), "}"].concat()
}

/// The head of an object.
pub(super) fn head(api: &str, kind: &str, name: &str, namespace: &str) -> String {
    let within = match namespace {
        "" => String::new(),
        namespace => ["  namespace: ", &*scalar(namespace), "\n"].concat(),
    };
    ["apiVersion: ", api, "\nkind: ", kind, "\nmetadata:\n  name: ", &*scalar(name), "\n", &within].concat()
}

/// The ports of a rule of a `NetworkPolicy`; nothing where it is about all of them.
pub(super) fn ports(connections: &Connections) -> String {
    let mut text = String::new();
    if connections.is_all() {
        return text;
    }
    for protocol in Protocol::ALL {
        let ports = connections.ports(protocol);
        let name = protocol.as_str();
        if ports.is_all() {
            text.push_str(&["        - {protocol: ", name, "}\n"].concat());
            continue;
        }
        for (first, last) in ports.ranges() {
            let end = if first == last { String::new() } else { [", endPort: ", &last.to_string()].concat() };
            text.push_str(&["        - {protocol: ", name, ", port: ", &first.to_string(), &end, "}\n"].concat());
        }
    }
    text
}

/// A range of addresses as blocks.
pub(super) fn blocks(range: &Range) -> Vec<String> {
    let bits: u32 = if range.family == Family::V4 { 32 } else { 128 };
    let mut blocks = Vec::new();
    let mut first = range.first;
    loop {
        // The largest block that begins here and ends in the range.
        let mut size = first.trailing_zeros().min(bits);
        while size > 0 && first.checked_add(u128::MAX >> (128 - size)).is_none_or(|last| last > range.last) {
            size -= 1;
        }
        let one = Range { family: range.family, first, last: first };
        let address = one.to_string();
        let address = address.split('-').next().unwrap_or_default();
        blocks.push([address, "/", &(bits - size).to_string()].concat());
        let length = 1_u128.checked_shl(size);
        match length.and_then(|length| first.checked_add(length)).filter(|next| *next <= range.last) {
            Some(next) => first = next,
            None => return blocks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_read_otherwise_is_quoted() {
        assert_eq!(scalar("web"), "web");
        for (text, quoted) in [("no", "\"no\""), ("1", "\"1\""), ("", "\"\""), ("*", "\"*\""), ("a: b", "\"a: b\"")] {
            assert_eq!(scalar(text), quoted);
        }
        assert_eq!(map([("app", "web"), ("on", "1.0")]), "{app: web, \"on\": \"1.0\"}");
    }

    #[test]
    fn ranges_are_cut_into_blocks() {
        let blocks = |text| blocks(&Range::named(text).unwrap());
        assert_eq!(blocks("0.0.0.0/0"), ["0.0.0.0/0"]);
        assert_eq!(blocks("::/0"), ["::/0"]);
        assert_eq!(blocks("10.0.0.0-10.0.0.9"), ["10.0.0.0/29", "10.0.0.8/31"]);
        assert_eq!(blocks("255.255.255.254-255.255.255.255"), ["255.255.255.254/31"]);
        assert_eq!(blocks("1.2.3.4"), ["1.2.3.4/32"]);
        assert_eq!(blocks("0.0.0.1-0.0.0.3"), ["0.0.0.1/32", "0.0.0.2/31"]);
    }
}
