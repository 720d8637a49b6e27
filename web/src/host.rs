//! The host script of the page, `globalThis.plimsoll`, and the few things of the browser that are not Yew's.

use js_sys::{JSON, Promise};
use plimsoll_report::{RuleInfo, RulePage};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, FocusOptions, HtmlElement, Window, Worker};

use crate::embed::Told;
use crate::files::{Intake, NewFile};
use crate::page;
use crate::settings::{Settings, Theme};
use crate::share::Payload;

#[wasm_bindgen]
extern "C" {
    /// Starts a worker with the full engine, or with the part of it that is there first. Looked up anew at each call, so that a test
    /// can put its own there.
    #[wasm_bindgen(js_namespace = plimsoll, js_name = spawnEngine, catch)]
    pub fn spawn_engine(full: bool) -> Result<Worker, JsValue>;
    /// Keeps the text for next time, in a while.
    #[wasm_bindgen(js_namespace = plimsoll)]
    pub fn keep(text: &str);
    /// Why the text cannot be kept.
    #[wasm_bindgen(js_namespace = plimsoll, js_name = storageProblem)]
    pub fn storage_problem() -> Option<String>;
    #[wasm_bindgen(js_namespace = plimsoll, js_name = keepFiles)]
    fn host_keep_files(files: &str, text: &str);
    #[wasm_bindgen(js_namespace = plimsoll, js_name = keptFiles)]
    fn host_kept_files() -> JsValue;
    /// The text of the file that was shown last time.
    #[wasm_bindgen(js_namespace = plimsoll, js_name = keptText)]
    pub fn kept_text() -> Option<String>;
    /// Whether another page of this browser has kept its files since these were read.
    #[wasm_bindgen(js_namespace = plimsoll, js_name = storageConflict)]
    pub fn storage_conflict() -> bool;
    /// Keeps these files from now on, or opens those of the other page.
    #[wasm_bindgen(js_namespace = plimsoll)]
    pub fn settle(ours: bool);
    /// Takes everything out of this browser's storage.
    #[wasm_bindgen(js_namespace = plimsoll)]
    pub fn forget();
    /// Lets the person choose files, or a folder, from disk. What they choose comes as an event.
    #[wasm_bindgen(js_namespace = plimsoll)]
    pub fn pick(folder: bool);
    #[wasm_bindgen(js_namespace = plimsoll, js_name = save)]
    fn host_save(files: &str) -> Promise;
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = readText, catch)]
    fn read_text() -> Result<Promise, JsValue>;
    /// Requests to other hosts since the page loaded.
    #[wasm_bindgen(js_namespace = plimsoll, js_name = requestsSinceLoad)]
    pub fn requests_since_load() -> u32;
    /// The person's own day, as `2026-11-23`.
    #[wasm_bindgen(js_namespace = plimsoll)]
    pub fn date() -> String;
    /// Whether this page stands in another one.
    #[wasm_bindgen(js_namespace = plimsoll, js_name = isEmbedded)]
    pub fn is_embedded() -> bool;
    #[wasm_bindgen(js_namespace = plimsoll, js_name = reported)]
    fn host_reported(report: &JsValue);
    #[wasm_bindgen(js_namespace = plimsoll, js_name = settings)]
    fn host_settings() -> String;
    #[wasm_bindgen(js_namespace = plimsoll, js_name = keepSettings)]
    fn host_keep_settings(json: &str);
    #[wasm_bindgen(js_namespace = plimsoll, js_name = ruleIndex)]
    fn host_rule_index() -> Promise;
    #[wasm_bindgen(js_namespace = plimsoll, js_name = rulePage)]
    fn host_rule_page(id: &str) -> Promise;
    #[wasm_bindgen(js_namespace = ["plimsoll", "share"], js_name = encode)]
    fn host_encode(payload: &str) -> Promise;
    #[wasm_bindgen(js_namespace = ["plimsoll", "share"], js_name = decode)]
    fn host_decode(payload: &str) -> Promise;
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;
}

/// The window.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// An element of the page's skeleton.
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// The fragment of the address.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The whole address.
pub fn address() -> String {
    window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// Moves the focus to an element, without scrolling: on a phone that would take away what the person looks at.
pub fn focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus to an element once the page is drawn.
pub fn focus_soon(id: &'static str) {
    gloo::timers::callback::Timeout::new(0, move || {
        if let Some(element) = element(id) {
            focus(element);
        }
    })
    .forget();
}

/// The catalogue.
pub async fn rule_index() -> Option<Vec<RuleInfo>> {
    page::index(&JsFuture::from(host_rule_index()).await.ok()?)
}

/// A rule's page.
pub async fn rule_page(id: &str) -> Option<RulePage> {
    page::read(&JsFuture::from(host_rule_page(id)).await.ok()?)
}

/// The payload of a link.
pub async fn encode<T: Serialize>(payload: &T) -> Option<String> {
    let json = to_json(payload)?;
    JsFuture::from(host_encode(&json)).await.ok()?.as_string()
}

/// What a payload holds, or why it does not open.
pub async fn decode(payload: &str) -> Result<Payload, String> {
    const UNKNOWN: &str = "the link holds something that this page cannot read: ask for a fresh one";
    let answer = JsFuture::from(host_decode(payload)).await.map_err(|_| UNKNOWN.to_owned())?;
    if let Some(json) = page::text(&answer, "ok") {
        return from_json(&json).and_then(|payload| Payload::read(&payload)).ok_or_else(|| UNKNOWN.to_owned());
    }
    Err(page::text(&answer, "error").unwrap_or_else(|| UNKNOWN.to_owned()))
}

/// A file as it was kept; the one that was shown without its text.
pub struct KeptFile {
    /// Its name.
    pub path: String,
    /// Its text.
    pub text: Option<String>,
}

/// The files that were kept. What does not read is passed over.
pub fn kept_files() -> Vec<KeptFile> {
    let file = |file: &JsValue| Some(KeptFile { path: page::text(file, "path")?, text: page::text(file, "text") });
    page::list(&host_kept_files(), file).unwrap_or_default()
}

/// Keeps the list of files, and the text of the shown one.
pub fn keep_files<T: Serialize + ?Sized>(files: &T, text: &str) {
    if let Some(json) = to_json(files) {
        host_keep_files(&json, text);
    }
}

/// Saves files to disk: one as it is, several as an archive.
pub fn save<T: Serialize + ?Sized>(files: &T) {
    if let Some(json) = to_json(files) {
        let _ = host_save(&json);
    }
}

/// What the clipboard holds. The browser may refuse.
pub async fn read_clipboard() -> Option<String> {
    JsFuture::from(read_text().ok()?).await.ok()?.as_string()
}

/// What came from disk, out of the event that tells of it.
pub fn intake(detail: &JsValue) -> Option<Intake> {
    let file = |file: &JsValue| Some(NewFile { name: page::text(file, "path")?, text: page::text(file, "text")? });
    Some(Intake {
        files: page::list(&page::get(detail, "files")?, file)?,
        left_out: page::list(&page::get(detail, "leftOut")?, JsValue::as_string)?,
    })
}

/// Copies a text. The browser may refuse.
pub async fn copy(text: &str) -> bool {
    let Ok(written) = write_text(text) else { return false };
    JsFuture::from(written).await.is_ok()
}

/// The person's choices, or those of the page around this one, or the defaults.
pub fn settings() -> Settings {
    from_json(&host_settings()).map(|chosen| Settings::read(&chosen)).unwrap_or_default()
}

/// Keeps the person's choices. Storage may be absent or full: then they last as long as the page.
pub fn save_settings(settings: &Settings) {
    if let Some(json) = to_json(settings) {
        host_keep_settings(&json);
    }
}

/// Tells the page around this one what was found.
pub fn tell(report: &Told<'_>) {
    if let Some(report) = to_js(report) {
        host_reported(&report);
    }
}

/// Puts the chosen colours on the page.
pub fn apply_theme(theme: Theme) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    for (name, value) in [("data-theme", theme.scheme()), ("data-contrast", theme.contrast())] {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Puts another fragment into the address, without a step in the history.
pub fn replace_address(fragment: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // From disk some browsers refuse: then the old fragment stays, and nothing is lost.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Goes to another fragment.
pub fn navigate(fragment: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(fragment);
    }
}

/// A value as JavaScript has it.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Option<JsValue> {
    value.serialize(&Serializer::json_compatible()).ok()
}

fn to_json<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    JSON::stringify(&to_js(value)?).ok().map(Into::into)
}

fn from_json(json: &str) -> Option<JsValue> {
    JSON::parse(json).ok()
}
