//! Topmarks and other small drawings of the page's sprite.

use plimsoll_report::Severity;
use yew::prelude::*;

use crate::names::topmark;

/// A severity's topmark. With `named`, a screen reader hears the severity.
#[derive(Properties, PartialEq)]
pub struct MarkProps {
    /// Which.
    pub severity: Severity,
    /// Whether no word beside it says the same.
    #[prop_or_default]
    pub named: bool,
}

/// A severity's topmark.
#[component]
pub fn Mark(props: &MarkProps) -> Html {
    let word = props.severity.as_str();
    let href = topmark(props.severity);
    if props.named {
        html! { <svg class={classes!("tm", word)} role="img" aria-label={word}><use {href}></use></svg> }
    } else {
        html! { <svg class={classes!("tm", word)} aria-hidden="true"><use {href}></use></svg> }
    }
}

/// A small drawing that says nothing of its own.
pub fn icon(href: &'static str) -> Html {
    html! { <svg aria-hidden="true"><use {href}></use></svg> }
}
