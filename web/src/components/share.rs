//! The dialog that shows a link of the text.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use super::use_dispatch;
use crate::action::Action;
use crate::strings;

/// Shows a link of the text.
#[derive(Properties, PartialEq)]
pub struct ShareProps {
    /// The link, or why there is none; nothing while it is made.
    pub link: Option<Result<String, String>>,
    /// Whether it was copied.
    pub copied: Option<bool>,
}

/// Shows a link of the text.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    {
        let field = field.clone();
        // Copying by hand is what is left where the browser refuses.
        use_effect_with(props.copied, move |copied| {
            if let (Some(false), Some(field)) = (copied, field.cast::<HtmlInputElement>()) {
                field.select();
            }
        });
    }
    let copy = dispatch.reform(|_: MouseEvent| Action::CopyLink);
    let deeds = html! {
        if matches!(props.link, Some(Ok(_))) {
            <button type="button" class="btn primary" onclick={copy}>{ strings::COPY }</button>
        }
    };
    html! {
        <Dialog title={strings::SHARE_TITLE} {deeds} close={strings::CLOSE}>
            <p>{ strings::SHARE_TEXT }</p>
            <p>{ strings::SHARE_SECRET }</p>
            { link(props, field) }
            <p class="annotation" role="status">
                { match props.copied { Some(true) => strings::COPIED, Some(false) => strings::NOT_COPIED, None => "" } }
            </p>
        </Dialog>
    }
}

fn link(props: &ShareProps, field: NodeRef) -> Html {
    match &props.link {
        None => html! { <p class="annotation">{ strings::MAKING_LINK }</p> },
        Some(Err(problem)) => html! { <p>{ problem }</p> },
        Some(Ok(link)) => html! {
            <>
                <label class="stack">{ strings::LINK }
                    <span class="field"><input class="mono" ref={field} readonly=true value={link.clone()} /></span>
                </label>
                <p class="quiet num">
                    { strings::link_length(link.len()) }
                    if link.len() > LONG {
                        { ". " }{ strings::LONG_LINK }
                    }
                </p>
            </>
        },
    }
}

/// From here on programs that pass links on begin to cut them.
const LONG: usize = 2_000;
