//! A sentence with its names set as code.

use yew::prelude::*;

use crate::prose::{Piece, pieces};

/// A sentence, names in backticks.
#[derive(Properties, PartialEq)]
pub struct WordsProps {
    /// The sentence.
    pub text: AttrValue,
}

/// A sentence with its names set as code.
#[component]
pub fn Words(props: &WordsProps) -> Html {
    pieces(&props.text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => html! { { words } },
            Piece::Name(name) => html! { <code>{ name }</code> },
        })
        .collect()
}
