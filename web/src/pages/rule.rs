//! A rule's page.

use std::rc::Rc;

use plimsoll_report::{Confidence, RuleInfo, RulePage};
use yew::prelude::*;

use crate::components::mark::mark;
use crate::components::names::names;
use crate::components::nodes::nodes;
use crate::components::use_dispatch;
use crate::names::{control, outside, strategy};
use crate::state::Load;
use crate::{route, strings};

/// The page.
#[derive(Properties, PartialEq)]
pub struct RuleProps {
    /// The rule's id.
    pub id: AttrValue,
    /// The page, when it is here.
    pub page: Load<Rc<RulePage>>,
}

/// A rule's page.
#[component]
pub fn Rule(props: &RuleProps) -> Html {
    let dispatch = use_dispatch();
    let page = match &props.page {
        Load::Here(page) => page,
        Load::Not | Load::Asked => {
            return html! { <div class="page"><p class="annotation late">{ strings::LOADING }</p></div> };
        }
        Load::Failed => return missing(&props.id),
    };
    let rule = &page.rule;
    html! {
        <div class="page" key={rule.id.as_ref()}>
            <nav class="crumb" aria-label={strings::RULES}>
                <a href={route::RULES}>{ strings::RULES }</a><span>{ strategy(rule.strategy) }</span>
            </nav>
            <h1 class="title">{ rule.title.as_ref() }</h1>
            <p class="rule-head">
                <code>{ rule.id.as_ref() }</code>
                <span class={classes!("sev", rule.severity.as_str())}>{ mark(rule.severity) }{ " " }{ rule.severity.as_str() }</span>
                <span class="quiet">{ confidence(rule.confidence) }</span>
                <span class="quiet">{ format!("audience {}", rule.audience) }</span>
            </p>
            <div class="rule-page">
                <article class="prose-body">
                    { nodes(&page.body, Some(&dispatch)) }
                    <h2 class="section">{ strings::ALLOW_IT }</h2>
                    <pre class="sample" role="group" tabindex="0" aria-label={strings::ALLOW_IT}>{ format!("# plimsoll: allow {} (why it is meant)", rule.id) }</pre>
                </article>
                <aside class="side" aria-label={strings::FACTS}>{ facts(rule) }{ benchmarks(rule) }{ tools(rule) }{ settings(rule) }</aside>
            </div>
        </div>
    }
}

fn missing(id: &str) -> Html {
    html! {
        <div class="page">
            <h1 class="title">{ strings::UNKNOWN_RULE }</h1>
            <p class="rule-head"><code>{ id }</code></p>
            <p><a class="btn" href={route::RULES}>{ strings::ALL_RULES }</a></p>
        </div>
    }
}

const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "confidence high",
        Confidence::Medium => "confidence medium",
        Confidence::Low => "confidence low",
    }
}

fn facts(rule: &RuleInfo) -> Html {
    html! {
        <div>
            <h2 class="legend">{ strings::FACTS }</h2>
            <dl>
                if let Some(level) = outside(rule) {
                    <dt>{ "Level" }</dt><dd>{ format!("outside {level}") }</dd>
                }
                <dt>{ "Fix" }</dt><dd>{ if rule.fixable { "can be applied here" } else { "by hand: see How to fix" } }</dd>
                <dt>{ "Since" }</dt><dd>{ rule.since.as_ref() }</dd>
            </dl>
        </div>
    }
}

fn benchmarks(rule: &RuleInfo) -> Html {
    if rule.controls.is_empty() {
        return Html::default();
    }
    html! {
        <div>
            <h2 class="legend">{ strings::BENCHMARKS }</h2>
            <ul class="refs">{ for rule.controls.iter().map(|item| html! { <li>{ control(item) }</li> }) }</ul>
        </div>
    }
}

fn tools(rule: &RuleInfo) -> Html {
    if rule.equivalents.is_empty() {
        return Html::default();
    }
    html! { <div><h2 class="legend">{ strings::OTHER_TOOLS }</h2>{ names(&rule.equivalents, false) }</div> }
}

fn settings(rule: &RuleInfo) -> Html {
    if rule.parameters.is_empty() {
        return Html::default();
    }
    html! {
        <div>
            <h2 class="legend">{ strings::SETTINGS }</h2>
            <dl class="settings">{ for rule.parameters.iter().map(|parameter| html! {
                <><dt><code>{ parameter.name.as_ref() }</code></dt><dd>{ parameter.description.as_ref() }</dd></>
            }) }</dl>
        </div>
    }
}
