//! What may be shown of a secret.

/// Characters of a secret that may be shown: enough to find it again, too few to use it.
const SHOWN: usize = 4;

/// The beginning of a secret as a message may show it: `ghp_…`. Less of a short one, nothing of one that is a few characters long.
pub(crate) fn shown(secret: &str) -> String {
    let count = SHOWN.min(secret.chars().count() / SHOWN);
    let start: String =
        secret.chars().take(count).map(|one| if one == '`' || one.is_control() { '?' } else { one }).collect();
    start + "…"
}

#[cfg(test)]
#[test]
fn four_characters_at_most_and_never_more_than_a_quarter_of_the_secret() {
    assert_eq!(shown("abcdefghijklmnopqrst"), "abcd…");
    assert_eq!(shown("hunter22"), "hu…");
    assert_eq!(shown("abc"), "…");
    assert_eq!(shown(""), "…");
    assert_eq!(shown("`é\n4567890123456"), "?é?4…");
}
