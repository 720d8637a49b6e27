//! The dialog that asks why a finding is allowed.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use super::use_dispatch;
use super::words::words;
use crate::action::Action;
use crate::strings;

/// Asks why a finding is allowed.
#[derive(Properties, PartialEq)]
pub struct AllowProps {
    /// The finding.
    pub message: String,
}

/// Asks why a finding is allowed.
#[component]
pub fn Allow(props: &AllowProps) -> Html {
    let dispatch = use_dispatch();
    let reason = use_node_ref();
    let onsubmit = {
        let (dispatch, reason) = (dispatch.clone(), reason.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let reason = reason.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            dispatch.emit(Action::Allow { reason });
        })
    };
    let deeds = html! { <button type="submit" form="allow" class="btn primary">{ strings::INSERT }</button> };
    html! {
        <Dialog title={strings::ALLOW_TITLE} {deeds}>
            <p>{ words(&props.message) }</p>
            <p>{ strings::ALLOW_TEXT }</p>
            <form id="allow" {onsubmit}>
                <label class="stack">{ strings::REASON }<span class="field"><input ref={reason} autocomplete="off" /></span></label>
            </form>
        </Dialog>
    }
}
