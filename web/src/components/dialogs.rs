//! Which dialog is open: a change to look at, a reason to give, a link to copy, an example to choose.

use yew::prelude::*;

use super::allow::Allow;
use super::dialog::Dialog;
use super::empty::samples;
use super::fixes::fixes;
use super::rename::Rename;
use super::share::Share;
use crate::action::Action;
use crate::state::{self, AppState};
use crate::{review, strings};

/// The open dialog, if there is one.
pub fn view(state: &AppState, dispatch: &Callback<Action>) -> Html {
    match &state.dialog {
        None => Html::default(),
        Some(state::Dialog::Examples) => html! {
            <Dialog key="examples" title={strings::EXAMPLES_TITLE} close={strings::CLOSE}>
                if !state.empty {
                    <p>{ strings::EXAMPLES_TEXT }</p>
                }
                { samples(dispatch) }
            </Dialog>
        },
        Some(state::Dialog::Rename) => {
            html! { <Rename key="rename" name={AttrValue::from(state.settings.file.clone())} /> }
        }
        Some(state::Dialog::Forget) => {
            let forget = dispatch.reform(|_: MouseEvent| Action::ForgetEverything);
            let deeds = html! {
                <button type="button" class="btn primary" onclick={forget}>{ strings::FORGET_DEED }</button>
            };
            html! { <Dialog key="forget" title={strings::FORGET_TITLE} {deeds}><p>{ strings::FORGET_TEXT }</p></Dialog> }
        }
        Some(state::Dialog::Allow(number)) => {
            let finding = state.shown.as_ref().and_then(|shown| shown.finding(*number));
            finding.map(|finding| html! { <Allow key="allow" message={finding.message.clone()} /> }).unwrap_or_default()
        }
        Some(state::Dialog::Share { link, copied }) => {
            html! { <Share key="share" link={link.clone()} copied={*copied} /> }
        }
        Some(state::Dialog::Fix(dialog)) => fixes(dialog, &review::of(state, &dialog.plan), dispatch),
    }
}
