//! The dialog that shows a change before it is made.

use yew::prelude::*;

use super::dialog::Dialog;
use super::diff::Diff;
use super::mark::icon;
use super::use_dispatch;
use super::words::Words;
use crate::action::Action;
use crate::review::Review;
use crate::state::{FixDialog, Plan};
use crate::strings;

/// Shows a change before it is made.
#[derive(Properties, PartialEq)]
pub struct FixesProps {
    /// What it does.
    pub dialog: FixDialog,
    /// What to know of it.
    pub review: Review,
}

/// Shows a change before it is made.
#[component]
pub fn Fixes(props: &FixesProps) -> Html {
    let dispatch = use_dispatch();
    let can_apply = matches!(&props.dialog.plan, Plan::Ready(planned) if !planned.edits.is_empty());
    let apply = dispatch.reform(|_: MouseEvent| Action::ApplyDialog);
    let deeds = html! {
        if can_apply {
            <button type="button" class="btn primary" onclick={apply}>{ icon("#i-lift") }{ strings::APPLY_ALL }</button>
        }
    };
    html! {
        <Dialog title={props.dialog.title.clone()} {deeds}>
            { change(&props.dialog.plan) }
            { listed(strings::TO_REVIEW, &props.review.notes) }
            { listed(strings::LEFT_OUT, &props.review.left_out) }
        </Dialog>
    }
}

fn change(plan: &Plan) -> Html {
    match plan {
        Plan::None | Plan::Asked => html! { <p class="annotation">{ strings::PLANNING }</p> },
        Plan::Failed(problem) => html! { <p>{ strings::REFUSED }{ " " }{ strings::sentence(problem) }{ "." }</p> },
        Plan::Ready(planned) if planned.edits.is_empty() => html! { <p>{ strings::NOTHING_TO_CHANGE }</p> },
        Plan::Ready(planned) => html! { <Diff hunks={planned.hunks.clone()} numbered=true /> },
    }
}

fn listed(title: &'static str, sentences: &[String]) -> Html {
    if sentences.is_empty() {
        return Html::default();
    }
    html! {
        <section class="listed">
            <h3 class="legend">{ title }</h3>
            <ul>{ for sentences.iter().map(|sentence| html! { <li><Words text={sentence.clone()} /></li> }) }</ul>
        </section>
    }
}
