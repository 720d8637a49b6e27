//! The choice of colours, behind a button.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::mark::icon;
use super::use_dispatch;
use crate::action::Action;
use crate::settings::Theme;
use crate::strings;

/// What is chosen.
#[derive(Properties, PartialEq)]
pub struct ThemeProps {
    /// The chosen colours.
    pub theme: Theme,
}

/// The choice of colours, behind a button.
#[component]
pub fn ThemeMenu(props: &ThemeProps) -> Html {
    let dispatch = use_dispatch();
    let menu = use_node_ref();
    let is_open = use_state(|| false);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let on_key = {
        let (is_open, menu) = (is_open.clone(), menu.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *is_open {
                is_open.set(false);
                let button = menu.cast::<Element>().and_then(|menu| menu.query_selector("button").ok().flatten());
                if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                    // A button that is gone needs no focus.
                    let _ = button.focus();
                }
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
            <button type="button" class="icon" title={strings::THEME} aria-expanded={is_open.to_string()} onclick={toggle}>
                { icon("#i-light") }<span class="vh">{ strings::THEME }</span>
            </button>
            if *is_open {
                <fieldset class="pop">
                    <legend class="legend">{ strings::THEME }</legend>
                    { for Theme::ALL.into_iter().map(|theme| choice(theme, props.theme, &dispatch)) }
                </fieldset>
            }
        </div>
    }
}

fn choice(theme: Theme, chosen: Theme, dispatch: &Callback<Action>) -> Html {
    let onchange = dispatch.reform(move |_: Event| Action::SetTheme(theme));
    html! {
        <label>
            <input type="radio" name="theme" checked={theme == chosen} {onchange} />{ strings::theme(theme) }
        </label>
    }
}
