use plimsoll_engine::Workspace;
use plimsoll_report::{Envelope, Failure, FailureKind, Outcome, Request, Response};

/// One page's workspace. Holds no state but the files and options it was given, so that a new one can take over.
pub struct Session {
    workspace: Workspace,
}

impl Session {
    /// A session without files.
    pub fn new() -> Self {
        Self { workspace: Workspace::new() }
    }

    /// Answers one request, under the revision it came with.
    pub fn handle(&mut self, envelope: Envelope) -> Response {
        Response { revision: envelope.revision, outcome: self.outcome(envelope.request) }
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
            Request::Check => Outcome::Report(Box::new(self.workspace.check())),
            Request::PlanFixes(selection) => Outcome::Fixes(self.workspace.plan_fixes(&selection)),
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
