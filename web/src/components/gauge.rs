//! The load line in brief, always in sight between editor and results; opens the ladder.

use plimsoll_report::PodSecurityLevel;
use yew::prelude::*;

use super::use_dispatch;
use crate::action::Action;
use crate::loadline::{Draught, Scale, WATERLINE};
use crate::state::Tab;
use crate::strings;

/// What there is to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The text cannot be read, or nothing has read it yet.
    Unknown,
    /// There is no text, or nothing in it holds a Pod: the hull is clear of the water.
    Clear {
        /// Whether there is a text.
        has_text: bool,
    },
    /// A workload.
    Known {
        /// Its name.
        name: AttrValue,
        /// How deep it lies.
        draught: Draught,
        /// The level that the disc lies on.
        aim: PodSecurityLevel,
    },
}

/// What there is to draw.
#[derive(Properties, PartialEq)]
pub struct GaugeProps {
    /// What there is to draw.
    pub reading: Reading,
}

/// The load line in brief.
#[component]
pub fn Gauge(props: &GaugeProps) -> Html {
    let dispatch = use_dispatch();
    let onclick = dispatch.reform(|_: MouseEvent| Action::ShowTab(Tab::LoadLine));
    match &props.reading {
        Reading::Unknown => html! {
            <div class="gauge" role="group" aria-label={strings::LOAD_LINE}>
                { unknown() }<span class="head">{ "load line" }<b>{ strings::NOT_KNOWN }</b></span>
            </div>
        },
        Reading::Clear { has_text } => html! {
            <div class="gauge" role="group" aria-label={strings::LOAD_LINE}>
                { clear() }
                if *has_text {
                    <span class="head">{ "load line" }<b>{ strings::NO_WORKLOAD }</b></span>
                }
            </div>
        },
        Reading::Known { draught, aim, .. } => html! {
            <div class="gauge">
                <button type="button" class="gauge-open" {onclick}>
                    { known(*draught, *aim) }
                    <span class="head">
                        <span class="vh">{ strings::LOAD_LINE }{ ": " }</span>
                        { strings::LIES_AT }{ " " }<b>{ draught.level.as_str() }</b>
                        <span class="vh">{ strings::load_line_figures(*draught) }</span>
                    </span>
                </button>
            </div>
        },
    }
}

fn unknown() -> Html {
    html! {
        <svg viewBox="0 0 104 900" aria-hidden="true">
            <path class="hull-line dashed" d="M46 88V390" /><path class="level dashed" d="M45 388h50M45 234h50" />
            { letter(382, "R") }{ letter(228, "B") }
        </svg>
    }
}

fn clear() -> Html {
    html! {
        <svg viewBox="0 0 104 2000" aria-hidden="true">
            <path class="hull-line" d="M46 88V300" /><path class="level" d="M45 300h50M45 220h50" />
            { letter(294, "R") }{ letter(214, "B") }
            <rect class="water-fill" x="0" y="330" width="104" height="1670" /><path class="wl" d="M0 330h104" />
        </svg>
    }
}

fn known(draught: Draught, aim: PodSecurityLevel) -> Html {
    let scale = Scale::new(draught.total());
    let keel = scale.height(0);
    let baseline = scale.height(draught.figure(PodSecurityLevel::Baseline));
    let disc = scale.height(draught.figure(aim));
    let ticks = (0..=draught.total())
        .map(|figure| html! { <path class="tick" d={format!("M46 {}h10", scale.height(figure))} /> });
    let figures = scale.figures().map(|figure| {
        html! { <text class="figure" x="37" y={(scale.height(figure) - 4).to_string()} text-anchor="end" font-size="12" font-weight="700">{ figure }</text> }
    });
    html! {
        <svg viewBox="0 0 104 2000" aria-hidden="true">
            <rect class="water-fill" x="0" y={WATERLINE.to_string()} width="104" height="1850" />
            <path class="hull-line" d={format!("M46 88V{}", keel.max(WATERLINE + 2))} />
            { for ticks }{ for figures }
            <path class="level" d={format!("M45 {keel}h50")} />{ letter(keel - 6, "R") }
            if draught.beyond > 0 {
                <path class="level" d={format!("M45 {baseline}h50")} />{ letter(baseline - 6, "B") }
            }
            if draught.level == PodSecurityLevel::Privileged {
                { letter(110, "P") }
            }
            <circle class="ring-bg" cx="70" cy={disc.to_string()} r="10" /><circle class="ring" cx="70" cy={disc.to_string()} r="10" />
            <path class="level" d={format!("M46 {disc}h50")} /><path class="wl" d={format!("M0 {WATERLINE}h104")} />
        </svg>
    }
}

fn letter(y: usize, letter: &'static str) -> Html {
    html! { <text x="101" y={y.to_string()} text-anchor="end" font-size="13" font-weight="700">{ letter }</text> }
}
