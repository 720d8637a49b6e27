//! The strip over the editor: the file's name with its worst mark, and the examples.

use plimsoll_report::Severity;
use yew::prelude::*;

use super::mark::Mark;
use super::use_dispatch;
use crate::action::{Action, Ask};
use crate::strings;

/// What the strip shows.
#[derive(Properties, PartialEq)]
pub struct FilesProps {
    /// The file's name.
    pub file: AttrValue,
    /// Its worst finding.
    pub worst: Option<Severity>,
}

/// The strip over the editor.
#[component]
pub fn Files(props: &FilesProps) -> Html {
    let dispatch = use_dispatch();
    let examples = dispatch.reform(|_: MouseEvent| Action::OpenDialog(Ask::Examples));
    html! {
        <div class="files">
            <h2 class="file">
                if let Some(severity) = props.worst {
                    <Mark {severity} />
                }
                { &props.file }
            </h2>
            <button type="button" class="btn plain" onclick={examples}>{ strings::EXAMPLES }</button>
        </div>
    }
}
