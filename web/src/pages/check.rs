//! The Check screen: what stands round the editor.

use std::rc::Rc;

use yew::prelude::*;

use crate::action::Action;
use crate::components::bar::Bar;
use crate::components::decoded::Decoded;
use crate::components::empty::empty;
use crate::components::files;
use crate::components::finding::OpenView;
use crate::components::findings::Findings;
use crate::components::fleet::Fleet;
use crate::components::gauge::{Gauge, Reading};
use crate::components::ladder::Ladder;
use crate::components::starting::starting;
use crate::components::status::{self, Status};
use crate::components::strip::strip;
use crate::components::tabs::{self, Tabs};
use crate::loadline::Draught;
use crate::shown::Shown;
use crate::state::{AppState, Engine, Tab};
use crate::strings;

/// Whether there is a report of a text to show.
pub fn has_results(state: &AppState) -> bool {
    !state.empty && state.shown.is_some()
}

/// The strip over the editor.
pub fn files(state: &AppState, dispatch: &Callback<Action>) -> Html {
    files::files(state, dispatch)
}

/// The line under the editor.
pub fn status(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let documents = state.shown.as_ref().filter(|_| !state.empty).map(|shown| {
        let file = shown.files.iter().find(|file| state.files.len() > 1 && file.path == state.settings.file);
        file.map_or_else(|| shown.documents(), |file| file.documents)
    });
    let status = Status {
        cursor: state.cursor,
        documents,
        engine: state.engine,
        version: &state.settings.version,
        empty: state.empty,
        stale: state.is_stale(),
        said: state.said.as_deref(),
    };
    status::status(&status, dispatch)
}

/// The load line in brief.
pub fn gauge(state: &AppState) -> Html {
    html! { <Gauge reading={reading(state)} /> }
}

fn reading(state: &AppState) -> Reading {
    if state.empty {
        return Reading::Clear { has_text: false };
    }
    let Some(shown) = &state.shown else { return Reading::Unknown };
    match state.chosen_workload() {
        Some((_, workload)) => {
            let resource = &workload.resource;
            let name = if resource.name.is_empty() { resource.kind.clone() } else { resource.name.clone() };
            Reading::Known { name: name.into(), draught: Draught::of(workload), aim: state.aim.0 }
        }
        None if shown.partly_read() => Reading::Unknown,
        None => Reading::Clear { has_text: true },
    }
}

/// The results.
pub fn results(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let shown = state.shown.as_ref().filter(|_| !state.empty);
    let reading = reading(state);
    let tabs = Tabs {
        tab: state.tab,
        findings: shown.map(|shown| strings::grouped(shown.open_findings() as usize)),
        draught: shown.map(|_| match &reading {
            Reading::Known { draught, .. } => draught.total().to_string(),
            Reading::Unknown => "?".to_owned(),
            Reading::Clear { .. } => String::new(),
        }),
    };
    html! {
        <>
            <h1 class="vh">{ strings::CHECK_HEADING }</h1>
            <p class="vh" aria-live="polite" id="counts">{ shown.map(|shown| strings::counts(&shown.summary)).unwrap_or_default() }</p>
            { strip(&reading, dispatch) }
            { tabs::tabs(&tabs, dispatch) }
            <div class="results" id="results" role="tabpanel" tabindex="0" aria-labelledby={tabs::id(state.tab)}
                aria-busy={state.is_stale().to_string()}>
                { panel(state, shown, dispatch) }
            </div>
        </>
    }
}

fn panel(state: &AppState, shown: Option<&Rc<Shown>>, dispatch: &Callback<Action>) -> Html {
    if state.empty {
        return empty(dispatch);
    }
    let Some(shown) = shown else { return starting(state.engine) };
    match state.tab {
        Tab::Findings => html! {
            <>
                <h2 class="vh">{ strings::FINDINGS }</h2>
                <Bar shown={shown.clone()} hidden={state.hidden.clone()} audience={state.settings.audience} age={age(state)} />
                <Findings shown={shown.clone()} hidden={state.hidden.clone()} rows={state.rows} open={open(state)} />
            </>
        },
        Tab::LoadLine => load_line(state, shown),
        Tab::Decoded => html! { <Decoded decoded={state.decoded.as_ref().map(|(_, decoded)| decoded.clone())} /> },
    }
}

fn load_line(state: &AppState, shown: &Rc<Shown>) -> Html {
    let Some((workload, _)) = state.chosen_workload() else {
        let (title, text) = match reading(state) {
            Reading::Unknown => (strings::NOT_KNOWN, strings::NOT_KNOWN_TEXT),
            Reading::Clear { .. } | Reading::Known { .. } => (strings::NO_WORKLOAD, strings::NO_WORKLOAD_TEXT),
        };
        return html! {
            <div class="still quiet-still"><h2 class="section">{ strings::sentence(title) }</h2><p class="prose">{ text }</p></div>
        };
    };
    html! {
        <>
            <h2 class="vh">{ strings::LOAD_LINE }</h2>
            <Ladder shown={shown.clone()} {workload} aim={state.aim.0} />
            <Fleet shown={shown.clone()} chosen={workload} />
            if let Some(score) = &shown.score {
                <p class="annotation">{ strings::score(score) }</p>
            }
        </>
    }
}

fn age(state: &AppState) -> Option<&'static str> {
    if state.engine == Engine::Stopped {
        Some(strings::FROM_BEFORE_STOP)
    } else if state.restarted {
        Some(strings::FROM_BEFORE_RESTART)
    } else {
        state.is_stale().then_some(strings::FROM_BEFORE)
    }
}

fn open(state: &AppState) -> Option<OpenView> {
    let open = state.open.as_ref()?;
    let shown = state.shown.as_ref()?;
    let rule = &shown.finding(shown.number(open.key)?)?.rule;
    Some(OpenView {
        key: open.key,
        fix: open.fix,
        plan: open.plan.clone(),
        page: state.page(rule),
        can_plan: state.engine != Engine::Stopped,
    })
}
