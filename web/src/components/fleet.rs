//! Every workload's draught under one waterline, the deepest first.

use std::rc::Rc;

use plimsoll_report::{PodSecurity, PodSecurityLevel};
use yew::prelude::*;

use super::use_dispatch;
use crate::action::Action;
use crate::loadline::Draught;
use crate::shown::Shown;
use crate::strings;

/// The workloads.
#[derive(Properties, PartialEq)]
pub struct FleetProps {
    /// The report.
    pub shown: Rc<Shown>,
    /// Number of the chosen workload.
    pub chosen: usize,
}

/// Ships that are drawn; the rest is said.
const SHIPS: usize = 60;
/// Blocks that leave room for the figure and the level beside them.
const FIGURES: usize = 2;
/// Blocks that are drawn under a ship; a deeper one breaks off.
const BLOCKS: usize = 12;

/// Every workload's draught.
#[component]
pub fn Fleet(props: &FleetProps) -> Html {
    let dispatch = use_dispatch();
    let workloads = &props.shown.workloads;
    let order = &props.shown.fleet;
    let deepest = workloads.iter().map(|workload| Draught::of(workload).total()).max().unwrap_or_default().min(BLOCKS);
    let height = 60 + deepest.max(FIGURES) * 14;
    html! {
        <>
            <h3 class="legend">{ strings::THE_FLEET }</h3>
            <div class="scroll fleet-scroll" role="group" tabindex="0" aria-label={strings::THE_FLEET}>
                <ul class="fleet">
                    { for order.iter().take(SHIPS).filter_map(|number| {
                        Some(ship(*number, workloads.get(*number)?, *number == props.chosen, height, &dispatch))
                    }) }
                </ul>
            </div>
            <p class="annotation fleet-key">
                { strings::FLEET_KEY }
                if order.len() > SHIPS {
                    { " " }{ strings::showing(SHIPS, order.len()) }{ "." }
                }
            </p>
        </>
    }
}

fn ship(number: usize, workload: &PodSecurity, is_chosen: bool, height: usize, dispatch: &Callback<Action>) -> Html {
    let draught = Draught::of(workload);
    let resource = &workload.resource;
    let home = if resource.namespace.is_empty() {
        resource.kind.clone()
    } else {
        format!("{} · {}", resource.kind, resource.namespace)
    };
    let name = if resource.name.is_empty() { resource.kind.clone() } else { resource.name.clone() };
    let onclick = dispatch.reform(move |_: MouseEvent| Action::ChooseWorkload(number));
    html! {
        <li key={number}>
            <button type="button" class="ship" aria-pressed={is_chosen.to_string()} {onclick}>
                <b>{ name }</b><small>{ home }</small>
                { hull(draught, height) }
                <span class="vh">{ format!("{}, {}", draught.level, strings::several(draught.total(), "edit")) }</span>
            </button>
        </li>
    }
}

fn hull(draught: Draught, height: usize) -> Html {
    let block = |index: usize| {
        let class = if index < draught.to_baseline { "on" } else { "half" };
        html! { <rect {class} x="16" y={(34 + index * 14).to_string()} width="32" height="10" /> }
    };
    let level: PodSecurityLevel = draught.level;
    html! {
        <svg height={height.to_string()} width="100%" aria-hidden="true">
            <rect class="water-fill" x="0" y="30" width="100%" height={(height - 30).to_string()} />
            <path class="hull-line deck" d="M17 30V6h30v24" />
            { for (0..draught.total().min(BLOCKS)).map(block) }
            <text class="figure" x="58" y="50" font-size="14" font-weight="700">{ draught.total() }</text>
            <text class="second" x="58" y="67" font-size="12">{ level.as_str() }</text>
            <rect class="surface" x="0" y="28.5" width="100%" height="3" />
        </svg>
    }
}
