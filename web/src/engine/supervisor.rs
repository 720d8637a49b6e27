//! When to send what to the worker, and when to give it up. Knows no worker and no clock: events in, orders out.

use std::collections::VecDeque;

use plimsoll_report::FixSelection;

use crate::action::Purpose;

/// Faults on one text before the engine is left alone.
const PATIENCE: u32 = 2;
const BUDGET_MS: u32 = 5_000;
const BUDGET_MS_PER_MB: u32 = 1_000;
const MB: usize = 1_000_000;
/// A long report keeps the page's own thread busy for a moment, and keys wait. So the next check waits too, a millisecond for so many
/// bytes of the last report: whoever types without a pause loses a small part of that time to reports, whatever the length of the text.
const BYTES_PER_MS_OF_REST: usize = 500;
const LONGEST_REST_MS: u32 = 500;
/// A shorter rest is none: nobody types that fast.
const SHORTEST_REST_MS: u32 = 16;

/// What the client is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Start a worker.
    Spawn,
    /// End the worker.
    Terminate,
    /// Send these, in this order: files and options that changed, then a check.
    Check {
        /// Whether the worker does not have the newest text.
        text: bool,
        /// Whether the worker does not have the newest options.
        options: bool,
    },
    /// Wait for so many milliseconds, then say that they are over.
    Rest(u32),
    /// Send what was wished for.
    Fulfil(Wish),
    /// Tell the page.
    Tell(Told),
}

/// What can be asked of the engine beside a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A plan of fixes.
    Plan(Purpose, FixSelection),
    /// The document that stands on a line, as the cluster sees it.
    Decode(u32),
}

impl Wish {
    fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Plan(purpose, _), Self::Plan(other, _)) => purpose == other,
            (Self::Decode(_), Self::Decode(_)) => true,
            _ => false,
        }
    }
}

/// What the page learns of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It waits for work.
    Idle,
    /// It works.
    Busy,
    /// It had to be replaced, and a new one is on its way.
    Restarted(Fault),
    /// It is left alone until the text or the options change.
    GivenUp(Fault),
    /// It never came.
    Unavailable,
}

/// Why the engine had to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It said that it cannot go on.
    Crashed,
    /// It outlived its budget, in seconds.
    Overran(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Starting,
    Idle,
    /// An answer is on its way.
    Busy,
    /// A long report has just been taken in: another text waits.
    Resting,
    /// Nothing runs.
    Off,
}

/// The state of the engine as the page sees it.
#[derive(Debug)]
pub struct Supervisor {
    phase: Phase,
    text: bool,
    options: bool,
    wishes: VecDeque<Wish>,
    faults: u32,
}

impl Supervisor {
    /// Nothing runs yet; everything is to be sent.
    pub fn new() -> Self {
        Self { phase: Phase::Off, text: true, options: true, wishes: VecDeque::new(), faults: 0 }
    }

    /// Starts the first worker, or another after it could not be started.
    pub fn start(&mut self) -> Vec<Order> {
        if self.phase != Phase::Off {
            return Vec::new();
        }
        self.faults = 0;
        self.phase = Phase::Starting;
        vec![Order::Spawn]
    }

    /// The text or the options are other than before.
    pub fn changed(&mut self, text: bool, options: bool) -> Vec<Order> {
        self.text |= text;
        self.options |= options;
        self.faults = 0;
        // Wishes name findings of a report, or lines of a text, that are no longer the newest.
        self.wishes.clear();
        match self.phase {
            Phase::Off => self.start(),
            Phase::Idle => self.next(),
            // Who turns the dial does not type.
            Phase::Resting if options => self.next(),
            Phase::Starting | Phase::Busy | Phase::Resting => Vec::new(),
        }
    }

    /// Somebody wants to see something. The newest wish of each sort counts.
    pub fn wish(&mut self, wish: Wish) -> Vec<Order> {
        self.wishes.retain(|other| !wish.replaces(other));
        self.wishes.push_back(wish);
        // A text that is yet to be checked goes first, and drops the wishes for the one before it.
        let can_go = self.phase == Phase::Idle || (self.phase == Phase::Resting && !self.text);
        if can_go { self.next() } else { Vec::new() }
    }

    /// The worker is loaded. It knows nothing yet.
    pub fn ready(&mut self) -> Vec<Order> {
        if self.phase != Phase::Starting {
            return Vec::new();
        }
        self.phase = Phase::Idle;
        self.text = true;
        self.options = true;
        self.next()
    }

    /// The worker answered, with a report of so many bytes or with something light.
    pub fn answered(&mut self, report: usize) -> Vec<Order> {
        if self.phase != Phase::Busy {
            return Vec::new();
        }
        if report > 0 {
            // They were made on the report before it; what of them still makes sense is asked for again when this one is shown.
            self.wishes.clear();
        }
        let rest = rest_ms(report);
        if rest == 0 || self.options || !(self.text || self.wishes.is_empty()) {
            self.phase = Phase::Idle;
            return self.next();
        }
        self.phase = Phase::Resting;
        let idle = (!self.text).then_some(Order::Tell(Told::Idle));
        idle.into_iter().chain([Order::Rest(rest)]).collect()
    }

    /// The rest is over.
    pub fn rested(&mut self) -> Vec<Order> {
        if self.phase != Phase::Resting {
            return Vec::new();
        }
        self.phase = Phase::Idle;
        if self.text { self.next() } else { Vec::new() }
    }

    /// The worker's module is not enough for what was asked: another worker, with the full one, is to check everything anew. Wishes are
    /// made again when its report is shown.
    pub fn needs_full(&mut self) -> Vec<Order> {
        if self.phase != Phase::Busy {
            return Vec::new();
        }
        self.wishes.clear();
        self.phase = Phase::Starting;
        vec![Order::Terminate, Order::Spawn]
    }

    /// The worker cannot go on.
    pub fn failed(&mut self, fault: Fault) -> Vec<Order> {
        match self.phase {
            Phase::Off => return Vec::new(),
            // What does not start does not start better at once.
            Phase::Starting => {
                self.phase = Phase::Off;
                return vec![Order::Terminate, Order::Tell(Told::Unavailable)];
            }
            Phase::Idle | Phase::Busy | Phase::Resting => {}
        }
        self.faults += 1;
        self.wishes.clear();
        if self.faults >= PATIENCE {
            self.phase = Phase::Off;
            return vec![Order::Terminate, Order::Tell(Told::GivenUp(fault))];
        }
        self.phase = Phase::Starting;
        vec![Order::Terminate, Order::Spawn, Order::Tell(Told::Restarted(fault))]
    }

    /// Whether an answer is on its way.
    pub fn is_busy(&self) -> bool {
        self.phase == Phase::Busy
    }

    fn next(&mut self) -> Vec<Order> {
        if self.text || self.options {
            let order = Order::Check { text: self.text, options: self.options };
            self.text = false;
            self.options = false;
            self.phase = Phase::Busy;
            return vec![Order::Tell(Told::Busy), order];
        }
        if let Some(wish) = self.wishes.pop_front() {
            self.phase = Phase::Busy;
            return vec![Order::Fulfil(wish)];
        }
        vec![Order::Tell(Told::Idle)]
    }
}

impl Default for Supervisor {
    fn default() -> Self {
        Self::new()
    }
}

/// How long the worker may take over a text of this length.
pub fn budget_ms(length: usize) -> u32 {
    let megabytes = u32::try_from(length / MB).unwrap_or(u32::MAX);
    BUDGET_MS.saturating_add(megabytes.saturating_mul(BUDGET_MS_PER_MB))
}

fn rest_ms(report: usize) -> u32 {
    let rest = u32::try_from(report / BYTES_PER_MS_OF_REST).unwrap_or(u32::MAX).min(LONGEST_REST_MS);
    if rest < SHORTEST_REST_MS { 0 } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: usize = 1_000;
    const HEAVY: usize = 100_000;

    fn running() -> Supervisor {
        let mut supervisor = Supervisor::new();
        assert_eq!(supervisor.start(), [Order::Spawn]);
        assert_eq!(supervisor.ready(), [Order::Tell(Told::Busy), Order::Check { text: true, options: true }]);
        supervisor
    }

    #[test]
    fn only_the_newest_text_goes_out_once_the_worker_is_idle() {
        let mut supervisor = running();
        assert!(supervisor.changed(true, false).is_empty());
        assert!(supervisor.changed(true, false).is_empty());
        assert_eq!(supervisor.answered(LIGHT), [Order::Tell(Told::Busy), Order::Check { text: true, options: false }]);
        assert_eq!(supervisor.answered(LIGHT), [Order::Tell(Told::Idle)]);
    }

    #[test]
    fn after_a_long_report_the_next_text_waits_but_a_turn_of_the_dial_does_not() {
        let check = |text, options| [Order::Tell(Told::Busy), Order::Check { text, options }];
        let mut supervisor = running();
        assert_eq!(supervisor.answered(HEAVY), [Order::Tell(Told::Idle), Order::Rest(200)]);
        assert!(supervisor.changed(true, false).is_empty());
        assert_eq!(supervisor.rested(), check(true, false));
        assert!(supervisor.rested().is_empty());
        assert!(supervisor.changed(true, false).is_empty());
        assert_eq!(supervisor.answered(HEAVY), [Order::Rest(200)]);
        assert_eq!(supervisor.changed(false, true), check(true, true));
        assert_eq!(supervisor.answered(HEAVY), [Order::Tell(Told::Idle), Order::Rest(200)]);
        assert!(supervisor.rested().is_empty());
        assert_eq!(supervisor.changed(true, false), check(true, false));
    }

    #[test]
    fn a_plan_does_not_wait_for_the_rest() {
        let mut supervisor = running();
        supervisor.answered(HEAVY);
        let safe = Wish::Plan(Purpose::Dialog, FixSelection::Safe);
        assert_eq!(supervisor.wish(safe.clone()), [Order::Fulfil(safe)]);
        assert_eq!(supervisor.answered(LIGHT), [Order::Tell(Told::Idle)]);
    }

    #[test]
    fn a_change_before_the_worker_is_ready_waits_for_it() {
        let mut supervisor = Supervisor::new();
        supervisor.start();
        assert!(supervisor.changed(true, true).is_empty());
        assert_eq!(supervisor.ready().last(), Some(&Order::Check { text: true, options: true }));
    }

    #[test]
    fn the_newest_wish_of_each_sort_is_sent_and_a_change_drops_wishes() {
        let mut supervisor = running();
        supervisor.answered(LIGHT);
        supervisor.wish(Wish::Decode(9));
        let these = |finding| Wish::Plan(Purpose::Finding, FixSelection::These(vec![(finding, 0)]));
        let safe = Wish::Plan(Purpose::Dialog, FixSelection::Safe);
        for wish in [these(1), Wish::Decode(1), these(2), safe.clone(), Wish::Decode(7)] {
            supervisor.wish(wish);
        }
        for wish in [these(2), safe, Wish::Decode(7)] {
            assert_eq!(supervisor.answered(0), [Order::Fulfil(wish)]);
        }
        supervisor.wish(these(3));
        supervisor.changed(true, false);
        assert_eq!(supervisor.answered(0).last(), Some(&Order::Check { text: true, options: false }));
    }

    #[test]
    fn a_report_drops_wishes_that_were_made_on_the_one_before_it() {
        let mut supervisor = running();
        supervisor.wish(Wish::Plan(Purpose::Finding, FixSelection::These(vec![(1, 0)])));
        assert_eq!(supervisor.answered(LIGHT), [Order::Tell(Told::Idle)]);
    }

    #[test]
    fn two_faults_on_one_text_end_it_until_the_text_changes() {
        let mut supervisor = running();
        let first = supervisor.failed(Fault::Overran(5));
        assert_eq!(first, [Order::Terminate, Order::Spawn, Order::Tell(Told::Restarted(Fault::Overran(5)))]);
        supervisor.ready();
        assert_eq!(supervisor.failed(Fault::Crashed), [Order::Terminate, Order::Tell(Told::GivenUp(Fault::Crashed))]);
        assert!(supervisor.failed(Fault::Crashed).is_empty());
        assert_eq!(supervisor.changed(true, false), [Order::Spawn]);
        assert_eq!(supervisor.ready().last(), Some(&Order::Check { text: true, options: true }));
    }

    #[test]
    fn a_worker_that_needs_the_full_engine_is_replaced_and_everything_is_sent_again() {
        let mut supervisor = running();
        assert_eq!(supervisor.needs_full(), [Order::Terminate, Order::Spawn]);
        assert!(supervisor.changed(true, false).is_empty());
        assert_eq!(supervisor.ready().last(), Some(&Order::Check { text: true, options: true }));
        // That is no fault: patience is what it was.
        assert_eq!(supervisor.failed(Fault::Crashed).first(), Some(&Order::Terminate));
        assert_eq!(supervisor.ready().last(), Some(&Order::Check { text: true, options: true }));
        assert!(Supervisor::new().needs_full().is_empty());
    }

    #[test]
    fn a_worker_that_never_came_is_said_and_can_be_tried_again() {
        let mut supervisor = Supervisor::new();
        supervisor.start();
        assert_eq!(supervisor.failed(Fault::Crashed), [Order::Terminate, Order::Tell(Told::Unavailable)]);
        assert_eq!(supervisor.start(), [Order::Spawn]);
    }

    #[test]
    fn the_budget_grows_with_the_text() {
        assert_eq!(budget_ms(10), 5_000);
        assert_eq!(budget_ms(3_500_000), 8_000);
    }
}
