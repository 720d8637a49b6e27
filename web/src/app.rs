//! The root: holds the state, renders every screen into the slots of the page's skeleton.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::action::{Action, Effect};
use crate::components::dock::dock;
use crate::components::header::Header;
use crate::components::notices::notices;
use crate::engine::client::Heard;
use crate::host;
use crate::pages::{check, rule::Rule, rules::Rules};
use crate::route::Route;
use crate::settings::DEFAULT_MINOR;
use crate::shell::Shell;
use crate::state::{AppState, Engine, Load, Tab};
use crate::{components, strings};

/// What reaches the root.
pub enum Message {
    /// Something happened.
    Act(Action),
    /// The worker said something.
    Heard(Heard),
    /// The editor's script is here.
    EditorReady,
    /// The text has not been read for a while.
    KeepText,
    /// Time to look at what changes without a word: the count of requests, the storage.
    Look,
}

/// The root component.
pub struct App {
    state: AppState,
    shell: Shell,
    slots: Slots,
    frame: Option<Frame>,
    dispatch: Callback<Action>,
    /// Effects on what is rendered: they wait for the rendering.
    after: Vec<Effect>,
}

/// Elements of the page's skeleton that hold what is rendered.
struct Slots {
    header: Option<Element>,
    files: Option<Element>,
    status: Option<Element>,
    gauge: Option<Element>,
    results: Option<Element>,
    page: Option<Element>,
    dock: Option<Element>,
    dialog: Option<Element>,
    notice: Option<Element>,
}

impl Slots {
    fn find() -> Self {
        let slot = |name: &str| host::element(&format!("{name}-slot"));
        Self {
            header: slot("header"),
            files: slot("files"),
            status: slot("status"),
            gauge: slot("gauge"),
            results: slot("results"),
            page: slot("page"),
            dock: slot("dock"),
            dialog: slot("dialog"),
            notice: slot("notice"),
        }
    }
}

/// What of the skeleton follows the state: which screen shows, how wide the results are, whether the engine works, the title.
#[derive(PartialEq)]
struct Frame {
    is_check: bool,
    is_wide: bool,
    is_busy: bool,
    title: String,
}

impl Frame {
    fn draw(&self, page: Option<&Element>) {
        if let Some(bench) = host::element("bench") {
            let _ = bench.toggle_attribute_with_force("hidden", !self.is_check);
            let _ = bench.class_list().toggle_with_force("wide-results", self.is_wide);
            let _ = bench.set_attribute("data-engine", if self.is_busy { "busy" } else { "idle" });
        }
        if let Some(page) = page {
            let _ = page.toggle_attribute_with_force("hidden", self.is_check);
        }
        let Some(document) = host::document() else { return };
        if let Some(body) = document.body() {
            let _ = body.class_list().toggle_with_force("reading", !self.is_check);
        }
        document.set_title(&self.title);
    }
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let dispatch = ctx.link().callback(Message::Act);
        let mut shell = Shell::new(ctx.link());
        let settings = host::settings();
        host::apply_theme(settings.theme);
        let mut state = AppState::new(settings, host::date(), shell.text().trim().is_empty());
        state.route = Route::parse(&host::fragment());
        shell.open_kept(&mut state);
        shell.start(&state);
        let mut app =
            Self { after: Vec::new(), slots: Slots::find(), frame: None, dispatch, shell, state: AppState::default() };
        let effects = state.reduce(Action::Routed(Route::parse(&host::fragment())));
        app.state = state;
        app.carry_out(effects);
        app
    }

    fn update(&mut self, _ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Act(action) => {
                let effects = self.state.reduce(action);
                self.carry_out(effects);
            }
            Message::Heard(Heard::Slow) => self.act(Action::EngineSlow),
            Message::Heard(heard) => {
                let actions = self.shell.hear(heard, &self.state);
                let is_news = !actions.is_empty();
                actions.into_iter().for_each(|action| self.act(action));
                return is_news;
            }
            Message::EditorReady => {
                let open = self.state.open.as_ref().map(|open| (open.key, String::new()));
                self.carry_out(vec![Effect::Marks, Effect::OpenMark(open)]);
                return false;
            }
            Message::KeepText => {
                let empty = self.shell.keep_text(&self.state);
                self.act(Action::TextRead { empty });
            }
            Message::Look => self.shell.look().into_iter().for_each(|action| self.act(action)),
        }
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let is_check = self.state.route.is_check();
        html! {
            <ContextProvider<Callback<Action>> context={self.dispatch.clone()}>
                { into(&self.slots.header, self.header()) }
                { into(&self.slots.files, check::files(&self.state, &self.dispatch)) }
                { into(&self.slots.status, check::status(&self.state, &self.dispatch)) }
                { into(&self.slots.gauge, check::gauge(&self.state)) }
                { into(&self.slots.results, check::results(&self.state, &self.dispatch)) }
                { into(&self.slots.page, self.page()) }
                { into(&self.slots.dock, dock(is_check)) }
                { into(&self.slots.dialog, components::dialogs::view(&self.state, &self.dispatch)) }
                { into(&self.slots.notice, notices(&self.state.notices, &self.dispatch)) }
            </ContextProvider<Callback<Action>>>
        }
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        self.frame();
        for effect in std::mem::take(&mut self.after) {
            self.shell.after_render(&effect);
        }
    }
}

impl App {
    fn act(&mut self, action: Action) {
        let effects = self.state.reduce(action);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if matches!(effect, Effect::Reveal { .. } | Effect::FocusResults) {
                self.after.push(effect);
                continue;
            }
            for action in self.shell.carry_out(effect, &self.state) {
                self.act(action);
            }
        }
    }

    fn header(&self) -> Html {
        let settings = &self.state.settings;
        html! {
            <Header
                is_check={self.state.route.is_check()}
                minor={settings.minor().unwrap_or(DEFAULT_MINOR)}
                date={AttrValue::from(self.state.date.clone())}
                theme={settings.theme}
                requests={self.state.requests}
            />
        }
    }

    fn page(&self) -> Html {
        match &self.state.route {
            Route::Check | Route::Shared(_) => Html::default(),
            Route::Rules => html! {
                <Rules index={self.state.index.clone()} search={self.state.search.clone()} strategy={self.state.strategy} />
            },
            Route::Rule(id) => {
                let page = self.state.page(id);
                html! { <Rule id={AttrValue::from(Rc::<str>::from(id.as_str()))} {page} /> }
            }
        }
    }

    /// Brings the skeleton in line with the state. Most key presses change nothing of it.
    fn frame(&mut self) {
        let frame = Frame {
            is_check: self.state.route.is_check(),
            is_wide: self.state.tab == Tab::LoadLine && check::has_results(&self.state),
            is_busy: matches!(self.state.engine, Engine::Busy | Engine::Starting | Engine::Slow),
            title: self.title(),
        };
        if self.frame.as_ref() != Some(&frame) {
            frame.draw(self.slots.page.as_ref());
            self.frame = Some(frame);
        }
    }

    fn title(&self) -> String {
        let screen = match &self.state.route {
            Route::Check | Route::Shared(_) => strings::CHECK.to_owned(),
            Route::Rules => strings::RULES.to_owned(),
            Route::Rule(id) => match self.state.page(id) {
                Load::Here(page) => page.rule.title.to_string(),
                _ => id.clone(),
            },
        };
        format!("{screen} · {}", strings::PLIMSOLL)
    }
}

fn into(slot: &Option<Element>, content: Html) -> Html {
    slot.clone().map(|slot| create_portal(content, slot)).unwrap_or_default()
}
