//! Reads by hand what the page asks. It is little and flat, and a reader made by serde would add kilobytes to what the page fetches.

use js_sys::{Array, Object, Reflect};
use plimsoll_report::{Audience, Envelope, FixSelection, Options, Request};
use wasm_bindgen::{JsCast, JsValue};

/// An envelope as serde writes it; `None` if it is none of the page's.
pub(crate) fn envelope(envelope: &JsValue) -> Option<Envelope> {
    Some(Envelope { revision: number(&get(envelope, "revision")?)?, request: request(&get(envelope, "request")?)? })
}

fn request(request: &JsValue) -> Option<Request> {
    let (name, of) = variant(request)?;
    Some(match name.as_str() {
        "setFile" => Request::SetFile { path: text(&of, "path")?, text: text(&of, "text")? },
        "removeFile" => Request::RemoveFile(of.as_string()?),
        "setOptions" => Request::SetOptions(options(&of)?),
        "check" => Request::Check,
        "planFixes" => Request::PlanFixes(selection(&of)?),
        _ => return None,
    })
}

fn options(options: &JsValue) -> Option<Options> {
    let audience = text(options, "audience");
    Some(Options {
        kubernetes_version: text(options, "kubernetesVersion"),
        audience: audience.map(|word| Audience::parse(&word).ok_or(())).transpose().ok()?,
        date: text(options, "date")?,
        plan_fixes: get(options, "planFixes")?.as_bool()?,
        settings: text(options, "settings")?,
    })
}

fn selection(selection: &JsValue) -> Option<FixSelection> {
    let (name, of) = variant(selection)?;
    let pair = |pair: JsValue| {
        let pair = pair.dyn_into::<Array>().ok()?;
        Some((number(&pair.get(0))?, number(&pair.get(1))?))
    };
    match name.as_str() {
        "safe" => Some(FixSelection::Safe),
        "these" => of.dyn_into::<Array>().ok()?.iter().map(pair).collect::<Option<_>>().map(FixSelection::These),
        _ => None,
    }
}

/// A variant's name, and what it holds: serde writes one that holds nothing as its name.
fn variant(value: &JsValue) -> Option<(String, JsValue)> {
    if let Some(name) = value.as_string() {
        return Some((name, JsValue::UNDEFINED));
    }
    let entry = Object::entries(value.dyn_ref::<Object>()?).get(0).dyn_into::<Array>().ok()?;
    Some((entry.get(0).as_string()?, entry.get(1)))
}

fn get(of: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(of, &key.into()).ok()
}

fn text(of: &JsValue, key: &str) -> Option<String> {
    get(of, key)?.as_string()
}

fn number(value: &JsValue) -> Option<u32> {
    let number = value.as_f64()?;
    // Without a fraction and within the range: then there is exactly one.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the next line sees whether it fitted")]
    let whole = number as u32;
    (f64::from(whole) == number).then_some(whole)
}
