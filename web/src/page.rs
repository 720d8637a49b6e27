//! Reads by hand what comes as JavaScript's own values: rules, their pages, choices, links. It is little and comes seldom, and
//! readers made by serde for it would weigh more than everything they read.

use js_sys::{Array, Reflect};
use plimsoll_report::{
    Audience, Confidence, Control, ExampleRole, Inline, Node, Parameter, ParameterKind, RuleInfo, RulePage, Severity,
    Strategy,
};
use wasm_bindgen::{JsCast, JsValue};

/// The page that the host script gives.
pub fn read(page: &JsValue) -> Option<RulePage> {
    Some(RulePage { rule: rule(&get(page, "rule")?)?, body: list(&get(page, "body")?, node)? })
}

/// The catalogue that the host script gives.
pub fn index(index: &JsValue) -> Option<Vec<RuleInfo>> {
    list(index, rule)
}

fn rule(rule: &JsValue) -> Option<RuleInfo> {
    Some(RuleInfo {
        id: text(rule, "id")?.into(),
        title: text(rule, "title")?.into(),
        severity: Severity::parse(&text(rule, "severity")?)?,
        confidence: Confidence::parse(&text(rule, "confidence")?)?,
        audience: Audience::parse(&text(rule, "audience")?)?,
        strategy: Strategy::parse(&text(rule, "strategy")?)?,
        controls: list(&get(rule, "controls")?, control)?,
        equivalents: list(&get(rule, "equivalents")?, |name| name.as_string().map(Into::into))?,
        fixable: get(rule, "fixable")?.is_truthy(),
        parameters: list(&get(rule, "parameters")?, parameter)?,
        since: text(rule, "since")?.into(),
    })
}

fn control(control: &JsValue) -> Option<Control> {
    let text = |key| text(control, key).map(Into::into);
    Some(Control { benchmark: text("benchmark")?, version: text("version")?, id: text("id")? })
}

fn parameter(parameter: &JsValue) -> Option<Parameter> {
    Some(Parameter {
        name: text(parameter, "name")?.into(),
        kind: ParameterKind::parse(&text(parameter, "kind")?)?,
        description: text(parameter, "description")?.into(),
    })
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

/// Reads every item of an array.
pub fn list<T>(value: &JsValue, read: fn(&JsValue) -> Option<T>) -> Option<Vec<T>> {
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
