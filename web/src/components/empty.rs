//! What stands beside an empty editor: what this is, what to do, what happens to the text.

use yew::prelude::*;

use crate::action::Action;
use crate::examples::EXAMPLES;
use crate::strings;

/// What stands beside an empty editor.
pub fn empty(dispatch: &Callback<Action>) -> Html {
    html! {
        <div class="still">
            <h2 class="title-xl">{ strings::NOTHING_ABOARD }</h2>
            <p class="prose only-wide">{ strings::NOTHING_ABOARD_TEXT }</p>
            <p class="prose only-narrow">{ strings::NOTHING_ABOARD_PHONE }</p>
            { samples(dispatch) }
        </div>
    }
}

/// The examples, each a button that opens it.
pub fn samples(dispatch: &Callback<Action>) -> Html {
    html! {
        <ul class="samples">
            { for EXAMPLES.iter().map(|example| {
                let onclick = dispatch.reform(move |_: MouseEvent| Action::OpenExample(example.id));
                html! {
                    <li key={example.id}>
                        <button type="button" {onclick}><b>{ example.title }</b><small>{ example.teaches }</small></button>
                    </li>
                }
            }) }
        </ul>
    }
}
