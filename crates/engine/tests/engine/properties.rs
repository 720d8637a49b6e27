//! What holds for any text: no panic, the same answer from a warm workspace as from a cold one, fixes that come to an end.

use std::sync::Arc;

use plimsoll_engine::Workspace;
use plimsoll_report::{FixSelection, Options, Report};

use crate::common::options;

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

/// Pieces that mean something together, and some that mean nothing.
const PIECES: &[&str] = &[
    "kind: Pod\n",
    "kind: List\n",
    "kind: CronJob\n",
    "apiVersion: v1\n",
    "metadata:\n  name: web\n",
    "spec:\n",
    "  containers:\n",
    "  - name: a\n",
    "    securityContext:\n",
    "      privileged: true\n",
    "      runAsUser: 0\n",
    "  hostPID: true",
    "  hostPID: yes # x\n",
    "---\n",
    "--- x\n",
    "...\n",
    "\n",
    "\r\n",
    "\t",
    "# plimsoll: allow host-pid (x)\n",
    "# plimsoll: allow nope, , \n",
    "#",
    "items: [",
    "{kind: Pod, spec: {hostIPC: true}}",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "<<: *a\n",
    "? ",
    ": ",
    "'",
    "\"",
    "|\n",
    ">-\n  x\n",
    "é😀",
    "\u{2028}",
    "\u{feff}",
    "{{ .Values.x }}",
    "template:\n  spec:\n",
    "  volumes: [{name: v, hostPath: {path: /}}]\n",
    "  annotations: {plimsoll.dev/allow: host-pid}\n",
    "      capabilities: {add: [SYS_ADMIN]}\n",
    "    ports: [{hostPort: 80}]\n",
    "  ",
    "- ",
    "\0",
];

const WHOLE: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # plimsoll: allow host-ipc
spec:
  template:
    spec:
      hostPID: true
      # plimsoll: allow host-network
      hostNetwork: true
      containers:
      - name: web
        image: registry.example.com/web:1
        securityContext: {privileged: true}
      - name: side
        securityContext:
          capabilities: {add: [NET_RAW], drop: [KILL]}
---
kind: Pod
metadata: {name: two}
spec: {hostIPC: true, containers: [{name: a, securityContext: &x {runAsUser: 0}}, {name: b, securityContext: *x}]}
";

fn text(dice: &mut Dice) -> String {
    if dice.below(3) == 0 {
        return (0..dice.below(40)).map(|_| dice.pick(PIECES)).collect();
    }
    let mut text = WHOLE.to_owned();
    for _ in 0..=dice.below(4) {
        edit(&mut text, dice);
    }
    text
}

/// What one key press, or one paste, may do.
fn edit(text: &mut String, dice: &mut Dice) {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match dice.below(3) {
        0 => text.insert_str(at, dice.pick(PIECES)),
        1 => {
            let end = (at + dice.below(30)).min(text.len());
            if text.is_char_boundary(end) {
                text.replace_range(at..end, "");
            }
        }
        _ => {
            let copy = text.split_at(at).1.lines().next().unwrap_or_default().to_owned();
            text.insert_str(at, &copy);
        }
    }
}

fn fresh(files: &[(&str, &str)], plan_fixes: bool) -> Report {
    let mut workspace = Workspace::new();
    workspace.set_options(Options { plan_fixes, ..options("") }).unwrap();
    files.iter().for_each(|(path, text)| workspace.set_file(path, (*text).into()));
    workspace.check()
}

#[test]
fn a_warm_workspace_answers_as_a_cold_one() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for round in 0..60 {
        let plan_fixes = round % 4 == 0;
        let mut warm = Workspace::new();
        warm.set_options(Options { plan_fixes, ..options("") }).unwrap();
        let other = text(&mut dice);
        warm.set_file("m.yaml", other.as_str().into());
        let mut own = text(&mut dice);
        for step in 0..8 {
            // The numbers of files move when one comes before them.
            let early = step % 3 == 1;
            if early {
                warm.set_file("a.yaml", own.as_str().into());
            } else {
                warm.remove_file("a.yaml");
            }
            warm.set_file("z.yaml", own.as_str().into());
            let mut files = vec![("m.yaml", other.as_str()), ("z.yaml", own.as_str())];
            if early {
                files.push(("a.yaml", own.as_str()));
            }
            assert_eq!(warm.check(), fresh(&files, plan_fixes), "{own:?}");
            edit(&mut own, &mut dice);
        }
    }
}

#[test]
fn places_lie_within_their_file() {
    let mut dice = Dice(42);
    for _ in 0..300 {
        let text = text(&mut dice);
        let report = fresh(&[("a.yaml", &text)], false);
        for finding in &report.findings {
            let (start, end) = (finding.location.start.offset as usize, finding.location.end.offset as usize);
            assert!(text.get(start..end).is_some(), "{finding:?} in {text:?}");
        }
        for blocker in report.pod_security.iter().flat_map(|pod| &pod.blockers) {
            assert!(text.get(blocker.location.start.offset as usize..blocker.location.end.offset as usize).is_some());
        }
    }
}

/// Applies edits that are in order and do not overlap.
fn apply(text: &str, edits: &[plimsoll_report::TextEdit]) -> String {
    let (mut after, mut at) = (String::new(), 0);
    for edit in edits {
        after.push_str(text.get(at..edit.start.offset as usize).unwrap());
        after.push_str(&edit.text);
        at = edit.end.offset as usize;
    }
    after + text.get(at..).unwrap()
}

#[test]
fn fixes_come_to_an_end() {
    let mut dice = Dice(7);
    for _ in 0..150 {
        let mut text = text(&mut dice);
        let mut workspace = Workspace::new();
        workspace.set_options(options("")).unwrap();
        let mut rounds = 0;
        loop {
            workspace.set_file("a.yaml", Arc::from(text.as_str()));
            let report = workspace.check();
            // Fixes to review as well: they are the most.
            let open = (0..).zip(&report.findings).filter(|(_, finding)| finding.suppressed.is_none());
            let fixes = open.filter(|(_, finding)| !finding.fixes.is_empty()).map(|(number, _)| (number, 0)).collect();
            let plan = workspace.plan_fixes(&FixSelection::These(fixes));
            assert!(plan.refused.iter().all(|refusal| !refusal.reason.is_empty()));
            let Some(file) = plan.files.first() else { break };
            text = apply(&text, &file.edits);
            rounds += 1;
            assert!(rounds <= 10, "{text}");
        }
    }
}

#[test]
fn a_fix_that_is_not_there_is_refused() {
    let mut workspace = Workspace::new();
    workspace.set_options(options("")).unwrap();
    workspace.set_file("a.yaml", WHOLE.into());
    workspace.check();
    let plan = workspace.plan_fixes(&FixSelection::These(vec![(0, 99), (999, 0)]));
    assert_eq!((plan.applied.len(), plan.refused.len(), plan.files.len()), (0, 2, 0));
}
