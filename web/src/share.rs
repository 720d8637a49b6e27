//! What a link carries: the files and the version they were checked against. Bytes and compression are the boot script's.

use serde::{Deserialize, Serialize};

/// The payload of a link, version 1. Fields may be added, never renamed: links open for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payload {
    /// The files, the first one opened.
    pub files: Vec<SharedFile>,
    /// As `1.37`.
    #[serde(default)]
    pub kubernetes_version: Option<String>,
}

/// One file of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFile {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The page's address with this payload in the fragment.
pub fn link(address: &str, payload: &str) -> String {
    let base = address.split('#').next().unwrap_or(address);
    format!("{base}{}/{payload}", crate::route::CHECK)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_payload_stands_in_the_fragment() {
        let link = super::link("https://plimsoll.example/play/?x=1#/rules", "v1.abc");
        assert_eq!(link, "https://plimsoll.example/play/?x=1#/check/v1.abc");
    }
}
