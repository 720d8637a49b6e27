//! What can be done with files, behind a button.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::use_dispatch;
use crate::action::{Action, Ask};
use crate::strings;

/// The file that is shown.
#[derive(Properties, PartialEq)]
pub struct FileMenuProps {
    /// Its name.
    pub shown: AttrValue,
    /// Whether others are open.
    pub several: bool,
}

/// What can be done with files, behind a button.
#[component]
pub fn FileMenu(props: &FileMenuProps) -> Html {
    let dispatch = use_dispatch();
    let menu = use_node_ref();
    let is_open = use_state(|| false);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let close = {
        let (is_open, menu) = (is_open.clone(), menu.clone());
        Callback::from(move |()| {
            is_open.set(false);
            let button = menu.cast::<Element>().and_then(|menu| menu.query_selector("button").ok().flatten());
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                // A button that is gone needs no focus.
                let _ = button.focus();
            }
        })
    };
    let on_key = {
        let (close, is_open) = (close.clone(), is_open.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *is_open {
                close.emit(());
            }
        })
    };
    let on_leave = {
        let (is_open, menu) = (is_open.clone(), menu.clone());
        Callback::from(move |event: FocusEvent| {
            let goes_to = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if !menu.get().is_some_and(|menu| menu.contains(goes_to.as_ref())) {
                is_open.set(false);
            }
        })
    };
    html! {
        <div class="menu" ref={menu} onkeydown={on_key} onfocusout={on_leave} tabindex="-1">
            <button type="button" class="btn plain" aria-expanded={is_open.to_string()} onclick={toggle}>{ strings::FILE_MENU }</button>
            if *is_open {
                <div class="pop deeds" role="group" aria-label={strings::FILE_MENU}>
                    { for deeds(props).into_iter().map(|(word, action)| deed(word, action, &dispatch, &close)) }
                </div>
            }
        </div>
    }
}

fn deeds(props: &FileMenuProps) -> Vec<(&'static str, Action)> {
    let mut deeds = vec![
        (strings::NEW_FILE, Action::NewFile),
        (strings::OPEN_FILES, Action::Pick { folder: false }),
        (strings::OPEN_FOLDER, Action::Pick { folder: true }),
        (strings::PASTE_FILE, Action::PasteFile),
        (strings::EXAMPLES, Action::OpenDialog(Ask::Examples)),
        (strings::SAVE_FILE, Action::Save { all: false }),
        (strings::RENAME, Action::OpenDialog(Ask::Rename)),
    ];
    if props.several {
        deeds.extend([(strings::MOVE_LEFT, Action::MoveFile(-1)), (strings::MOVE_RIGHT, Action::MoveFile(1))]);
    }
    deeds.extend([
        (strings::CLOSE_FILE, Action::CloseFile(props.shown.as_str().into())),
        (strings::FORGET, Action::OpenDialog(Ask::Forget)),
    ]);
    deeds
}

fn deed(word: &'static str, action: Action, dispatch: &Callback<Action>, close: &Callback<()>) -> Html {
    let (dispatch, close) = (dispatch.clone(), close.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        close.emit(());
        dispatch.emit(action.clone());
    });
    html! { <button type="button" key={word} {onclick}>{ word }</button> }
}
