//! What the tests of the engine share.

use plimsoll_engine::Workspace;
use plimsoll_report::{Finding, Options, Report};

pub(crate) const DATE: &str = "2026-11-23";

pub(crate) fn options(settings: &str) -> Options {
    Options { date: DATE.to_owned(), settings: settings.to_owned(), ..Options::default() }
}

pub(crate) fn workspace(files: &[(&str, &str)], settings: &str) -> Workspace {
    let mut workspace = Workspace::new();
    workspace.set_options(options(settings)).unwrap();
    for (path, text) in files {
        workspace.set_file(path, (*text).into());
    }
    workspace
}

pub(crate) fn check(text: &str, settings: &str) -> Report {
    workspace(&[("a.yaml", text)], settings).check()
}

pub(crate) fn of_rule<'r>(report: &'r Report, rule: &str) -> Vec<&'r Finding> {
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

/// A Pod with one setting of its spec, and a line above and beside it.
pub(crate) fn pod(above: &str, setting: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  {above}\n  {setting}\n  containers:\n  - name: a\n    image: registry.example.com/a:1\n"
    )
}
