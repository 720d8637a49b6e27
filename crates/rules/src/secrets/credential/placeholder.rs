//! What stands in the place of a secret: words that ask to be replaced, variables, references to a store, what a vendor's
//! documentation shows as an example.

use super::checksum::crc32;

/// What a template or another program fills in. A value that holds one of these is no secret yet.
const FILLED_IN: &str = "${ $( {{ }} #{ <% %( $[ {cipher}";

/// What a reference to a secret that is kept elsewhere begins with, in small letters.
const REFERENCES: &str = "\
    vault: ref+ op:// secret:// secrets:// secretref: sm:// gcpsm: gcp-sm: awssm arn:aws ssm: aws-sm: akv: azkv: \
    azurekeyvault keyvault: @microsoft.keyvault kv:// enc[ enc( env: file: k8s: projects/ bw://";

/// What asks to be replaced, in small letters.
const WORDS: &str = "\
    changeme change-me change_me changeit change-it change_this changethis replaceme replace-me \
    replace_me replace-with replace_with placeholder redacted dummy your- your_ yourpass insert- fill-me example";

/// What says that there is no secret.
const NOTHING: &str = "true false yes no on off null nil none n/a undefined unset empty string todo";

/// Checksums of what documentation prints as an example although it looks like the real thing: Stripe's two test keys, the two
/// tokens of jwt.io.
const DOCUMENTED: [u32; 4] = [0x776D_E070, 0x396D_8142, 0xCEA6_7886, 0x5771_BCF5];

/// Whether a value stands in the place of a password or another secret.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let Some(first) = value.chars().next() else { return true };
    if value.len() > LONGEST {
        return false;
    }
    let small = value.to_ascii_lowercase();
    let wrapped =
        |open: &str, close: &str| value.len() > open.len() && value.starts_with(open) && value.ends_with(close);
    NOTHING.split(' ').any(|word| word == small)
        || value.chars().all(|one| one == first || !one.is_alphanumeric())
        || wrapped("<", ">")
        || wrapped("[", "]")
        || wrapped("@", "@")
        || wrapped("%", "%")
        || wrapped("__", "__")
        || FILLED_IN.split(' ').any(|mark| value.contains(mark))
        || REFERENCES.split(' ').any(|start| small.starts_with(start))
        || WORDS.split(' ').any(|word| small.contains(word))
        || small.starts_with("xxx")
        || is_variable(value)
        || is_path(value)
}

/// A longer value is never looked at as a whole.
const LONGEST: usize = 4096;

/// `$NAME`.
fn is_variable(value: &str) -> bool {
    let name = value.strip_prefix('$').unwrap_or_default();
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// `/run/secrets/password`, `./key.pem`. Base64 too may begin with a slash, but seldom has a second one early.
fn is_path(value: &str) -> bool {
    let Some(rest) = ["/", "./", "~/", "../"].into_iter().find_map(|start| value.strip_prefix(start)) else {
        return false;
    };
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'/' | b'.' | b'_' | b'-');
    rest.bytes().filter(|byte| !plain(*byte)).count() <= rest.len() / 8
        && rest.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether a token in a known format was plainly made up, or comes out of a vendor's documentation.
pub(crate) fn is_invented(token: &str) -> bool {
    let bytes = token.as_bytes();
    let pairs = || bytes.iter().zip(bytes.iter().skip(1));
    // `aaaa`, `1234`, `abcd`: in a row, each is the one before or the next one.
    let dull = pairs().filter(|(one, next)| next.wrapping_sub(**one) <= 1).count();
    let small = token.get(..token.len().min(LONGEST)).unwrap_or(token).to_ascii_lowercase();
    dull * 2 > bytes.len()
        || ["example", "xxxxxx", "placeholder", "redacted", "changeme"].iter().any(|word| small.contains(word))
        || DOCUMENTED.contains(&crc32(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_to_be_replaced_is_none() {
        for value in [
            "",
            "  ",
            "changeme",
            "ChangeMe123",
            "please-change-me",
            "xxx",
            "xxxxx-yyy",
            "****",
            "......",
            "<password>",
            "<your key>",
            "${DB_PASSWORD}",
            "$(DB_PASSWORD)",
            "$DB_PASSWORD",
            "{{ .Values.password }}",
            "prefix-{{ x }}",
            "%DB_PASSWORD%",
            "@password@",
            "__PASSWORD__",
            "your-api-key",
            "REPLACE_WITH_TOKEN",
            "null",
            "true",
            "none",
            "[redacted]",
            "#{password}#",
            "/run/secrets/db/password",
            "./keys/private.pem",
            "aaaaaaaa",
            "#{db.password}",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn what_names_a_place_in_a_store_is_none() {
        for value in [
            "vault:secret/data/shop#password",
            "ref+vault://secret/shop#/password",
            "ref+awsssm://shop/password",
            "op://shop/db/password",
            "arn:aws:secretsmanager:eu-west-1:1:secret:shop",
            "ENC[AES256_GCM,data:abc=,iv:def=,type:str]",
            "ENC(abc)",
            "{cipher}0123456789",
            "@Microsoft.KeyVault(SecretUri=https://a.example)",
            "projects/1/secrets/shop/versions/2",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn what_could_be_typed_at_a_login_is_one() {
        for value in [
            "hunter2",
            "abc123",
            "Tr0ub4dor&3",
            "password",
            "p@ss",
            "correct horse",
            "/9j/4AAQ+K8sZx",
            "1234",
            "geheim",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }

    #[test]
    fn rows_of_letters_are_no_token() {
        for body in [
            "a".repeat(36),
            "abcdefghijklmnopqrstuvwxyz0123456789".into(),
            "x1".repeat(9) + &"X".repeat(18),
            "12345678".repeat(5),
        ] {
            assert!(is_invented(&format!("ghp_{body}")), "{body}");
        }
        assert!(is_invented("AKIAIOSFODNN7EXAMPLE"));
        assert!(!is_invented("ghp_q8ZkT2vB0nXw7LrJ5yMd1HsC9aEuG3fP6oRi"));
    }
}
