use plimsoll_engine::Workspace;
use plimsoll_report::{Envelope, Failure, FailureKind, Options, Outcome, Request, Response};

/// Places that name images, as many as a page can show.
const MOST_PLACES: usize = 10_000;

/// One page's workspace. Holds no state but the files and options it was given, so that a new one can take over.
pub struct Session {
    workspace: Workspace,
}

impl Session {
    /// A session without files.
    pub fn new() -> Self {
        Self { workspace: Workspace::new() }
    }

    /// Answers an envelope, under the revision it came with.
    pub fn handle(&mut self, envelope: Envelope) -> Response {
        let mut outcome = Outcome::Done;
        for request in envelope.requests {
            outcome = self.outcome(request);
            if matches!(outcome, Outcome::Failed(_) | Outcome::NeedsFull) {
                break;
            }
        }
        Response { revision: envelope.revision, outcome }
    }

    /// Checks a small text of its own, and answers as it would to the page. A browser compiles a function when it is first called: so
    /// the first text of the person does not wait for that.
    pub fn rehearse() -> Response {
        const TEXT: &str = include_str!("rehearsal.yaml");
        /// Often enough that the browser sees what is worth its second, better compiler.
        const TIMES: usize = 40;
        let options = Options { date: "2026-01-01".to_owned(), ..Options::default() };
        let file = Request::SetFile { path: "rehearsal.yaml".to_owned(), text: [TEXT; TIMES].join("---\n") };
        let requests = vec![Request::SetOptions(options), file, Request::Check];
        Self::new().handle(Envelope { revision: 0, requests })
    }

    fn outcome(&mut self, request: Request) -> Outcome {
        match request {
            Request::SetFile { path, text } => {
                self.workspace.set_file(&path, text.into());
                Outcome::Done
            }
            Request::RemoveFile(path) => {
                self.workspace.remove_file(&path);
                Outcome::Done
            }
            Request::SetOptions(options) => match self.workspace.set_options(options) {
                Ok(()) => Outcome::Done,
                Err(error) => Outcome::Failed(Failure { kind: FailureKind::Settings, message: error.to_string() }),
            },
            Request::Check => self.check(),
            Request::PlanFixes(selection) => Outcome::Fixes(self.workspace.plan_fixes(&selection)),
            Request::Decode { path, line } => Outcome::Decoded(self.workspace.decode(&path, line)),
            #[cfg(feature = "full")]
            Request::Map(query) => Outcome::Map(Box::new(self.workspace.map(&query))),
            #[cfg(not(feature = "full"))]
            Request::Map(_) => Outcome::NeedsFull,
            Request::Images => Outcome::Images(Box::new(self.workspace.images(MOST_PLACES))),
        }
    }

    fn check(&mut self) -> Outcome {
        let report = self.workspace.check();
        #[cfg(not(feature = "full"))]
        if self.workspace.needs_full(&report) {
            return Outcome::NeedsFull;
        }
        Outcome::Report(Box::new(report))
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
