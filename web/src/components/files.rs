//! The strip over the editor: the file's name with its worst mark, and the examples.

use plimsoll_report::Severity;
use yew::prelude::*;

use super::mark::mark;
use crate::action::{Action, Ask};
use crate::strings;

/// The strip over the editor: the file's name with its worst mark.
pub fn files(file: &str, worst: Option<Severity>, dispatch: &Callback<Action>) -> Html {
    let examples = dispatch.reform(|_: MouseEvent| Action::OpenDialog(Ask::Examples));
    html! {
        <div class="files">
            <h2 class="file">{ for worst.map(mark) }{ file }</h2>
            <button type="button" class="btn plain" onclick={examples}>{ strings::EXAMPLES }</button>
        </div>
    }
}
