//! The screens at the foot of a phone.

use yew::prelude::*;

use super::mark::icon;
use crate::{route, strings};

/// Which screen shows.
#[derive(Properties, PartialEq)]
pub struct DockProps {
    /// Whether it is Check.
    pub is_check: bool,
}

/// The screens at the foot of a phone.
#[component]
pub fn Dock(props: &DockProps) -> Html {
    let current = |is: bool| is.then_some("page");
    html! {
        <nav class="dock" aria-label={strings::SCREENS}>
            <a href={route::CHECK} aria-current={current(props.is_check)}>{ icon("#i-check") }{ strings::CHECK }</a>
            <a href={route::RULES} aria-current={current(!props.is_check)}>{ icon("#i-rules") }{ strings::RULES }</a>
        </nav>
    }
}
