//! The fix of an open finding: what it does, what may stop, the change, and what can be done.

use std::rc::Rc;

use plimsoll_report::{Finding, Node};
use yew::prelude::*;

use super::diff::Diff;
use super::finding::OpenView;
use super::mark::icon;
use super::nodes::Nodes;
use super::use_dispatch;
use super::words::Words;
use crate::action::{Action, Ask};
use crate::state::Plan;
use crate::{names, strings};

/// The fix of an open finding, and the advice of its rule's page.
#[derive(Properties, PartialEq)]
pub struct FixProps {
    /// The finding.
    pub finding: Rc<Finding>,
    /// What is known beside it.
    pub open: OpenView,
    /// What the page says, for a finding that nothing mends automatically.
    pub advice: Vec<Node>,
}

/// The fix of an open finding.
#[component]
pub fn Fix(props: &FixProps) -> Html {
    let dispatch = use_dispatch();
    let FixProps { finding, open, advice } = props;
    let Some(fix) = finding.fixes.get(open.fix as usize) else { return html! { <Nodes nodes={advice.clone()} /> } };
    let (word, class) = names::tag(fix.applicability);
    html! {
        <div>
            if finding.fixes.len() > 1 {
                <div class="seg" role="group" aria-label={strings::WHICH_FIX}>
                    { for (0..).zip(&finding.fixes).map(|(number, fix)| choice(number, &fix.title, open.fix, &dispatch)) }
                </div>
            }
            <p>
                <span {class}>{ word }</span>{ " " }
                <Words text={strings::sentence(&fix.title)} />{ "." }
                if let Some(note) = &fix.note {
                    { " " }<Words text={strings::note(note)} />
                }
            </p>
            { change(&open.plan, open.can_plan) }
        </div>
    }
}

fn choice(number: u32, title: &str, chosen: u32, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(move |_: MouseEvent| Action::ChooseFix(number));
    html! {
        <button type="button" key={number} aria-pressed={(number == chosen).to_string()} {onclick}><Words text={title.to_owned()} /></button>
    }
}

fn change(plan: &Plan, can_plan: bool) -> Html {
    match plan {
        Plan::None => Html::default(),
        Plan::Asked if can_plan => html! { <p class="annotation late">{ strings::PLANNING }</p> },
        Plan::Asked => html! { <p class="annotation">{ strings::NO_PLAN }</p> },
        Plan::Failed(problem) => html! { <p>{ strings::REFUSED }{ " " }{ strings::sentence(problem) }{ "." }</p> },
        Plan::Ready(planned) => html! {
            <>
                if !planned.hunks.is_empty() {
                    <Diff hunks={planned.hunks.clone()} />
                }
                { for planned.refused.iter().map(|(_, reason)| html! { <p><Words text={strings::sentence(reason)} />{ "." }</p> }) }
            </>
        },
    }
}

/// What can be done about a finding.
#[derive(Properties, PartialEq)]
pub struct ActsProps {
    /// The finding.
    pub finding: Rc<Finding>,
    /// The fix's change.
    pub plan: Plan,
}

/// What can be done about a finding.
#[component]
pub fn Acts(props: &ActsProps) -> Html {
    let dispatch = use_dispatch();
    if props.finding.suppressed.is_some() {
        return Html::default();
    }
    let can_apply = matches!(&props.plan, Plan::Ready(planned) if !planned.edits.is_empty());
    let apply = dispatch.reform(|_: MouseEvent| Action::ApplyOpen);
    let allow = dispatch.reform(|_: MouseEvent| Action::OpenDialog(Ask::Allow));
    html! {
        <div class="acts">
            if can_apply {
                <button type="button" class="btn primary" onclick={apply}>{ icon("#i-lift") }{ strings::APPLY_FIX }</button>
            }
            <button type="button" class="btn" onclick={allow}>{ strings::ALLOW_HERE }</button>
        </div>
    }
}
