//! The line under the editor: where the caret is, what was read, what the engine does.

use yew::prelude::*;

use crate::action::Action;
use crate::state::{Cursor, Engine};
use crate::strings;

/// What the line says.
pub struct Status<'a> {
    /// The caret.
    pub cursor: Cursor,
    /// Documents of the text.
    pub documents: Option<u32>,
    /// The engine.
    pub engine: Engine,
    /// The version that is checked against.
    pub version: &'a str,
    /// Whether there is no text.
    pub empty: bool,
    /// Whether an answer is on its way.
    pub stale: bool,
    /// What was done last, and can be undone.
    pub said: Option<&'a str>,
}

/// The line under the editor.
pub fn status(props: &Status<'_>, dispatch: &Callback<Action>) -> Html {
    let undo = dispatch.reform(|_: MouseEvent| Action::Undo);
    html! {
        <>
            <span class="num">{ strings::place(props.cursor.line, props.cursor.column) }</span>
            if let Some(documents) = props.documents {
                <span class="opt">{ strings::several(documents as usize, "document") }</span>
            }
            <span class="said" role="status">
                if let Some(said) = props.said {
                    { said }
                    <button type="button" class="undo" onclick={undo}>{ strings::UNDO }</button>
                }
            </span>
            <span class="push">{ engine(props) }</span>
        </>
    }
}

fn engine(props: &Status<'_>) -> String {
    match props.engine {
        Engine::Starting | Engine::Slow => strings::ENGINE_STARTING.to_owned(),
        Engine::Stopped => strings::ENGINE_STOPPED.to_owned(),
        Engine::Idle | Engine::Busy if props.empty => strings::ready(props.version),
        Engine::Idle | Engine::Busy if props.stale => strings::checking(props.version),
        Engine::Idle | Engine::Busy => strings::checked_against(props.version),
    }
}
