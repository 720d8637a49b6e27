//! A rule's page as elements: nodes in, elements out, never HTML.

use std::rc::Rc;

use plimsoll_report::{ExampleRole, Inline, Node};
use yew::prelude::*;

use crate::action::Action;
use crate::strings;

/// A run of nodes. With `dispatch`, an example can be opened in the editor.
pub fn nodes<'a>(nodes: impl IntoIterator<Item = &'a Node>, dispatch: Option<&Callback<Action>>) -> Html {
    nodes.into_iter().map(|node| view(node, dispatch)).collect()
}

fn view(node: &Node, dispatch: Option<&Callback<Action>>) -> Html {
    match node {
        Node::Heading { level: 2, text } => html! { <h2 class="section">{ inlines(text) }</h2> },
        Node::Heading { level: 3, text } => html! { <h3>{ inlines(text) }</h3> },
        Node::Heading { text, .. } => html! { <h4>{ inlines(text) }</h4> },
        Node::Paragraph { text } => html! { <p>{ inlines(text) }</p> },
        Node::List { ordered, items } => {
            let items =
                items.iter().map(|item| html! { <li>{ for item.iter().map(|node| view(node, dispatch)) }</li> });
            if *ordered {
                html! { <ol>{ for items }</ol> }
            } else {
                html! { <ul>{ for items }</ul> }
            }
        }
        Node::Code { language, role, text } => sample(language, *role, text, dispatch),
        Node::Table { head, rows } => table(head, rows),
    }
}

/// A run of words.
pub fn inlines(words: &[Inline]) -> Html {
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

fn sample(language: &str, role: ExampleRole, text: &str, dispatch: Option<&Callback<Action>>) -> Html {
    let (caption, tone, href) = match role {
        ExampleRole::Bad => (Some(strings::FOUND), "critical", "#tm-critical"),
        ExampleRole::Good => (Some(strings::PASSES), "afloat", "#tm-afloat"),
        ExampleRole::Fixed => (Some(strings::AFTER_FIX), "afloat", "#tm-afloat"),
        ExampleRole::Settings => (Some(strings::SETTINGS_FILE), "", ""),
        ExampleRole::Plain => (None, "", ""),
    };
    let is_manifest = matches!(language, "yaml" | "json") && matches!(role, ExampleRole::Bad | ExampleRole::Good);
    let open = dispatch.filter(|_| is_manifest).map(|dispatch| {
        let text = Rc::<str>::from(text);
        dispatch.reform(move |_: MouseEvent| Action::OpenSample(text.clone()))
    });
    html! {
        <figure class={classes!("example", role.as_str())}>
            if let Some(caption) = caption {
                <figcaption>
                    if !href.is_empty() {
                        <svg class={classes!("tm", tone)} aria-hidden="true"><use {href}></use></svg>
                    }
                    { caption }
                    if let Some(open) = open {
                        <button type="button" class="btn plain" onclick={open}>{ strings::OPEN_IN_CHECK }</button>
                    }
                </figcaption>
            }
            <pre class={classes!("sample", tone)} role="group" tabindex="0" aria-label={caption.unwrap_or(strings::EXAMPLE)}>{ text }</pre>
        </figure>
    }
}
