//! What the name of a setting says of its value: `DB_PASSWORD`, `api-key`, `clientSecret`.

/// How surely a name says that its value is a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Promise {
    /// Many such values are none: `AZURE_BATCH_KEY`, `auth`.
    Weak,
    /// The value is a secret, or the name of one: `DB_SECRET`, `API_TOKEN`.
    Token,
    /// The value is a secret: `password`.
    Password,
}

/// Words that stand for a password wherever they stand last.
const PASSWORDS: [&str; 8] = ["password", "passwd", "passphrase", "passcode", "pwd", "pass", "passwords", "pgpassword"];
/// Words for other secrets.
const TOKENS: [&str; 7] = ["secret", "token", "secrets", "credential", "credentials", "apikey", "secretkey"];
/// What makes a `key` a secret one.
const KEYS: [&str; 13] = [
    "api",
    "secret",
    "private",
    "access",
    "account",
    "encryption",
    "signing",
    "master",
    "auth",
    "license",
    "jwt",
    "app",
    "session",
];
/// What may follow the word and leaves its meaning: `PASSWORD_1`, `TOKEN_VALUE`, `password-prod`.
const TAILS: [&str; 8] = ["value", "content", "base64", "b64", "prod", "dev", "staging", "test"];

/// What a name promises of its value. Only the end of a name counts: `PASSWORD_FILE` and `token-ttl` are none.
pub(crate) fn promise(name: &str) -> Option<Promise> {
    if name.len() > LONGEST || name.len() < 3 {
        return None;
    }
    let name = in_words(name);
    let mut words = name.split_ascii_whitespace();
    let mut last = words.next_back()?;
    while TAILS.contains(&last) || last.bytes().all(|byte| byte.is_ascii_digit()) {
        let Some(before) = words.next_back() else { break };
        last = before;
    }
    // `ALLOW_EMPTY_PASSWORD`, `public token`.
    let about = ["empty", "allow", "enable", "disable", "use", "public", "require", "show", "csrf", "next"];
    if words.clone().any(|word| about.contains(&word)) {
        return None;
    }
    let before = words.next_back().unwrap_or_default();
    let ends = |words: &[&str]| words.iter().any(|word| last.ends_with(word));
    match last {
        last if PASSWORDS.contains(&last) || last.ends_with("password") || last.ends_with("passwd") => {
            Some(Promise::Password)
        }
        last if TOKENS.contains(&last) || ends(&["token", "secret", "apikey"]) => Some(Promise::Token),
        "key" if KEYS.contains(&before) => Some(Promise::Token),
        "key" | "auth" | "keys" | "salt" | "cred" | "creds" | "dsn" => Some(Promise::Weak),
        _ => None,
    }
}

/// Names are shorter than this; a longer text before an `=` is none.
const LONGEST: usize = 128;

/// A name in small letters, with spaces for what is no letter or digit and where a capital follows a small letter.
fn in_words(name: &str) -> String {
    let mut text = String::with_capacity(2 * name.len());
    let mut was_small = false;
    for one in name.chars() {
        if !one.is_ascii_alphanumeric() {
            text.push(' ');
        } else if one.is_ascii_uppercase() && was_small {
            text.extend([' ', one.to_ascii_lowercase()]);
        } else {
            text.push(one.to_ascii_lowercase());
        }
        was_small = one.is_ascii_lowercase() || one.is_ascii_digit();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_counts() {
        for name in [
            "password",
            "DB_PASSWORD",
            "dbPassword",
            "redis-passwd",
            "spring.datasource.password",
            "PGPASSWORD",
            "MYSQL_PWD",
            "SMTP_PASS",
            "PASSWORD_1",
            "rootPassword",
            "keyStorePassword",
        ] {
            assert_eq!(promise(name), Some(Promise::Password), "{name}");
        }
        for name in [
            "API_KEY",
            "apiKey",
            "clientSecret",
            "AWS_SECRET_ACCESS_KEY",
            "GITHUB_TOKEN",
            "x-api-key",
            "JWT_SECRET",
            "APIKEY",
            "authtoken",
            "privateKey",
        ] {
            assert_eq!(promise(name), Some(Promise::Token), "{name}");
        }
        for name in ["AZURE_BATCH_KEY", "OCI_CLI_KEY_CONTENT", "auth", "SENTRY_DSN"] {
            assert_eq!(promise(name), Some(Promise::Weak), "{name}");
        }
    }

    #[test]
    fn what_tells_of_a_secret_is_not_the_secret() {
        for name in [
            "PASSWORD_FILE",
            "passwordPolicy",
            "token-ttl",
            "SECRET_NAME",
            "ALLOW_EMPTY_PASSWORD",
            "TOKEN_URL",
            "api_key_id",
            "AWS_ACCESS_KEY_ID",
            "publicKey",
            "public-key",
            "bypass",
            "compass",
            "",
            "ab",
            "keyboard",
            "tokenizer",
            "secretary",
            "passwordMinLength",
            "monkey",
            "user",
        ] {
            assert_eq!(promise(name), None, "{name}");
        }
    }
}
