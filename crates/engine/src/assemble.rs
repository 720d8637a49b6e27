//! From what was found in the documents to the report: suppressions applied, places counted as people count, all in order.

use plimsoll_report::{
    Applicability, FileReport, Finding, Fix, Related, Report, Resource, SCHEMA_VERSION, Severity, Summary, Suppression,
    SuppressionSource,
};
use plimsoll_rules::{INPUT_LIMIT, Rule, UNKNOWN_RULE_IN_SUPPRESSION, UNUSED_SUPPRESSION};
use plimsoll_source::{File, Span};

use crate::checked::{Checked, FINDINGS_OF_A_FILE, Room};
use crate::kept::Kept;
use crate::place::location;
use crate::plan::text_edits;
use crate::pod_security;
use crate::run::Run;
use crate::score;
use crate::settings::{Exception, unknown_rule};
use crate::suppress::{self, Named};
use crate::workspace::{Held, Latest};

/// Where a finding of the report comes from.
#[derive(Debug, Default)]
pub(crate) struct Origin {
    /// Number of the file, and of the document in it. `None` for what is about neither.
    pub(crate) document: Option<(u32, u32)>,
    /// The rule to ask for its edits, and its place among what the rule finds.
    pub(crate) source: Option<(&'static Rule, u32)>,
    /// Its fixes in the report: their places among those that the rule gives.
    pub(crate) fixes: Box<[(u32, Applicability)]>,
}

pub(crate) fn report(files: &[Held], run: &Run, settings_name: &str, wide: &[Kept]) -> (Report, Latest) {
    let held: Vec<(&str, &Held)> = files.iter().map(|held| (held.path(), held)).collect();
    let mut assembly = Assembly::new(held, run, wide);
    assembly.add_all();
    assembly.add_exceptions(settings_name);
    let mut said = std::mem::take(&mut assembly.said);
    said.sort_unstable_by(|a, b| a.order().cmp(&b.order()));
    let mut findings: Vec<Finding> = Vec::with_capacity(said.len());
    let mut summary = Summary::default();
    let mut latest = Latest::default();
    for one in said {
        let (finding, origin) = assembly.shown(one.what);
        // A place that objects share by aliases is one thing to mend, and named with the first of them.
        if origin.source.is_some() && findings.last().is_some_and(|before| repeats(&finding, before)) {
            continue;
        }
        summary.add(finding.severity, finding.suppressed.is_some());
        latest.suppressed.push(finding.suppressed.is_some());
        latest.origins.push(origin);
        findings.push(finding);
    }
    let pod_security = pod_security::of(files, &findings, &latest.origins);
    let scores = score::of(files, &findings, &latest.origins, run, run.object_scores);
    let report = Report {
        schema_version: SCHEMA_VERSION,
        plimsoll: crate::VERSION.into(),
        kubernetes_version: run.environment.version.to_string(),
        date: run.environment.date.clone(),
        findings,
        files: files.iter().map(file_report).collect(),
        pod_security,
        summary,
        scores,
    };
    (report, latest)
}

fn file_report(held: &Held) -> FileReport {
    let count = |matches: &dyn Fn(&Checked) -> u32| held.checked.iter().map(matches).sum();
    FileReport {
        path: held.path().to_owned(),
        documents: count(&|checked| u32::from(!checked.is_empty)),
        objects: count(&|checked| u32::try_from(checked.facts.len()).unwrap_or(u32::MAX)),
        partly_read: !held.file.errors().is_empty() || held.checked.iter().any(|checked| checked.partly_read),
    }
}

/// What the report will say. It is sorted before its findings are made, since they are large.
struct Said<'a> {
    /// Its file: twice its number and one more, and for the settings the even number that stands where its name does.
    file: u64,
    what: What<'a>,
}

enum What<'a> {
    Found(&'a Kept, Option<Suppression>),
    /// What the engine says itself, and the document that it is about.
    Own(Box<Finding>, Option<(u32, u32)>),
}

impl Said<'_> {
    /// What findings are sorted by. Two that are equal in all of it are the same.
    fn order(&self) -> (u64, u64, &str, &str, &str, u32) {
        let file = self.file;
        match &self.what {
            What::Found(found, _) => {
                (file, found.span.number(), found.rule.id, &found.message, &found.path, found.ordinal)
            }
            What::Own(own, _) => {
                let place = Span::new(own.location.start.offset, own.location.end.offset);
                (file, place.number(), &own.rule, &own.message, &own.path, 0)
            }
        }
    }
}

/// Whether a finding says what another one says, and both stand or both are allowed for one reason.
fn repeats(this: &Finding, that: &Finding) -> bool {
    let says_the_same = this.rule == that.rule && this.message == that.message && this.path == that.path;
    says_the_same && this.location == that.location && this.file == that.file && this.suppressed == that.suppressed
}

struct Assembly<'a> {
    held: Vec<(&'a str, &'a Held)>,
    run: &'a Run,
    wide: &'a [Kept],
    /// Exceptions in force, with their numbers.
    exceptions: Vec<(usize, &'a Exception)>,
    /// Whether each exception covered something.
    used_exceptions: Vec<bool>,
    /// Whether each name in the suppressions of each document of the file at hand covered something.
    used: Vec<Vec<bool>>,
    said: Vec<Said<'a>>,
}

impl<'a> Assembly<'a> {
    fn new(held: Vec<(&'a str, &'a Held)>, run: &'a Run, wide: &'a [Kept]) -> Self {
        let exceptions = run.settings.exceptions.iter().enumerate();
        let exceptions = exceptions.filter(|(_, exception)| !exception.has_expired(&run.environment.date)).collect();
        let used_exceptions = vec![false; run.settings.exceptions.len()];
        Self { held, run, wide, exceptions, used_exceptions, used: Vec::new(), said: Vec::new() }
    }

    fn add_all(&mut self) {
        let mut wide: Vec<Vec<&Kept>> = Vec::new();
        wide.resize_with(self.held.len(), Vec::new);
        for finding in self.wide {
            wide.get_mut(finding.file as usize).into_iter().for_each(|of_file| of_file.push(finding));
        }
        for (file, ((path, held), wide)) in (0..).zip(self.held.clone().into_iter().zip(wide)) {
            self.used.clear();
            self.used.resize_with(held.checked.len(), Vec::new);
            let of_documents = held.checked.iter().flat_map(|checked| &checked.findings);
            let mut room = room_for(wide.iter().copied().chain(of_documents.clone()));
            self.said.reserve_exact(room.left());
            let mut cut = held.checked.iter().any(Checked::is_cut);
            for finding in wide.into_iter().chain(of_documents) {
                if room.take(finding.severity) {
                    self.add(finding);
                } else {
                    cut = true;
                }
            }
            for (document, checked) in (0..).zip(&held.checked) {
                self.add_idle(file, document, checked);
            }
            if cut {
                self.add_cut(file, path);
            }
        }
    }

    fn add(&mut self, finding: &'a Kept) {
        let Some((path, held)) = self.held.get(finding.file as usize).copied() else { return };
        let suppressions = held.checked.get(finding.document as usize).and_then(|one| one.suppressions.as_ref());
        let covering = suppressions.map(|suppressions| suppressions.covering(finding)).unwrap_or_default();
        if let (Some(used), Some(suppressions)) = (self.used.get_mut(finding.document as usize), suppressions) {
            for covering in &covering {
                used.resize(suppressions.names(), false);
                used.get_mut(covering.name).into_iter().for_each(|used| *used = true);
            }
        }
        let in_file = covering
            .first()
            .and_then(|first| suppressions?.all().nth(first.suppression))
            .map(|one| Suppression { by: one.by, reason: one.reason.clone() });
        let in_settings = self.excepted(finding.rule, path, finding.resource.as_deref());
        self.say(finding.file as usize, What::Found(finding, in_file.or(in_settings)));
    }

    fn say(&mut self, file: usize, what: What<'a>) {
        self.said.push(Said { file: 2 * file as u64 + 1, what });
    }

    /// A finding as the report has it, and where it comes from.
    fn shown(&self, what: What<'_>) -> (Finding, Origin) {
        let (finding, suppressed) = match what {
            What::Found(finding, suppressed) => (finding, suppressed),
            What::Own(finding, document) => return (*finding, Origin { document, ..Origin::default() }),
        };
        let of = |file: u32| self.held.get(file as usize).map(|(path, held)| (*path, &held.file));
        let related = finding.related.iter().filter_map(|related| {
            let (path, file) = of(related.file)?;
            let location = location(file, related.span);
            Some(Related { file: path.to_owned(), location, label: related.label.to_string() })
        });
        let (path, location, fixes) = match of(finding.file) {
            Some((path, file)) => {
                let fixes = finding.fixes.iter().map(|fix| Fix {
                    title: fix.title.to_string(),
                    applicability: fix.applicability,
                    note: fix.note.as_deref().map(str::to_owned),
                    edits: text_edits(&fix.edits, file, path),
                });
                (path, location(file, finding.span), fixes.collect())
            }
            None => Default::default(),
        };
        let shown = Finding {
            rule: finding.rule.id.into(),
            severity: finding.severity,
            confidence: finding.confidence,
            audience: finding.rule.audience,
            message: finding.message.to_string(),
            file: path.to_owned(),
            resource: finding.resource.as_deref().cloned(),
            path: finding.path.to_string(),
            location,
            related: related.collect(),
            fixes,
            suppressed,
        };
        let origin = Origin {
            document: Some((finding.file, finding.document)),
            source: Some((finding.rule, finding.ordinal)),
            fixes: finding.fixes.iter().map(|fix| (fix.number, fix.applicability)).collect(),
        };
        (shown, origin)
    }

    /// Exceptions that allow a finding are noted as used; the first gives the reason.
    fn excepted(&mut self, rule: &Rule, file: &str, resource: Option<&Resource>) -> Option<Suppression> {
        let is_meant = |exception: &Exception| exception.rule == rule && exception.target.covers(file, resource);
        let covering = self.exceptions.iter().filter(|(_, exception)| is_meant(exception));
        let mut reason = None;
        for (number, exception) in covering {
            self.used_exceptions.get_mut(*number).into_iter().for_each(|used| *used = true);
            reason.get_or_insert_with(|| exception.reason.clone());
        }
        Some(Suppression { by: SuppressionSource::Config, reason: reason? })
    }

    /// Adds what is to be said of suppressions that do nothing. Where a document was read in part, what they are about may
    /// stand in the rest: then only what is wrong with them as such is said.
    fn add_idle(&mut self, file: u32, document: u32, checked: &Checked) {
        let suppressions = checked.suppressions.iter().flat_map(|suppressions| suppressions.all());
        let used = self.used.get_mut(document as usize).map(std::mem::take).unwrap_or_default();
        let mut used = used.into_iter().chain(std::iter::repeat(false));
        let mut unknown: Option<(&String, String)> = None;
        for suppression in suppressions {
            let on = suppression.on.as_ref();
            if let Some(problem) = suppression.problem {
                self.add_own(&UNUSED_SUPPRESSION, file, document, suppression.span, problem.to_owned(), on);
            }
            for (Named { rule, span }, used) in suppression.names.iter().zip(&mut used) {
                match rule {
                    Err(id) => {
                        // Whoever misspells a rule does so again: the nearest names are looked for once.
                        if unknown.as_ref().is_none_or(|(known, _)| *known != id) {
                            unknown = Some((id, unknown_rule(id)));
                        }
                        let message = unknown.as_ref().map(|(_, message)| message.clone()).unwrap_or_default();
                        self.add_own(&UNKNOWN_RULE_IN_SUPPRESSION, file, document, *span, message, on);
                    }
                    Ok(rule) => {
                        if !used && !checked.partly_read && self.run.severity(rule).is_some() {
                            let message = format!("`{}` is allowed here, but is not found here", rule.id);
                            self.add_own(&UNUSED_SUPPRESSION, file, document, *span, message, on);
                        }
                    }
                }
            }
        }
    }

    fn add_cut(&mut self, file: u32, path: &str) {
        let start = self.held.get(file as usize).and_then(|(_, held)| held.file.documents().first());
        let start = start.map_or(0, |document| document.span().start);
        let message = format!(
            "`{path}` yields more than is shown: the {FINDINGS_OF_A_FILE} most severe findings at most, {} suppressions \
             of a document and {} entries of Pod security, and edits of fixes as far as they are planned in time; check it in parts",
            suppress::LIMIT,
            crate::checked::BLOCKERS_OF_A_FILE,
        );
        self.add_own(&INPUT_LIMIT, file, 0, Span::empty(start), message, None);
    }

    /// Adds a finding that the engine makes itself.
    fn add_own(
        &mut self,
        rule: &'static Rule,
        file: u32,
        document: u32,
        span: Span,
        message: String,
        on: Option<&(Resource, String)>,
    ) {
        let Some(severity) = self.run.severity(rule) else { return };
        let Some((path, held)) = self.held.get(file as usize).copied() else { return };
        let resource = on.map(|(resource, _)| resource.clone());
        let suppressed = self.excepted(rule, path, resource.as_ref());
        let mut finding = own(rule, severity, path, &held.file, span, message);
        finding.resource = resource;
        finding.path = on.map(|(_, path)| path.clone()).unwrap_or_default();
        finding.suppressed = suppressed;
        self.say(file as usize, What::Own(finding, Some((file, document))));
    }

    /// Adds what is to be said of exceptions that do nothing.
    fn add_exceptions(&mut self, settings_name: &str) {
        let Some(severity) = self.run.severity(&UNUSED_SUPPRESSION) else { return };
        let Some(settings_file) = &self.run.settings_file else { return };
        let file = match self.held.binary_search_by(|(path, _)| (*path).cmp(settings_name)) {
            Ok(place) => 2 * place as u64 + 1,
            Err(place) => 2 * place as u64,
        };
        let spans = settings_file.exceptions.iter().copied().chain(std::iter::repeat(Span::empty(0)));
        for ((number, exception), span) in self.run.settings.exceptions.iter().enumerate().zip(spans) {
            let id = exception.rule.id;
            let message = match &exception.expires {
                Some(day) if exception.has_expired(&self.run.environment.date) => {
                    format!("the exception for `{id}` expired on {day}")
                }
                _ if self.used_exceptions.get(number) == Some(&true) || self.run.severity(exception.rule).is_none() => {
                    continue;
                }
                _ => format!("the exception for `{id}` matches no finding"),
            };
            let finding = own(&UNUSED_SUPPRESSION, severity, settings_name, &settings_file.file, span, message);
            self.said.push(Said { file, what: What::Own(finding, None) });
        }
    }
}

/// How many findings of each severity are shown of a file, if not all: the most severe ones.
fn room_for<'f>(findings: impl Iterator<Item = &'f Kept>) -> Room {
    let mut counts = [0; Severity::ALL.len()];
    for finding in findings {
        if let Some(count) = counts.get_mut(finding.severity as usize) {
            *count += 1;
        }
    }
    Room::shared(counts)
}

fn own(rule: &Rule, severity: Severity, path: &str, file: &File, span: Span, message: String) -> Box<Finding> {
    Box::new(Finding {
        rule: rule.id.into(),
        severity,
        confidence: rule.confidence,
        audience: rule.audience,
        message,
        file: path.to_owned(),
        resource: None,
        path: String::new(),
        location: location(file, span),
        related: Vec::new(),
        fixes: Vec::new(),
        suppressed: None,
    })
}
