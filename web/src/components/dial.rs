//! The version of Kubernetes that is checked against: a scale, or a list where there is no room for one.

use plimsoll_report::calendar::{self, ReleaseState};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::action::Action;
use crate::settings::version_of;
use crate::strings;

/// The dial at `minor`, on the day that says which versions are supported.
pub fn dial(minor: u16, date: &str, dispatch: &Callback<Action>) -> Html {
    let releases = calendar::minors();
    html! {
        <>
            <fieldset class="dial">
                <legend class="vh">{ strings::KUBERNETES_VERSION }</legend>
                <span class="dial-name" aria-hidden="true">{ strings::KUBERNETES_ONE }</span>
                <div class="dial-scale">
                    { for releases.iter().map(|release| tick(release.minor, minor, date, dispatch)) }
                </div>
            </fieldset>
            <label class="dial-one">
                <span class="vh">{ strings::KUBERNETES_VERSION }</span>
                // The list lies over the figure: its own text would say the state as well, for which there is no room.
                <span aria-hidden="true">{ version_of(minor) }</span>
                <select onchange={choose(dispatch)}>
                    { for releases.iter().map(|release| choice(release.minor, minor, date)) }
                </select>
                <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true"><path d="M0 2h8L4 7z" /></svg>
            </label>
        </>
    }
}

fn tick(minor: u16, chosen: u16, date: &str, dispatch: &Callback<Action>) -> Html {
    let state = calendar::state(minor, date);
    let class = match state {
        ReleaseState::Dead => "dead",
        ReleaseState::Supported => "alive",
        ReleaseState::NotReleased => "ahead",
    };
    let word = strings::release_state(state);
    let onchange = dispatch.reform(move |_: Event| Action::SetVersion(minor));
    html! {
        <label key={minor} {class} title={format!("1.{minor}: {word}")}>
            // Of its parts a screen reader would make "1. 37 , supported".
            <input class="vh" type="radio" name="version" value={minor.to_string()} checked={minor == chosen} {onchange}
                aria-label={format!("1.{minor}, {word}")} />
            <span><span class="vh">{ "1." }</span>{ minor }<span class="vh">{ format!(", {word}") }</span></span>
        </label>
    }
}

fn choice(minor: u16, chosen: u16, date: &str) -> Html {
    let word = strings::release_state(calendar::state(minor, date));
    html! {
        <option key={minor} value={minor.to_string()} selected={minor == chosen}>{ format!("1.{minor}, {word}") }</option>
    }
}

fn choose(dispatch: &Callback<Action>) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().and_then(|select| select.value().parse().ok());
        if let Some(minor) = chosen {
            dispatch.emit(Action::SetVersion(minor));
        }
    })
}
