//! The files of a run, what was found in each document, and the options they are checked against.

use std::sync::Arc;

use plimsoll_kube::Index;
use plimsoll_report::{Decoded, FixPlan, FixSelection, Images, Options, Report};
#[cfg(feature = "full")]
use plimsoll_report::{MapAnswer, MapQuery};
#[cfg(not(feature = "full"))]
use plimsoll_rules::UNKNOWN_RULE_IN_SUPPRESSION;
use plimsoll_rules::{Context, Findings, Scope};
use plimsoll_source::File;
use plimsoll_source::order::{Stock, by_number, pair};

use crate::assemble::{self, Origin};
use crate::checked::{Checked, Room, Tools, findings_of_all};
use crate::decoded::decoded;
use crate::images::images;
use crate::kept::{Kept, Words};
#[cfg(feature = "full")]
use crate::maps;
use crate::parallel::each;
use crate::plan::{self, Prover};
use crate::run::{RuleSelection, Run};
use crate::settings::SettingsError;
use crate::shared;

/// Files in, report out. Keeps what it read and found, so that a change costs the document it is in.
#[derive(Debug)]
pub struct Workspace {
    /// In the order of their paths.
    files: Vec<Held>,
    options: Options,
    selection: RuleSelection,
    settings_name: String,
    run: Run,
    /// Those of rules that look at everything.
    words: Words,
    latest: Option<Latest>,
}

/// A file and what was found in its documents.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) file: File,
    pub(crate) checked: Vec<Checked>,
    words: Words,
}

/// What the latest report was made of.
#[derive(Debug, Default)]
pub(crate) struct Latest {
    /// Where each finding of the report comes from.
    pub(crate) origins: Vec<Origin>,
    /// Whether findings of the report are allowed by somebody, by their numbers.
    pub(crate) suppressed: Vec<bool>,
}

impl Workspace {
    /// A workspace without files, settings or choices.
    pub fn new() -> Self {
        Self {
            files: Vec::new(),
            options: Options::default(),
            selection: RuleSelection::default(),
            settings_name: "plimsoll.yaml".to_owned(),
            run: Run::default(),
            words: Words::default(),
            latest: None,
        }
    }

    /// Puts a file in, or replaces it. Documents whose text did not change are not read or checked again.
    pub fn set_file(&mut self, path: &str, text: Arc<str>) {
        self.latest = None;
        let place = self.place_of(path);
        match self.files.get_mut(place).filter(|held| held.path() == path) {
            Some(held) => held.file = File::reread(&held.file, text),
            None => self.files.insert(place, Held::new(File::read(path, text))),
        }
    }

    /// Puts many files in, read at once where there are threads.
    pub fn set_files<'p>(&mut self, files: impl IntoIterator<Item = (&'p str, Arc<str>)>) {
        let mut texts: Vec<(&str, Arc<str>, Option<File>)> =
            files.into_iter().map(|(path, text)| (path, text, None)).collect();
        each(&mut texts, |(path, text, file)| *file = Some(File::read(path, Arc::clone(text))));
        self.latest = None;
        for (path, _, file) in texts {
            let (place, Some(file)) = (self.place_of(path), file) else { continue };
            match self.files.get_mut(place).filter(|held| held.path() == path) {
                Some(held) => held.file = file,
                None => self.files.insert(place, Held::new(file)),
            }
        }
    }

    /// Where a file stands, or would stand.
    fn place_of(&self, path: &str) -> usize {
        self.files.partition_point(|held| held.path() < path)
    }

    /// Takes a file out, if it is there.
    pub fn remove_file(&mut self, path: &str) {
        self.latest = None;
        self.files.retain(|held| held.path() != path);
    }

    /// Checks against these from now on. On an error the options before stay.
    pub fn set_options(&mut self, options: Options) -> Result<(), SettingsError> {
        let run = Run::new(&options, &self.selection)?;
        self.options = options;
        self.replace_run(run);
        Ok(())
    }

    /// Picks rules by name from now on. On an error the selection before stays.
    pub fn select_rules(&mut self, selection: RuleSelection) -> Result<(), SettingsError> {
        let run = Run::new(&self.options, &selection)?;
        self.selection = selection;
        self.replace_run(run);
        Ok(())
    }

    /// The name that findings about the settings file carry.
    pub fn name_settings(&mut self, name: &str) {
        self.latest = None;
        name.clone_into(&mut self.settings_name);
    }

    fn replace_run(&mut self, run: Run) {
        self.latest = None;
        if !run.finds_the_same(&self.run) {
            self.files.iter_mut().for_each(|held| held.checked.clear());
        }
        self.run = run;
    }

    /// What there is to say of the files. The same files and options give the same report.
    pub fn check(&mut self) -> Report {
        let mut numbered: Vec<(u32, &mut Held)> = (0..).zip(&mut self.files).collect();
        each(&mut numbered, |(number, held)| held.check(*number, &self.run));
        let wide = self.look_at_everything();
        let (report, latest) = assemble::report(&self.files, &self.run, &self.settings_name, &wide);
        self.latest = Some(latest);
        report
    }

    /// Turns fixes of the latest report into edits, after proving that they change what they name and nothing else.
    pub fn plan_fixes(&mut self, selection: &FixSelection) -> FixPlan {
        if self.latest.is_none() {
            self.check();
        }
        let Some(latest) = &self.latest else { return FixPlan::default() };
        plan::plan_fixes(&self.files, &self.run, latest, selection)
    }

    /// The document that stands on a line of a file, as the cluster sees it.
    pub fn decode(&self, path: &str, line: u32) -> Decoded {
        let held = self.files.get(self.place_of(path)).filter(|held| held.path() == path);
        held.map(|held| decoded(&held.file, line)).unwrap_or_default()
    }

    /// Every image that the files name, on the day of the options, with this many places at most.
    pub fn images(&self, most: usize) -> Images {
        images(&self.files, &self.run.environment.date, most)
    }

    /// Whether only the full engine has all there is to say of the files that were checked: they hold objects of a kind that only its
    /// rules look at, or name a rule that only it has.
    #[cfg(not(feature = "full"))]
    pub fn needs_full(&self, report: &Report) -> bool {
        let mut documents = self.files.iter().flat_map(|held| &held.checked);
        documents.any(|checked| checked.facts.iter().any(|facts| plimsoll_rules::is_kind_on_demand(&facts.kind)))
            || report.findings.iter().any(|finding| finding.rule == UNKNOWN_RULE_IN_SUPPRESSION.id)
    }

    /// What a map shows of the files.
    #[cfg(feature = "full")]
    pub fn map(&mut self, query: &MapQuery) -> MapAnswer {
        if self.latest.is_none() {
            self.check();
        }
        maps::answer(&self.files, query)
    }

    /// What rules that look at the whole workspace find, in the order of documents.
    fn look_at_everything(&mut self) -> Vec<Kept> {
        let mut found = Vec::new();
        let context = context(&self.files, &self.run);
        for active in self.run.active.iter().filter(|active| active.rule.scope == Scope::Workspace) {
            let mut findings = Findings::new();
            findings.limit(findings_of_all(self.files.len()));
            (active.rule.check)(&context, &mut findings);
            let mut findings = findings.into_vec();
            shared::name_wide(&self.files, &mut findings);
            let numbered = findings.into_iter().enumerate();
            found.extend(
                numbered.map(|(ordinal, finding)| Kept::of(finding, active.severity, ordinal, &mut self.words)),
            );
        }
        by_number(&mut found, |(kept, _)| pair(kept.file, kept.document));
        let (mut kept, edits): (Vec<Kept>, Vec<_>) = found.into_iter().unzip();
        if self.run.plan_fixes {
            plan::prove_wide(&self.files, &mut kept, &edits);
        }
        kept
    }
}

/// All files and the index of their objects, as rules see them that look at everything.
pub(crate) fn context<'a>(files: &'a [Held], run: &'a Run) -> Context<'a> {
    let documents = (0..).zip(files).flat_map(|(file, held)| {
        (0..).zip(&held.checked).map(move |(document, checked)| (file, document, &*checked.facts))
    });
    let partly_read = files.iter().any(|held| held.checked.iter().any(|checked| checked.partly_read));
    let numbered = (0..).zip(files).map(|(number, held)| (number, &held.file)).collect();
    Context::workspace(numbered, Index::new(documents, partly_read), &run.environment)
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

impl Held {
    fn new(file: File) -> Self {
        Self { file, checked: Vec::new(), words: Words::default() }
    }

    pub(crate) fn path(&self) -> &str {
        self.file.name()
    }

    fn check(&mut self, number: u32, run: &Run) {
        let mut stock = Stock::new(self.checked.iter().map(|checked| checked.key() as u64));
        let mut kept: Vec<Option<Checked>> = self.checked.drain(..).map(Some).collect();
        let prover = run.plan_fixes.then(|| Prover::new(&self.file));
        let mut tools = Tools { room: Room::of_a_file(), cut: false, words: &mut self.words, prover };
        self.checked.reserve_exact(self.file.documents().len());
        for (document, chunk) in self.file.documents().iter().enumerate() {
            let before =
                stock.take(Arc::as_ptr(chunk.tree()).addr() as u64).and_then(|place| kept.get_mut(place)?.take());
            let checked = match before.filter(|before| before.stands_for(&self.file, document, &tools)) {
                Some(mut checked) => {
                    checked.shift(number, &self.file, document);
                    if let Some(prover) = &mut tools.prover {
                        prover.spend(checked.proof);
                    }
                    checked
                }
                None => Checked::check(number, &self.file, document, run, &mut tools),
            };
            tools.take(&checked);
            self.checked.push(checked);
        }
    }
}
