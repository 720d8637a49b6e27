//! What explains an open finding, like a pilot book: why, attack, fix, sources, and what other tools call it.

use std::rc::Rc;

use plimsoll_report::{Confidence, Finding, Node, Position, Related, RulePage};
use yew::prelude::*;

use super::finding::OpenView;
use super::fix::{acts, fix};
use super::names::names;
use super::nodes::{inlines, nodes};
use super::words::words;
use crate::action::Action;
use crate::names::outside;
use crate::state::Load;
use crate::{prose, route, strings};

/// What explains an open finding.
pub fn pilot(finding: &Finding, open: &OpenView, dispatch: &Callback<Action>) -> Html {
    let page = open.page.here();
    html! {
        <>
            { facts(finding, page) }
            <dl class="pilot">{ for entries(finding, open, dispatch) }</dl>
            { acts(finding, &open.plan, dispatch) }
        </>
    }
}

/// One element with a key for each entry: pages and plans arrive late, and each has its place.
fn entries(finding: &Finding, open: &OpenView, dispatch: &Callback<Action>) -> Vec<Html> {
    let page = open.page.here();
    let mut entries = Vec::new();
    entries.extend(why(page));
    if matches!(open.page, Load::Failed) {
        entries.push(entry(strings::WHY, html! { strings::NO_PAGE }));
    }
    entries.extend(related(finding, dispatch));
    entries.extend(allowed(finding));
    let advice = page.map(|page| prose::section(&page.body, strings::HOW_TO_FIX)).unwrap_or_default();
    if finding.suppressed.is_none() && !(finding.fixes.is_empty() && advice.is_empty()) {
        entries.push(entry(strings::FIX, fix(finding, open, advice, dispatch)));
    }
    entries.extend(sources(page));
    entries.extend(elsewhere(page));
    entries
}

fn entry(label: &'static str, content: Html) -> Html {
    html! { <div class="entry" key={label}><dt>{ label }</dt><dd>{ content }</dd></div> }
}

fn facts(finding: &Finding, page: Option<&Rc<RulePage>>) -> Html {
    let outside = page.and_then(|page| outside(&page.rule));
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
    let reasons: Vec<&Node> = section.iter().filter(|node| !prose::is_attack(node)).collect();
    let mut entries = Vec::new();
    if !reasons.is_empty() {
        entries.push(entry(strings::WHY, nodes(reasons, None)));
    }
    if let Some(attack) = prose::attack(section) {
        entries.push(entry(strings::ATTACK, html! { <p>{ inlines(&attack) }</p> }));
    }
    entries
}

fn related(finding: &Finding, dispatch: &Callback<Action>) -> Option<Html> {
    let place = |place: &Related| {
        let start = place.location.start;
        html! { <li>{ words(&place.label) }{ " " }{ goes_to(&place.file, start, dispatch) }</li> }
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
    let sources = html! { <div class="refs">{ nodes(section, None) }</div> };
    (!section.is_empty()).then(|| entry(strings::SOURCES, sources))
}

fn elsewhere(page: Option<&Rc<RulePage>>) -> Option<Html> {
    let equivalents = &page?.rule.equivalents;
    let names = names(equivalents, true);
    (!equivalents.is_empty()).then(|| entry(strings::ELSEWHERE, names))
}

/// A place that can be gone to.
fn goes_to(file: &str, place: Position, dispatch: &Callback<Action>) -> Html {
    let Position { line, column, .. } = place;
    let file: Rc<str> = file.into();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::GoTo { file: Some(file.clone()), line, column });
    html! { <button type="button" class="place" {onclick}><span class="vh">{ "line " }</span>{ format!(":{line}") }</button> }
}
