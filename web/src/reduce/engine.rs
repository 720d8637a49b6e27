//! What the engine's life means for the page.

use crate::action::Effect;
use crate::engine::supervisor::{Fault, Told};
use crate::state::{AppState, Engine, NoticeKind};
use crate::strings;

impl AppState {
    pub(super) fn engine_told(&mut self, told: Told) -> Vec<Effect> {
        match told {
            Told::Idle => self.engine = Engine::Idle,
            Told::Busy => {
                self.engine = Engine::Busy;
                self.notices.retain(|notice| notice.kind != NoticeKind::NoEngine);
            }
            Told::Restarted(fault) => {
                self.engine = Engine::Starting;
                self.restarted = true;
                let text = match fault {
                    Fault::Crashed => strings::CRASHED_TEXT.to_owned(),
                    Fault::Overran(seconds) => strings::overran(seconds),
                };
                self.notify(NoticeKind::Engine, strings::RESTARTED, text);
            }
            Told::GivenUp(_) => {
                self.engine = Engine::Stopped;
                self.restarted = true;
                self.notify(NoticeKind::Engine, strings::STOPPED, strings::STOPPED_TEXT);
            }
            Told::Unavailable => {
                self.engine = Engine::Stopped;
                self.notify(NoticeKind::NoEngine, strings::UNAVAILABLE, strings::UNAVAILABLE_TEXT);
            }
        }
        Vec::new()
    }

    pub(super) fn engine_slow(&mut self) -> Vec<Effect> {
        if self.engine == Engine::Starting {
            self.engine = Engine::Slow;
        }
        Vec::new()
    }

    pub(super) fn retry_engine(&mut self) -> Vec<Effect> {
        self.notices.retain(|notice| notice.kind != NoticeKind::NoEngine);
        self.engine = Engine::Starting;
        vec![Effect::StartEngine]
    }
}
