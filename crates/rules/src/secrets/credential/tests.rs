//! Every row of the table against tokens that are made when the tests run: no file of ours holds what looks like a live one.

use plimsoll_report::Confidence::{High, Low, Medium};

use super::base64::encode;
use super::checksum::base62_sum;
use super::format::Format;
use super::samples::{Lot, private_key_of, sample, web_token};
use super::*;

fn whats(text: &str) -> Vec<(&'static str, &str)> {
    find(text).into_iter().map(|one| (one.what, text.get(one.start..one.end).unwrap())).collect()
}

#[test]
fn each_row_finds_its_own_wherever_it_stands() {
    for (number, format) in formats::all().enumerate() {
        for round in 0..20 {
            let token = sample(format, &mut Lot(number as u64 * 100 + round));
            for text in [
                token.clone(),
                format!("KEY={token}\nA=b"),
                format!("{{\"key\":\"{token}\"}}"),
                format!("see {token}, there"),
            ] {
                assert_eq!(whats(&text), [(format.what, token.as_str())], "{text}");
            }
        }
    }
}

#[test]
fn there_are_rows_of_many_providers() {
    let first = |format: &Format| format.what.split(' ').next().unwrap_or_default();
    let providers: std::collections::BTreeSet<_> = formats::all().map(first).collect();
    assert!(providers.len() >= 60, "{providers:?}");
    for format in formats::all() {
        assert!(!format.prefix.is_empty() && !format.what.contains('`'), "{}", format.what);
    }
}

#[test]
fn a_token_that_goes_on_or_is_cut_is_none() {
    for (number, format) in formats::all().enumerate() {
        let token = sample(format, &mut Lot(number as u64));
        for text in [format!("x{token}"), format.prefix.to_owned(), token.chars().take(12).collect()] {
            let found = whats(&text);
            assert!(
                !found.iter().any(|(what, _)| *what == format.what)
                    || !text.starts_with('x')
                    || !format.prefix.starts_with(char::is_alphanumeric),
                "{text}"
            );
        }
    }
}

#[test]
fn a_checksum_that_does_not_fit_is_a_guess() {
    let mut lot = Lot(1);
    for prefix in ["ghp_", "gho_", "npm_"] {
        let token = format!("{prefix}{}000000", lot.word(BASE62, 30));
        assert_eq!(find(&token).iter().map(|one| one.confidence).collect::<Vec<_>>(), [Low], "{prefix}");
    }
    let installation = format!("ghs_{}", web_token(&mut lot));
    assert_eq!(
        find(&installation).iter().map(|one| (one.what, one.confidence)).collect::<Vec<_>>(),
        [("GitHub installation token", High)]
    );
}

#[test]
fn a_token_in_a_url_is_told_as_what_it_is() {
    let secret = Lot(3).word(BASE62, 30);
    let token = format!("ghp_{secret}{}", base62_sum(&secret));
    assert_eq!(
        whats(&format!("https://shop:{token}@github.com/a/b")),
        [("GitHub personal access token", token.as_str())]
    );
    assert_eq!(whats("postgres://shop:Tr0ub4dor@db/shop"), [(URL, "Tr0ub4dor")]);
}

#[test]
fn base64_is_looked_into_twice_at_most() {
    let key = private_key_of(&mut Lot(5));
    let (once, twice) = (encode(key.as_bytes()), encode(encode(key.as_bytes()).as_bytes()));
    for text in [once.clone(), twice.clone()] {
        let found = find_encoded(&text).map(|(_, found)| found.iter().map(|one| one.what).collect::<Vec<_>>());
        assert_eq!(found, Some(vec![KEY]));
    }
    assert!(find_encoded("horizontalpodautoscalers").is_none());
    assert!(find_encoded(&encode(&[0xff; 90])).is_none());
}

#[test]
fn keys_and_tokens_in_several_lines_are_found() {
    let mut lot = Lot(7);
    let key = private_key_of(&mut lot);
    let text = format!("a: b\n{key}c: {}\n", web_token(&mut lot));
    let found = find(&text);
    assert_eq!(
        found.iter().map(|one| (one.what, one.confidence)).collect::<Vec<_>>(),
        [(KEY, High), ("JSON web token", Medium)]
    );
    assert_eq!(text.get(found[0].start..found[0].end), key.lines().next());
}

#[test]
fn ordinary_text_holds_nothing() {
    for text in [
        "registry.example.com/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "sk-learn key-value pat.example.com sdk-build hf_hub npm_config_registry API-server",
        "https://example.com:8443/path?x=y#z",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "eyJ",
        "AKIA",
        "ghp_",
        "Basic authentication is used",
        "Bearer token",
        "",
        "é",
        "-",
        "---",
        "://",
    ] {
        assert_eq!(whats(text), [], "{text}");
    }
}

#[test]
fn work_is_linear_whatever_the_text() {
    let pieces = formats::all().map(|format| format.prefix.to_owned());
    let more =
        ["-----BEGIN PRIVATE KEY-----", "a://b:c@", "eyJhbGciOiJ9.", "é", "Basic QTpi", "a", "=", "/", "-", "_", "."]
            .map(str::to_owned);
    for piece in pieces.chain(more) {
        let text = piece.repeat(100_000 / piece.len());
        assert!(find(&text).len() <= text.len());
        find_encoded(&text);
    }
}
