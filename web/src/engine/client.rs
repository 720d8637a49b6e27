//! Carries out the supervisor's orders: owns the worker, its listeners and the clocks.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use plimsoll_report::{Decoded, Envelope, Failure, FixPlan, Options, Outcome, Request, Response};
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use super::decode::{Message, message};
use super::paths::Sent;
use super::supervisor::{Fault, Order, Supervisor, Told, Wish, budget_ms};
use crate::action::Purpose;
use crate::host;
use crate::state::Planned;

/// A worker that takes longer to come is not broken, but the person is told.
const SLOW_MS: u32 = 30_000;

/// What the client tells the shell.
pub enum Heard {
    /// A message of the worker, still in its own form.
    Message(wasm_bindgen::JsValue),
    /// The worker outlived its budget, in milliseconds.
    Overran(u32),
    /// The worker has not come for long.
    Slow,
    /// The page has rested from a long report.
    Rested,
}

/// What the shell is to tell the page.
pub enum Said {
    /// Of the engine itself.
    Told(Told),
    /// A report.
    Report(u32, Box<plimsoll_report::Report>),
    /// A plan.
    Plan(Purpose, u32, Result<FixPlan, String>),
    /// A document as the cluster sees it.
    Decoded(u32, Decoded),
}

/// What the newest request is about.
pub struct Work {
    /// The revision of the page's state.
    pub revision: u32,
    /// Name of the shown file.
    pub file: String,
    /// The other files: name and text.
    pub others: Vec<(Rc<str>, Rc<str>)>,
    /// What to check against.
    pub options: Options,
}

/// The engine as the page has it.
pub struct Client {
    supervisor: Supervisor,
    worker: Option<(Worker, [EventListener; 2])>,
    clock: Option<Timeout>,
    rest: Option<Timeout>,
    /// Purpose of the plan on its way.
    planning: Option<Purpose>,
    /// Whether workers get the full engine: from when the first module had to say that it is needed.
    full: bool,
    /// What the worker has of the files.
    sent: Sent,
    heard: Callback<Heard>,
}

impl Client {
    /// A client without a worker.
    pub fn new(heard: Callback<Heard>) -> Self {
        Self {
            supervisor: Supervisor::new(),
            worker: None,
            clock: None,
            rest: None,
            planning: None,
            full: false,
            sent: Sent::default(),
            heard,
        }
    }

    /// Starts the worker.
    pub fn start(&mut self, work: &Work, text: &dyn Fn() -> String) -> Vec<Said> {
        let orders = self.supervisor.start();
        self.carry_out(orders, work, text)
    }

    /// The text or the options are other than before.
    pub fn changed(&mut self, (new_text, options): (bool, bool), work: &Work, text: &dyn Fn() -> String) -> Vec<Said> {
        let orders = self.supervisor.changed(new_text, options);
        self.carry_out(orders, work, text)
    }

    /// Somebody wants to see something.
    pub fn wish(&mut self, wish: Wish, work: &Work, text: &dyn Fn() -> String) -> Vec<Said> {
        let orders = self.supervisor.wish(wish);
        self.carry_out(orders, work, text)
    }

    /// The worker said something, or did not say anything for too long.
    pub fn hear(&mut self, heard: Heard, work: &Work, text: &dyn Fn() -> String) -> Vec<Said> {
        let (orders, mut said) = match heard {
            Heard::Slow => return Vec::new(),
            Heard::Rested => (self.supervisor.rested(), Vec::new()),
            Heard::Overran(budget) => (self.supervisor.failed(Fault::Overran(budget / 1_000)), Vec::new()),
            Heard::Message(data) => match message(&data) {
                Some(Message::Ready) => (self.supervisor.ready(), Vec::new()),
                Some(Message::Answer(response, bytes)) => self.answered(response, bytes),
                // What cannot be read is no better than a crash: nothing more would be understood.
                Some(Message::Crashed) | None => (self.supervisor.failed(Fault::Crashed), Vec::new()),
            },
        };
        said.extend(self.carry_out(orders, work, text));
        said
    }

    fn answered(&mut self, Response { revision, outcome }: Response, bytes: usize) -> (Vec<Order>, Vec<Said>) {
        if matches!(outcome, Outcome::NeedsFull) {
            self.full = true;
            return (self.supervisor.needs_full(), Vec::new());
        }
        let report = if matches!(outcome, Outcome::Report(_)) { bytes } else { 0 };
        let said = match outcome {
            Outcome::Done | Outcome::Images(_) | Outcome::Map(_) | Outcome::NeedsFull => None,
            Outcome::Report(mut report) => {
                self.sent.name_report(&mut report);
                Some(Said::Report(revision, report))
            }
            Outcome::Fixes(mut plan) => {
                self.sent.name_plan(&mut plan);
                self.planning.take().map(|purpose| Said::Plan(purpose, revision, Ok(plan)))
            }
            Outcome::Decoded(decoded) => Some(Said::Decoded(revision, decoded)),
            Outcome::Failed(Failure { message, .. }) => {
                self.planning.take().map(|purpose| Said::Plan(purpose, revision, Err(message)))
            }
        };
        let orders = self.supervisor.answered(report);
        if !self.supervisor.is_busy() {
            self.clock = None;
        }
        (orders, said.into_iter().collect())
    }

    fn carry_out(&mut self, orders: Vec<Order>, work: &Work, text: &dyn Fn() -> String) -> Vec<Said> {
        let mut said = Vec::new();
        for order in orders {
            match order {
                Order::Spawn => said.extend(self.spawn(work, text)),
                Order::Terminate => self.terminate(),
                Order::Rest(ms) => {
                    let heard = self.heard.clone();
                    self.rest = Some(Timeout::new(ms, move || heard.emit(Heard::Rested)));
                }
                Order::Check { text: send_text, options } => self.check(send_text, options, work, text),
                Order::Fulfil(Wish::Plan(purpose, selection)) => {
                    self.planning = Some(purpose);
                    self.send(work.revision, vec![Request::PlanFixes(selection)]);
                }
                Order::Fulfil(Wish::Decode(line)) => {
                    let path = self.sent.path(&work.file).unwrap_or_default().to_owned();
                    self.send(work.revision, vec![Request::Decode { path, line }]);
                }
                Order::Tell(told) => said.push(Said::Told(told)),
            }
        }
        said
    }

    fn spawn(&mut self, work: &Work, text: &dyn Fn() -> String) -> Vec<Said> {
        let Ok(worker) = host::spawn_engine(self.full) else {
            let orders = self.supervisor.failed(Fault::Crashed);
            return self.carry_out(orders, work, text);
        };
        let heard = self.heard.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                heard.emit(Heard::Message(event.data()));
            }
        });
        let heard = self.heard.clone();
        // A message that could not be copied out of the worker is lost, and its answer with it.
        let on_loss = EventListener::new(&worker, "messageerror", move |_| {
            heard.emit(Heard::Message(wasm_bindgen::JsValue::NULL));
        });
        self.worker = Some((worker, [on_message, on_loss]));
        let heard = self.heard.clone();
        self.clock = Some(Timeout::new(SLOW_MS, move || heard.emit(Heard::Slow)));
        Vec::new()
    }

    fn terminate(&mut self) {
        if let Some((worker, _)) = self.worker.take() {
            worker.terminate();
        }
        self.clock = None;
        self.rest = None;
        self.planning = None;
        self.sent = Sent::default();
    }

    fn check(&mut self, send_text: bool, options: bool, work: &Work, text: &dyn Fn() -> String) {
        let mut requests = Vec::new();
        if options {
            requests.push(Request::SetOptions(work.options.clone()));
        }
        if send_text {
            requests.extend(self.sent.update(&work.file, text(), &work.others));
        }
        requests.push(Request::Check);
        self.send(work.revision, requests);
    }

    fn send(&mut self, revision: u32, requests: Vec<Request>) {
        let Some((worker, _)) = &self.worker else { return };
        self.rest = None;
        // Both can fail for want of memory only; then no answer comes, and the clock says so.
        if let Ok(envelope) = postcard::to_allocvec(&Envelope { revision, requests }) {
            let _ = worker.post_message(&Uint8Array::from(envelope.as_slice()));
        }
        let heard = self.heard.clone();
        let budget = budget_ms(self.sent.length());
        self.clock = Some(Timeout::new(budget, move || heard.emit(Heard::Overran(budget))));
    }
}

/// A plan with the lines a person reads. `text` gives a file's text; where another file than the shown one changes, files are named.
pub fn planned(plan: FixPlan, shown: &str, text: &dyn Fn(&str) -> String) -> Rc<Planned> {
    const AROUND: usize = 2;
    let mut hunks = Vec::new();
    for file in &plan.files {
        let mut of_file = crate::diff::hunks(&text(&file.path), &file.edits, AROUND).unwrap_or_default();
        if let Some(first) = of_file.first_mut().filter(|_| plan.files.len() > 1 || file.path != shown) {
            first.file = Some(file.path.clone());
        }
        hunks.extend(of_file);
    }
    Rc::new(Planned {
        hunks,
        edits: plan.files.into_iter().flat_map(|file| file.edits).collect(),
        applied: plan.applied,
        refused: plan.refused.into_iter().map(|refusal| (refusal.finding, refusal.reason)).collect(),
    })
}
