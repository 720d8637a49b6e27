//! Topmarks and other small drawings of the page's sprite.

use plimsoll_report::Severity;
use yew::prelude::*;

use crate::names::topmark;

/// A severity's topmark, where a word beside it says the same.
pub fn mark(severity: Severity) -> Html {
    let href = topmark(severity);
    html! { <svg class={classes!("tm", severity.as_str())} aria-hidden="true"><use {href}></use></svg> }
}

/// A severity's topmark, where it alone says which.
pub fn named_mark(severity: Severity) -> Html {
    let (word, href) = (severity.as_str(), topmark(severity));
    html! { <svg class={classes!("tm", word)} role="img" aria-label={word}><use {href}></use></svg> }
}

/// A small drawing that says nothing of its own.
pub fn icon(href: &'static str) -> Html {
    html! { <svg aria-hidden="true"><use {href}></use></svg> }
}
