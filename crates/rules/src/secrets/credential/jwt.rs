//! JSON web tokens: RFC 7519, in the compact form of RFC 7515.

use plimsoll_report::Confidence::{self, High, Medium};

use super::base64::{Variant, decode_text};

/// How certain it is that a token in three parts opens something. One without a signature opens nothing. Many are meant to be
/// public; those of service accounts are not.
pub(crate) fn certainty(token: &str) -> Option<Confidence> {
    let mut parts = token.split('.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let header = decode_text(header, Variant::Url)?;
    let signs = header.starts_with('{') && header.contains("\"alg\"") && !header.contains("\"none\"");
    if !signs || signature.len() < 16 {
        return None;
    }
    let claims = decode_text(claims, Variant::Url)?;
    Some(if claims.contains("kubernetes.io") || claims.contains("serviceaccount") { High } else { Medium })
}

#[cfg(test)]
mod tests {
    use super::super::base64::encode;
    use super::*;

    fn token(header: &str, claims: &str) -> String {
        let part = |text: &str| encode(text.as_bytes()).replace('=', "").replace('+', "-").replace('/', "_");
        format!("{}.{}.{}", part(header), part(claims), part("a signature that is long enough"))
    }

    #[test]
    fn a_signed_token_is_one() {
        assert_eq!(certainty(&token("{\"alg\":\"RS256\"}", "{\"sub\":\"a\"}")), Some(Medium));
        let claims = "{\"iss\":\"kubernetes/serviceaccount\"}";
        assert_eq!(certainty(&token("{\"alg\":\"RS256\"}", claims)), Some(High));
    }

    #[test]
    fn what_has_no_signature_is_none() {
        for header in ["{\"alg\":\"none\"}", "{\"typ\":\"JWT\"}", "[]", ""] {
            assert_eq!(certainty(&token(header, "{}")), None, "{header}");
        }
        assert_eq!(certainty("eyJ.eyJ.x"), None);
        assert_eq!(certainty("eyJ"), None);
    }
}
