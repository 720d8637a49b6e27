//! Any text checked by every rule, with its fixes planned and proved, and the report written in each form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_engine::{Workspace, export};
use plimsoll_report::{Audience, FixSelection, Options};

fuzz_target!(|text: &str| {
    let mut workspace = Workspace::new();
    let options = Options {
        audience: Some(Audience::Opinion),
        date: "2026-11-23".to_owned(),
        plan_fixes: true,
        ..Options::default()
    };
    assert!(workspace.set_options(options).is_ok());
    workspace.set_file("a.yaml", text.into());
    let report = workspace.check();
    for finding in &report.findings {
        let (start, end) = (finding.location.start.offset, finding.location.end.offset);
        assert!(text.get(start as usize..end as usize).is_some(), "{}: {start}..{end}", finding.rule);
    }
    let json = export::json(&report);
    let sarif = export::sarif(&report);
    assert!(json.starts_with('{') && sarif.starts_with('{'));
    let plan = workspace.plan_fixes(&FixSelection::Safe);
    assert!(plan.files.len() <= 1);
    assert_eq!(export::json(&workspace.check()), json, "checked twice, told twice alike");
});
