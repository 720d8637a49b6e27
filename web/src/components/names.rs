//! What other tools call a rule.

use std::borrow::Cow;

use yew::prelude::*;

use crate::names::elsewhere;

/// What other tools call a rule, `peer:id` each: in running lines, or in two columns.
pub fn names(equivalents: &[Cow<'static, str>], run: bool) -> Html {
    html! {
        <ul class={classes!("names", run.then_some("run"))}>
            { for equivalents.iter().map(|equivalent| {
                let (peer, id) = elsewhere(equivalent);
                html! { <li><span>{ peer }</span>{ " " }<code>{ id }</code></li> }
            }) }
        </ul>
    }
}
