//! The gauge laid flat, under the editor of a phone.

use plimsoll_report::PodSecurityLevel;
use yew::prelude::*;

use super::gauge::Reading;
use crate::action::Action;
use crate::loadline::Draught;
use crate::state::Tab;
use crate::strings;

/// The waterline of the drawing, and where R stands.
const WATER: usize = 118;
const KEEL: usize = 10;

/// The gauge laid flat.
pub fn strip(reading: &Reading, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(|_: MouseEvent| Action::ShowTab(Tab::LoadLine));
    let Reading::Known { name, draught, .. } = reading else { return Html::default() };
    html! {
        <button type="button" class="strip" {onclick}>
            { drawing(*draught) }
            <span>
                <b>{ name }</b>{ format!(" {} {}", strings::LIES_AT, draught.level) }
                <small>{ strings::edits_to_levels(*draught) }</small>
            </span>
        </button>
    }
}

fn drawing(draught: Draught) -> Html {
    let total = draught.total();
    let x = |figure: usize| KEEL + (figure * (WATER - KEEL)).checked_div(total).unwrap_or(WATER - KEEL);
    let keel = if total == 0 { WATER } else { KEEL };
    let step = total.div_ceil(18).max(1);
    let baseline = x(draught.figure(PodSecurityLevel::Baseline));
    html! {
        <svg viewBox="0 0 150 34" aria-hidden="true">
            <rect class="water-fill" x="0" y="0" width={WATER.to_string()} height="34" />
            <path class="hull-line thin" d={format!("M{keel} 24H146")} /><path class="wl" d={format!("M{WATER} 0V34")} />
            { for (0..=total).step_by(step).map(|figure| html! { <path class="tick" d={format!("M{} 24v-6", x(figure))} /> }) }
            <path class="level thin" d={format!("M{keel} 25V6")} />
            <text x={(keel + 4).to_string()} y="12" font-size="11" font-weight="700">{ "R" }</text>
            if draught.beyond > 0 {
                <path class="level thin" d={format!("M{baseline} 25V6")} />
                <text x={(baseline + 4).to_string()} y="12" font-size="11" font-weight="700">{ "B" }</text>
            }
        </svg>
    }
}
