//! The parts of the screens: one component, one file, one style sheet of the same name.

use yew::prelude::*;

use crate::action::Action;

pub mod allow;
pub mod bar;
pub mod decoded;
pub mod dial;
pub mod dialog;
pub mod dialogs;
pub mod diff;
pub mod dock;
pub mod empty;
pub mod file_menu;
pub mod files;
pub mod finding;
pub mod findings;
pub mod fix;
pub mod fixes;
pub mod fleet;
pub mod gauge;
pub mod header;
pub mod ladder;
pub mod mark;
pub mod names;
pub mod nodes;
pub mod notices;
pub mod pilot;
pub mod rename;
pub mod rung;
pub mod share;
pub mod starting;
pub mod status;
pub mod strip;
pub mod tabs;
pub mod theme;
pub mod words;

/// The way an action takes to the state.
#[hook]
pub fn use_dispatch() -> Callback<Action> {
    use_context::<Callback<Action>>().unwrap_or_default()
}
