//! Brand, screens, dial and tools, all hanging on the waterline.

use yew::prelude::*;

use super::dial::dial;
use super::mark::icon;
use super::theme::ThemeMenu;
use super::use_dispatch;
use crate::action::{Action, Ask};
use crate::settings::Theme;
use crate::{route, strings};

/// What the header shows.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// Whether the screen is Check.
    pub is_check: bool,
    /// The chosen version.
    pub minor: u16,
    /// The day.
    pub date: AttrValue,
    /// The chosen colours.
    pub theme: Theme,
    /// Requests to other hosts.
    pub requests: u32,
}

/// Brand, screens, dial and tools.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let dispatch = use_dispatch();
    let share = dispatch.reform(|_: MouseEvent| Action::OpenDialog(Ask::Share));
    let current = |is: bool| is.then_some("page");
    html! {
        <header class="top">
            <a class="brand" href={route::CHECK}>
                <svg class="disc" aria-hidden="true"><use href="#disc"></use></svg>{ strings::PLIMSOLL }
            </a>
            <nav class="nav" aria-label={strings::SCREENS}>
                <a href={route::CHECK} aria-current={current(props.is_check)}>{ strings::CHECK }</a>
                <a href={route::RULES} aria-current={current(!props.is_check)}>{ strings::RULES }</a>
            </nav>
            { dial(props.minor, &props.date, &dispatch) }
            <div class="tools">
                { sent(props.requests) }
                <ThemeMenu theme={props.theme} />
                <button type="button" class="icon" title={strings::SHARE} onclick={share}>
                    { icon("#i-share") }<span class="vh">{ strings::SHARE }</span>
                </button>
            </div>
        </header>
    }
}

fn sent(requests: u32) -> Html {
    let (tone, href) = if requests == 0 { ("afloat", "#tm-afloat") } else { ("high", "#tm-high") };
    let noun = if requests == 1 { " request" } else { " requests" };
    html! {
        <span class="sent" title={strings::COUNTED}>
            <svg class={classes!("tm", tone)} aria-hidden="true"><use {href}></use></svg>
            <span><span class="num">{ requests }</span>{ noun }<span class="long">{ " since load" }</span></span>
        </span>
    }
}
