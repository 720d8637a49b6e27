//! The tabs over the results.

use yew::prelude::*;

use crate::action::Action;
use crate::state::Tab;
use crate::strings;

/// What the tabs say.
pub struct Tabs {
    /// The chosen tab.
    pub tab: Tab,
    /// Count beside "Findings".
    pub findings: Option<String>,
    /// Count beside "Load line".
    pub draught: Option<String>,
}

const TABS: [(Tab, &str, &str); 3] = [
    (Tab::Findings, "tab-findings", strings::FINDINGS),
    (Tab::LoadLine, "tab-load-line", strings::LOAD_LINE),
    (Tab::Decoded, "tab-decoded", strings::DECODED),
];

/// Id of a tab, for the panel's label.
pub fn id(tab: Tab) -> &'static str {
    TABS.iter().find(|(other, ..)| *other == tab).map_or("", |(_, id, _)| id)
}

/// The tabs over the results.
pub fn tabs(props: &Tabs, dispatch: &Callback<Action>) -> Html {
    let chosen = props.tab;
    let on_key = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            let Some((other, other_id, _)) = after(chosen, &event.key()) else { return };
            event.prevent_default();
            dispatch.emit(Action::ShowTab(*other));
            if let Some(button) = crate::host::element(other_id) {
                crate::host::focus(button);
            }
        })
    };
    html! {
        <div class="tabs" role="tablist" aria-label={strings::RESULTS} onkeydown={on_key}>
            { for TABS.iter().map(|(tab, id, name)| view(*tab, id, name, props, dispatch)) }
        </div>
    }
}

/// Where a key leads to from a tab, in a ring.
fn after(chosen: Tab, key: &str) -> Option<&'static (Tab, &'static str, &'static str)> {
    let here = TABS.iter().position(|(tab, ..)| *tab == chosen)?;
    let there = match key {
        "ArrowLeft" => (here + TABS.len() - 1) % TABS.len(),
        "ArrowRight" => (here + 1) % TABS.len(),
        "Home" => 0,
        "End" => TABS.len() - 1,
        _ => return None,
    };
    TABS.get(there)
}

fn view(tab: Tab, id: &'static str, name: &'static str, props: &Tabs, dispatch: &Callback<Action>) -> Html {
    let is_chosen = tab == props.tab;
    let count = match tab {
        Tab::Findings => &props.findings,
        Tab::LoadLine => &props.draught,
        Tab::Decoded => &None,
    };
    let onclick = dispatch.reform(move |_: MouseEvent| Action::ShowTab(tab));
    html! {
        <button type="button" role="tab" {id} key={id} aria-selected={is_chosen.to_string()} aria-controls="results"
            tabindex={if is_chosen { "0" } else { "-1" }} {onclick}>
            { name }
            if let Some(count) = count {
                <span class="n">{ count }</span>
            }
        </button>
    }
}
