//! The document at the caret as the cluster sees it: JSON, with what a reader of the text would not expect beside it.

use std::rc::Rc;

use plimsoll_report::{DecodedLine, DecodedNote};
use yew::prelude::*;

use super::use_dispatch;
use super::words::words;
use crate::action::Action;
use crate::strings;

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct DecodedProps {
    /// The document; nothing until it came.
    pub decoded: Option<Rc<plimsoll_report::Decoded>>,
}

/// The document at the caret as the cluster sees it.
#[component]
pub fn Decoded(props: &DecodedProps) -> Html {
    let dispatch = use_dispatch();
    let Some(decoded) = &props.decoded else {
        return html! { <p class="annotation decoding">{ strings::DECODING }</p> };
    };
    if decoded.document == 0 {
        return html! { <p class="prose decoding">{ strings::NO_DOCUMENT }</p> };
    }
    html! {
        <>
            <h2 class="section decoding">{ strings::decoded(decoded.document, decoded.documents) }</h2>
            if let Some(refused) = &decoded.refused {
                <p class="prose">{ strings::KUBECTL_REFUSES }</p>
                <ul class="decoded-notes">{ note(refused, &dispatch) }</ul>
            } else {
                <p class="annotation">{ strings::surprises(surprises(decoded)) }</p>
            }
            if !decoded.notes.is_empty() {
                <ul class="decoded-notes">{ for decoded.notes.iter().map(|said| note(said, &dispatch)) }</ul>
            }
            if !decoded.lines.is_empty() {
                <pre class="decoded" role="group" tabindex="0" aria-label={strings::DECODED_LABEL}>
                    { for decoded.lines.iter().map(|row| line(row, &dispatch)) }
                </pre>
            }
            if decoded.is_cut {
                <p class="annotation">{ strings::DECODED_CUT }</p>
            }
        </>
    }
}

fn surprises(decoded: &plimsoll_report::Decoded) -> usize {
    decoded.notes.len() + decoded.lines.iter().filter(|line| !line.notes.is_empty()).count()
}

fn note(note: &DecodedNote, dispatch: &Callback<Action>) -> Html {
    html! { <li>{ place(note.line, note.column, dispatch) }{ " " }{ words(&note.text) }</li> }
}

fn line(line: &DecodedLine, dispatch: &Callback<Action>) -> Html {
    let json = format!("{}{}", "  ".repeat(line.depth as usize), line.json);
    if line.notes.is_empty() {
        return html! { <span>{ json }{ "\n" }</span> };
    }
    html! {
        <span class="odd">
            { json }{ "  " }
            <em class="annotation">{ for line.notes.iter().map(|said| html! { <>{ words(said) }{ ", " }</> }) }</em>
            { place(line.line, line.column, dispatch) }{ "\n" }
        </span>
    }
}

/// Leads to where it is written.
fn place(line: u32, column: u32, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(move |_: MouseEvent| Action::GoTo { file: None, line, column });
    html! { <button type="button" class="place" {onclick}>{ strings::at_line(line as usize) }</button> }
}
