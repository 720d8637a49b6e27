//! The dialog that asks for a file's name.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use super::use_dispatch;
use crate::action::Action;
use crate::strings;

/// The file.
#[derive(Properties, PartialEq)]
pub struct RenameProps {
    /// Its name.
    pub name: AttrValue,
}

/// Asks for a file's name.
#[component]
pub fn Rename(props: &RenameProps) -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let onsubmit = {
        let field = field.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlInputElement>() {
                dispatch.emit(Action::RenameFile(field.value()));
            }
        })
    };
    let deeds = html! { <button type="submit" form="rename" class="btn primary">{ strings::RENAME_DEED }</button> };
    html! {
        <Dialog title={strings::RENAME_TITLE} {deeds}>
            <form id="rename" {onsubmit}>
                <label class="stack">{ strings::NAME }
                    <span class="field"><input class="mono" ref={field} value={props.name.clone()} maxlength="200" autocomplete="off" spellcheck="false" /></span>
                </label>
            </form>
            <p class="annotation">{ strings::RENAME_TEXT }</p>
        </Dialog>
    }
}
