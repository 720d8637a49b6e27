//! The bar over the list: counts that filter, the audience, what is safe to fix, and how fresh it all is.

use std::rc::Rc;

use plimsoll_report::{Audience, Severity};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::mark::mark;
use super::use_dispatch;
use crate::action::{Action, Ask};
use crate::shown::Shown;
use crate::{names, strings};

/// What the bar shows.
#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// The report.
    pub shown: Rc<Shown>,
    /// Severities that are filtered out.
    pub hidden: Vec<Severity>,
    /// Whose findings are shown.
    pub audience: Audience,
    /// What to say of the list's age.
    pub age: Option<&'static str>,
}

/// The bar over the list.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let dispatch = use_dispatch();
    let safe = props.shown.safe_fixes();
    let fix = dispatch.reform(|_: MouseEvent| Action::OpenDialog(Ask::FixSafe));
    html! {
        <>
            <div class="bar">
                if !props.shown.groups.is_empty() {
                    <div class="counts" role="group" aria-label={strings::FILTER}>
                        { for props.shown.groups.iter().map(|(severity, numbers)| count(*severity, numbers, props, &dispatch)) }
                    </div>
                }
                { audience(props.audience, &dispatch) }
                <span class="push"></span>
                if let Some(age) = props.age {
                    <span class="annotation age">{ age }</span>
                }
                if safe > 0 {
                    <button type="button" class="btn" onclick={fix}>{ strings::fix_safe(safe) }</button>
                }
            </div>
            if props.shown.partly_read() {
                <p class="annotation partly">{ strings::PARTLY_READ }</p>
            }
        </>
    }
}

fn count(severity: Severity, numbers: &[u32], props: &BarProps, dispatch: &Callback<Action>) -> Html {
    let is_shown = !props.hidden.contains(&severity);
    let onclick = dispatch.reform(move |_: MouseEvent| Action::ToggleSeverity(severity));
    html! {
        <button type="button" key={severity.as_str()} aria-pressed={is_shown.to_string()} title={severity.as_str()} {onclick}>
            { mark(severity) }<span class="num">{ numbers.len() }</span><span class="vh">{ severity.as_str() }</span>
        </button>
    }
}

fn audience(chosen: Audience, dispatch: &Callback<Action>) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let word = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
        if let Some(audience) = word.and_then(|word| Audience::parse(&word)) {
            dispatch.emit(Action::SetAudience(audience));
        }
    });
    html! {
        <label class="choice">
            <span>{ strings::AUDIENCE }</span>
            <select {onchange}>
                { for Audience::ALL.iter().map(|audience| html! {
                    <option value={audience.as_str()} selected={*audience == chosen}>{ names::audience(*audience) }</option>
                }) }
            </select>
        </label>
    }
}
