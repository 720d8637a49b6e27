//! A sentence with its names set as code.

use yew::prelude::*;

use crate::prose::{Piece, pieces};

/// A sentence with its names, which stand in backticks, set as code.
pub fn words(sentence: &str) -> Html {
    pieces(sentence)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => html! { { words } },
            Piece::Name(name) => html! { <code>{ name }</code> },
        })
        .collect()
}
