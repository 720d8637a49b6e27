//! The results before the first report: the engine is on its way, or stands still.

use yew::prelude::*;

use crate::state::Engine;
use crate::strings;

/// What the engine does.
#[derive(Properties, PartialEq)]
pub struct StartingProps {
    /// What the engine does.
    pub engine: Engine,
}

/// The results before the first report.
#[component]
pub fn Starting(props: &StartingProps) -> Html {
    if props.engine == Engine::Stopped {
        return html! {
            <div class="still"><h2 class="title">{ strings::NOT_CHECKED }</h2><p>{ strings::NOT_CHECKED_TEXT }</p></div>
        };
    }
    html! {
        <div class="still">
            <p class="legend">{ strings::STARTING }</p>
            <h2 class="title">{ strings::TYPE_ALREADY }</h2>
            <p>{ strings::TYPE_ALREADY_TEXT }</p>
            if props.engine == Engine::Slow {
                <p>{ strings::SLOW }</p>
            }
        </div>
    }
}
