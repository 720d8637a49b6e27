//! The dialogs: a change to look at, a reason to give, a link to copy, an example to choose.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use super::diff::Diff;
use super::empty::Samples;
use super::mark::icon;
use super::use_dispatch;
use super::words::Words;
use crate::action::Action;
use crate::state::{self, AppState, FixDialog, Plan};
use crate::{review, strings};

/// The open dialog, if there is one.
pub fn view(state: &AppState) -> Html {
    match &state.dialog {
        None => Html::default(),
        Some(state::Dialog::Examples) => html! {
            <Dialog key="examples" title={strings::EXAMPLES_TITLE} close={strings::CLOSE}>
                if !state.empty {
                    <p>{ strings::EXAMPLES_TEXT }</p>
                }
                <Samples />
            </Dialog>
        },
        Some(state::Dialog::Allow(number)) => {
            let finding = state.shown.as_ref().and_then(|shown| shown.finding(*number));
            finding.map(|finding| html! { <Allow key="allow" message={finding.message.clone()} /> }).unwrap_or_default()
        }
        Some(state::Dialog::Share { link, copied }) => {
            html! { <Share key="share" link={link.clone()} copied={*copied} /> }
        }
        Some(state::Dialog::Fix(dialog)) => {
            let review = review::of(state, &dialog.plan);
            html! { <Fixes key="fixes" dialog={dialog.clone()} {review} /> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct FixesProps {
    dialog: FixDialog,
    review: review::Review,
}

#[component]
fn Fixes(props: &FixesProps) -> Html {
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

#[derive(Properties, PartialEq)]
struct AllowProps {
    message: String,
}

#[component]
fn Allow(props: &AllowProps) -> Html {
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
            <p><Words text={props.message.clone()} /></p>
            <p>{ strings::ALLOW_TEXT }</p>
            <form id="allow" {onsubmit}>
                <label class="stack">{ strings::REASON }<span class="field"><input ref={reason} autocomplete="off" /></span></label>
            </form>
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct ShareProps {
    link: Option<Result<String, String>>,
    copied: Option<bool>,
}

#[component]
fn Share(props: &ShareProps) -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    {
        let field = field.clone();
        // Copying by hand is what is left where the browser refuses.
        use_effect_with(props.copied, move |copied| {
            if let (Some(false), Some(field)) = (copied, field.cast::<HtmlInputElement>()) {
                field.select();
            }
        });
    }
    let copy = dispatch.reform(|_: MouseEvent| Action::CopyLink);
    let deeds = html! {
        if matches!(props.link, Some(Ok(_))) {
            <button type="button" class="btn primary" onclick={copy}>{ strings::COPY }</button>
        }
    };
    html! {
        <Dialog title={strings::SHARE_TITLE} {deeds} close={strings::CLOSE}>
            <p>{ strings::SHARE_TEXT }</p>
            <p>{ strings::SHARE_SECRET }</p>
            { link(props, field) }
            <p class="annotation" role="status">
                { match props.copied { Some(true) => strings::COPIED, Some(false) => strings::NOT_COPIED, None => "" } }
            </p>
        </Dialog>
    }
}

fn link(props: &ShareProps, field: NodeRef) -> Html {
    match &props.link {
        None => html! { <p class="annotation">{ strings::MAKING_LINK }</p> },
        Some(Err(problem)) => html! { <p>{ problem }</p> },
        Some(Ok(link)) => html! {
            <>
                <label class="stack">{ strings::LINK }
                    <span class="field"><input class="mono" ref={field} readonly=true value={link.clone()} /></span>
                </label>
                <p class="quiet num">
                    { strings::link_length(link.len()) }
                    if link.len() > LONG {
                        { ". " }{ strings::LONG_LINK }
                    }
                </p>
            </>
        },
    }
}

/// From here on programs that pass links on begin to cut them.
const LONG: usize = 2_000;
