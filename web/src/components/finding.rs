//! One finding: a row, and when it is open everything that explains it.

use std::rc::Rc;

use plimsoll_report::RulePage;
use yew::prelude::*;

use super::mark::named_mark;
use super::pilot::pilot;
use super::use_dispatch;
use super::words::words;
use crate::action::{Action, Origin};
use crate::shown::FindingKey;
use crate::state::{Load, Plan};
use crate::{names, strings};

/// What is known of the open finding beside itself.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenView {
    /// Which finding.
    pub key: FindingKey,
    /// Which of its fixes.
    pub fix: u32,
    /// The fix's change.
    pub plan: Plan,
    /// Its rule's page.
    pub page: Load<Rc<RulePage>>,
    /// Whether the engine could say more.
    pub can_plan: bool,
}

/// One finding.
#[derive(Properties, PartialEq)]
pub struct FindingProps {
    /// Its name from report to report.
    pub id: FindingKey,
    /// The finding.
    pub finding: Rc<plimsoll_report::Finding>,
    /// Set when it is open.
    pub open: Option<OpenView>,
    /// Whether its file is named: there are several.
    pub named: bool,
}

/// One finding.
#[component]
pub fn Finding(props: &FindingProps) -> Html {
    let dispatch = use_dispatch();
    let FindingProps { id, finding, open, named } = props;
    let key = *id;
    // The state says what is open, not the element: a new report may close it, a walk may open it.
    let onclick = dispatch.reform(move |event: MouseEvent| {
        event.prevent_default();
        Action::Open(key, Origin::List)
    });
    let suppressed = finding.suppressed.as_ref();
    html! {
        <details id={format!("finding-{}", key.0)} open={open.is_some()}
            class={classes!("finding", finding.severity.as_str(), suppressed.map(|_| "suppressed"))}>
            <summary {onclick}>
                { named_mark(finding.severity) }
                <span class="what">
                    { words(&finding.message) }
                    if let Some(suppression) = suppressed {
                        <small class="reason">{ strings::allowed(&suppression.reason) }</small>
                    }
                </span>
                <span class="where">
                    { mend(finding, open.is_some()) }
                    if *named {
                        <span class="of-file" title={finding.file.clone()}>{ finding.file.rsplit('/').next().unwrap_or_default().to_owned() }</span>
                    }
                    <span><span class="vh">{ "line " }</span>{ format!(":{}", finding.location.start.line) }</span>
                </span>
            </summary>
            if let Some(open) = open {
                { pilot(finding, open, &dispatch) }
            }
        </details>
    }
}

fn mend(finding: &plimsoll_report::Finding, is_open: bool) -> Html {
    let fix = finding.fixes.first().filter(|_| !is_open && finding.suppressed.is_none());
    fix.map(|fix| {
        let (word, class) = names::mend(fix.applicability);
        html! { <span {class}>{ word }</span> }
    })
    .unwrap_or_default()
}
