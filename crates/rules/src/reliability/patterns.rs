//! Patterns that settings give: texts in which `*` stands for any text.

/// Whether a text is like a pattern.
pub(super) fn is_like(text: &str, pattern: &str) -> bool {
    let Some((start, mut rest)) = pattern.split_once('*') else { return text == pattern };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    while let Some((middle, after)) = rest.split_once('*') {
        let Some((_, behind)) = text.split_once(middle) else { return false };
        text = behind;
        rest = after;
    }
    text.ends_with(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (text, pattern) in [
            ("abc", "abc"),
            ("abc", "*"),
            ("abc", "a*"),
            ("abc", "*c"),
            ("abcbc", "a*bc"),
            ("a.b.c", "a*.*c"),
            ("", "*"),
        ] {
            assert!(is_like(text, pattern), "{text} {pattern}");
        }
        for (text, pattern) in [("abc", "ab"), ("abc", "b*"), ("abc", "*b"), ("ab", "ab*b"), ("", "a*")] {
            assert!(!is_like(text, pattern), "{text} {pattern}");
        }
    }
}
