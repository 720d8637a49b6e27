//! A dialog of the browser's own: it keeps the focus inside, and gives it back where it came from.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::use_dispatch;
use crate::action::Action;
use crate::host;
use crate::strings;

/// A dialog.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Its title.
    pub title: AttrValue,
    /// What it says.
    pub children: Html,
    /// Its buttons, beside the one that closes it.
    #[prop_or_default]
    pub deeds: Html,
    /// The word on the button that closes it.
    #[prop_or(strings::CANCEL)]
    pub close: &'static str,
}

/// A dialog of the browser's own.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let dispatch = use_dispatch();
    let dialog = use_node_ref();
    let close = dispatch.reform(|_: MouseEvent| Action::CloseDialog);
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| open(&dialog, dispatch));
    }
    html! {
        <dialog ref={dialog} aria-labelledby="dialog-title">
            <h2 class="section" id="dialog-title">{ &props.title }</h2>
            <div class="dialog-body">{ props.children.clone() }</div>
            <div class="dialog-acts">
                { props.deeds.clone() }
                <button type="button" class="btn" onclick={close}>{ props.close }</button>
            </div>
        </dialog>
    }
}

/// Shows the dialog; gives back what puts it away.
fn open(dialog: &NodeRef, dispatch: Callback<Action>) -> impl FnOnce() + use<> {
    let came_from = host::document().and_then(|document| document.active_element());
    let dialog = dialog.cast::<HtmlDialogElement>();
    let listeners = dialog.as_ref().map(|dialog| {
        if !dialog.open() {
            // A dialog that cannot be modal is still there to be read.
            let _ = dialog.show_modal();
        }
        let (cancelled, pressed, itself) = (dispatch.clone(), dispatch, dialog.clone());
        // The state closes it, so that both agree.
        let on_cancel = EventListener::new_with_options(
            dialog,
            "cancel",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                event.prevent_default();
                cancelled.emit(Action::CloseDialog);
            },
        );
        // A press on the dialog itself, and on nothing in it, is one on the dimmed page around it.
        let on_press = EventListener::new(dialog, "pointerdown", move |event| {
            if event.target().as_ref() == Some(itself.as_ref()) {
                pressed.emit(Action::CloseDialog);
            }
        });
        [on_cancel, on_press]
    });
    move || {
        drop(listeners);
        if let Some(dialog) = dialog.filter(HtmlDialogElement::open) {
            dialog.close();
        }
        let came_from = came_from
            .filter(|element| element.is_connected())
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = came_from {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    }
}
