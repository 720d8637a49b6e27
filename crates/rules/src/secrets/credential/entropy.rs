//! How much a text looks as if it had been drawn by lot. Alone it proves nothing: checksums and identifiers look the same.

/// Shannon's entropy of a text, in bits a character.
fn bits(text: &str) -> f32 {
    let mut counts = [0u16; 256];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let length = text.len() as f32;
    let share = |count: &u16| f32::from(*count) / length;
    -counts.iter().filter(|count| **count > 0).map(|count| share(count) * share(count).log2()).sum::<f32>()
}

/// Whether a text is long and mixed enough to have been drawn by lot. Words, paths and host names are not.
pub(crate) fn looks_random(text: &str) -> bool {
    let has = |test: fn(&u8) -> bool| text.as_bytes().iter().any(test);
    let is_token =
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-'));
    (16..=512).contains(&text.len())
        && is_token
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && text.split(['-', '_', '/']).any(|word| word.len() >= 12)
        && bits(text) >= 3.3
}

#[cfg(test)]
#[test]
fn words_do_not_look_random() {
    for text in ["q8ZkT2vB0nXw7LrJ5yMd1HsC9aEuG3fP", "9f86d081884c7d659a2feaa0c55ad015", "kX7+vbQ2mZ/9LrT4wYs1Ng=="] {
        assert!(looks_random(text), "{text}");
    }
    for text in [
        "",
        "short1",
        "aaaaaaaaaaaaaaaa1111",
        "my-service-account-name",
        "shop-db-1.shop.svc.cluster.local",
        "a long sentence with 1 digit",
    ] {
        assert!(!looks_random(text), "{text}");
    }
    assert!((bits("abcd") - 2.0).abs() < 0.01);
}
