//! The strip over the editor: a tab for each file with its worst mark, what can be done with files, and the examples.

use std::rc::Rc;

use plimsoll_report::Severity;
use yew::prelude::*;

use super::file_menu::FileMenu;
use super::mark::{icon, mark};
use crate::action::{Action, Ask};
use crate::state::AppState;
use crate::{files, host, strings};

/// The strip over the editor.
pub fn files(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let examples = dispatch.reform(|_: MouseEvent| Action::OpenDialog(Ask::Examples));
    let new = dispatch.reform(|_: MouseEvent| Action::NewFile);
    let shown = state.settings.file.as_str();
    html! {
        <div class="files">
            <div class="file-tabs" role="tablist" aria-label={strings::FILES} onkeydown={on_key(state, dispatch)}>
                { for state.files.iter().map(|name| tab(name, **name == *shown, worst(state, name), dispatch)) }
            </div>
            <button type="button" class="icon" title={strings::NEW_FILE} onclick={new}>
                { icon("#i-plus") }<span class="vh">{ strings::NEW_FILE }</span>
            </button>
            <FileMenu shown={AttrValue::from(shown.to_owned())} several={state.files.len() > 1} />
            <button type="button" class="btn plain examples" onclick={examples}>{ strings::EXAMPLES }</button>
        </div>
    }
}

/// The worst of what was found in a file.
fn worst(state: &AppState, name: &str) -> Option<Severity> {
    let shown = state.shown.as_ref().filter(|_| !state.empty)?;
    let is_only = state.files.len() == 1;
    let of_file = shown.findings.iter().filter(|finding| is_only || finding.file == name);
    of_file
        .filter(|finding| finding.suppressed.is_none())
        .map(|finding| finding.severity)
        .max_by_key(|severity| std::cmp::Reverse(Severity::ALL.iter().position(|other| other == severity)))
}

fn tab(name: &Rc<str>, is_shown: bool, worst: Option<Severity>, dispatch: &Callback<Action>) -> Html {
    let target = name.clone();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::ShowFile(target.clone()));
    let last = name.rsplit('/').next().unwrap_or(name).to_owned();
    html! {
        <button type="button" role="tab" class="file" key={name.to_string()} id={is_shown.then_some("shown-file")}
            aria-selected={is_shown.to_string()} aria-controls="editor" tabindex={if is_shown { "0" } else { "-1" }}
            title={format!("{name} · {}", files::kind(name))} {onclick}>
            { for worst.map(mark) }<span class="name">{ last }</span>
            if let Some(worst) = worst {
                <span class="vh">{ " " }{ worst.as_str() }</span>
            }
        </button>
    }
}

/// Arrows turn to another file, with Alt they move the shown one; F2 renames it and Delete closes it.
fn on_key(state: &AppState, dispatch: &Callback<Action>) -> Callback<KeyboardEvent> {
    let (names, shown) = (state.files.clone(), Rc::<str>::from(state.settings.file.as_str()));
    let dispatch = dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(here) = names.iter().position(|name| *name == shown) else { return };
        let at = |place: usize| names.get(place % names.len()).cloned().map(Action::ShowFile);
        let action = match (event.key().as_str(), event.alt_key()) {
            ("ArrowLeft", true) => Some(Action::MoveFile(-1)),
            ("ArrowRight", true) => Some(Action::MoveFile(1)),
            ("ArrowLeft", false) => at(here + names.len() - 1),
            ("ArrowRight", false) => at(here + 1),
            ("Home", false) => at(0),
            ("End", false) => at(names.len() - 1),
            ("F2", _) => Some(Action::OpenDialog(Ask::Rename)),
            ("Delete", _) => Some(Action::CloseFile(shown.clone())),
            _ => None,
        };
        let Some(action) = action else { return };
        event.prevent_default();
        dispatch.emit(action);
        host::focus_soon("shown-file");
    })
}
