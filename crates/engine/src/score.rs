//! How sound an object is, and all of them, as a number from 0 to 100.
//!
//! Each finding costs points, by its severity and its confidence:
//!
//! | | high | medium | low |
//! |---|---|---|---|
//! | critical | 100 | 50 | 25 |
//! | high | 40 | 20 | 10 |
//! | medium | 12 | 6 | 3 |
//! | low | 4 | 2 | 1 |
//! | info | 0 | 0 | 0 |
//!
//! The score of an object is 10,000 / (100 + its points), rounded: 100 where there is nothing to mend, 50 with 100 points,
//! 33 with 200. Every finding that is mended gives back what it cost, however many there are. What somebody allowed costs nothing
//! and is said; an object that no rule of the run looks at has no score. What is wrong with the text of a document counts as an
//! object of its own.
//!
//! All objects together cost what the worst one costs, and a tenth of what all others cost. So the workspace is never
//! better than its worst object, no object makes it better by being there, and each mended finding gives back what it cost.

use plimsoll_kube::{Pod, objects};
use plimsoll_report::{
    Confidence, Finding, ObjectScore, Resource, ScoreTerm, Scores, Severity, Strategy, WorkspaceScore,
};
use plimsoll_rules::looks_at;
use plimsoll_source::order::{Order, hash, pair};

use crate::assemble::Origin;
use crate::place::location;
use crate::run::Run;
use crate::workspace::Held;

/// What a finding costs.
const fn points(severity: Severity, confidence: Confidence) -> u32 {
    let certain = match severity {
        Severity::Critical => 100,
        Severity::High => 40,
        Severity::Medium => 12,
        Severity::Low => 4,
        Severity::Info => 0,
    };
    match confidence {
        Confidence::High => certain,
        Confidence::Medium => certain / 2,
        Confidence::Low => certain / 4,
    }
}

/// The score that leaves after so many tenths of a point.
fn score(tenths: u64) -> u32 {
    let whole = 1000u64.saturating_add(tenths);
    u32::try_from((100_000 + whole / 2) / whole).unwrap_or_default()
}

/// Kinds that are remembered to be looked at or not.
const KINDS: usize = 32;

/// What is found of one object.
#[derive(Clone, Debug, Default)]
struct Tally {
    /// The number of its first finding.
    first: usize,
    /// By severity and confidence.
    counts: [[u32; Confidence::ALL.len()]; Severity::ALL.len()],
    suppressed: u32,
}

impl Tally {
    fn add(&mut self, finding: &Finding) {
        if finding.suppressed.is_some() {
            self.suppressed += 1;
            return;
        }
        let of_severity = self.counts.get_mut(finding.severity as usize);
        of_severity
            .and_then(|counts| counts.get_mut(finding.confidence as usize))
            .into_iter()
            .for_each(|count| *count += 1);
    }

    fn terms(&self) -> impl Iterator<Item = ScoreTerm> {
        let by_severity = Severity::ALL.iter().zip(self.counts);
        let terms = by_severity.flat_map(|(severity, counts)| {
            Confidence::ALL.iter().zip(counts).map(|(confidence, count)| {
                let each = points(*severity, *confidence);
                ScoreTerm { severity: *severity, confidence: *confidence, count, each }
            })
        });
        terms.filter(|term| term.count > 0)
    }

    fn points(&self) -> u32 {
        self.terms().fold(0, |sum, term| sum.saturating_add(term.each.saturating_mul(term.count)))
    }
}

/// The scores of the files, and those of each object if they are wanted.
pub(crate) fn of(files: &[Held], findings: &[Finding], origins: &[Origin], run: &Run, each: bool) -> Scores {
    let tallies = Tallies::of(findings, origins);
    let runs = |strategy: &&Strategy| run.active.iter().any(|active| active.rule.strategy == **strategy);
    let strategies: Vec<Strategy> = Strategy::ALL.iter().filter(runs).copied().collect();
    let is_looked_at = |group: &str, kind: &str, holds_pod: bool| {
        strategies.iter().any(|strategy| looks_at(*strategy, group, kind, holds_pod))
    };
    // Many objects are of few kinds.
    let mut known: Vec<(&str, &str, bool, bool)> = Vec::new();
    let mut total = WorkspaceScore::default();
    for facts in files.iter().flat_map(|held| &held.checked).flat_map(|checked| &checked.facts) {
        let (group, kind, holds_pod) = (&*facts.group, &*facts.kind, facts.workload().is_some());
        let found = known.iter().find(|one| (one.0, one.1, one.2) == (group, kind, holds_pod));
        let looked_at = found.map_or_else(|| is_looked_at(group, kind, holds_pod), |one| one.3);
        if found.is_none() && known.len() < KINDS {
            known.push((group, kind, holds_pod, looked_at));
        }
        *(if looked_at { &mut total.scored } else { &mut total.unscored }) += 1;
    }
    for tally in &tallies.tallies {
        // What is wrong with its text is found in an object that is not looked at otherwise.
        let resource = findings.get(tally.first).and_then(|first| first.resource.as_ref());
        let is_extra = resource.is_some_and(|resource| {
            let group = resource.api_version.split_once('/').map_or("", |(group, _)| group);
            !is_looked_at(group, &resource.kind, Pod::is_held_by(&resource.kind))
        });
        if is_extra {
            (total.scored, total.unscored) = (total.scored.saturating_add(1), total.unscored.saturating_sub(1));
        }
        let points = tally.points();
        total.others = total.others.saturating_add(points);
        total.worst = total.worst.max(points);
        total.suppressed = total.suppressed.saturating_add(tally.suppressed);
    }
    total.others -= total.worst;
    total.score = score(u64::from(total.worst) * 10 + u64::from(total.others));
    total.incomplete = files.iter().any(|held| {
        !held.file.errors().is_empty() || held.checked.iter().any(|checked| checked.partly_read || checked.is_cut())
    });
    let is_empty = total.scored == 0 && tallies.tallies.is_empty();
    let objects = if each { tallies.objects(files, is_looked_at) } else { Vec::new() };
    Scores { workspace: (!is_empty).then_some(total), objects }
}

/// What is found of each object, in the order of the first findings.
struct Tallies<'f> {
    findings: &'f [Finding],
    origins: &'f [Origin],
    /// The findings that have a place, by their object.
    order: Order,
    /// The tally of each finding that is the first of its object.
    places: Vec<u32>,
    tallies: Vec<Tally>,
}

impl<'f> Tallies<'f> {
    fn of(findings: &'f [Finding], origins: &'f [Origin]) -> Self {
        let order = Order::new(
            findings.iter().zip(origins).map(|(finding, origin)| key(origin.document, finding.resource.as_ref())),
        );
        let mut all = Self { findings, origins, order, places: vec![u32::MAX; findings.len()], tallies: Vec::new() };
        for (number, (finding, origin)) in findings.iter().zip(origins).enumerate() {
            // What is said of the settings is no object's.
            if origin.document.is_none() {
                continue;
            }
            let Some(first) = all.first(origin.document, finding.resource.as_ref()) else { continue };
            if first == number {
                let place = u32::try_from(all.tallies.len()).unwrap_or(u32::MAX);
                all.places.get_mut(number).into_iter().for_each(|of_first| *of_first = place);
                all.tallies.push(Tally { first, ..Tally::default() });
            }
            let place = all.places.get(first).copied().unwrap_or(u32::MAX) as usize;
            all.tallies.get_mut(place).into_iter().for_each(|tally| tally.add(finding));
        }
        all
    }

    /// The number of the first finding of an object.
    fn first(&self, document: Option<(u32, u32)>, resource: Option<&Resource>) -> Option<usize> {
        self.order.find(key(document, resource)).find(|number| {
            let origin = self.origins.get(*number).map(|origin| origin.document);
            let finding = self.findings.get(*number);
            origin == Some(document) && finding.is_some_and(|finding| finding.resource.as_ref() == resource)
        })
    }

    fn tally(&self, document: (u32, u32), resource: &Resource) -> Option<&Tally> {
        let first = self.first(Some(document), Some(resource))?;
        self.tallies.get(*self.places.get(first)? as usize)
    }

    /// The score of each object that is looked at, and of each text with something wrong in it.
    fn objects(&self, files: &[Held], is_looked_at: impl Fn(&str, &str, bool) -> bool) -> Vec<ObjectScore> {
        let mut scores = Vec::new();
        let nothing = Tally::default();
        let mut texts = self
            .tallies
            .iter()
            .filter(|tally| self.findings.get(tally.first).is_some_and(|first| first.resource.is_none()))
            .peekable();
        for (number, held) in (0..).zip(files) {
            while let Some(tally) = texts.next_if(|tally| self.file_of(tally) == Some(number)) {
                let Some(first) = self.findings.get(tally.first) else { continue };
                scores.push(of_object(None, first.file.clone(), first.location, tally));
            }
            for document in 0..held.checked.len() {
                for object in objects(&held.file, document) {
                    let resource = object.resource();
                    let place = (number, u32::try_from(document).unwrap_or(u32::MAX));
                    let tally = self.tally(place, &resource);
                    if tally.is_none() && !is_looked_at(object.group(), object.kind(), object.pod().is_some()) {
                        continue;
                    }
                    let place = location(&held.file, object.name_span());
                    scores.push(of_object(Some(resource), held.path().to_owned(), place, tally.unwrap_or(&nothing)));
                }
            }
        }
        scores
    }

    fn file_of(&self, tally: &Tally) -> Option<u32> {
        self.origins.get(tally.first)?.document.map(|(file, _)| file)
    }
}

fn of_object(
    resource: Option<Resource>,
    file: String,
    location: plimsoll_report::Location,
    tally: &Tally,
) -> ObjectScore {
    let points = tally.points();
    ObjectScore {
        resource,
        file,
        location,
        score: score(u64::from(points) * 10),
        points,
        terms: tally.terms().collect(),
        suppressed: tally.suppressed,
    }
}

/// A number that findings of one object share, and those of others rarely.
fn key(document: Option<(u32, u32)>, resource: Option<&Resource>) -> u64 {
    let (file, document) = document.unwrap_or((u32::MAX, u32::MAX));
    let place = pair(file, document).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let Some(resource) = resource else { return place };
    place ^ hash(&resource.name) ^ hash(&resource.kind).rotate_left(17) ^ hash(&resource.namespace).rotate_left(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_falls_with_points_and_never_below_nothing() {
        let of = |points: u64| score(points * 10);
        assert_eq!([0, 1, 4, 12, 40, 100, 300].map(of), [100, 99, 96, 89, 71, 50, 25]);
        assert_eq!(score(u64::MAX), 0);
    }

    #[test]
    fn what_is_less_certain_costs_less_and_what_is_worse_costs_more() {
        for pair in Confidence::ALL.windows(2) {
            assert!(Severity::ALL.iter().all(|severity| points(*severity, pair[0]) >= points(*severity, pair[1])));
        }
        for pair in Severity::ALL.windows(2) {
            assert!(
                Confidence::ALL.iter().all(|confidence| points(pair[0], *confidence) > points(pair[1], *confidence))
            );
        }
    }
}
