//! Where each workload lies on the ladder of the Pod Security Standards, and which findings lift it.

use plimsoll_report::{Blocker, Finding, PodSecurity, Resource};
use plimsoll_rules::RULES;
use plimsoll_source::order::{Order, by_number, hash, pair};
use std::borrow::Cow;

use crate::assemble::Origin;
use crate::checked::{BLOCKERS_OF_A_FILE, BlockerFacts};
use crate::place::location;
use crate::workspace::Held;

/// Findings that are named for a blocker. There are more than a few only where aliases repeat a Pod: then they are all alike.
const FINDINGS_OF_A_BLOCKER: usize = 16;

/// Findings of rules that answer for a control, by file, document and place.
struct Index<'f> {
    /// The rules that answer for each control.
    rules: Vec<(&'static str, Vec<&'static str>)>,
    /// Places in `by_offset`, by the document and the path.
    by_path: Order,
    /// File, document, start and number of each, in the order of the report, which is that of their places.
    by_offset: Vec<(u32, u32, u32, u32)>,
    findings: &'f [Finding],
}

pub(crate) fn of(files: &[Held], findings: &[Finding], origins: &[Origin]) -> Vec<PodSecurity> {
    let index = Index::new(findings, origins);
    let mut all = Vec::new();
    for (number, held) in (0..).zip(files) {
        let mut left = BLOCKERS_OF_A_FILE;
        for (document, checked) in (0..).zip(&held.checked) {
            for pod in &checked.pods {
                if left == 0 {
                    break;
                }
                left -= 1;
                let blockers = pod.blockers.iter().take(left).map(|blocker| {
                    let (rules, findings) = index.mending(number, document, blocker);
                    Blocker {
                        level: blocker.level,
                        control: Cow::Borrowed(blocker.control.id()),
                        message: blocker.message.to_string(),
                        location: location(&held.file, blocker.span),
                        rules,
                        findings,
                    }
                });
                let blockers: Vec<Blocker> = blockers.collect();
                left -= blockers.len();
                all.push(PodSecurity {
                    resource: Resource::clone(&pod.resource),
                    file: held.path().to_owned(),
                    location: location(&held.file, pod.span),
                    level: pod.level,
                    blockers,
                });
            }
        }
    }
    all
}

impl<'f> Index<'f> {
    fn new(findings: &'f [Finding], origins: &[Origin]) -> Self {
        let mut rules: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
        for rule in RULES {
            for control in rule.controls.iter().filter(|control| control.benchmark == "pss") {
                let Cow::Borrowed(id) = control.id else { continue };
                match rules.iter_mut().find(|(control, _)| *control == id) {
                    Some((_, answering)) => answering.push(rule.id),
                    None => rules.push((id, vec![rule.id])),
                }
            }
        }
        let answers = |id: &str| rules.iter().any(|(_, answering)| answering.contains(&id));
        let (mut paths, mut by_offset) = (Vec::new(), Vec::new());
        for ((number, finding), origin) in (0..).zip(findings).zip(origins) {
            let Some((file, document)) = origin.document else { continue };
            if !answers(&finding.rule) {
                continue;
            }
            paths.push(hash(&finding.path) ^ pair(file, document));
            by_offset.push((file, document, finding.location.start.offset, number));
        }
        Self { rules, by_path: Order::new(paths.into_iter()), by_offset, findings }
    }

    /// The findings that mend a blocker: of its control, and at its path or its very place. Their rules, or where there are
    /// none in this run all rules of the control.
    fn mending(&self, file: u32, document: u32, blocker: &BlockerFacts) -> (Vec<Cow<'static, str>>, Vec<u32>) {
        let of_control = self.rules.iter().find(|(control, _)| *control == blocker.control.id());
        let rules = of_control.map_or(&[][..], |(_, rules)| rules);
        let path = blocker.path.as_ref();
        let by_path =
            self.by_path.find(hash(path) ^ pair(file, document)).filter_map(|place| self.by_offset.get(place));
        let by_path = by_path.filter(|(its_file, its_document, ..)| (*its_file, *its_document) == (file, document));
        let place = (file, document, blocker.span.start);
        let first = self.by_offset.partition_point(|(file, document, start, _)| (*file, *document, *start) < place);
        let by_offset = self.by_offset.get(first..).unwrap_or_default().iter();
        let by_offset = by_offset.take_while(|(file, document, start, _)| (*file, *document, *start) == place);
        let is_meant = |number: &u32| {
            self.findings.get(*number as usize).is_some_and(|finding| {
                rules.contains(&finding.rule.as_ref())
                    && (finding.path == path || finding.location.end.offset == blocker.span.end)
            })
        };
        let numbers = by_path.chain(by_offset).map(|(.., number)| *number).filter(is_meant);
        let mut numbers: Vec<u32> = numbers.take(FINDINGS_OF_A_BLOCKER).collect();
        by_number(&mut numbers, |number| u64::from(*number));
        numbers.dedup();
        let found = |rule: &&str| {
            numbers
                .iter()
                .filter_map(|number| self.findings.get(*number as usize))
                .any(|finding| finding.rule == **rule)
        };
        let mut named: Vec<&'static str> = rules.iter().copied().filter(|rule| found(rule)).collect();
        if named.is_empty() {
            named = rules.to_vec();
        }
        (named.into_iter().map(Cow::Borrowed).collect(), numbers)
    }
}
