//! What is said under the header until it is put away: what happened, where, what is kept, the next step.

use yew::prelude::*;

use crate::action::Action;
use crate::state::{Notice, NoticeKind};
use crate::strings;

/// What is said under the header, the newest last.
pub fn notices(notices: &[Notice], dispatch: &Callback<Action>) -> Html {
    notices.iter().map(|notice| view(notice, dispatch)).collect()
}

fn view(notice: &Notice, dispatch: &Callback<Action>) -> Html {
    let id = notice.id;
    let close = dispatch.reform(move |_: MouseEvent| Action::Dismiss(id));
    html! {
        <div class="notice" key={id}>
            <strong>{ &notice.title }</strong>
            if !notice.text.is_empty() {
                <span>{ &notice.text }</span>
            }
            <span class="push">
                { deed(notice, dispatch) }
                <button type="button" class="btn plain" onclick={close}>{ strings::CLOSE }</button>
            </span>
        </div>
    }
}

fn deed(notice: &Notice, dispatch: &Callback<Action>) -> Html {
    let (label, action) = match notice.kind {
        NoticeKind::Engine => (strings::COPY_REPORT, Action::CopyReport(strings::report(&notice.title, &notice.text))),
        NoticeKind::NoEngine => (strings::TRY_AGAIN, Action::RetryEngine),
        NoticeKind::Replaced => (strings::UNDO, Action::Undo),
        NoticeKind::Conflict => return conflict(dispatch),
        NoticeKind::Link | NoticeKind::Storage | NoticeKind::Fix | NoticeKind::LeftOut => return Html::default(),
    };
    button(label, action, dispatch)
}

fn conflict(dispatch: &Callback<Action>) -> Html {
    html! {
        <>
            { button(strings::KEEP_THESE, Action::Settle { ours: true }, dispatch) }
            { button(strings::OPEN_THOSE, Action::Settle { ours: false }, dispatch) }
        </>
    }
}

fn button(label: &'static str, action: Action, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
    html! { <button type="button" class="btn" {onclick}>{ label }</button> }
}
