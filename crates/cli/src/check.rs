//! `plimsoll check`.

use std::io;

use plimsoll_engine::export;
use plimsoll_report::Report;

use crate::args::{CheckArgs, Format};
use crate::human;
use crate::output::{Status, print};
use crate::paint::Paint;
use crate::session::{Carries, Session};

pub(crate) fn run(args: &CheckArgs) -> io::Result<Status> {
    let carries = Carries {
        // Only programs read the edits of fixes; people are told what `fix` would do.
        plan_fixes: args.format != Format::Human,
        object_scores: args.score || args.format == Format::Json,
    };
    let Some(mut session) = Session::open(&args.paths, &args.choices, carries) else { return Ok(Status::Trouble) };
    let report = session.workspace.check();
    print(|out| match args.format {
        Format::Human => {
            let paint = Paint::of_stdout();
            human::report(&report, &session.inputs, paint, out)?;
            if args.score { human::scores(&report.scores, paint, out) } else { Ok(()) }
        }
        Format::Json => export::write_json(&report, out),
        Format::Sarif => export::write_sarif(&report, out),
    })?;
    let status = status(args, &report, session.inputs.trouble);
    // The process ends here: taking much apart would take time for nothing.
    std::mem::forget((session, report));
    Ok(status)
}

fn status(args: &CheckArgs, report: &Report, trouble: bool) -> Status {
    let counts = |severity| severity <= args.fail_on;
    let found = report.findings.iter().any(|finding| finding.suppressed.is_none() && counts(finding.severity));
    match (trouble, found) {
        (true, _) => Status::Trouble,
        (false, true) => Status::Found,
        (false, false) => Status::Clean,
    }
}
