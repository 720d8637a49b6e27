//! The fix of an open finding: what it does, what may stop, the change, and what can be done.

use plimsoll_report::{Finding, Node, is_syntax};
use yew::prelude::*;

use super::diff::diff;
use super::finding::OpenView;
use super::mark::icon;
use super::nodes::nodes;
use super::words::words;
use crate::action::{Action, Ask};
use crate::state::Plan;
use crate::{names, strings};

/// The fix of an open finding; for one that nothing mends automatically, the advice of its rule's page.
pub fn fix(finding: &Finding, open: &OpenView, advice: &[Node], dispatch: &Callback<Action>) -> Html {
    let Some(fix) = finding.fixes.get(open.fix as usize) else { return nodes(advice, None) };
    let (word, class) = names::tag(fix.applicability);
    html! {
        <div>
            if finding.fixes.len() > 1 {
                <div class="seg" role="group" aria-label={strings::WHICH_FIX}>
                    { for (0..).zip(&finding.fixes).map(|(number, fix)| choice(number, &fix.title, open.fix, dispatch)) }
                </div>
            }
            <p>
                <span {class}>{ word }</span>{ " " }
                { words(&strings::sentence(&fix.title)) }{ "." }
                if let Some(note) = &fix.note {
                    { " " }{ words(&strings::note(note)) }
                }
            </p>
            { change(&open.plan, open.can_plan) }
        </div>
    }
}

fn choice(number: u32, title: &str, chosen: u32, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(move |_: MouseEvent| Action::ChooseFix(number));
    html! {
        <button type="button" key={number} aria-pressed={(number == chosen).to_string()} {onclick}>{ words(title) }</button>
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
                    { diff(&planned.hunks, false) }
                }
                { for planned.refused.iter().map(|(_, reason)| html! { <p>{ words(&strings::sentence(reason)) }{ "." }</p> }) }
            </>
        },
    }
}

/// What can be done about a finding.
pub fn acts(finding: &Finding, plan: &Plan, dispatch: &Callback<Action>) -> Html {
    if finding.suppressed.is_some() {
        return Html::default();
    }
    let can_apply = matches!(plan, Plan::Ready(planned) if !planned.edits.is_empty());
    let apply = dispatch.reform(|_: MouseEvent| Action::ApplyOpen);
    let allow = dispatch.reform(|_: MouseEvent| Action::OpenDialog(Ask::Allow));
    html! {
        <div class="acts">
            if can_apply {
                <button type="button" class="btn primary" onclick={apply}>{ icon("#i-lift") }{ strings::APPLY_FIX }</button>
            }
            if !is_syntax(&finding.rule) && !CANNOT_BE_MEANT.contains(&finding.rule.as_ref()) {
                <button type="button" class="btn" onclick={allow}>{ strings::ALLOW_HERE }</button>
            }
        </div>
    }
}

/// What keeps the text from being read, or a suppression from having an effect: allowing it would not make it so.
const CANNOT_BE_MEANT: [&str; 3] = ["input-limit", "unused-suppression", "unknown-rule-in-suppression"];
