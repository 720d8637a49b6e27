//! The Rules screen: the catalogue by strategy, with a search.

use std::rc::Rc;

use plimsoll_report::{RuleInfo, Severity, Strategy};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::action::Action;
use crate::components::mark::named_mark;
use crate::components::use_dispatch;
use crate::state::Load;
use crate::{names, route, strings};

/// The catalogue and what is searched in it.
#[derive(Properties, PartialEq)]
pub struct RulesProps {
    /// The catalogue.
    pub index: Load<Rc<[RuleInfo]>>,
    /// The word that is searched for.
    pub search: String,
    /// The strategy that is shown.
    pub strategy: Option<Strategy>,
}

/// The Rules screen.
#[component]
pub fn Rules(props: &RulesProps) -> Html {
    let dispatch = use_dispatch();
    let search = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let word = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            dispatch.emit(Action::Search(word));
        })
    };
    let found = found(props);
    html! {
        <div class="page">
            <h1 class="title-xl">{ strings::RULES }</h1>
            <div class="bar">
                <label class="field search">
                    <svg class="tm" aria-hidden="true"><use href="#i-find"></use></svg>
                    <span class="vh">{ strings::SEARCH_RULES }</span>
                    <input type="search" value={props.search.clone()} placeholder={strings::SEARCH_HINT} oninput={search} />
                </label>
                { strategies(props, &dispatch) }
                <span class="push quiet" role="status">{ strings::rules_found(found.len(), props.index.here().map_or(0, |index| index.len())) }</span>
            </div>
            <div class="catalogue">
                { facets(props, &dispatch) }
                <div>{ list(props, &found) }</div>
            </div>
        </div>
    }
}

fn found(props: &RulesProps) -> Vec<&RuleInfo> {
    let word = props.search.trim().to_ascii_lowercase();
    let index = props.index.here().map(Rc::as_ref).unwrap_or_default();
    index
        .iter()
        .filter(|rule| props.strategy.is_none_or(|strategy| rule.strategy == strategy))
        .filter(|rule| word.is_empty() || names::matches(rule, &word))
        .collect()
}

fn list(props: &RulesProps, found: &[&RuleInfo]) -> Html {
    match props.index {
        Load::Failed => return html! { <p>{ strings::INDEX_FAILED }</p> },
        Load::Not | Load::Asked => return html! { <p class="annotation late">{ strings::LOADING }</p> },
        Load::Here(_) if found.is_empty() => return html! { <p>{ strings::NO_RULE }</p> },
        Load::Here(_) => {}
    }
    let of = |strategy: Strategy| {
        let is_of = move |rule: &&&RuleInfo, severity| rule.strategy == strategy && rule.severity == severity;
        Severity::ALL.iter().flat_map(move |severity| found.iter().filter(move |rule| is_of(rule, *severity)))
    };
    Strategy::ALL
        .iter()
        .filter(|strategy| of(**strategy).next().is_some())
        .map(|strategy| {
            html! {
                <section key={strategy.as_str()} class="strategy">
                    <h2 class="section">{ names::strategy(*strategy) }</h2>
                    { for of(*strategy).map(|rule| row(rule)) }
                </section>
            }
        })
        .collect()
}

fn row(rule: &RuleInfo) -> Html {
    html! {
        <a class="rule-row" href={route::rule(&rule.id)} key={rule.id.as_ref()}>
            { named_mark(rule.severity) }
            <code>{ rule.id.as_ref() }</code>
            <span class="what">{ rule.title.as_ref() }</span>
            <span class="x">{ if rule.fixable { "fix" } else { "advice" } }</span>
            <span class="x num">{ strings::tools(tools(rule)) }</span>
        </a>
    }
}

/// Other tools that know the check.
fn tools(rule: &RuleInfo) -> usize {
    let mut peers: Vec<&str> = Vec::new();
    for peer in rule.equivalents.iter().filter_map(|equivalent| equivalent.split(':').next()) {
        if !peers.contains(&peer) {
            peers.push(peer);
        }
    }
    peers.len()
}

fn facets(props: &RulesProps, dispatch: &Callback<Action>) -> Html {
    html! {
        <nav class="facets" aria-label={strings::STRATEGY}>
            <h2 class="legend">{ strings::STRATEGY }</h2>
            <ul>{ for choices(props).into_iter().map(|(strategy, name, count)| {
                let onclick = dispatch.reform(move |_: MouseEvent| Action::ChooseStrategy(strategy));
                html! {
                    <li key={name}>
                        <button type="button" aria-pressed={(strategy == props.strategy).to_string()} {onclick}>{ name }<span class="n">{ count }</span></button>
                    </li>
                }
            }) }</ul>
        </nav>
    }
}

/// The same choice where there is no room for a column.
fn strategies(props: &RulesProps, dispatch: &Callback<Action>) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let word = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        dispatch.emit(Action::ChooseStrategy(Strategy::parse(&word)));
    });
    html! {
        <label class="choice narrow">
            <span>{ strings::STRATEGY }</span>
            <select {onchange}>
                { for choices(props).into_iter().map(|(strategy, name, _)| html! {
                    <option value={strategy.map_or("", Strategy::as_str)} selected={strategy == props.strategy}>{ name }</option>
                }) }
            </select>
        </label>
    }
}

fn choices(props: &RulesProps) -> Vec<(Option<Strategy>, &'static str, usize)> {
    let index = props.index.here().map(Rc::as_ref).unwrap_or_default();
    let mut choices = vec![(None, strings::ALL_STRATEGIES, index.len())];
    for strategy in Strategy::ALL {
        let count = index.iter().filter(|rule| rule.strategy == *strategy).count();
        if count > 0 {
            choices.push((Some(*strategy), names::strategy(*strategy), count));
        }
    }
    choices
}
