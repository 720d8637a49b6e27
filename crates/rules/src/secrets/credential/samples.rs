//! Tokens that are made when the tests run: no file of ours holds what looks like a live one.

use super::alphabet::{Alphabet, BASE62, BASE64, HEX, UPPER, URL64};
use super::base64::encode;
use super::checksum::{base62_sum, crc32};
use super::format::{Format, Part};
use super::formats;

/// Numbers that look drawn by lot and are always the same.
pub(crate) struct Lot(pub(crate) u64);

impl Lot {
    pub(crate) fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    pub(crate) fn word(&mut self, alphabet: Alphabet, length: usize) -> String {
        let letters = alphabet.characters();
        (0..length).map(|_| letters[self.next() % letters.len()]).collect()
    }

    fn part(&mut self, part: Part) -> String {
        self.word(part.alphabet, part.least)
    }
}

/// A token that a row should find.
pub(crate) fn sample(format: &Format, lot: &mut Lot) -> String {
    let secret = lot.word(BASE62, 30);
    match format.what {
        "GitHub OAuth token" | "GitHub user token" | "GitHub installation token" | "npm access token" => {
            return format!("{}{secret}{}", format.prefix, base62_sum(&secret));
        }
        "GitHub personal access token" if format.prefix == "ghp_" => {
            return format!("{}{secret}{}", format.prefix, base62_sum(&secret));
        }
        "Grafana service account token" => {
            let key = format!("{}{}", format.prefix, lot.word(BASE62, 32));
            return format!("{key}_{:08x}", crc32(key.as_bytes()).swap_bytes());
        }
        "JSON web token" => return web_token(lot),
        "private key" => return encode(private_key_of(lot).as_bytes()),
        "user with a password" => return format!("{}{}", format.prefix, encode(format!("shop:{secret}").as_bytes())),
        "OpenAI API key" => {
            return format!("{}proj-{}T3Blbk{}{}", format.prefix, lot.word(BASE62, 40), "FJ", lot.word(BASE62, 40));
        }
        "Plaid access token" | "LaunchDarkly SDK key" | "HubSpot private app token" => {
            let digits = if format.what.starts_with("HubSpot") { "1-" } else { "" };
            let groups: Vec<_> = [8, 4, 4, 4, 12].into_iter().map(|length| lot.word(HEX, length)).collect();
            return format!("{}{digits}{}", format.prefix, groups.join("-"));
        }
        "AWS access key ID" | "temporary AWS access key ID" | "AWS bearer token" => {
            return format!("{}{}", format.prefix, lot.word(UPPER, 16).replace(['0', '1', '8', '9'], "Q"));
        }
        "Entra ID client secret" => return format!("abc7{}{}", format.prefix, lot.word(BASE62, 32)),
        _ => {}
    }
    let before = format.before.map(|part| lot.part(part)).unwrap_or_default();
    let parts: String = format.parts.iter().map(|part| lot.part(*part)).collect();
    before + format.prefix + &parts
}

pub(crate) fn private_key_of(lot: &mut Lot) -> String {
    let lines: Vec<_> = (0..6).map(|_| lot.word(BASE64, 64)).collect();
    format!("{0}BEGIN PRIVATE KEY{0}\n{1}\n{0}END PRIVATE KEY{0}\n", "-----", lines.join("\n"))
}

pub(crate) fn web_token(lot: &mut Lot) -> String {
    let part = |text: &str| encode(text.as_bytes()).replace('=', "").replace('+', "-").replace('/', "_");
    format!("{}.{}.{}", part("{\"alg\":\"RS256\"}"), part("{\"sub\":\"shop\"}"), lot.word(URL64, 43))
}

/// A token whose checksum fits.
pub(crate) fn github() -> String {
    let secret = Lot(42).word(BASE62, 30);
    format!("ghp_{secret}{}", base62_sum(&secret))
}

pub(crate) fn private_key() -> String {
    private_key_of(&mut Lot(42))
}

pub(crate) fn encoded(text: &str) -> String {
    encode(text.as_bytes())
}

/// One token of each row, with the length of its prefix.
pub(crate) fn all() -> impl Iterator<Item = (String, usize)> {
    (0..).zip(formats::all()).map(|(number, format)| (sample(format, &mut Lot(number)), format.prefix.len()))
}
