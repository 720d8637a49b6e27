//! A rule's page as elements: nodes in, elements out, never HTML.

use std::rc::Rc;

use plimsoll_report::{ExampleRole, Inline, Node};
use yew::prelude::*;

use super::use_dispatch;
use crate::action::Action;
use crate::strings;

/// A run of nodes.
#[derive(Properties, PartialEq)]
pub struct NodesProps {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// Whether an example can be opened in the editor.
    #[prop_or_default]
    pub can_open: bool,
}

/// A run of nodes.
#[component]
pub fn Nodes(props: &NodesProps) -> Html {
    props.nodes.iter().map(|node| view(node, props.can_open)).collect()
}

/// A run of words.
#[derive(Properties, PartialEq)]
pub struct InlinesProps {
    /// The words.
    pub words: Vec<Inline>,
}

/// A run of words.
#[component]
pub fn Inlines(props: &InlinesProps) -> Html {
    inlines(&props.words)
}

fn view(node: &Node, can_open: bool) -> Html {
    match node {
        Node::Heading { level: 2, text } => html! { <h2 class="section">{ inlines(text) }</h2> },
        Node::Heading { level: 3, text } => html! { <h3>{ inlines(text) }</h3> },
        Node::Heading { text, .. } => html! { <h4>{ inlines(text) }</h4> },
        Node::Paragraph { text } => html! { <p>{ inlines(text) }</p> },
        Node::List { ordered, items } => {
            let items =
                items.iter().map(|item| html! { <li>{ for item.iter().map(|node| view(node, can_open)) }</li> });
            if *ordered {
                html! { <ol>{ for items }</ol> }
            } else {
                html! { <ul>{ for items }</ul> }
            }
        }
        Node::Code { language, role, text } => {
            html! { <Sample language={language.clone()} role={*role} text={Rc::<str>::from(text.as_str())} {can_open} /> }
        }
        Node::Table { head, rows } => table(head, rows),
    }
}

fn inlines(words: &[Inline]) -> Html {
    words
        .iter()
        .map(|inline| match inline {
            Inline::Text { text } => html! { { text } },
            Inline::Code { text } => html! { <code>{ text }</code> },
            Inline::Emphasis { text } => html! { <em>{ text }</em> },
            Inline::Link { text, href } if href.starts_with('#') => html! { <a href={href.clone()}>{ text }</a> },
            Inline::Link { text, href } if href.starts_with("https://") => {
                html! { <a href={href.clone()} rel="noreferrer">{ text }</a> }
            }
            // Any other scheme leads nowhere that a page should lead to.
            Inline::Link { text, .. } => html! { { text } },
        })
        .collect()
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Html {
    html! {
        <div class="scroll" role="group" tabindex="0" aria-label={strings::TABLE}><table class="table">
            <thead><tr>{ for head.iter().map(|cell| html! { <th scope="col">{ inlines(cell) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|row| html! { <tr>{ for row.iter().map(|cell| html! { <td>{ inlines(cell) }</td> }) }</tr> }) }</tbody>
        </table></div>
    }
}

#[derive(Properties, PartialEq)]
struct SampleProps {
    language: String,
    role: ExampleRole,
    text: Rc<str>,
    can_open: bool,
}

#[component]
fn Sample(props: &SampleProps) -> Html {
    let dispatch = use_dispatch();
    let (caption, tone, href) = match props.role {
        ExampleRole::Bad => (Some(strings::FOUND), "critical", "#tm-critical"),
        ExampleRole::Good => (Some(strings::PASSES), "afloat", "#tm-afloat"),
        ExampleRole::Fixed => (Some(strings::AFTER_FIX), "afloat", "#tm-afloat"),
        ExampleRole::Settings => (Some(strings::SETTINGS_FILE), "", ""),
        ExampleRole::Plain => (None, "", ""),
    };
    let text = props.text.clone();
    let open = dispatch.reform(move |_: MouseEvent| Action::OpenSample(text.clone()));
    let is_manifest = props.can_open && matches!(props.language.as_str(), "yaml" | "json");
    let can_open = is_manifest && matches!(props.role, ExampleRole::Bad | ExampleRole::Good);
    html! {
        <figure class={classes!("example", props.role.as_str())}>
            if let Some(caption) = caption {
                <figcaption>
                    if !href.is_empty() {
                        <svg class={classes!("tm", tone)} aria-hidden="true"><use {href}></use></svg>
                    }
                    { caption }
                    if can_open {
                        <button type="button" class="btn plain" onclick={open}>{ strings::OPEN_IN_CHECK }</button>
                    }
                </figcaption>
            }
            <pre class={classes!("sample", tone)} role="group" tabindex="0" aria-label={caption.unwrap_or(strings::EXAMPLE)}>{ &*props.text }</pre>
        </figure>
    }
}
