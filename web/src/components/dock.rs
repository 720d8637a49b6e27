//! The screens at the foot of a phone.

use yew::prelude::*;

use super::mark::icon;
use crate::{route, strings};

/// The screens at the foot of a phone.
pub fn dock(is_check: bool) -> Html {
    let current = |is: bool| is.then_some("page");
    html! {
        <nav class="dock" aria-label={strings::SCREENS}>
            <a href={route::CHECK} aria-current={current(is_check)}>{ icon("#i-check") }{ strings::CHECK }</a>
            <a href={route::RULES} aria-current={current(!is_check)}>{ icon("#i-rules") }{ strings::RULES }</a>
        </nav>
    }
}
