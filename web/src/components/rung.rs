//! A rung of the ladder: one edit, its place, and what applying it may do.

use plimsoll_report::{Applicability, Blocker};
use yew::prelude::*;

use super::words::words;
use crate::action::{Action, Ask, Origin};
use crate::shown::Shown;
use crate::state::mend;
use crate::{names, strings};

/// The edit that lifts the hull from `figure`.
pub fn rung(blocker: &Blocker, file: Option<&str>, figure: usize, shown: &Shown, dispatch: &Callback<Action>) -> Html {
    let mended = mend(shown, &blocker.findings);
    let fix = mended.and_then(|(number, _)| shown.finding(number)?.fixes.first());
    let title = fix.map_or(blocker.message.as_str(), |fix| fix.title.as_str()).to_owned();
    let start = blocker.location.start;
    let file: Option<std::rc::Rc<str>> = file.map(Into::into);
    let key = blocker.findings.first().and_then(|number| shown.key(*number));
    let go = dispatch.reform(move |_: MouseEvent| match key {
        Some(key) => Action::Open(key, Origin::Ladder),
        None => Action::GoTo { file: file.clone(), line: start.line, column: start.column },
    });
    html! {
        <li class="row wet" key={figure}>
            <span class="no">{ figure }</span><span class="hull"></span>
            <span class="edit">{ words(&title) }
                if fix.is_some() {
                    <small>{ words(&blocker.message) }</small>
                }
            </span>
            <span class="act">
                { tag(mended.map(|(_, applicability)| applicability)) }
                <button type="button" class="place" onclick={go}><span class="vh">{ "line " }</span>{ format!(":{}", start.line) }</button>
                if let Some((number, _)) = mended {
                    <button type="button" class="btn plain" onclick={dispatch.reform(move |_: MouseEvent| Action::OpenDialog(Ask::FixOne(number)))}>
                        { strings::APPLY }<span class="vh">{ words(&title) }</span>
                    </button>
                }
            </span>
        </li>
    }
}

fn tag(applicability: Option<Applicability>) -> Html {
    let (word, class) = applicability.map_or((strings::ADVICE, "tag"), names::tag);
    html! { <span {class}>{ word }</span> }
}
