//! What a link carries: the files and the version they were checked against. Bytes and compression are the boot script's.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::page::{get, list, text};

/// The payload of a link, version 1. Fields may be added, never renamed: links open for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Payload {
    /// The files, the first one opened.
    pub files: Vec<SharedFile>,
    /// As `1.37`.
    pub kubernetes_version: Option<String>,
}

/// One file of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedFile {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Payload {
    /// Reads what a link carries. What is not known is passed over: a newer page may have put it there.
    pub fn read(payload: &JsValue) -> Option<Self> {
        let file = |file: &JsValue| Some(SharedFile { path: text(file, "path")?, text: text(file, "text")? });
        Some(Self {
            files: list(&get(payload, "files")?, file)?,
            kubernetes_version: text(payload, "kubernetesVersion"),
        })
    }
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
