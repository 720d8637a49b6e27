//! What explains an open finding, like a pilot book: why, attack, fix, sources, and what other tools call it.

use std::rc::Rc;

use plimsoll_report::{Confidence, Finding, Node, RulePage};
use yew::prelude::*;

use super::diff::Diff;
use super::finding::OpenView;
use super::mark::icon;
use super::names::Names;
use super::nodes::{Inlines, Nodes};
use super::use_dispatch;
use super::words::Words;
use crate::action::{Action, Ask};
use crate::state::{Load, Plan};
use crate::{names, prose, route, strings};

/// The open finding.
#[derive(Properties, PartialEq)]
pub struct PilotProps {
    /// The finding.
    pub finding: Rc<Finding>,
    /// What is known beside it.
    pub open: OpenView,
}

/// What explains an open finding.
#[component]
pub fn Pilot(props: &PilotProps) -> Html {
    let page = props.open.page.here();
    html! {
        <>
            { facts(&props.finding, page) }
            <dl class="pilot">
                { why(page) }
                if matches!(props.open.page, Load::Failed) {
                    <dt>{ strings::WHY }</dt><dd>{ strings::NO_PAGE }</dd>
                }
                { related(&props.finding) }
                { allowed(&props.finding) }
                <Fix finding={props.finding.clone()} open={props.open.clone()} />
                { sources(page) }
                { elsewhere(page) }
            </dl>
            <Acts finding={props.finding.clone()} plan={props.open.plan.clone()} />
        </>
    }
}

fn facts(finding: &Finding, page: Option<&Rc<RulePage>>) -> Html {
    let outside = page.and_then(|page| names::outside(&page.rule));
    let confidence = match finding.confidence {
        Confidence::High => "confidence high",
        Confidence::Medium => "confidence medium",
        Confidence::Low => "confidence low",
    };
    html! {
        <p class="facts">
            <span class={classes!("sev", finding.severity.as_str())}>{ finding.severity.as_str() }</span>
            <span>{ confidence }</span>
            if let Some(level) = outside {
                <span>{ format!("outside {level}") }</span>
            }
            <a href={route::rule(&finding.rule)}><code>{ finding.rule.as_ref() }</code></a>
        </p>
    }
}

fn why(page: Option<&Rc<RulePage>>) -> Html {
    let Some(page) = page else { return Html::default() };
    let section = prose::section(&page.body, strings::WHY_IT_MATTERS);
    let reasons: Vec<Node> = section.iter().filter(|node| !prose::is_attack(node)).cloned().collect();
    html! {
        <>
            if !reasons.is_empty() {
                <dt>{ strings::WHY }</dt><dd><Nodes nodes={reasons} /></dd>
            }
            if let Some(attack) = prose::attack(section) {
                <dt>{ strings::ATTACK }</dt><dd><p><Inlines words={attack} /></p></dd>
            }
        </>
    }
}

fn related(finding: &Finding) -> Html {
    if finding.related.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <dt>{ strings::RELATED }</dt>
            <dd><ul class="refs">
                { for finding.related.iter().map(|place| html! {
                    <li><Words text={place.label.clone()} />{ " " }<Place line={place.location.start.line} column={place.location.start.column} /></li>
                }) }
            </ul></dd>
        </>
    }
}

fn allowed(finding: &Finding) -> Html {
    let Some(suppression) = &finding.suppressed else { return Html::default() };
    html! { <><dt>{ strings::ALLOWED }</dt><dd>{ strings::allowed_by(suppression) }</dd></> }
}

fn sources(page: Option<&Rc<RulePage>>) -> Html {
    let section = page.map(|page| prose::section(&page.body, strings::REFERENCES)).unwrap_or_default();
    if section.is_empty() {
        return Html::default();
    }
    html! { <><dt>{ strings::SOURCES }</dt><dd class="refs"><Nodes nodes={section.to_vec()} /></dd></> }
}

fn elsewhere(page: Option<&Rc<RulePage>>) -> Html {
    let Some(page) = page.filter(|page| !page.rule.equivalents.is_empty()) else { return Html::default() };
    html! { <><dt>{ strings::ELSEWHERE }</dt><dd><Names equivalents={page.rule.equivalents.clone()} run=true /></dd></> }
}

#[derive(Properties, PartialEq)]
struct PlaceProps {
    line: u32,
    column: u32,
}

/// A place that can be gone to.
#[component]
fn Place(props: &PlaceProps) -> Html {
    let dispatch = use_dispatch();
    let (line, column) = (props.line, props.column);
    let onclick = dispatch.reform(move |_: MouseEvent| Action::GoTo { line, column });
    html! { <button type="button" class="place" {onclick}><span class="vh">{ "line " }</span>{ format!(":{line}") }</button> }
}

#[component]
fn Fix(props: &PilotProps) -> Html {
    let dispatch = use_dispatch();
    let PilotProps { finding, open } = props;
    if finding.suppressed.is_some() {
        return Html::default();
    }
    let advice =
        open.page.here().map(|page| prose::section(&page.body, strings::HOW_TO_FIX).to_vec()).unwrap_or_default();
    let Some(fix) = finding.fixes.get(open.fix as usize) else {
        return html! {
            if !advice.is_empty() {
                <dt>{ strings::FIX }</dt><dd><Nodes nodes={advice} /></dd>
            }
        };
    };
    let (word, class) = names::tag(fix.applicability);
    html! {
        <>
            <dt>{ strings::FIX }</dt>
            <dd>
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
            </dd>
        </>
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

#[derive(Properties, PartialEq)]
struct ActsProps {
    finding: Rc<Finding>,
    plan: Plan,
}

#[component]
fn Acts(props: &ActsProps) -> Html {
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
