//! What other tools call a rule.

use std::borrow::Cow;

use yew::prelude::*;

use crate::names::elsewhere;

/// Names in other tools.
#[derive(Properties, PartialEq)]
pub struct NamesProps {
    /// As `peer:id`.
    pub equivalents: Vec<Cow<'static, str>>,
    /// Whether they run on in lines, or stand in two columns.
    #[prop_or_default]
    pub run: bool,
}

/// What other tools call a rule.
#[component]
pub fn Names(props: &NamesProps) -> Html {
    html! {
        <ul class={classes!("names", props.run.then_some("run"))}>
            { for props.equivalents.iter().map(|equivalent| {
                let (peer, id) = elsewhere(equivalent);
                html! { <li><span>{ peer }</span>{ " " }<code>{ id }</code></li> }
            }) }
        </ul>
    }
}
