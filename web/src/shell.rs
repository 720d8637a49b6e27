//! The edge of the page: worker, editor, storage, address and clocks. Does what `reduce` asks for.

mod files;

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::{Interval, Timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::Callback;
use yew::html::Scope;

use crate::action::{Action, Effect, LinkText};
use crate::app::{App, Message};
use crate::comment;
use crate::desk::{Desk, Last};
use crate::editor::Editor;
use crate::embed::Told;
use crate::engine::client::{Client, Heard, Said, Work, planned};
use crate::files::NewFile;
use crate::host;
use crate::route::Route;
use crate::share::{self, Payload};
use crate::state::{AppState, Notice, NoticeKind};
use crate::strings;

/// How long a new syntax error waits while somebody types.
const HOLD_MS: u32 = 300;
/// How long the text may stay unread while the engine is busy.
const KEEP_MS: u32 = 500;
const LOOK_MS: u32 = 2_000;

/// Everything outside of the state.
pub struct Shell {
    client: Client,
    editor: Editor,
    desk: Desk,
    dispatch: Callback<Action>,
    keep_later: Callback<()>,
    /// Set while the page itself changes the text.
    own_hand: Rc<Cell<bool>>,
    hold: Option<Timeout>,
    keep: Cell<Option<Timeout>>,
    /// Whether the text is empty, since it was read last.
    read: Cell<Option<bool>>,
    storage_told: bool,
    is_embedded: bool,
    conflict_told: bool,
    _listeners: Vec<EventListener>,
    _look: Interval,
}

impl Shell {
    /// Wires the page's events to the root.
    pub fn new(link: &Scope<App>) -> Self {
        let dispatch = link.callback(Message::Act);
        let own_hand = Rc::new(Cell::new(false));
        let editor = Editor::find();
        let hand = own_hand.clone();
        let changed = link.callback(move |()| Message::Act(Action::TextChanged { typed: !hand.get() }));
        let mut listeners = editor.listen(&dispatch, changed, link.callback(|()| Message::EditorReady));
        listeners.extend(page_listeners(&dispatch));
        let look = link.callback(|()| Message::Look);
        Self {
            client: Client::new(link.callback(Message::Heard)),
            editor,
            desk: Desk::default(),
            keep_later: link.callback(|()| Message::KeepText),
            own_hand,
            hold: None,
            keep: Cell::new(None),
            read: Cell::new(None),
            storage_told: false,
            is_embedded: host::is_embedded(),
            conflict_told: false,
            _listeners: listeners,
            _look: Interval::new(LOOK_MS, move || look.emit(())),
            dispatch,
        }
    }

    /// The text in the editor.
    pub fn text(&self) -> String {
        self.editor.text()
    }

    /// Starts the engine.
    pub fn start(&mut self, state: &AppState) {
        let said = self.with_client(state, Client::start);
        self.say(said);
    }

    /// Takes the kept files out of storage: all but the shown one, whose text the editor has.
    pub fn open_kept(&mut self, state: &mut AppState) {
        let kept = host::kept_files();
        let Some(shown) = kept.iter().find(|file| file.text.is_none()).map(|file| file.path.clone()) else { return };
        // A link brings files of its own, and none of the person's makes room for them.
        let is_link = !state.route.is_own();
        if is_link && kept.len() == 1 {
            return;
        }
        let names = kept.iter().map(|file| Rc::from(file.path.as_str())).collect();
        for file in kept {
            let text = if is_link { file.text.or_else(host::kept_text) } else { file.text };
            if let Some(text) = text {
                self.desk.put(file.path.into(), text.into());
            }
        }
        state.open_with(names, &shown);
    }

    /// Keeps the text for next time; tells whether every text is empty.
    pub fn keep_text(&self, state: &AppState) -> bool {
        let text = self.editor.text();
        if state.route.is_own() {
            host::keep(&text);
        }
        text.trim().is_empty() && self.desk.is_blank()
    }

    /// What the worker said, as actions.
    pub fn hear(&mut self, heard: Heard, state: &AppState) -> Vec<Action> {
        let said = self.with_client(state, |client, work, text| client.hear(heard, work, text));
        let mut actions = Vec::new();
        for said in said {
            actions.push(match said {
                Said::Told(told) => Action::Engine(told),
                Said::Report(revision, report) => Action::Reported { revision, report },
                Said::Plan(purpose, revision, plan) => {
                    let planned = plan.map(|plan| {
                        let shown = &state.settings.file;
                        let text = |name: &str| {
                            if name == shown { self.editor.text() } else { self.desk.text(name).to_string() }
                        };
                        planned(plan, shown, &text)
                    });
                    Action::Planned { purpose, revision, planned }
                }
                Said::Decoded(revision, decoded) => Action::Decoded { revision, decoded: Rc::new(decoded) },
            });
        }
        actions.extend(self.read.take().map(|empty| Action::TextRead { empty }));
        actions
    }

    /// What changed without a word.
    pub fn look(&mut self) -> Vec<Action> {
        let mut actions = vec![Action::RequestsCounted(host::requests_since_load())];
        actions.extend(self.storage_problem());
        actions.extend(self.conflict());
        actions
    }

    /// Does what an action asked for; gives back what follows at once.
    pub fn carry_out(&mut self, effect: Effect, state: &AppState) -> Vec<Action> {
        match effect {
            Effect::Changed { text, options } => return self.changed(text, options, state),
            Effect::StartEngine => self.start(state),
            Effect::Wish(wish) => {
                let said = self.with_client(state, |client, work, text| client.wish(wish, work, text));
                self.say(said);
            }
            Effect::Hold(revision) => {
                let dispatch = self.dispatch.clone();
                self.hold = Some(Timeout::new(HOLD_MS, move || dispatch.emit(Action::HoldOver(revision))));
            }
            Effect::Marks => {
                if let Some(shown) = &state.shown {
                    self.editor.mark(shown, &state.settings.file);
                    if self.is_embedded {
                        host::tell(&Told::new(shown, !state.is_stale()));
                    }
                }
            }
            Effect::OpenMark(open) => self.editor.open(open.as_ref().map(|(key, note)| (*key, note.as_str()))),
            Effect::GoTo { line, column, focus } => self.editor.go_to(line, column, focus),
            Effect::Edit(edits) => return self.edit(&edits, state),
            Effect::Replace(text) => {
                self.desk.last = Last::Nothing;
                self.by_own_hand(|editor| editor.replace(&text));
            }
            Effect::Comment { line, comment } => return self.insert_comment(line, &comment),
            Effect::Undo => return self.undo(state),
            Effect::Turn { from, to } => {
                let text = self.desk.take(&to).unwrap_or_default();
                self.desk.put(from.clone(), self.editor.text().into());
                self.editor.show(&from, &to, &text);
            }
            Effect::Put(files) => files.into_iter().for_each(|(name, text)| self.desk.put(name, text)),
            Effect::LetGo(name) => {
                if let Some(text) = self.desk.take(&name) {
                    self.desk.last = Last::Closed(name, text);
                }
            }
            Effect::KeepFiles => self.keep_files(state),
            Effect::Forget => host::forget(),
            Effect::Pick { folder } => host::pick(folder),
            Effect::PasteFile => self.later(async { Action::Pasted(host::read_clipboard().await) }),
            Effect::Save { all } => self.save(all, state),
            Effect::Settle { ours } => {
                self.conflict_told = false;
                host::settle(ours);
            }
            Effect::LoadIndex => self.later(async { Action::IndexLoaded(host::rule_index().await.map(Into::into)) }),
            Effect::LoadPage(id) => self.later(async move {
                let page = host::rule_page(&id).await.map(Rc::new);
                Action::PageLoaded(id, page)
            }),
            Effect::SaveSettings => host::save_settings(&state.settings),
            Effect::ApplyTheme => host::apply_theme(state.settings.theme),
            Effect::MakeLink => self.make_link(state),
            Effect::ReadLink(payload) => self.read_link(payload),
            Effect::Copy(text) => self.later(async move { Action::Copied(host::copy(&text).await) }),
            Effect::Address(fragment) => host::replace_address(fragment),
            Effect::Navigate(fragment) => host::navigate(fragment),
            Effect::Reveal { .. } | Effect::FocusResults => {}
        }
        Vec::new()
    }

    /// Does what needs the rendered page.
    pub fn after_render(&self, effect: &Effect) {
        match effect {
            Effect::Reveal { key, focus } => {
                let Some(row) = host::element(&format!("finding-{}", key.0)) else { return };
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                row.scroll_into_view_with_scroll_into_view_options(&options);
                if *focus && let Ok(Some(summary)) = row.query_selector("summary") {
                    host::focus(summary);
                }
            }
            Effect::FocusResults => {
                if let Some(results) = host::element("results") {
                    host::focus(results);
                }
            }
            _ => {}
        }
    }

    fn changed(&mut self, text: bool, options: bool, state: &AppState) -> Vec<Action> {
        if text {
            let later = self.keep_later.clone();
            // Dropped when the engine takes the text, which keeps it as well.
            self.keep.set(Some(Timeout::new(KEEP_MS, move || later.emit(()))));
        }
        let said = self.with_client(state, |client, work, read| client.changed((text, options), work, read));
        self.say(said);
        self.read.take().map(|empty| Action::TextRead { empty }).into_iter().collect()
    }

    fn with_client<T>(
        &mut self,
        state: &AppState,
        act: impl FnOnce(&mut Client, &Work, &dyn Fn() -> String) -> T,
    ) -> T {
        let (editor, keep, read, desk) = (&self.editor, &self.keep, &self.read, &self.desk);
        let text = || {
            let text = editor.text();
            keep.set(None);
            if state.route.is_own() {
                host::keep(&text);
            }
            read.set(Some(text.trim().is_empty() && desk.is_blank()));
            text
        };
        act(&mut self.client, &work(state, desk), &text)
    }

    fn say(&self, said: Vec<Said>) {
        for said in said {
            if let Said::Told(told) = said {
                self.dispatch.emit(Action::Engine(told));
            }
        }
    }

    fn by_own_hand(&self, act: impl FnOnce(&Editor)) {
        self.own_hand.set(true);
        act(&self.editor);
        self.own_hand.set(false);
    }

    fn later(&self, work: impl Future<Output = Action> + 'static) {
        let dispatch = self.dispatch.clone();
        spawn_local(async move { dispatch.emit(work.await) });
    }

    fn insert_comment(&self, line: u32, comment: &str) -> Vec<Action> {
        match comment::indentation(&self.editor.text(), line) {
            Ok(indentation) => {
                self.by_own_hand(|editor| editor.insert_above(line, &format!("{indentation}{comment}")));
                Vec::new()
            }
            Err(problem) => vec![notice(NoticeKind::Fix, strings::NO_COMMENT, strings::sentence(problem))],
        }
    }

    fn make_link(&self, state: &AppState) {
        let payload =
            Payload { files: self.all_files(state), kubernetes_version: Some(state.settings.version.clone()) };
        self.later(async move {
            let link = host::encode(&payload).await.map(|payload| share::link(&host::address(), &payload));
            Action::Linked(link.ok_or_else(|| strings::NO_LINK.to_owned()))
        });
    }

    fn read_link(&self, payload: String) {
        let here = self.editor.text();
        self.later(async move {
            let read = host::decode(&payload).await.and_then(|payload| {
                let version = payload.kubernetes_version;
                let mut files = payload.files.into_iter().map(|file| NewFile { name: file.path, text: file.text });
                let first = files.next().ok_or_else(|| strings::EMPTY_LINK.to_owned())?;
                let is_here = first.text == here;
                Ok(LinkText { first, others: files.collect(), version, is_here })
            });
            Action::LinkRead(read)
        });
    }

    /// The first reason why nothing is kept, once.
    fn storage_problem(&mut self) -> Option<Action> {
        if self.storage_told {
            return None;
        }
        let problem = host::storage_problem()?;
        self.storage_told = true;
        Some(notice(NoticeKind::Storage, strings::STORAGE, strings::sentence(&problem)))
    }
}

fn notice(kind: NoticeKind, title: &str, text: String) -> Action {
    Action::Notify(Notice { id: 0, kind, title: title.to_owned(), text })
}

fn work(state: &AppState, desk: &Desk) -> Work {
    let others = desk.others().to_vec();
    Work { revision: state.revision, file: state.settings.file.clone(), others, options: state.options() }
}

/// The address and the keys that work everywhere.
fn page_listeners(dispatch: &Callback<Action>) -> Vec<EventListener> {
    let (Some(window), Some(document)) = (host::window(), host::document()) else { return Vec::new() };
    let routed = dispatch.clone();
    let walked = dispatch.clone();
    let on_hash = EventListener::new(&window, "hashchange", move |_| {
        routed.emit(Action::Routed(Route::parse(&host::fragment())));
    });
    let active = EventListenerOptions::enable_prevent_default();
    let on_key = EventListener::new_with_options(&document, "keydown", active, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        // In the editor the editor has seen to it already.
        if key.key() == "F8" && !key.default_prevented() && Route::parse(&host::fragment()).is_check() {
            key.prevent_default();
            walked.emit(Action::Walk { forwards: !key.shift_key(), in_editor: false });
        }
    });
    let mut listeners = vec![on_hash, on_key];
    let took = dispatch.clone();
    listeners.push(EventListener::new(&document, "plimsoll-files", move |event| {
        let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
        if let Some(intake) = detail.as_ref().and_then(host::intake) {
            took.emit(Action::TookIn(intake));
        }
    }));
    listeners.extend(skip_link(&document));
    listeners
}

/// The fragment is the route, so the skip link moves the focus by hand.
fn skip_link(document: &web_sys::Document) -> Option<EventListener> {
    let link = document.query_selector(".skip").ok().flatten()?;
    let main = host::element("main")?;
    let _ = main.set_attribute("tabindex", "-1");
    let active = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&link, "click", active, move |event| {
        event.prevent_default();
        host::focus(main.clone());
        main.scroll_into_view();
    }))
}
