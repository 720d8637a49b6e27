//! The dialog that shows a change before it is made.

use yew::prelude::*;

use super::dialog::Dialog;
use super::diff::diff;
use super::mark::icon;
use super::words::words;
use crate::action::Action;
use crate::review::Review;
use crate::state::{FixDialog, Plan};
use crate::strings;

/// Shows a change before it is made, with what to know of it.
pub fn fixes(dialog: &FixDialog, review: &Review, dispatch: &Callback<Action>) -> Html {
    let can_apply = matches!(&dialog.plan, Plan::Ready(planned) if !planned.edits.is_empty());
    let apply = dispatch.reform(|_: MouseEvent| Action::ApplyDialog);
    let deeds = html! {
        if can_apply {
            <button type="button" class="btn primary" onclick={apply}>{ icon("#i-lift") }{ strings::APPLY_ALL }</button>
        }
    };
    html! {
        <Dialog key="fixes" title={dialog.title.clone()} {deeds}>
            { change(&dialog.plan) }
            { listed(strings::TO_REVIEW, &review.notes) }
            { listed(strings::LEFT_OUT, &review.left_out) }
        </Dialog>
    }
}

fn change(plan: &Plan) -> Html {
    match plan {
        Plan::None | Plan::Asked => html! { <p class="annotation">{ strings::PLANNING }</p> },
        Plan::Failed(problem) => html! { <p>{ strings::REFUSED }{ " " }{ strings::sentence(problem) }{ "." }</p> },
        Plan::Ready(planned) if planned.edits.is_empty() => html! { <p>{ strings::NOTHING_TO_CHANGE }</p> },
        Plan::Ready(planned) => diff(&planned.hunks, true),
    }
}

fn listed(title: &'static str, sentences: &[String]) -> Html {
    if sentences.is_empty() {
        return Html::default();
    }
    html! {
        <section class="listed">
            <h3 class="legend">{ title }</h3>
            <ul>{ for sentences.iter().map(|sentence| html! { <li>{ words(sentence) }</li> }) }</ul>
        </section>
    }
}
