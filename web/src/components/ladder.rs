//! The load line in full: one row is one edit, and the list is the picture.

use std::rc::Rc;

use plimsoll_report::{PodSecurity, PodSecurityLevel};
use yew::prelude::*;

use super::mark::icon;
use super::rung::rung;
use super::use_dispatch;
use crate::action::{Action, Ask};
use crate::loadline::Draught;
use crate::shown::Shown;
use crate::state::lift;
use crate::{names, strings};

/// The workload and the level aimed for.
#[derive(Properties, PartialEq)]
pub struct LadderProps {
    /// The report.
    pub shown: Rc<Shown>,
    /// Number of the workload in it.
    pub workload: usize,
    /// The level that the disc lies on.
    pub aim: PodSecurityLevel,
}

/// The load line in full.
#[component]
pub fn Ladder(props: &LadderProps) -> Html {
    let dispatch = use_dispatch();
    let Some(workload) = props.shown.workloads.get(props.workload) else { return Html::default() };
    let draught = Draught::of(workload);
    // Where nothing keeps it from restricted alone, both lines are one.
    let lowest_aim = if draught.beyond == 0 { PodSecurityLevel::Restricted } else { props.aim };
    html! {
        <>
            { verdict(workload, draught, props, &dispatch) }
            <div class="ladder">
                { dry(draught) }
                <div class="surface"><span>{ strings::WATERLINE }</span></div>
                if draught.total() > 0 {
                    <ol reversed=true aria-label={strings::EDITS}>{ rungs(workload, draught, props, &dispatch) }</ol>
                }
                { level_line(PodSecurityLevel::Restricted, lowest_aim, false) }
                <div class="row wet keel"><span class="no">{ "0" }</span></div>
            </div>
            { lifts(workload, draught, &props.shown, &dispatch) }
        </>
    }
}

fn verdict(workload: &PodSecurity, draught: Draught, props: &LadderProps, dispatch: &Callback<Action>) -> Html {
    let name = if workload.resource.name.is_empty() { &workload.resource.kind } else { &workload.resource.name };
    html! {
        <div class="verdict">
            <div>
                <h3 class="section"><code>{ name }</code>{ format!(" {} ", strings::LIES_AT) }<b>{ draught.level.as_str() }</b></h3>
                <p>{ strings::draught(draught, &props.shown.version) }</p>
            </div>
            <div class="aim">
                <span id="aim">{ strings::AIM_FOR }</span>
                <div class="seg" role="group" aria-labelledby="aim">
                    { for [PodSecurityLevel::Baseline, PodSecurityLevel::Restricted].into_iter().map(|level| {
                        let onclick = dispatch.reform(move |_: MouseEvent| Action::AimFor(level));
                        html! { <button type="button" aria-pressed={(level == props.aim).to_string()} {onclick}>{ level.as_str() }</button> }
                    }) }
                </div>
            </div>
        </div>
    }
}

fn dry(draught: Draught) -> Html {
    html! {
        <div class="row dry">
            <span class="no"></span><span class="hull"></span>
            <span class="edit annotation">{ if draught.level == PodSecurityLevel::Privileged { strings::NO_LINE } else { "" } }</span>
        </div>
    }
}

fn rungs(workload: &PodSecurity, draught: Draught, props: &LadderProps, dispatch: &Callback<Action>) -> Html {
    let mut rows = Vec::new();
    for (index, blocker) in workload.blockers.iter().enumerate() {
        if index == draught.to_baseline {
            rows.push(level_line(PodSecurityLevel::Baseline, props.aim, true));
        }
        rows.push(rung(blocker, Some(&workload.file), draught.total() - index, &props.shown, dispatch));
    }
    rows.into_iter().collect()
}

fn level_line(level: PodSecurityLevel, aim: PodSecurityLevel, in_list: bool) -> Html {
    let inside = html! {
        <>
            if level == aim {
                <svg class="disc-mark" viewBox="0 0 40 40" aria-hidden="true">
                    <circle class="ring-bg" cx="20" cy="20" r="14" /><circle class="ring" cx="20" cy="20" r="14" /><path class="level" d="M0 20h40" />
                </svg>
            }
            <b>{ names::level(level) }</b>
        </>
    };
    if in_list {
        html! { <li class="level-line" key="level">{ inside }</li> }
    } else {
        html! { <div class="level-line">{ inside }</div> }
    }
}

fn lifts(workload: &PodSecurity, draught: Draught, shown: &Shown, dispatch: &Callback<Action>) -> Html {
    let mut levels = vec![PodSecurityLevel::Baseline, PodSecurityLevel::Restricted];
    levels.retain(|level| draught.level < *level && draught.edits_to(*level) > 0);
    // Where nothing keeps it from restricted alone, the two lifts are one.
    levels.dedup_by_key(|level| draught.edits_to(*level));
    if levels.is_empty() || lift(workload, shown, PodSecurityLevel::Restricted).is_empty() {
        return Html::default();
    }
    html! {
        <div class="bar lifts">
            { for levels.iter().enumerate().map(|(index, level)| {
                let level = *level;
                let onclick = dispatch.reform(move |_: MouseEvent| Action::OpenDialog(Ask::Lift(level)));
                let class = classes!("btn", (index == 0).then_some("primary"));
                html! {
                    <button type="button" {class} {onclick}>
                        if index == 0 {
                            { icon("#i-lift") }
                        }
                        { strings::lift_to(level, draught.edits_to(level)) }
                    </button>
                }
            }) }
            <span class="annotation">{ strings::DIFF_FIRST }</span>
        </div>
    }
}
