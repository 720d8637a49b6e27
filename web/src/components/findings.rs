//! The list: findings by severity, the worst first.

use std::rc::Rc;

use plimsoll_report::Severity;
use yew::prelude::*;

use super::finding::{Finding, OpenView};
use super::use_dispatch;
use crate::action::Action;
use crate::shown::Shown;
use crate::{names, strings};

/// What the list shows.
#[derive(Properties, PartialEq)]
pub struct FindingsProps {
    /// The report.
    pub shown: Rc<Shown>,
    /// Severities that are filtered out.
    pub hidden: Vec<Severity>,
    /// Rows to show.
    pub rows: usize,
    /// The open finding.
    pub open: Option<OpenView>,
}

/// The list.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let dispatch = use_dispatch();
    let shown = &props.shown;
    if shown.findings.is_empty() {
        return html! {
            <div class="still quiet-still">
                <h3 class="section">{ strings::NOTHING_FOUND }</h3>
                <p class="prose">{ strings::NOTHING_FOUND_TEXT }</p>
            </div>
        };
    }
    let all: usize = shown
        .groups
        .iter()
        .filter(|(severity, _)| !props.hidden.contains(severity))
        .map(|(_, numbers)| numbers.len())
        .sum();
    let more = dispatch.reform(|_: MouseEvent| Action::ShowMore);
    html! {
        <>
            { groups(props) }
            if all == 0 {
                <p class="annotation">{ strings::ALL_FILTERED }</p>
            }
            if all > props.rows {
                <p class="more">
                    <button type="button" class="btn" onclick={more}>{ strings::SHOW_MORE }</button>
                    <span class="quiet num">{ strings::showing(props.rows, all) }</span>
                </p>
            }
        </>
    }
}

fn groups(props: &FindingsProps) -> Html {
    let mut left = props.rows;
    let mut out = Vec::new();
    for (severity, numbers) in &props.shown.groups {
        if props.hidden.contains(severity) || left == 0 {
            continue;
        }
        let rows = numbers.iter().take(left);
        left = left.saturating_sub(numbers.len());
        out.push(html! {
            <section key={severity.as_str()} aria-label={names::severity(*severity)}>
                <h3 class={classes!("group", severity.as_str())}>
                    { names::severity(*severity) }<span class="quiet num">{ numbers.len() }</span>
                </h3>
                { for rows.filter_map(|number| row(*number, props)) }
            </section>
        });
    }
    out.into_iter().collect()
}

fn row(number: u32, props: &FindingsProps) -> Option<Html> {
    let finding = props.shown.finding(number)?.clone();
    let id = props.shown.key(number)?;
    let open = props.open.as_ref().filter(|open| open.key == id).cloned();
    Some(html! { <Finding key={id.0} {id} {finding} {open} named={props.shown.files.len() > 1} /> })
}
