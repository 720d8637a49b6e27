//! Reads a rule's page by hand. Its nodes are told apart by a tag inside them, for which serde would carry a second reader
//! of every shape through the page's wasm.

use js_sys::{Array, Reflect};
use plimsoll_report::{ExampleRole, Inline, Node, RulePage};
use wasm_bindgen::{JsCast, JsValue};

use crate::host::from_js;

/// The page that the host script gives.
pub fn read(page: &JsValue) -> Option<RulePage> {
    Some(RulePage { rule: from_js(get(page, "rule")?)?, body: list(&get(page, "body")?, node)? })
}

fn node(node: &JsValue) -> Option<Node> {
    let words = || list(&get(node, "text")?, inline);
    Some(match text(node, "t")?.as_str() {
        "heading" => Node::Heading { level: number(node, "level")?, text: words()? },
        "paragraph" => Node::Paragraph { text: words()? },
        "list" => Node::List { ordered: get(node, "ordered")?.is_truthy(), items: list(&get(node, "items")?, nodes)? },
        "code" => Node::Code {
            language: text(node, "language")?,
            role: ExampleRole::parse(&text(node, "role")?)?,
            text: text(node, "text")?,
        },
        "table" => Node::Table { head: list(&get(node, "head")?, inlines)?, rows: list(&get(node, "rows")?, row)? },
        _ => return None,
    })
}

fn inline(inline: &JsValue) -> Option<Inline> {
    let words = text(inline, "text")?;
    Some(match text(inline, "t")?.as_str() {
        "text" => Inline::Text { text: words },
        "code" => Inline::Code { text: words },
        "emphasis" => Inline::Emphasis { text: words },
        "link" => Inline::Link { text: words, href: text(inline, "href")? },
        _ => return None,
    })
}

fn nodes(value: &JsValue) -> Option<Vec<Node>> {
    list(value, node)
}

fn inlines(value: &JsValue) -> Option<Vec<Inline>> {
    list(value, inline)
}

fn row(value: &JsValue) -> Option<Vec<Vec<Inline>>> {
    list(value, inlines)
}

fn list<T>(value: &JsValue, read: fn(&JsValue) -> Option<T>) -> Option<Vec<T>> {
    value.dyn_ref::<Array>()?.iter().map(|item| read(&item)).collect()
}

/// A property of an object.
pub fn get(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &key.into()).ok()
}

/// A property that is a text.
pub fn text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key)?.as_string()
}

/// A property that is a whole number of this type.
pub fn number<T: TryFrom<i64>>(object: &JsValue, key: &str) -> Option<T> {
    let number = get(object, key)?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and what does not fit the type is refused")]
    T::try_from(number as i64).ok()
}
