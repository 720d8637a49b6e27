//! What explains an open finding, like a pilot book: why, attack, fix, sources, and what other tools call it.

use std::rc::Rc;

use plimsoll_report::{Confidence, Finding, Node, Related, RulePage};
use yew::prelude::*;

use super::finding::OpenView;
use super::fix::{Acts, Fix};
use super::names::Names;
use super::nodes::{Inlines, Nodes};
use super::use_dispatch;
use super::words::Words;
use crate::action::Action;
use crate::state::Load;
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
            <dl class="pilot">{ for entries(props, page) }</dl>
            <Acts finding={props.finding.clone()} plan={props.open.plan.clone()} />
        </>
    }
}

/// One element with a key for each entry: pages and plans arrive late, and each has its place.
fn entries(props: &PilotProps, page: Option<&Rc<RulePage>>) -> Vec<Html> {
    let finding = &props.finding;
    let mut entries = Vec::new();
    entries.extend(why(page));
    if matches!(props.open.page, Load::Failed) {
        entries.push(entry(strings::WHY, html! { strings::NO_PAGE }));
    }
    entries.extend(related(finding));
    entries.extend(allowed(finding));
    let advice = page.map(|page| prose::section(&page.body, strings::HOW_TO_FIX)).unwrap_or_default();
    if finding.suppressed.is_none() && !(finding.fixes.is_empty() && advice.is_empty()) {
        entries.push(entry(
            strings::FIX,
            html! { <Fix finding={finding.clone()} open={props.open.clone()} advice={advice.to_vec()} /> },
        ));
    }
    entries.extend(sources(page));
    entries.extend(elsewhere(page));
    entries
}

fn entry(label: &'static str, content: Html) -> Html {
    html! { <div class="entry" key={label}><dt>{ label }</dt><dd>{ content }</dd></div> }
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

fn why(page: Option<&Rc<RulePage>>) -> Vec<Html> {
    let section = page.map(|page| prose::section(&page.body, strings::WHY_IT_MATTERS)).unwrap_or_default();
    let reasons: Vec<Node> = section.iter().filter(|node| !prose::is_attack(node)).cloned().collect();
    let mut entries = Vec::new();
    if !reasons.is_empty() {
        entries.push(entry(strings::WHY, html! { <Nodes nodes={reasons} /> }));
    }
    if let Some(attack) = prose::attack(section) {
        entries.push(entry(strings::ATTACK, html! { <p><Inlines words={attack} /></p> }));
    }
    entries
}

fn related(finding: &Finding) -> Option<Html> {
    let place = |place: &Related| {
        let start = place.location.start;
        html! { <li><Words text={place.label.clone()} />{ " " }<Place line={start.line} column={start.column} /></li> }
    };
    let places = html! { <ul class="refs">{ for finding.related.iter().map(place) }</ul> };
    (!finding.related.is_empty()).then(|| entry(strings::RELATED, places))
}

fn allowed(finding: &Finding) -> Option<Html> {
    let suppression = finding.suppressed.as_ref()?;
    Some(entry(strings::ALLOWED, html! { strings::allowed_by(suppression) }))
}

fn sources(page: Option<&Rc<RulePage>>) -> Option<Html> {
    let section = prose::section(&page?.body, strings::REFERENCES);
    let sources = html! { <div class="refs"><Nodes nodes={section.to_vec()} /></div> };
    (!section.is_empty()).then(|| entry(strings::SOURCES, sources))
}

fn elsewhere(page: Option<&Rc<RulePage>>) -> Option<Html> {
    let equivalents = &page?.rule.equivalents;
    let names = html! { <Names equivalents={equivalents.clone()} run=true /> };
    (!equivalents.is_empty()).then(|| entry(strings::ELSEWHERE, names))
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
