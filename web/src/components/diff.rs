//! A change to read: the sign alone must suffice.

use yew::prelude::*;

use crate::diff::{Hunk, Line, LineKind};
use crate::strings;

/// A change to read. With `numbered`, each part says which line it begins at.
pub fn diff(hunks: &[Hunk], numbered: bool) -> Html {
    html! {
        <pre class="diff" role="group" tabindex="0" aria-label={strings::CHANGE}>
            { for hunks.iter().enumerate().map(|(index, hunk)| html! {
                <>
                    if let Some(file) = &hunk.file {
                        <span class="at of-file">{ file }{ "\n" }</span>
                    }
                    if numbered || index > 0 {
                        <span class="at">{ hunk.lines.first().map(|line| strings::at_line(line.number)).unwrap_or_default() }</span>
                    }
                    { for hunk.lines.iter().map(line) }
                </>
            }) }
        </pre>
    }
}

fn line(line: &Line) -> Html {
    let (sign, class) = match line.kind {
        LineKind::Same => ("  ", None),
        LineKind::Gone => ("- ", Some("del")),
        LineKind::Come => ("+ ", Some("add")),
    };
    // A tab in a diff is worth seeing: it is often what is wrong.
    html! { <span {class}>{ sign }{ line.text.replace('\t', "→   ") }{ "\n" }</span> }
}
