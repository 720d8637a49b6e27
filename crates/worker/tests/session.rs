//! A session answers every request, under its revision, without a browser.

use plimsoll_report::{Envelope, Failure, FailureKind, FixSelection, MapQuery, Options, Outcome, Request, Response};
use plimsoll_worker::Session;

const POD: &str = "apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: example.com/web:1.0
    securityContext:
      privileged: true
";

fn options(settings: &str) -> Request {
    Request::SetOptions(Options { date: "2026-11-23".to_owned(), settings: settings.to_owned(), ..Options::default() })
}

fn ask(session: &mut Session, revision: u32, request: Request) -> Outcome {
    let response = session.handle(Envelope { revision, requests: vec![request] });
    assert_eq!(response.revision, revision);
    response.outcome
}

/// None for anything but a report.
fn files_of(outcome: Outcome) -> Option<Vec<String>> {
    let Outcome::Report(report) = outcome else { return None };
    Some(report.files.into_iter().map(|file| file.path).collect())
}

#[test]
fn a_file_that_was_set_is_checked_and_one_that_was_removed_is_not() {
    let mut session = Session::new();
    assert_eq!(ask(&mut session, 1, options("")), Outcome::Done);
    assert_eq!(ask(&mut session, 2, Request::SetFile { path: "a.yaml".into(), text: POD.into() }), Outcome::Done);
    assert_eq!(ask(&mut session, 3, Request::SetFile { path: "b.yaml".into(), text: POD.into() }), Outcome::Done);
    assert_eq!(files_of(ask(&mut session, 4, Request::Check)).unwrap(), ["a.yaml", "b.yaml"]);
    assert_eq!(ask(&mut session, 5, Request::RemoveFile("a.yaml".into())), Outcome::Done);
    assert_eq!(files_of(ask(&mut session, 6, Request::Check)).unwrap(), ["b.yaml"]);
}

#[test]
fn fixes_can_be_planned_before_and_after_a_check() {
    let mut session = Session::new();
    let plan = Request::PlanFixes(FixSelection::These(vec![(7, 0)]));
    assert!(matches!(ask(&mut session, 1, plan.clone()), Outcome::Fixes(_)));
    ask(&mut session, 2, Request::SetFile { path: "a.yaml".into(), text: POD.into() });
    ask(&mut session, 3, Request::Check);
    assert!(matches!(ask(&mut session, 4, plan), Outcome::Fixes(_)));
}

#[test]
fn images_are_told_on_the_day_of_the_options() {
    let mut session = Session::new();
    ask(&mut session, 1, options(""));
    ask(&mut session, 2, Request::SetFile { path: "a.yaml".into(), text: POD.into() });
    let Outcome::Images(images) = ask(&mut session, 3, Request::Images) else { panic!("no images") };
    let named: Vec<&str> = images.images.iter().map(|image| image.image.as_str()).collect();
    assert_eq!((images.date.as_str(), named.as_slice()), ("2026-11-23", ["example.com/web:1.0"].as_slice()));
    let bytes = postcard::to_allocvec(&Outcome::Images(images.clone())).unwrap();
    assert_eq!(postcard::from_bytes(&bytes), Ok(Outcome::Images(images)));
}

#[test]
fn settings_that_do_not_read_are_told() {
    let mut session = Session::new();
    let outcome = ask(&mut session, 1, options("rules: ["));
    let Outcome::Failed(Failure { kind: FailureKind::Settings, message }) = outcome else { panic!("{outcome:?}") };
    assert!(!message.is_empty());
}

#[test]
fn of_several_requests_the_last_is_answered_unless_one_fails() {
    let mut session = Session::new();
    let file = Request::SetFile { path: "a.yaml".into(), text: POD.into() };
    let response = session.handle(Envelope { revision: 1, requests: vec![options(""), file.clone(), Request::Check] });
    assert_eq!(files_of(response.outcome).unwrap(), ["a.yaml"]);
    let response = session.handle(Envelope { revision: 2, requests: vec![options("rules: ["), file, Request::Check] });
    assert!(matches!(response.outcome, Outcome::Failed(_)));
}

#[test]
fn the_rehearsal_finds_something_of_every_sort() {
    let Outcome::Report(report) = Session::rehearse().outcome else { panic!("no report") };
    assert!(report.files.iter().all(|file| file.partly_read && file.objects > 0));
    assert!(report.summary.suppressed > 0);
    assert!(report.pod_security.iter().any(|workload| !workload.blockers.is_empty()));
    assert!(report.findings.iter().any(|finding| !finding.fixes.is_empty() && !finding.related.is_empty()));
}

#[test]
fn a_message_to_the_page_is_what_the_page_reads() {
    let response = Response { revision: 3, outcome: Outcome::Done };
    let bytes = postcard::to_allocvec(&response).unwrap();
    assert_eq!(postcard::from_bytes(&bytes), Ok(response));
    let message = serde_json::to_value(plimsoll_report::WorkerMessage::Answer { response: b"{}".to_vec() }).unwrap();
    assert_eq!(message, serde_json::json!({"kind": "answer", "response": [123, 125]}));
}

const SCC: &str = "apiVersion: security.openshift.io/v1\nkind: SecurityContextConstraints\nmetadata: {name: wide}\nallowPrivilegedContainer: true\n";

/// Whether a check of this text is answered with a report.
fn is_reported(text: &str) -> bool {
    let mut session = Session::new();
    ask(&mut session, 1, options(""));
    ask(&mut session, 2, Request::SetFile { path: "a.yaml".into(), text: text.into() });
    let outcome = ask(&mut session, 3, Request::Check);
    assert!(matches!(outcome, Outcome::Report(_) | Outcome::NeedsFull), "{outcome:?}");
    outcome != Outcome::NeedsFull
}

/// Run with and without the feature `full`.
#[test]
fn the_first_module_says_when_it_is_not_enough() {
    let full = cfg!(feature = "full");
    assert!(is_reported(POD));
    assert_eq!(is_reported(SCC), full);
    assert_eq!(is_reported(&format!("{POD}---\n{SCC}")), full);
    let allows = |rule: &str| format!("# plimsoll: allow {rule} -- known\n{POD}");
    assert!(is_reported(&allows("privileged-container")));
    assert_eq!(is_reported(&allows("scc-allows-privileged")), full);
    let map = ask(&mut Session::new(), 1, Request::Map(MapQuery::Access));
    assert_eq!(matches!(map, Outcome::Map(_)), full);
    assert_eq!(map == Outcome::NeedsFull, !full);
}
