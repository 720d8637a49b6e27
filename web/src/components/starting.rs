//! The results before the first report: the engine is on its way, or stands still.

use yew::prelude::*;

use crate::state::Engine;
use crate::strings;

/// The results before the first report.
pub fn starting(engine: Engine) -> Html {
    if engine == Engine::Stopped {
        return html! {
            <div class="still"><h2 class="title">{ strings::NOT_CHECKED }</h2><p>{ strings::NOT_CHECKED_TEXT }</p></div>
        };
    }
    html! {
        <div class="still">
            <p class="legend">{ strings::STARTING }</p>
            <h2 class="title">{ strings::TYPE_ALREADY }</h2>
            <p>{ strings::TYPE_ALREADY_TEXT }</p>
            if engine == Engine::Slow {
                <p>{ strings::SLOW }</p>
            }
        </div>
    }
}
